"""What every emulator of Siigo remembers of its calls: the faults that await them, and how many came to what."""

from collections import Counter
from threading import Lock

from connector.sandbox.faults import Fault


class Memory:
    """Safe to share between threads: its own lock here. An emulator's `State` remembers more."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.faults: list[Fault] = []
        self.calls: dict[str, Counter[str]] = {}
        """Place -> status, or `dropped` -> how often."""

    def forget(self) -> None:
        """As `reset`, between two calls."""
        with self.lock:
            self.reset()

    def add_fault(self, fault: Fault) -> int:
        """How many there are now."""
        with self.lock:
            self.faults.append(fault)
            return len(self.faults)

    def end_faults(self) -> None:
        with self.lock:
            self.faults.clear()

    def fault_at(self, place: str) -> Fault | None:
        """The first fault that strikes this request."""
        if not self.faults:
            return None
        with self.lock:
            return next((fault for fault in self.faults if fault.strikes(place)), None)

    def count(self, place: str, outcome: str) -> None:
        with self.lock:
            self.calls.setdefault(place, Counter())[outcome] += 1

    def counted(self) -> dict[str, dict[str, int]]:
        """The calls so far, as a copy."""
        with self.lock:
            return {place: dict(outcomes) for place, outcomes in self.calls.items()}
