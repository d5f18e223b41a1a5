"""Orders that say they are invoiced already: looked for before anything is made, and never twice."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from connector.issuing.books import Books, Kept
from connector.issuing.plan import plan
from connector.issuing.rules import AfterSale, Rules
from connector.issuing.steps import Adopt, Ask, Done, IssueCreditNote, IssueInvoice, Skip, Step, Undo
from connector.model.documents import Trace
from connector.model.events import OrderSeen
from connector.model.order import Claim, Order, Refund
from tests.issuing.test_after import kept
from tests.issuing.test_plan import NOW
from tests.orders import an_order

CLAIMS = (
    Claim(kind="id", text="9f1c-22", source="meta._siigo_invoice_id"),
    Claim(kind="name", text="FV-1-22", source="meta._siigo_invoice_name"),
)
CLAIMED = an_order(claims=CLAIMS)
TRACE = Trace(ids=("9f1c-22",), names=("FV-1-22",), purchase_order="#1001", since=date(2026, 11, 20))
NOT_THERE = (
    "El pedido dice que ya está facturado: 9f1c-22 (meta._siigo_invoice_id), FV-1-22 (meta._siigo_invoice_name), y esa "
    "factura no está en Siigo. Si la hay en otra parte, no hay que hacer nada; para facturarlo de todos modos, "
    "`connector answer 1001 invoice`"
)


def step(order: Order, *papers: Kept, is_due: bool = True, **given: Any) -> Step:
    books = {name: given.pop(name) for name in ("answers", "is_searched") if name in given}
    rules = Rules(
        due=lambda order: is_due, why_not_due=lambda order: "no", after=AfterSale(**{"credit_notes": "auto", **given})
    )
    [found] = plan(OrderSeen(order), Books(papers=papers, **books), rules, NOW)
    return found


def test_a_claim_is_followed_before_anything_is_made() -> None:
    assert step(CLAIMED) == Adopt(CLAIMED, TRACE)


@pytest.mark.parametrize("changes", [{"status": "refunded"}, {"is_cancelled": True}])
def test_also_where_the_order_would_not_be_invoiced(changes: dict[str, Any]) -> None:
    order = replace(CLAIMED, **changes)
    assert step(order, is_due=False) == Adopt(order, TRACE)


def test_a_claim_that_leads_nowhere_is_a_persons_affair() -> None:
    assert step(CLAIMED, is_searched=True) == Ask(NOT_THERE)


def test_it_is_no_affair_of_an_order_that_is_not_to_be_invoiced() -> None:
    assert step(CLAIMED, is_searched=True, is_due=False) == Skip("no")


def test_a_person_may_have_it_invoiced_all_the_same() -> None:
    assert isinstance(step(CLAIMED, answers={"1001": "invoice"}), IssueInvoice)


def test_drafts_and_tests_are_not_looked_for() -> None:
    assert isinstance(step(replace(CLAIMED, is_test=True)), Skip)


def test_never() -> None:
    assert isinstance(step(CLAIMED, adopt="never"), IssueInvoice)


def test_always_looks_for_our_own_marker_and_the_order_number() -> None:
    found = step(an_order(), adopt="always")
    assert found == Adopt(an_order(), Trace(purchase_order="#1001", since=date(2026, 11, 20)))
    assert isinstance(step(an_order(), adopt="always", is_searched=True), IssueInvoice)
    assert step(an_order(), adopt="always", is_due=False) == Skip("no")


# --- what follows -----------------------------------------------------------------------------------------------------


def refunded(days: int) -> Order:
    return replace(CLAIMED, refunds=(Refund(id="9", amount=Decimal(10000), created_at=NOW + timedelta(days=days)),))


def test_a_refund_after_the_adoption_gets_its_note() -> None:
    assert isinstance(step(refunded(1), kept(is_adopted=True)), IssueCreditNote)


def test_one_from_before_may_have_its_note_already() -> None:
    asked = step(refunded(-1), kept(is_adopted=True))
    assert isinstance(asked, Ask)
    assert asked.why.startswith("El reembolso 9 por 10000 COP es anterior a que se enlazara la factura FV-2-22")
    assert isinstance(step(refunded(-1), kept(is_adopted=True), answers={"9": "approve"}), IssueCreditNote)
    assert step(refunded(-1), kept(is_adopted=True), answers={"9": "ignore"}) == Done()


# --- an invoice made again --------------------------------------------------------------------------------------------


def test_any_invoice_can_be_made_again_on_demand() -> None:
    found = step(an_order(), kept(), answers={"guid-invoice": "redo"}, credit_notes="ignore")
    assert isinstance(found, IssueCreditNote)
    assert (found.source_id, found.given_back.refund.amount, found.given_back.reason) == ("1001-redone", 59900, 2)


def test_one_that_dian_never_accepted_is_undone_first() -> None:
    rejected = kept(status="Rejected")
    new = IssueInvoice(an_order(), "1001#2")
    assert step(an_order(), rejected, answers={"guid-invoice": "redo"}) == Undo(rejected, "annul", new)
    undone = kept(status="Annulled")
    found = step(an_order(), undone, answers={"guid-invoice": "redo"})
    assert isinstance(found, IssueInvoice)
    assert found.source_id == "1001#2"


def test_a_cancelled_order_is_not_made_again() -> None:
    found = step(an_order(is_cancelled=True), kept(status="Annulled"), answers={"guid-invoice": "redo"})
    assert isinstance(found, Skip)
