"""Every number of a shop worked out from what is in the database, and what is to be done about it written beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Engine

from connector.db.database import reading, writing
from connector.db.runs import last_good_began
from connector.db.stock import (
    balances_of,
    change_levels,
    change_variants,
    codes_by_barcode,
    company_of,
    levels_of,
    stock_of,
    variants_of,
)
from connector.db.stock_tables import BalanceRow, LevelRow, RunRow, VariantRow
from connector.inventory.compare import Known, is_raise, is_right, to_do
from connector.inventory.connection import StockConnection
from connector.inventory.kept import product_of, variant_of
from connector.inventory.matching import Match, Matcher
from connector.inventory.open_orders import open_orders
from connector.inventory.policy import Inventory
from connector.inventory.reckoning import Reckoned, reckon
from connector.inventory.sold import Codes, moved_codes, sold_units
from connector.json_text import parse, write
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
    problems: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What was read of the database to plan."""

    places: Mapping[str, str]
    """The shop's location by its name in the file."""
    variants: Sequence[VariantRow]
    levels: Mapping[str, Mapping[str, LevelRow]]
    """By variant id, then location."""
    balances: Mapping[str, BalanceRow]
    read_from: datetime | None
    """None where the ledger has never been read page by page."""
    last_run: datetime | None
    """When the last run that ended well began."""


def plan(engine: Engine, connection: StockConnection, run: RunRow, *, fresh_from: datetime, now: datetime) -> Planned:
    """`expected`, `reckoning`, `to_do` and `result` of every level, as things are now; doing it again changes nothing.

    `fresh_from`: what was looked at since then needs no other look.
    """
    books = _books(engine, connection)
    policy = connection.policy
    matcher = Matcher((product_of(row) for row in books.balances.values()), policy)
    matches = matcher.match_all([variant_of(row) for row in books.variants])
    read_from = books.read_from or _oldest(books, matches, now)
    since = min(read_from, books.last_run or read_from) - OVERLAP
    name, siblings = connection.name, connection.siblings()
    orders = open_orders(engine, siblings, policy.open_orders, name=name, invoiced_since=since, now=now)
    with reading(engine) as database:
        by_barcode = codes_by_barcode(database, [sibling.name for sibling in siblings if sibling.name != name])
    codes = Codes(connection, matcher, matches, by_barcode)
    sold, moved = sold_units(orders, codes, books.balances, policy), moved_codes(orders, codes)
    planning = _Planning(books, policy, matcher, sold, moved, run, fresh_from, now)
    writes = not (run.is_dry or connection.is_shadow)
    planning.counts_all = connection.shop.counts_when_written or not writes
    for row in books.variants:
        planning.add(row, matches[row.variant_id])
    with writing(engine) as database:
        change_variants(database, planning.variant_changes)
        change_levels(database, planning.level_changes)
    return planning.planned


