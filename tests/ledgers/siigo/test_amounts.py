"""Siigo's published and observed sums, and each doubtful point both ways."""

from decimal import Decimal

import pytest

from connector.ledgers.siigo.amounts import Discount, DocumentAmounts, Formula, Item, LineAmounts, Rate
from connector.ledgers.siigo.arithmetic import KNOWN, Arithmetic

FORMULA = Formula()


def line_total(item: Item, **switches) -> LineAmounts:
    return Formula(arithmetic=Arithmetic(**switches)).line(item)


def document_total(lines, *, has_decimals=True, switches=None, **more) -> DocumentAmounts:
    return Formula(arithmetic=Arithmetic(**(switches or {})), has_decimals=has_decimals).document(lines, **more)


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
    discount = FORMULA.share(line.base, percentage=Decimal(10), value=Decimal(999))
    charge = FORMULA.share(line.base, percentage=None, value=Decimal(50))
    assert document_total([line], discounts=discount, charges=charge).total == Decimal(1140)


# --- switches ---------------------------------------------------------------------------------------------------------

VAT = Rate(type="IVA", percentage=Decimal(19))
RETEFUENTE = Rate(type="Retefuente", percentage=Decimal("2.5"))


def plain(price: str, *rates: Rate, quantity: str = "1", **more) -> Item:
    return Item(quantity=Decimal(quantity), price=Decimal(price), rates=rates, **more)


def test_every_switch_says_how_well_its_default_is_known():
    assert KNOWN.keys() == Arithmetic.model_fields.keys()


def test_what_stands_in_the_file_counts_as_shown():
    arithmetic = Arithmetic(rounding="half_up")
    assert arithmetic.is_shown("rounding")
    assert not arithmetic.is_shown("tax_base")


@pytest.mark.parametrize(("rounding", "total"), [("half_up", "1191.79"), ("half_even", "1191.78")])
def test_half_a_cent_goes_up_or_to_the_even_side(rounding, total):
    item = plain("1001.50", VAT)  # the tax is 190.285
    assert line_total(item, rounding=rounding).total == Decimal(total)


@pytest.mark.parametrize(("tax_base", "total"), [("rounded", "16999.99"), ("unrounded", "17000.00")])
def test_the_tax_is_of_the_base_in_cents_or_of_all_its_decimals(tax_base, total):
    amounts = line_total(plain("14285.714286", VAT), tax_base=tax_base)
    assert (amounts.base, amounts.total) == (Decimal("14285.71"), Decimal(total))


@pytest.mark.parametrize(("mode", "vat"), [("remainder", "2714.29"), ("recomputed", "2714.28")])
def test_the_tax_in_a_price_with_vat_is_the_remainder_or_computed_anew(mode, vat):
    item = Item(quantity=Decimal(1), taxed_price=Decimal(17000), rates=(VAT,))
    amounts = line_total(item, taxed_price=mode)
    assert (amounts.base, amounts.vat) == (Decimal("14285.71"), Decimal(vat))


@pytest.mark.parametrize(("mode", "base"), [("rounded", "66.66"), ("unrounded", "66.66"), ("rounded", "0.66")])
def test_a_discount_in_per_cent_may_be_cut_to_cents_first(mode, base):
    price = "33.33" if base == "66.66" else "0.33"
    item = plain(price, quantity="3", discount=Discount(kind="Percentage", amount=Decimal("33.33")))
    assert line_total(item, percentage_discount=mode).base == Decimal(base)


def test_a_discount_cut_to_cents_first_can_move_the_base_by_a_cent():
    item = plain("0.05", discount=Discount(kind="Percentage", amount=Decimal(50)))
    assert line_total(item, percentage_discount="rounded").base == Decimal("0.02")
    assert line_total(item, percentage_discount="unrounded").base == Decimal("0.03")


@pytest.mark.parametrize(("where", "total"), [("sum", "2001"), ("line", "2000"), ("off", "2000.80")])
def test_whole_pesos_are_made_of_the_sum_of_each_line_or_not_at_all(where, total):
    formula = Formula(arithmetic=Arithmetic(whole_pesos=where), has_decimals=False)
    lines = [formula.line(plain("1000.40")) for _ in range(2)]
    assert formula.document(lines).total == Decimal(total)


def test_whole_pesos_of_a_line_are_what_is_left_to_pay_for_it():
    formula = Formula(arithmetic=Arithmetic(whole_pesos="line"), has_decimals=False)
    amounts = formula.line(plain("1000.40", VAT, RETEFUENTE))
    assert (amounts.base, amounts.total, amounts.withheld) == (Decimal("1000.40"), 1165, Decimal("25.01"))


@pytest.mark.parametrize(("mode", "total"), [("subtracted", "975000"), ("ignored", "1000000")])
def test_retefuente_of_a_line(mode, total):
    assert line_total(plain("1000000", RETEFUENTE), retefuente=mode).total == Decimal(total)


@pytest.mark.parametrize(("unit", "total"), [("per_mille", "988960"), ("per_cent", "889600")])
def test_the_unit_of_reteica(unit, total):
    rete_ica = Rate(type="ReteICA", percentage=Decimal("11.04"))
    lines = [line_total(plain("1000000"))]
    assert document_total(lines, retentions=[rete_ica], switches={"reteica": unit}).total == Decimal(total)


@pytest.mark.parametrize(("mode", "total"), [("ignored", "1000000"), ("subtracted", "994500")])
def test_autorretencion(mode, total):
    own = Rate(type="Autorretencion", percentage=Decimal("0.55"))
    lines = [line_total(plain("1000000"))]
    assert document_total(lines, retentions=[own], switches={"autorretencion": mode}).total == Decimal(total)


@pytest.mark.parametrize(("mode", "total"), [("added", "190"), ("ignored", "0")])
def test_the_tax_of_a_gift_that_the_customer_pays(mode, total):
    gift = Item(quantity=Decimal(1), rates=(VAT,), gift_base=Decimal(1000), gift_taxpayer="Customer")
    assert line_total(gift, gift_tax=mode).total == Decimal(total)


@pytest.mark.parametrize(
    ("switch", "mode", "total"),
    [
        ("global_discounts", "subtracted", "900"),
        ("global_discounts", "ignored", "1000"),
        ("global_charges", "added", "900"),
        ("global_charges", "ignored", "850"),
        ("advance_payment", "ignored", "900"),
        ("advance_payment", "subtracted", "800"),
    ],
)
def test_what_stands_after_the_lines(switch, mode, total):
    lines = [line_total(plain("1000"))]
    extras = {"discounts": Decimal(100)}
    if switch == "global_charges":
        extras = {"discounts": Decimal(150), "charges": Decimal(50)}
    if switch == "advance_payment":
        extras["advance"] = Decimal(100)
    assert document_total(lines, switches={switch: mode}, **extras).total == Decimal(total)
