"""Shopify's variants as Variant, and how many of them one query may ask for. Pure.

All ids are the numbers of the REST API and of the admin's addresses, as text; `gid` makes the API's own of them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from connector.messages import say
from connector.model.money import money_of
from connector.model.stock import Level, Variant

MOST = 250
"""Of anything in one list that is sent or asked for (store-protocols.md 6.3)."""

DEAREST = 1000
"""Points of one query, whatever the plan (store-protocols.md 6.3)."""

HIDDEN = frozenset({"DRAFT", "ARCHIVED"})
"""Products that nobody can buy; one that is UNLISTED is sold to whoever has its address."""

ONLY_ONE = "Default Title"
"""The title of the variant of a product that has no others."""


def gid(kind: str, number: str) -> str:
    return f"gid://shopify/{kind}/{number}"


def most_variants(locations: int) -> int:
    """Variants of one query: by the published rules each costs itself, its product, its inventory item, and two
    objects a location; a connection costs two more. What Shopify really asks is less."""
    return max(1, min(MOST, (DEAREST - 2) // (3 + 2 * locations)))


def levels_of(locations: Sequence[str]) -> str:
    """The fragments that a document of variants lacks: each location's level by itself, which is cheaper than a
    connection over all of them. A level that was switched off still has its numbers (`includeInactive`)."""
    asked = "".join(
        f'  at{index}: inventoryLevel(locationId: "{gid("Location", location)}", includeInactive: true) '
        "{ ...StockLevel }\n"
        for index, location in enumerate(locations)
        if location.isascii() and location.isdigit()
    )
    if not asked:
        return "\nfragment StockLevels on InventoryItem { id }\n"
    return (
        f"\nfragment StockLevels on InventoryItem {{\n{asked}}}\n"
        "\nfragment StockLevel on InventoryLevel {\n  isActive\n"
        '  quantities(names: ["available", "on_hand", "committed"]) { name quantity }\n}\n'
    )


def variant_of(node: Mapping[str, Any], locations: Sequence[str]) -> Variant:
    """SKU and barcode without blanks around them, as orders have them. A bundle's parent has no stock of its own:
    Shopify computes it from its components (store-protocols.md 7.2)."""
    item, product = node["inventoryItem"], node["product"]
    levels = ((location, f"at{index}") for index, location in enumerate(locations))
    return Variant(
        id=str(node["legacyResourceId"]),
        item_id=str(item["legacyResourceId"]),
        parent_id=str(product["legacyResourceId"]),
        sku=(node["sku"] or "").strip(),
        barcode=(node["barcode"] or "").strip(),
        title=_title(product["title"], node["title"]),
        is_counted=item["tracked"],
        is_offered=product["status"] not in HIDDEN,
        refusal=say("shopify_stock.bundle") if node["requiresComponents"] else "",
        levels=tuple(_level(location, item[alias]) for location, alias in levels if alias in item),
        price=money_of(node["price"]),
    )


def _title(product: str, variant: str) -> str:
    return product if variant in ("", ONLY_ONE) else f"{product} - {variant}"


def _level(location: str, node: Mapping[str, Any] | None) -> Level:
    """None: the item was never stocked there, so there are no units and nothing is active."""
    if node is None:
        return Level(location_id=location, available=0, on_hand=0, is_active=False)
    numbers = {entry["name"]: int(entry["quantity"]) for entry in node["quantities"]}
    return Level(
        location_id=location,
        available=numbers["available"],
        on_hand=numbers["on_hand"],
        committed=numbers["committed"],
        is_active=node["isActive"],
    )
