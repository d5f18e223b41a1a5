"""Lines with other taxes or another gross: net plus taxes is always the gross, to the last digit. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from connector.model.money import HUNDRED, ZERO, half_up, plain, shares
from connector.model.order import Line, Tax

MARK = "~"
"""Between a line's id and the rates of its part: `shipping:12~5`. No shop writes it into an id."""

SMALLEST_PART = Decimal(1)
"""Less than a peso becomes no line of its own: its tax would come to nothing."""


@dataclass(frozen=True, slots=True)
class Group:
    """The goods of an order that bear the same rates."""

    taxes: tuple[Tax, ...]
    value: Decimal
    """What the buyer paid for them."""


def priced(line: Line, gross: Decimal, taxes: Sequence[Tax]) -> Line:
    """The line at this gross with these taxes inside: net = gross / (1 + rates), half up to cents (colombia.md 3.3).

    The largest rate takes what rounding leaves.
    """
    rate = sum((tax.rate for tax in taxes), ZERO)
    net = min(half_up(gross * HUNDRED / (HUNDRED + rate)), gross, key=abs) if rate else gross
    amounts = [half_up(net * tax.rate / HUNDRED) for tax in taxes]
    if taxes:
        largest = max(range(len(taxes)), key=lambda index: taxes[index].rate)
        amounts[largest] += gross - net - sum(amounts, ZERO)
    new = tuple(replace(tax, amount=amount) for tax, amount in zip(taxes, amounts, strict=True))
    return replace(line, net=net, taxes=new)


def with_taxes(line: Line, taxes: Sequence[Tax]) -> Line:
    """The same gross with these taxes inside; the very line, with the shop's amounts, where the rates stay."""
    return line if rates_of(line.taxes) == rates_of(taxes) else priced(line, line.gross, taxes)


def rates_of(taxes: Sequence[Tax]) -> tuple[Decimal, ...]:
    """The highest first; empty for what is excluded, (0,) for what is exempt."""
    return tuple(sorted((tax.rate for tax in taxes), reverse=True))


def is_charged(line: Line) -> bool:
    """Whether the shop put any tax on it; a rate of 0 is none."""
    return any(tax.amount for tax in line.taxes)


def groups_of(lines: Sequence[Line]) -> list[Group]:
    """The goods among the lines by their rates, the highest first, whatever the order of the cart."""
    goods = [line for line in lines if line.kind == "product" and line.gross > ZERO]
    by_rates: dict[tuple[Decimal, ...], Group] = {}
    for line in goods:
        rates = rates_of(line.taxes)
        known = by_rates.get(rates, Group(line.taxes, ZERO))
        by_rates[rates] = replace(known, value=known.value + line.gross)
    return [by_rates[rates] for rates in sorted(by_rates, reverse=True)]


def like_goods(line: Line, goods: Sequence[Group]) -> tuple[Line, ...]:
    """The line with the taxes of the goods, split by value into one for each group of them (colombia.md 3.5).

    The first part keeps the line's id. Nothing changes without goods.
    """
    if not goods:
        return (line,)
    amounts = _without_crumbs(shares(line.gross, [group.value for group in goods]))
    parts = [(group, amount) for group, amount in zip(goods, amounts, strict=True) if amount]
    if len(parts) == 1:
        return (with_taxes(line, parts[0][0].taxes),)
    kept = [amount for _, amount in parts]
    list_prices, discounts = shares(line.list_price, kept), shares(line.discount, kept)
    cut = [
        replace(line, id=_id_of_part(line, index, group), list_price=list_prices[index], discount=discounts[index])
        for index, (group, _) in enumerate(parts)
    ]
    return tuple(priced(part, amount, group.taxes) for part, (group, amount) in zip(cut, parts, strict=True))


def is_part(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line was made by `like_goods` out of a larger one."""
    return MARK in line.id or any(other.id.startswith(f"{line.id}{MARK}") for other in lines)


def _without_crumbs(amounts: list[Decimal]) -> list[Decimal]:
    """What is too small for a line of its own goes to the largest."""
    largest = max(range(len(amounts)), key=lambda index: amounts[index])
    crumbs = [index for index, amount in enumerate(amounts) if amount < SMALLEST_PART and index != largest]
    amounts[largest] += sum((amounts[index] for index in crumbs), ZERO)
    return [ZERO if index in crumbs else amount for index, amount in enumerate(amounts)]


def _id_of_part(line: Line, index: int, group: Group) -> str:
    if not index:
        return line.id
    return f"{line.id}{MARK}{'+'.join(plain(rate) for rate in rates_of(group.taxes)) or 'excluded'}"
