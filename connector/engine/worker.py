"""A worker: runs lanes, shows that it lives, and brings back the lanes of workers that do not.

On SQLite there is one worker a file, held by a lock; on PostgreSQL any number, each under an id never used again.
A graceful stop finishes what is in work within the grace time and then leaves at once, so that no leftover thread runs
beside the peer that takes over.
"""

import fcntl
import logging
import os
import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from dbos import DBOS, DBOSClient
from sqlalchemy import Engine, delete, make_url, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from connector.clock import now
from connector.db.database import reading, writing
from connector.db.tables import WorkerRow
from connector.engine.lanes import QUEUE, RUN, VERSION, Lanes

log = logging.getLogger("connector.engine")

DECLARED_DEAD = 75
"""Exit status of a worker that finds itself declared dead: its lanes are running elsewhere already."""


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class AnotherWorker(Exception):
    """A worker already runs on this SQLite file."""


def migrate(url: str) -> None:
    """Make or upgrade the engine's own tables. Safe to call twice."""
    DBOS.migrate(
        str(
            make_url(url)
            .set(drivername="sqlite" if url.startswith("sqlite") else "postgresql")
            .render_as_string(hide_password=False)
        )
    )


def forget_runs(engine: Engine, *, older_than: timedelta = timedelta(days=3)) -> int:
    """Delete the engine's records of finished runs; how many. Harmless when several processes do it."""
    before = (now() - older_than).isoformat()
    client = DBOSClient(system_database_engine=engine, lazy=True)
    finished = client.list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED"], end_time=before, limit=5000, load_input=False, load_output=False
    )
    if finished:
        client.delete_workflows([run.workflow_id for run in finished])
    return len(finished)


class Worker:
    """`run(lane)` does what is due in a lane and returns whether more is due already. `tick` is called every second."""

    def __init__(
        self,
        engine: Engine,
        lanes: Lanes,
        *,
        run: Callable[[str], bool],
        tick: Callable[[], None],
        slots: int,
        ttl: float,
        grace: float,
    ) -> None:
        self._engine = engine
        self._lanes = lanes
        self._run = run
        self._tick = tick
        self._slots = slots
        self._ttl = ttl
        self._grace = grace
        self._is_sqlite = engine.dialect.name == "sqlite"
        self.id = "local" if self._is_sqlite else f"w-{uuid.uuid4().hex[:16]}"

    def work(self, stop: threading.Event) -> None:
        """Work until `stop` is set, then end the process. Raises AnotherWorker on a SQLite file in use."""
        if self._is_sqlite:
            self._lock_file()
        self._launch()
        log.info("worker %s works with %d slots", self.id, self._slots)
        beat_every = self._ttl / 4
        next_beat = 0.0
        while not stop.wait(1.0):
            self._tick()
            next_beat -= 1.0
            if next_beat <= 0:
                next_beat = beat_every
                self._beat_or_leave()
                self._recover_the_dead()
        self._leave()

    def _lock_file(self) -> None:
        name = f"{make_url(str(self._engine.url)).database}.worker"
        self._held = open(name, "w", encoding="ascii")  # noqa: SIM115 - held as long as the process lives
        try:
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AnotherWorker(name) from None

    def _launch(self) -> None:
        DBOS(
            config={
                "name": "connector",
                "system_database_url": self._engine.url.render_as_string(hide_password=False),
                "system_database_engine": self._engine,
                "run_migrations": False,
                "application_version": VERSION,
                "executor_id": self.id,
                "log_level": "ERROR",
                "use_listen_notify": False,
            }
        )

        @DBOS.workflow(name=RUN)
        def run_lane(lane: str) -> None:
            self._run_once(lane)

        self._beat()
        DBOS.launch()
        DBOS.register_queue(QUEUE, partition_concurrency=1, worker_concurrency=self._slots, polling_interval_sec=0.2)

    def _run_once(self, lane: str) -> None:
        """Repeatable from the start: after a crash the engine calls it again and it asks anew what is due."""
        with writing(self._engine) as connection:
            self._lanes.begin_run(connection, lane)
        if self._run(lane):
            with writing(self._engine) as connection:
                self._lanes.wake(connection, lane)

    def _beat(self) -> None:
        insert = sqlite.insert if self._is_sqlite else postgresql.insert
        values = {"id": self.id, "beat_at": now()}
        with writing(self._engine) as connection:
            connection.execute(
                insert(WorkerRow).values(values).on_conflict_do_update(index_elements=["id"], set_=values)
            )

    def _beat_or_leave(self) -> None:
        """A peer that found our row too old has deleted it and taken our lanes: then we must not go on."""
        with writing(self._engine) as connection:
            alive = connection.execute(
                update(WorkerRow).where(col(WorkerRow.id) == self.id).values(beat_at=now())
            ).rowcount
        if not alive:
            log.error("worker %s was declared dead while it stood still; leaving", self.id)
            os._exit(DECLARED_DEAD)

    def _recover_the_dead(self) -> None:
        limit = now() - timedelta(seconds=self._ttl)
        with reading(self._engine) as connection:
            dead = list(connection.execute(select(col(WorkerRow.id)).where(col(WorkerRow.beat_at) < limit)).scalars())
        for worker in dead:
            DBOS._recover_pending_workflows([worker])
            if not DBOS.list_workflows(status="PENDING", executor_id=worker, limit=1):
                with writing(self._engine) as connection:
                    gone = delete(WorkerRow).where(col(WorkerRow.id) == worker, col(WorkerRow.beat_at) < limit)
                    connection.execute(gone)
                log.warning("worker %s is dead; its lanes go on here", worker)

    def _leave(self) -> None:
        DBOS.destroy(workflow_completion_timeout_sec=int(self._grace))
        with writing(self._engine) as connection:
            connection.execute(update(WorkerRow).where(col(WorkerRow.id) == self.id).values(beat_at=LONG_AGO))
        log.info("worker %s stopped", self.id)
        logging.shutdown()
        os._exit(0)
