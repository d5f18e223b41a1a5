"""Everything the emulator remembers, in memory: documents by connection, faults, counted calls."""

from collections import Counter, deque
from datetime import datetime
from decimal import Decimal
from threading import Lock
from typing import Any

from connector.sandbox.siigo.faults import Fault
from connector.sandbox.siigo_pyme.documents import Key, Paper


class State:
    """Safe to share between threads: hold `lock` while reading or writing `books`."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self.books: dict[str, dict[Key, Paper]] = {}
        """Connection -> its documents."""
        self.faults: list[Fault] = []
        self.calls: dict[str, Counter[str]] = {}
        self.recent: dict[str, deque[datetime]] = {}
        """Key -> when it called in the last minute."""

    def fault_at(self, where: str) -> Fault | None:
        """The first fault that strikes this request."""
        with self.lock:
            return next((fault for fault in self.faults if fault.strikes(where)), None)

    def count(self, where: str, outcome: str) -> None:
        with self.lock:
            self.calls.setdefault(where, Counter())[outcome] += 1


def summary(state: State) -> dict[str, Any]:
    """What a test or a demo wants to know: calls, documents, balances."""
    with state.lock:
        papers = [(connection, paper) for connection, books in state.books.items() for paper in books.values()]
        calls = {where: dict(outcomes) for where, outcomes in state.calls.items()}
    return {
        "calls": calls,
        "documents": [_shown(connection, paper) for connection, paper in papers],
        "balances": _balances([paper for _, paper in papers]),
    }


def _shown(connection: str, paper: Paper) -> dict[str, Any]:
    return {
        "connection": connection,
        "name": paper.name,
        "date": paper.day.isoformat(),
        "rows": [dict(row) for row in paper.rows],
        "debit": _cents(paper.side("D")),
        "credit": _cents(paper.side("C")),
        "canceled": paper.canceled,
    }


def _balances(papers: list[Paper]) -> dict[str, str]:
    """Debit less credit of each account; what is canceled does not count."""
    totals: dict[str, Decimal] = {}
    for row in (row for paper in papers if not paper.canceled for row in paper.rows):
        account = str(int(row["accounting_account"]))
        value = Decimal(row["sequence_value"])
        totals[account] = totals.get(account, Decimal(0)) + (value if row["debit_or_credit"] == "D" else -value)
    return {account: _cents(total) for account, total in sorted(totals.items())}


def _cents(amount: Decimal) -> str:
    return f"{amount:.2f}"
