"""Whatever single value of an order is replaced by an extreme one, the order is read or held."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.stores.woocommerce.order import to_order
from tests.stores.woocommerce.evidence import fixture

EXTREMES: list[object] = [
    "9999999999999",
    "1e-12",
    "-1",
    "0",
    "0E+999999",
    "NaN",
    "9" * 5000,
    "²",
    "\x00",
    "",
    None,
    [],
    [None],
    {},
]
FIXTURES = ["order_created__cedula_in_meta", "order_updated__refund_with_lines", "order_created__bundle_and_gift"]

Path = tuple[str | int, ...]


@pytest.mark.parametrize("name", FIXTURES)
def test_an_extreme_value_anywhere_is_read_or_held(name: str) -> None:
    outcomes = [outcome(replaced(fixture(name), path, value)) for path in paths(fixture(name)) for value in EXTREMES]
    assert {"read", "held"} == set(outcomes)


def outcome(payload: object) -> str:
    try:
        to_order(payload)
    except OrderHeld:
        return "held"
    return "read"


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in the payload below its root."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from paths(child, (*path, key))


def replaced(payload: Any, path: Path, value: object) -> Any:
    spot = payload
    for key in path[:-1]:
        spot = spot[key]
    spot[path[-1]] = copy.deepcopy(value)
    return payload
