"""The clock of a worker goes on though somebody puts the machine's clock back under it."""

import time
from datetime import datetime, timedelta, tzinfo

import pytest

from connector import clock, schedule
from connector.schedule import bring_back, start_clock

BACK = timedelta(hours=5)


def test_what_runs_every_few_seconds_does_so_after_the_clock_was_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[datetime] = []
    is_back: list[bool] = []

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) - (BACK if is_back else timedelta())

    for part in ("schedulers", "executors"):
        monkeypatch.setattr(f"apscheduler.{part}.base.datetime", Moved)
    monkeypatch.setattr(clock, "now", lambda: Moved.now(clock.UTC))
    monkeypatch.setattr(schedule, "INVENTORY_SECONDS", 0.1)
    running = start_clock(
        forget_runs=lambda: None, want_inventories=lambda: ran.append(clock.now()), look_for_alarms=lambda: None
    )
    try:
        until_there_are(ran, 2)
        is_back.append(True)
        time.sleep(0.3)
        bring_back(running)
        until_there_are(ran, len(ran) + 3)
        for job in running.get_jobs():
            assert job.next_run_time < clock.now() + timedelta(hours=2), job.id
    finally:
        running.shutdown()


def until_there_are(ran: list[datetime], count: int) -> None:
    end = time.monotonic() + 10
    while len(ran) < count:
        assert time.monotonic() < end, f"{len(ran)} of {count}"
        time.sleep(0.02)
