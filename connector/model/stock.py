"""Stock in our words: what the ledger holds by warehouse, what the shop shows by location, what is to be written there.

The ledger's quantities are Decimal, may be fractions and may be negative; the shop's are whole units.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

ProductKind = Literal["product", "service", "consumable", "combo"]

ONLY_LOCATION = ""
"""The location of a shop that has one stock and no name for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product of the ledger, with its balances."""

    code: str
    id: str
    name: str = ""
    kind: ProductKind = "product"
    is_counted: bool = True
    """Whether the ledger controls its stock; without, its balances mean nothing."""
    is_active: bool = True
    is_readable: bool = True
    """False: the ledger told of it in a way that is not understood, so that nothing of it is known but its code."""
    balances: Mapping[str, Decimal] = field(default_factory=dict)
    """Units by warehouse id, as text."""
    warehouse_names: Mapping[str, str] = field(default_factory=dict)
    barcode: str = ""
    group: str = ""
    """Id of its account group, as text."""
    prices: Mapping[int, Decimal] = field(default_factory=dict)
    """List price in COP by the position of the price list, as the ledger has it."""
    has_vat_inside: bool = False
    """Whether those prices hold VAT already."""
    vat: Decimal | None = None
    """Per cent: 19; None where it has none."""
    components: Mapping[str, Decimal] = field(default_factory=dict)
    """Of a combo: units of each code in one."""
    changed_at: datetime | None = None
    """When the ledger last saw it change, its stock included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place of the shop that has stock of its own."""

    id: str
    name: str = ""
    is_active: bool = True
    is_writable: bool = True
    """False where somebody else counts: a fulfilment service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What the shop shows of one variant at one location."""

    location_id: str = ONLY_LOCATION
    available: int
    """May be sold. Negative where the shop sells on backorder."""
    on_hand: int | None = None
    """On the shelf, sold and not yet sent included; None where the platform does not know it."""
    committed: int = 0
    """Of `on_hand`: sold and not yet sent."""
    is_active: bool = True
    """Whether the variant is stocked at the location."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What a buyer can put into the cart: Shopify's variant, WooCommerce's simple product or variation."""

    id: str
    """The platform's key, unique in the shop."""
    item_id: str = ""
    """What its stock is written to, where that is another key: Shopify's inventory item."""
    parent_id: str = ""
    """WooCommerce: the variable product of a variation. Shopify: the product."""
    sku: str = ""
    barcode: str = ""
    title: str = ""
    is_counted: bool = True
    """Whether the shop counts its stock: Shopify's `tracked`, WooCommerce's `manage_stock`."""
    is_offered: bool = True
    """Whether it is on sale: not in a draft, not archived."""
    refusal: str = ""
    """Why nobody may write its stock, in a sentence: a bundle's parent, stock that its parent keeps."""
    levels: tuple[Level, ...] = ()
    price: Decimal | None = None
    """As the shop has it, in its currency."""

    def level(self, location_id: str) -> Level | None:
        return next((level for level in self.levels if level.location_id == location_id), None)


Quantity = Literal["available", "on_hand"]
"""Which of a level's numbers is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A number that the shop shall show, and the number that it showed when that was decided."""

    variant: Variant
    location_id: str = ONLY_LOCATION
    quantity: int
    seen: int | None
    """None: the shop counts nothing there yet, so there is nothing to compare with."""
    what: Quantity = "available"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of a change.

    `stale`: the shop shows another number than was seen, and nothing was written. `refused`: never, as things are.
    """

    change: Change
    outcome: Literal["written", "stale", "refused"]
    after: int | None = None
    """What the shop shows now, as far as its answer says."""
    why: str = ""
    """A sentence for the merchant where it was refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChange:
    """A price that the shop shall show, in its currency."""

    variant: Variant
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An order that the shop names: that it exists, and when it last changed there."""

    id: str
    updated_at: datetime
    """Aware: the time that the order itself says when it is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The ledger's notices of stock changes: how they stand after looking after them."""

    is_on: bool
    detail: str = ""
    """What was found or mended, in a sentence."""
