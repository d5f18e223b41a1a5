"""An emulated Shopify Admin API (GraphQL), as far as the connector asks it: orders, what is shown on them, stock."""

import re
from collections.abc import Mapping
from secrets import token_hex
from typing import Any
from urllib.parse import parse_qs

from connector import json_text
from connector.sandbox.shop import shopify_stock
from connector.sandbox.shop.cost import cost_of
from connector.sandbox.shop.exchange import Answer, Request, reply
from connector.sandbox.shop.graphql import Document, GraphqlError, read
from connector.sandbox.shop.graphql_run import Connection, Resolver, Run
from connector.sandbox.shop.sending import tell_of
from connector.sandbox.shop.shopify_order import order_node
from connector.sandbox.shop.shopify_refund import refund_node
from connector.sandbox.shop.state import Body, Shop

TOKENS = "/admin/oauth/access_token"
API = re.compile(r"/admin/api/(20\d\d-(?:01|04|07|10))/graphql\.json")
COST = {
    "requestedQueryCost": 102,
    "throttleStatus": {"maximumAvailable": 2000, "currentlyAvailable": 2, "restoreRate": 100},
}
TOPICS = ("ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_PAID", "ORDERS_CANCELLED", "ORDERS_EDITED", "REFUNDS_CREATE")

MOST_METAFIELDS = 25
LONGEST_TAG = 40
TYPES = {
    "single_line_text_field": re.compile(r"[^\r\n]+"),
    "list.single_line_text_field": re.compile(r"\[.+\]"),
    "url": re.compile(r"https?://\S+"),
}
NAMES = {"namespace": re.compile(r"[A-Za-z0-9_-]{3,255}"), "key": re.compile(r"[A-Za-z0-9_-]{2,64}")}


def where(request: Request) -> str:
    """`query Order`, `mutation Tell`."""
    if request.path == TOKENS:
        return "token"
    match = re.search(rb"\b(query|mutation) (\w+)", request.body)
    return f"{match[1].decode()} {match[2].decode()}" if match else "unknown"


def error(status: int) -> Answer:
    return reply({"errors": "Emulated fault"}, status, **({"Retry-After": "2.0"} if status == 429 else {}))


