"""A shop, the connector and Siigo in one process under one clock: months of an order's life pass in a second."""

import importlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import count
from pathlib import Path
from shutil import copytree
from typing import Any, TypeVar
from unittest import mock

from sqlalchemy import Engine

from connector import clock
from connector.cli.answering import keep_answers
from connector.connecting import Outboxes, Pacing, unpaced
from connector.db.database import reading
from connector.db.orders import find_orders, links_of
from connector.db.tables import LinkRow, OrderRow
from connector.db.together import Together
from connector.engine import Lanes
from connector.issuing.work import Work
from connector.json_text import parse, write_pretty
from connector.mapping import merge
from connector.mapping.read import Node, read, read_text
from connector.mapping.spots import Findings
from connector.sandbox.shop import SignedDelivery
from connector.sandbox.shop.sending import change, place
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.sandbox.siigo import Options, Running, running
from connector.settings import Settings
from connector.web import create_app
from connector.wiring import Connections, Installation
from tests.lots import EVERYTHING, by_lot
from tests.mappings.folder import MAPPINGS

COMPANY = "empresa@example.co"
MORNING = datetime(2026, 11, 21, 15, tzinfo=UTC)

Points = Mapping[str, tuple[str, str]]
"""point: (module[:class], name); the process dies after the call, before anything else."""

POINTS: Points = {
    "key kept": ("connector.issuing.documents:Desk", "_begin"),
    "siigo answered": ("connector.ledgers.siigo.ledger:SiigoLedger", "issue"),
    "link written": ("connector.issuing.documents", "add_link"),
    "link committed": ("connector.issuing.documents:Desk", "_remember"),
    "standing read": ("connector.ledgers.siigo.ledger:SiigoLedger", "standing"),
    "standing written": ("connector.issuing.order_books", "stands"),
    "standing committed": ("connector.issuing.order_books:OrderBooks", "_stands"),
    "note composed": ("connector.ledgers.siigo.ledger:SiigoLedger", "compose_credit_note"),
    "notes looked for": ("connector.ledgers.siigo.ledger:SiigoLedger", "credit_notes_of"),
    "undone in siigo": ("connector.ledgers.siigo.ledger:SiigoLedger", "undo"),
    "receipt composed": ("connector.ledgers.siigo.ledger:SiigoLedger", "compose_receipt"),
    "looked for elsewhere": ("connector.ledgers.siigo.ledger:SiigoLedger", "made_elsewhere"),
    "sent to dian": ("connector.ledgers.siigo.ledger:SiigoLedger", "send_again"),
    "answer forgotten": ("connector.issuing.order_books", "forget_answer"),
    "shop told": ("connector.stores.woocommerce.store:WooStore", "tell"),
    "shop told ": ("connector.stores.shopify.store:ShopifyStore", "tell"),
    "telling written": ("connector.issuing.order_books", "shown_in_shop"),
    "telling committed": ("connector.issuing.order_books:OrderBooks", "shown"),
    "planned": ("connector.issuing.carrying:Carrying", "plan"),
}


class Killed(BaseException):
    """The process is gone: nothing catches it."""


P = TypeVar("P", bound="Place")


