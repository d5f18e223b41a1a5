"""Unit prices of up to 6 decimals whose document comes to the order's total, by Siigo's arithmetic. Pure.

The documented formula has prices that no line can reach (siigo-api.md 13.5): the cent moves to another line, a line
of several units is split, a single unit goes at its price with VAT, and what is left is the merchant's to decide.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.exact import Choice, OpenLine, Solution, in_cents, solve
from connector.ledgers.siigo.amounts import (
    Discount,
    DiscountKind,
    Formula,
    Item,
    LineAmounts,
    added_percentage,
)
from connector.ledgers.siigo.items import MAX_ITEMS, Row
from connector.messages import say
from connector.model.money import CENT, HUNDRED, ZERO, half_up, plain

PRICE_PLACES = 6
NEXT_BASES = (CENT, -CENT)
"""Bases beside the exact one: a cent more, a cent less. More were never needed (tests/exact)."""

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


@dataclass(frozen=True, slots=True)
class Way:
    """One way of writing a line, and what it comes to."""

    item: Item
    amounts: LineAmounts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A row, or one of the two into which it was split, with the share of the buyer's money that it must come to."""

    row: Row
    quantity: Decimal
    paid: Decimal
    is_split: bool = False
    is_taxed: bool = False
    """Written with its price with VAT."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    parts: Sequence[_Part]
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
    parts = [_Part(row=row, quantity=row.quantity, paid=money) for row, money in zip(open_rows, paid, strict=True)]
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
    """Cents that the open rows must make up for those with mapped prices; more than rounding is left to be seen."""
    miss = left - sum((way.amounts.gross for way in fixed.values()), ZERO)
    is_rounding = abs(miss) <= CENT * len(fixed) and len(fixed) < len(rows)
    return int(half_up(miss).scaleb(2)) if is_rounding else 0


def _solved(parts: Sequence[_Part], wanted: int, formula: Formula, rules: AmountRules, kind: str) -> _Attempt:
    """All parts together; where they miss their total, with one of them written another way."""

    def attempt(parts: Sequence[_Part], lines: Sequence[OpenLine[Way]]) -> _Attempt:
        solution = solve(lines, wanted=wanted, never_above=rules.residue == "adjustment_line")
        return _Attempt(parts=parts, lines=lines, solution=solution)

    lines = [_open(part, formula, rules, kind) for part in parts]
    best = attempt(parts, lines)
    for index, pieces in _rewritten(parts, lines, rules) if best.solution.off else ():
        opened = [_open(piece, formula, rules, kind) for piece in pieces]
        other = attempt([*parts[:index], *pieces, *parts[index + 1 :]], [*lines[:index], *opened, *lines[index + 1 :]])
        best = min((best, other), key=lambda each: abs(each.solution.off))
        if not best.solution.off:
            break
    return best


def _rewritten(
    parts: Sequence[_Part], lines: Sequence[OpenLine[Way]], rules: AmountRules
) -> Iterator[tuple[int, tuple[_Part, ...]]]:
    """A line in two pieces, then one at its price with VAT; lines that miss come first, then the heaviest."""
    order = sorted(range(len(parts)), key=lambda index: (not lines[index].natural.off, -parts[index].paid, index))
    for index in order[:TRIED]:
        if rules.split_lines and len(parts) < MAX_ITEMS and (pieces := _pieces(parts[index])):
            yield index, pieces
    for index in order[:TRIED]:
        if rules.taxed_prices == "where_needed" and parts[index].quantity == 1:
            yield index, (replace(parts[index], is_taxed=True),)


def _pieces(part: _Part) -> tuple[_Part, _Part] | None:
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


def _open(part: _Part, formula: Formula, rules: AmountRules, kind: str) -> OpenLine[Way]:
    shape = _shape(part, kind)
    exact = part.paid * HUNDRED / (HUNDRED + added_percentage(shape.rates))
    is_taxed = (part.is_taxed or rules.taxed_prices == "always") and _is_taxable(shape)
    plain_item = replace(shape, taxed_price=_tidy(part.paid / part.quantity)) if is_taxed else _with_base(shape, exact)
    natural = _choice(plain_item, part.paid, formula)

    def others() -> list[Choice[Way]]:
        nearest = half_up(exact)
        bases = (nearest, *(nearest + step for step in NEXT_BASES))
        return [_choice(_with_base(shape, base), part.paid, formula) for base in bases if base > ZERO]

    if natural.off:
        beside = others()
        natural = min(natural, *beside, key=lambda choice: (abs(choice.off), choice.off))
        return OpenLine(weight=part.paid, natural=natural, others=lambda: beside)
    return OpenLine(weight=part.paid, natural=natural, others=others)


def _shape(part: _Part, kind: str) -> Item:
    """The item without its price: quantity, taxes, and the discount that is shown, mapped or the order's."""
    row = part.row
    discount = row.discount
    if discount is None and kind and row.line and row.line.discount > ZERO and not part.is_split:
        discount = _order_discount(row, part.paid, "Value" if kind == "Value" else "Percentage")
    return Item(quantity=part.quantity, discount=discount, rates=row.rates)


def _order_discount(row: Row, paid: Decimal, kind: DiscountKind) -> Discount | None:
    """What the shop took off, before tax (siigo-api.md 13.2); None where two decimals leave nothing of it."""
    off = row.line.discount if row.line else ZERO
    if kind == "Value":
        amount = half_up(off * HUNDRED / (HUNDRED + added_percentage(row.rates)))
    else:
        amount = half_up(off * HUNDRED / (off + paid))
    return Discount(kind=kind, amount=amount) if amount > ZERO and (kind == "Value" or amount < HUNDRED) else None


def _is_taxable(shape: Item) -> bool:
    """Whether Siigo documents what a price with VAT means for it: VAT alone, no discount (siigo-api.md 13.6)."""
    return shape.discount is None and [rate.type for rate in shape.rates if rate.percentage] == ["IVA"]


def _with_base(shape: Item, base: Decimal) -> Item:
    """The item at the unit price whose line, after its discount, has this base."""
    match shape.discount:
        case Discount(kind="Value", amount=amount):
            base = base + amount
        case Discount(kind="Percentage", amount=amount):
            base = base * HUNDRED / (HUNDRED - amount)
    return replace(shape, price=max(_tidy(base / shape.quantity), ZERO))


def _tidy(price: Decimal) -> Decimal:
    return Decimal(plain(half_up(price, PRICE_PLACES)))


def _choice(item: Item, paid: Decimal, formula: Formula) -> Choice[Way]:
    amounts = formula.line(item)
    return Choice(off=int((amounts.gross - paid).scaleb(2)), way=Way(item, amounts))


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


def _note(part: _Part, line: OpenLine[Way], choice: Choice[Way]) -> str:
    if part.is_split:
        return say("siigo.note_split")
    if part.is_taxed and choice.way.item.taxed_price is not None:
        return say("siigo.note_taxed", paid=plain(part.paid))
    if line.natural.off:
        return say("siigo.note_unreachable", paid=plain(part.paid))
    return say("siigo.note_moved") if choice.off else ""


def _as_mapped(row: Row, way: Way) -> Priced:
    return Priced(row=row, item=way.item, amounts=way.amounts, paid=_paid(row))
