"""The emulated WooCommerce's products answer as the recorded shop did, and do to stock what its code does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from requests_oauthlib import OAuth1

from connector import json_text
from connector.sandbox.shop.faults import fault
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.sandbox.shop.shelf import ONLY, Item, Stock, StockWrite, sell

RECORDED = Path(__file__).parent.parent / "stores" / "woocommerce" / "captures" / "rest"


def recorded(name: str) -> tuple[Any, Any]:
    """The request and the answer."""
    meta, body = (RECORDED / f"{name}.{part}.json" for part in ("meta", "response"))
    return json_text.parse(meta.read_bytes()), json_text.parse(body.read_bytes())


def item(number: int, sku: str, units: int | None, **fields: Any) -> Item:
    kept = {} if units is None else {ONLY: Stock(available=units)}
    return Item(id=str(number), sku=sku, title=f"Producto {number}", is_counted=units is not None, stock=kept, **fields)


@pytest.fixture
def woo() -> Iterator[RunningShop]:
    """The recorded shop's shelf."""
    items = [
        item(10, "CAM-001", 40),
        item(12, "CAF-500", 40),
        item(17, "ZAP-100", None, kind="variable"),
        item(18, "ZAP-100-38", 5, product_id="17"),
        item(19, "ZAP-100-39", 1, product_id="17"),
        item(20, "ZAP-100-40", 7, product_id="17"),
    ]
    with running_shop("woocommerce", items={one.id: one for one in items}) as running:
        yield running


def call(shop: RunningShop, method: str, path: str, body: object = None) -> requests.Response:
    signed = OAuth1(shop.shop.key, shop.shop.secret, signature_method="HMAC-SHA256", signature_type="QUERY")
    sent = {"data": json_text.write(body).encode(), "headers": {"Content-Type": "application/json"}} if body else {}
    return requests.request(method, f"{shop.url}/wp-json/wc/v3/{path}", auth=signed, timeout=5, **sent)  # type: ignore[arg-type]


def ask(shop: RunningShop, method: str, path: str, body: object = None) -> Any:
    return json_text.parse(call(shop, method, path, body).content)


def update(shop: RunningShop, path: str, **fields: object) -> Any:
    (row,) = ask(shop, "POST", path, {"update": [fields]})["update"]
    return row


def ids(rows: Any) -> list[int]:
    return [row["id"] for row in rows]


def units(shop: RunningShop, number: int) -> int | None:
    kept = shop.shop.items[str(number)].stock.get(ONLY)
    return kept.available if kept else None


# as recorded

TOLD = ("id", "sku", "type", "parent_id", "manage_stock", "stock_quantity", "stock_status", "error")


@pytest.mark.parametrize(
    "name",
    [
        "products-by-sku",
        "variations-list",
        "products-batch-stock",
        "products-batch-variation-id",
        "variations-batch-stock",
        "error-413-batch-over-100",
    ],
)
def test_the_recorded_request_gets_the_recorded_answer(woo: RunningShop, name: str) -> None:
    """The same status, the same fields in each row, the same stock in them, and the same errors word for word."""
    meta, wanted = recorded(name)
    if name == "products-by-sku":
        woo.shop.items["10"].stock[ONLY].available = 77
    if name == "variations-list":
        woo.shop.items["19"].stock[ONLY].available = 3
    found = call(woo, meta["method"], meta["path"].removeprefix("/wp-json/wc/v3/"), meta["request"])
    body = json_text.parse(found.content)
    assert found.status_code == meta["status"]
    if found.status_code == 413:
        assert body == wanted
        return
    told, rows = (body, wanted) if isinstance(wanted, list) else (body["update"], wanted["update"])
    for row, recorded_row in zip(told, rows, strict=True):
        assert row.keys() == recorded_row.keys()
        assert {key: row.get(key) for key in TOLD} == {key: recorded_row.get(key) for key in TOLD}
    headers = dict(meta["headers"])
    for header in ("X-WP-Total", "X-WP-TotalPages"):
        assert found.headers.get(header) == headers.get(header)


