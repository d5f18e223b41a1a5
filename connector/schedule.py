"""The clock: what runs when. Every process has one; what a tick does is harmless when several do it."""

from collections.abc import Callable

from apscheduler.schedulers.background import BackgroundScheduler


def start_clock(*, forget_runs: Callable[[], object]) -> BackgroundScheduler:
    """Starts in a thread of its own; `shutdown()` ends it. Missed ticks are run once, not many times."""
    scheduler = BackgroundScheduler(timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": 3600})
    scheduler.add_job(forget_runs, "interval", hours=1, id="forget_runs")
    scheduler.start()
    return scheduler
