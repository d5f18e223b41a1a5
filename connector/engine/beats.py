"""Signs of life: a row a worker, written every quarter of the time after which it counts as dead."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from dbos import DBOS
from sqlalchemy import Connection, Engine, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from connector import clock
from connector.db.database import reading, writing
from connector.db.tables import WorkerRow
from connector.db.types import EPOCH
from connector.engine.liveness import Liveness

log = logging.getLogger("connector.engine")

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Beats:
    """One worker's signs of life, and what it does about those that give none."""

    def __init__(self, engine: Engine, worker_id: str, ttl: float, liveness: Liveness) -> None:
        self._engine = engine
        self._id = worker_id
        self._ttl = ttl
        self._liveness = liveness
        self.every = ttl / 4
        """Seconds between two beats."""

    def beat(self) -> None:
        """The first sign of life, or one after a death."""
        began = time.monotonic()
        with writing(self._engine) as connection:
            values = {"id": self._id, "beat_at": _now(connection)}
            insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
            statement = insert(WorkerRow).values(values)
            connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
        self._liveness.extend(began, self._ttl * 0.75)

    def is_known_after_a_beat(self) -> bool:
        """A peer that found our row too old has deleted it and taken our lanes: then we must not go on."""
        began = time.monotonic()
        with writing(self._engine) as connection:
            mine = update(WorkerRow).where(col(WorkerRow.id) == self._id).values(beat_at=_now(connection))
            is_known = connection.execute(mine).rowcount == 1
        if is_known:
            self._liveness.extend(began, self._ttl * 0.75)
        return is_known

    @property
    def is_overdue(self) -> bool:
        """Silent for so long that peers may count us as dead."""
        return self._liveness.is_over

    def recover_the_dead(self, recover: Callable[[str], object]) -> None:
        """Their runs are queued again; their rows go once nothing of theirs is left."""
        with reading(self._engine) as connection:
            limit = _now(connection) - timedelta(seconds=self._ttl)
            question = select(col(WorkerRow.id)).where(col(WorkerRow.beat_at) < limit, col(WorkerRow.id) != self._id)
            dead = list(connection.execute(question).scalars())
        for worker in dead:
            recover(worker)
            if DBOS.list_workflows(status="PENDING", executor_id=worker, limit=1):
                continue
            with writing(self._engine) as connection:
                row = delete(WorkerRow).where(col(WorkerRow.id) == worker, col(WorkerRow.beat_at) < limit)
                connection.execute(row)
            log.warning("worker %s is dead; its lanes go on here", worker)

    def end(self) -> None:
        """We stop: peers need not wait until we count as dead."""
        with writing(self._engine) as connection:
            connection.execute(update(WorkerRow).where(col(WorkerRow.id) == self._id).values(beat_at=LONG_AGO))


def _now(connection: Connection) -> datetime:
    """The database's clock where machines share it, so that theirs need not agree."""
    if connection.dialect.name == "sqlite":
        return clock.now()
    seconds = connection.execute(select(func.extract("epoch", func.clock_timestamp()))).scalar_one()
    return EPOCH + timedelta(microseconds=int(seconds * 1_000_000))
