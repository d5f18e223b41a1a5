"""The clock of this machine beside Siigo's: what `doctor` says of it."""

from collections.abc import Iterator
from datetime import timedelta

from connector.clock import AHEAD
from connector.messages import say
from connector.ports import Check


def clock_checks(skew: timedelta) -> Iterator[Check]:
    """Dates of documents are ours: a clock that is wrong is told. `skew`: ours less Siigo's."""
    if abs(skew) > AHEAD:
        key = "siigo.clock_ahead" if skew > timedelta() else "siigo.clock_behind"
        detail = say(key, minutes=abs(skew) // timedelta(minutes=1))
        yield Check(name=say("siigo.check_clock"), ok=False, detail=detail, fix=say("siigo.fix_clock"))
