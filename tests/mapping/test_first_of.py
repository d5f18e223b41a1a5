"""`first_of`: the first path that is not empty."""

import pytest

from tests.mapping.conftest import Connect
from tests.mapping.orders import order


@pytest.mark.parametrize(
    ("meta", "value", "source", "column"),
    [
        ({"a": "1", "b": "2"}, "1", "meta.a", 25),
        ({"a": " ", "b": "2"}, "2", "meta.b", 33),
        ({"a": None, "b": 0}, 0, "meta.b", 33),
        ({"a": [], "c": False}, False, "meta.c", 41),
    ],
)
def test_the_first_that_is_not_empty(
    connect: Connect, meta: dict[str, object], value: object, source: str, column: int
) -> None:
    draft = connect("invoice: {x: {first_of: [meta.a, meta.b, meta.c]}}\n").draft("invoice", order(meta=meta))
    assert draft.values == {"x": value}
    assert draft.origins["x"].source == source
    assert draft.origins["x"].column == column + 1


def test_nothing_when_all_are_empty(connect: Connect) -> None:
    assert connect("invoice: {x: {first_of: [meta.a, note]}}\n").draft("invoice", order()).values == {}


def test_a_single_path_needs_no_list(connect: Connect) -> None:
    assert connect("invoice: {x: {first_of: number}}\n").draft("invoice", order()).values == {"x": "#1001"}
