"""Reads an order from the shop: the order, the further pages of its lines, each of its refunds."""

from collections.abc import Iterator
from typing import Any

from connector.errors import RemoteRejected, RemoteUnavailable
from connector.messages import say
from connector.stores.shopify.client import Client
from connector.stores.shopify.graphql_order import to_payload

OPTIONAL = frozenset({"product", "variant", "metafields"})
"""Products need `read_products`; an order does well without them, and without what we wrote on its page."""

OPTIONAL_OF_REFUNDS = frozenset({"return"})
"""Needs `read_returns`; without it an exchange is not told from an edit."""

MOST_PAGES = 40
"""No order has so many lines (500 at most, 25 a page), and no answer may keep us asking for ever."""


def fetch_order(client: Client, order_id: str, *, namespace: str) -> object | None:
    """The order in the shape of a webhook body, with transactions and the metafields of `namespace`.

    None when the shop shows no such order to us. That is also the answer for an order older than 60 days when the app
    lacks `read_all_orders` (store-protocols.md 6.2). Raises RemoteError.
    """
    if not (order_id.isascii() and order_id.isdigit()):
        return None
    gid = f"gid://shopify/Order/{order_id}"
    order = client.query("order", {"id": gid, "namespace": namespace}, optional=OPTIONAL).data["order"]
    if order is None:
        return None
    order["lineItems"]["nodes"].extend(_further_lines(client, gid, order["lineItems"]["pageInfo"]))
    return to_payload(order, [_refund(client, refund["id"]) for refund in order["refunds"]])


def _further_lines(client: Client, gid: str, page: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for _ in range(MOST_PAGES):
        if not page["hasNextPage"]:
            return
        variables = {"id": gid, "after": page["endCursor"]}
        order = _still_there(client.query("order_lines", variables, optional=OPTIONAL).data["order"])
        yield from order["lineItems"]["nodes"]
        page = order["lineItems"]["pageInfo"]
    raise RemoteRejected(say("shopify.endless", found=gid))


def _refund(client: Client, gid: str) -> dict[str, Any]:
    refund = _still_there(_page_of(client, gid, None))
    page = refund["refundLineItems"]["pageInfo"]
    for _ in range(MOST_PAGES):
        if not page["hasNextPage"]:
            return refund
        more = _still_there(_page_of(client, gid, page["endCursor"]))
        refund["refundLineItems"]["nodes"].extend(more["refundLineItems"]["nodes"])
        page = more["refundLineItems"]["pageInfo"]
    raise RemoteRejected(say("shopify.endless", found=gid))


def _page_of(client: Client, gid: str, after: str | None) -> dict[str, Any] | None:
    answer = client.query("refund", {"id": gid, "after": after}, optional=OPTIONAL_OF_REFUNDS)
    found: dict[str, Any] | None = answer.data["refund"]
    return found


def _still_there(node: dict[str, Any] | None) -> dict[str, Any]:
    """The order or refund was there a moment ago; reading from the start again shows what became of it."""
    if node is None:
        raise RemoteUnavailable(say("shopify.vanished"))
    return node
