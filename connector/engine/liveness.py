"""Whether this process may still act: a worker that stood still may have been declared dead and replaced meanwhile."""

import time


class Liveness:
    """Told by the worker's heartbeat; asked right before each call that leaves the house. Safe between threads."""

    def __init__(self) -> None:
        self._until: float | None = None

    def extend(self, since: float, seconds: float) -> None:
        """Good for so many seconds after `since` (monotonic, taken before the sign of life was written)."""
        self._until = since + seconds

    @property
    def is_over(self) -> bool:
        """False in a process that is no worker."""
        return self._until is not None and time.monotonic() > self._until
