"""Waking a lane, inside the caller's own transaction, so that what was committed is also worked on."""

from dbos import DBOSClient
from sqlalchemy import ColumnElement, Connection, Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from connector.db.tables import WakeRow

QUEUE = "lanes"
RUN = "run_lane"
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

    def begin_run(self, connection: Connection, lane: str) -> None:
        """The queued run begins: from here on a wake queues another. Commit before reading what is due."""
        connection.execute(delete(WakeRow).where(_lane_is(lane)))

    def close(self) -> None:
        self._client.destroy()

    def _is_queued(self, connection: Connection, lane: str) -> bool:
        question = select(col(WakeRow.lane)).where(_lane_is(lane))
        if not self._is_sqlite:
            question = question.with_for_update(read=True)
        return connection.execute(question).first() is not None

    def _add(self, connection: Connection, lane: str) -> bool:
        insert = sqlite.insert if self._is_sqlite else postgresql.insert
        statement = insert(WakeRow).values(lane=lane).on_conflict_do_nothing().returning(col(WakeRow.lane))
        return connection.execute(statement).first() is not None


def _lane_is(lane: str) -> ColumnElement[bool]:
    return col(WakeRow.lane) == lane
