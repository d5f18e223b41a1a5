"""Receipts: what has come for an invoice on credit, and before a sale; each amount once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from connector.issuing.books import Books, Kept
from connector.issuing.plan import plan
from connector.issuing.rules import AfterSale, Rules
from connector.issuing.steps import Ask, Done, IssueInvoice, IssueReceipt, SaveCustomer, SendToDian, Skip, Step
from connector.model.documents import PaidIn
from connector.model.events import OrderSeen
from connector.model.fingerprint import fingerprint
from connector.model.order import Order, Payment, Refund, RefundLine
from tests.issuing.test_after import kept
from tests.issuing.test_plan import NOW
from tests.orders import a_line, an_order

ON_CREDIT: dict[str, Any] = {"receivable": Decimal(59900)}
AT_ONCE = {"stamp": {"send": True}, "payments": [{"id": 5640, "value": Decimal(59900)}]}
WHY = "el estado es on-hold"


def steps(order: Order, *papers: Kept, is_due: bool = True, **given: Any) -> list[Step]:
    books = {name: given.pop(name) for name in ("answers",) if name in given}
    may_receipt = given.pop("receipt_due", True)
    after = AfterSale(**{"credit_notes": "auto", "receipts": "auto", "advances": "auto", **given})
    rules = Rules(
        due=lambda order: is_due, why_not_due=lambda order: WHY, after=after, receipt_due=lambda order: may_receipt
    )
    return plan(OrderSeen(order), Books(papers=papers, **books), rules, NOW)


def receipt(amount: int, source_id: str = "1001-receipt-1", **more: Any) -> Kept:
    return kept("receipt", total=Decimal(amount), source_id=source_id, name="RC-1-22", body={}, status="", **more)


def taken_in(found: list[Step]) -> tuple[str, Decimal]:
    step = found[-1]
    assert isinstance(step, IssueReceipt), step
    return step.source_id, step.paid_in.amount


# --- of an invoice ----------------------------------------------------------------------------------------------------


def test_a_paid_order_pays_its_invoice_on_credit() -> None:
    invoice, order = kept(**ON_CREDIT), an_order()
    paid_in = PaidIn(amount=Decimal(59900), invoice=invoice.booked, payment=order.payments[0])
    assert steps(order, invoice) == [IssueReceipt(order, "1001-receipt-1", paid_in)]


def test_once() -> None:
    assert steps(an_order(), kept(**ON_CREDIT), receipt(59900)) == [Done()]


def test_an_invoice_that_is_paid_by_itself_gets_none() -> None:
    assert steps(an_order(), kept(body=AT_ONCE)) == [Done()]


def test_an_order_that_is_not_paid_waits() -> None:
    waiting = an_order(is_paid=False, payments=(Payment(method="cod", amount=Decimal(59900), status="pending"),))
    assert steps(waiting, kept(**ON_CREDIT)) == [Done()]


def test_only_what_receipt_when_lets_through() -> None:
    assert steps(an_order(), kept(**ON_CREDIT), receipt_due=False) == [Done()]


def test_nothing_unless_the_merchant_wants_receipts() -> None:
    assert steps(an_order(), kept(**ON_CREDIT), receipts="ignore") == [Done()]


def test_what_came_in_parts_is_taken_in_in_parts() -> None:
    half = Payment(method="wompi", amount=Decimal(20000))
    order = an_order(is_paid=False, payments=(half,))
    assert taken_in(steps(order, kept(**ON_CREDIT))) == ("1001-receipt-1", Decimal(20000))
    assert steps(order, kept(**ON_CREDIT), receipt(20000)) == [Done()]
    assert taken_in(steps(an_order(), kept(**ON_CREDIT), receipt(20000))) == ("1001-receipt-2", Decimal(39900))


def test_not_before_dian_has_answered_since_it_could_not_be_mended_any_more() -> None:
    [found] = steps(an_order(), kept(**ON_CREDIT, status="Sending", looked_at=NOW))
    assert not isinstance(found, IssueReceipt)
    assert isinstance(steps(an_order(), kept(**ON_CREDIT, status="Rejected"))[0], Ask)


def test_what_a_credit_note_took_back_is_not_owed() -> None:
    order = an_order(refunds=(Refund(id="9", amount=Decimal(10000)),))
    note = kept("credit_note", total=Decimal(10000), source_id="9")
    assert taken_in(steps(order, kept(**ON_CREDIT), note)) == ("1001-receipt-1", Decimal(49900))


def test_one_that_a_person_does_not_want_is_not_made() -> None:
    assert steps(an_order(), kept(**ON_CREDIT), answers={"1001-receipt-1": "ignore"}) == [Done()]


def test_the_invoice_made_again_is_not_paid_twice() -> None:
    first = kept(**ON_CREDIT)
    back = kept("credit_note", total=Decimal(59900), source_id="1001-redone")
    again = kept(**ON_CREDIT, source_id="1001#2", ledger_id="guid-2", name="FV-2-23")
    words = "El dinero del recibo RC-1-22 es de este pedido: crúcelo en Siigo con la factura FV-2-23"
    assert steps(an_order(), first, receipt(59900), back, again) == [Done((words,))]


# --- before a sale ----------------------------------------------------------------------------------------------------


def test_money_that_came_before_the_sale_is_an_advance_of_a_buyer_that_exists() -> None:
    order = an_order()
    advance = IssueReceipt(order, "1001-advance-1", PaidIn(amount=Decimal(59900), payment=order.payments[0]))
    assert steps(order, is_due=False) == [SaveCustomer(order), advance]


def test_then_the_order_waits_with_the_receipt_in_sight() -> None:
    made = receipt(59900, "1001-advance-1")
    assert steps(an_order(), made, is_due=False) == [Skip(f"{WHY}. Del dinero que llegó ya hay recibo: RC-1-22")]


def test_the_invoice_knows_what_was_advanced() -> None:
    [step] = steps(an_order(), receipt(20000, "1001-advance-1"))
    assert isinstance(step, IssueInvoice)
    assert (step.order.advanced, step.order.is_receipted_later) == (Decimal(20000), True)


def test_the_rest_is_paid_later_and_the_advance_is_to_be_applied_by_a_person() -> None:
    advance, invoice = receipt(20000, "1001-advance-1"), kept(**ON_CREDIT)
    assert taken_in(steps(an_order(), advance, invoice)) == ("1001-receipt-1", Decimal(39900))
    words = "El dinero del recibo RC-1-22 es de este pedido: crúcelo en Siigo con la factura FV-2-22"
    assert steps(an_order(), advance, invoice, receipt(39900)) == [Done((words,))]


def test_an_invoice_that_holds_its_advance_needs_nobody() -> None:
    invoice = kept(**ON_CREDIT, advance=Decimal(20000))
    assert steps(an_order(), receipt(20000, "1001-advance-1"), invoice, receipt(39900)) == [Done()]


def test_a_cancelled_order_with_an_advance_is_a_persons_affair() -> None:
    order, advance = an_order(is_cancelled=True), receipt(59900, "1001-advance-1")
    [step] = steps(order, advance)
    assert step == Ask(
        "El pedido fue cancelado antes de facturarlo, y el dinero que había llegado tiene recibo: RC-1-22. "
        "Devuélvalo en Siigo y escriba `connector answer 1001 keep`"
    )
    [step] = steps(order, advance, answers={"1001": "keep"})
    assert isinstance(step, Skip)


def test_gift_cards_sold_are_an_advance() -> None:
    order = an_order(lines=(), gift_cards=(a_line(id="product:2", taxes=(), net=Decimal(59900)),))
    assert taken_in(steps(order)) == ("1001-cards", Decimal(59900))
    [step] = steps(order, receipt(59900, "1001-cards"))
    assert isinstance(step, Skip)


def test_gift_cards_sold_beside_goods_pay_no_goods() -> None:
    card = a_line(id="product:2", taxes=(), net=Decimal(50000))
    order = an_order(gift_cards=(card,), total=Decimal(109900))
    invoice = kept(**ON_CREDIT, fingerprint=fingerprint(order))
    assert taken_in(steps(order, invoice)) == ("1001-cards", Decimal(50000))
    of_cards = receipt(50000, "1001-cards", ledger_id="guid-cards")
    assert taken_in(steps(order, invoice, of_cards)) == ("1001-receipt-1", Decimal(59900))


def test_no_advance_unless_the_merchant_wants_them() -> None:
    assert steps(an_order(), is_due=False, advances="ignore") == [Skip(WHY)]


def test_a_refunded_gift_card_takes_nothing_from_what_came_for_goods() -> None:
    card = a_line(id="product:2", taxes=(), net=Decimal(50000))
    back = Refund(
        id="9",
        amount=Decimal(50000),
        lines=(RefundLine(line_id="product:2", quantity=Decimal(1), net=Decimal(50000)),),
    )
    order = an_order(gift_cards=(card,), total=Decimal(109900), refunds=(back,))
    found = steps(order, kept(**ON_CREDIT, settled=frozenset({"9"}), fingerprint=fingerprint(order)))
    assert taken_in(found) == ("1001-receipt-1", Decimal(59900))


# --- a draft ----------------------------------------------------------------------------------------------------------


def test_a_draft_goes_to_dian_when_a_person_says_so() -> None:
    draft = kept(status="Draft", body={**AT_ONCE, "stamp": {"send": False}})
    assert steps(an_order(), draft) == [Done()]
    assert steps(an_order(), draft, answers={"guid-invoice": "send"}) == [SendToDian(draft)]


def test_what_is_on_its_way_is_followed_whoever_sent_it() -> None:
    sent = kept(status="Sending", body=AT_ONCE | {"stamp": {"send": False}}, made_at=NOW - timedelta(hours=1))
    assert sent.is_on_its_way