# lists


def test_a_list_has_pages_an_order_and_chosen_fields(woo: RunningShop) -> None:
    answer = call(woo, "GET", "products?per_page=2&page=2&orderby=id&order=asc&_fields=id,sku,nada")
    assert json_text.parse(answer.content) == [{"id": 17, "sku": "ZAP-100"}]
    assert (answer.headers["X-WP-Total"], answer.headers["X-WP-TotalPages"]) == ("3", "2")
    assert ids(ask(woo, "GET", "products")) == [17, 12, 10]
    assert ids(ask(woo, "GET", "products?page=9")) == []


@pytest.mark.parametrize(
    "query", ["per_page=101", "per_page=0", "page=0", "page=x", "orderby=sku", "order=up", "status=x"]
)
def test_a_wrong_parameter_is_refused(woo: RunningShop, query: str) -> None:
    answer = call(woo, "GET", f"products?{query}")
    assert (answer.status_code, json_text.parse(answer.content)["code"]) == (400, "rest_invalid_param")


def test_products_are_listed_without_variations_except_by_sku(woo: RunningShop) -> None:
    assert ids(ask(woo, "GET", "products?include=10,18")) == [10]
    assert ids(ask(woo, "GET", "products?sku=zap-100-38,CAF-500,NADA")) == [18, 12]
    assert ids(ask(woo, "GET", "products?type=variable")) == [17]


def test_a_sku_with_a_comma_is_found_alone(woo: RunningShop) -> None:
    woo.shop.items["10"].sku = "A,B"
    assert ids(ask(woo, "GET", "products?sku=A,B")) == [10]
    assert ids(ask(woo, "GET", "products?sku=A,B,CAF-500")) == [12]


def test_all_variations_are_listed_where_the_shop_is_young_enough(woo: RunningShop) -> None:
    assert ids(ask(woo, "GET", "variations?order=asc")) == [18, 19, 20]
    assert ids(ask(woo, "GET", "variations?include=19,10")) == [19]
    woo.shop.has_variations_list = False
    assert ask(woo, "GET", "variations") == {
        "code": "rest_no_route",
        "message": "No route was found matching the URL and request method.",
        "data": {"status": 404},
    }
    assert ids(ask(woo, "GET", "products/17/variations?include=19")) == [19]


def test_the_trash_is_no_status_among_any(woo: RunningShop) -> None:
    woo.shop.items["10"].status, woo.shop.items["12"].status = "trash", "draft"
    assert ids(ask(woo, "GET", "products")) == [17, 12]
    assert ids(ask(woo, "GET", "products?status=trash")) == [10]


def test_a_variation_without_a_sku_shows_its_parents(woo: RunningShop) -> None:
    woo.shop.items["18"].sku = ""
    assert ask(woo, "GET", "products/17/variations/18")["sku"] == "ZAP-100"
    assert ids(ask(woo, "GET", "products?sku=ZAP-100")) == [17]


def test_one_product_and_one_variation(woo: RunningShop) -> None:
    assert ask(woo, "GET", "products/10?_fields=id,type") == {"id": 10, "type": "simple"}
    assert ask(woo, "GET", "products/18")["type"] == "variation"
    assert ask(woo, "GET", "products/99")["code"] == "woocommerce_rest_product_invalid_id"
    assert ask(woo, "GET", "products/17/variations/99")["code"] == "woocommerce_rest_product_variation_invalid_id"
    assert ask(woo, "PUT", "products/10", {"stock_quantity": 3})["stock_quantity"] == 3
    assert ask(woo, "PUT", "products/17/variations/18", {"inventory_delta": 3})["stock_quantity"] == 8
    assert ask(woo, "PUT", "products/18", {"stock_quantity": 3})["code"] == "woocommerce_rest_invalid_product_id"
    assert ask(woo, "PUT", "products/10/variations/18", {"stock_quantity": 3})["code"] == "woocommerce_rest_cannot_edit"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "products/10"),
        ("POST", "variations/batch"),
        ("GET", "variations/18"),
        ("POST", "products/17/batch"),
        ("GET", "products/batch"),
        ("POST", "products"),
    ],
)
def test_other_routes_are_not_there(woo: RunningShop, method: str, path: str) -> None:
    assert ask(woo, method, path, {"id": 1} if method == "POST" else None)["code"] == "rest_no_route"


