"""What an emulated shop remembers: its orders, what was written to them, what it sent, what it was asked."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import RLock
from typing import Any, Literal

from connector.sandbox.clock import system_clock
from connector.sandbox.faults import Fault
from connector.sandbox.shop import SignedDelivery
from connector.sandbox.shop.cost import Bucket
from connector.sandbox.shop.shelf import Item, Place, StockWrite

Platform = Literal["woocommerce", "shopify"]
Body = dict[str, Any]
SCOPES = frozenset(
    {
        *("read_orders", "write_orders", "read_all_orders", "read_customers", "read_products", "write_products"),
        *("read_inventory", "write_inventory", "read_locations"),
    }
)


@dataclass(slots=True, kw_only=True)
class Shop:
    """Safe to share between threads as long as they hold `lock` while they change or read more than one thing."""

    platform: Platform
    orders: dict[str, Body] = field(default_factory=dict)
    """By id, as the platform's webhooks write an order; a WooCommerce refund may have all of its own fields."""
    key: str = "ck_de_la_tienda"
    """Consumer key, or client id."""
    secret: str = "cs_de_la_tienda"  # noqa: S105 - of a shop that does not exist
    token: str = "shpat_de_la_tienda"  # noqa: S105 - the same
    """Shopify's only."""
    may_write: bool = True
    """False: WooCommerce's key only reads, Shopify's app lacks `write_orders`."""
    scopes: frozenset[str] = SCOPES
    hook_url: str = ""
    """Where deliveries are sent; they stand in `outbox` in any case."""
    hook_secret: str = "secreto-de-la-tienda"  # noqa: S105 - the same
    echoes: bool = True
    """Whether a write of the connector makes a delivery."""
    clock: Callable[[], datetime] = system_clock
    notes: dict[str, list[Body]] = field(default_factory=dict)
    """WooCommerce's, by order."""
    metafields: dict[str, dict[tuple[str, str], Body]] = field(default_factory=dict)
    """Shopify's, by order, then by namespace and key."""
    items: dict[str, Item] = field(default_factory=dict)
    """What it sells, by id."""
    places: dict[str, Place] = field(default_factory=dict)
    """Shopify's locations, by id."""
    stock_writes: list[StockWrite] = field(default_factory=list)
    before_write: Callable[[], object] | None = None
    """Called between the arrival of a write of stock or price and its being carried out: a sale, a deletion."""
    has_variations_list: bool = True
    """WooCommerce's `GET variations`, since 10.3."""
    counts_stock: bool = True
    """WooCommerce's own switch of stock management."""
    most_in_batch: int = 100
    """WooCommerce's, which a plugin may lower."""
    knows_delta: bool = True
    """False: a plugin swallows WooCommerce's `inventory_delta`."""
    dies_after: int | None = None
    """Items of the next WooCommerce batch that are carried out before PHP's time is over; None: all."""
    keys: dict[str, tuple[str, Body | None]] = field(default_factory=dict)
    """Shopify's idempotency keys: what was sent with each, and its answer; None where it failed."""
    bucket: bool = False
    """Whether Shopify's query points can run out."""
    points: Bucket = field(default_factory=Bucket)
    faults: list[Fault] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    """Every request, as faults name it: "GET orders/{id}/notes", "query Order"."""
    outbox: list[SignedDelivery] = field(default_factory=list)
    lock: RLock = field(default_factory=RLock)
    last_id: int = 900_000

    def new_id(self) -> int:
        with self.lock:
            self.last_id += 1
            return self.last_id

    def fault_at(self, where: str) -> Fault | None:
        """The first fault that strikes this request, which is counted."""
        with self.lock:
            self.calls.append(where)
            return next((fault for fault in self.faults if fault.strikes(where)), None)

    def now(self) -> str:
        return f"{self.clock().astimezone(UTC):%Y-%m-%dT%H:%M:%S}"


def shop_of(platform: Platform, orders: Iterable[Mapping[str, Any]], **fields: Any) -> Shop:
    """A shop with copies of these orders."""
    shop = Shop(platform=platform, **fields)
    for order in orders:
        shop.orders[str(order["id"])] = dict(order)
    return shop
