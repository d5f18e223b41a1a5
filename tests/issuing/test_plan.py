"""Deciding: every kind of order gives the steps it should, and deciding again after they are done gives none."""

from decimal import Decimal

import pytest

from connector.issuing.plan import Books, Done, IssueInvoice, Rules, SaveCustomer, Skip, plan
from connector.model.events import Ignored, OrderDeleted, OrderSeen
from connector.model.order import Refund
from tests.orders import a_line, an_order

ALWAYS = Rules(due=lambda order: True, why_not_due=lambda order: "")
NEVER = Rules(due=lambda order: False, why_not_due=lambda order: "el estado es on-hold")
CUSTOMER_FIRST = Rules(due=lambda order: True, why_not_due=lambda order: "", customer_first=True)
INVOICED = Books(documents={"invoice": "FV-2-22"})
REFUND = Refund(id="9", amount=Decimal(10000))


def test_a_paid_order_gets_an_invoice() -> None:
    order = an_order()
    assert plan(OrderSeen(order), Books(), ALWAYS) == [IssueInvoice(order)]


def test_the_customer_goes_first_when_it_is_a_document_of_its_own() -> None:
    order = an_order()
    assert plan(OrderSeen(order), Books(), CUSTOMER_FIRST) == [SaveCustomer(order), IssueInvoice(order)]


def test_deciding_again_after_the_invoice_gives_no_step() -> None:
    assert plan(OrderSeen(an_order()), INVOICED, ALWAYS) == [Done()]
    assert plan(OrderSeen(an_order(status="completed")), INVOICED, NEVER) == [Done()]


def test_warnings_of_the_invoice_stay_visible() -> None:
    books = Books(documents={"invoice": "FV-2-22"}, warnings=("difiere en 0.01",))
    assert plan(OrderSeen(an_order()), books, ALWAYS) == [Done(("difiere en 0.01",))]


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
    [step] = plan(OrderSeen(an_order(**given)), Books(), ALWAYS)
    assert isinstance(step, Skip)
    assert step.why.startswith(why)


def test_an_order_that_is_not_due_is_skipped_with_the_rule() -> None:
    assert plan(OrderSeen(an_order()), Books(), NEVER) == [Skip("el estado es on-hold")]


def test_a_partial_refund_before_the_invoice_leaves_the_sale_to_be_invoiced() -> None:
    order = an_order(refunds=(REFUND,))
    assert plan(OrderSeen(order), Books(), ALWAYS) == [IssueInvoice(order)]


def test_a_refund_after_the_invoice_is_said_aloud() -> None:
    [step] = plan(OrderSeen(an_order(refunds=(REFUND,))), INVOICED, ALWAYS)
    expected = "El pedido tiene un reembolso de 10000 COP: falta la nota crédito de la factura FV-2-22"
    assert step == Done((expected,))


def test_a_cancellation_after_the_invoice_is_said_aloud() -> None:
    [step] = plan(OrderSeen(an_order(is_cancelled=True)), INVOICED, ALWAYS)
    assert step == Done(("El pedido fue cancelado en la tienda: falta la nota crédito de la factura FV-2-22",))


def test_a_deleted_order_is_skipped_or_said_aloud() -> None:
    assert plan(OrderDeleted("1"), Books(), ALWAYS) == [
        Skip("El pedido fue eliminado en la tienda antes de facturarlo")
    ]
    [step] = plan(OrderDeleted("1"), INVOICED, ALWAYS)
    assert isinstance(step, Done)
    assert "FV-2-22" in step.warnings[0]


def test_what_is_not_for_us_is_skipped() -> None:
    assert plan(Ignored("producto"), Books(), ALWAYS) == [Skip("producto")]
