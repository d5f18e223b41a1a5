"""The one place that asks what time it is; everything else is told."""

from datetime import UTC, datetime, timedelta

AHEAD = timedelta(minutes=5)
"""Clocks differ by less; what is of later than that was noted before the clock was put back."""


def now() -> datetime:
    """Aware, in UTC."""
    return datetime.now(UTC)
