"""The ways of writing one line, each with what it comes to and how far that is from what the buyer paid. Pure."""

from dataclasses import replace
from decimal import Decimal

from connector.ledgers import pricing
from connector.ledgers.exact import Choice, OpenLine
from connector.ledgers.siigo_legacy.amounts import Item, LineAmounts, added_percentage, line_of
from connector.ledgers.siigo_legacy.items import Row
from connector.model.money import CENT, HUNDRED, ZERO, half_up, percent_of, plain

UNIT_PLACES = 6
"""Seed 000 says none; the caller does the arithmetic, so that more decimals only make it exact (assumed)."""

NEXT_BASES = (ZERO, CENT, -CENT)


Way = pricing.Way[Item, LineAmounts]
Part = pricing.Part[Row]


def open_line(part: Part, shows_discounts: bool) -> OpenLine[Way]:
    """Its ways: the base nearest to what was paid, and those a cent beside it."""
    discount = _discount(part, shows_discounts=shows_discounts)
    exact = part.paid * HUNDRED / (HUNDRED + added_percentage(part.row.taxes.added))
    bases = [half_up(exact) + step for step in NEXT_BASES]
    choices = [_choice(part, base, discount) for base in bases if base >= ZERO]
    nearest = min(choices, key=lambda choice: (abs(choice.off), choice.off))
    return OpenLine(weight=part.paid, natural=nearest, others=lambda: choices)


def way_of(item: Item) -> Way:
    return pricing.Way(item, line_of(item))


def _discount(part: Part, *, shows_discounts: bool) -> Decimal:
    """Money off the line before taxes: mapped, or what the shop took off where that is shown."""
    row = part.row
    if row.has_discount or part.is_split or not shows_discounts or row.line is None:
        return row.discount or ZERO
    off = max(row.line.discount, ZERO)
    return half_up(off * HUNDRED / (HUNDRED + added_percentage(row.taxes.added)))


def _choice(part: Part, base: Decimal, discount: Decimal) -> Choice[Way]:
    way = way_of(_with_base(part, base, discount))
    return Choice(off=int((way.amounts.gross - part.paid).scaleb(2)), way=way)


def _with_base(part: Part, base: Decimal, discount: Decimal) -> Item:
    """The item at the unit value whose line, after its discount, has this base."""
    percentage, taxes = part.row.discount_percentage, part.row.taxes
    before = base * HUNDRED / (HUNDRED - percentage) if percentage else base + discount
    item = Item(
        quantity=part.quantity,
        unit=Decimal(plain(half_up(before / part.quantity, UNIT_PLACES))),
        discount=discount,
        add=taxes.add,
        add_2=taxes.add_2,
        withheld=taxes.withheld,
    )
    return replace(item, discount=percent_of(line_of(item).before, percentage)) if percentage else item
