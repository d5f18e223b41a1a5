"""Unit prices whose document comes to the order's total, whatever the ledger's own arithmetic. Pure.

A base in cents and its taxes in cents cannot come to every amount: the cent moves to another line, a line of several
units is split or written as only this ledger can, and what is left is the merchant's to decide.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from typing import Generic, Protocol, TypeVar

from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.exact import OpenLine, Solution, solve
from connector.messages import say
from connector.model.money import CENT, ZERO, half_up, in_cents, plain
from connector.model.order import Line

TRIED = 4
"""Lines that are written another way, one after the other, when all together miss the total."""

SMALLEST_PART = CENT
"""Quantities have two decimals (siigo-api.md 12.1)."""


class _Row(Protocol):
    @property
    def path(self) -> str: ...

    @property
    def line(self) -> Line | None: ...

    @property
    def quantity(self) -> Decimal: ...


class _Item(Protocol):
    @property
    def quantity(self) -> Decimal: ...


class _Amounts(Protocol):
    @property
    def gross(self) -> Decimal: ...


ROW = TypeVar("ROW", bound=_Row)
ITEM = TypeVar("ITEM", bound=_Item)
AMOUNTS = TypeVar("AMOUNTS", bound=_Amounts)


@dataclass(frozen=True)
class Way(Generic[ITEM, AMOUNTS]):
    """One way of writing a line, and what it comes to."""

    item: ITEM
    amounts: AMOUNTS


@dataclass(frozen=True, kw_only=True)
class Part(Generic[ROW]):
    """A row, or one of the two into which it was split, with the share of the buyer's money that it must come to."""

    row: ROW
    quantity: Decimal
    paid: Decimal
    is_split: bool = False
    is_taxed: bool = False
    """Written with its price with VAT, where the ledger takes such prices."""


@dataclass(frozen=True, kw_only=True)
class Priced(Generic[ROW, ITEM, AMOUNTS]):
    """One item as it will be sent, what it comes to, and the part of an order line that it stands for."""

    row: ROW
    item: ITEM
    amounts: AMOUNTS
    paid: Decimal
    """What the buyer paid for it, in cents."""
    note: str = ""
    """Why it comes to something else, or stands here although no line of the order is its own."""

    @property
    def off(self) -> Decimal:
        return self.amounts.gross - self.paid


@dataclass(frozen=True, kw_only=True)
class _Attempt(Generic[ROW, ITEM, AMOUNTS]):
    parts: Sequence[Part[ROW]]
    lines: Sequence[OpenLine[Way[ITEM, AMOUNTS]]]
    solution: Solution[Way[ITEM, AMOUNTS]]


