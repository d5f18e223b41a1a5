"""Faults on demand: which request is spoiled and how. The same script spoils the same requests every time."""

import time
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

WHAT = (
    "500_before",
    "500_after",
    "burn_key",
    "delay",
    "drop_before",
    "drop_after",
    "429",
    "429_odd",
    "documents_service",
    "token_expired",
    "503",
)
"""`before`: nothing was done. `after`: the request was carried out. `drop`: the connection closes without an answer."""

COME_BACK = 12
"""Seconds that a `429` names unless the fault says otherwise."""


class BadFault(ValueError):
    """The fault cannot be understood; `str()` says what is wrong with it."""


@dataclass(slots=True, kw_only=True)
class Fault:
    where: str
    """"POST /v1/invoices", "GET /v1/invoices/{id}", "POST /auth", or "*"."""
    what: str
    times: int | None = None
    """How many requests more; None: all of them."""
    share: Decimal = Decimal(1)
    """The part of the requests that is spoiled."""
    seconds: Decimal = Decimal(1)
    """How long a `delay` is; after how long a `429` says to come back."""
    seed: int = 1
    seen: int = 0

    def strikes(self, where: str) -> bool:
        """Whether this request is spoiled. Counts it."""
        if self.where not in ("*", where) or self.times == 0:
            return False
        self.seen += 1
        if _lot(self.seed, self.seen) >= self.share:
            return False
        if self.times is not None:
            self.times -= 1
        return True

    def hold_up(self) -> None:
        """Wait for as long as it says, where it is a `delay`."""
        if self.what == "delay":
            time.sleep(timedelta(milliseconds=int(self.seconds * 1000)).total_seconds())


def _lot(seed: int, turn: int) -> Decimal:
    """Evenly spread over [0, 1) and the same in every run."""
    drawn = int.from_bytes(sha256(f"{seed}:{turn}".encode()).digest()[:6], "big")
    return Decimal(drawn) / (1 << 48)


def fault_of(entry: dict[str, Any], known: tuple[str, ...] = WHAT) -> Fault:
    """`known`: what the emulator can do. Raises BadFault."""
    unknown = set(entry) - {"where", "what", "times", "share", "seconds", "seed"}
    if unknown:
        raise BadFault(f"unknown words: {', '.join(sorted(unknown))}")
    what = entry.get("what")
    if what not in known:
        raise BadFault(f"'what' is {what!r}; expected one of {', '.join(known)}")
    times = entry.get("times")
    if times is not None and (isinstance(times, bool) or not isinstance(times, int) or times < 0):
        raise BadFault(f"'times' is {times!r}; expected a whole number, or null for ever")
    return Fault(
        where=str(entry.get("where", "*")).replace("<", "{").replace(">", "}"),
        what=what,
        times=times,
        share=_decimal(entry, "share"),
        seconds=_decimal(entry, "seconds", default=COME_BACK if what in ("429", "429_odd") else 1),
        seed=int(entry.get("seed", 1)),
    )


def _decimal(entry: dict[str, Any], name: str, *, default: int = 1) -> Decimal:
    try:
        value = Decimal(str(entry.get(name, default)))
    except InvalidOperation:
        raise BadFault(f"'{name}' is {entry[name]!r}; expected a number") from None
    if not value.is_finite() or value < 0:
        raise BadFault(f"'{name}' is {entry[name]!r}; expected a number that is not negative")
    return value
