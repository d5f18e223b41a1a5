"""The emulated shops refuse what the real ones refuse, remember what was written, and break on demand."""

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from hmac import digest
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
import requests
from requests_oauthlib import OAuth1

from connector import json_text
from connector.sandbox.faults import BadFault
from connector.sandbox.shop.faults import fault
from connector.sandbox.shop.graphql import GraphqlError, read
from connector.sandbox.shop.sending import change, place
from connector.sandbox.shop.serving import RunningShop, running_shop

WOO_ORDER: dict[str, Any] = {
    "id": 7,
    "status": "processing",
    "total": "100",
    "meta_data": [{"id": 1, "key": "doble", "value": "a"}, {"id": 2, "key": "doble", "value": "b"}],
    "refunds": [{"id": 8, "amount": "40", "line_items": [{"id": 9, "total": "-34", "total_tax": "-6"}]}],
}
BODY: dict[str, Any] = {
    "id": 7,
    "name": "#1007",
    "currency": "COP",
    "total_price": "100.00",
    "tags": "mayorista",
    "line_items": [{"id": number, "quantity": 1, "price": "1.00", "product_id": 5} for number in range(1, 8)],
    "refunds": [{"id": 8, "transactions": [{"id": 1, "kind": "refund", "status": "success", "amount": "40.00"}]}],
}


@pytest.fixture
def woo() -> Iterator[RunningShop]:
    with running_shop("woocommerce", [WOO_ORDER]) as running:
        yield running


@pytest.fixture
def shopify() -> Iterator[RunningShop]:
    with running_shop("shopify", [BODY]) as running:
        yield running


def ask(shop: RunningShop, method: str, path: str, body: object = None, **auth: str) -> tuple[int, Any]:
    key = {"client_key": shop.shop.key, "client_secret": shop.shop.secret} | auth
    signed = OAuth1(**key, signature_method="HMAC-SHA256", signature_type="QUERY")
    sent = {"data": json_text.write(body).encode(), "headers": {"Content-Type": "application/json"}} if body else {}
    answer = requests.request(method, f"{shop.url}/wp-json/wc/v3/{path}", auth=signed, timeout=5, **sent)  # type: ignore[arg-type]
    return answer.status_code, json_text.parse(answer.content)


def query(shop: RunningShop, text: str, token: str = "", **variables: object) -> Any:
    answer = requests.post(
        f"{shop.url}/admin/api/2026-10/graphql.json",
        data=json_text.write({"query": text, "variables": variables}).encode(),
        headers={"X-Shopify-Access-Token": token or shop.shop.token},
        timeout=5,
    )
    return json_text.parse(answer.content)


# WooCommerce


def test_an_order_tells_the_sums_of_its_refunds_and_the_refunds_tell_their_lines(woo: RunningShop) -> None:
    _, order = ask(woo, "GET", "orders/7")
    assert order["refunds"] == [{"id": 8, "reason": "", "total": "-40", "total_tax": "-6"}]
    _, (refund,) = ask(woo, "GET", "orders/7/refunds")
    assert (refund["amount"], refund["line_items"][0]["total"]) == ("40", "-34")


def test_fields_are_written_by_id_or_by_key_and_a_key_leaves_one_row(woo: RunningShop) -> None:
    ask(woo, "PUT", "orders/7", {"meta_data": [{"id": 2, "key": "doble", "value": "c"}]})
    assert [row["value"] for row in woo.shop.orders["7"]["meta_data"]] == ["a", "c"]
    ask(woo, "PUT", "orders/7", {"meta_data": [{"key": "doble", "value": "d"}, {"key": "nueva", "value": 1}]})
    assert [(row["id"], row["value"]) for row in woo.shop.orders["7"]["meta_data"]] == [(1, "d"), (900002, 1)]
    ask(woo, "PUT", "orders/7", {"meta_data": [{"key": "doble", "value": None}]})
    assert [row["key"] for row in woo.shop.orders["7"]["meta_data"]] == ["nueva"]


