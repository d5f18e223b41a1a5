"""When a run is due: the same slots in every process, Bogotá's hours, missed runs one run."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from connector.colombia.dates import BOGOTA
from connector.inventory.times import BadTime, latest_slot, timing_of, window_of

NOON = datetime(2026, 11, 25, 12, 7, 30, tzinfo=BOGOTA)  # a Wednesday


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BOGOTA)


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("*/10 * * * *", at(25, 12, 0)),
        ("30 3 * * *", at(25, 3, 30)),
        ("0 13 * * *", at(24, 13, 0)),
        ("0 8 * * 1-5", at(25, 8, 0)),
        ("0 8 * * 0", at(22, 8, 0)),  # Sunday, as cron counts
        ("0 8 * * 7", at(22, 8, 0)),
        ("0 8 * * 6,0", at(22, 8, 0)),
        ("0 8 * * 5-7", at(22, 8, 0)),
        ("0 8 * * mon", at(23, 8, 0)),
        ("0 8 * * */3", at(25, 8, 0)),  # Sunday, Wednesday, Saturday
        ("0 8 * * */2", at(24, 8, 0)),
        ("0 8 last * *", datetime(2026, 10, 31, 8, tzinfo=BOGOTA)),
        ("0 8 1 * *", at(1, 8, 0)),
    ],
)
def test_the_latest_slot_of_a_cron_expression(text: str, slot: datetime) -> None:
    assert latest_slot(timing_of(text), "tienda", NOON) == slot


def test_an_interval_has_the_same_slots_whoever_looks() -> None:
    timing = timing_of("15 minutes")
    slots = {latest_slot(timing, "tienda", NOON + timedelta(seconds=second)) for second in range(0, 900, 7)}
    assert len(slots) == 2
    first, second = sorted(slot for slot in slots if slot)
    assert second - first == timedelta(minutes=15)
    assert latest_slot(timing, "tienda", NOON.astimezone(UTC)) == latest_slot(timing, "tienda", NOON)


def test_connections_do_not_all_begin_at_once() -> None:
    slots = {latest_slot(timing_of("15 minutes"), f"tienda-{number}", NOON) for number in range(40)}
    assert len(slots) > 20


def test_however_long_nobody_looked_it_is_one_slot() -> None:
    timing = timing_of("1 hour")
    before = latest_slot(timing, "tienda", NOON)
    after = latest_slot(timing, "tienda", NOON + timedelta(days=3))
    assert before
    assert after
    assert after - before == timedelta(days=3)


def test_quiet_hours() -> None:
    quiet = (window_of("22:00-06:00"),)
    timing = timing_of("0 * * * *")
    assert latest_slot(timing, "tienda", at(25, 12), quiet) == at(25, 12)
    assert latest_slot(timing, "tienda", at(25, 5, 59), quiet) == at(24, 21)
    assert latest_slot(timing, "tienda", at(25, 6), quiet) == at(25, 6)


@pytest.mark.parametrize("name", [f"tienda-{number}" for number in range(12)])
def test_once_a_day_is_every_day_though_its_hour_is_quiet(name: str) -> None:
    """The hour follows from the connection's name: nobody has chosen it."""
    quiet = (window_of("22:00-06:00"), window_of("06:00-07:00"))
    slots = {latest_slot(timing_of("1 day"), name, at(20, 0) + timedelta(hours=hour), quiet) for hour in range(72)}
    listed = sorted(slot for slot in slots if slot)
    assert len(listed) == len(slots)
    assert {later - slot for slot, later in pairwise(listed)} == {timedelta(days=1)}
    assert not any(window.holds(slot) for window in quiet for slot in listed)


def test_what_is_due_only_in_quiet_hours_is_put_off_once() -> None:
    quiet, timing = (window_of("22:00-06:00"),), timing_of("5 5,22 * * *")
    assert latest_slot(timing, "tienda", at(25, 5, 58), quiet) == at(24, 6)
    assert latest_slot(timing, "tienda", at(25, 6), quiet) == at(25, 6)


def test_where_the_whole_day_is_quiet_nothing_is_due() -> None:
    quiet = (window_of("00:00-12:00"), window_of("12:00-00:00"))
    assert latest_slot(timing_of("1 day"), "tienda", NOON, quiet) is None


def test_a_window_within_a_day() -> None:
    window = window_of("12:00 - 13:30")
    assert [window.holds(at(25, 12)), window.holds(at(25, 13, 29)), window.holds(at(25, 13, 30))] == [True, True, False]


@pytest.mark.parametrize(
    "text",
    ["", "15", "15 parsecs", "0 minutes", "8 days", "* * * *", "61 * * * *", "0 8 1 * 1", "0 8 * * 8", "0 8 * * 3-1"],
)
def test_what_is_no_time_of_ours(text: str) -> None:
    with pytest.raises(BadTime, match="se esperaba un intervalo"):
        timing_of(text)


@pytest.mark.parametrize("text", ["22:00", "25:00-26:00", "noche", "22:00-6"])
def test_what_is_no_window(text: str) -> None:
    with pytest.raises(BadTime, match="se esperaban dos horas de Bogotá"):
        window_of(text)


@pytest.mark.parametrize(("text", "every"), [("15 minutos", 15), ("2 horas", 120), ("1 día", 1440), ("90 min", 90)])
def test_spanish_is_understood(text: str, every: int) -> None:
    assert timing_of(text).every == timedelta(minutes=every)
