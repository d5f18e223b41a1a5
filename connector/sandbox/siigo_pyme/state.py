"""Everything the emulator remembers, in memory: documents by connection, faults, counted calls."""

from collections import deque
from datetime import datetime
from decimal import Decimal
from typing import Any

from connector.sandbox.memory import Memory
from connector.sandbox.siigo_pyme.documents import Key, Paper


class State(Memory):
    """Safe to share between threads: hold `lock` while reading or writing `books`."""

    def reset(self) -> None:
        super().reset()
        self.books: dict[str, dict[Key, Paper]] = {}
        """Connection -> its documents."""
        self.recent: dict[str, deque[datetime]] = {}
        """Key -> when it called in the last minute."""


def summary(state: State) -> dict[str, Any]:
    """What a test or a demo wants to know: calls, documents, balances."""
    with state.lock:
        papers = [(connection, paper) for connection, books in state.books.items() for paper in books.values()]
    return {
        "calls": state.counted(),
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
