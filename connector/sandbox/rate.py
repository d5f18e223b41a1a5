"""A rate limit: so many calls in any 60 seconds."""

from collections import deque
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=60)


def seconds_to_wait(calls: deque[datetime], limit: int | None, now: datetime) -> int:
    """0 when one more call is allowed: it is counted in `calls`. Refused calls do not count; None never refuses."""
    if limit is None:
        return 0
    while calls and now - calls[0] >= WINDOW:
        calls.popleft()
    if len(calls) >= limit:
        return (WINDOW - (now - calls[0])).seconds + 1
    calls.append(now)
    return 0
