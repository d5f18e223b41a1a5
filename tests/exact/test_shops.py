"""The random orders keep their platform's own sums (store-protocols.md 3.1, 10.1), added up without our readers."""

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.exact.shops import Shop, shopify_order, woocommerce_order

ZERO = Decimal(0)
ORDERS = 500


def added(rows: list[dict[str, Any]], name: str) -> Decimal:
    return sum((Decimal(row[name]) for row in rows), ZERO)


def money(order: dict[str, Any], name: str) -> Decimal:
    return Decimal(order[name])


def misses(order: dict[str, Any]) -> dict[str, Decimal]:
    """By rule of 10.1, how far both sides are from each other."""
    goods, fees = order["line_items"], order["fee_lines"]
    off = added(goods, "subtotal") - added(goods, "total")
    nets = added(goods, "total") + added(fees, "total") + money(order, "shipping_total")
    taxes = added(goods, "total_tax") + added(fees, "total_tax") + money(order, "shipping_tax")
    rates = added(order["tax_lines"], "tax_total") + added(order["tax_lines"], "shipping_tax_total")
    return {
        "total": nets + money(order, "total_tax") - money(order, "total"),
        "tax": taxes - money(order, "total_tax"),
        "rates": rates - money(order, "total_tax"),
        "discount": off - money(order, "discount_total"),
    }


@pytest.mark.parametrize("with_tax", [True, False])
@pytest.mark.parametrize("decimals", [0, 2])
def test_woocommerce_orders_add_up(decimals: int, with_tax: bool) -> None:
    random, shop = Random(decimals), Shop(decimals=decimals, with_tax=with_tax, at_subtotal=False)
    for number in range(ORDERS):
        order = woocommerce_order(random, number, shop)
        found = misses(order)
        # the discount of the whole cart is added up before it is rounded
        assert abs(found.pop("discount")) <= shop.unit * len(order["line_items"])
        assert not any(found.values()), order


def test_rounding_at_subtotal_moves_no_more_than_half_a_unit_for_each_amount() -> None:
    random, shop = Random(3), Shop(decimals=0, with_tax=True, at_subtotal=True)
    moved = 0
    for number in range(ORDERS):
        order = woocommerce_order(random, number, shop)
        found = misses(order)
        assert max(map(abs, found.values())) <= len(order["line_items"]) + 1, order
        moved += any(found.values())
    assert moved > ORDERS / 10


def test_a_shelf_price_with_tax_is_what_the_buyer_pays() -> None:
    """10.2: 2 × 59,900 less 10 % is 90,605 + 17,215."""
    random, shop = Random(4), Shop(decimals=0, with_tax=True, at_subtotal=False)
    for number in range(ORDERS):
        for row in woocommerce_order(random, number, shop)["line_items"]:
            before = Decimal(row["subtotal"]) + Decimal(row["subtotal_tax"])
            assert before % row["quantity"] == 0


def test_shopify_orders_add_up() -> None:
    random = Random(5)
    for number in range(2 * ORDERS):
        order = shopify_order(random, number)
        items = [item for item in order["line_items"] if item["title"] != "Tip"]
        shipping = [line for line in order["shipping_lines"] if not line["is_removed"]]
        allocated = sum((added(one["discount_allocations"], "amount") for one in (*items, *shipping)), ZERO)
        off_items = sum((added(item["discount_allocations"], "amount") for item in items), ZERO)
        shown = sum((Decimal(item["price"]) * item["quantity"] for item in items), ZERO)
        tax = sum((added(one["tax_lines"], "price") for one in (*items, *shipping)), ZERO)
        on_top = ZERO if order["taxes_included"] else tax
        total = money(order, "subtotal_price") + added(shipping, "discounted_price") + on_top
        assert money(order, "subtotal_price") == shown - off_items
        assert money(order, "total_price") == total + money(order, "total_tip_received")
        assert (money(order, "total_discounts"), money(order, "total_tax")) == (allocated, tax)


def test_whatever_a_shop_sells_is_among_them() -> None:
    random = Random(6)
    orders = [woocommerce_order(random, number) for number in range(ORDERS)]
    others = [shopify_order(random, number) for number in range(ORDERS)]
    assert {len(order["total"].partition(".")[2]) for order in orders} == {0, 2}
    assert {order["prices_include_tax"] for order in orders} == {True, False}
    assert {row["rate_percent"] for order in orders for row in order["tax_lines"]} == {0, 5, 8, 19}
    assert any(order["fee_lines"] for order in orders)
    assert any(Decimal(order["discount_total"]) for order in orders)
    assert {bool(row["taxes"]) for order in orders for row in order["shipping_lines"]} == {True, False}
    assert {order["taxes_included"] for order in others} == {True, False}
    assert any(item["gift_card"] for order in others for item in order["line_items"])
    assert any(Decimal(order["total_tip_received"]) for order in others)
    assert any(Decimal(line["discounted_price"]) == 0 for order in others for line in order["shipping_lines"])
    assert {len(order["shipping_lines"]) for order in others} == {0, 1, 2}
    assert max(item["quantity"] for order in others for item in order["line_items"]) == 50


def test_the_same_seed_gives_the_same_orders() -> None:
    for make in (woocommerce_order, shopify_order):
        assert [make(Random(9), number) for number in range(20)] == [make(Random(9), number) for number in range(20)]
