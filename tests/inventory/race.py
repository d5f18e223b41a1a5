"""A sale race: a shop that sells, deliveries on their way, invoices being made and runs, interleaved at random.

Between any two requests of a run anything may happen. Every write of ours that raises a number is held against the
truth of that moment: what the ledger has, less what the shop has sold and the ledger does not have yet.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import Engine

from connector import clock
from connector.db.books import add_link
from connector.db.database import writing
from connector.db.intake import keep_with_order
from connector.db.orders import find_orders, settle
from connector.db.tables import LinkRow
from connector.http import Calls
from connector.inventory.reckoning import shown
from connector.sandbox.shop.sending import change, place
from connector.sandbox.shop.shelf import Item, StockWrite, give_back, sell
from connector.sandbox.shop.state import Platform
from connector.sandbox.siigo.company import Company, Move
from tests.exact.shops import shopify_order, woocommerce_order
from tests.inventory.place import CENTRAL, Corner, connect, corner, item

CODES = ("A-1", "A-2")
COMPANY = "tienda@example.co"


@dataclass
class Sold:
    """An order of the shop."""

    id: str
    units: dict[str, int]
    deliveries: list[Any]
    """On their way."""
    is_known: bool = False
    made_at: datetime | None = None
    """Its invoice stands in the ledger."""
    is_linked: bool = False
    is_cancelled: bool = False

    @property
    def is_open(self) -> bool:
        """Sold, and not in the ledger."""
        return self.made_at is None and not self.is_cancelled


@dataclass
class Race:
    random: Random
    corner: Corner
    sold: list[Sold] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    is_running: bool = False

    # what is true

    def balance(self, code: str) -> Decimal:
        product = self.company.product(code)
        assert product is not None
        units: Decimal = product.answer["available_quantity"]
        return units

    @property
    def company(self) -> Company:
        return next(iter(self.corner.siigo.state.companies.values()))

    def truth(self, code: str) -> int:
        """What the shop may show."""
        still = sum(one.units.get(code, 0) for one in self.sold if one.is_open)
        return shown(self.balance(code) - still, self.corner.connection.policy.formula)

    # what happens

    def happen(self) -> None:
        """One thing, somewhere."""
        things = [self._sale, self._sale, self._delivery, self._delivery, self._invoice, self._link, self._cancel]
        if not self.is_running:
            things += [self._purchase, self._sale_in_the_ledger]
        self.random.choice(things)()

    def during(self) -> None:
        """Before a request of a run leaves."""
        while self.random.random() < 0.35:
            self.happen()

    def _sale(self) -> None:
        platform = self.corner.shop.shop.platform
        number = 5000 + len(self.sold)
        make = woocommerce_order if platform == "woocommerce" else shopify_order
        body = make(Random(self.random.random()), number)
        units: dict[str, int] = {}
        for row in body["line_items"]:
            if row.get("gift_card") or row.get("title") == "Tip":
                continue
            code = self.random.choice(CODES)
            one = self._item(code)
            row |= {"sku": code, "product_id": int(one.id), "variant_id": int(one.id) if platform == "shopify" else 0}
            units[code] = units.get(code, 0) + int(row["quantity"])
        if platform == "woocommerce":
            body["status"] = "processing"
        if any(self._item(code).available < count for code, count in units.items()) or not units:
            return
        with self.corner.shop.shop.lock:
            for code, count in units.items():
                sell(self._item(code), count, self._place)
            delivery = place(self.corner.shop.shop, body)
            self.sold.append(Sold(str(body["id"]), units, [delivery]))
        self.story.append(f"sale {number} {units}")

    def _delivery(self) -> None:
        waiting = [one for one in self.sold if one.deliveries]
        if not waiting:
            return
        one = self.random.choice(waiting)
        delivery = one.deliveries.pop(self.random.randrange(len(one.deliveries)))
        deliver(self.corner.engine, one.id, delivery.topic, delivery.body)
        one.is_known = True
        self.story.append(f"delivery {one.id}")

    def _invoice(self) -> None:
        """Made in the ledger; our books learn of it later."""
        ready = [one for one in self.sold if one.is_known and one.is_open]
        if not ready:
            return
        one = self.random.choice(ready)
        self._move({code: -count for code, count in one.units.items()})
        one.made_at = clock.now()
        self.story.append(f"invoice {one.id}")

    def _link(self) -> None:
        ready = [one for one in self.sold if one.made_at and not one.is_linked]
        if ready:
            one = self.random.choice(ready)
            link(self.corner.engine, one.id)
            one.is_linked = True
            self.story.append(f"link {one.id}")

    def _cancel(self) -> None:
        """Before it is invoiced, seldom."""
        ready = [one for one in self.sold if one.is_open and not one.is_cancelled]
        if not ready or self.random.random() < 0.7:
            return
        one = self.random.choice(ready)
        fields = (
            {"status": "cancelled"}
            if self.corner.shop.shop.platform == "woocommerce"
            else {"cancelled_at": "2026-11-24T10:00:00-05:00"}
        )
        with self.corner.shop.shop.lock:
            for code, count in one.units.items():
                give_back(self._item(code), count, self._place)
            one.deliveries.append(change(self.corner.shop.shop, one.id, fields))
            one.is_cancelled = True
        self.story.append(f"cancel {one.id}")

    def _purchase(self) -> None:
        self._move({self.random.choice(CODES): self.random.randint(1, 6)})

    def _sale_in_the_ledger(self) -> None:
        self._move({self.random.choice(CODES): -self.random.randint(1, 3)})

    # the ends

    def settled(self) -> None:
        """Everything that is on its way arrives."""
        while any(one.deliveries for one in self.sold):
            self._delivery()
        while any(one.made_at and not one.is_linked for one in self.sold):
            self._link()

    def sync(self) -> None:
        self.is_running = True
        self.story.append("sync")
        row = self.corner.sync()
        self.story.append(f"sync {row.state} {row.counts}")
        self.is_running = False

    def check(self, write: StockWrite) -> None:
        code = self.corner.items[write.item_id].sku
        self.story.append(f"write {code} {write.before} -> {write.after}, truth {self.truth(code)}")
        if write.after > write.before and write.after > self.truth(code):
            self.wrong.append(f"{code}: {write.before} -> {write.after}, but {self.truth(code)} are left")

    @property
    def _place(self) -> str:
        return CENTRAL if self.corner.shop.shop.platform == "shopify" else ""

    def _item(self, code: str) -> Item:
        return next(one for one in self.corner.items.values() if one.sku == code)

    def _move(self, units: dict[str, int]) -> None:
        company = self.company
        with company.lock:
            moves = []
            for code, count in units.items():
                product = company.product(code)
                assert product is not None
                moves.append(Move(product.answer["id"], 1270, Decimal(count)))
            company.move_stock(moves)
        self.story.append(f"ledger {units}")


def deliver(engine: Engine, order_id: str, topic: str, body: bytes, name: str = "tienda") -> None:
    """The intake's own transaction."""
    now = clock.now()
    delivery = {
        "connection": name,
        "dedupe": f"{order_id}:{topic}:{hash(body)}:{now.timestamp()}",
        "topic": topic,
        "order_id": order_id,
        "headers": "{}",
        "body": body,
        "received_at": now,
        "ignored": "",
    }
    order = {
        "connection": name,
        "order_id": order_id,
        "why": "",
        "lane": "empresa#0",
        "due_at": None,
        "first_seen_at": now,
        "changed_at": now,
    }
    with writing(engine) as database:
        keep_with_order(database, delivery, order)


