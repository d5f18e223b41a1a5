"""An emulated WooCommerce REST API v3, as far as the connector asks it: orders, notes, refunds, webhooks, stock.

Strict where WooCommerce is (credentials, rights, signature) and where it would recalculate an order: only `status`,
`meta_data` and `customer_note` may be written (store-protocols.md 13).
"""

import re
from base64 import b64encode
from hashlib import sha256
from hmac import compare_digest, digest
from urllib.parse import quote

from connector.sandbox.shop import woocommerce_stock
from connector.sandbox.shop.exchange import Answer, Request, reply
from connector.sandbox.shop.sending import in_a_body, tell_of
from connector.sandbox.shop.state import Body, Shop
from connector.sandbox.shop.woocommerce_answers import Refused, a_page, chosen, ids_in, in_order, no_route, sent

ROOT = "/wp-json/wc/v3/"
WRITABLE = frozenset({"status", "meta_data", "customer_note"})
_ORDER = re.compile(r"orders/([^/]+)(/notes|/refunds)?")


def where(request: Request) -> str:
    path = request.path.removeprefix(ROOT)
    match = _ORDER.fullmatch(path)
    if match and match[1] != "batch":
        path = f"orders/{{id}}{match[2] or ''}"
    return f"{request.method} {woocommerce_stock.pattern_of(path)}"


def error(status: int) -> Answer:
    codes = {429: "too_many_requests", 503: "service_unavailable"}
    headers = {"Retry-After": "2"} if status == 429 else {}
    return reply(
        {"code": codes.get(status, "internal_server_error"), "message": "Emulated fault", "data": {"status": status}},
        status,
        **headers,
    )


def answer(shop: Shop, request: Request) -> Answer:
    try:
        _check_credentials(shop, request)
        return _resource(shop, request)
    except Refused as refused:
        return refused.answer


def _resource(shop: Shop, request: Request) -> Answer:
    path = request.path.removeprefix(ROOT)
    match (request.method, path):
        case ("GET", "orders"):
            return a_page(request, _orders(shop, request))
        case ("POST", "orders/batch") if sent(request) == {}:
            return reply([])
        case ("GET", "webhooks"):
            topics = ("order.created", "order.updated", "order.deleted", "order.restored")
            hooks = [{"id": number, "topic": topic, "status": "active"} for number, topic in enumerate(topics, 1)]
            return a_page(request, [hook | {"delivery_url": shop.hook_url} for hook in hooks])
        case ("GET", "settings/tax/woocommerce_tax_round_at_subtotal"):
            return reply({"id": "woocommerce_tax_round_at_subtotal", "value": "no"})
    if found := _ORDER.fullmatch(path):
        return _order(shop, request, found[1], found[2] or "")
    if stock := woocommerce_stock.answer(shop, request, path):
        return stock
    raise no_route()


def _orders(shop: Shop, request: Request) -> list[Body]:
    """Every status but the trash. `modified_after` leaves its own second out; we take it in UTC only."""
    query, wanted = request.query, ids_in(request.query, "include")
    after = query.get("modified_after", "")
    if after and query.get("dates_are_gmt") != "true":
        raise Refused(400, "rest_invalid_param", "Not for the connector: modified_after in the shop's own time")
    found = [
        in_a_body(shop, order)
        for order in shop.orders.values()
        if order.get("status") not in ("trash", "auto-draft")
        and (not wanted or str(order["id"]) in wanted)
        and (not after or str(order.get("date_modified_gmt") or "") > after)
    ]
    return in_order(request, found)


def _order(shop: Shop, request: Request, order_id: str, part: str) -> Answer:
    order = shop.orders.get(order_id)
    if order is None:
        raise Refused(404, "woocommerce_rest_shop_order_invalid_id", "Invalid ID.")
    match (request.method, part):
        case ("GET", ""):
            return reply(chosen(request, in_a_body(shop, order)))
        case ("PUT", ""):
            return _put(shop, order_id, sent(request))
        case ("GET", "/refunds"):
            return a_page(request, [_refund_detail(refund) for refund in order.get("refunds") or []])
        case ("GET", "/notes"):
            return reply(shop.notes.get(order_id, [])[::-1])
        case ("POST", "/notes"):
            return reply(_new_note(shop, order_id, sent(request)), 201)
    raise no_route()


