"""The sum rules of store-protocols.md 10.1: lines whose gross is the order's total exactly, or OrderHeld. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import HUNDRED, ZERO, half_up, plain
from connector.model.order import Line, Tax
from connector.reading import Reader
from connector.stores.woocommerce.precision import places_of


def fitted(lines: tuple[Line, ...], order: Reader) -> tuple[Line, ...]:
    """The lines, with what the shop's rounding left over on the largest one that it can come from.

    Raises OrderHeld with one sentence for each rule that is broken by more than the shop's rounding explains.
    """
    unit = unit_of(lines, order)
    rules = (_total(lines, order, unit), _total_tax(lines, order, unit), _discounts(order, unit), _rates(order, unit))
    problems = [problem for rule in rules for problem in rule]
    if problems:
        raise OrderHeld(*problems)
    return _with_remainders(lines, order)


def unit_of(lines: tuple[Line, ...], order: Reader) -> Decimal:
    """The smallest step that the shop writes: 1 for 59900, 0.01 for 59900.00."""
    amounts = (order.money("total"), order.money_or_zero("total_tax"), *(line.net for line in lines))
    return Decimal(1).scaleb(-max(map(places_of, amounts)))


def with_remainder(taxes: tuple[Tax, ...], remainder: Decimal) -> tuple[Tax, ...]:
    """The largest tax takes it."""
    largest = max(taxes, key=lambda tax: abs(tax.amount))
    adjusted = replace(largest, amount=tidy(largest.amount + remainder))
    return tuple(adjusted if tax is largest else tax for tax in taxes)


def rounded(taxes: tuple[Tax, ...], total: Decimal) -> tuple[Tax, ...]:
    """The taxes with as many decimals as their total, and adding up to it."""
    each = tuple(replace(tax, amount=half_up(tax.amount, places_of(total))) for tax in taxes)
    return with_remainder(each, total - _sum(tax.amount for tax in each))


def tidy(amount: Decimal) -> Decimal:
    """The same amount without useless zeros."""
    return Decimal(plain(amount))


def _slack(unit: Decimal, amounts: int) -> Decimal:
    """How far a sum of so many rounded amounts may be from the rounded sum: half a unit for each and for the sum."""
    return unit * ((amounts + 1) // 2)


def _total(lines: tuple[Line, ...], order: Reader, unit: Decimal) -> Iterator[str]:
    """Where prices hold tax, the lines' gross is right as it stands, whatever `total_tax` was rounded to.

    The shop adds fees and shipping unrounded: half a unit for the amount of each and half for its tax.
    """
    total, tax = order.money("total"), _sum(line.tax for line in lines)
    found = _sum(line.net for line in lines) + order.money("total_tax", tax)
    is_gross = _sum(line.gross for line in lines) == total
    rates = len(tuple(order.each("tax_lines")))
    if is_gross or abs(total - found) <= unit * len(_charges(lines)) or _comes_to(total, lines, unit, rates):
        return
    key = "woocommerce.sum_over" if found > total else "woocommerce.sum_under"
    yield say(key, found=plain(found), stated=plain(total))


def _comes_to(total: Decimal, lines: tuple[Line, ...], unit: Decimal, rates: int) -> bool:
    """Whether rounding at subtotal level explains the total: then the shop adds products and their taxes unrounded.

    A product shown as `net` is at most half a unit from what the shop added, and its tax is that times its rates. A
    tax below half a unit is shown as 0 and was not read; the order has `rates` that it may be of.
    """
    products = [line for line in lines if line.kind == "product"]
    goods = [(line.net, 1 + _sum(tax.rate for tax in line.taxes) / HUNDRED) for line in products]
    tiny = [line for line in products if line.taxes and line.net <= 10 * unit]  # 5 % of 10 units is half a unit
    unseen = sum(max(rates - len(line.taxes), 0) for line in tiny)
    found = _sum(net * factor for net, factor in goods) + _sum(line.gross for line in _charges(lines))
    slack = unit / 2 * (1 + unseen + _sum(factor for _, factor in goods)) + unit * len(_charges(lines))
    return abs(total - found) <= slack


def _total_tax(lines: tuple[Line, ...], order: Reader, unit: Decimal) -> Iterator[str]:
    taxes = [tax.amount for line in lines for tax in line.taxes if tax.amount]
    found = _sum(taxes)
    stated = order.money("total_tax", found)
    if abs(stated - found) > _slack(unit, len(taxes)):
        yield say("woocommerce.tax_sum", found=plain(found), stated=plain(stated))


def _discounts(order: Reader, unit: Decimal) -> Iterator[str]:
    rows = tuple(order.each("line_items"))
    names = (("discount_total", "subtotal", "total"), ("discount_tax", "subtotal_tax", "total_tax"))
    for rule, before, after in names:
        if not order.has(rule) or not all(row.has(before) and row.has(after) for row in rows):
            continue  # versions and plugins that do not write them
        found = _sum(row.money(before) - row.money(after) for row in rows)
        stated = order.money(rule)
        amounts = 2 * sum(max(1, len(list(row.each("taxes")))) for row in rows)
        if abs(stated - found) > _slack(unit, amounts):
            words = {"rule": rule, "before": before, "after": after}
            yield say("woocommerce.discount_sum", **words, found=plain(found), stated=plain(stated))


def _rates(order: Reader, unit: Decimal) -> Iterator[str]:
    rows = tuple(order.each("tax_lines"))
    if not rows or not order.has("total_tax") or not all(row.has("tax_total") for row in rows):
        return
    amounts = [row.money_or_zero(name) for row in rows for name in ("tax_total", "shipping_tax_total")]
    found, stated = _sum(amounts), order.money("total_tax")
    if abs(stated - found) > _slack(unit, len([amount for amount in amounts if amount])):
        yield say("woocommerce.rate_sum", found=plain(found), stated=plain(stated))


def _with_remainders(lines: tuple[Line, ...], order: Reader) -> tuple[Line, ...]:
    """What rounding left over, on the largest line that it can come from (store-protocols.md 10.2)."""
    total = order.money("total")
    if _sum(line.gross for line in lines) == total:
        return lines
    tax = _sum(line.tax for line in lines)
    stated = order.money("total_tax", tax)
    net_left, tax_left = total - stated - _sum(line.net for line in lines), stated - tax
    if tax_left:
        largest = max((line for line in lines if any(tax.amount for tax in line.taxes)), key=lambda line: line.net)
        lines = _replaced(lines, largest, replace(largest, taxes=with_remainder(largest.taxes, tax_left)))
    if net_left:
        largest = max(_charges(lines) or lines, key=lambda line: abs(line.net))
        lines = _replaced(lines, largest, replace(largest, net=largest.net + net_left))
    return lines


def _charges(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.kind != "product")


def _replaced(lines: tuple[Line, ...], old: Line, new: Line) -> tuple[Line, ...]:
    return tuple(new if line is old else line for line in lines)


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, ZERO)
