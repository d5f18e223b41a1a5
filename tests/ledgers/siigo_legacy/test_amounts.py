"""The formulas of seed 000, value by value."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connector.ledgers.siigo_legacy.amounts import Item, Rate, discount_percentage, document_of, line_of
from connector.ledgers.siigo_legacy.facts import TaxKind
from connector.model.money import percent_of


def rate(kind: TaxKind, percentage: str, id_: int = 1) -> Rate:
    return Rate(id=id_, name=kind, kind=kind, percentage=Decimal(percentage))


IVA, CONSUMPTION, WITHHOLDING = rate("IVA", "19"), rate("Impoconsumo", "8", 2), rate("Retefuente", "2.5", 3)


def test_a_line_by_the_printed_formulas() -> None:
    line = line_of(
        Item(
            quantity=Decimal(3),
            unit=Decimal("33613.445378"),
            discount=Decimal("840.34"),
            add=IVA,
            add_2=CONSUMPTION,
            withheld=WITHHOLDING,
        )
    )
    assert line.before == Decimal("100840.34")  # UnitValue * Quantity
    assert line.base == Decimal("100000.00")  # GrossValue - DiscountValue
    assert (line.add, line.add_2, line.withheld) == (19000, 8000, 2500)
    assert line.total == Decimal(124500)  # BaseValue + TaxAddValue + TaxAdd2Value - TaxDiscountValue
    assert line.gross == Decimal(127000)


def test_half_a_cent_goes_up_in_each_value() -> None:
    line = line_of(Item(quantity=Decimal(1), unit=Decimal("0.505"), add=rate("IVA", "50")))
    assert (line.before, line.add) == (Decimal("0.51"), Decimal("0.26"))


def test_a_document_sums_what_was_rounded() -> None:
    items = [
        Item(quantity=Decimal(1), unit=Decimal("10.01"), add=IVA, withheld=WITHHOLDING),
        Item(quantity=Decimal(2), unit=Decimal("5.005"), discount=Decimal("0.01"), add=CONSUMPTION),
        Item(quantity=Decimal(1), unit=Decimal(7)),
    ]
    document = document_of(
        [(item, line_of(item)) for item in items], rete_iva=rate("ReteIVA", "15"), rete_ica=rate("ReteICA", "0.966")
    )
    assert document.before == Decimal("27.02")
    assert document.discount == Decimal("0.01")
    assert (document.vat, document.consumption) == (Decimal("1.90"), Decimal("0.80"))
    assert document.withheld_on_lines == Decimal("0.25")
    assert document.rete_iva.value == Decimal("0.29")  # 15 % of 1.90 is 0.285
    assert document.rete_ica.value == Decimal("0.26")  # 0.966 % of 27.01
    assert document.gross == Decimal("29.71")
    assert document.total == document.gross - Decimal("0.80")


def test_reteica_in_thousandths() -> None:
    item = Item(quantity=Decimal(1), unit=Decimal(1000000))
    told = replace(rate("ReteICA", "11.04"), is_per_mille=True)
    assert document_of([(item, line_of(item))], rete_ica=told).rete_ica.value == 11040


def test_without_retentions_nothing_is_withheld() -> None:
    item = Item(quantity=Decimal(1), unit=Decimal(10), add=IVA)
    document = document_of([(item, line_of(item))])
    assert (document.rete_iva.value, document.rete_ica.value, document.withheld) == (0, 0, 0)
    assert document.total == document.gross == Decimal("11.90")


@pytest.mark.parametrize(
    ("discount", "before", "percentage"),
    [
        *[("10", "100", "10"), ("33.33", "100", "33.33"), ("1000", "85033.61", "1.176")],
        *[("0", "5", "0"), ("5", "0", "0")],
        ("1573673.54", "4505189.50", "34.9302408"),
    ],
)
def test_the_percentage_of_a_discount(discount: str, before: str, percentage: str) -> None:
    assert discount_percentage(Decimal(discount), Decimal(before)) == Decimal(percentage)


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_a_percentage_gives_its_discount_back(before: int, discount: int) -> None:
    """However much it is."""
    whole, off = Decimal(before).scaleb(-2), Decimal(min(before, discount)).scaleb(-2)
    percentage = discount_percentage(off, whole)
    assert percent_of(whole, percentage) == off
