"""The stock of an emulated Shopify: variants, locations and orders read; quantities, tracking and prices written.

After store-protocols.md 7 as API version 2026-10 has it. An inventory item's id is "9" and its variant's.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from connector.sandbox.shop.graphql import GraphqlError
from connector.sandbox.shop.graphql_run import Connection, Resolver
from connector.sandbox.shop.shelf import Item, Place, Stock
from connector.sandbox.shop.shopify_search import found_variants
from connector.sandbox.shop.shopify_set import activated, number, quantities_set
from connector.sandbox.shop.state import Body, Shop

STATUSES = {"publish": "ACTIVE", "draft": "DRAFT"}
_SINCE = re.compile(r"updated_at:>='([^']+)'")


def queries(shop: Shop) -> dict[str, Resolver]:
    return {
        "productVariants": lambda sent: _needs(shop, "read_products", lambda: _variants(shop, sent)),
        "nodes": lambda sent: _needs(shop, "read_products", lambda: [_node(shop, gid) for gid in _few(sent["ids"])]),
        "locations": lambda sent: _needs(shop, "read_locations", lambda: _locations(shop, sent)),
        "orders": lambda sent: _needs(shop, "read_orders", lambda: _orders(shop, sent)),
    }


def mutations(shop: Shop) -> dict[str, Resolver]:
    return {
        "inventorySetQuantities": lambda sent: _needs(shop, "write_inventory", lambda: quantities_set(shop, sent)),
        "inventoryActivate": lambda sent: _needs(shop, "write_inventory", lambda: activated(shop, sent)),
        "inventoryItemUpdate": lambda sent: _needs(shop, "write_inventory", lambda: _updated(shop, sent)),
        "productVariantsBulkUpdate": lambda sent: _needs(shop, "write_products", lambda: _priced(shop, sent)),
    }


def _needs(shop: Shop, scope: str, value: Callable[[], Any]) -> Any:
    if scope in shop.scopes or scope.replace("read_", "write_") in shop.scopes:
        return value()
    raise GraphqlError(f"Access denied. Required access: `{scope}` access scope.", "ACCESS_DENIED")


def _few(sent: list[Any]) -> list[Any]:
    if len(sent) > 250:
        message = f"The input array size of {len(sent)} is greater than the maximum allowed of 250."
        raise GraphqlError(message, "MAX_INPUT_SIZE_EXCEEDED")
    return sent


# read


def _variants(shop: Shop, sent: Mapping[str, Any]) -> Connection:
    """By id, as with `sortKey: ID`."""
    found = found_variants(shop.items.values(), sent.get("query"))
    return Connection([_variant(shop, item) for item in sorted(found, key=lambda item: int(item.id))])


def _node(shop: Shop, gid: str) -> Body | None:
    item = shop.items.get(number(gid, "ProductVariant"))
    return None if item is None else _variant(shop, item)


def _variant(shop: Shop, item: Item) -> Body:
    product, _, variant = item.title.partition(" - ")
    product_id = item.product_id or item.id
    return {
        "id": f"gid://shopify/ProductVariant/{item.id}",
        "legacyResourceId": item.id,
        "sku": item.sku or None,
        "barcode": item.barcode or None,
        "title": variant or "Default Title",
        "price": f"{item.price:.2f}",
        "requiresComponents": item.kind == "bundle",
        "product": {
            "id": f"gid://shopify/Product/{product_id}",
            "legacyResourceId": product_id,
            "title": product,
            "status": STATUSES.get(item.status, item.status),
        },
        "inventoryItem": lambda _: _needs(shop, "read_inventory", lambda: _inventory_item(item)),
    }


def _inventory_item(item: Item) -> Body:
    return {
        "id": f"gid://shopify/InventoryItem/9{item.id}",
        "legacyResourceId": f"9{item.id}",
        "sku": item.sku or None,
        "tracked": item.is_counted,
        "inventoryLevel": lambda sent: _level(item, sent),
    }


def _level(item: Item, sent: Mapping[str, Any]) -> Body | None:
    stock = item.stock.get(number(sent["locationId"], "Location"))
    if stock is None or not (stock.is_active or sent.get("includeInactive")):
        return None
    return {
        "isActive": stock.is_active,
        "quantities": lambda asked: [_quantity(stock, name) for name in asked["names"]],
    }


def _quantity(stock: Stock, name: str) -> Body:
    quantities = {"available": stock.available, "on_hand": stock.on_hand, "committed": stock.committed}
    if name not in quantities:
        raise GraphqlError(f"The quantity name {name} is not valid.", "INVALID_FIELD_ARGUMENTS")
    return {"name": name, "quantity": quantities[name]}


def _locations(shop: Shop, sent: Mapping[str, Any]) -> Connection:
    places = [
        place
        for place in shop.places.values()
        if (place.is_active or sent.get("includeInactive")) and (not place.is_service or sent.get("includeLegacy"))
    ]
    return Connection([_location(place) for place in places])


def _location(place: Place) -> Body:
    return {
        "id": f"gid://shopify/Location/{place.id}",
        "legacyResourceId": place.id,
        "name": place.name,
        "isActive": place.is_active,
        "isFulfillmentService": place.is_service,
    }


def _orders(shop: Shop, sent: Mapping[str, Any]) -> Connection:
    """Those that changed at a moment or later, the longest unchanged first."""
    since = _SINCE.fullmatch(sent.get("query") or "")
    if since is None or sent.get("sortKey") != "UPDATED_AT":
        raise GraphqlError("The emulated shop lists orders by updated_at only", "BAD_REQUEST")
    moment = _moment(since[1])
    orders = [order for order in shop.orders.values() if _moment(order["updated_at"]) >= moment]
    orders.sort(key=lambda order: _moment(order["updated_at"]))
    return Connection([_order(order) for order in orders])


def _order(order: Body) -> Body:
    return {
        "id": f"gid://shopify/Order/{order['id']}",
        "legacyResourceId": str(order["id"]),
        "updatedAt": f"{_moment(order['updated_at']).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# written


def _updated(shop: Shop, sent: Mapping[str, Any]) -> Body:
    item = shop.items.get(number(sent["id"], "InventoryItem").removeprefix("9"))
    if item is None:
        message = "The product couldn't be updated because it does not exist."
        return {"inventoryItem": None, "userErrors": [{"field": ["id"], "message": message}]}
    item.is_counted = bool(sent["input"].get("tracked", item.is_counted))
    return {"inventoryItem": _inventory_item(item), "userErrors": []}


def _priced(shop: Shop, sent: Mapping[str, Any]) -> Body:
    """Without `allowPartialUpdates` all or nothing."""
    product = number(sent["productId"], "Product")
    variants = {item.id: item for item in shop.items.values() if (item.product_id or item.id) == product}
    if not variants:
        unknown = {"field": ["productId"], "message": "Product does not exist", "code": "PRODUCT_DOES_NOT_EXIST"}
        return {"productVariants": None, "userErrors": [unknown]}
    judged = [(entry, _price_error(variants, index, entry)) for index, entry in enumerate(_few(sent["variants"]))]
    errors = [error for _, error in judged if error]
    for entry, error in judged:
        if error is None and (not errors or sent.get("allowPartialUpdates")):
            variants[number(entry["id"], "ProductVariant")].price = Decimal(entry["price"])
    return {"productVariants": [{"id": entry["id"]} for entry, _ in judged], "userErrors": errors}


def _price_error(variants: Mapping[str, Item], index: int, entry: Body) -> Body | None:
    def error(name: str, message: str, code: str) -> Body:
        return {"field": ["variants", str(index), name], "message": message, "code": code}

    if number(entry["id"], "ProductVariant") not in variants:
        return error("id", "Product variant does not exist", "PRODUCT_VARIANT_DOES_NOT_EXIST")
    try:
        price = Decimal(entry["price"])
    except InvalidOperation:
        raise GraphqlError("Variable $variants was provided invalid value for price", "INVALID_VARIABLE") from None
    if price < 0:
        return error("price", "Price must be greater than or equal to 0", "GREATER_THAN_OR_EQUAL_TO")
    return None
