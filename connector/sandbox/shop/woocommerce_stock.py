"""An emulated WooCommerce's products and variations: lists, batches and their quirks (store-protocols.md 12, 13).

Strict where the connector could do harm: only what it has to write may be written, and a variation that is written
under another parent moves there, as it does in WooCommerce.
"""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from connector.sandbox.shop.exchange import Answer, Request, reply
from connector.sandbox.shop.shelf import ONLY, Item, Stock, StockWrite
from connector.sandbox.shop.state import Body, Shop
from connector.sandbox.shop.woocommerce_answers import (
    Refused,
    a_page,
    chosen,
    ids_in,
    in_order,
    invalid,
    no_route,
    sent,
)
from connector.sandbox.shop.woocommerce_rows import managed, product_row, variation_row

Row = Callable[[Item], Body]

WRITABLE = {"id": int, "manage_stock": bool, "stock_quantity": int, "inventory_delta": int, "regular_price": str}
STATUSES = ("any", "publish", "draft", "private", "pending", "future", "trash")
NOT_ANY = ("trash", "auto-draft")
_PATH = re.compile(r"(products|variations)(?:/(\d+))?(?:/(variations)(?:/(\d+))?)?(/batch)?", re.ASCII)


def pattern_of(path: str) -> str:
    """The path as faults and `Shop.calls` name it: products/{id}/variations/batch."""
    return re.sub(r"/\d+", "/{id}", path) if _PATH.fullmatch(path) else path


def answer(shop: Shop, request: Request, path: str) -> Answer | None:
    """None for what is not about products. Raises Refused."""
    if (request.method, path) == ("GET", "settings/products/woocommerce_manage_stock"):
        value = "yes" if shop.counts_stock else "no"
        return reply({"id": "woocommerce_manage_stock", "type": "checkbox", "default": "yes", "value": value})
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    top, product_id, below, variation_id, batch = match.groups(default="")
    if top == "variations":
        if product_id or batch or request.method != "GET" or not shop.has_variations_list:
            raise no_route()
        return _list(request, _all(shop, request, variations=True), _variations(shop, request))
    if batch and request.method == "POST" and not variation_id and bool(product_id) == bool(below):
        return _batch(shop, request, product_id)
    if batch:
        raise no_route()
    if below and not variation_id and request.method == "GET":
        kin = [item for item in _all(shop, request, variations=True) if item.product_id == product_id]
        return _list(request, kin, _variations(shop, request))
    if not product_id and request.method == "GET":
        return _list(request, _all(shop, request, variations=False), _products(shop, request))
    if not product_id or (below and not variation_id):
        raise no_route()
    return _one(shop, request, product_id if below else "", variation_id or product_id)


def _products(shop: Shop, request: Request, *, written: bool = False) -> Row:
    return lambda item: product_row(shop, item, request.host, written=written)


def _variations(shop: Shop, request: Request) -> Row:
    return lambda item: variation_row(shop, item, request.host)


def _list(request: Request, items: Iterable[Item], row: Row) -> Answer:
    return a_page(request, in_order(request, [row(item) for item in items]))


def _all(shop: Shop, request: Request, *, variations: bool) -> list[Item]:
    """What the query leaves. `sku` takes several by comma, in any case, and finds variations among products too."""
    query = request.query
    wanted, skus, kind = ids_in(query, "include"), _skus(query.get("sku", "")), query.get("type", "")
    status = query.get("status", "any")
    if status not in STATUSES:
        raise invalid("status")
    return [
        item
        for item in shop.items.values()
        if (variations == bool(item.product_id) or (skus and not variations))
        and (item.status == status if status != "any" else item.status not in NOT_ANY)
        and (not wanted or item.id in wanted)
        and (not skus or item.sku.casefold() in skus)
        and (not kind or (item.kind or "simple") == kind)
    ]


def _skus(text: str) -> frozenset[str]:
    """Also the whole of it: a SKU may hold a comma."""
    return frozenset(part.casefold() for part in (*text.split(","), text) if part)