def test_what_would_recalculate_an_order_is_refused(woo: RunningShop) -> None:
    status, answer = ask(woo, "PUT", "orders/7", {"line_items": []})
    assert (status, answer["code"]) == (400, "rest_invalid_param")
    assert woo.shop.outbox == []


def test_a_note_is_kept_without_a_delivery(woo: RunningShop) -> None:
    assert ask(woo, "POST", "orders/7/notes", {"note": "A & B"})[0] == 201
    assert ask(woo, "POST", "orders/7/notes", {"customer_note": True})[0] == 400
    assert [note["note"] for note in ask(woo, "GET", "orders/7/notes")[1]] == ["A &amp; B"]
    assert woo.shop.outbox == []


@pytest.mark.parametrize(
    ("auth", "message"),
    [
        ({"client_key": "otra"}, "Consumer key is invalid."),
        ({"client_secret": "otro"}, "Invalid signature - provided signature does not match."),
    ],
)
def test_wrong_credentials(woo: RunningShop, auth: dict[str, str], message: str) -> None:
    status, answer = ask(woo, "GET", "orders/7", **auth)
    assert (status, answer["message"]) == (401, message)


def test_without_credentials_nothing_is_told(woo: RunningShop) -> None:
    assert requests.get(f"{woo.url}/wp-json/wc/v3/orders/7", timeout=5).status_code == 401


def test_a_key_that_may_only_read(woo: RunningShop) -> None:
    woo.shop.may_write = False
    status, answer = ask(woo, "PUT", "orders/7", {"status": "completed"})
    assert (status, answer["message"]) == (401, "The API key provided does not have write permissions.")
    assert ask(woo, "GET", "orders/7")[0] == 200


def test_what_is_not_there(woo: RunningShop) -> None:
    assert ask(woo, "GET", "orders/99")[1]["code"] == "woocommerce_rest_shop_order_invalid_id"
    assert ask(woo, "GET", "customers")[1]["code"] == "rest_no_route"


# Shopify


def test_fields_are_picked_and_lists_are_paged(shopify: RunningShop) -> None:
    text = """query Q($id: ID!, $after: String) { order(id: $id) { number: name
        lineItems(first: 3, after: $after) { ...Items } } }
        fragment Items on LineItemConnection { nodes { id } pageInfo { hasNextPage endCursor } }"""
    seen, after = [], None
    while True:
        order = query(shopify, text, id="gid://shopify/Order/7", after=after)["data"]["order"]
        seen += [node["id"] for node in order["lineItems"]["nodes"]]
        after = order["lineItems"]["pageInfo"]["endCursor"]
        if not order["lineItems"]["pageInfo"]["hasNextPage"]:
            break
    assert (order["number"], len(seen), len(set(seen))) == ("#1007", 7, 7)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("query Q($id: ID!) { order(id: $id) { nombre } }", "undefinedField"),
        ("query Q($id: ID!) { order(id: $id) { lineItems(first: 300) { nodes { id } } } }", "BAD_REQUEST"),
        ("query Q($id: ID!) { order(id: $id) { lineItems(first: 3) } }", "selectionMismatch"),
        ("query Q($id: ID!) { order(id: $id) { name { x } } }", "selectionMismatch"),
        ("query Q($id: ID!, $x: Int!) { order(id: $id) { name } }", "INVALID_VARIABLE"),
        ("query Q($id: ID!) { order(id: $id) { name }", "parseError"),
        ("query Q { ; }", "parseError"),
    ],
)
def test_a_document_that_is_wrong_is_refused_whole(shopify: RunningShop, text: str, code: str) -> None:
    answer = query(shopify, text, id="gid://shopify/Order/7")
    assert ("data" in answer, answer["errors"][0]["extensions"]["code"]) == (False, code)


