"""How an emulated WooCommerce refuses, reads a body, and answers a list: pages, order, chosen fields, headers."""

from collections.abc import Iterable, Mapping
from typing import Any

from connector import json_text
from connector.sandbox.shop.exchange import Answer, Request, reply
from connector.sandbox.shop.state import Body

ORDERS = ("date", "id", "include", "title", "slug", "modified")


class Refused(Exception):
    """An error in WooCommerce's own shape."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.error = {"code": code, "message": message, "data": {"status": status}}
        self.answer = reply(self.error, status)


def no_route() -> Refused:
    return Refused(404, "rest_no_route", "No route was found matching the URL and request method.")


def invalid(*names: str) -> Refused:
    return Refused(400, "rest_invalid_param", f"Invalid parameter(s): {', '.join(names)}")


def sent(request: Request) -> Body:
    """The body as an object. Raises Refused."""
    try:
        found: Any = json_text.parse(request.body)
    except json_text.NotJson:
        raise Refused(400, "rest_invalid_json", "Invalid JSON body passed.") from None
    if not isinstance(found, dict):
        raise Refused(400, "rest_invalid_json", "Invalid JSON body passed.")
    return found


def number_of(query: Mapping[str, str], name: str, default: int, *, most: int | None = None) -> int:
    """From 1 on. Raises Refused."""
    text = query.get(name, str(default))
    if not text.isdecimal() or int(text) < 1 or (most is not None and int(text) > most):
        raise invalid(name)
    return int(text)


def ids_in(query: Mapping[str, str], name: str) -> frozenset[str]:
    """Of a list such as `include`; empty where it is not given."""
    return frozenset(part for part in query.get(name, "").split(",") if part.isdecimal())


def a_page(request: Request, items: Iterable[Body]) -> Answer:
    """One page of the list, with what WooCommerce says of its length."""
    rows = list(items)
    size, page = number_of(request.query, "per_page", 10, most=100), number_of(request.query, "page", 1)
    headers = {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(-(-len(rows) // size))}
    shown = [chosen(request, row) for row in rows[(page - 1) * size : page * size]]
    return reply(shown, 200, **headers)


def in_order(request: Request, items: Iterable[Body], *, changed: str = "date_modified_gmt") -> list[Body]:
    """By `orderby` and `order`; the youngest first unless told. Raises Refused."""
    by, way = request.query.get("orderby", "date"), request.query.get("order", "desc")
    if by not in ORDERS:
        raise invalid("orderby")
    if way not in ("asc", "desc"):
        raise invalid("order")
    if by == "modified":
        return sorted(items, key=lambda row: (str(row.get(changed) or ""), int(row["id"])), reverse=way == "desc")
    return sorted(items, key=lambda row: int(row["id"]), reverse=way == "desc")


def chosen(request: Request, row: Body) -> Body:
    """The fields that `_fields` names, in the row's own order; all where it names none."""
    names = {name.strip() for name in request.query.get("_fields", "").split(",")} - {""}
    return {name: value for name, value in row.items() if name in names} if names else row
