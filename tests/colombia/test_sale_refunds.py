"""Gift cards that come back in a refund are no part of the sale that is taken back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from connector.colombia.sale_refunds import of_the_sale
from connector.model.order import Refund, RefundLine
from tests.orders import a_line

CARD = a_line(id="product:50", list_price=Decimal(50000), net=Decimal(50000), taxes=())
SHIRT = RefundLine(line_id="product:1", quantity=Decimal(1), net=Decimal(50336), tax=Decimal(9564))
BACK = RefundLine(line_id="product:50", quantity=Decimal(1), net=Decimal(50000))
LEFT = Decimal(59900)


def refund(amount: int, *lines: RefundLine) -> Refund:
    return Refund(id="9", amount=Decimal(amount), lines=lines)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (refund(59900, SHIRT), refund(59900, SHIRT)),
        (refund(109900, SHIRT, BACK), refund(59900, SHIRT)),
        (refund(104900, SHIRT, BACK), refund(54900, SHIRT)),
        (refund(50000, BACK), refund(0)),
        (refund(48500, BACK), refund(-1500)),
        (refund(109900), refund(59900)),
        (refund(59900), refund(59900)),
        (refund(10000), refund(10000)),
        (refund(50000), refund(50000)),
        (refund(70000), refund(70000)),
        (replace(refund(70000), is_full=True), replace(refund(59900), is_full=True)),
        (replace(refund(59900), is_full=True), replace(refund(59900), is_full=True)),
        (replace(refund(109901), is_full=True), replace(refund(59900), is_full=True)),
        (replace(refund(120000), is_full=True), replace(refund(120000), is_full=True)),
    ],
    ids=[
        "a shirt alone",
        "a shirt and a card",
        "a shirt and a card less a fee",
        "a card alone",
        "a card less a fee",
        "everything in money",
        "the shirt in money",
        "some money",
        "money that is as much as the card",
        "more than the sale and less than everything",
        "all that was left, a part of the card among it",
        "all that was left, after the card",
        "everything, rounded up",
        "more than everything",
    ],
)
def test_what_is_left_of_a_refund_without_cards(given: Refund, kept: Refund) -> None:
    found = of_the_sale(given, [CARD], LEFT)
    assert found == kept
    assert of_the_sale(found, [CARD], LEFT) == found


def test_without_cards_sold_a_refund_is_the_very_same() -> None:
    given = refund(59900, SHIRT)
    assert of_the_sale(given, (), LEFT) is given
