"""A worker: runs lanes, shows that it lives, and brings back the lanes of workers that do not.

On SQLite there is one worker a file, held by a lock; on PostgreSQL any number, each under an id never used again.
A graceful stop finishes what is in work within the grace time and then leaves at once, so that no leftover thread runs
beside the peer that takes over. Whatever this process cannot explain ends it: being started again is the tested road.
"""

import logging
import os
import threading
import time
import uuid
from collections.abc import Callable

from dbos import DBOS
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from connector.db.database import writing
from connector.engine.beats import Beats
from connector.engine.filelock import FileLock
from connector.engine.lanes import QUEUE, RUN, VERSION, Lanes
from connector.engine.liveness import Liveness

log = logging.getLogger("connector.engine")

DECLARED_DEAD = 75
"""Exit status of a worker that finds itself declared dead: its lanes are running elsewhere already."""
BROKEN = 70
"""Exit status of a worker that cannot go on; whoever started it starts it again."""

AGAIN_AFTER = 1.0
"""Seconds between two tries when the database does not answer."""


class Worker:
    """`run(lane)` does what is due in a lane and returns whether more is due already. `tick` is called every second."""

    def __init__(
        self,
        engine: Engine,
        lanes: Lanes,
        *,
        run: Callable[[str], bool],
        tick: Callable[[], None],
        liveness: Liveness,
        slots: int,
        ttl: float,
        grace: float,
    ) -> None:
        self._engine = engine
        self._lanes = lanes
        self._run = run
        self._tick = tick
        self._slots = slots
        self._grace = grace
        is_sqlite = engine.dialect.name == "sqlite"
        self.id = "local" if is_sqlite else f"w-{uuid.uuid4().hex[:16]}"
        self._file_lock = FileLock(engine) if is_sqlite else None
        self._beats = Beats(engine, self.id, ttl, liveness)
        self._running: set[str] = set()
        """Runs in work in this process, by the engine's id."""

    def work(self, stop: threading.Event) -> None:
        """Work until `stop` is set, then end the process. Raises AnotherWorker on a SQLite file in use."""
        if self._file_lock:
            self._file_lock.take()
        self._beats.beat()
        self._launch()
        threading.Thread(target=self._keep_beating, daemon=True).start()
        log.info("worker %s works with %d slots", self.id, self._slots)
        try:
            self._loop(stop)
            self._leave()
        finally:
            log.error("worker %s cannot go on", self.id, exc_info=True)
            logging.shutdown()
            os._exit(BROKEN)

    def _loop(self, stop: threading.Event) -> None:
        next_look = time.monotonic()
        while not stop.wait(1.0):
            try:
                self._tick()
                if time.monotonic() >= next_look:
                    next_look = time.monotonic() + self._beats.every
                    self._beats.recover_the_dead(lambda dead: DBOS._recover_pending_workflows([dead]))
                    self._leave_when_a_run_is_lost()
            except SQLAlchemyError as error:
                log.error("the database does not answer: %s", type(error).__name__)

    def _keep_beating(self) -> None:
        """In a thread of its own until the process ends: a long step or a graceful stop is no death."""
        while True:
            time.sleep(self._beats.every)
            try:
                is_known = self._beats.is_known_after_a_beat()
            except SQLAlchemyError as error:
                log.error("no sign of life could be written: %s", type(error).__name__)
                is_known = not self._beats.is_overdue
            if not is_known or (self._file_lock and not self._file_lock.is_held):
                log.error("worker %s was declared dead while it stood still; leaving", self.id)
                os._exit(DECLARED_DEAD)

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
            self._run_once(lane, str(DBOS.workflow_id))

        DBOS.launch()
        DBOS.register_queue(QUEUE, partition_concurrency=1, worker_concurrency=self._slots, polling_interval_sec=0.2)

    def _run_once(self, lane: str, run_id: str) -> None:
        """Repeatable from the start: after a crash the engine calls it again and it asks anew what is due.

        Never fails: a failed run would be over for the engine, and with it the wake that nobody repeats.
        """
        self._running.add(run_id)
        try:
            _insist(lambda: self._begin(lane))
            try:
                is_more = self._run(lane)
            except SQLAlchemyError as error:
                log.error("lane %s: the database does not answer: %s", lane, type(error).__name__)
                time.sleep(AGAIN_AFTER)
                is_more = True
            if is_more:
                _insist(lambda: self._wake(lane))
        finally:
            self._running.discard(run_id)

    def _begin(self, lane: str) -> None:
        with writing(self._engine) as connection:
            self._lanes.begin_run(connection, lane)

    def _wake(self, lane: str) -> None:
        with writing(self._engine) as connection:
            self._lanes.wake(connection, lane)

    def _leave_when_a_run_is_lost(self) -> None:
        """A run that the engine counts as ours and that we do not run blocks its lane: a new start brings it back."""
        ours = DBOS.list_workflows(status="PENDING", executor_id=self.id, limit=1000, load_input=False)
        limit = (time.time() - 60) * 1000
        lost = [run for run in ours if run.workflow_id not in self._running and (run.updated_at or 0) < limit]
        if lost:
            log.error("%d runs are lost; leaving to be started again", len(lost))
            os._exit(BROKEN)

    def _leave(self) -> None:
        DBOS.destroy(workflow_completion_timeout_sec=int(self._grace))
        self._beats.end()
        log.info("worker %s stopped", self.id)
        logging.shutdown()
        os._exit(0)


def _insist(action: Callable[[], None]) -> None:
    """Until the database has done it; when the process ends first, the engine begins the run anew elsewhere."""
    while True:
        try:
            return action()
        except SQLAlchemyError as error:
            log.error("the database does not answer: %s", type(error).__name__)
            time.sleep(AGAIN_AFTER)