class _Planning:
    """One plan being made: what is added up and what is to be changed."""

    def __init__(
        self,
        books: Books,
        policy: Inventory,
        matcher: Matcher,
        sold: Mapping[str, Decimal],
        moved: Mapping[str, datetime],
        run: RunRow,
        fresh_from: datetime,
        now: datetime,
    ) -> None:
        self._now = now
        self._books = books
        self._policy = policy
        self._matcher = matcher
        self._sold = sold
        self._moved = moved
        self._is_full = run.is_full
        self._only = frozenset(parse(run.skus))
        self._fresh_from = fresh_from
        self.counts_all = False
        """Writing makes the shop count."""
        self.planned = Planned(variants=len(books.variants))
        self.variant_changes: list[dict[str, object]] = []
        self.level_changes: list[dict[str, object]] = []

    def add(self, row: VariantRow, match: Match) -> None:
        if (match.code, match.how, match.problem, match.why) != (row.code, row.how, row.problem, row.why):
            told = {"code": match.code, "how": match.how, "problem": match.problem, "why": match.why}
            self.variant_changes.append({"id": row.id, **told})
        if match.problem:
            self.planned.problems[match.problem] = self.planned.problems.get(match.problem, 0) + 1
        else:
            self.planned.matched += 1
        levels = self._books.levels.get(row.variant_id, {})
        wanted = self._wanted(match, levels)
        is_meant = not self._only or row.sku in self._only or match.code in self._only
        for level in levels.values():
            one = wanted.get(level.location_id)
            values = NOTHING
            if one is not None:
                moved_at = self._moved.get(match.code)
                known = self._known(level, is_counted=row.is_counted or self.counts_all, moved_at=moved_at)
                values = self._decided(level, known, one, is_meant=is_meant)
            if any(getattr(level, name) != value for name, value in values.items()):
                self.level_changes.append({"id": level.id, **values})

    def _wanted(self, match: Match, levels: Mapping[str, LevelRow]) -> dict[str, Reckoned]:
        """By the shop's location; empty where the variant is left alone."""
        product, places = self._matcher.product(match.code), self._books.places
        if match.problem or product is None or not places:
            return {}
        first = self._policy.open_orders.location or ""
        reckoned = reckon(
            product,
            list(places),
            self._policy,
            open_units=self._sold.get(match.code, ZERO),
            committed={name: levels[place].committed for name, place in places.items() if place in levels},
            first=first if first in places else next(iter(places)),
            showing={
                name: shown_by(levels[place], self._policy) or 0 for name, place in places.items() if place in levels
            },
        )
        return {places[name]: one for name, one in reckoned.items()}

    def _known(self, level: LevelRow, *, is_counted: bool, moved_at: datetime | None) -> Known:
        looked_at = level.looked_at
        return Known(
            shown=shown_by(level, self._policy),
            looked_at=looked_at,
            is_counted=is_counted,
            expected=level.expected,
            result=level.result,
            is_moved=moved_at is not None and looked_at is not None and moved_at > looked_at,
        )

    def _decided(self, level: LevelRow, known: Known, one: Reckoned, *, is_meant: bool) -> dict[str, object]:
        do = to_do(known, one.quantity, fresh_from=self._fresh_from, is_full=self._is_full) if is_meant else ""
        self.planned.to_look += do == "look"
        self.planned.to_count += do == "count"
        self.planned.to_write += do == "write"
        self.planned.raises += do == "write" and is_raise(known.shown, one.quantity)
        is_same = not do and is_right(known.shown, one.quantity)
        self.planned.same += is_same
        return {
            "expected": one.quantity,
            "reckoning": write(one.as_kept(self._policy.quantity)),
            "to_do": do,
            "result": _result(level, do, is_same=is_same),
            "drift_since": None if is_same else level.drift_since or (None if do else self._now),
        }


NOTHING: Mapping[str, object] = {
    "expected": None,
    "reckoning": "",
    "to_do": "",
    "result": "",
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


def _books(engine: Engine, connection: StockConnection) -> Books:
    with reading(engine) as database:
        company = company_of(database, connection.ledger.company)
        balances = balances_of(database, connection.ledger.company)
        places = parse(stock_of(database, connection.name).places)
        variants = variants_of(database, connection.name)
        rows = levels_of(database, connection.name)
        last_run = last_good_began(database, connection.name)
    levels: dict[str, dict[str, LevelRow]] = {}
    for row in rows:
        levels.setdefault(row.variant_id, {})[row.location_id] = row
    return Books(
        places=places,
        variants=variants,
        levels=levels,
        balances={row.code: row for row in balances},
        read_from=company.read_from,
        last_run=last_run,
    )


def _oldest(books: Books, matches: Mapping[str, Match], now: datetime) -> datetime:
    """When the oldest of the balances that matter was read; the others may be those of products long left."""
    codes = {match.code for match in matches.values()} & books.balances.keys()
    return min((books.balances[code].read_at for code in codes), default=now)


def shown_by(level: LevelRow, policy: Inventory) -> int | None:
    """The number of the shop that the policy sets."""
    return level.on_hand if policy.quantity == "on_hand" else level.available
