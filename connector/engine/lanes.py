"""Waking a lane, inside the caller's own transaction, so that what was committed is also worked on."""

from datetime import datetime, timedelta

from dbos import DBOSClient
from sqlalchemy import Connection, Engine, String, bindparam, delete, inspect, select
from sqlmodel import col

from connector import clock
from connector.db.database import reading, writing
from connector.db.orders import due_lanes
from connector.db.ready import Ready, bound
from connector.db.tables import WakeRow

QUEUE = "lanes"
RUN = "run_lane"
WAKE_LIFE = timedelta(seconds=60)
"""A queued run that has not begun for so long although something is due: the queue is long, or the run is lost."""

VERSION = "1"
"""Of what a queued run means; raised only when old queued runs must not be run by new code."""


class Lanes:
    """Wakes lanes. One per process; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._client = DBOSClient(system_database_engine=engine, lazy=True)
        self._is_sqlite = engine.dialect.name == "sqlite"

    def wake(self, connection: Connection, lane: str) -> None:
        """Queue a run of the lane unless one is queued that has not begun. Commits with the caller's transaction.

        A queued run stands as a row of `wakes`, deleted in a transaction of its own when the run begins, before it
        reads what is due. Holding that row (shared) until we commit makes the run wait for us, so it sees our work.
        """
        while not self._is_queued(connection, lane):
            if self._add(connection, lane):
                self._client.enqueue_in_transaction(
                    connection,
                    {
                        "workflow_name": RUN,
                        "queue_name": QUEUE,
                        "queue_partition_key": lane,
                        "app_version": VERSION,
                    },
                    lane,
                )
                return

    def wake_those_due(self, now: datetime) -> None:
        """Queue a run of every lane in which something is due. A wake that no run has answered for long, or that is
        of times to come, is made anew: its run may have been lost, and a run too many does no harm."""
        with reading(self._engine) as connection:
            due = due_lanes(connection, now, queued_since=now - WAKE_LIFE)
        if not due:
            return
        with writing(self._engine) as connection:
            for lane in due:
                is_fresh = col(WakeRow.woken_at).between(now - WAKE_LIFE, now + clock.AHEAD)
                connection.execute(delete(WakeRow).where(col(WakeRow.lane) == lane, ~is_fresh))
                self.wake(connection, lane)

    def begin_run(self, connection: Connection, lane: str) -> None:
        """The queued run begins: from here on a wake queues another. Commit before reading what is due."""
        connection.execute(delete(WakeRow).where(col(WakeRow.lane) == lane))

    def close(self) -> None:
        self._client.destroy()

    def _is_queued(self, connection: Connection, lane: str) -> bool:
        ask = _IS_QUEUED if self._is_sqlite else _IS_QUEUED_AND_HOLD
        return ask(connection, {"lane": lane}).first() is not None

    def _add(self, connection: Connection, lane: str) -> bool:
        return _ADD(connection, {"lane": lane, "woken_at": clock.now()}).first() is not None


_QUEUED = select(col(WakeRow.lane)).where(col(WakeRow.lane) == bindparam("lane", type_=String))
_IS_QUEUED = Ready(lambda _insert: _QUEUED)
_IS_QUEUED_AND_HOLD = Ready(lambda _insert: _QUEUED.with_for_update(read=True))
_ADD = Ready(
    lambda insert: (
        insert(inspect(WakeRow).local_table)
        .values(bound(WakeRow))
        .on_conflict_do_nothing()
        .returning(col(WakeRow.lane))
    )
)
