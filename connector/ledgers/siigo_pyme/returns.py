"""From a refund to what comes back of each line of its invoice: units, and money row by row. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.ledgers.problems import Problems
from connector.ledgers.siigo_pyme.left import Amounts, Left, LeftLine
from connector.ledgers.siigo_pyme.payments import PESO
from connector.model.money import ZERO, half_up, in_cents, plain, shares
from connector.model.order import Refund, RefundLine


@dataclass(frozen=True, slots=True, kw_only=True)
class BackLine:
    """What comes back of one line."""

    line: LeftLine
    units: Decimal
    """0 where only money comes back."""
    parts: Amounts
    """Of the invoice's rows; together what comes back of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    lines: Sequence[BackLine]
    amount: Decimal
    """What the lines come to."""
    stated: Decimal
    """What the shop says; rounding apart the same."""
    has_goods: bool


def back_of(refund: Refund, left: Left, problems: Problems) -> Back:
    """What is within a peso of all that is left, is all. A line that is not in the invoice is a problem."""
    stated, whole = half_up(refund.amount), left.total
    nothing = Back(lines=(), amount=ZERO, stated=stated, has_goods=False)
    if stated <= ZERO or whole <= ZERO:
        problems.add("", "siigo_pyme.nothing_back", amount=plain(stated), left=plain(whole))
        return nothing
    if stated > whole + PESO:
        problems.add("", "siigo_pyme.too_much_back", amount=plain(stated), left=plain(whole))
        return nothing
    named = _named(refund.lines, left, problems)
    if problems.any:
        return nothing
    if abs(stated - whole) <= PESO:
        everything = [BackLine(line=line, units=line.units, parts=line.parts) for line in left.lines]
        return Back(lines=everything, amount=whole, stated=stated, has_goods=True)
    money = _money(left, named, stated)
    lines = [_back(line, named.get(line.line_id), money[line.line_id]) for line in left.lines]
    found = [back for back in lines if back.units or any(back.parts.values())]
    return Back(lines=found, amount=stated, stated=stated, has_goods=any(back.units for back in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What the shop says of one line."""

    units: Decimal
    money: Decimal


def _named(lines: Sequence[RefundLine], left: Left, problems: Problems) -> Mapping[str, _Named]:
    """By line; a shop may give a line back in several entries."""
    known = {line.line_id: line for line in left.lines}
    found: dict[str, _Named] = {}
    for entry in lines:
        before = found.get(entry.line_id, _Named(units=ZERO, money=ZERO))
        units, money = before.units + entry.quantity, before.money + entry.net + entry.tax
        found[entry.line_id] = _Named(units=units, money=money)
    for line_id, named in found.items():
        if named.units < ZERO or named.money < ZERO:
            shown = {"units": plain(named.units), "amount": plain(named.money)}
            problems.add("", "siigo_pyme.negative_back", line=line_id, **shown)
        elif line_id not in known:
            problems.add("", "siigo_pyme.unknown_line", line=line_id)
        elif known[line_id].is_goods and named.units > known[line_id].units:
            shown = {"units": plain(named.units), "left": plain(known[line_id].units)}
            problems.add("", "siigo_pyme.too_many_back", line=known[line_id].name, **shown)
    return found


def _money(left: Left, named: Mapping[str, _Named], amount: Decimal) -> Mapping[str, Decimal]:
    """By line, in cents, together the amount and never more than a line has left.

    The shop's own word for each line, else what its units are worth. A fee that the shop keeps lowers them all; money
    beyond them is of shipping and fees where it is just those, else of every line by what it has left.
    """
    worth = {line.line_id: max(line.worth, ZERO) for line in left.lines}
    is_stated = any(each.money for each in named.values())
    wanted = {line.line_id: _of_units(line, named, is_stated) for line in left.lines}
    found = {line_id: min(max(money, ZERO), worth[line_id]) for line_id, money in wanted.items()}
    together = sum(found.values(), ZERO)
    if together > amount:
        return _shared(found, amount)
    room = {line_id: worth[line_id] - money for line_id, money in found.items()}
    extra = amount - together
    services = {line.line_id: room[line.line_id] for line in left.lines if not line.is_goods}
    is_of_services = named and abs(sum(services.values(), ZERO) - extra) <= PESO
    more = _within(services if is_of_services else room, room, extra)
    return {line_id: money + more.get(line_id, ZERO) for line_id, money in found.items()}


def _of_units(line: LeftLine, named: Mapping[str, _Named], is_stated: bool) -> Decimal:
    each = named.get(line.line_id)
    if each is None:
        return ZERO
    if is_stated:
        return half_up(each.money)
    return half_up(line.sold * each.units / line.quantity) if line.quantity else ZERO


def _shared(weights: Mapping[str, Decimal], amount: Decimal) -> Mapping[str, Decimal]:
    """In proportion; nothing where nothing weighs."""
    if amount <= ZERO or not any(weights.values()):
        return dict.fromkeys(weights, ZERO)
    return dict(zip(weights, shares(amount, list(weights.values())), strict=True))


def _within(weights: Mapping[str, Decimal], room: Mapping[str, Decimal], amount: Decimal) -> Mapping[str, Decimal]:
    """In proportion to the weights, none more than its room; what these cannot hold goes where there is room."""
    first = {line_id: min(money, room[line_id]) for line_id, money in _shared(weights, amount).items()}
    rest = amount - sum(first.values(), ZERO)
    if not rest:
        return first
    others = _shared({line_id: room[line_id] - first.get(line_id, ZERO) for line_id in room}, rest)
    return {line_id: first.get(line_id, ZERO) + money for line_id, money in others.items()}


def _back(line: LeftLine, named: _Named | None, money: Decimal) -> BackLine:
    """The money over the rows of the line as it has it on them."""
    units = min(named.units, line.units) if named else ZERO
    if not money or not line.worth:
        return BackLine(line=line, units=units, parts=dict.fromkeys(line.parts, ZERO))
    cents = in_cents([amount * money / line.worth for amount in line.parts.values()])
    return BackLine(line=line, units=units, parts=dict(zip(line.parts, cents, strict=True)))
