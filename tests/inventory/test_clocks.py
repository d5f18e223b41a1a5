"""Clocks that are put back, runs that begin anew, and pauses that are asked for again and again."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col

from connector import clock
from connector.cli.stock_rows import changed_rows
from connector.db.database import reading, writing
from connector.db.runs import LANES, run_of, unfinished
from connector.db.stock import company_of, keep_company, keep_stock
from connector.db.stock_tables import BalanceRow, LevelRow, RunRow
from connector.errors import RemoteUnavailable
from connector.inventory.run import Run
from connector.inventory.running import step
from connector.inventory.wanting import want_after_change
from connector.sandbox.shop.state import Platform
from tests.inventory.conftest import Open
from tests.inventory.test_review import sold, to_the_end, until_phase


@pytest.fixture
def platform(lot_platform: Platform) -> Platform:
    return lot_platform


class TestClocks:
    """The clock of the machine was hours ahead, and has been put right."""

    def test_a_notice_is_not_hours_away(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        now = clock.now()
        want_after_change(one.engine, [one.connection], now + timedelta(hours=5))
        with writing(one.engine) as database:
            database.execute(update(RunRow).values(state="done", ended_at=now, due_at=None))
        want_after_change(one.engine, [one.connection], now)
        with reading(one.engine) as database:
            [row] = unfinished(database, "tienda")
        assert row.due_at is not None
        assert row.due_at < now + timedelta(minutes=2)

    def test_orders_are_listed_from_a_time_that_has_been(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        with writing(one.engine) as database:
            keep_stock(database, "tienda", listed_from=clock.now() + timedelta(hours=5))
        sold(one, "A-1", 3, tells=False)
        one.stocked("A-1", 12)
        one.sync()
        assert one.shown("A-1") == 9

    def test_the_next_run_is_not_hours_away(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        now = clock.now()
        ahead = one.want(now=now + timedelta(hours=5), is_full=True)
        with writing(one.engine) as database:
            done = {"state": "done", "ended_at": now, "due_at": None}
            database.execute(update(RunRow).where(col(RunRow.id) == ahead.id).values(**done))
        assert one.work().want_due(now) > 0

    def test_balances_of_tomorrow_are_no_balances(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 4}, {"A-1": 10, "A-2": 4})
        one.sync()
        tomorrow = clock.now() + timedelta(days=1)
        with writing(one.engine) as database:
            database.execute(update(BalanceRow).values(read_at=tomorrow))
            keep_company(database, one.connection.ledger.company, read_from=tomorrow)
        one.stocked("A-1", 1)
        one.sync()
        assert one.shown("A-1") == 1
        with reading(one.engine) as database:
            company = company_of(database, one.connection.ledger.company)
        assert company.read_from is not None
        assert company.read_from < tomorrow

    def test_a_run_in_whose_middle_it_was_put_right_begins_anew_and_ends(
        self, opened: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whatever it looks at now would be of before it began, and so be looked at again for hours."""
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 10, "A-2": 5})
        one.sync()
        one.stocked("A-1", 8)
        run = Run(one.engine, one.connection, one.want())
        until_phase(run, "look")
        real = clock.now
        monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=1))
        ended_after(run, steps=30)
        assert one.shown("A-1") == 8

    def test_a_run_goes_on_in_a_process_whose_clock_is_slower(
        self, opened: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        run = Run(one.engine, one.connection, one.want(is_full=True))
        until_phase(run, "shop")
        real = clock.now
        monkeypatch.setattr(clock, "now", lambda: real() - timedelta(minutes=2))
        ended_after(run, steps=30)
        assert one.shown("A-1") == 10

    def test_what_was_looked_at_in_times_to_come_is_looked_at_again(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        with writing(one.engine) as database:
            database.execute(update(LevelRow).values(looked_at=clock.now() + timedelta(hours=5)))
        one.stocked("A-1", 12)
        one.sync()
        assert one.shown("A-1") == 12

    @pytest.mark.parametrize(
        "then",
        [
            {"state": "waiting"},
            {"state": "running", "holder": f"{LANES}1", "held_until": timedelta(hours=5, minutes=5)},
            {"state": "running", "holder": "cli-1", "held_until": timedelta(hours=5, minutes=5), "due_at": None},
        ],
    )
    def test_a_run_that_was_not_over_is_not_hours_away(self, opened: Open, then: dict[str, Any]) -> None:
        """A machine often boots with a wrong clock, which is put right within seconds."""
        one = opened({"A-1": 10}, {"A-1": 3})
        now = clock.now()
        row = one.want(now=now + timedelta(hours=5))
        times = {name: now + value if isinstance(value, timedelta) else value for name, value in then.items()}
        with writing(one.engine) as database:
            database.execute(update(RunRow).values(began_at=now + timedelta(hours=5), **times))
        work = one.work()
        work.want_due(now)
        for _ in range(3):
            work.run_lane(row.lane)
        assert one.shown("A-1") == 10


def ended_after(run: Run, *, steps: int) -> None:
    """Or fewer."""
    for _ in range(steps):
        if run.is_over:
            return
        step(run)
    raise AssertionError(f"the run does not end: {run.row.phase}")


def test_a_shop_that_asks_for_ten_minutes_again_and_again_ends_the_run(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So does WordPress under maintenance: each wait is long enough to begin anew, and none of them would count."""
    one = opened({"A-1": 10}, {"A-1": 3})

    def away(*_: object) -> None:
        raise RemoteUnavailable("en mantenimiento", status=503, retry_after=600)

    monkeypatch.setattr(one.connection.shop, "page", away)
    row, passed, real = one.want(is_full=True), timedelta(), clock.now
    while row.ended_at is None and passed < timedelta(hours=5):
        monkeypatch.setattr(clock, "now", lambda: real() + passed)  # noqa: B023
        one.work().run_lane(row.lane)
        passed += timedelta(minutes=10)
        with reading(one.engine) as database:
            row = run_of(database, row.id or 0)
    assert row.state == "failed"
    assert row.why.endswith("en mantenimiento")


def test_what_a_run_wrote_before_it_began_anew_is_shown_too(opened: Open) -> None:
    one = opened({"A-1": 10}, {"A-1": 12})
    run = Run(one.engine, one.connection, one.want(is_full=True))
    until_phase(run, "write")
    step(run)
    began_at = run.row.began_at
    one.again({"alarm": {"drift": 5}})
    row = to_the_end(Run(one.engine, one.connection, run.row))
    assert one.counts(row)["written"] == 1
    assert [shown.variant.sku for shown in changed_rows(one.engine, row)] == ["A-1"]
    assert row.began_at == began_at