def test_every_document_of_the_connector_is_read() -> None:
    from importlib.resources import files

    for path in files("connector.stores.shopify").joinpath("queries").iterdir():
        assert read(path.read_text(encoding="utf-8")).fields
    with pytest.raises(GraphqlError):
        read("subscription X { a }")


def test_a_field_without_its_scope_is_null_and_the_rest_is_told(shopify: RunningShop) -> None:
    shopify.shop.scopes = frozenset({"read_orders"})
    text = (
        "query Q($id: ID!) { order(id: $id) { name lineItems(first: 1) { nodes { product { legacyResourceId } } } } }"
    )
    answer = query(shopify, text, id="gid://shopify/Order/7")
    assert answer["data"]["order"] == {"name": "#1007", "lineItems": {"nodes": [{"product": None}]}}
    assert answer["errors"][0]["path"] == ["order", "lineItems", "nodes", "product"]
    shopify.shop.scopes = frozenset()
    assert query(shopify, text, id="gid://shopify/Order/7")["data"] == {"order": None}


SET = (
    "mutation Tell($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { userErrors { field message code } } }"
)
TAG = "mutation Tell($t: [String!]!, $id: ID!) { tagsAdd(id: $id, tags: $t) { userErrors { field message } } }"
GOOD = {"ownerId": "gid://shopify/Order/7", "namespace": "siigo", "key": "url", "type": "url", "value": "https://a.co"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"value": ""}, "Value can't be blank"),
        ({"value": "a.co"}, "Value does not validate as url"),
        ({"type": "texto"}, "Type must be one of the known types"),
        ({"key": "x"}, "Key is invalid"),
        ({"namespace": "ñ"}, "Namespace is invalid"),
        ({"ownerId": "gid://shopify/Order/8"}, "Owner does not exist."),
    ],
)
def test_metafields_are_written_all_or_none(shopify: RunningShop, change: dict[str, str], message: str) -> None:
    bad = GOOD | {"key": "otro"} | change
    errors = query(shopify, SET, m=[GOOD, bad])["data"]["metafieldsSet"]["userErrors"]
    assert [error["message"] for error in errors] == [message]
    assert (shopify.shop.metafields, shopify.shop.outbox) == ({}, [])
    assert query(shopify, SET, m=[GOOD])["data"]["metafieldsSet"]["userErrors"] == []
    assert list(shopify.shop.metafields["7"]) == [("siigo", "url")]


def test_no_more_than_25_metafields_and_not_none(shopify: RunningShop) -> None:
    many = [GOOD | {"key": f"campo{number}"} for number in range(26)]
    for sent in (many, []):
        assert query(shopify, SET, m=sent)["data"]["metafieldsSet"]["userErrors"]
    assert shopify.shop.metafields == {}


def test_tags_are_added_once_beside_the_others(shopify: RunningShop) -> None:
    for tags in (["Nueva"], ["nueva", "Otra"]):
        assert query(shopify, TAG, t=tags, id="gid://shopify/Order/7")["data"]["tagsAdd"]["userErrors"] == []
    assert shopify.shop.orders["7"]["tags"] == "mayorista, Nueva, Otra"
    long = query(shopify, TAG, t=["x" * 41], id="gid://shopify/Order/7")["data"]["tagsAdd"]["userErrors"]
    gone = query(shopify, TAG, t=["x"], id="gid://shopify/Order/8")["data"]["tagsAdd"]["userErrors"]
    assert (long[0]["message"], gone[0]["message"]) == (
        "Tags is too long (maximum is 40 characters)",
        "Order does not exist",
    )


