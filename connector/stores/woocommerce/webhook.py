"""WooCommerce's webhook POST: signature checked over the exact bytes, then classified. No clock, no network."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import urlsplit

from connector import json_text
from connector.errors import DeliveryRefused
from connector.messages import say
from connector.ports import Received
from connector.stores.signature import verify

DRAFTS = frozenset({"checkout-draft", "auto-draft"})
"""Statuses of what is not an order yet; a refused checkout sends order.updated with one (store-protocols.md 9.5)."""

DELETED = "order.deleted"
"""The topic whose body is an order's id alone."""


def receive(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], *, shop_url: str = "") -> Received:
    """Check and classify one POST; header names are lower case (store-protocols.md 9).

    Raises DeliveryRefused: 401 for a missing or wrong signature, 400 for signed bytes that are no delivery.
    """
    topic = headers.get("x-wc-webhook-topic", "").strip()
    dedupe = _dedupe(headers, topic, body)
    if _is_ping(headers, body):
        return Received(topic="ping", dedupe=dedupe, ignored=say("woocommerce.ping"))
    _check_signature(headers, body, secrets)
    if not body.strip():
        return Received(topic=topic, dedupe=dedupe, ignored=say("woocommerce.empty"))
    payload = _parsed(body)
    if why := _not_for_us(headers.get("x-wc-webhook-source", ""), shop_url, topic, payload):
        return Received(topic=topic, dedupe=dedupe, ignored=why)
    order_id = _order_id(topic, payload)
    return Received(topic=topic, dedupe=dedupe, order_id=order_id, ignored=draft_of(payload))


def error_in(payload: object) -> str:
    """What is wrong, when WooCommerce put its own error where the resource should be; "" otherwise.

    It signs such a body when the webhook's user may no longer see the order (store-protocols.md 9.4).
    """
    match payload:
        case {"code": str(code), "message": str(words), "data": {"status": int(status)}}:
            return say("woocommerce.error_object", code=code[:80], status=status, words=words[:200])
        case _:
            return ""


def draft_of(payload: object) -> str:
    """Why the payload is not an order yet; "" when it is one."""
    match payload:
        case {"status": str(status)} if status.removeprefix("wc-") in DRAFTS:
            return say("woocommerce.draft", status=status)
        case _:
            return ""


def _is_ping(headers: Mapping[str, str], body: bytes) -> bool:
    """The POST that WooCommerce sends when a webhook is made: `webhook_id=12`, unsigned (store-protocols.md 9.3)."""
    return (
        "x-wc-webhook-signature" not in headers
        and headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
        and body.startswith(b"webhook_id=")
        and body.removeprefix(b"webhook_id=").strip().isdigit()
    )


def _check_signature(headers: Mapping[str, str], body: bytes, secrets: Sequence[str]) -> None:
    given = headers.get("x-wc-webhook-signature", "")
    if not given.strip():
        raise DeliveryRefused(401, say("woocommerce.unsigned"))
    if not verify(body, given, secrets):
        raise DeliveryRefused(401, say("woocommerce.wrong_signature"))


def _parsed(body: bytes) -> object:
    try:
        payload: object = json_text.parse(body)
    except json_text.NotJson as error:
        raise DeliveryRefused(400, say("woocommerce.not_json", why=error)) from None
    return payload


def _not_for_us(source: str, shop_url: str, topic: str, payload: object) -> str:
    """Why a signed delivery means no work; "" when it is about an order of this shop."""
    found, expected = _host(_unread(source)), _host(shop_url)
    if found != expected and not _is_local(found) and not _is_local(expected):
        return say("woocommerce.other_shop", found=found, expected=expected)
    if not topic.startswith("order."):
        return say("woocommerce.other_topic", topic=repr(topic[:60]))
    return error_in(payload)


def _order_id(topic: str, payload: object) -> str:
    match payload:
        case {"id": int(number)} if number is not True and number > 0:
            return str(number)
        case {"id": str(text)} if text.isascii() and text.isdigit():
            return text
        case _:
            raise DeliveryRefused(400, say("woocommerce.no_order_id", topic=topic))


def _dedupe(headers: Mapping[str, str], topic: str, body: bytes) -> str:
    """From the content: Delivery-ID repeats within a second and changes otherwise (store-protocols.md 9.1).

    The content of a deletion is the order's id: one that was restored and is deleted again differs by Delivery-ID only.
    """
    names = ("x-wc-webhook-id", *(("x-wc-webhook-delivery-id",) if topic == DELETED else ()))
    head = "".join(f"{text}\n" for text in (topic, *(headers.get(name, "").strip() for name in names)))
    return "woo:" + sha256(head.encode("utf-8", "replace") + body).hexdigest()


def _unread(header: str) -> str:
    """The server reads a header's bytes as Latin-1; WordPress writes UTF-8."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def _host(url: str) -> str:
    """In the form that the network knows, `xn--…`: settings may name a domain with its ñ."""
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    return host.removeprefix("www.")


def _is_local(host: str) -> bool:
    """A name or number that means another machine for everybody: nothing can be told from it."""
    if "." not in host and ":" not in host:
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host.endswith((".local", ".localhost", ".internal"))
