"""Unit values whose document comes to the order's total, by the formulas of seed 000. Pure.

A base in cents and its taxes in cents cannot come to every amount: the cent moves to another line, a line of several
units is split, and what is left is the merchant's to decide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.exact import Choice, OpenLine, Solution, solve
from connector.ledgers.siigo_legacy.amounts import Item, LineAmounts
from connector.ledgers.siigo_legacy.items import MAX_ITEMS, Row
from connector.ledgers.siigo_legacy.ways import Part, Way, open_line, way_of
from connector.messages import say
from connector.model.money import CENT, ZERO, half_up, in_cents, plain

TRIED = 4
"""Lines that are written another way, one after the other, when all together miss the total."""

SMALLEST_PART = CENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """One item as it will be sent, what it comes to, and the part of an order line that it stands for."""

    row: Row
    item: Item
    amounts: LineAmounts
    paid: Decimal
    """What the buyer paid for it, in cents."""
    note: str = ""
    """Why it comes to something else, or stands here although no line of the order is its own."""

    @property
    def off(self) -> Decimal:
        return self.amounts.gross - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    parts: Sequence[Part]
    lines: Sequence[OpenLine[Way]]
    solution: Solution[Way]


def price_rows(rows: Sequence[Row], *, total: Decimal, rules: AmountRules) -> list[Priced]:
    """The rows in their order, each with a price. `total`: what the order's lines come to, in cents.

    Rows with a mapped price stay as they are. The others come nearest to `total` together; shown discounts give way
    where net prices come nearer.
    """
    fixed = {row.path: way_of(row.priced) for row in rows if row.priced}
    open_rows = [row for row in rows if not row.priced]
    paid = in_cents([_paid(row) for row in open_rows])
    parts = [Part(row=row, quantity=row.quantity, paid=money) for row, money in zip(open_rows, paid, strict=True)]
    wanted = _wanted(rows, fixed, total - sum(paid, ZERO))
    found = _solved(parts, wanted, rules, shows_discounts=False)
    if rules.discounts == "shown":
        shown = _solved(parts, wanted, rules, shows_discounts=True)
        found = shown if abs(shown.solution.off) <= abs(found.solution.off) else found
    by_path: dict[str, list[Priced]] = {}
    for one in _written(found):
        by_path.setdefault(one.row.path, []).append(one)
    return [one for row in rows for one in by_path.get(row.path) or [_as_mapped(row, fixed[row.path])]]


def _paid(row: Row) -> Decimal:
    return row.line.gross if row.line else ZERO


def _wanted(rows: Sequence[Row], fixed: dict[str, Way], left: Decimal) -> int:
    """Cents that the open rows must make up for those with mapped prices; more than rounding is left to be seen."""
    miss = left - sum((way.amounts.gross for way in fixed.values()), ZERO)
    units = sum((max(Decimal(1), way.item.quantity) for way in fixed.values()), ZERO)
    is_rounding = abs(miss) <= CENT * units and len(fixed) < len(rows)
    return int(half_up(miss).scaleb(2)) if is_rounding else 0


def _solved(parts: Sequence[Part], wanted: int, rules: AmountRules, *, shows_discounts: bool) -> _Attempt:
    """All parts together; where they miss their total, with one of them in two pieces."""

    def attempt(parts: Sequence[Part], lines: Sequence[OpenLine[Way]]) -> _Attempt:
        solution = solve(lines, wanted=wanted, never_above=rules.residue == "adjustment_line")
        return _Attempt(parts=parts, lines=lines, solution=solution)

    lines = [open_line(part, shows_discounts=shows_discounts) for part in parts]
    best = attempt(parts, lines)
    for index, pieces in _rewritten(parts, lines, rules) if best.solution.off else ():
        opened = [open_line(piece, shows_discounts=shows_discounts) for piece in pieces]
        other = attempt([*parts[:index], *pieces, *parts[index + 1 :]], [*lines[:index], *opened, *lines[index + 1 :]])
        best = min((best, other), key=lambda each: abs(each.solution.off))
        if not best.solution.off:
            break
    return best


def _rewritten(
    parts: Sequence[Part], lines: Sequence[OpenLine[Way]], rules: AmountRules
) -> Iterator[tuple[int, tuple[Part, Part]]]:
    """Lines that miss come first, then the heaviest."""
    if not rules.split_lines or len(parts) >= MAX_ITEMS:
        return
    order = sorted(range(len(parts)), key=lambda index: (not lines[index].natural.off, -parts[index].paid, index))
    for index in order[:TRIED]:
        if pieces := _pieces(parts[index]):
            yield index, pieces


def _pieces(part: Part) -> tuple[Part, Part] | None:
    """All units but one, and that one; what is sold by weight in halves. None for one unit or a mapped discount."""
    quantity = part.quantity
    if part.row.has_discount:
        return None
    if quantity >= 2:
        first = quantity - 1
    elif quantity != quantity.to_integral_value() and quantity >= 2 * SMALLEST_PART:
        first = (quantity / 2).quantize(SMALLEST_PART, rounding=ROUND_DOWN)
    else:
        return None
    paid = half_up(part.paid * first / quantity)
    if not ZERO < paid < part.paid:
        return None
    return (
        replace(part, quantity=Decimal(plain(first)), paid=paid, is_split=True),
        replace(part, quantity=Decimal(plain(quantity - first)), paid=part.paid - paid, is_split=True),
    )


def _written(found: _Attempt) -> list[Priced]:
    return [
        Priced(
            row=part.row,
            item=choice.way.item,
            amounts=choice.way.amounts,
            paid=part.paid,
            note=_note(part, line, choice),
        )
        for part, line, choice in zip(found.parts, found.lines, found.solution.chosen, strict=True)
    ]


def _note(part: Part, line: OpenLine[Way], choice: Choice[Way]) -> str:
    if part.is_split:
        return say("siigo.note_split")
    if line.natural.off:
        return say("siigo.note_unreachable", paid=plain(part.paid))
    return say("siigo.note_moved") if choice.off else ""


def _as_mapped(row: Row, way: Way) -> Priced:
    return Priced(row=row, item=way.item, amounts=way.amounts, paid=_paid(row))
