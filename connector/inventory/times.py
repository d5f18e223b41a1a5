"""When an inventory run is due: intervals and cron expressions in Bogotá's time, quiet hours, the latest slot. Pure.

Every process works out the same slots, so that a slot is one run however many processes look at the clock.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zlib import crc32

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from connector.colombia.dates import BOGOTA
from connector.messages import say

_UNITS = {
    **dict.fromkeys(("minute", "minutes", "minuto", "minutos", "min"), timedelta(minutes=1)),
    **dict.fromkeys(("hour", "hours", "hora", "horas", "h"), timedelta(hours=1)),
    **dict.fromkeys(("day", "days", "dia", "dias", "día", "días"), timedelta(days=1)),
}
_EVERY = re.compile(r"(\d{1,4})\s*([a-zíA-ZÍ]+)")
_DAY = re.compile(r"(\d)(?:-(\d))?(?:/(\d))?")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_WINDOW = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")

LEAST = timedelta(minutes=1)
MOST = timedelta(days=7)

LOOK_BACK = tuple(timedelta(hours=hours) for hours in (1, 24, 24 * 8, 24 * 32))
"""How far back the latest slot is looked for, nearest first."""

START = datetime(2020, 1, 1, tzinfo=BOGOTA)


class BadTime(ValueError):
    """A text that is no time of ours; `str()` says what was expected."""


@dataclass(frozen=True, slots=True)
class Timing:
    """An interval or a cron expression."""

    text: str
    every: timedelta | None
    """None for a cron expression."""

    def trigger(self, name: str) -> BaseTrigger:
        """APScheduler's trigger. Intervals of different connections start apart, so that not all run at once."""
        if self.every is None:
            return CronTrigger.from_crontab(_named_days(self.text), timezone=BOGOTA)
        seconds = int(self.every.total_seconds())
        start = START + timedelta(seconds=crc32(name.encode()) % seconds)
        return IntervalTrigger(seconds=seconds, start_date=start, timezone=BOGOTA)


def timing_of(text: str) -> Timing:
    """`15 minutes`, `2 horas`, or five fields of cron in Bogotá's time (0 and 7 are Sunday). Raises BadTime."""
    if found := _EVERY.fullmatch(text.strip()):
        unit = _UNITS.get(found[2].lower())
        every = int(found[1]) * unit if unit else None
        if every is None or not LEAST <= every <= MOST:
            raise BadTime(say("inventory.bad_every", found=text))
        return Timing(text.strip(), every)
    timing = Timing(text.strip(), None)
    try:
        ever = timing.trigger("").get_next_fire_time(None, START)
    except ValueError:
        ever = None
    if ever is None:
        raise BadTime(say("inventory.bad_time", found=text))
    return timing


@dataclass(frozen=True, slots=True)
class Window:
    """Hours of the day in Bogotá, from the first to the second; over midnight where the second is earlier."""

    begins: time
    ends: time

    def holds(self, moment: datetime) -> bool:
        at = moment.astimezone(BOGOTA).time()
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends


def window_of(text: str) -> Window:
    """`22:00-06:00`. Raises BadTime."""
    found = _WINDOW.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        window = Window(time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4])))
    except ValueError:
        raise BadTime(say("inventory.bad_window", found=text)) from None
    if window.begins == window.ends:
        raise BadTime(say("inventory.empty_window", found=text))
    return window


def fill_the_day(windows: Sequence[Window]) -> bool:
    """No minute of the day is outside them."""
    minutes = (START + timedelta(minutes=minute) for minute in range(24 * 60))
    return all(any(window.holds(minute) for window in windows) for minute in minutes)


def latest_slot(timing: Timing, name: str, now: datetime, quiet: Sequence[Window] = ()) -> datetime | None:
    """The last time up to `now` at which a run was due, outside the quiet hours; None where there was none.

    However long nobody looked, that is one slot: missed runs become one run. Where all of them fall into quiet hours,
    as those of `1 day` may, they are put off to the end of these.
    """
    trigger, night = timing.trigger(name), tuple(quiet)
    outside = _last(trigger, now, lambda fire: None if any(window.holds(fire) for window in night) else fire)
    if outside is not None or not night:
        return outside
    return _last(trigger, now, lambda fire: _end_of(night, fire))


def _last(trigger: BaseTrigger, now: datetime, due: Callable[[datetime], datetime | None]) -> datetime | None:
    for back in LOOK_BACK:
        found = _last_after(trigger, now - back, now, due)
        if found is not None:
            return found
    return None


def _end_of(quiet: Sequence[Window], moment: datetime) -> datetime | None:
    """The first time from then on that is not quiet; None where all of the day is."""
    for _ in range(len(quiet) + 1):
        window = next((window for window in quiet if window.holds(moment)), None)
        if window is None:
            return moment
        local = moment.astimezone(BOGOTA)
        ended = datetime.combine(local.date(), window.ends, BOGOTA)
        moment = ended if ended > local else ended + timedelta(days=1)
    return None


def _last_after(
    trigger: BaseTrigger, since: datetime, now: datetime, due: Callable[[datetime], datetime | None]
) -> datetime | None:
    last: datetime | None = None
    fire = trigger.get_next_fire_time(None, since.astimezone(BOGOTA))
    while fire is not None and fire <= now:
        at = due(fire)
        if at is not None and at <= now:
            last = at
        fire = trigger.get_next_fire_time(fire, fire + timedelta(seconds=1))
    return last


def _named_days(expression: str) -> str:
    """Cron's numbers of days as names: APScheduler counts from Monday, cron from Sunday."""
    fields = expression.split()
    if len(fields) != 5:
        raise ValueError(expression)
    if fields[2] != "*" and fields[4] != "*":  # cron takes either day, APScheduler both
        raise ValueError(expression)
    return " ".join([*fields[:4], ",".join(_names(part) for part in fields[4].split(","))])


def _names(part: str) -> str:
    found = _DAY.fullmatch(f"0-6{part[1:]}" if part.startswith("*/") else part)
    if found is None:
        return part
    first = int(found[1])
    last = int(found[2]) if found[2] else first
    if first > 7 or last > 7 or first > last:
        raise ValueError(part)
    days = range(first, last + 1, int(found[3] or 1) or 1)
    return ",".join(dict.fromkeys(_DAYS[day % 7] for day in days))
