"""The exact solver: one way of writing each line, so that the document comes to the order's total to the cent. Pure.

A ledger rounds each line to cents, so that some totals cannot be reached on one line (siigo-api.md 13.5); what one
line cannot have, another one gives. The ledger says which ways there are; here one is chosen for each line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Generic, TypeVar

WAY = TypeVar("WAY")

NEAR = 12
"""Untouched lines that may be asked for a cent before all of them are."""

REACH = 32
"""Sums of deviations, nearest to zero, that are kept while lines are joined: enough for cents and whole pesos."""


@dataclass(frozen=True)
class Choice(Generic[WAY]):
    """One way of writing a line and how far it is from what the buyer paid, in cents."""

    off: int
    way: WAY


@dataclass
class OpenLine(Generic[WAY]):
    """A line whose price is ours to choose. `weight`: what the buyer paid; cents are moved on the heaviest lines."""

    weight: Decimal
    natural: Choice[WAY]
    """The plain way; exact wherever the line can be exact by itself."""
    others: Callable[[], Sequence[Choice[WAY]]]
    """The ways next to it. Called only when another line cannot be exact."""

    @cached_property
    def choices(self) -> tuple[Choice[WAY], ...]:
        """One for each deviation, the natural one first."""
        found = {self.natural.off: self.natural}
        for choice in self.others():
            found.setdefault(choice.off, choice)
        return tuple(sorted(found.values(), key=lambda choice: (abs(choice.off), choice.off)))


@dataclass(frozen=True)
class Solution(Generic[WAY]):
    chosen: tuple[Choice[WAY], ...]
    """By line, in the order in which the lines were given."""
    off: int
    """Cents by which the document misses its total; below zero: it comes to less."""


def solve(lines: Sequence[OpenLine[WAY]], *, wanted: int = 0, never_above: bool = False) -> Solution[WAY]:
    """The choice nearest to `wanted` cents; then fewest lines touched, fewest cents moved, and the heaviest lines.

    A miss of one cent to either side is resolved downwards: an invoice is not for more than was paid. `never_above`
    refuses more than `wanted` where there is anything else. The same lines give the same answer.
    """
    natural = Solution(tuple(line.natural for line in lines), sum(line.natural.off for line in lines) - wanted)
    if not natural.off or not lines:
        return natural
    forced = {index for index, line in enumerate(lines) if line.natural.off}
    heaviest = sorted(range(len(lines)), key=lambda index: (-lines[index].weight, index))
    near = [index for index in heaviest if index not in forced][:NEAR]
    for free in ([], near):
        solution = _joined(lines, forced.union(free), heaviest, wanted, never_above)
        if not solution.off and _touched(solution) <= len(forced) + bool(free):
            return solution
    return _joined(lines, set(heaviest), heaviest, wanted, never_above)


def _touched(solution: Solution[WAY]) -> int:
    return sum(1 for choice in solution.chosen if choice.off)


_Cost = tuple[int, int, int]
"""(lines touched, cents moved, minus a bit for each line touched: the heavier the line, the higher its bit)"""


def _joined(
    lines: Sequence[OpenLine[WAY]], free: set[int], heaviest: Sequence[int], wanted: int, never_above: bool
) -> Solution[WAY]:
    """Dynamic programming over the sum of deviations, lightest line first; lines that are not free stay natural."""
    order = [index for index in reversed(heaviest) if index in free]
    fixed = sum(line.natural.off for index, line in enumerate(lines) if index not in free) - wanted
    costs: dict[int, _Cost] = {fixed: (0, 0, 0)}
    steps: list[dict[int, tuple[int, Choice[WAY]]]] = []
    for position, index in enumerate(order):
        costs, step = _with(costs, lines[index].choices, 1 << position)
        steps.append(step)
    off = min(costs, key=lambda reached: (never_above and reached > 0, abs(reached), reached > 0))
    chosen = [line.natural for line in lines]
    reached = off
    for index, step in zip(reversed(order), reversed(steps), strict=True):
        reached, chosen[index] = step[reached]
    return Solution(tuple(chosen), off)


def _with(
    costs: dict[int, _Cost], choices: Sequence[Choice[WAY]], bit: int
) -> tuple[dict[int, _Cost], dict[int, tuple[int, Choice[WAY]]]]:
    """Every sum that one more line leads to, its least cost and the way to it."""
    best: dict[int, tuple[int, int, int, int, int]] = {}
    step: dict[int, tuple[int, Choice[WAY]]] = {}
    ways = [(choice, choice.off, int(choice.off != 0), abs(choice.off), bit if choice.off else 0) for choice in choices]
    for before, (touched, moved, bits) in costs.items():
        for choice, off, is_touched, cents, own_bit in ways:
            after, key = before + off, (touched + is_touched, moved + cents, bits - own_bit, cents, off)
            if after not in best or key < best[after]:
                best[after] = key
                step[after] = (before, choice)
    kept = best if len(best) <= REACH else sorted(best, key=lambda reached: (abs(reached), reached))[:REACH]
    return {reached: best[reached][:3] for reached in kept}, step
