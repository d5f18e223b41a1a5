"""The sandbox's clock: the only place of the sandbox that asks the system what time it is."""

from datetime import UTC, date, datetime, timedelta, timezone

BOGOTA = timezone(timedelta(hours=-5))
"""Colombia has had no daylight saving since 1993."""


def system_clock() -> datetime:
    """Aware, in UTC."""
    return datetime.now(UTC)


def bogota_date(now: datetime) -> date:
    """The date that Siigo and DIAN mean."""
    return now.astimezone(BOGOTA).date()


def timestamp(moment: datetime) -> str:
    """As Siigo prints metadata: 2026-11-21T15:04:05.123Z."""
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"
