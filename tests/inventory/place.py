"""An inventory for tests: an emulated Siigo, an emulated shop, a database, and the core in between, in one process."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import requests
from sqlalchemy import Engine, update
from sqlmodel import col

from connector import clock
from connector.cli.stock_rows import StockRow, stock_rows
from connector.connecting import unpaced
from connector.db.database import reading, writing
from connector.db.runs import run_of, want_run
from connector.db.stock_tables import RunRow
from connector.http import Calls, counted_session
from connector.inventory.connection import Sibling, StockConnection
from connector.inventory.policy import Inventory
from connector.inventory.run import Run
from connector.inventory.running import step
from connector.inventory.wanting import new_run
from connector.inventory.work import InventoryWork
from connector.json_text import parse
from connector.ledgers.siigo import Settings as SiigoSettings
from connector.ledgers.siigo import open_stock as open_siigo
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.sandbox.shop.shelf import ONLY, Item, Place, Stock
from connector.sandbox.shop.state import Platform
from connector.sandbox.siigo import Options, Running, running
from connector.stores import store_module

CENTRAL, SOUTH = "77001", "77002"


@dataclass
class Corner:
    """One shop and one company."""

    engine: Engine
    siigo: Running
    shop: RunningShop
    connection: StockConnection
    others: list[Sibling] = field(default_factory=list)

    @property
    def items(self) -> dict[str, Item]:
        return self.shop.shop.items

    def shown(self, sku: str, location: str = "") -> int:
        """What the shop shows of the SKU."""
        [item] = [item for item in self.items.values() if item.sku == sku]
        return item.stock[location or next(iter(item.stock))].available

    def stocked(self, code: str, units: object, warehouse: int = 1270) -> None:
        """A movement in Siigo's own pages."""
        body = {"code": code, "warehouses": [{"id": warehouse, "quantity": str(units)}]}
        requests.post(f"{self.siigo.url}/_emulator/products", json=body, timeout=10).raise_for_status()

    def want(self, **given: Any) -> RunRow:
        now = given.pop("now", None) or clock.now()
        row = new_run(self.connection.name, cause="command", slot=now, now=now, due_at=now, **given)
        with writing(self.engine) as database:
            run_id = want_run(database, row)
            return run_of(database, run_id or 0)

    def sync(self, **given: Any) -> RunRow:
        """A whole run; errors are raised."""
        run = Run(self.engine, self.connection, self.want(**given))
        while not run.is_over:
            step(run)
        return run.row

    def drained(self, row: RunRow, slices: int = 40) -> RunRow:
        """The run worked on in its lane as a worker would, without the waits between two tries."""
        work = self.work()
        for _ in range(slices):
            with writing(self.engine) as database:
                database.execute(update(RunRow).where(col(RunRow.ended_at).is_(None)).values(due_at=clock.now()))
            work.run_lane(row.lane)
            with reading(self.engine) as database:
                row = run_of(database, row.id or 0)
            if row.ended_at is not None:
                return row
        raise AssertionError(f"the run does not end: {row.phase} {row.why}")

    def row(self, sku: str) -> StockRow:
        """The only level of a SKU."""
        [found] = stock_rows(self.engine, self.connection.name, [sku])
        return found

    def counts(self, row: RunRow) -> dict[str, Any]:
        found: dict[str, Any] = parse(row.counts)
        return found

    def place(self) -> str:
        return CENTRAL if self.shop.shop.platform == "shopify" else ONLY

    def item(self, sku: str) -> Item:
        [found] = [item for item in self.items.values() if item.sku == sku]
        return found

    def again(self, policy: Mapping[str, object], **fields: Any) -> None:
        """The connection as another version of its file says."""
        self.connection = connect(self.siigo, self.shop, policy, self.connection.name, **fields)

    def work(self) -> InventoryWork:
        connection = self.connection
        return InventoryWork(
            self.engine,
            lambda: [connection],
            lambda name: connection if name == connection.name else None,
            is_over=lambda: False,
        )


def item(sku: str, units: int, *, number: int, places: Sequence[str] = (ONLY,), **fields: Any) -> Item:
    stock = {place: Stock(available=units) for place in places}
    return Item(id=str(number), sku=sku, title=f"Producto {sku}", stock=stock, price=Decimal(1000), **fields)


@contextmanager
def corner(
    engine: Engine,
    platform: Platform,
    *,
    policy: Mapping[str, object] | None = None,
    balances: Mapping[str, object] | None = None,
    items: Sequence[Item] = (),
    options: Options | None = None,
    name: str = "tienda",
    **fields: Any,
) -> Iterator[Corner]:
    """`balances`: units by code, or by warehouse by code."""
    with ExitStack() as stack:
        siigo = stack.enter_context(running(options or Options(rate_per_minute=None)))
        shop = stack.enter_context(running_shop(platform, **fields))
        if platform == "shopify":
            shop.shop.places.setdefault(CENTRAL, Place(id=CENTRAL, name="Central"))
        shop.shop.items |= {one.id: one for one in items}
        seed(siigo, balances or {})
        yield Corner(engine, siigo, shop, connect(siigo, shop, policy or {}, name))


def connect(
    siigo: Running, shop: RunningShop, policy: Mapping[str, object], name: str = "tienda", **fields: Any
) -> StockConnection:
    module = store_module(shop.shop.platform)
    section = module.Settings.model_validate(shop.section)
    ledger_calls, shop_calls = fields.pop("ledger_calls", Calls()), fields.pop("shop_calls", Calls())
    settings = SiigoSettings.model_validate(
        {"base_url": siigo.url, "username": "tienda@example.co", "access_key": "clave", "partner_id": "Prueba"}
    )
    rules = Inventory.model_validate(dict(policy))
    store = module.open_store(section, session=counted_session(shop_calls))
    return StockConnection(
        name=name,
        store=store,
        shop=module.open_stock(section, session=counted_session(shop_calls)),
        ledger=open_siigo(settings, session=counted_session(ledger_calls), pace=unpaced("", 0), now=clock.now),
        policy=rules,
        siblings=fields.pop("siblings", None) or (lambda: [Sibling(name=name, store=store, policy=rules)]),
        hold_back=lambda _seconds: None,
        ledger_calls=ledger_calls,
        shop_calls=shop_calls,
        **fields,
    )


def seed(siigo: Running, balances: Mapping[str, object]) -> None:
    """Products with their stock; a number alone is warehouse 1270's."""
    products = []
    for code, units in balances.items():
        by_warehouse = units if isinstance(units, Mapping) else {1270: units}
        rows = [{"id": id_, "quantity": str(quantity)} for id_, quantity in by_warehouse.items()]
        products.append({"code": code, "name": f"Producto {code}", "warehouses": rows})
    if products:
        body = {"products": products}
        requests.post(f"{siigo.url}/_emulator/products", json=body, timeout=60).raise_for_status()


def at(hour: int, minute: int = 0) -> datetime:
    """A moment of a working day in Bogotá."""
    from connector.colombia.dates import BOGOTA

    return datetime(2026, 11, 24, hour, minute, tzinfo=BOGOTA)
