"""The ledger's arithmetic and the emulator's were written apart from the same rulebook: they come to the same cents."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connector.ledgers.siigo.amounts import Discount, DocumentAmounts, Formula, Item, LineAmounts, Rate
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.facts import TaxType
from connector.model.money import ZERO
from connector.sandbox.siigo import Options, catalogue
from connector.sandbox.siigo.amounts import Arithmetic as Emulated
from connector.sandbox.siigo.amounts import Totals
from tests.sandbox.switches import FLIPPED, OPTIONS, options_of, values_of

TAXES = catalogue.taxes()
VAT = (13156, 13157, 13158)
OTHERS = (7081, 13456)
AD_VALOREM = 7082
RETENTIONS = (34072, 34080, 34090)


@dataclass(frozen=True)
class Sale:
    """A document as its request would have it, and the flags of its type."""

    items: list[dict[str, Any]]
    header: dict[str, Any]
    discount_type: str
    decimals: bool


def cents(least: int, most: int) -> st.SearchStrategy[Decimal]:
    return st.integers(least, most).map(lambda number: Decimal(number).scaleb(-2))


prices = st.one_of(
    cents(1, 10**8),
    st.integers(1, 10**12).map(lambda number: Decimal(number).scaleb(-6)),
    st.integers(1, 10**7).map(lambda number: Decimal(number).scaleb(-3)),
)
quantities = st.one_of(st.integers(1, 50).map(Decimal), cents(1, 5000))
taxes = st.one_of(
    st.sampled_from([(), *((id_,) for id_ in VAT), (13156, 13456), (AD_VALOREM, 13456)]),
    st.lists(st.sampled_from(OTHERS), unique=True).flatmap(
        lambda others: st.sampled_from(VAT).map(lambda vat: (*others, vat))
    ),
).map(lambda ids: {"taxes": [{"id": id_} for id_ in ids]})


@st.composite
def an_item(draw: st.DrawFn, discount_type: str) -> dict[str, Any]:
    item: dict[str, Any] = {"quantity": draw(quantities), **draw(taxes)}
    match draw(st.sampled_from(["price", "price", "discount", "discount", "taxed_price", "gift"])):
        case "price":
            return item | {"price": draw(prices)}
        case "discount" if discount_type == "Percentage":
            return item | {"price": draw(prices), "discount": draw(cents(1, 9999))}
        case "discount":
            price = draw(prices)
            most = int(item["quantity"] * price * 100)
            return item | {"price": price, "discount": draw(cents(0, most))}
        case "taxed_price":
            return item | {"taxed_price": draw(prices)}
    return item | {"price": ZERO, "tax_base": draw(cents(1, 10**7)), "taxpayer": draw(st.sampled_from(PAYERS))}


PAYERS = ["Customer", "Company"]
shares = st.lists(
    st.one_of(
        cents(1, 9999).map(lambda percentage: {"percentage": percentage}),
        cents(1, 10**6).map(lambda value: {"value": value}),
    ),
    max_size=2,
)


@st.composite
def sales(draw: st.DrawFn) -> Sale:
    discount_type = draw(st.sampled_from(["Value", "Percentage"]))
    header = {
        "retentions": [{"id": id_} for id_ in draw(st.lists(st.sampled_from(RETENTIONS), unique=True))],
        "global_discounts": draw(shares),
        "global_charges": draw(shares),
        "advance": draw(st.one_of(st.just(ZERO), cents(1, 10**6))),
    }
    items = draw(st.lists(an_item(discount_type), min_size=1, max_size=4))
    return Sale(items, header, discount_type, draw(st.booleans()))


def emulated(sale: Sale, arithmetic: Arithmetic) -> Totals:
    computing = Emulated(options_of(arithmetic), sale.discount_type, sale.decimals)
    return computing.totals(sale.items, TAXES, **sale.header)


def computed(sale: Sale, arithmetic: Arithmetic) -> tuple[list[LineAmounts], DocumentAmounts]:
    formula = Formula(arithmetic=arithmetic, has_decimals=sale.decimals)
    lines = [formula.line(an_item_of(item, sale.discount_type)) for item in sale.items]
    base = sum((line.gross if arithmetic.global_base == "total" else line.base for line in lines), ZERO)
    amounts = formula.document(
        lines,
        retentions=[rate_of(entry["id"]) for entry in sale.header["retentions"]],
        discounts=money_of(sale.header["global_discounts"], formula, base),
        charges=money_of(sale.header["global_charges"], formula, base),
        advance=sale.header["advance"],
    )
    return lines, amounts


def an_item_of(item: Mapping[str, Any], discount_type: str) -> Item:
    discount = Discount(kind=discount_type, amount=item["discount"]) if "discount" in item else None  # type: ignore[arg-type]
    return Item(
        quantity=item["quantity"],
        price=item.get("price", ZERO),
        taxed_price=item.get("taxed_price"),
        discount=discount,
        rates=tuple(rate_of(tax["id"]) for tax in item["taxes"]),
        gift_base=item.get("tax_base", ZERO),
        gift_taxpayer=item.get("taxpayer", ""),
    )


def rate_of(id_: int) -> Rate:
    tax = TaxType.model_validate(TAXES[id_])
    return Rate(type=tax.type, percentage=tax.percentage)


def money_of(entries: list[dict[str, Decimal]], formula: Formula, base: Decimal) -> Decimal:
    shares = [formula.share(base, percentage=each.get("percentage"), value=each.get("value")) for each in entries]
    return sum(shares, ZERO)


def agree(sale: Sale, arithmetic: Arithmetic) -> None:
    theirs = emulated(sale, arithmetic)
    lines, ours = computed(sale, arithmetic)
    assert [line.total for line in lines] == [line.total for line in theirs.lines]
    assert [line.base for line in lines] == [line.base for line in theirs.lines]
    assert ours.total == theirs.total


def test_every_switch_has_its_option() -> None:
    assert set(OPTIONS) == set(Arithmetic.model_fields)
    for switch, (_, values) in OPTIONS.items():
        assert tuple(values) == values_of(switch)


def test_the_defaults_are_each_others() -> None:
    assert options_of(Arithmetic()) == Options()


@settings(max_examples=250, deadline=None)
@given(sales())
def test_with_the_defaults(sale: Sale) -> None:
    agree(sale, Arithmetic())


@pytest.mark.parametrize(("switch", "value"), FLIPPED)
@settings(max_examples=60, deadline=None)
@given(sale=sales())
def test_with_one_switch_turned(switch: str, value: str, sale: Sale) -> None:
    agree(sale, Arithmetic(**{switch: value}))  # type: ignore[arg-type]


arithmetics = st.fixed_dictionaries({switch: st.sampled_from(values_of(switch)) for switch in OPTIONS})


OTHER_TAXES = Sale(
    items=[{"quantity": Decimal(1), "taxes": [{"id": 7082}, {"id": 13456}], "taxed_price": Decimal("76.05")}],
    header={"retentions": [], "global_discounts": [], "global_charges": [], "advance": Decimal(0)},
    discount_type="Value",
    decimals=True,
)
"""A price with VAT and none to hold: 10 % of it is 7.605, which is rounded by itself."""


@settings(max_examples=250, deadline=None)
@example(OTHER_TAXES, Arithmetic(rounding="half_even", tax_base="unrounded"))
@given(sales(), arithmetics.map(Arithmetic.model_validate))
def test_with_any_switches_together(sale: Sale, arithmetic: Arithmetic) -> None:
    agree(sale, arithmetic)