def test_tokens_by_client_credentials(shopify: RunningShop) -> None:
    form = {"grant_type": "client_credentials", "client_id": shopify.shop.key, "client_secret": shopify.shop.secret}
    answer = requests.post(f"{shopify.url}/admin/oauth/access_token", data=form, timeout=5)
    token = json_text.parse(answer.content)["access_token"]
    text = "query Q { currentAppInstallation { accessScopes { handle } } }"
    assert "data" in query(shopify, text, token)
    assert "data" not in query(shopify, text, "shpat_anterior")
    wrong = requests.post(f"{shopify.url}/admin/oauth/access_token", data=form | {"client_id": "x"}, timeout=5)
    assert wrong.status_code == 400


# Both


def test_a_change_in_the_shop_is_delivered_signed(woo: RunningShop, shopify: RunningShop) -> None:
    for shop, name, fields in (
        (woo.shop, "X-WC-Webhook-Signature", {"status": "completed"}),
        (
            shopify.shop,
            "X-Shopify-Hmac-Sha256",
            {"note": "hola", "transactions": []},
        ),
    ):
        delivery = change(shop, "7", fields)
        assert shop.outbox == [delivery]
        signature = b64encode(digest(shop.hook_secret.encode(), delivery.body, sha256)).decode()
        assert delivery.headers[name] == signature
        told = json_text.parse(delivery.body)
        assert "transactions" not in told
        assert place(shop, {**told, "id": 70}).topic in ("order.created", "orders/create")
        assert "70" in shop.orders


def test_deliveries_are_posted_where_they_shall_go() -> None:
    got: list[tuple[str, bytes]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((self.headers["X-WC-Webhook-Topic"], body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = Thread(target=server.handle_request)
        thread.start()
        with running_shop("woocommerce", [WOO_ORDER], hook_url=f"http://127.0.0.1:{server.server_port}/h") as woo:
            ask(woo, "PUT", "orders/7", {"status": "completed"})
            thread.join(5)
            assert got == [("order.updated", woo.shop.outbox[0].body)]


@pytest.mark.parametrize(
    ("what", "status", "done"),
    [
        ("500_before", 500, False),
        ("500_after", 500, True),
        ("503", 503, False),
        ("429", 429, False),
        ("page", 403, False),
    ],
)
def test_faults(woo: RunningShop, what: str, status: int, done: bool) -> None:
    woo.shop.faults = [fault(what, "PUT orders/{id}", times=1)]
    assert ask(woo, "GET", "orders/7")[0] == 200
    url = f"{woo.url}/wp-json/wc/v3/orders/7"
    auth = OAuth1(woo.shop.key, woo.shop.secret, signature_method="HMAC-SHA256", signature_type="QUERY")
    headers = {"Content-Type": "application/json"}
    answer = requests.put(url, data=b'{"status":"completed"}', headers=headers, auth=auth, timeout=5)
    assert (answer.status_code, woo.shop.orders["7"]["status"] == "completed") == (status, done)
    assert ask(woo, "PUT", "orders/7", {"status": "completed"})[0] == 200


@pytest.mark.parametrize(("what", "done"), [("drop_before", False), ("drop_after", True)])
def test_connections_break(woo: RunningShop, what: str, done: bool) -> None:
    woo.shop.faults = [fault(what)]
    with pytest.raises(requests.ConnectionError):
        ask(woo, "PUT", "orders/7", {"status": "completed"})
    assert (woo.shop.orders["7"]["status"] == "completed") is done


def test_answers_are_late_and_shopify_throttles_with_status_200(woo: RunningShop, shopify: RunningShop) -> None:
    woo.shop.faults = [fault("delay", seconds="0.05", times=1)]
    assert ask(woo, "GET", "orders/7")[0] == 200
    shopify.shop.faults = [fault("throttled", "query Q", times=1)]
    text = "query Q { currentAppInstallation { accessScopes { handle } } }"
    assert query(shopify, text)["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert "data" in query(shopify, text)


def test_an_unknown_fault_is_refused() -> None:
    with pytest.raises(BadFault) as refused:
        fault("terremoto")
    assert str(refused.value).startswith("'what' is 'terremoto'; expected one of 500_before, ")
