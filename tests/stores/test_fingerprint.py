"""The fingerprint changes when the invoice would, and with nothing else; our own echo is nothing else."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from connector.json_text import parse
from connector.model.fingerprint import fingerprint
from connector.model.order import Order, Refund, Tax
from connector.stores import shopify, woocommerce
from tests.stores.shopify.evidence import load
from tests.stores.woocommerce.evidence import capture, rest

D = Decimal


@pytest.fixture(params=["shopify", "woocommerce"])
def order(request: pytest.FixtureRequest) -> Order:
    if request.param == "shopify":
        return shopify.to_order(load("order_paid__gift_card_sold"))
    return woocommerce.to_order(parse(capture("08-order.updated-24").body))


def with_first_line(order: Order, **changes: object) -> Order:
    return replace(order, lines=(replace(order.lines[0], **changes), *order.lines[1:]))  # type: ignore[arg-type]


def test_it_is_64_hexadecimal_digits_and_the_same_again(order: Order) -> None:
    assert len(fingerprint(order)) == 64
    assert set(fingerprint(order)) <= set("0123456789abcdef")
    assert fingerprint(order) == fingerprint(replace(order))


def test_every_edit_changes_it(order: Order) -> None:
    line = order.lines[0]
    edits = [
        with_first_line(order, quantity=line.quantity + 1),
        with_first_line(order, sku="OTRO"),
        with_first_line(order, net=line.net + 1),
        with_first_line(order, taxes=(Tax(name="IVA", rate=D(5), amount=D(1)),)),
        with_first_line(order, taxes=(*line.taxes, Tax(name="INC", rate=D(0), amount=D(0)))),
        with_first_line(order, id="product:nueva"),
        replace(order, lines=order.lines[1:]),
        replace(order, lines=(), gift_cards=order.lines),
        replace(order, total=order.total + 1),
        replace(order, currency="USD"),
    ]
    found = [fingerprint(edit) for edit in (order, *edits)]
    assert len(set(found)) == len(found)


def test_what_no_invoice_depends_on_does_not_change_it(order: Order) -> None:
    others = [
        replace(order, status="completed", fulfillment="fulfilled", is_paid=not order.is_paid, is_cancelled=True),
        replace(order, tags=("Factura FV-2-22",), meta={"_siigo_connector_invoice": "FV-2-22"}, raw={}, note="hola"),
        replace(order, updated_at=order.updated_at + timedelta(hours=1), notes=("algo",)),
        replace(order, refunds=(Refund(id="1", amount=D(1)),), payments=()),
        replace(order, lines=order.lines[::-1]),
        with_first_line(order, name="Otro nombre", variant="39", discount=D(3)),
        with_first_line(order, taxes=tuple(replace(tax, name="VAT") for tax in order.lines[0].taxes)),
        with_first_line(
            order, quantity=D(f"{order.lines[0].quantity:f}.00"), net=order.lines[0].net.quantize(D("1e-4"))
        ),
    ]
    assert {fingerprint(other) for other in others} == {fingerprint(order)}


def test_a_partial_refund_in_woocommerce_does_not_change_it() -> None:
    before, after = rest("order-2-get"), rest("order-2-get-after-refund")
    assert woocommerce.to_order(parse(after)).refunds
    assert fingerprint(woocommerce.to_order(parse(before))) == fingerprint(woocommerce.to_order(parse(after)))


def test_a_partial_refund_in_shopify_does_not_change_it() -> None:
    refunded = load("order_updated__partially_refunded")
    whole = {"refunds": [], "financial_status": "paid", "current_total_price": refunded["total_price"]}
    before: dict[str, Any] = refunded | whole
    before["line_items"] = [item | {"current_quantity": item["quantity"]} for item in refunded["line_items"]]
    assert shopify.to_order(refunded).refunds
    assert fingerprint(shopify.to_order(before)) == fingerprint(shopify.to_order(refunded))


def test_an_edit_in_shopify_changes_it() -> None:
    edited = load("order_updated__edited_lines_removed")
    placed: dict[str, Any] = edited | {"refunds": []}
    placed |= {f"current_{name}": edited[name] for name in ("total_price", "subtotal_price", "total_tax")}
    placed["line_items"] = [item | {"current_quantity": item["quantity"]} for item in edited["line_items"]]
    assert fingerprint(shopify.to_order(placed)) != fingerprint(shopify.to_order(edited))
