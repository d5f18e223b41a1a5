"""One run as its steps see it: where it stands, what it has counted, and how a step is kept in one commit."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection as Database
from sqlalchemy import Engine

from connector import clock
from connector.db.database import reading, writing
from connector.db.runs import change_run
from connector.db.stock import keep_levels, keep_variants, stock_of
from connector.db.stock_tables import RunRow
from connector.inventory.connection import StockConnection
from connector.inventory.kept import level_values, variant_values
from connector.json_text import parse, write
from connector.model.stock import Change, Variant

TICK = timedelta(microseconds=1)


class LostRun(Exception):
    """Somebody else works on the run by now, or has ended it."""


class Run:
    """A row of `runs` being worked on."""

    def __init__(self, engine: Engine, connection: StockConnection, row: RunRow) -> None:
        self.engine = engine
        self.connection = connection
        self.row = row
        self.progress: dict[str, Any] = parse(row.progress)
        """Where its phase stands: everything that another process needs to go on."""
        self.batches: list[Sequence[Change]] = []
        """What is still to be written; worked out anew by whoever goes on."""
        self.pause = 0.0
        """Seconds to wait after a step that failed, before it is tried again."""
        self._counts: dict[str, Any] = parse(row.counts)

    @property
    def is_over(self) -> bool:
        return self.row.ended_at is not None

    @property
    def skus(self) -> list[str]:
        """The run is about these alone; empty: about everything."""
        skus: list[str] = parse(self.row.skus)
        return skus

    @property
    def writes(self) -> bool:
        """False where everything is worked out and nothing is written."""
        return not (self.row.is_dry or self.connection.is_shadow)

    def now(self) -> datetime:
        """Later than every step before, though this process may have a slower clock than the one that did them."""
        now, at = clock.now(), self.progress.get("at")
        return max(now, datetime.fromisoformat(at) + TICK) if at else now

    @contextmanager
    def kept(self, phase: str, **values: object) -> Iterator[Database]:
        """What is read or written, and where the run stands after it, in one commit.

        Raises LostRun, and keeps nothing, where the run is over or in other hands by now.
        """
        with writing(self.engine) as database:
            yield database
            self.progress["at"] = self.now().isoformat()
            ledger, shop = self.connection.ledger_calls, self.connection.shop_calls
            is_ours = change_run(
                database,
                self.row,
                phase=phase,
                progress=write(self.progress),
                counts=write(self._counts),
                ledger_calls=self.row.ledger_calls + ledger.count,
                shop_calls=self.row.shop_calls + shop.count,
                tries=0,
                why="",
                **values,
            )
            if not is_ours:
                raise LostRun(str(self.row.id))
            ledger.count = shop.count = 0

    def begins_anew(self) -> None:
        """From the first step; what it has done stays done."""
        self.progress, self.batches = {}, []
        self.add("anew", 1)
        self.goes_on("")

    def goes_on(self, phase: str) -> None:
        """Nothing to keep but that this phase is next."""
        with self.kept(phase):
            return

    def add(self, name: str, count: int) -> None:
        """To what the run has counted."""
        if count:
            self._counts[name] = self._counts.get(name, 0) + count

    def forget(self, name: str) -> None:
        """It is counted anew."""
        self._counts.pop(name, None)

    def counted(self, name: str) -> int:
        """So far."""
        return int(self._counts.get(name, 0))

    def count(self, **values: object) -> None:
        """As it stands now."""
        self._counts |= values

    def keep_variants(
        self, database: Database, variants: Sequence[Variant], places: Sequence[str], now: datetime, *, run: int | None
    ) -> None:
        """As the shop shows them; `run` where the whole shop is being read."""
        name = self.connection.name
        each = {variant.id: variant for variant in variants}
        keep_variants(database, [variant_values(name, variant, run) for variant in each.values()])
        keep_levels(database, [row for variant in each.values() for row in level_values(name, variant, places, now)])

    def place_ids(self) -> list[str]:
        """Locations of the shop that are written."""
        with reading(self.engine) as database:
            places: Mapping[str, str] = parse(stock_of(database, self.connection.name).places)
        return list(places.values())


def mark_of(connection: StockConnection) -> str:
    """Another one for another policy, and for another company."""
    return sha256(repr((connection.policy, connection.ledger.company)).encode()).hexdigest()[:16]
