"""What somebody should hear: said when it begins, kept while it lasts, gone when it is over."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, update
from sqlmodel import col

from connector import clock
from connector.db.database import reading, writing
from connector.db.stock import alarms_by_connection
from connector.db.stock_tables import RunRow
from connector.inventory.alarms import alarms, look_for_alarms
from connector.inventory.policy import Inventory
from tests.inventory.conftest import Open
from tests.inventory.place import at

DAY = Inventory.model_validate({"every": "0 * * * *", "quiet": "22:00-06:00", "alarm": {"drift": 2, "hours": 24}})


def found(
    drifting: int = 0,
    since: datetime | None = None,
    done_at: datetime | None = None,
    now: datetime | None = None,
) -> list[str]:
    """At noon unless told."""
    told = alarms(DAY, "tienda", drifting=drifting, drifting_since=since, done_at=done_at, now=now or at(12))
    return list(told.values())


def test_nothing_is_wrong() -> None:
    assert found(2, at(11), at(11, 10)) == []


def test_many_numbers_are_wrong() -> None:
    assert found(3, at(11)) == ["3 existencias de la tienda no son las que deberían: vea `connector stock --drift`"]


def test_one_is_wrong_for_long() -> None:
    [words] = found(1, at(11) - timedelta(hours=24))
    assert words == (
        "1 existencias de la tienda no son las que deberían, una desde hace 25 h: vea `connector stock --drift`"
    )


def test_no_run_has_ended_well() -> None:
    assert found(done_at=at(10, 30), now=at(12, 59)) == []
    assert found(done_at=at(10, 30), now=at(13)) == [
        "ninguna sincronización ha terminado bien desde hace 150 min: vea `connector stock --runs`"
    ]


def test_the_quiet_hours_are_no_alarm_and_neither_is_the_morning_after_them() -> None:
    night = at(21, 30)
    assert found(done_at=night, now=at(23, 59)) == []
    assert found(done_at=night, now=night + timedelta(hours=10, minutes=20)) == []
    assert len(found(done_at=night, now=night + timedelta(hours=10, minutes=31))) == 1


def test_it_is_logged_when_it_begins_and_when_it_is_over(opened: Open, caplog: pytest.LogCaptureFixture) -> None:
    one = opened({"A-1": 10, "A-2": 5, "A-3": 5}, {"A-1": 3, "A-2": 3, "A-3": 3})
    watched = replace(one.connection, policy=DAY)
    caplog.set_level(logging.INFO, "connector.inventory")
    one.sync(is_dry=True)
    for _ in range(3):
        look_for_alarms(one.engine, watched, clock.now())
    assert [record.levelname for record in caplog.records if "existencias" in record.message] == ["WARNING"]
    assert _kept(one.engine) == ["tienda"]
    one.sync()
    look_for_alarms(one.engine, watched, clock.now())
    assert [record.message for record in caplog.records][-1] == "tienda inventory: well again"
    assert _kept(one.engine) == []


def test_a_run_that_failed_is_no_run(opened: Open) -> None:
    one = opened({"A-1": 10}, {"A-1": 10})
    policy = Inventory.model_validate({"every": "1 minute", "alarm": {"late": "10 minutes"}})
    watched = replace(one.connection, policy=policy)
    row = one.sync()
    later = clock.now() + timedelta(minutes=15)
    assert len(look_for_alarms(one.engine, watched, later)) == 1
    second = one.sync()
    _changed(one.engine, second, ended_at=later, state="failed")
    assert len(look_for_alarms(one.engine, watched, later)) == 1
    _changed(one.engine, row, ended_at=later)
    assert look_for_alarms(one.engine, watched, later) == []


def _changed(engine: Engine, row: RunRow, **values: object) -> None:
    with writing(engine) as database:
        database.execute(update(RunRow).where(col(RunRow.id) == row.id).values(**values))


def _kept(engine: Engine) -> list[str]:
    with reading(engine) as database:
        return list(alarms_by_connection(database))
