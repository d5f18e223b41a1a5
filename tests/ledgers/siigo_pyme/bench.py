"""The ledger over the real outbox and the emulated bridge, with a clock that is moved by hand."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import requests
from sqlalchemy import Engine

from connector.db.outbox import DatabaseOutbox
from connector.http import new_session
from connector.ledgers.siigo_pyme import Settings
from connector.ledgers.siigo_pyme.ledger import PymeLedger
from connector.model.documents import Document, Exported, Standing
from connector.sandbox.siigo_pyme import Running
from tests.ledgers.siigo_pyme.contract import SEND, documents_in, settings, state_of
from tests.ledgers.siigo_pyme.drafts import draft_of
from tests.orders import an_order

NOW = datetime(2026, 11, 28, 15, tzinfo=UTC)


class Bench:
    def __init__(self, engine: Engine, bridge: Running, url: str = "", **changes: Any) -> None:
        self.now = NOW
        self.paced = 0
        self.bridge = bridge
        self.settings = Settings(**settings(url or bridge.url, **changes))  # type: ignore[arg-type]
        self.outbox = DatabaseOutbox(engine, self.settings.company)
        self.ledger = PymeLedger(
            self.settings, session=new_session(), pace=self._pace(), now=lambda: self.now, outbox=self.outbox
        )

    def invoice(self, key: str = "a", **mapped: Any) -> Document:
        order = an_order(id=f"order-{key}")
        draft = draft_of(order, **mapped)
        return self.ledger.compose("invoice", draft, order, today=self.now.date(), marker=f"ref:{key}")

    def issue(self, key: str = "a", **mapped: Any) -> Exported:
        return self.ledger.issue(self.invoice(key, **mapped), key=key)

    def standing(self, exported: Exported) -> Standing:
        return self.ledger.standing("invoice", exported.id)

    def status(self, exported: Exported) -> str:
        return self.standing(exported).status

    def later(self, **passed: float) -> None:
        self.now += timedelta(**passed)

    def fault(self, what: str, **more: object) -> None:
        fault = {"what": what, "where": SEND, "times": 1, **more}
        requests.post(f"{self.bridge.url}/_emulator/faults", json=fault, timeout=5).raise_for_status()

    def names(self) -> list[str]:
        return [document["name"] for document in documents_in(self.bridge)]

    def calls(self) -> int:
        return sum(sum(answers.values()) for answers in state_of(self.bridge)["calls"].values())

    def booked(self) -> Decimal:
        return sum((Decimal(document["debit"]) for document in documents_in(self.bridge)), Decimal(0))

    def _pace(self) -> Any:
        return _Pace(self._count)

    def _count(self) -> None:
        self.paced += 1


class _Pace:
    def __init__(self, count: Callable[[], None]) -> None:
        self._count = count

    def __call__(self) -> None:
        self._count()

    def hold_back(self, seconds: float) -> None:
        del seconds
