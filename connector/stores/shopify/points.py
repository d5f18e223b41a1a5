"""Query points: how many the app has left in the shop, so that a query waits for its points instead of being refused.

Nothing is computed from documents: what one costs, and what is left, is what Shopify said with its last answers
(store-protocols.md 6.3). Other processes spend the same points; the next answer tells.
"""

import time
from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, Decimal
from threading import Lock
from typing import NamedTuple

LONGEST = 20
"""Seconds: what the dearest query of 1000 points waits for at 50 points a second. Longer is not for us to wait."""


class Cost(NamedTuple):
    """`extensions.cost` of an answer."""

    requested: Decimal
    available: Decimal
    rate: Decimal
    """Points that come back in a second."""

    @property
    def wait(self) -> Decimal:
        """Seconds until the same query has its points; zero or less when it has them now."""
        return (self.requested - self.available) / self.rate


def cost_of(extensions: object) -> Cost | None:
    """None where an answer does not say it."""
    match extensions:
        case {
            "cost": {
                "requestedQueryCost": int() | Decimal() as requested,
                "throttleStatus": {
                    "currentlyAvailable": int() | Decimal() as available,
                    "restoreRate": int() | Decimal() as rate,
                },
            }
        } if rate > 0:
            return Cost(Decimal(requested), Decimal(available), Decimal(rate))
        case _:
            return None


class Points:
    """Safe to share between threads. `now` is seconds of any clock that never goes back."""

    def __init__(
        self, *, now: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._now = now
        self._sleep = sleep
        self._lock = Lock()
        self._costs: dict[str, Decimal] = {}
        self._left: tuple[Cost, float] | None = None

    def wait_for(self, document: str) -> None:
        """Sleep until the points that `document` cost last time should be there; not at all for one never sent."""
        seconds = self._seconds(document)
        if seconds > 0:
            self._sleep(min(seconds, LONGEST))

    def note(self, document: str, fields: Mapping[str, object]) -> None:
        """What an answer says of points."""
        cost = cost_of(fields.get("extensions"))
        if cost is not None:
            with self._lock:
                self._costs[document] = cost.requested
                self._left = (cost, self._now())

    def _seconds(self, document: str) -> int:
        with self._lock:
            needed, left = self._costs.get(document), self._left
        if needed is None or left is None:
            return 0
        cost, told_at = left
        wait = cost._replace(requested=needed).wait - Decimal(str(self._now() - told_at))
        return int(wait.to_integral_value(rounding=ROUND_CEILING))
