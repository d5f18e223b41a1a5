"""A StockLedger over an emulated Siigo, and what other people do in that company meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests

from connector import json_text
from connector.http import new_session
from connector.ledgers.siigo.catalogue import Shelves
from connector.ledgers.siigo.settings import Settings
from connector.ledgers.siigo.stock import SiigoStock
from connector.ledgers.tokens import Tokens
from connector.model.stock import Product
from connector.sandbox.siigo import Options, Running, running
from tests.ledgers.siigo.server import Clock, Turns, settings

USER = "api@example.co"


@dataclass
class Shop:
    """One company."""

    siigo: Running
    stock: SiigoStock
    clock: Clock
    session: requests.Session
    turns: Turns

    def read(self, since: datetime | None = None) -> tuple[list[Product], int]:
        """All pages, and how many there were."""
        products, cursor, pages = [], "", 0
        while pages == 0 or cursor:
            page, cursor = self.stock.page(cursor, since=since)
            products += page
            pages += 1
        return products, pages

    def one(self, code: str) -> Product:
        return self.stock.by_code([code])[code]

    def tell(self, name: str, **what: object) -> None:
        """What the sandbox's operator or a person in Siigo's pages does."""
        answer = self.session.post(f"{self.siigo.url}/_emulator/{name}", data=json_text.write(what), timeout=30)
        assert answer.status_code < 300, answer.text

    def spoil(self, where: str, what: str, times: int = 1) -> None:
        self.tell("faults", where=where, what=what, times=times)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Another program of the same company."""
        data = None if body is None else json_text.write(body)
        answer = self.session.request(method, f"{self.siigo.url}/v1/{path}", data=data, timeout=30)
        return json_text.parse(answer.content)

    def calls(self, where: str) -> int:
        return sum(self.siigo.state.calls.get(where, {}).values())


@contextmanager
def shop(**options: Any) -> Iterator[Shop]:
    clock, turns = Clock(), Turns()
    with running(Options(**{"rate_per_minute": None, "clock": clock, **options})) as siigo:
        given = {"base_url": siigo.url, "username": USER, "access_key": "llave", "partner_id": "Pruebas"}
        with new_session() as ours, new_session() as theirs:
            stock = stock_of(Settings.model_validate(given), ours, turns, clock)
            signed = theirs.post(f"{siigo.url}/auth", json={"username": USER, "access_key": "x"}, timeout=5)
            token = json_text.parse(signed.content)["access_token"]
            theirs.headers.update({"Authorization": token, "Partner-Id": "Otro", "Content-Type": "application/json"})
            yield Shop(siigo, stock, clock, theirs, turns)


def stock_of(section: Settings, session: requests.Session, turns: Turns, clock: Clock) -> SiigoStock:
    """With a token and catalogues of its own."""
    return SiigoStock(section, session=session, pace=turns, now=clock, tokens=Tokens(), shelves=Shelves())


def unserved() -> SiigoStock:
    """For tests with `responses`."""
    return stock_of(settings(), new_session(), Turns(), Clock())


def seeds(count: int) -> list[dict[str, object]]:
    """P1 is the oldest, its stock 1."""
    return [{"code": f"P{n}", "warehouses": [{"id": 1270, "quantity": n}]} for n in range(1, count + 1)]
