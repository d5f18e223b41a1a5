"""Every number of a shop worked out from what is in the database, and what is to be done about it written beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Engine

from connector.clock import AHEAD
from connector.db.database import reading, writing
from connector.db.stock import (
    change_levels,
    change_variants,
    codes_by_barcode,
)
from connector.db.stock_tables import LevelRow, RunRow, VariantRow
from connector.inventory.books import Books, oldest_of, read_books
from connector.inventory.compare import Known, is_raise, is_right, to_do
from connector.inventory.connection import StockConnection
from connector.inventory.kept import product_of, variant_of
from connector.inventory.matching import Match, Matcher
from connector.inventory.open_orders import open_orders
from connector.inventory.policy import Inventory
from connector.inventory.reckoning import Reckoned, reckon
from connector.inventory.sold import Codes, moved_codes, sold_units
from connector.json_text import parse, write
from connector.messages import say
from connector.model.money import ZERO

OVERLAP = timedelta(minutes=10)
"""An invoice is linked in our books at most so long after the ledger made it, or looked for and found."""


@dataclass(slots=True, kw_only=True)
class Planned:
    """What a plan came to."""

    variants: int = 0
    matched: int = 0
    same: int = 0
    to_look: int = 0
    to_write: int = 0
    to_count: int = 0
    raises: int = 0
    deaf: int = 0
    """Not counted by the shop though it was asked to, and not told before."""
    problems: dict[str, int] = field(default_factory=dict)

    def tell(self, match: Match) -> None:
        """Of a variant that the run is about."""
        self.variants += 1
        self.matched += not match.problem
        if match.problem:
            self.problems[match.problem] = self.problems.get(match.problem, 0) + 1


def plan(
    engine: Engine,
    connection: StockConnection,
    run: RunRow,
    *,
    fresh_from: datetime,
    now: datetime,
    may_count: bool = True,
) -> Planned:
    """`expected`, `reckoning`, `to_do` and `result` of every level, as things are now; doing it again changes nothing.

    `fresh_from`: what was looked at since then needs no other look. `may_count`: the shop has not been asked yet to
    count what it does not count.
    """
    books = read_books(engine, connection)
    policy = connection.policy
    matcher = Matcher((product_of(row) for row in books.balances.values()), policy)
    matches = matcher.match_all([variant_of(row) for row in books.variants])
    read_from = books.read_from or oldest_of(books, matches, now)
    since = min(read_from, books.last_run or read_from) - OVERLAP
    name, siblings = connection.name, connection.siblings()
    orders = open_orders(engine, siblings, policy.open_orders, name=name, invoiced_since=since, now=now)
    with reading(engine) as database:
        by_barcode = codes_by_barcode(database, [sibling.name for sibling in siblings if sibling.name != name])
    codes = Codes(connection, matcher, matches, by_barcode)
    writes = not (run.is_dry or connection.is_shadow)
    planning = _Planning(
        books=books,
        policy=policy,
        matcher=matcher,
        sold=sold_units(orders, codes, books.balances, policy),
        moved=moved_codes(orders, codes),
        only=frozenset(parse(run.skus)),
        is_full=run.is_full,
        counts_all=connection.shop.counts_when_written or not writes,
        may_count=may_count,
        fresh_from=fresh_from,
        now=now,
        planned=Planned(),
    )
    for row in books.variants:
        planning.add(row, matches[row.variant_id])
    with writing(engine) as database:
        change_variants(database, planning.variant_changes)
        change_levels(database, planning.level_changes)
    return planning.planned


@dataclass(slots=True, kw_only=True)
class _Planning:
    """One plan being made: what is added up and what is to be changed."""

    books: Books
    policy: Inventory
    matcher: Matcher
    sold: Mapping[str, Decimal]
    moved: Mapping[str, datetime]
    only: frozenset[str]
    """SKUs and codes that the run is about; empty: all."""
    is_full: bool
    counts_all: bool
    """Writing makes the shop count."""
    may_count: bool
    fresh_from: datetime
    now: datetime
    planned: Planned
    variant_changes: list[dict[str, object]] = field(default_factory=list)
    level_changes: list[dict[str, object]] = field(default_factory=list)

    def add(self, row: VariantRow, match: Match) -> None:
        if (match.code, match.how, match.problem, match.why) != (row.code, row.how, row.problem, row.why):
            told = {"code": match.code, "how": match.how, "problem": match.problem, "why": match.why}
            self.variant_changes.append({"id": row.id, **told})
        is_meant = not self.only or row.sku in self.only or match.code in self.only
        if is_meant:
            self.planned.tell(match)
        levels = self.books.levels.get(row.variant_id, {})
        wanted = self._wanted(match, levels)
        for level in levels.values():
            one = wanted.get(level.location_id)
            values = NOTHING
            if one is not None:
                moved_at = self.moved.get(match.code)
                known = self._known(level, is_counted=row.is_counted or self.counts_all, moved_at=moved_at)
                values = self._decided(level, known, one, is_meant=is_meant)
            if any(getattr(level, name) != value for name, value in values.items()):
                self.level_changes.append({"id": level.id, **values})

    def _wanted(self, match: Match, levels: Mapping[str, LevelRow]) -> dict[str, Reckoned]:
        """By the shop's location; empty where the variant is left alone."""
        product, places = self.matcher.product(match.code), self.books.places
        if match.problem or product is None or not places:
            return {}
        first = self.policy.open_orders.location or ""
        reckoned = reckon(
            product,
            list(places),
            self.policy,
            open_units=self.sold.get(match.code, ZERO),
            committed={name: levels[place].committed for name, place in places.items() if place in levels},
            first=first if first in places else next(iter(places)),
            showing={
                name: shown_by(levels[place], self.policy) or 0 for name, place in places.items() if place in levels
            },
        )
        return {places[name]: one for name, one in reckoned.items()}

    def _known(self, level: LevelRow, *, is_counted: bool, moved_at: datetime | None) -> Known:
        is_past = level.looked_at is not None and level.looked_at <= self.now + AHEAD
        looked_at = level.looked_at if is_past else None
        return Known(
            shown=shown_by(level, self.policy),
            looked_at=looked_at,
            is_counted=is_counted,
            expected=level.expected,
            result=level.result,
            is_tried=level.done_at is not None and level.done_at >= self.fresh_from,
            is_moved=moved_at is not None and (looked_at is None or moved_at > looked_at),
        )

    def _decided(self, level: LevelRow, known: Known, one: Reckoned, *, is_meant: bool) -> dict[str, object]:
        do = to_do(known, one.quantity, fresh_from=self.fresh_from, is_full=self.is_full) if is_meant else ""
        is_deaf = do == "count" and not self.may_count  # it was asked, refused nothing, and still does not count
        do = "" if is_deaf else do
        self.planned.deaf += is_deaf and level.result != "refused"
        self.planned.to_look += do == "look"
        self.planned.to_count += do == "count"
        self.planned.to_write += do == "write"
        self.planned.raises += do == "write" and is_raise(known.shown, one.quantity)
        is_same = known.is_counted and not do and is_right(known.shown, one.quantity)
        self.planned.same += is_same and is_meant
        result = "refused" if is_deaf else _result(level, do, is_same=is_same)
        old = level.why if result == level.result else ""
        return {
            "expected": one.quantity,
            "reckoning": write(one.as_kept(self.policy.quantity)),
            "to_do": do,
            "result": result,
            "why": say("inventory.still_uncounted") if is_deaf else old,
            "drift_since": None if is_same else level.drift_since or (None if do or known.is_moved else self.now),
        }


NOTHING: Mapping[str, object] = {
    "expected": None,
    "reckoning": "",
    "to_do": "",
    "result": "",
    "why": "",
    "drift_since": None,
}
"""Columns of a level that is left alone."""


def _result(level: LevelRow, do: str, *, is_same: bool) -> str:
    """What is neither right nor worked on in this run is pending."""
    if is_same:
        return "written" if level.result == "written" else "same"
    if do:
        return "pending" if level.result == "refused" else level.result
    return level.result if level.result in ("refused", "dry") else "pending"


def shown_by(level: LevelRow, policy: Inventory) -> int | None:
    """The number of the shop that the policy sets."""
    return level.on_hand if policy.quantity == "on_hand" else level.available
