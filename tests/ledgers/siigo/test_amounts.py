"""Siigo's published and observed sums, and what no price can reach."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connector.ledgers.siigo.amounts import (
    Discount,
    Item,
    Rate,
    document_total,
    global_amount,
    line_total,
    unit_price_for,
)

CENT = Decimal("0.01")


def iva(percentage: str = "19") -> Rate:
    return Rate(type="IVA", percentage=Decimal(percentage))


def value(amount: str) -> Discount:
    return Discount(kind="Value", amount=Decimal(amount))


# siigo-api.md 13.8; the first two are Siigo's own samples
VECTORS = [
    ("10", "100", "50", "19", "950.00", "180.50", "1130.50"),
    ("2", "1069.77", "0", "19", "2139.54", "406.51", "2546.05"),
    ("2", "42016.806723", "0", "19", "84033.61", "15966.39", "100000.00"),
    ("2", "42016.806723", "8403.36", "19", "75630.25", "14369.75", "90000.00"),
    ("1", "14285.714286", "0", "19", "14285.71", "2714.28", "16999.99"),
    ("3", "8403.361345", "2521.01", "19", "22689.07", "4310.92", "26999.99"),
    ("4", "27777.777778", "0", "8", "111111.11", "8888.89", "120000.00"),
    ("0.33", "9999.99", "0", "19", "3300.00", "627.00", "3927.00"),
]


@pytest.mark.parametrize(("quantity", "price", "discount", "rate", "base", "tax", "total"), VECTORS)
def test_a_line_comes_to_what_siigo_says(quantity, price, discount, rate, base, tax, total):
    amounts = line_total(
        Item(quantity=Decimal(quantity), price=Decimal(price), discount=value(discount), rates=(iva(rate),))
    )
    assert (amounts.base, amounts.tax, amounts.total) == (Decimal(base), Decimal(tax), Decimal(total))


def test_withholdings_lower_what_is_paid_and_not_what_it_costs():
    retefuente = Rate(type="Retefuente", percentage=Decimal("2.5"))
    line = line_total(Item(quantity=Decimal(1), price=Decimal(1000000), rates=(iva(), retefuente)))
    retentions = [
        Rate(type="ReteIVA", percentage=Decimal(15)),
        Rate(type="ReteICA", percentage=Decimal("11.04")),
        Rate(type="Autorretencion", percentage=Decimal("0.55")),
    ]
    document = document_total([line], retentions=retentions)
    assert (document.subtotal, document.vat, document.gross) == (1000000, 190000, 1190000)
    assert document.withheld == Decimal("64540.00")
    assert document.total == Decimal("1125460.00")


def test_each_tax_of_a_line_is_rounded_by_itself():
    consumption = Rate(type="Impoconsumo", percentage=Decimal(8))
    line = line_total(Item(quantity=Decimal(1), price=Decimal("0.25"), rates=(iva(), consumption)))
    assert (line.vat, line.tax, line.total) == (Decimal("0.05"), Decimal("0.07"), Decimal("0.32"))


def test_a_percentage_is_of_quantity_times_price():
    ten = Discount(kind="Percentage", amount=Decimal("33.33"))
    line = line_total(Item(quantity=Decimal(3), price=Decimal("33.33"), discount=ten, rates=(iva(),)))
    assert (line.base, line.tax) == (Decimal("66.66"), Decimal("12.67"))


def test_a_price_with_vat_is_kept_whole():
    line = line_total(Item(quantity=Decimal(1), taxed_price=Decimal(10000), rates=(iva(),)))
    assert (line.base, line.vat, line.total) == (Decimal("8403.36"), Decimal("1596.64"), 10000)
    assert line_total(Item(quantity=Decimal(3), taxed_price=Decimal(17000), rates=(iva(),))).total == 51000


@pytest.mark.parametrize(("taxpayer", "total"), [("Company", "0"), ("Customer", "380.00")])
def test_the_vat_of_a_gift_is_paid_by_who_is_named(taxpayer, total):
    gift = Item(quantity=Decimal(2), rates=(iva(),), gift_base=Decimal(1000), gift_taxpayer=taxpayer)
    line = line_total(gift)
    assert (line.base, line.total) == (0, Decimal(total))


def test_without_decimals_the_sum_is_rounded_and_not_the_lines():
    lines = [line_total(Item(quantity=Decimal(1), price=Decimal("0.40"))) for _ in range(3)]
    assert document_total(lines, has_decimals=False).total == 1
    assert document_total(lines).total == Decimal("1.20")


def test_global_discounts_and_charges_stand_after_the_lines():
    line = line_total(Item(quantity=Decimal(1), price=Decimal(1000), rates=(iva(),)))
    discount = global_amount(line.base, percentage=Decimal(10), value=Decimal(999))
    charge = global_amount(line.base, percentage=None, value=Decimal(50))
    assert document_total([line], discounts=discount, charges=charge).total == Decimal(1140)


# siigo-api.md 13.5: whole-peso prices with VAT that no base reaches, and what is nearest
@pytest.mark.parametrize(
    ("gross", "quantity", "rate", "price", "total"),
    [
        ("17000", "1", "19", "14285.714286", "16999.99"),
        ("59900", "1", "19", "50336.134454", "59899.99"),
        ("149900", "1", "19", "125966.386555", "149900.00"),
        ("149900", "2", "19", "62983.193277", "149900.00"),
        ("299800", "2", "19", "125966.386555", "299800.00"),
        ("100000", "2", "19", "42016.806723", "100000.00"),
        ("10000", "1", "0", "10000", "10000.00"),
        ("5000", "3", "0", "1666.666667", "5000.00"),
    ],
)
def test_the_price_is_the_exact_one_to_six_decimals(gross, quantity, rate, price, total):
    found = unit_price_for(Decimal(gross), (iva(rate),), Decimal(quantity))
    assert str(found) == price
    assert line_total(Item(quantity=Decimal(quantity), price=found, rates=(iva(rate),))).total == Decimal(total)


@pytest.mark.parametrize("discount", [value("8403.36"), Discount(kind="Percentage", amount=Decimal(10))])
def test_the_price_stands_before_the_discount(discount):
    price = unit_price_for(Decimal(90000), (iva(),), Decimal(2), discount)
    line = line_total(Item(quantity=Decimal(2), price=price, discount=discount, rates=(iva(),)))
    assert line.gross == 90000
    assert abs(price - Decimal("42016.806723")) < CENT


def test_a_neighbour_of_the_exact_price_is_taken_when_it_comes_nearer():
    rates = (iva("19"), Rate(type="Impoconsumo", percentage=Decimal(8)), Rate(type="AdValorem", percentage=Decimal(20)))
    misses = 0
    for cents in range(100, 400):
        gross = Decimal(cents) * CENT
        exact = (gross / Decimal("1.47")).quantize(Decimal("0.000001"))
        plain_miss = abs(line_total(Item(quantity=Decimal(1), price=exact, rates=rates)).gross - gross)
        price = unit_price_for(gross, rates, Decimal(1))
        miss = abs(line_total(Item(quantity=Decimal(1), price=price, rates=rates)).gross - gross)
        assert miss <= plain_miss
        misses += miss < plain_miss
    assert misses > 0


@settings(deadline=None)
@given(
    gross=st.decimals(min_value="0.02", max_value="99999999", places=2),
    rate=st.sampled_from(["0", "4", "5", "8", "16", "19", "20"]),
    quantity=st.one_of(st.integers(1, 1000).map(Decimal), st.decimals(min_value="0.01", max_value="999.99", places=2)),
)
def test_a_line_with_one_tax_is_never_more_than_a_cent_off(gross, rate, quantity):
    price = unit_price_for(gross, (iva(rate),), quantity)
    line = line_total(Item(quantity=quantity, price=price, rates=(iva(rate),)))
    assert abs(line.total - gross) <= CENT
    assert price == price.quantize(Decimal("0.000001"))
