"""For any cart the lines come to the total, and any body at all is either read or held."""

from contextlib import suppress
from copy import deepcopy
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.errors import OrderHeld
from connector.stores.shopify import to_order
from connector.stores.shopify.graphql_order import to_payload
from tests.stores.shopify.evidence import NAMES, load

CENT = Decimal("0.01")
RATES = st.sampled_from([None, Decimal("0.19"), Decimal("0.05"), Decimal(0)])
PRICES = st.integers(min_value=0, max_value=90_000_000).map(lambda cents: Decimal(cents) / 100)


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


@st.composite
def priced(draw: st.DrawFn, included: bool) -> dict[str, Any]:
    """A line item with its own arithmetic done as Shopify does it: tax out of, or on top of, the discounted price."""
    price, quantity, rate = draw(PRICES), draw(st.integers(1, 12)), draw(RATES)
    off = cents(price * quantity * draw(st.integers(0, 100)) / 100)
    base = price * quantity - off
    tax = Decimal(0) if rate is None else cents(base * rate / (1 + rate) if included else base * rate)
    return {
        "price": str(price),
        "quantity": quantity,
        "current_quantity": quantity,
        "discount_allocations": [{"amount": str(off)}] if off else [],
        "tax_lines": [] if rate is None else [{"title": "IVA", "rate": rate, "price": str(tax)}],
        "base": base,
        "off": off,
        "tax": tax,
    }


@st.composite
def carts(draw: st.DrawFn) -> dict[str, Any]:
    included = draw(st.booleans())
    items = draw(st.lists(priced(included), min_size=1, max_size=5))
    for number, line in enumerate(items):
        is_card = draw(st.integers(0, 4)) == 0
        line |= {"id": number + 1, "title": f"Artículo {number}", "product_id": 7, "gift_card": is_card}
    shipping = [line | {"quantity": 1} for line in draw(st.lists(priced(included), max_size=2))]
    for number, line in enumerate(shipping):
        price = line["base"] + line["off"]
        line |= {"id": 50 + number, "title": "Envío", "price": str(price), "discounted_price": str(line["base"])}
    tip = draw(st.sampled_from([Decimal(0), Decimal("4500.00")]))
    tips = [{"id": 99, "title": "Tip", "price": str(tip), "quantity": 1}] if tip and draw(st.booleans()) else []
    lines = [*items, *shipping]
    total = sum((line["base"] + (0 if included else line["tax"]) for line in lines), tip)
    stated = {
        "total_price": total,
        "subtotal_price": sum((line["base"] for line in items), Decimal(0)),
        "total_discounts": sum((line["off"] for line in lines), Decimal(0)),
        "total_tax": sum((line["tax"] for line in lines), Decimal(0)),
    }
    base: dict[str, Any] = load("order_paid__iva_19_included")
    return (
        base
        | {"taxes_included": included, "total_tip_received": str(tip)}
        | {"line_items": [*items, *tips], "shipping_lines": shipping}
        | {f"{state}{name}": str(amount) for name, amount in stated.items() for state in ("", "current_")}
    )


@given(carts())
@settings(max_examples=150, deadline=None)
def test_any_cart_comes_to_its_total(cart: dict[str, Any]) -> None:
    order = to_order(cart)
    assert order.total == order.invoice_total + sum(card.gross for card in order.gift_cards)
    assert order.total == Decimal(cart["total_price"])
    assert order.tax_total == Decimal(cart["total_tax"])
    assert all(line.net >= 0 for line in order.lines)


@given(carts(), st.sampled_from(["total_price", "subtotal_price", "total_discounts", "total_tax"]))
@settings(max_examples=100, deadline=None)
def test_any_cart_that_is_a_cent_off_is_held(cart: dict[str, Any], name: str) -> None:
    off = str(Decimal(cart[name]) + CENT)
    with pytest.raises(OrderHeld) as refused:
        to_order(cart | {name: off, f"current_{name}": off})
    assert len(refused.value.problems) == 1


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value inside, outermost first."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, item in inner for found in places(item, (*path, key)))]


BODIES = [
    load(name)
    for name in (
        "order_paid__two_rates_and_uneven_discount",
        "order_updated__partially_refunded",
        "order_updated__edited_lines_removed",
        "order_paid__tip",
    )
]
BODIES.append(
    to_payload(
        load("graphql_order__partially_refunded")["data"]["order"],
        [load("graphql_refund__partially_refunded")["data"]["refund"]],
    )
)
SPOTS = [(number, path) for number, body in enumerate(BODIES) for path in places(body) if path]
STRANGE: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", [], {}, True, 0, -1, 10**30, Decimal("NaN"), Decimal("1E+12"), "1e999", "\x00", "x" * 300, [None], [[]]]
) | st.text(max_size=5)


@given(st.sampled_from(SPOTS), STRANGE)
@settings(max_examples=400, deadline=None)
def test_any_body_is_read_or_held(spot: tuple[int, tuple[Any, ...]], strange: Any) -> None:
    number, path = spot
    body = deepcopy(BODIES[number])
    target = body
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = strange
    with suppress(OrderHeld):
        to_order(body)


@pytest.mark.parametrize("name", NAMES)
def test_every_fixture_is_read_or_held(name: str) -> None:
    with suppress(OrderHeld):
        to_order(load(name))