# stock


def test_the_difference_is_added_to_what_is_there(woo: RunningShop) -> None:
    woo.shop.before_write = lambda: sell(woo.shop.items["10"], 5)
    assert update(woo, "products/batch", id=10, inventory_delta=2)["stock_quantity"] == 37
    assert woo.shop.stock_writes == [StockWrite(item_id="10", location_id="", name="available", before=35, after=37)]


def test_a_number_wins_over_a_difference(woo: RunningShop) -> None:
    assert update(woo, "products/batch", id=10, inventory_delta=2, stock_quantity=9)["stock_quantity"] == 9


def test_a_swallowed_difference_changes_nothing(woo: RunningShop) -> None:
    woo.shop.knows_delta = False
    assert update(woo, "products/batch", id=10, inventory_delta=2)["stock_quantity"] == 40
    assert woo.shop.stock_writes == []


def test_a_number_is_ignored_where_nothing_is_counted(woo: RunningShop) -> None:
    woo.shop.items["30"] = item(30, "X", None)
    row = update(woo, "products/batch", id=30, stock_quantity=4)
    assert (row["manage_stock"], row["stock_quantity"], row["stock_status"]) == (False, None, "instock")
    row = update(woo, "products/batch", id=30, manage_stock=True)
    assert (row["manage_stock"], row["stock_quantity"], row["stock_status"]) == (True, None, "outofstock")
    row = update(woo, "products/batch", id=30, stock_quantity=4)
    assert (row["stock_quantity"], row["stock_status"]) == (4, "instock")
    row = update(woo, "products/batch", id=30, manage_stock=False)
    assert (row["manage_stock"], row["stock_quantity"], units(woo, 30)) == (False, None, None)


def test_a_shop_without_stock_management_keeps_no_number(woo: RunningShop) -> None:
    assert ask(woo, "GET", "settings/products/woocommerce_manage_stock")["value"] == "yes"
    woo.shop.counts_stock = False
    assert ask(woo, "GET", "settings/products/woocommerce_manage_stock")["value"] == "no"
    row = update(woo, "products/batch", id=10, manage_stock=True, stock_quantity=4)
    assert (row["manage_stock"], row["stock_quantity"]) == (False, None)
    assert woo.shop.stock_writes == []


def test_a_parent_counts_for_its_variations(woo: RunningShop) -> None:
    woo.shop.items["17"].is_counted, woo.shop.items["17"].stock = True, {ONLY: Stock(available=8)}
    woo.shop.items["18"].parent_counts = True
    assert [row["manage_stock"] for row in ask(woo, "GET", "variations?order=asc")] == ["parent", True, True]
    row = update(woo, "products/17/variations/batch", id=18, stock_quantity=99)
    assert (row["stock_quantity"], units(woo, 17), woo.shop.stock_writes) == (8, 8, [])
    assert update(woo, "products/batch", id=17, inventory_delta=-2)["stock_quantity"] == 6


def test_grouped_products_count_nothing(woo: RunningShop) -> None:
    woo.shop.items["30"] = item(30, "X", 4, kind="grouped")
    row = update(woo, "products/batch", id=30, manage_stock=True, stock_quantity=9)
    assert (row["type"], row["manage_stock"], row["stock_quantity"]) == ("grouped", False, None)


def test_a_variation_moves_to_the_parent_whose_batch_it_is_in(woo: RunningShop) -> None:
    woo.shop.items["30"] = item(30, "OTRO", None, kind="variable")
    assert update(woo, "products/30/variations/batch", id=18, stock_quantity=1)["parent_id"] == 30
    assert woo.shop.items["18"].product_id == "30"


