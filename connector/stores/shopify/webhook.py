"""A Shopify webhook POST: signature over the exact bytes, then what it is about. No clock, no network."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from connector.errors import DeliveryRefused
from connector.json_text import NotJson, parse
from connector.messages import say
from connector.ports import Received
from connector.stores.signature import verify

ORDER_TOPICS = frozenset(
    {
        "orders/create",
        "orders/updated",
        "orders/paid",
        "orders/cancelled",
        "orders/fulfilled",
        "orders/partially_fulfilled",
    }
)
"""Topics whose body is an order."""

POINTER_TOPICS = {
    "orders/delete": ("id",),
    "orders/edited": ("order_edit", "order_id"),
    "refunds/create": ("order_id",),
    "order_transactions/create": ("order_id",),
    "fulfillments/update": ("order_id",),
}
"""Topics whose body only names an order, and where."""

_UNUSED = {
    "customers/data_request": "shopify.ignored.data_request",
    "customers/redact": "shopify.ignored.customer_redact",
    "shop/redact": "shopify.ignored.shop_redact",
    "app/uninstalled": "shopify.ignored.uninstalled",
    "tender_transactions/create": "shopify.ignored.tender",
}
_UNUSED_FAMILIES = {
    "inventory_items": "shopify.ignored.inventory",
    "inventory_levels": "shopify.ignored.inventory",
    "products": "shopify.ignored.products",
    "fulfillments": "shopify.ignored.fulfillments",
}


def receive(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], *, shop: str = "") -> Received:
    """Classify a delivery. `shop` is the domain it must come from; empty accepts any.

    Raises DeliveryRefused: 401 unless the signature fits one of `secrets`; 400 for a body that is not a JSON
    object, has no topic, or lacks the order's id (store-protocols.md 2.1-2.5).
    """
    if not verify(body, _header(headers, "hmac-sha256"), secrets):
        raise DeliveryRefused(401, say("shopify.bad_signature"))
    fields = _object(body)
    topic = _header(headers, "topic")
    if not topic:
        raise DeliveryRefused(400, say("shopify.no_topic"))
    domain = _header(headers, "shop-domain").lower()
    if shop and domain != shop:
        return Received(
            topic=topic,
            dedupe=_dedupe(headers, topic, body),
            ignored=say("shopify.ignored.other_shop", found=domain or "-", expected=shop),
        )
    ignored = ignored_because(topic)
    return Received(
        topic=topic,
        dedupe=_dedupe(headers, topic, body),
        order_id="" if ignored else _order_id(topic, fields),
        ignored=ignored,
    )


def ignored_because(topic: str) -> str:
    """Why nothing is done about a topic; empty for those about an order."""
    if topic in ORDER_TOPICS or topic in POINTER_TOPICS:
        return ""
    key = _UNUSED.get(topic) or _UNUSED_FAMILIES.get(topic.partition("/")[0])
    return say(key) if key else say("shopify.ignored.unknown", topic=topic[:60])


def _header(headers: Mapping[str, str], name: str) -> str:
    """The only reader of Shopify's headers; its newer *Events* product leaves the `x-` out (store-protocols.md 2.1)."""
    return (headers.get(f"x-shopify-{name}") or headers.get(f"shopify-{name}") or "").strip()


def _object(body: bytes) -> Mapping[str, object]:
    try:
        fields = parse(body)
    except NotJson as error:
        raise DeliveryRefused(400, say("shopify.not_json", why=error)) from None
    if not isinstance(fields, dict):
        raise DeliveryRefused(400, say("shopify.not_object"))
    return fields


def _dedupe(headers: Mapping[str, str], topic: str, body: bytes) -> str:
    """Retries keep the webhook id. The event id is shared by several topics of one action, so it is no key."""
    webhook_id = _header(headers, "webhook-id")
    return f"shopify:{webhook_id or sha256(topic.encode() + body).hexdigest()}"


def _order_id(topic: str, fields: Mapping[str, object]) -> str:
    path = POINTER_TOPICS.get(topic, ("id",))
    value: object = fields
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return value
    raise DeliveryRefused(400, say("shopify.no_order_id", topic=topic, path=".".join(path)))
