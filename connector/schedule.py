"""The clock: what runs when. Every process has one; what a tick does is harmless when several do it."""

from collections.abc import Callable
from datetime import timedelta

from apscheduler.schedulers.background import BackgroundScheduler

from connector import clock

INVENTORY_SECONDS = 5
"""Between two looks at which inventories are due."""

ALARM_SECONDS = 60

LATE = timedelta(seconds=5)
"""A look may be so late, and is not further away than that beyond its interval."""


def start_clock(
    *,
    forget_runs: Callable[[], object],
    want_inventories: Callable[[], object],
    look_for_alarms: Callable[[], object],
) -> BackgroundScheduler:
    """Starts in a thread of its own; `shutdown()` ends it. Missed ticks are run once, not many times; inventories are
    looked at first as it starts."""
    scheduler = BackgroundScheduler(timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": 3600})
    scheduler.add_job(forget_runs, "interval", hours=1, id="forget_runs")
    scheduler.add_job(
        want_inventories, "interval", seconds=INVENTORY_SECONDS, id="inventories", next_run_time=clock.now()
    )
    scheduler.add_job(look_for_alarms, "interval", seconds=ALARM_SECONDS, id="alarms")
    scheduler.start()
    return scheduler


def bring_back(scheduler: BackgroundScheduler) -> None:
    """What is further away than its interval is done now: the machine's clock has been put back."""
    now = clock.now()
    for job in scheduler.get_jobs():
        if job.next_run_time and job.next_run_time > now + job.trigger.interval + LATE:
            job.modify(next_run_time=now)
