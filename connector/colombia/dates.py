"""The date in Bogotá, which is the date of every invoice; the zone has had no summer time since 1993."""

from datetime import date, datetime, timedelta, timezone

BOGOTA = timezone(timedelta(hours=-5), "America/Bogota")


def bogota_date(moment: datetime) -> date:
    """The day that it is in Bogotá at `moment`. Raises ValueError for a moment without time zone."""
    if moment.utcoffset() is None:
        raise ValueError(f"{moment} has no time zone: an aware datetime is needed to know its day in Bogotá")
    return moment.astimezone(BOGOTA).date()
