"""One company's calls, spaced evenly over all threads, processes and machines that share the database."""

import time
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, func, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from connector import clock
from connector.db.database import reading, writing
from connector.db.tables import PaceRow
from connector.db.types import EPOCH
from connector.errors import RemoteUnavailable
from connector.messages import say

PATIENCE = 4.0
"""Seconds that a call waits in its place (or one interval); a longer queue gives it back (engine.md 7)."""

SAFETY = 1.01
"""Calls leave 1 % slower than allowed, since two clocks never agree."""

FARTHEST = timedelta(hours=1)
"""No turn is further away; a row that says otherwise was written before the clock went back."""


class Limiter:
    """At most `per_minute` calls in any minute. Called before each request."""

    def __init__(self, engine: Engine, company: str, per_minute: int) -> None:
        self._engine = engine
        self._company = company
        self._interval = timedelta(seconds=60 * SAFETY / per_minute)
        self._patience = max(PATIENCE, self._interval.total_seconds())

    def __call__(self) -> None:
        """Wait for the turn. Raises RemoteUnavailable(counts=False) when it is further away than patience."""
        now = self._now()
        with writing(self._engine) as connection:
            wait = self._take(connection, now)
        if wait > self._patience:
            raise RemoteUnavailable(say("limiter.wait"), retry_after=wait - self._patience, counts=False)
        if wait > 0:
            time.sleep(wait)

    def hold_back(self, seconds: float) -> None:
        """The other side said 429: nobody calls for so long."""
        until = self._now() + timedelta(seconds=seconds)
        with writing(self._engine) as connection:
            connection.execute(
                update(PaceRow)
                .where(col(PaceRow.company) == self._company, col(PaceRow.next_at) < until)
                .values(next_at=until)
            )

    def _take(self, connection: Connection, now: datetime) -> float:
        """Seconds until our turn; the place is taken only when that is within patience."""
        question = select(col(PaceRow.next_at)).where(col(PaceRow.company) == self._company).with_for_update()
        row = connection.execute(question).scalar()
        if row is None:
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            connection.execute(insert(PaceRow).values(company=self._company, next_at=now).on_conflict_do_nothing())
            row = connection.execute(question).scalar_one()
        turn = min(max(row, now), now + FARTHEST)
        wait = (turn - now).total_seconds()
        next_at = turn if wait > self._patience else turn + self._interval
        if next_at != row:
            connection.execute(update(PaceRow).where(col(PaceRow.company) == self._company).values(next_at=next_at))
        return wait

    def _now(self) -> datetime:
        """The database's clock on PostgreSQL, so that machines need not agree; ours on SQLite."""
        if self._engine.dialect.name == "sqlite":
            return clock.now()
        with reading(self._engine) as connection:
            micros = connection.execute(
                select(func.floor(func.extract("epoch", func.clock_timestamp()) * literal(1_000_000)))
            ).scalar_one()
        return EPOCH + timedelta(microseconds=int(micros))
