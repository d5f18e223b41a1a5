"""An order of one emulated shop for some units of one item, complete enough to be read to the cent."""

from random import Random
from typing import Any

from connector.sandbox.shop.shelf import Item
from connector.sandbox.shop.state import Platform
from tests.exact.shops import shopify_order, woocommerce_order


def order_of(platform: Platform, item: Item, units: int, *, number: int) -> dict[str, Any]:
    """Paid and not sent yet. One of the random orders that has a line of so many units, and no other product."""
    make = woocommerce_order if platform == "woocommerce" else shopify_order
    for seed in range(20_000):
        body = make(Random(seed), number)
        rows = body["line_items"]
        if len(rows) == 1 and rows[0]["quantity"] == units and not rows[0].get("gift_card"):
            is_woo = platform == "woocommerce"
            rows[0] |= {"sku": item.sku, "product_id": int(item.id), "variant_id": 0 if is_woo else int(item.id)}
            return body | ({"status": "processing"} if is_woo else {})
    raise AssertionError(f"no order of {units} units")
