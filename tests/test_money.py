"""Cents that add up: amounts rounded together, and one amount shared by weight."""

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from connector.model.money import CENT, ZERO, half_up, in_cents, shares

AMOUNTS = st.lists(st.decimals(-100_000, 100_000, places=6), max_size=12)
PAID = st.one_of(
    st.integers(1, 5_000_000).map(Decimal),
    st.integers(1, 500_000_000).map(lambda cents: Decimal(cents) / 100),
    st.integers(1, 10**9).map(lambda units: Decimal(units) / 10_000),
)


def decimals(text: str) -> list[Decimal]:
    return [Decimal(number) for number in text.split()]


@given(AMOUNTS)
def test_cents_add_up_to_the_sum_in_cents(amounts: list[Decimal]) -> None:
    rounded = in_cents(amounts)
    assert sum(rounded, ZERO) == half_up(sum(amounts, ZERO))
    assert all(amount == amount.quantize(CENT) for amount in rounded)
    assert all(abs(new - old) < CENT for new, old in zip(rounded, amounts, strict=True))


@pytest.mark.parametrize(
    ("amounts", "rounded"),
    [
        ("1.004 1.003 1.004", "1.01 1.00 1.00"),  # 3.011: of equal remainders the first
        ("1.008 1.005 1.006", "1.01 1.00 1.01"),  # 3.019
        ("1.005 1.005", "1.01 1.00"),
        ("-1.005 -1.005", "-1.00 -1.01"),
        ("-0.005", "-0.01"),  # half away from zero, as any single amount
        ("59900 0.01", "59900.00 0.01"),
        ("", ""),
    ],
)
def test_the_largest_remainders_are_rounded_up(amounts: str, rounded: str) -> None:
    assert in_cents(decimals(amounts)) == decimals(rounded)


def test_thirds_of_a_peso_are_a_peso() -> None:
    assert in_cents([Decimal(1) / 3] * 3) == decimals("0.34 0.33 0.33")


@settings(max_examples=300, deadline=None)
@given(PAID, st.lists(st.one_of(PAID, st.just(ZERO)), min_size=1, max_size=12))
def test_shares_add_up_and_are_within_a_cent_of_the_proportion(amount: Decimal, weights: list[Decimal]) -> None:
    assume(any(weights))
    found = shares(amount, weights)
    assert sum(found) == amount
    whole = sum(weights)
    for share, weight in zip(found, weights, strict=True):
        assert abs(share - amount * weight / whole) < CENT
        assert share <= weight or amount > whole
        assert share or not weight or amount * weight / whole < CENT


@pytest.mark.parametrize(
    ("amount", "weights", "found"),
    [
        ("0.01", "1 1", "0.01 0.00"),  # of equal remainders the first
        ("100", "1 1 1", "33.34 33.33 33.33"),
        ("100", "0 1 2", "0.00 33.33 66.67"),
        ("0.001", "1 1", "0.001 0.000"),  # as fine as the amount itself
        ("6.7", "1 0.1243 5.62", "0.9934 0.1235 5.5831"),  # 0.13 would be more than there is
        ("6.75", "1 0.1243 5.62", "1.00 0.12 5.63"),  # more than there is of all
        ("0", "1 2", "0.00 0.00"),
    ],
)
def test_an_amount_is_shared_by_weight(amount: str, weights: str, found: str) -> None:
    assert shares(Decimal(amount), decimals(weights)) == decimals(found)
