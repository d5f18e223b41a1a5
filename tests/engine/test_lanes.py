"""A committed delivery always gets a run, whatever becomes of the run that was queued for it."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.exc import OperationalError
from sqlmodel import col

from connector import clock
from connector.db.database import reading, writing
from connector.db.intake import order_arrived
from connector.db.orders import due_lanes
from connector.db.tables import WakeRow, WorkerRow
from connector.engine import Lanes, Liveness, Worker, worker
from connector.engine.beats import Beats

NOW = clock.now()


def arrive(engine: Engine, lane: str = "c#0") -> None:
    values = {"connection": "tienda", "order_id": "1", "lane": lane, "due_at": NOW, "newest_delivery": 1}
    with writing(engine) as connection:
        order_arrived(connection, {**values, "first_seen_at": NOW, "changed_at": NOW})


def runs(engine: Engine) -> int:
    table = "workflow_status" if engine.dialect.name == "sqlite" else "dbos.workflow_status"
    with reading(engine) as connection:
        return int(connection.execute(text(f"select count(*) from {table}")).scalar_one())


def test_a_wake_queues_one_run_until_it_begins(engine: Engine) -> None:
    lanes = Lanes(engine)
    for _ in range(3):
        with writing(engine) as connection:
            lanes.wake(connection, "c#0")
    assert runs(engine) == 1
    with writing(engine) as connection:
        lanes.begin_run(connection, "c#0")
    with writing(engine) as connection:
        lanes.wake(connection, "c#0")
    assert runs(engine) == 2


def test_a_wake_that_was_rolled_back_queued_nothing(engine: Engine) -> None:
    lanes = Lanes(engine)

    def wake_and_fail() -> None:
        with writing(engine) as connection:
            lanes.wake(connection, "c#0")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        wake_and_fail()
    assert runs(engine) == 0


def test_a_queued_run_that_was_lost_is_made_anew_after_a_minute(engine: Engine) -> None:
    lanes = Lanes(engine)
    arrive(engine)
    lanes.wake_those_due(NOW)
    lanes.wake_those_due(NOW + timedelta(seconds=30))
    assert runs(engine) == 1
    with writing(engine) as connection:
        connection.execute(update(WakeRow).values(woken_at=NOW - timedelta(minutes=5)))
    lanes.wake_those_due(NOW)
    assert runs(engine) == 2


def test_a_run_that_was_queued_in_times_to_come_and_lost_is_made_anew(engine: Engine) -> None:
    """The clock has been put back since."""
    lanes = Lanes(engine)
    arrive(engine)
    lanes.wake_those_due(NOW)
    with writing(engine) as connection:
        connection.execute(update(WakeRow).values(woken_at=NOW + timedelta(hours=2)))
    lanes.wake_those_due(NOW)
    assert runs(engine) == 2
    lanes.wake_those_due(NOW)
    assert runs(engine) == 2


def test_lanes_that_are_queued_are_not_asked_again(engine: Engine) -> None:
    lanes = Lanes(engine)
    arrive(engine)
    with reading(engine) as connection:
        assert due_lanes(connection, NOW, queued_since=NOW) == ["c#0"]
    lanes.wake_those_due(NOW)
    with reading(engine) as connection:
        assert due_lanes(connection, NOW, queued_since=NOW - timedelta(minutes=1)) == []
        assert list(connection.execute(select(col(WakeRow.lane))).scalars()) == ["c#0"]


class FlakyLanes:
    """A database that does not answer the first times."""

    def __init__(self, failures: int) -> None:
        self.failures = failures
        self.woken: list[str] = []

    def begin_run(self, _connection: object, _lane: str) -> None:
        if self.failures:
            self.failures -= 1
            raise OperationalError("delete", {}, OSError("gone"))

    def wake(self, _connection: object, lane: str) -> None:
        self.woken.append(lane)


def a_worker(engine: Engine, lanes: FlakyLanes, run: object) -> Worker:
    return Worker(
        engine,
        lanes,  # type: ignore[arg-type]
        run=run,  # type: ignore[arg-type]
        tick=lambda: None,
        liveness=Liveness(),
        slots=1,
        ttl=20,
        grace=1,
    )


def test_a_run_outlives_a_database_that_does_not_answer(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "AGAIN_AFTER", 0.01)
    done: list[str] = []

    def run(lane: str) -> bool:
        done.append(lane)
        return False

    lanes = FlakyLanes(failures=3)
    a_worker(engine, lanes, run)._run_once("c#0", "run-1")
    assert done == ["c#0"]
    assert lanes.woken == []


def test_work_that_meets_a_dead_database_is_queued_again(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "AGAIN_AFTER", 0.01)

    def run(_lane: str) -> bool:
        raise OperationalError("select", {}, OSError("gone"))

    lanes = FlakyLanes(failures=0)
    a_worker(engine, lanes, run)._run_once("c#0", "run-1")
    assert lanes.woken == ["c#0"]


def test_a_worker_whose_row_is_gone_knows_that_it_was_declared_dead(engine: Engine) -> None:
    beats = Beats(engine, "w-1", 20, Liveness())
    beats.beat()
    assert beats.is_known_after_a_beat()
    with writing(engine) as connection:
        connection.execute(WorkerRow.__table__.delete())
    assert not beats.is_known_after_a_beat()


def test_only_those_that_were_silent_too_long_are_recovered(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connector.engine.beats.DBOS.list_workflows", lambda **_: [])
    for name in ("w-alive", "w-dead", "w-me"):
        Beats(engine, name, 20, Liveness()).beat()
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    with writing(engine) as connection:
        connection.execute(update(WorkerRow).where(col(WorkerRow.id) != "w-alive").values(beat_at=long_ago))
    recovered: list[str] = []
    Beats(engine, "w-me", 20, Liveness()).recover_the_dead(recovered.append)
    assert recovered == ["w-dead"]


def test_a_process_that_stood_still_knows_that_it_may_not_act() -> None:
    liveness = Liveness()
    assert not liveness.is_over  # no worker at all
    liveness.extend(time.monotonic(), 60)
    assert not liveness.is_over
    liveness.extend(time.monotonic() - 61, 60)
    assert liveness.is_over
