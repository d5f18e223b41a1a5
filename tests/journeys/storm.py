"""Hundreds of orders and their refunds through a bad day of Siigo and of the shop, and what must stand at its end."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import requests
from sqlalchemy import Engine, func, select
from sqlmodel import col

from connector import http
from connector.db.database import reading
from connector.db.limiter import Limiter
from connector.db.orders import due_lanes
from connector.db.tables import OrderRow
from connector.errors import OutcomeUnknown
from connector.sandbox.faults import fault_of
from connector.sandbox.shop import SignedDelivery
from connector.sandbox.shop.faults import fault
from connector.sandbox.shop.sending import change, place
from tests.journeys.aftermath import COMPANY, Place, a_place, an_order
from tests.journeys.lives import ONE_SHIRT, SHIRT, TOTAL, shopify_line, shopify_refund, woo_refund
from tests.journeys.world import until

PER_MINUTE = 100
"""Siigo's limit for a company, which the emulator enforces and the connector keeps."""

PATIENCE, DELAY = 1.0, "1.2"
"""Real seconds that stand for the ledger's `read_seconds`, and how late a delayed answer is."""

SIIGO: Sequence[tuple[str, str, str]] = (
    ("500_before", "*", "0.05"),
    ("500_after", "*", "0.05"),
    ("burn_key", "POST /v1/invoices", "0.03"),
    ("burn_key", "POST /v1/credit-notes", "0.03"),
    ("drop_before", "*", "0.01"),
    ("drop_after", "*", "0.01"),
    ("delay", "*", "0.005"),
    ("429", "*", "0.01"),
    ("429_odd", "*", "0.005"),
    ("503", "*", "0.005"),
    ("documents_service", "POST /v1/invoices", "0.01"),
)
"""What spoils a request, which, and what part of them."""

SHOP: Sequence[tuple[str, str]] = (
    ("500_before", "0.03"),
    ("500_after", "0.03"),
    ("503", "0.01"),
    ("429", "0.01"),
    ("drop_before", "0.01"),
    ("drop_after", "0.01"),
)

PLANS: Sequence[tuple[str, ...]] = (
    ("shirt", "money"),
    ("money",),
    ("all",),
    ("shirt",),
    ("shirt", "rest"),
)
"""What is given back of an order, one after the other; the orders take turns."""

WAVE = 25
"""Orders that come at once; those of the wave before are refunded meanwhile."""


ISSUED = ("issued", "issued_with_warnings")


@dataclass
class Storm:
    """An installation in which the time of its clock passes: waiting takes none of ours."""

    place: Place
    orders: list[str] = field(default_factory=list)
    given_back: dict[str, list[str]] = field(default_factory=dict)
    timeouts: int = 0
    told: int = 0
    """Deliveries of the shop that have been sent to the connector."""

    @property
    def platform(self) -> str:
        return self.place.shop.shop.platform

    def pass_time(self, seconds: float) -> None:
        self.place.moment += timedelta(seconds=seconds)

    def rage(self, orders: int) -> None:
        """All of the orders and all of their refunds, to the end."""
        for first in range(0, orders + 2 * WAVE, WAVE):
            for number in range(first, min(first + WAVE, orders)):
                self._buy(number)
            for turn in (1, 2):
                for number in range(max(first - turn * WAVE, 0), min(first - (turn - 1) * WAVE, orders)):
                    self._give_back(number, turn)
            self.come_to_rest()

    def come_to_rest(self) -> None:
        """Work on what is due, in every lane, and let time pass, until nothing is due and the shop has told all."""
        while True:
            self._tell()
            with reading(self.place.engine) as connection:
                lanes = sorted(due_lanes(connection, self.place.moment))
                next_at = connection.execute(select(func.min(col(OrderRow.due_at)))).scalar()
            if next_at is None:
                return
            self.place.moment = max(self.place.moment, next_at)
            for lane in lanes:
                self.place.work.run_lane(lane)

    def _tell(self) -> None:
        """Every delivery of the shop, its echoes of what we wrote included; each seventh comes twice."""
        box = self.place.shop.shop.outbox
        while self.told < len(box):
            self.told += 1
            for _ in range(2 if self.told % 7 == 0 else 1):
                self.place.send(box[self.told - 1])

    def _buy(self, number: int) -> None:
        order = numbered(self.platform, number)
        self.orders.append(str(order["id"]))
        self.given_back[str(order["id"])] = []
        place(self.place.shop.shop, order)

    def _give_back(self, number: int, turn: int) -> None:
        plan, order_id = PLANS[number % len(PLANS)], self.orders[number]
        if turn <= len(plan):
            self.given_back[order_id].append(plan[turn - 1])
            refunded(self.place, order_id, number, self.given_back[order_id])