@dataclass(frozen=True, kw_only=True)
class Pricer(Generic[ROW, ITEM, AMOUNTS]):
    """Prices the lines of documents as one ledger writes them."""

    rules: AmountRules
    most_items: int
    mapped: Callable[[ROW], Way[ITEM, AMOUNTS] | None]
    """With the price that the mapping gives."""
    opened: Callable[[Part[ROW], bool], OpenLine[Way[ITEM, AMOUNTS]]]
    """With the ways among which its price is found; the flag: the shop's discount is shown."""
    has_discount: Callable[[ROW], bool]
    """Mapped: such a line is not split."""
    otherwise: Callable[[Part[ROW]], Part[ROW] | None] | None = None
    """Written as a last resort; None where this one cannot be."""
    note: Callable[[Part[ROW], ITEM], str] | None = None
    """What is to be said of one that was."""

    def price(
        self, rows: Sequence[ROW], *, total: Decimal, may_show_discounts: bool = True
    ) -> list[Priced[ROW, ITEM, AMOUNTS]]:
        """The rows in their order, each with a price. `total`: what the order's lines come to, in cents.

        Rows with a mapped price stay as they are. The others come nearest to `total` together; shown discounts give
        way where net prices come nearer.
        """
        fixed = {row.path: way for row in rows if (way := self.mapped(row))}
        open_rows = [row for row in rows if row.path not in fixed]
        paid = in_cents([_paid(row) for row in open_rows])
        parts = [Part(row=row, quantity=row.quantity, paid=money) for row, money in zip(open_rows, paid, strict=True)]
        wanted = _wanted(fixed, total - sum(paid, ZERO), is_any_open=bool(open_rows))
        found = self._solved(parts, wanted, shows_discounts=False)
        if self.rules.discounts == "shown" and may_show_discounts:
            shown = self._solved(parts, wanted, shows_discounts=True)
            found = shown if abs(shown.solution.off) <= abs(found.solution.off) else found
        by_path: dict[str, list[Priced[ROW, ITEM, AMOUNTS]]] = {}
        for one in self._written(found):
            by_path.setdefault(one.row.path, []).append(one)
        return [one for row in rows for one in by_path.get(row.path) or [_as_mapped(row, fixed[row.path])]]

    def _solved(
        self, parts: Sequence[Part[ROW]], wanted: int, *, shows_discounts: bool
    ) -> _Attempt[ROW, ITEM, AMOUNTS]:
        """All parts together; where they miss their total, with one of them written another way."""
        lines = [self.opened(part, shows_discounts) for part in parts]
        best = self._attempt(parts, lines, wanted)
        for index, pieces in self._rewritten(parts, lines) if best.solution.off else ():
            opened = [self.opened(piece, shows_discounts) for piece in pieces]
            other = self._attempt(
                [*parts[:index], *pieces, *parts[index + 1 :]], [*lines[:index], *opened, *lines[index + 1 :]], wanted
            )
            best = min((best, other), key=lambda each: abs(each.solution.off))
            if not best.solution.off:
                break
        return best

    def _attempt(
        self, parts: Sequence[Part[ROW]], lines: Sequence[OpenLine[Way[ITEM, AMOUNTS]]], wanted: int
    ) -> _Attempt[ROW, ITEM, AMOUNTS]:
        solution = solve(lines, wanted=wanted, never_above=self.rules.residue == "adjustment_line")
        return _Attempt(parts=parts, lines=lines, solution=solution)

    def _rewritten(
        self, parts: Sequence[Part[ROW]], lines: Sequence[OpenLine[Way[ITEM, AMOUNTS]]]
    ) -> Iterator[tuple[int, tuple[Part[ROW], ...]]]:
        """A line in two pieces, then one as only this ledger can; lines that miss come first, then the heaviest."""
        order = sorted(range(len(parts)), key=lambda index: (not lines[index].natural.off, -parts[index].paid, index))
        may_split = self.rules.split_lines and len(parts) < self.most_items
        for index in order[:TRIED]:
            if may_split and not self.has_discount(parts[index].row) and (pieces := _pieces(parts[index])):
                yield index, pieces
        for index in order[:TRIED]:
            if self.otherwise and (other := self.otherwise(parts[index])):
                yield index, (other,)

    def _written(self, found: _Attempt[ROW, ITEM, AMOUNTS]) -> Iterator[Priced[ROW, ITEM, AMOUNTS]]:
        for part, line, choice in zip(found.parts, found.lines, found.solution.chosen, strict=True):
            item, amounts = choice.way.item, choice.way.amounts
            note = self._note(part, item, is_unreachable=bool(line.natural.off), is_moved=bool(choice.off))
            yield Priced(row=part.row, item=item, amounts=amounts, paid=part.paid, note=note)

    def _note(self, part: Part[ROW], item: ITEM, *, is_unreachable: bool, is_moved: bool) -> str:
        if part.is_split:
            return say("siigo.note_split")
        if self.note and (own := self.note(part, item)):
            return own
        if is_unreachable:
            return say("siigo.note_unreachable", paid=plain(part.paid))
        return say("siigo.note_moved") if is_moved else ""


def _paid(row: _Row) -> Decimal:
    return row.line.gross if row.line else ZERO


def _as_mapped(row: ROW, way: Way[ITEM, AMOUNTS]) -> Priced[ROW, ITEM, AMOUNTS]:
    return Priced(row=row, item=way.item, amounts=way.amounts, paid=_paid(row))


def _wanted(fixed: Mapping[str, Way[ITEM, AMOUNTS]], left: Decimal, *, is_any_open: bool) -> int:
    """Cents that the open rows must make up for those with mapped prices; more than rounding is left to be seen.

    A mapped price of two decimals is up to half a cent off for each unit, before its tax.
    """
    miss = left - sum((way.amounts.gross for way in fixed.values()), ZERO)
    units = sum((max(Decimal(1), way.item.quantity) for way in fixed.values()), ZERO)
    return int(half_up(miss).scaleb(2)) if abs(miss) <= CENT * units and is_any_open else 0


def _pieces(part: Part[ROW]) -> tuple[Part[ROW], Part[ROW]] | None:
    """All units but one, and that one; what is sold by weight in halves. None for one unit."""
    quantity = part.quantity
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
