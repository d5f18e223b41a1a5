"""One line of the table: what was measured, the figure, the floor measured beside it, and what we aim at."""

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("figure", "floor", "ratio", "aim", "measured")
FORM = "{:<21} {:<14} {:<6} {:<22} {}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    what: str
    figure: str
    floor: str = ""
    ratio: str = ""
    aim: str = ""

    def __str__(self) -> str:
        return FORM.format(self.figure, self.floor, self.ratio, self.aim, self.what)


def head() -> str:
    return FORM.format(*HEAD)


def aim(words: str, is_met: bool) -> str:
    return f"{words}: {'met' if is_met else 'MISSED'}"


def percentile(values: Sequence[int], share: int) -> int:
    """The value that `share` per cent of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) * share // 100, len(ordered) - 1)]