def test_a_price_is_text_and_a_parent_has_none(woo: RunningShop) -> None:
    assert update(woo, "products/batch", id=10, regular_price="64900.50")["regular_price"] == "64900.50"
    assert update(woo, "products/batch", id=17, regular_price="5")["regular_price"] == ""
    assert woo.shop.stock_writes == []


# batches


def test_an_empty_batch_needs_the_right_to_write(woo: RunningShop) -> None:
    assert ask(woo, "POST", "products/batch", {"update": []}) == []
    woo.shop.may_write = False
    assert call(woo, "POST", "products/batch", {"update": []}).status_code == 401
    assert call(woo, "GET", "products").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"create": [{"name": "x"}]},
        {"delete": [10]},
        {"update": [{"id": 10, "name": "Otro"}]},
        {"update": [{"id": 10, "stock_quantity": "5"}]},
        {"update": [{"id": 10, "stock_quantity": True}]},
        {"update": [{"id": 10, "regular_price": 5}]},
        {"update": [10]},
    ],
)
def test_what_the_connector_has_no_business_to_write_is_refused_whole(woo: RunningShop, body: object) -> None:
    answer = call(woo, "POST", "products/batch", body)
    assert (answer.status_code, json_text.parse(answer.content)["code"]) == (400, "rest_invalid_param")
    assert woo.shop.stock_writes == []


def test_a_plugin_may_lower_the_limit(woo: RunningShop) -> None:
    woo.shop.most_in_batch = 1
    answer = ask(woo, "POST", "products/batch", {"update": [{"id": 10, "stock_quantity": 1}] * 2})
    assert answer["message"] == "Unable to accept more than 1 items for this request."


def test_a_batch_dies_in_its_middle_once(woo: RunningShop) -> None:
    woo.shop.dies_after = 1
    body = {"update": [{"id": 10, "stock_quantity": 1}, {"id": 12, "stock_quantity": 1}]}
    assert call(woo, "POST", "products/batch", body).status_code == 500
    assert (units(woo, 10), units(woo, 12)) == (1, 40)
    assert call(woo, "POST", "products/batch", body).status_code == 200
    assert (units(woo, 10), units(woo, 12)) == (1, 1)


def test_calls_are_named_without_their_numbers(woo: RunningShop) -> None:
    woo.shop.faults = [fault("503", "POST products/{id}/variations/batch", times=1)]
    assert call(woo, "POST", "products/17/variations/batch", {"update": [{"id": 18}]}).status_code == 503
    for path in ("products/10", "products/17/variations/18", "variations", "products/17/variations"):
        ask(woo, "GET", path)
    assert woo.shop.calls == [
        "POST products/{id}/variations/batch",
        "GET products/{id}",
        "GET products/{id}/variations/{id}",
        "GET variations",
        "GET products/{id}/variations",
    ]


# orders


def test_orders_are_listed_by_their_change() -> None:
    orders = [
        {"id": 1, "status": "processing", "date_modified_gmt": "2026-11-21T12:00:02", "refunds": []},
        {"id": 2, "status": "trash", "date_modified_gmt": "2026-11-21T12:00:03", "refunds": []},
        {"id": 3, "status": "checkout-draft", "date_modified_gmt": "2026-11-21T12:00:01", "refunds": []},
    ]
    with running_shop("woocommerce", orders) as woo:
        assert ask(woo, "GET", "orders?orderby=modified&order=asc&_fields=id,status") == [
            {"id": 3, "status": "checkout-draft"},
            {"id": 1, "status": "processing"},
        ]
        after = "orders?dates_are_gmt=true&modified_after=2026-11-21T12:00:0"
        assert ids(ask(woo, "GET", f"{after}1")) == [1]
        assert ids(ask(woo, "GET", f"{after}2")) == []
        assert ask(woo, "GET", "orders?modified_after=2026-11-21T12:00:01")["code"] == "rest_invalid_param"
