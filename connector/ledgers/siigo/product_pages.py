"""Where the reading of all products stands; a product that is deleted meanwhile makes it go back, never skip. Pure."""

from dataclasses import dataclass
from typing import Self

from connector.errors import RemoteRejected
from connector.ledgers.siigo.client import Page
from connector.messages import say

MOST_PAGES = 10_000
"""A million products."""

MOST_STEPS_BACK = 20
"""In one reading; beyond it the totals are not to be believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The page to ask for next."""

    number: int = 1
    total: int | None = None
    """Rows that the list had when this page was decided on."""
    steps_back: int = 0

    @classmethod
    def of(cls, cursor: str) -> Self:
        """Raises ValueError for a text that `str` of a place never gives."""
        if not cursor:
            return cls()
        number, total, steps_back = cursor.split(":")
        return cls(number=int(number), total=int(total) if total else None, steps_back=int(steps_back))

    def __str__(self) -> str:
        return f"{self.number}:{'' if self.total is None else self.total}:{self.steps_back}"

    def after(self, page: Page) -> "Place | None":
        """None after the last page. Rows that went away moved those behind them towards the first page, unread.

        Raises RemoteRejected for a list that does not go on or has no end.
        """
        lost = self.total - page.total if self.total is not None and page.total is not None else 0
        if lost > 0 and self.number > 1 and self.steps_back < MOST_STEPS_BACK:
            pages = -(-lost // page.size)
            return Place(number=max(1, self.number - pages), total=page.total, steps_back=self.steps_back + 1)
        if not page.following:
            return None
        if not self.number < page.following <= MOST_PAGES:
            raise RemoteRejected(say("siigo.endless", path="products", pages=self.number), code="pages")
        return Place(number=page.following, total=page.total, steps_back=self.steps_back)
