"""What is to be done about one number of the shop: nothing, look at it, or write it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ToDo = Literal["", "count", "look", "write"]
Result = Literal["", "same", "written", "pending", "refused", "dry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a level before deciding."""

    shown: int | None
    """What the shop showed at the last look; None: nothing was counted there."""
    looked_at: datetime | None
    is_counted: bool
    expected: int | None
    """At the last run."""
    result: str
    is_tried: bool = False
    """In this run."""
    is_moved: bool = False
    """An order that we have learnt of since the last look sells it: the shop has changed the number by itself."""


def to_do(known: Known, expected: int, *, fresh_from: datetime, is_full: bool) -> ToDo:
    """`fresh_from`: what was looked at since then needs no other look.

    What the shop refused is tried again when something else is expected, and once in a full run.
    """
    is_refused = known.result == "refused" and known.expected == expected and (known.is_tried or not is_full)
    if not known.is_counted:
        return "" if known.result == "refused" and not is_full else "count"
    if known.looked_at is not None and known.looked_at >= fresh_from:
        return "" if is_right(known.shown, expected) or is_refused else "write"
    if is_refused:
        return ""
    is_known = known.expected == expected and is_right(known.shown, expected) and known.result in DONE
    return "" if is_known and not known.is_moved else "look"


DONE = ("same", "written")


def is_right(shown: int | None, expected: int) -> bool:
    """A variant that is not stocked at a location shows no unit there."""
    return (shown or 0) == expected if shown is not None or expected == 0 else False


def is_raise(shown: int | None, expected: int) -> bool:
    """Whether writing it offers buyers more than the shop does now; writing less can never oversell."""
    return expected > (shown or 0)