@dataclass
class Place:
    """One installation with one connection, `tienda`."""

    shop: RunningShop
    siigo: Any
    """The emulated ledger."""
    engine: Engine
    client: Any
    work: Work
    connections: Connections
    moment: datetime = MORNING

    def now(self) -> datetime:
        return self.moment

    def change(self, order_id: str, **fields: Any) -> None:
        """Somebody in the shop changes the order, and everything that follows happens."""
        self.send(change(self.shop.shop, order_id, fields))
        self.settle()

    def place(self, order: Mapping[str, Any]) -> None:
        self.send(place(self.shop.shop, order))
        self.settle()

    def send(self, delivery: SignedDelivery) -> None:
        answer = self.client.post("/hooks/tienda", data=delivery.body, headers=delivery.headers)
        assert answer.status_code == 200, answer.data

    def settle(self) -> None:
        """Work on what is due, and let time pass until nothing more is."""
        for _ in range(200):
            due = [row for row in self.rows() if row.due_at is not None]
            if not due:
                return
            row = min(due, key=lambda each: each.due_at or self.moment)
            self.moment = max(self.moment, row.due_at or self.moment) + timedelta(milliseconds=1)
            self.work.work_on(row)
        raise AssertionError("it does not come to rest")

    def answer(self, word: Any, about: str) -> None:
        keep_answers(self.engine, self.rows()[0], {about: word})
        self.settle()

    def rows(self) -> list[OrderRow]:
        with reading(self.engine) as connection:
            return find_orders(connection)

    def links(self) -> list[LinkRow]:
        with reading(self.engine) as connection:
            return [link for found in links_of(connection, find_orders(connection)).values() for link in found]

    def state(self) -> tuple[str, str]:
        [row] = self.rows()
        return row.state, row.why

    def papers(self, kind: str) -> list[dict[str, Any]]:
        """What Siigo holds: "invoices" or "credit-notes", oldest first."""
        company = self.siigo.state.companies.get(COMPANY)
        return [dict(paper.answer) for paper in company.papers[kind].values()] if company else []

    def come_to(self) -> tuple[list[str], list[str]]:
        """Totals of invoices that stand, and of credit notes."""
        invoices = [str(paper["total"]) for paper in self.papers("invoices") if not paper.get("annulled")]
        return invoices, [str(paper["total"]) for paper in self.papers("credit-notes")]


@contextmanager
def a_place(
    folder: Path,
    engine: Engine,
    platform: Any,
    *,
    rules: Mapping[str, object] | None = None,
    options: Mapping[str, Any] | None = None,
    pacing: Pacing = unpaced,
) -> Iterator[Place]:
    """In a migrated database of either kind."""

    def siigo(now: Callable[[], datetime]) -> AbstractContextManager[Running]:
        return running(Options(**{"rate_per_minute": None, "any_product": True, "clock": now, **(options or {})}))

    with installed(
        folder,
        engine,
        platform,
        Place,
        ledger=siigo,
        environ=lambda emulator: {"SIIGO_URL": emulator.url},
        file=_connection(platform, rules or {}),
        pacing=pacing,
    ) as place:
        yield place


@contextmanager
def installed(
    folder: Path,
    engine: Engine,
    platform: Any,
    kind: type[P],
    *,
    ledger: Callable[[Callable[[], datetime]], AbstractContextManager[Any]],
    environ: Callable[[Any], Mapping[str, str]],
    file: Mapping[str, Any],
    pacing: Pacing = unpaced,
    outboxes: Outboxes | None = None,
) -> Iterator[P]:
    """The connection `file`, all but its store, with this emulated ledger; `environ`: what it reads, of the ledger."""
    copytree(MAPPINGS / "base", folder / "mappings" / "base", dirs_exist_ok=True)
    held: list[P] = []

    def now() -> datetime:
        return held[0].moment if held else MORNING

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(clock, "now", now))
        stack.enter_context(mock.patch.object(merge, "read", _read))
        emulator = stack.enter_context(ledger(now))
        shop = stack.enter_context(running_shop(platform, clock=now))
        path = folder / "mappings" / "tienda.yaml"
        path.write_text(write_pretty({**file, "store": _store(platform, shop)}), encoding="utf-8")
        variables = {**os.environ, **environ(emulator), "LLAVE": "llave", "SECRETO": shop.shop.hook_secret}
        variables |= {"CLAVE": shop.shop.key, "CLAVE_2": shop.shop.secret, "TOKEN": shop.shop.token}
        stack.enter_context(mock.patch.dict(os.environ, variables))
        connections = Connections(folder / "mappings", pacing, variables, outboxes=outboxes)
        connections.load()
        assert connections.current_problems() == []
        lanes = Lanes(engine)
        stack.callback(lanes.close)
        url = engine.url.render_as_string(hide_password=False)
        settings = Settings(database_url=url)
        together = Together(engine) if settings.is_embedded else None
        installation = Installation(settings, engine, lanes, connections, together)
        client = create_app(installation).test_client()
        work = Work(engine, lanes, lambda name: connections.find(name) or "", retry_base=1, retry_cap=60)
        held.append(kind(shop, emulator, engine, client, work, connections))
        yield held[0]


def _read(path: Path, label: str, findings: Findings) -> Node | None:
    """The presets, which are always the same, once a process."""
    if path.parent.name != "base":
        return read(path, label, findings)
    return _preset(path.read_text(encoding="utf-8"), label)


