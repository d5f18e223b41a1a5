"""The invoice on the order's page in Shopify: metafields in a namespace of our own, and a tag beside the others.

Calls: 1 when nothing is new, else 2. Metafields are written all or none (store-protocols.md 8); a tag is added, never
are all tags written. Either makes the shop send `orders/updated`.
"""

from collections.abc import Mapping
from typing import Any

from connector.errors import RemoteRejected
from connector.json_text import write
from connector.messages import say
from connector.model.documents import News
from connector.stores.shopify.client import Client

TEXT = "single_line_text_field"
TEXTS = "list.single_line_text_field"
LINK = "url"

LONGEST_TAG = 40


def show(client: Client, order_id: str, news: News, *, namespace: str, tag: str) -> None:
    """Write what the order does not say yet. Raises RemoteError; doing it again finishes what was begun."""
    gid = f"gid://shopify/Order/{order_id}"
    order = client.query("told", {"id": gid, "namespace": namespace}).data["order"]
    if order is None:
        raise RemoteRejected(say("shopify.no_order_to_tell", order=order_id))
    known = {node["key"]: node["value"] for node in order["metafields"]["nodes"]}
    wanted = _fields(news)
    new = {key: field for key, field in wanted.items() if known.get(key) != field[1]}
    there = {text.casefold() for text in order["tags"]}
    tags = [text for text in _tags(tag, news) if text.casefold() not in there]
    if new or tags:
        _write(client, gid, namespace, new, tags)


def _fields(news: News) -> dict[str, tuple[str, str]]:
    """key -> (type, value). Shopify knows no empty values: what we do not know has no field."""
    is_link = news.url.startswith(("https://", "http://"))
    fields = {
        "invoice": (TEXT, news.invoice),
        "status": (TEXT, news.status),
        "cufe": (TEXT, news.cufe),
        "url": (LINK, news.url if is_link else ""),
        "credit_notes": (TEXTS, write(list(news.credit_notes)) if news.credit_notes else ""),
    }
    return {key: field for key, field in fields.items() if field[1]}


def _tags(tag: str, news: News) -> list[str]:
    text = tag.replace("{invoice}", news.invoice).strip()[:LONGEST_TAG]
    return [text] if text else []


def _write(client: Client, gid: str, namespace: str, fields: Mapping[str, tuple[str, str]], tags: list[str]) -> None:
    metafields: list[dict[str, Any]] = [
        {"ownerId": gid, "namespace": namespace, "key": key, "type": kind, "value": value}
        for key, (kind, value) in fields.items()
    ]
    variables = {"order": gid, "metafields": metafields, "tags": tags, "told": bool(fields), "tagged": bool(tags)}
    try:
        client.query("tell", variables)
    except RemoteRejected as error:
        if error.code != "ACCESS_DENIED":
            raise
        words = say("shopify.may_not_write", words=", ".join(error.params) or error.code)
        raise RemoteRejected(words, status=error.status, code=error.code, params=error.params) from error