def _refund_detail(refund: Body) -> Body:
    """One that is only known from its order has no lines: money alone."""
    whole = {"line_items": [], "shipping_lines": [], "fee_lines": [], "tax_lines": [], "refunded_payment": False}
    amount = {"amount": str(refund["total"]).removeprefix("-")} if "amount" not in refund else {}
    return {name: value for name, value in (whole | amount | refund).items() if name not in ("total", "total_tax")}


def _put(shop: Shop, order_id: str, fields: Body) -> Answer:
    if unknown := set(fields) - WRITABLE:
        raise Refused(400, "rest_invalid_param", f"Not for the connector to write: {', '.join(sorted(unknown))}")
    order = shop.orders[order_id]
    order |= {name: value for name, value in fields.items() if name != "meta_data"}
    order["meta_data"] = _updated(shop, list(order.get("meta_data") or []), fields.get("meta_data") or [])
    if shop.echoes:
        tell_of(shop, order_id)
    return reply(in_a_body(shop, order))


def _updated(shop: Shop, rows: list[Body], fields: list[Body]) -> list[Body]:
    """By id where one is given; else by key, and then other rows of that key go (WC_Data::update_meta_data)."""
    for row in fields:
        if "key" not in row or "value" not in row:
            raise Refused(400, "rest_invalid_param", "Invalid parameter(s): meta_data")
        same = [old for old in rows if old.get("id") == row["id"]] if "id" in row else []
        same = same or [old for old in rows if old.get("key") == row["key"]]
        kept = [old for old in rows if old not in same[1:]]
        new = {"id": same[0]["id"] if same else shop.new_id(), "key": row["key"], "value": row["value"]}
        rows = [new if same and old is same[0] else old for old in kept] + ([] if same else [new])
    return [row for row in rows if row["value"] is not None]


def _new_note(shop: Shop, order_id: str, fields: Body) -> Body:
    """Makes no delivery (store-protocols.md 9.5)."""
    if not isinstance(fields.get("note"), str) or not fields["note"]:
        raise Refused(400, "rest_missing_callback_param", "Missing parameter(s): note")
    note = {
        "id": shop.new_id(),
        "author": "WooCommerce",
        "date_created_gmt": shop.now(),
        "note": fields["note"].replace("&", "&amp;"),
        "customer_note": fields.get("customer_note", False),
    }
    shop.notes.setdefault(order_id, []).append(note)
    return note


def _check_credentials(shop: Shop, request: Request) -> None:
    """Over plain http WooCommerce takes OAuth 1.0a only (store-protocols.md 13)."""
    given = request.query
    if "oauth_consumer_key" not in given:
        raise Refused(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
    if given["oauth_consumer_key"] != shop.key:
        raise Refused(401, "woocommerce_rest_authentication_error", "Consumer key is invalid.")
    if not compare_digest(_signature(shop, request), given.get("oauth_signature", "")):
        message = "Invalid signature - provided signature does not match."
        raise Refused(401, "woocommerce_rest_authentication_error", message)
    if request.method != "GET" and not shop.may_write:
        message = "The API key provided does not have write permissions."
        raise Refused(401, "woocommerce_rest_authentication_error", message)


def _signature(shop: Shop, request: Request) -> str:
    """As WooCommerce computes it: parameters sorted, all encoded twice, the key `secret&`."""
    pairs = sorted((name, value) for name, value in request.query.items() if name != "oauth_signature")
    text = "&".join(f"{quote(name, '')}={quote(value, '')}" for name, value in pairs)
    url = f"http://{request.host}{quote(request.path, '/{}')}"
    message = f"{request.method}&{quote(url, '')}&{quote(text, '')}"
    return b64encode(digest(f"{shop.secret}&".encode(), message.encode(), sha256)).decode()
