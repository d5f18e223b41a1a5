"""One company's calls are spaced over everybody who shares the database; nobody waits longer than patience."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from connector.db import limiter
from connector.db.limiter import Limiter
from connector.errors import RemoteUnavailable


def test_calls_leave_at_the_pace_allowed_whoever_makes_them(engine: Engine) -> None:
    """1,200 a minute are 20 a second: 13 calls take 12 intervals of 50 ms, from however many threads."""
    limiters = [Limiter(engine, "empresa", 1200) for _ in range(4)]
    left: list[float] = []

    def call(number: int) -> None:
        limiters[number % 4]()
        left.append(time.monotonic())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(call, range(13)))
    left.sort()
    assert left[-1] - left[0] >= 12 * 0.05 * 0.97


def test_a_first_call_does_not_wait(engine: Engine) -> None:
    began = time.monotonic()
    Limiter(engine, "empresa", 10)()
    assert time.monotonic() - began < 0.5


def test_companies_do_not_wait_for_each_other(engine: Engine) -> None:
    Limiter(engine, "ruidosa", 1)()
    began = time.monotonic()
    Limiter(engine, "tranquila", 1)()
    assert time.monotonic() - began < 0.5


def test_a_turn_beyond_patience_is_given_back(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limiter, "PATIENCE", 0.1)
    quick = Limiter(engine, "empresa", 6000)
    quick()
    quick.hold_back(30)
    for _ in range(3):  # refusing takes no place, so the wait does not grow
        with pytest.raises(RemoteUnavailable) as caught:
            quick()
        assert not caught.value.counts
        assert caught.value.retry_after == pytest.approx(30, abs=1.5)


def test_an_idle_company_saves_nothing_up(engine: Engine) -> None:
    pace = Limiter(engine, "empresa", 600)
    pace()
    time.sleep(0.35)
    began = time.monotonic()
    for _ in range(3):
        pace()
    assert time.monotonic() - began >= 2 * 0.1 * 0.97


def test_a_clock_that_goes_back_stops_nobody_for_longer_than_an_hour(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pace = Limiter(engine, "empresa", 6000)
    real = pace._now()
    monkeypatch.setattr(pace, "_now", lambda: real + timedelta(days=30))
    pace()
    for minutes in (0, 50):  # the hour is counted from the first call on
        monkeypatch.setattr(pace, "_now", lambda minutes=minutes: real + timedelta(minutes=minutes))
        with pytest.raises(RemoteUnavailable) as caught:
            pace()
        assert caught.value.retry_after == pytest.approx(3600 - minutes * 60 - limiter.PATIENCE, abs=1)
