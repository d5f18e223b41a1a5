"""An emulated shop tells of an order: the delivery signed as the platform signs, kept, and posted where it shall go."""

from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from hashlib import sha256
from hmac import digest
from http.client import HTTPConnection, HTTPException
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from connector import json_text
from connector.sandbox.shop import SignedDelivery
from connector.sandbox.shop.state import Body, Shop

TOPICS = {
    "woocommerce": {"created": "order.created", "updated": "order.updated"},
    "shopify": {"created": "orders/create", "updated": "orders/updated"},
}
NOT_IN_A_BODY = frozenset({"transactions", "localized_fields", "metafields"})
"""What only Shopify's API tells."""

ROWS = ("line_items", "shipping_lines", "fee_lines")

SECONDS = 10


def change(shop: Shop, order_id: str, fields: Mapping[str, Any]) -> SignedDelivery:
    """Somebody in the shop changes the order, and the shop says so."""
    with shop.lock:
        shop.orders[order_id] |= fields
        return tell_of(shop, order_id)


def place(shop: Shop, order: Mapping[str, Any]) -> SignedDelivery:
    """A buyer places the order, and the shop says so."""
    with shop.lock:
        shop.orders[str(order["id"])] = dict(order)
        return tell_of(shop, str(order["id"]), "created")


def tell_of(shop: Shop, order_id: str, what: str = "updated") -> SignedDelivery:
    """Moves the order's time of change, and delivers its newest state."""
    order = shop.orders[order_id]
    if shop.platform == "shopify":
        order["updated_at"] = f"{shop.now()}+00:00"
    else:
        order["date_modified_gmt"] = shop.now()
    body = json_text.write(in_a_body(shop, order)).encode()
    delivery = _signed(shop, TOPICS[shop.platform][what], order_id, body)
    shop.outbox.append(delivery)
    if shop.hook_url:
        Thread(target=_post, args=(shop.hook_url, delivery), daemon=True).start()
    return delivery


def in_a_body(shop: Shop, order: Body) -> Body:
    """The order as a webhook tells it."""
    if shop.platform == "shopify":
        return {name: value for name, value in order.items() if name not in NOT_IN_A_BODY}
    return order | {"refunds": [refund_in_order(refund) for refund in order.get("refunds") or []]}


def refund_in_order(refund: Mapping[str, Any]) -> Body:
    """WooCommerce's order tells only this much of a refund (store-protocols.md 10.3)."""
    rows = [row for name in ROWS for row in refund.get(name) or []]
    tax = sum((Decimal(row.get("total_tax") or "0") for row in rows), Decimal(0))
    return {
        "id": refund["id"],
        "reason": refund.get("reason", ""),
        "total": refund.get("total") or f"-{refund['amount']}",
        "total_tax": refund.get("total_tax") or f"{tax:f}",
    }


def _signed(shop: Shop, topic: str, order_id: str, body: bytes) -> SignedDelivery:
    signature = b64encode(digest(shop.hook_secret.encode(), body, sha256)).decode()
    number = str(shop.new_id())
    if shop.platform == "shopify":
        headers = {
            "X-Shopify-Topic": topic,
            "X-Shopify-Hmac-Sha256": signature,
            "X-Shopify-Shop-Domain": "tienda-ejemplo.myshopify.com",
            "X-Shopify-API-Version": "2026-10",
            "X-Shopify-Webhook-Id": f"emulado-{number}",
            "X-Shopify-Order-Id": order_id,
        }
    else:
        headers = {
            "X-WC-Webhook-Source": "http://127.0.0.1/",
            "X-WC-Webhook-Topic": topic,
            "X-WC-Webhook-Resource": "order",
            "X-WC-Webhook-Signature": signature,
            "X-WC-Webhook-ID": "1",
            "X-WC-Webhook-Delivery-ID": number,
        }
    return SignedDelivery(shop.platform, topic, headers | {"Content-Type": "application/json"}, body)


def _post(url: str, delivery: SignedDelivery) -> None:
    """Once. A delivery that is lost is lost, as with WooCommerce."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=SECONDS)
    with suppress(OSError, HTTPException):
        connection.request("POST", parts.path or "/", delivery.body, delivery.headers)
        connection.getresponse().read()
    connection.close()
