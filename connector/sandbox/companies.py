"""Companies that API users sign in to: made at their first call, known by a token, changed by the operator's seeds."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar
from uuid import uuid4

from connector.sandbox.memory import Memory

Rows = dict[str, list[dict[str, Any]]]


class _Options(Protocol):
    @property
    def token_seconds(self) -> int: ...

    @property
    def rate_per_minute(self) -> int | None: ...


class _Company(Protocol):
    """Whoever reads or writes it holds its lock."""

    name: str
    calls: deque[datetime]
    """Of the last minute."""

    @property
    def lock(self) -> AbstractContextManager[Any]: ...

    @property
    def options(self) -> _Options: ...

    def now(self) -> datetime: ...


COMPANY = TypeVar("COMPANY", bound=_Company)
OPTIONS = TypeVar("OPTIONS", bound=_Options)


class Companies(Memory, ABC, Generic[COMPANY, OPTIONS]):
    """Safe to share between threads: its own lock here, one lock a company there."""

    def reset(self) -> None:
        """Forget everything, tokens too."""
        super().reset()
        self.companies: dict[str, COMPANY] = {}
        self._tokens: dict[str, tuple[str, datetime]] = {}
        self._seeds: list[tuple[str, Callable[[COMPANY], object]]] = []

    @abstractmethod
    def _opened(self, name: str, options: OPTIONS) -> COMPANY:
        """A company with its catalogues, as nobody has touched it."""

    def company(self, name: str, options: OPTIONS) -> COMPANY:
        """Made at the first call."""
        with self.lock:
            if name not in self.companies:
                self.companies[name] = self._new(name, options)
            return self.companies[name]

    def _new(self, name: str, options: OPTIONS) -> COMPANY:
        company = self._opened(name, options)
        for wanted, seed in self._seeds:
            if wanted in ("", name):
                seed(company)
        return company

    def seed(self, options: OPTIONS, seed: Callable[[COMPANY], object], *, name: str = "") -> None:
        """Do it to the company, or to all when the name is empty, also to those that come later.

        It is tried on a fresh company first: what cannot be done raises and is not remembered.
        """
        seed(self._new("", options))
        with self.lock:
            self._seeds.append((name, seed))
            companies = [company for key, company in self.companies.items() if name in ("", key)]
        for company in companies:
            with company.lock:
                seed(company)

    def new_token(self, company: COMPANY) -> str:
        token = f"{uuid4().hex}.{uuid4().hex}.{uuid4().hex}"
        expires_at = company.now() + timedelta(seconds=company.options.token_seconds)
        with self.lock:
            self._tokens[token] = (company.name, expires_at)
        return token

    def company_of(self, token: str) -> COMPANY | None:
        """None for a token that is unknown or has expired."""
        name, expires_at = self._tokens.get(token, ("", None))
        company = self.companies.get(name)
        if company is None or expires_at is None or company.now() >= expires_at:
            return None
        return company

    def drop_token(self, token: str) -> None:
        self._tokens.pop(token, None)

    def summary(self, kinds: Iterable[str], add_rows: Callable[[Rows, COMPANY], None]) -> dict[str, Any]:
        """What a test or a demo wants to know: rows of every company, their counts, calls by place and status."""
        rows: Rows = {kind: [] for kind in kinds}
        calls = self.counted()
        for company in list(self.companies.values()):
            with company.lock:
                add_rows(rows, company)
        return {"counts": {kind: len(found) for kind, found in rows.items()}, "calls": calls, **rows}
