"""The number that the shop shall show: shares, open orders and the formula; no unit is promised twice."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.inventory.policy import Formula, Inventory
from connector.inventory.reckoning import reckon, shown, spread
from connector.model.stock import Product


@pytest.mark.parametrize(
    ("free", "formula", "number"),
    [
        ("10", {}, 10),
        ("10.9", {}, 10),
        ("0.4", {}, 0),
        ("-3", {}, 0),
        ("10", {"buffer": 2}, 8),
        ("1", {"buffer": 2}, 0),
        ("10", {"percentage": 85}, 8),
        ("10", {"percentage": 0}, 0),
        ("10", {"cap": 4}, 4),
        ("10", {"cap": 0}, 0),
        ("2", {"minimum": 3}, 0),
        ("3", {"minimum": 3}, 3),
        ("10", {"percentage": 50, "buffer": 2, "minimum": 3, "cap": 99}, 3),
        ("9", {"percentage": 50, "buffer": 2, "minimum": 3}, 0),
    ],
)
def test_the_formula(free: str, formula: dict[str, object], number: int) -> None:
    assert shown(Decimal(free), Formula.model_validate(formula)) == number


def product(**balances: str) -> Product:
    return Product(code="A", id="1", balances={name.strip("w"): Decimal(units) for name, units in balances.items()})


def reckoned(policy: dict[str, object], one: Product, *, open_units: int = 0, **committed: int) -> dict[str, int]:
    rules = Inventory.model_validate(policy)
    found = reckon(
        one,
        rules.locations,
        rules,
        open_units=Decimal(open_units),
        committed={name.strip("p"): count for name, count in committed.items()},
        first=rules.locations[0],
    )
    return {place: value.quantity for place, value in found.items()}


def test_all_warehouses_to_the_only_stock() -> None:
    assert reckoned({}, product(w1270="10", w1271="4.5")) == {"": 14}


def test_some_warehouses() -> None:
    assert reckoned({"warehouses": [1271]}, product(w1270="10", w1271="4")) == {"": 4}


def test_two_warehouses_to_two_locations() -> None:
    policy = {"warehouses": {1270: 77, 1271: 78}}
    assert reckoned(policy, product(w1270="10", w1271="4")) == {"77": 10, "78": 4}


def test_a_warehouse_shared_out() -> None:
    policy = {"warehouses": {1270: {77: 60, 78: 40}, 1271: 78}}
    assert reckoned(policy, product(w1270="10", w1271="4")) == {"77": 6, "78": 8}


def test_a_warehouse_that_the_product_never_saw() -> None:
    assert reckoned({"warehouses": {1299: 77}}, product(w1270="10")) == {"77": 0}


def test_open_orders_are_taken_where_the_shop_keeps_units_for_them() -> None:
    policy = {"warehouses": {1270: 77, 1271: 78}}
    assert reckoned(policy, product(w1270="10", w1271="4"), open_units=3, p77=0, p78=3) == {"77": 10, "78": 1}
    assert reckoned(policy, product(w1270="10", w1271="4"), open_units=3) == {"77": 7, "78": 4}


def test_what_a_location_lacks_is_taken_from_another() -> None:
    policy = {"warehouses": {1270: 77, 1271: 78}}
    assert reckoned(policy, product(w1270="0", w1271="4"), open_units=3, p77=3) == {"77": 0, "78": 1}


@given(
    held=st.lists(st.integers(-5, 30), min_size=1, max_size=4),
    kept=st.lists(st.integers(0, 9), min_size=4, max_size=4),
    units=st.integers(0, 40),
)
def test_no_unit_is_promised_twice(held: list[int], kept: list[int], units: int) -> None:
    """All open units are taken off, and what is left to sell is never more than what is there."""
    names = [str(number) for number in range(len(held))]
    there = {name: Decimal(count) for name, count in zip(names, held, strict=True)}
    taken = spread(Decimal(units), there, {}, dict(zip(names, kept, strict=False)), "0")
    assert sum(taken.values()) == units
    shown_in_all = sum(max(there[name] - taken[name], Decimal(0)) for name in names)
    assert shown_in_all <= max(sum(max(count, Decimal(0)) for count in there.values()) - units, Decimal(0))
