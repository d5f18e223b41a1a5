"""Goods that come back for others: nothing new is billed twice, and nothing new is lost without a person's word."""

from decimal import Decimal

import pytest

from connector.errors import OrderHeld
from connector.issuing.steps import Ask, Done
from connector.model.money import plain
from connector.model.order import Order, Payment, Refund, RefundLine
from tests.exact.life import Life
from tests.orders import a_line, an_order
from tests.stores.shopify import test_refunds as shopify

EDITED = (
    "El pedido cambió después de la factura FV-1-1 ({issued}) y hoy suma {total}. Para dejar la factura como está, "
    "`connector answer {order} keep`; para hacer nota crédito y factura nueva, `connector answer {order} redo`"
)


def invoiced(order: Order, platform: str = "shopify") -> Life:
    life = Life(platform)
    assert life.read(order) == Done()
    return life


def answered(life: Life, order: Order, word: str) -> None:
    """About the newest invoice; afterwards nothing is open, and deciding again makes nothing more."""
    invoice = life.books.invoice
    assert invoice is not None
    life.answer(invoice.booked.ledger_id, word)  # type: ignore[arg-type]  # a word of the test
    assert life.read(order) == Done()
    made = list(life.documents)
    assert life.read(order) == Done()
    assert life.documents == made


def billed(life: Life) -> Decimal:
    """Invoices less their credit notes."""
    return sum(
        (document.total if document.kind == "invoice" else -document.total for document in life.documents), Decimal(0)
    )


def kinds(life: Life) -> list[tuple[str, Decimal]]:
    return [(document.kind, document.total) for document in life.documents]


# --- as Shopify tells of them -----------------------------------------------------------------------------------------


def test_an_even_exchange_changes_nothing() -> None:
    life = invoiced(shopify.placed())
    assert life.read(shopify.fetched(shopify.exchange("59500.00", None))) == Done()
    assert kinds(life) == [("invoice", Decimal(130900))]


@pytest.mark.parametrize(("price", "told"), [("59500.00", False), ("80000.00", True)], ids=["not told of", "dearer"])
def test_an_exchange_that_looks_like_an_edit_is_asked_about(price: str, told: bool) -> None:
    now = shopify.fetched(shopify.exchange(price, None, told=told))
    life = invoiced(shopify.placed())
    asked = Ask(EDITED.format(issued="130900", total=plain(now.invoice_total), order=now.number.removeprefix("#")))
    assert life.read(now) == asked
    assert life.read(now) == asked
    assert kinds(life) == [("invoice", Decimal(130900))]
    answered(life, now, "redo")
    assert kinds(life) == [
        ("invoice", Decimal(130900)),
        ("credit_note", Decimal(130900)),
        ("invoice", now.invoice_total),
    ]
    assert [line.line_id for line in life.documents[-1].lines] == [line.id for line in now.lines]
    assert billed(life) == now.invoice_total


def test_an_exchange_that_looks_like_an_edit_may_be_left_as_it_is() -> None:
    now = shopify.fetched(shopify.exchange("59500.00", None, told=False))
    life = invoiced(shopify.placed())
    assert isinstance(life.read(now), Ask)
    answered(life, now, "keep")
    assert kinds(life) == [("invoice", Decimal(130900))]


def test_an_exchange_for_something_cheaper_gives_back_the_difference_once_a_person_has_looked() -> None:
    now = shopify.fetched(shopify.exchange("40000.00", "19500.00"))
    life = invoiced(shopify.placed())
    asked = life.read(now)
    assert isinstance(asked, Ask)
    assert asked.why.startswith(
        "Reembolso 5 de 19500 COP de la factura FV-1-1: La devolución 5 es de un cambio: el comprador recibió otro "
        "producto y 19500 de dinero."
    )
    assert kinds(life) == [("invoice", Decimal(130900))]
    life.answer("5", "approve")
    assert life.read(now) == Done()
    assert kinds(life) == [("invoice", Decimal(130900)), ("credit_note", Decimal(19500))]
    assert billed(life) == now.total - now.refunded


# --- a refund and new lines, without a word that they belong together -------------------------------------------------

SHIRT = a_line()
CAP = a_line(id="product:2", sku="GOR-001", name="Gorra", list_price=Decimal(80000), net=Decimal(80000), taxes=())
MUG = a_line(id="product:3", sku="POC-001", name="Pocillo", list_price=Decimal(20000), net=Decimal(20000), taxes=())
TEA = a_line(id="product:4", sku="TE-001", name="Té", list_price=Decimal(9000), net=Decimal(9000), taxes=())
TEA_BACK = Refund(id="11", amount=TEA.gross, lines=(RefundLine(line_id=TEA.id, quantity=Decimal(1), net=TEA.net),))
BACK = Refund(
    id="9",
    amount=SHIRT.gross,
    lines=(RefundLine(line_id=SHIRT.id, quantity=Decimal(1), net=SHIRT.net, tax=SHIRT.tax),),
)


