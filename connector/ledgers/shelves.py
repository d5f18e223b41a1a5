"""A company's lists as last read: kept for half an hour, shared by every connection of this process to the company."""

import threading
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

LIFE = timedelta(minutes=30)
CHECK_AGAIN = timedelta(minutes=1)

READ = TypeVar("READ", bound=Container[Any])
"""A list as it was read; holds the keys that stand in it."""


@dataclass(frozen=True)
class _Held(Generic[READ]):
    what: READ
    read_at: datetime


class Shelf(Generic[READ]):
    """One list. Safe for many threads: one reads, the others wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: _Held[READ] | None = None

    def held(self, read: Callable[[], READ], keys: Iterable[object], now: Callable[[], datetime]) -> READ:
        """Read again if it is old, or if one of `keys` is missing and it is a minute old. Raises what `read` raises."""
        with self._lock:
            held = self._held
            if held is None or _is_stale(held, keys, now()):
                held = self._held = _Held(read(), now())
            return held.what


def _is_stale(held: _Held[READ], keys: Iterable[object], now: datetime) -> bool:
    """Also what was read in times to come: the clock has been put back since."""
    age = now - held.read_at
    return age >= LIFE or -age >= CHECK_AGAIN or (age >= CHECK_AGAIN and any(key not in held.what for key in keys))


class Shelves(Generic[READ]):
    """One company's lists, by name. Safe for many threads."""

    def __init__(self) -> None:
        self._shelves: dict[str, Shelf[READ]] = {}
        self._lock = threading.Lock()

    def shelf(self, name: str) -> Shelf[READ]:
        with self._lock:
            return self._shelves.setdefault(name, Shelf())


THINGS = TypeVar("THINGS")


class Companies(Generic[THINGS]):
    """What every connection of this process to a company shares, by the company's name. Safe for many threads."""

    def __init__(self, made: Callable[[], THINGS]) -> None:
        self._made = made
        self._companies: dict[str, THINGS] = {}
        self._lock = threading.Lock()

    def of(self, company: str) -> THINGS:
        """Made when the company is first asked for."""
        with self._lock:
            return self._companies.setdefault(company, self._made())
