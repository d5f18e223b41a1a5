"""What an emulated shop has on its shelves: items with levels by location, sales that take from them, writes kept."""

from dataclasses import dataclass, field
from decimal import Decimal

ONLY = ""
"""The location of a shop that has one stock."""


@dataclass(slots=True, kw_only=True)
class Place:
    """A location of a Shopify shop."""

    id: str
    name: str
    is_active: bool = True
    is_service: bool = False
    """A fulfilment service counts there."""


@dataclass(slots=True, kw_only=True)
class Stock:
    """Units of one item at one location. On hand is available + committed + `other`."""

    available: int = 0
    committed: int = 0
    other: int = 0
    """Reserved, damaged, safety stock."""
    is_active: bool = True

    @property
    def on_hand(self) -> int:
        return self.available + self.committed + self.other


@dataclass(slots=True, kw_only=True)
class Item:
    """A variant (Shopify), a simple product or a variation (WooCommerce)."""

    id: str
    sku: str
    title: str = ""
    barcode: str = ""
    product_id: str = ""
    """Of a variation or variant; empty: a simple product of WooCommerce, or a Shopify product of the same id."""
    price: Decimal = Decimal(0)
    status: str = "publish"
    """WooCommerce: publish, draft, private, trash. Shopify: ACTIVE, DRAFT, ARCHIVED."""
    kind: str = ""
    """WooCommerce: "" for simple or variation, or "grouped", "external", or "variable" for a parent, which counts where
    it has stock. Shopify: "bundle" for a bundle's parent."""
    is_counted: bool = True
    """`tracked`, `manage_stock`."""
    parent_counts: bool = False
    """WooCommerce: the variation's stock is its parent's (`manage_stock: "parent"`)."""
    stock: dict[str, Stock] = field(default_factory=dict)
    """By location; WooCommerce has ONLY."""

    @property
    def available(self) -> int:
        """Over all locations."""
        return sum(stock.available for stock in self.stock.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class StockWrite:
    """A write of the connector to one item at one location, in the order of time."""

    item_id: str
    location_id: str
    name: str
    """available, on_hand."""
    before: int
    after: int


def sell(item: Item, units: int, location_id: str = ONLY) -> None:
    """A buyer's order takes units: fewer available, more committed. The shop's lock must be held."""
    stock = item.stock[location_id]
    stock.available -= units
    stock.committed += units


def give_back(item: Item, units: int, location_id: str = ONLY) -> None:
    """The order was cancelled and its units go back on the shelf."""
    sell(item, -units, location_id)


def send(item: Item, units: int, location_id: str = ONLY) -> None:
    """Sold units leave the house."""
    item.stock[location_id].committed -= units
