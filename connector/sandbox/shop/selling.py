"""A buyer in an emulated shop: an order that is as real as those of the demo takes its units from the shelf."""

from collections.abc import Collection, Mapping
from typing import Any

from connector import json_text
from connector.sandbox.shop import deliveries
from connector.sandbox.shop.sending import place
from connector.sandbox.shop.shelf import sell
from connector.sandbox.shop.state import Shop


def sell_one(shop: Shop, skus: Collection[str]) -> tuple[str, int]:
    """An order of one of these products alone; SKU and units. Of WooCommerce, paid."""
    bodies = (json_text.parse(one.body) for one in deliveries(shop.platform) if one.topic == "order.created")
    order = next(body for body in bodies if _is_of_one_product(body, skus))
    [row] = order["line_items"]
    with shop.lock:
        sell(next(item for item in shop.items.values() if item.sku == row["sku"]), row["quantity"])
        place(shop, order | {"status": "processing"})
    return row["sku"], row["quantity"]


def _is_of_one_product(order: Mapping[str, Any], skus: Collection[str]) -> bool:
    return [row["sku"] in skus for row in order["line_items"]] == [True]
