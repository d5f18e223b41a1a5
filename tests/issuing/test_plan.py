"""Deciding the first invoice: every kind of order gives the steps it should."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from connector.issuing.books import Books
from connector.issuing.plan import plan
from connector.issuing.rules import Rules
from connector.issuing.steps import Ask, IssueInvoice, SaveCustomer, Skip, Step
from connector.model.events import Event, Ignored, OrderDeleted, OrderSeen
from connector.model.order import Order, Refund
from tests.orders import a_line, an_order

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
ALWAYS = Rules(due=lambda order: True, why_not_due=lambda order: "")
NEVER = Rules(due=lambda order: False, why_not_due=lambda order: "el estado es on-hold")
CUSTOMER_FIRST = Rules(due=lambda order: True, why_not_due=lambda order: "", customer_first=True)
REFUND = Refund(id="9", amount=Decimal(10000))


def steps(event: Event, rules: Rules = ALWAYS) -> list[Step]:
    return plan(event, Books(), rules, NOW)


def first_invoice(order: Order) -> IssueInvoice:
    return IssueInvoice(order, "1001")


def test_a_paid_order_gets_an_invoice() -> None:
    assert steps(OrderSeen(an_order())) == [first_invoice(an_order())]


def test_the_customer_goes_first_when_it_is_a_document_of_its_own() -> None:
    order = an_order()
    assert steps(OrderSeen(order), CUSTOMER_FIRST) == [SaveCustomer(order), first_invoice(order)]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"is_draft": True, "status": "checkout-draft"}, "El pedido está en borrador (checkout-draft)"),
        ({"is_test": True}, "Es un pedido de prueba"),
        ({"is_cancelled": True}, "El pedido fue cancelado antes de facturarlo"),
        ({"lines": (), "gift_cards": (a_line(),)}, "El pedido solo tiene tarjetas de regalo"),
        (
            {"refunds": (Refund(id="9", amount=Decimal(59900)),)},
            "El pedido fue reembolsado por completo (59900 COP) antes de facturarlo",
        ),
    ],
)
def test_what_is_not_a_sale_is_skipped_with_why(given: dict[str, object], why: str) -> None:
    [step] = steps(OrderSeen(an_order(**given)))
    assert isinstance(step, Skip)
    assert step.why.startswith(why)


def test_an_order_that_is_not_due_is_skipped_with_the_rule() -> None:
    assert steps(OrderSeen(an_order()), NEVER) == [Skip("el estado es on-hold")]


def test_what_was_refunded_before_the_invoice_is_not_invoiced() -> None:
    [step] = steps(OrderSeen(an_order(refunds=(REFUND,))))
    assert isinstance(step, IssueInvoice)
    assert (step.order.invoice_total, step.order.total) == (49900, 49900)
    assert step.order.payments[0].amount == 49900
    assert step.settled == {"9"}
    assert step.order.notes == ("Antes de facturar se reembolsaron 10000 COP: la factura es por lo que quedó",)


def test_a_pending_refund_changes_nothing_yet() -> None:
    order = an_order(refunds=(Refund(id="9", amount=Decimal(10000), is_pending=True),))
    assert steps(OrderSeen(order)) == [first_invoice(order)]


def test_a_deleted_order_is_skipped() -> None:
    assert steps(OrderDeleted("1")) == [Skip("El pedido fue eliminado en la tienda antes de facturarlo")]


def test_what_is_not_for_us_is_skipped() -> None:
    assert steps(Ignored("producto")) == [Skip("producto")]


def test_a_doubtful_refund_before_the_invoice_is_a_persons_affair() -> None:
    doubtful = an_order(refunds=(Refund(id="9", amount=Decimal(10000), doubt="No se sabe de qué línea es"),))
    [step] = steps(OrderSeen(doubtful))
    assert step == Ask(
        "Antes de facturar se reembolsaron 10000 COP (reembolso 9): No se sabe de qué línea es. Para facturar lo que "
        "queda, repartiendo lo devuelto entre las líneas, `connector answer 1001 approve 9`"
    )
    [step] = plan(OrderSeen(doubtful), Books(answers={"9": "approve"}), ALWAYS, NOW)
    assert isinstance(step, IssueInvoice)
    assert step.order.total == Decimal(49900)