def throttled(cost: Body = COST) -> Answer:
    """With status 200 (store-protocols.md 6.3)."""
    return reply(
        {"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}], "extensions": {"cost": cost}}
    )


def answer(shop: Shop, request: Request) -> Answer:
    if request.path == TOKENS and request.method == "POST":
        return _token(shop, request)
    api = API.fullmatch(request.path)
    if api is None or request.method != "POST":
        return reply({"errors": "Not Found"}, 404)
    if request.headers.get("x-shopify-access-token") != shop.token:
        return reply({"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"}, 401)
    try:
        sent = json_text.parse(request.body)
        document, variables = read(sent["query"]), sent.get("variables") or {}
        cost = cost_of(document, variables)
        if shop.bucket and not shop.points.spend(cost, shop.clock()):
            return throttled(shop.points.status(cost))
        run = Run(document, variables)
        data = run.data(_roots(shop, document))
    except GraphqlError as broken:
        return reply({"errors": [broken.entry]})
    whole: Body = {"data": data, "extensions": {"cost": shop.points.status(cost)}}
    whole |= {"errors": run.errors} if run.errors else {}
    return reply(whole, 200, **{"X-Shopify-API-Version": api[1]})


def _token(shop: Shop, request: Request) -> Answer:
    form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
    wanted = {"grant_type": "client_credentials", "client_id": shop.key, "client_secret": shop.secret}
    if form != wanted:
        return reply({"error": "application_cannot_be_found"}, 400)
    shop.token = f"shpat_{token_hex(8)}"
    return reply({"access_token": shop.token, "scope": ",".join(sorted(shop.scopes)), "expires_in": 86399})


def _roots(shop: Shop, document: Document) -> Mapping[str, Resolver]:
    if document.kind == "mutation":
        return shopify_stock.mutations(shop) | {
            "metafieldsSet": lambda given: _set_metafields(shop, given["metafields"]),
            "tagsAdd": lambda given: _add_tags(shop, given["id"], given["tags"]),
        }
    hooks = [{"topic": topic, "uri": shop.hook_url} for topic in TOPICS]
    scopes = sorted(shop.scopes if shop.may_write else shop.scopes - {"write_orders"})
    return shopify_stock.queries(shop) | {
        "order": lambda given: _order(shop, given["id"]),
        "refund": lambda given: _refund(shop, given["id"]),
        "currentAppInstallation": lambda _: {"accessScopes": [{"handle": scope} for scope in scopes]},
        "webhookSubscriptions": lambda _: Connection(hooks),
    }


def _order(shop: Shop, gid: str) -> dict[str, Any] | None:
    if "read_orders" not in shop.scopes:
        raise GraphqlError("Access denied for order field. Required access: `read_orders`.", "ACCESS_DENIED")
    order = shop.orders.get(_number(gid, "Order"))
    return None if order is None else order_node(shop, order)


def _refund(shop: Shop, gid: str) -> dict[str, Any] | None:
    number = _number(gid, "Refund")
    for order in shop.orders.values():
        for refund in order.get("refunds") or []:
            if str(refund["id"]) == number:
                return refund_node(order, refund)
    return None


def _set_metafields(shop: Shop, sent: list[Body]) -> dict[str, Any]:
    """All or none."""
    _may_write(shop, "metafieldsSet")
    errors = [error for index, field in enumerate(sent) for error in _field_errors(shop, index, field)]
    if not 1 <= len(sent) <= MOST_METAFIELDS:
        message = f"Exceeded the maximum metafields input limit of {MOST_METAFIELDS}." if sent else "can't be blank"
        errors.append({"field": ["metafields"], "message": message, "code": "LESS_THAN_OR_EQUAL_TO"})
    if errors:
        return {"metafields": None, "userErrors": errors}
    for field in sent:
        order_id = _number(field["ownerId"], "Order")
        kept = shop.metafields.setdefault(order_id, {})
        kept[field["namespace"], field["key"]] = {name: field[name] for name in ("namespace", "key", "type", "value")}
    if shop.echoes:
        for order_id in sorted({_number(field["ownerId"], "Order") for field in sent}):
            tell_of(shop, order_id)
    return {"metafields": sent, "userErrors": []}


def _field_errors(shop: Shop, index: int, field: Body) -> list[Body]:
    def error(name: str, message: str, code: str) -> Body:
        return {"field": ["metafields", str(index), name], "message": message, "code": code}

    if _number(str(field.get("ownerId")), "Order") not in shop.orders:
        return [error("ownerId", "Owner does not exist.", "INVALID")]
    for name, pattern in NAMES.items():
        if not pattern.fullmatch(str(field.get(name, ""))):
            return [error(name, f"{name.title()} is invalid", "INVALID")]
    kind, value = TYPES.get(str(field.get("type"))), str(field.get("value") or "")
    if kind is None:
        return [error("type", "Type must be one of the known types", "INCLUSION")]
    if not value:
        return [error("value", "Value can't be blank", "BLANK")]
    if not kind.fullmatch(value):
        return [error("value", f"Value does not validate as {field['type']}", "INVALID_VALUE")]
    return []


def _add_tags(shop: Shop, gid: str, tags: list[str]) -> dict[str, Any]:
    """Beside those that are there; an equal one, whatever its case, is not added again."""
    _may_write(shop, "tagsAdd")
    order = shop.orders.get(_number(gid, "Order"))
    if order is None:
        return {"node": None, "userErrors": [{"field": ["id"], "message": "Order does not exist"}]}
    if any(len(tag) > LONGEST_TAG for tag in tags):
        return {
            "node": None,
            "userErrors": [{"field": ["tags"], "message": "Tags is too long (maximum is 40 characters)"}],
        }
    there = [tag.strip() for tag in str(order.get("tags") or "").split(",") if tag.strip()]
    new = [tag for tag in tags if tag.lower() not in {one.lower() for one in there}]
    order["tags"] = ", ".join([*there, *new])
    if new and shop.echoes:
        tell_of(shop, _number(gid, "Order"))
    return {"node": {"id": gid}, "userErrors": []}


def _may_write(shop: Shop, name: str) -> None:
    if not shop.may_write or "write_orders" not in shop.scopes:
        raise GraphqlError(f"Access denied for {name} field. Required access: `write_orders`.", "ACCESS_DENIED")


def _number(gid: str, kind: str) -> str:
    prefix = f"gid://shopify/{kind}/"
    if not gid.startswith(prefix):
        raise GraphqlError(f"Invalid global id '{gid}'", "INVALID_VARIABLE")
    return gid.removeprefix(prefix)