@cache
def _preset(text: str, label: str) -> Node | None:
    findings = Findings()
    node = read_text(text, label, findings)
    assert not findings.sentences() + findings.notices()
    return node


def _store(platform: str, shop: RunningShop) -> dict[str, object]:
    if platform == "shopify":
        url = "https://tienda-ejemplo.myshopify.com"
        return {"url": url, "api_url": shop.url, "webhook_secret": "${SECRETO}", "access_token": "${TOKEN}"}
    keys: dict[str, object] = {"consumer_key": "${CLAVE}", "consumer_secret": "${CLAVE_2}"}
    return {"url": shop.url, "webhook_secret": "${SECRETO}", **keys}


def _connection(platform: str, rules: Mapping[str, object]) -> dict[str, Any]:
    return {
        "mapping": 1,
        "connection": "tienda",
        "extends": f"base/{platform}",
        "ledger": {
            "base_url": "${SIIGO_URL}",
            "username": COMPANY,
            "access_key": "${LLAVE}",
            "partner_id": "Pruebas",
            "settle_seconds": 1,
            "rate_per_minute": 1000,
            "amounts": {"refund_code": "DEVOLUCION"},
        },
        "tables": {"taxes": {"19": 13156, "5": 13157, "0": 13158}, "payments": {"wompi": 5640, "cod": 5641}},
        "after_sale": {"credit_notes": "auto"},
        "credit_note": {
            "document": {"id": 77775},
            "payments": [{"id": {"from": "payment.method", "table": "payments"}}],
            "stamp": {"send": True},
        },
        "invoice": {"document": {"id": 24446}, "seller": 629, "stamp": {"send": True}},
        **rules,
    }


@contextmanager
def counting(points: Points = POINTS) -> Iterator[Counter[str]]:
    """How often each point is passed while the block runs."""
    passed: Counter[str] = Counter()
    with ExitStack() as stack:
        for point in points:
            stack.enter_context(_watched(points[point], partial(passed.update, [point])))
        yield passed


@contextmanager
def dying(point: str, turn: int, points: Points = POINTS) -> Iterator[list[bool]]:
    """After the `turn`-th call at this point the process is killed, once. The list tells whether it was."""
    died: list[bool] = []
    calls = count(1)

    def passed() -> None:
        if next(calls) == turn:
            died.append(True)
            raise Killed(point)

    with _watched(points[point], passed):
        yield died


@contextmanager
def naming(point: str, turn: int) -> Iterator[None]:
    """What fails in the block says where the process was killed."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"killed at {point!r}, the {turn}. time that it was passed")
        raise


ONE_IN = 12
"""Of the deaths, each day."""


def deaths_on(journey: str, steps: Mapping[str, int]) -> list[tuple[str, int]]:
    """The points and turns at which this journey shall be killed.

    One in twelve is its lot, always the same, and only the first two turns are died at; with EVERYTHING all of them.
    """
    most = max(steps.values()) if EVERYTHING else 2
    deaths = [(point, turn) for point, times in sorted(steps.items()) for turn in range(1, min(times, most) + 1)]
    return [death for death in deaths if EVERYTHING or not by_lot(f"{journey} {death}", ONE_IN)]


@contextmanager
def _watched(point: tuple[str, str], passed: Callable[[], object]) -> Iterator[None]:
    """`passed` is called after every call at this point."""
    where, name = point
    module, _, owner = where.partition(":")
    target: Any = importlib.import_module(module)
    target = getattr(target, owner) if owner else target
    real: Callable[..., Any] = getattr(target, name)

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        found = real(*args, **kwargs)
        passed()
        return found

    with mock.patch.object(target, name, wrapper):
        yield


def an_order(platform: str, **fields: Any) -> dict[str, Any]:
    """Ana's two T-shirts and their shipping on WooCommerce; Sara's T-shirt and its shipping on Shopify."""
    name = {"woocommerce": "woo-cedula", "shopify": "shopify-cedula"}[platform]
    found: dict[str, Any] = parse((MAPPINGS / "orders" / f"{name}.json").read_bytes())
    sums = {"subtotal_price": "119800.00", "total_discounts": "0.00"} if platform == "shopify" else {}
    return {**found, **sums, **fields}