def sold(*lines: str, refunds: tuple[Refund, ...] = ()) -> Order:
    found = tuple({"shirt": SHIRT, "cap": CAP, "mug": MUG, "tea": TEA}[name] for name in lines)
    total = sum((line.gross for line in found), Decimal(0))
    return an_order(lines=found, total=total, payments=(Payment(method="wompi", amount=total),), refunds=refunds)


def swapped(*lines: str) -> tuple[Life, Order]:
    """The shirt came back with its money, and a cap was added."""
    now = sold(*lines, "cap", refunds=(BACK,))
    return invoiced(sold(*lines), "woocommerce"), now


@pytest.mark.parametrize("lines", [("shirt",), ("shirt", "mug")])
def test_the_goods_are_credited_at_once_and_the_new_line_is_asked_about(lines: tuple[str, ...]) -> None:
    life, now = swapped(*lines)
    before = sold(*lines).total
    asked = Ask(EDITED.format(issued=before, total=now.total, order="1001"))
    assert life.read(now) == asked
    assert kinds(life) == [("invoice", before), ("credit_note", SHIRT.gross)]
    assert life.read(now) == asked
    assert len(life.documents) == 2


def test_made_anew_the_invoice_is_for_what_the_buyer_kept() -> None:
    life, now = swapped("shirt", "mug")
    assert isinstance(life.read(now), Ask)
    answered(life, now, "redo")
    assert kinds(life) == [
        ("invoice", Decimal(79900)),
        ("credit_note", Decimal(59900)),
        ("credit_note", Decimal(20000)),
        ("invoice", Decimal(100000)),
    ]
    assert [line.line_id for line in life.documents[-1].lines] == ["product:3", "product:2"]
    assert billed(life) == now.total - now.refunded


def test_where_everything_came_back_only_the_new_line_is_invoiced() -> None:
    life, now = swapped("shirt")
    assert isinstance(life.read(now), Ask)
    answered(life, now, "redo")
    assert kinds(life) == [("invoice", Decimal(59900)), ("credit_note", Decimal(59900)), ("invoice", Decimal(80000))]
    assert billed(life) == now.total - now.refunded


def test_left_as_it_is_the_new_line_is_on_no_invoice_because_a_person_said_so() -> None:
    life, now = swapped("shirt", "mug")
    assert isinstance(life.read(now), Ask)
    answered(life, now, "keep")
    assert kinds(life) == [("invoice", Decimal(79900)), ("credit_note", Decimal(59900))]


def test_before_the_first_invoice_an_exchange_is_what_the_buyer_kept() -> None:
    life = Life("woocommerce")
    now = sold("shirt", "cap", refunds=(BACK,))
    assert life.read(now) == Done()
    assert kinds(life) == [("invoice", Decimal(80000))]
    assert [line.line_id for line in life.documents[0].lines] == ["product:2"]


def test_a_refund_after_the_new_invoice_is_of_the_new_invoice() -> None:
    life, now = swapped("shirt", "mug")
    assert isinstance(life.read(now), Ask)
    answered(life, now, "redo")
    line = RefundLine(line_id=CAP.id, quantity=Decimal(1), net=CAP.net)
    later = sold("shirt", "mug", "cap", refunds=(BACK, Refund(id="10", amount=CAP.gross, lines=(line,))))
    assert life.read(later) == Done()
    assert kinds(life)[-1] == ("credit_note", Decimal(80000))
    assert life.documents[-1].body["invoice"] == life.books.papers[3].booked.ledger_id
    assert billed(life) == later.total - later.refunded


def test_a_new_line_that_came_back_before_it_was_invoiced_is_in_no_note() -> None:
    line = RefundLine(line_id=CAP.id, quantity=Decimal(1), net=CAP.net)
    now = sold("shirt", "cap", refunds=(Refund(id="10", amount=CAP.gross, lines=(line,)),))
    dearer, cheaper = invoiced(sold("shirt"), "woocommerce"), invoiced(sold("shirt", "mug", "cap"), "woocommerce")
    assert dearer.read(now) == Ask(
        "El reembolso 10 es de 80000 COP y a la factura FV-1-1 le quedan 59900: revíselo con el contador; si no lleva "
        "nota crédito, `connector answer` con ignore"
    )
    assert kinds(dearer) == [("invoice", Decimal(59900))]
    dearer.answer("10", "ignore")
    answered(dearer, now, "redo")
    assert kinds(dearer) == [("invoice", Decimal(59900)), ("credit_note", Decimal(59900)), ("invoice", Decimal(59900))]
    assert billed(dearer) == now.total - now.refunded
    with pytest.raises(OrderHeld) as held:
        cheaper.read(sold("shirt", "mug", "cap", "tea", refunds=(TEA_BACK,)))
    assert held.value.problems == (
        "El reembolso trae la línea «Té» (product:4), que no está en la factura: haga la nota crédito a mano",
    )
