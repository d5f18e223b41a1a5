"""A Shopify shop with stock, and what the tests of stock ask of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from connector import http
from connector.model.stock import Change, Variant
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.sandbox.shop.shelf import Item, Place, Stock
from connector.stock_ports import StockStore
from connector.stores.shopify import Settings, open_stock

MAIN, SECOND, CLOSED, SERVICE = "501", "502", "503", "504"


def places() -> dict[str, Place]:
    return {
        MAIN: Place(id=MAIN, name="Sede Chapinero"),
        SECOND: Place(id=SECOND, name="Bodega Fontibón"),
        CLOSED: Place(id=CLOSED, name="Sede vieja", is_active=False),
        SERVICE: Place(id=SERVICE, name="Operador logístico", is_service=True),
    }


def item(number: int, *, available: int = 5, committed: int = 0, **fields: Any) -> Item:
    stock = {MAIN: Stock(available=available, committed=committed)}
    sku = f"SKU-{number}"
    return Item(**{"id": str(number), "sku": sku, "title": "Camiseta - M", "status": "ACTIVE", "stock": stock} | fields)


@contextmanager
def shop_of(*items: Item, **fields: Any) -> Iterator[RunningShop]:
    with running_shop("shopify", items={one.id: one for one in items}, places=places(), **fields) as running:
        yield running


def stock_of(running: RunningShop) -> StockStore:
    stock = open_stock(Settings.model_validate(running.section), session=http.new_session())
    assert stock is not None
    return stock


def read(stock: StockStore, *locations: str) -> dict[str, Variant]:
    """Every variant by id, all pages."""
    found, cursor = {}, ""
    while True:
        variants, cursor = stock.page(cursor, locations or (MAIN,))
        found |= {variant.id: variant for variant in variants}
        if not cursor:
            return found


def change(variant: Variant, quantity: int, location: str = MAIN, **fields: Any) -> Change:
    """From what the variant showed when it was read."""
    level = variant.level(location)
    assert level is not None
    return Change(
        **{"variant": variant, "location_id": location, "quantity": quantity, "seen": level.available} | fields
    )
