"""Unit prices of up to 6 decimals whose document comes to the order's total, by Siigo's arithmetic. Pure.

The documented formula has prices that no line can reach (siigo-api.md 13.5): the cent moves to another line, a line
of several units is split, a single unit goes at its price with VAT, and what is left is the merchant's to decide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.exact import Choice, OpenLine, Solution, solve
from connector.ledgers.siigo.amounts import Formula, Item, LineAmounts
from connector.ledgers.siigo.items import MAX_ITEMS, Row
from connector.ledgers.siigo.ways import Part, Way, open_line
from connector.messages import say
from connector.model.money import CENT, ZERO, half_up, in_cents, plain

TRIED = 4
"""Lines that are written another way, one after the other, when all together miss the total."""

SMALLEST_PART = CENT
"""Quantities have two decimals (siigo-api.md 12.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """One item as it will be sent, what Siigo makes of it, and the part of an order line that it stands for."""

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


def price_rows(
    rows: Sequence[Row], *, total: Decimal, formula: Formula, rules: AmountRules, discount_kind: str
) -> list[Priced]:
    """The rows in their order, each with a price. `total`: what the order's lines come to, in cents.

    Rows with a mapped price stay as they are. The others come nearest to `total` together; shown discounts give way
    where net prices come nearer.
    """
    fixed = {row.path: Way(row.priced, formula.line(row.priced)) for row in rows if row.priced}
    open_rows = [row for row in rows if not row.priced]
    paid = in_cents([_paid(row) for row in open_rows])
    parts = [Part(row=row, quantity=row.quantity, paid=money) for row, money in zip(open_rows, paid, strict=True)]
    wanted = _wanted(rows, fixed, total - sum(paid, ZERO))
    found = _solved(parts, wanted, formula, rules, "")
    if rules.discounts == "shown" and discount_kind in ("Value", "Percentage"):
        shown = _solved(parts, wanted, formula, rules, discount_kind)
        found = shown if abs(shown.solution.off) <= abs(found.solution.off) else found
    by_path: dict[str, list[Priced]] = {}
    for one in _written(found):
        by_path.setdefault(one.row.path, []).append(one)
    return [one for row in rows for one in by_path.get(row.path) or [_as_mapped(row, fixed[row.path])]]


def _paid(row: Row) -> Decimal:
    return row.line.gross if row.line else ZERO


def _wanted(rows: Sequence[Row], fixed: dict[str, Way], left: Decimal) -> int:
    """Cents that the open rows must make up for those with mapped prices; more than rounding is left to be seen.

    A mapped price of two decimals is up to half a cent off for each unit, before its tax.
    """
    miss = left - sum((way.amounts.gross for way in fixed.values()), ZERO)
    units = sum((max(Decimal(1), way.item.quantity) for way in fixed.values()), ZERO)
    is_rounding = abs(miss) <= CENT * units and len(fixed) < len(rows)
    return int(half_up(miss).scaleb(2)) if is_rounding else 0


def _solved(parts: Sequence[Part], wanted: int, formula: Formula, rules: AmountRules, kind: str) -> _Attempt:
    """All parts together; where they miss their total, with one of them written another way."""

    def attempt(parts: Sequence[Part], lines: Sequence[OpenLine[Way]]) -> _Attempt:
        solution = solve(lines, wanted=wanted, never_above=rules.residue == "adjustment_line")
        return _Attempt(parts=parts, lines=lines, solution=solution)

    lines = [open_line(part, formula, rules, kind) for part in parts]
    best = attempt(parts, lines)
    for index, pieces in _rewritten(parts, lines, rules) if best.solution.off else ():
        opened = [open_line(piece, formula, rules, kind) for piece in pieces]
        other = attempt([*parts[:index], *pieces, *parts[index + 1 :]], [*lines[:index], *opened, *lines[index + 1 :]])
        best = min((best, other), key=lambda each: abs(each.solution.off))
        if not best.solution.off:
            break
    return best


def _rewritten(
    parts: Sequence[Part], lines: Sequence[OpenLine[Way]], rules: AmountRules
) -> Iterator[tuple[int, tuple[Part, ...]]]:
    """A line in two pieces, then one at its price with VAT; lines that miss come first, then the heaviest."""
    order = sorted(range(len(parts)), key=lambda index: (not lines[index].natural.off, -parts[index].paid, index))
    for index in order[:TRIED]:
        if rules.split_lines and len(parts) < MAX_ITEMS and (pieces := _pieces(parts[index])):
            yield index, pieces
    for index in order[:TRIED]:
        if rules.taxed_prices == "where_needed" and parts[index].quantity == 1:
            yield index, (replace(parts[index], is_taxed=True),)


def _pieces(part: Part) -> tuple[Part, Part] | None:
    """All units but one, and that one; what is sold by weight in halves. None for one unit or a mapped discount."""
    quantity = part.quantity
    if part.row.discount:
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
    if part.is_taxed and choice.way.item.taxed_price is not None:
        return say("siigo.note_taxed", paid=plain(part.paid))
    if line.natural.off:
        return say("siigo.note_unreachable", paid=plain(part.paid))
    return say("siigo.note_moved") if choice.off else ""


def _as_mapped(row: Row, way: Way) -> Priced:
    return Priced(row=row, item=way.item, amounts=way.amounts, paid=_paid(row))
