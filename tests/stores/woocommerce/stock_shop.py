"""A WooCommerce shop with things on its shelf, and the connector's stock of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from connector import http
from connector.model.stock import Change, Variant, Written
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.sandbox.shop.shelf import ONLY, Item, Stock
from connector.sandbox.shop.state import Shop
from connector.stores.woocommerce import Settings, open_stock
from connector.stores.woocommerce.stock import WooStock


def product(number: int, units: int | None = 10, sku: str = "", **fields: Any) -> Item:
    """Simple; None: the shop counts nothing."""
    kept = {} if units is None else {ONLY: Stock(available=units)}
    named: dict[str, Any] = {"title": f"Producto {number}", "price": Decimal("59900")} | fields
    return Item(id=str(number), sku=sku or f"SKU-{number}", is_counted=units is not None, stock=kept, **named)


def parent(number: int, units: int | None = None, sku: str = "", **fields: Any) -> Item:
    """A variable product; it counts where units are given."""
    return product(number, units, sku or f"PADRE-{number}", kind="variable", **fields)


def variation(number: int, of: int, units: int | None = 10, sku: str = "", **fields: Any) -> Item:
    return product(number, units, sku, product_id=str(of), **fields)


def shelf(*items: Item) -> dict[str, Item]:
    return {item.id: item for item in items}


@dataclass(frozen=True)
class Place:
    """`stock` is the connector's, `shop` the emulator's."""

    running: RunningShop
    stock: WooStock

    @property
    def shop(self) -> Shop:
        return self.running.shop

    def units(self, number: int) -> int:
        return self.shop.items[str(number)].stock[ONLY].available

    def writes(self) -> list[tuple[str, int, int]]:
        return [(write.item_id, write.before, write.after) for write in self.shop.stock_writes]

    def everything(self) -> dict[str, Variant]:
        """Page after page, as a process reads that dies after each."""
        found: dict[str, Variant] = {}
        cursor = ""
        while True:
            variants, cursor = opened(self.running).page(cursor, [ONLY])
            assert found.keys().isdisjoint(variant.id for variant in variants)
            found |= {variant.id: variant for variant in variants}
            if not cursor:
                return found

    def variants(self, *numbers: int) -> list[Variant]:
        everything = self.everything()
        self.shop.calls.clear()
        return [everything[str(number)] for number in numbers]

    def write(self, *changes: Change) -> list[Written]:
        return list(self.stock.write(changes, key="k", reference="corrida 1"))


def opened(running: RunningShop, **settings: object) -> WooStock:
    stock = open_stock(Settings.model_validate({**running.section, **settings}), session=http.new_session())
    assert stock is not None
    return stock


@contextmanager
def place(*items: Item, settings: dict[str, object] | None = None, **fields: Any) -> Iterator[Place]:
    """`fields` are those of the emulated `Shop`."""
    with running_shop("woocommerce", items=shelf(*items), **fields) as running:
        yield Place(running, opened(running, **(settings or {})))


def change(variant: Variant, quantity: int) -> Change:
    """Decided on what the variant shows."""
    level = variant.level(ONLY)
    return Change(variant=variant, quantity=quantity, seen=level.available if level else None)