def _one(shop: Shop, request: Request, parent_id: str, item_id: str) -> Answer:
    """GET or PUT of a product, or of a variation below its parent."""
    row = _variations(shop, request) if parent_id else _products(shop, request, written=request.method == "PUT")
    item = _found(shop, parent_id, item_id, 404 if request.method == "GET" else 400)
    if parent_id and item.product_id != parent_id:
        raise Refused(403, "woocommerce_rest_cannot_edit", "Parent product does not match current variation.")
    match request.method:
        case "GET":
            return reply(chosen(request, row(item)))
        case "PUT":
            body = _checked(sent(request))
            _wait(shop)
            _carry_out(shop, item, parent_id, body)
            return reply(row(item))
    raise no_route()


def _batch(shop: Shop, request: Request, parent_id: str) -> Answer:
    """200 whatever becomes of the items; at most 100 of them."""
    body = sent(request)
    if set(body) - {"update"}:
        raise Refused(400, "rest_invalid_param", "Not for the connector: to create or to delete products")
    updates = [_checked(update) for update in body.get("update") or []]
    if len(updates) > shop.most_in_batch:
        words = f"Unable to accept more than {shop.most_in_batch} items for this request."
        raise Refused(413, "woocommerce_rest_request_entity_too_large", words)
    if not updates:
        return reply([])
    _wait(shop)
    row = _variations(shop, request) if parent_id else _products(shop, request, written=True)
    rows = []
    for number, update in enumerate(updates):
        if shop.dies_after == number:
            shop.dies_after = None
            raise Refused(500, "internal_server_error", "There has been a critical error on this website.")
        rows.append(_updated(shop, parent_id, update, row))
    return reply({"update": rows})


def _updated(shop: Shop, parent_id: str, update: Body, row: Row) -> Body:
    try:
        item = _found(shop, parent_id, str(update.get("id")), 400)
        _carry_out(shop, item, parent_id, update)
    except Refused as refused:
        return {"id": update.get("id"), "error": refused.error}
    return row(item)


def _found(shop: Shop, parent_id: str, item_id: str, status: int) -> Item:
    item = shop.items.get(item_id)
    if item is None:
        kind = "product_variation" if parent_id else "product"
        raise Refused(status, f"woocommerce_rest_{kind}_invalid_id", "Invalid ID.")
    return item


def _wait(shop: Shop) -> None:
    """The moment between a request's arrival and its being carried out."""
    if shop.before_write:
        shop.before_write()


def _checked(update: Any) -> Body:
    """Raises Refused where it would write more than stock and price, or in another type."""
    if not isinstance(update, dict) or set(update) - set(WRITABLE):
        raise Refused(400, "rest_invalid_param", f"Not for the connector to write: {str(update)[:80]}")
    if wrong := [name for name, value in update.items() if type(value) is not WRITABLE[name]]:
        raise invalid(*wrong)
    return update


def _carry_out(shop: Shop, item: Item, parent_id: str, update: Body) -> None:
    if item.product_id and not parent_id:
        words = (
            "To manipulate product variations you should use the "
            "/products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint."
        )
        raise Refused(404, "woocommerce_rest_invalid_product_id", words)
    if parent_id:
        item.product_id = parent_id
    if "regular_price" in update and item.kind != "variable":
        item.price = Decimal(update["regular_price"])
    if shop.counts_stock:
        _switch(item, update.get("manage_stock"))
    if managed(shop, item) is True or (item.kind == "variable" and item.is_counted):
        _set(shop, item, update)


def _switch(item: Item, counts: bool | None) -> None:
    if counts is not None:
        item.is_counted, item.parent_counts = counts, False
    if counts is False:
        item.stock.pop(ONLY, None)


def _set(shop: Shop, item: Item, update: Body) -> None:
    """`stock_quantity` wins; `inventory_delta` adds to what is there now."""
    before = item.stock[ONLY].available if ONLY in item.stock else None
    if "stock_quantity" in update:
        after = update["stock_quantity"]
    elif "inventory_delta" in update and shop.knows_delta:
        after = (before or 0) + update["inventory_delta"]
    else:
        return
    if after != before:
        item.stock.setdefault(ONLY, Stock()).available = after
        write = StockWrite(item_id=item.id, location_id=ONLY, name="available", before=before or 0, after=after)
        shop.stock_writes.append(write)
