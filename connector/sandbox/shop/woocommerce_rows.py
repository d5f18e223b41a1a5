"""A product or variation as an emulated WooCommerce shows it: the fields of a recorded answer of version 11."""

from typing import Any

from connector.sandbox.shop.shelf import ONLY, Item, Stock
from connector.sandbox.shop.state import Body, Shop

MADE = "2026-11-21T06:01:11"
EMPTY_ON_BOTH: Body = {
    **dict.fromkeys(("description", "sale_price", "tax_class", "weight", "shipping_class"), ""),
    **dict.fromkeys(("date_on_sale_from", "date_on_sale_from_gmt", "date_on_sale_to", "date_on_sale_to_gmt"), None),
    **dict.fromkeys(("on_sale", "virtual", "downloadable", "backorders_allowed", "backordered"), False),
    **{"low_stock_amount": None, "download_limit": -1, "download_expiry": -1, "shipping_class_id": 0, "menu_order": 0},
    **{"tax_status": "taxable", "backorders": "no", "purchasable": True, "downloads": [], "meta_data": []},
    "dimensions": {"length": "", "width": "", "height": ""},
}
EMPTY_ON_PRODUCTS: Body = {
    **dict.fromkeys(("short_description", "external_url", "button_text", "purchase_note", "post_password"), ""),
    **dict.fromkeys(("featured", "sold_individually", "has_options"), False),
    **{"upsell_ids": [], "cross_sell_ids": [], "categories": [], "brands": [], "tags": [], "images": []},
    **{"default_attributes": [], "grouped_products": [], "related_ids": [], "variations": []},
    **{"catalog_visibility": "visible", "total_sales": 0, "average_rating": "0.00", "rating_count": 0},
    **dict.fromkeys(("shipping_required", "shipping_taxable", "reviews_allowed"), True),
}


def managed(shop: Shop, item: Item) -> bool | str:
    """`manage_stock` as it is shown: a variation that counts nothing itself follows a parent that counts."""
    if not shop.counts_stock or item.kind in ("grouped", "external"):
        return False
    if item.kind == "variable":
        return item.is_counted and ONLY in item.stock
    if item.is_counted and not item.parent_counts:
        return True
    parent = shop.items.get(item.product_id)
    return "parent" if parent and managed(shop, parent) is True else False


def stock_of(shop: Shop, item: Item) -> Stock | None:
    """What the shown quantity is of; None where there is none."""
    counts = managed(shop, item)
    owner = shop.items[item.product_id] if counts == "parent" else item
    return owner.stock.get(ONLY) if counts else None


def product_row(shop: Shop, item: Item, host: str, *, written: bool = False) -> Body:
    """As `products` shows it, variations found by SKU too; an answer to a write has two fields more."""
    parent = shop.items.get(item.product_id)
    name = f"{parent.title} - {item.title}" if parent else item.title
    row = EMPTY_ON_PRODUCTS | _shared(shop, item, host) | {"name": name, "slug": f"producto-{item.id}"}
    row |= {"type": "variation" if item.product_id else item.kind or "simple", "price_html": ""}
    row["variations"] = [int(one.id) for one in shop.items.values() if one.product_id == item.id]
    row["_links"] = _links(host, "products", item.id)
    if written:
        row |= {"permalink_template": f"http://{host}/product/%pagename%/", "generated_slug": row["slug"]}
    return row


def variation_row(shop: Shop, item: Item, host: str) -> Body:
    """As the lists of variations show it."""
    row = _shared(shop, item, host) | {"name": item.title, "type": "variation", "image": None, "gallery_image_ids": []}
    row["attributes"] = [{"id": 0, "name": "Talla", "slug": "talla", "option": item.title}]
    row["_links"] = _links(host, f"products/{item.product_id}/variations", item.id)
    return row


def _shared(shop: Shop, item: Item, host: str) -> Body:
    stock = stock_of(shop, item)
    parent = shop.items.get(item.product_id)
    price = "" if item.kind == "variable" else format(item.price, "f")
    dates = dict.fromkeys(("date_created", "date_created_gmt", "date_modified", "date_modified_gmt"), MADE)
    return {
        "id": int(item.id),
        **dates,
        **EMPTY_ON_BOTH,
        "permalink": f"http://{host}/product/{item.id}/",
        "status": item.status,
        "sku": item.sku or (parent.sku if parent else ""),  # a variation without one shows its parent's
        "global_unique_id": item.barcode,
        "price": price,
        "regular_price": price,
        "manage_stock": managed(shop, item),
        "stock_quantity": stock.available if stock else None,
        "stock_status": "instock" if managed(shop, item) is False or (stock and stock.available > 0) else "outofstock",
        "attributes": [],
        "parent_id": int(item.product_id or 0),
    }


def _links(host: str, collection: str, item_id: str) -> dict[str, Any]:
    base = f"http://{host}/wp-json/wc/v3/{collection}"
    allowed = {"allow": ["GET", "POST", "PUT", "PATCH", "DELETE"]}
    return {"self": [{"href": f"{base}/{item_id}", "targetHints": allowed}], "collection": [{"href": base}]}