@contextmanager
def a_storm(folder: Path, engine: Engine, platform: Any) -> Iterator[Storm]:
    """On SQLite: there the limiter asks the clock that is ours."""
    held: list[Storm] = []

    def sleep(seconds: float) -> None:
        held[0].pass_time(seconds)

    def impatient(*given: Any, read_seconds: float, **more: Any) -> requests.Response:
        """The ledger's patience is minutes of the clock, and a second of ours."""
        try:
            return http.call(*given, read_seconds=PATIENCE, **more)
        except OutcomeUnknown as error:
            if isinstance(error.__cause__, requests.Timeout):
                held[0].timeouts += 1
                company = held[0].place.siigo.state.companies[COMPANY]
                until(lambda: not company.in_flight, "the emulator to end what it does", 10)
                sleep(read_seconds)
            raise

    def pacing(company: str, per_minute: int) -> Limiter:
        return Limiter(engine, company, per_minute)

    options = {"rate_per_minute": PER_MINUTE, "stamp_after_polls": None, "stamp_seconds": 8, "token_seconds": 3600}
    with ExitStack() as stack:
        stack.enter_context(mock.patch("connector.db.limiter.time", SimpleNamespace(sleep=sleep)))
        stack.enter_context(mock.patch("connector.ledgers.siigo.client.call", impatient))
        state = random.getstate()
        stack.callback(random.setstate, state)
        random.seed(1)
        here = stack.enter_context(a_place(folder, engine, platform, options=options, pacing=pacing))
        for number, (what, where, share) in enumerate(SIIGO):
            entry = {"what": what, "where": where, "share": share, "seed": number}
            here.siigo.state.faults.append(fault_of(entry | ({"seconds": DELAY} if what == "delay" else {})))
        here.shop.shop.faults += [fault(what, share=share, seed=n) for n, (what, share) in enumerate(SHOP)]
        held.append(Storm(here))
        yield held[0]


# --- orders -----------------------------------------------------------------------------------------------------------


def numbered(platform: str, number: int) -> dict[str, Any]:
    """The `number`-th order of the storm; each tenth is of the same buyer."""
    buyer = str(1_020_000_000 + (number if number % 10 else 0))
    if platform == "shopify":
        notes = [{"name": "Cédula", "value": buyer}]
        return an_order(platform, id=6_001_000_100_000 + number, name=f"#{5000 + number}", note_attributes=notes)
    meta = [{"id": 1, "key": "_billing_cedula", "value": buyer}]
    return an_order(platform, id=5000 + number, number=str(5000 + number), meta_data=meta)


def refunded(here: Place, order_id: str, number: int, whats: Sequence[str]) -> SignedDelivery:
    """The order's refunds are these from now on."""
    platform = here.shop.shop.platform
    ids = [10_000 + 10 * number + turn for turn in range(len(whats))]
    left = TOTAL[platform] - sum(amounts_of(platform, whats))
    if platform == "woocommerce":
        refunds = [_woo(what, id_) for what, id_ in zip(whats, ids, strict=True)]
        return change(here.shop.shop, order_id, {"refunds": refunds} | ({} if left else {"status": "refunded"}))
    refunds = [_shopify(what, id_) for what, id_ in zip(whats, ids, strict=True)]
    quantity = 0 if "all" in whats else 1 if "shirt" in whats else 2
    fields = {
        "refunds": refunds,
        "line_items": [dict(an_order("shopify")["line_items"][0], current_quantity=quantity)],
        "financial_status": "partially_refunded" if left else "refunded",
        "current_total_price": f"{left}.00",
    }
    return change(here.shop.shop, order_id, fields)


