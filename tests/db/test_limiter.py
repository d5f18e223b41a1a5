"""One company's calls are spaced over everybody who shares the database; nobody waits longer than patience."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from connector import clock
from connector.db import limiter
from connector.db.limiter import Limiter
from connector.errors import RemoteUnavailable


class Standing:
    """A clock that stands still, and what was slept on it."""

    def __init__(self) -> None:
        self.now = clock.now()
        self.slept: list[float] = []


@pytest.fixture
def standing(monkeypatch: pytest.MonkeyPatch) -> Standing:
    one = Standing()
    monkeypatch.setattr(Limiter, "_now", lambda _limiter: one.now)
    monkeypatch.setattr(limiter.time, "sleep", one.slept.append)
    return one


def test_calls_leave_at_the_pace_allowed_whoever_makes_them(engine: Engine, standing: Standing) -> None:
    """1,200 a minute are 20 a second: 13 calls take 12 intervals of 50 ms, from however many threads."""
    limiters = [Limiter(engine, "empresa", 1200) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: limiters[number % 4](), range(13)))
    assert sorted(standing.slept) == pytest.approx([number * 0.05 * limiter.SAFETY for number in range(1, 13)])


def test_a_call_sleeps_until_its_turn(engine: Engine) -> None:
    pace = Limiter(engine, "empresa", 600)
    began = time.monotonic()
    for _ in range(4):
        pace()
    assert time.monotonic() - began >= 3 * 0.1  # no machine is too slow to be too early


def test_companies_do_not_wait_for_each_other(engine: Engine, standing: Standing) -> None:
    Limiter(engine, "ruidosa", 1)()
    Limiter(engine, "tranquila", 1)()
    assert standing.slept == []


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


def test_an_idle_company_saves_nothing_up(engine: Engine, standing: Standing) -> None:
    pace = Limiter(engine, "empresa", 600)
    pace()
    standing.now += timedelta(seconds=0.35)
    for _ in range(3):
        pace()
    assert standing.slept == pytest.approx([0.1 * limiter.SAFETY, 0.2 * limiter.SAFETY])


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