def link(engine: Engine, order_id: str, name: str = "tienda") -> None:
    """Our books learn of the invoice, and the order is issued."""
    now = clock.now()
    with writing(engine) as database:
        [row] = find_orders(database, names=[name], which=[order_id])
        values = {"connection": name, "kind": "invoice", "source_id": order_id, "order_id": order_id}
        add_link(database, LinkRow(**values, ledger_id=f"id-{order_id}", total=Decimal(1), created_at=now))
        settle(database, row, state="issued", why="", now=now, with_link=True)


class Interrupting(Calls):
    """Before each request something may happen elsewhere."""

    def __init__(self) -> None:
        self._count = 0
        self.before: Callable[[], None] = lambda: None

    @property
    def count(self) -> int:  # type: ignore[override]
        return self._count

    @count.setter
    def count(self, value: int) -> None:
        is_leaving = value > self._count
        self._count = value
        if is_leaving:
            self.before()


class Watched(list[StockWrite]):
    """The shop's writes, each checked as it is made."""

    def __init__(self, check: Callable[[StockWrite], None]) -> None:
        super().__init__()
        self._check = check

    def append(self, write: StockWrite) -> None:
        super().append(write)
        self._check(write)


@contextmanager
def race(engine: Engine, platform: Platform, seed: int) -> Iterator[Race]:
    """Two products, one location, some formula."""
    random = Random(seed)
    places = (CENTRAL,) if platform == "shopify" else ("",)
    units = {code: random.randint(3, 20) for code in CODES}
    items = [item(code, units[code], number=70 + at, places=places) for at, code in enumerate(CODES)]
    formula = random.choice(({}, {}, {"buffer": 1}, {"percentage": 80}, {"cap": 6}, {"minimum": 3}))
    with corner(engine, platform, policy={"formula": formula}, balances=dict(units), items=items) as place:
        calls = Interrupting(), Interrupting()
        place.connection = connect(
            place.siigo, place.shop, {"formula": formula}, ledger_calls=calls[0], shop_calls=calls[1]
        )
        place.sync()
        place.shop.shop.clock = _ticking(clock.now() - timedelta(seconds=30))
        one = Race(random, place)
        place.shop.shop.stock_writes = Watched(one.check)
        for call in calls:
            call.before = one.during
        yield one


def _ticking(moment: datetime) -> Callable[[], datetime]:
    """A clock on which each event has a second of its own: shops tell no finer."""
    ticks = count()
    return lambda: moment + timedelta(seconds=next(ticks))


def raced(one: Race) -> None:
    """Some runs in the middle of everything, then quiet, then the numbers."""
    for _ in range(one.random.randint(1, 3)):
        for _ in range(one.random.randint(0, 6)):
            one.happen()
        one.sync()
    one.settled()
    for calls in (one.corner.connection.ledger_calls, one.corner.connection.shop_calls):
        calls.before = lambda: None  # type: ignore[attr-defined]
    one.sync()


def story_of(one: Race) -> str:
    return "\n".join(one.story)