def amounts_of(platform: str, whats: Sequence[str]) -> list[Decimal]:
    total, shirt = TOTAL[platform], SHIRT[platform]
    return [{"shirt": shirt, "money": Decimal(10000), "all": total, "rest": total - shirt}[what] for what in whats]


def _woo(what: str, id_: int) -> dict[str, Any]:
    if what == "shirt":
        return {**ONE_SHIRT, "id": id_}
    [amount] = amounts_of("woocommerce", [what])
    return woo_refund(id_, str(amount))


def _shopify(what: str, id_: int) -> dict[str, Any]:
    shipping = {"id": 5, "shipping_line_id": 51, "subtotal_amount_set": {"shop_money": {"amount": "10000.00"}}}
    shapes: dict[str, Callable[[], dict[str, Any]]] = {
        "shirt": lambda: shopify_refund(id_, "59900.00", shopify_line(1, 1, "59900.00", "9563.87")),
        "money": lambda: shopify_refund(id_, "10000.00"),
        "all": lambda: shopify_refund(
            id_, "131700.00", shopify_line(1, 2, "119800.00", "19127.73"), refund_shipping_lines=[shipping]
        ),
        "rest": lambda: shopify_refund(id_, "71800.00"),
    }
    return shapes[what]()


# --- what must stand --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    orders: int
    refunds: int
    requests: int
    errors: Counter[str]
    shop_requests: int
    states: Counter[str]

    @property
    def share(self) -> Decimal:
        """Of the requests to Siigo, in per cent, that ended in anything but a success."""
        return Decimal(100 * self.errors.total()) / self.requests


def assert_calm(storm: Storm) -> Figures:
    """Exactly one invoice an order, exactly one note a refund, exact, accepted, linked, shown; nothing held."""
    here = storm.place
    rows = {row.order_id: row for row in here.rows()}
    assert sorted(rows) == sorted(storm.orders)
    stuck = [(row.order_id, row.state, row.why) for row in rows.values() if row.state not in ISSUED]
    assert not stuck, stuck
    papers = {paper["id"]: paper for kind in ("invoices", "credit-notes") for paper in here.papers(kind)}
    assert {paper["stamp"]["status"] for paper in papers.values()} == {"Accepted"}
    found: dict[str, list[Decimal]] = {order_id: [] for order_id in storm.orders}
    notes: dict[str, list[Decimal]] = {order_id: [] for order_id in storm.orders}
    links = here.links()
    assert sorted(link.ledger_id for link in links) == sorted(papers), "every paper is linked, and none twice"
    for link in links:
        (found if link.kind == "invoice" else notes)[link.order_id].append(Decimal(papers[link.ledger_id]["total"]))
    assert found == {order_id: [TOTAL[storm.platform]] for order_id in storm.orders}
    wanted = {order_id: amounts_of(storm.platform, whats) for order_id, whats in storm.given_back.items()}
    assert {each: sorted(totals) for each, totals in notes.items()} == {
        each: sorted(totals) for each, totals in wanted.items()
    }
    calls = [(outcome, n) for outcomes in here.siigo.state.calls.values() for outcome, n in outcomes.items()]
    errors = Counter({"timed out": storm.timeouts})
    for outcome, times in calls:
        if outcome == "dropped" or int(outcome) >= 400:
            errors[outcome] += times
    return Figures(
        orders=len(rows),
        refunds=sum(map(len, storm.given_back.values())),
        requests=sum(times for _, times in calls),
        errors=errors,
        shop_requests=len(here.shop.shop.calls),
        states=Counter(row.state for row in rows.values()),
    )
