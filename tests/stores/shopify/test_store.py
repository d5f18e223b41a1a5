"""The whole store: deliveries read, orders fetched with their further pages and refunds, the shop looked at."""

from typing import Any

import pytest
import responses

from connector.errors import OrderHeld, RemoteRejected, RemoteUnavailable
from connector.http import new_session
from connector.json_text import parse, write
from connector.messages import speaking
from connector.model.events import Ignored, OrderDeleted, OrderSeen
from connector.ports import Store
from connector.stores.shopify import Settings, open_store, to_order
from tests.stores.shopify.contract import SETTINGS, SIGNED
from tests.stores.shopify.evidence import load

URL = "https://tienda-ejemplo.myshopify.com"
ENDPOINT = f"{URL}/admin/api/2026-10/graphql.json"


@pytest.fixture(autouse=True)
def _english() -> object:
    with speaking("en"), responses.mock:
        yield


def store(**fields: object) -> Store:
    return open_store(Settings.model_validate(SETTINGS | fields), session=new_session())


def reader(**fields: object) -> Store:
    return store(access_token="shpat_1", **fields)


def asked(index: int) -> dict[str, Any]:
    """The variables of a call."""
    body = responses.calls[index].request.body
    assert isinstance(body, bytes)
    variables: dict[str, Any] = parse(body)["variables"]
    return variables


def test_it_fetches_only_with_credentials_and_unless_told_not_to() -> None:
    assert [store().can_fetch, reader().can_fetch, reader(refetch=False).can_fetch] == [False, True, False]
    assert store(client_id="a", client_secret="b").can_fetch


@pytest.mark.parametrize(("headers", "body"), SIGNED)
def test_a_signed_delivery_is_received_and_read(headers: dict[str, str], body: bytes) -> None:
    received = store().receive(headers, body)
    event = store().read(received.topic, parse(body))
    assert isinstance(event, OrderSeen)
    assert event.order.id == received.order_id


def test_a_deleted_order_is_only_an_id() -> None:
    assert store().read("orders/delete", load("order_deleted__id_only")) == OrderDeleted("820982911946154508")


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("orders/edited", "order_edited__pointer_only"),
        ("refunds/create", "refund_created__line_numbers"),
        ("order_transactions/create", "transaction_created__captured"),
    ],
)
def test_a_body_that_only_names_an_order_needs_credentials(topic: str, name: str) -> None:
    why = (
        f"The delivery {topic} only names the order; reading it needs credentials in the connection "
        "(access_token, or client_id and client_secret)"
    )
    assert store().read(topic, load(name)) == Ignored(why)


def test_a_topic_that_is_not_about_orders_is_ignored() -> None:
    assert store().read("shop/redact", {}) == Ignored(
        "Shopify asks to erase the shop's data: invoices are kept by law; the operator erases the rest"
    )


def test_the_merchants_document_names_reach_the_order() -> None:
    payload = load("order_created__test_order") | {"note_attributes": [{"name": "Su número", "value": "1020304050"}]}
    event = store(document_keys={"number": ["Su número"]}).read("", payload)
    assert isinstance(event, OrderSeen)
    assert event.order.buyer.identification is not None


def test_a_fetched_order_has_its_refunds() -> None:
    responses.post(ENDPOINT, body=write(load("graphql_order__partially_refunded")), status=200)
    responses.post(ENDPOINT, body=write(load("graphql_refund__partially_refunded")))
    event = reader().read("", reader().fetch("6001000000014"))
    assert isinstance(event, OrderSeen)
    assert event.order.refunds == to_order(load("order_updated__partially_refunded")).refunds
    assert asked(0) == {"id": "gid://shopify/Order/6001000000014", "namespace": "siigo_connector"}
    assert asked(1) == {"id": "gid://shopify/Refund/910004000000", "after": None}


def test_lines_beyond_the_first_page_are_read() -> None:
    whole = load("graphql_order__two_rates_and_uneven_discount")
    lines = whole["data"]["order"]["lineItems"]
    first, rest = lines["nodes"][:1], lines["nodes"][1:]
    lines |= {"nodes": first, "pageInfo": {"hasNextPage": True, "endCursor": "c1"}}
    page = {"nodes": rest, "pageInfo": {"hasNextPage": False, "endCursor": "c2"}}
    responses.post(ENDPOINT, body=write(whole))
    responses.post(ENDPOINT, body=write({"data": {"order": {"lineItems": page}}}))
    payload = reader().fetch("6001000000002")
    assert to_order(payload).lines == to_order(load("order_paid__two_rates_and_uneven_discount")).lines
    assert asked(1) == {"id": "gid://shopify/Order/6001000000002", "after": "c1"}


def test_refund_lines_beyond_the_first_page_are_read() -> None:
    whole = load("graphql_refund__partially_refunded")
    lines = whole["data"]["refund"]["refundLineItems"]
    second = load("graphql_refund__partially_refunded")
    lines |= {"nodes": [], "pageInfo": {"hasNextPage": True, "endCursor": "c1"}}
    responses.post(ENDPOINT, body=write(load("graphql_order__partially_refunded")))
    responses.post(ENDPOINT, body=write(whole))
    responses.post(ENDPOINT, body=write(second))
    payload = reader().fetch("6001000000014")
    assert to_order(payload).refunds == to_order(load("order_updated__partially_refunded")).refunds
    assert asked(2) == {"id": "gid://shopify/Refund/910004000000", "after": "c1"}


def test_pages_without_end_are_refused() -> None:
    whole = load("graphql_order__tip")
    whole["data"]["order"]["lineItems"]["pageInfo"] = {"hasNextPage": True, "endCursor": "c"}
    responses.post(ENDPOINT, body=write(whole))
    with pytest.raises(RemoteRejected) as refused:
        reader().fetch("6001000000006")
    assert str(refused.value) == (
        "gid://shopify/Order/6001000000006: Shopify keeps announcing more pages than an order can have"
    )


def test_an_order_that_vanishes_while_it_is_read_is_read_again_later() -> None:
    responses.post(ENDPOINT, body=write(load("graphql_order__partially_refunded")))
    responses.post(ENDPOINT, json={"data": {"refund": None}})
    with pytest.raises(RemoteUnavailable) as refused:
        reader().fetch("6001000000014")
    assert str(refused.value) == "The order changed while it was being read from Shopify"


def test_no_such_order() -> None:
    responses.post(ENDPOINT, json={"data": {"order": None}})
    assert reader().fetch("1") is None
    assert reader().fetch("1) { x }") is None
    assert len(responses.calls) == 1


def test_fetching_without_credentials_says_what_is_missing() -> None:
    with pytest.raises(RemoteRejected) as refused:
        store().fetch("1")
    assert str(refused.value) == (
        "Reading orders from Shopify needs credentials in the connection (access_token, or client_id and client_secret)"
    )


def test_a_fetched_payload_survives_the_database() -> None:
    responses.post(ENDPOINT, body=write(load("graphql_order__tip")))
    payload = reader().fetch("6001000000006")
    assert to_order(parse(write(payload))).lines == to_order(payload).lines


def findings(**fields: object) -> list[tuple[str, bool, str, str]]:
    return [(check.name, check.ok, check.detail, check.severity) for check in reader(**fields).check()]


ALL_TOPICS = ("ORDERS_CREATE", "ORDERS_UPDATED", "ORDERS_PAID", "ORDERS_CANCELLED", "ORDERS_EDITED", "REFUNDS_CREATE")


def looked_at(scopes: list[str], topics: tuple[str, ...], version: str = "2026-10") -> None:
    hooks = [{"topic": topic, "uri": "https://conector.example/hooks/tienda"} for topic in topics]
    data = {
        "currentAppInstallation": {"accessScopes": [{"handle": scope} for scope in scopes]},
        "webhookSubscriptions": {"nodes": hooks},
    }
    responses.post(ENDPOINT, json={"data": data}, headers={"X-Shopify-API-Version": version})


def test_a_shop_in_order() -> None:
    looked_at(["write_orders", "read_all_orders", "read_customers", "read_products"], ALL_TOPICS)
    assert findings() == [
        ("Shopify: credentials", True, "the token works", "error"),
        ("Shopify: API version", True, "2026-10", "error"),
        ("Shopify: permission read_orders", True, "", "error"),
        ("Shopify: permission read_all_orders", True, "", "error"),
        ("Shopify: permission read_customers", True, "", "error"),
        ("Shopify: permission read_products", True, "", "error"),
        ("Shopify: permission write_orders", True, "", "error"),
        *(
            (f"Shopify: webhook {topic}", True, "https://conector.example/hooks/tienda", "error")
            for topic in ALL_TOPICS
        ),
    ]


def test_what_a_shop_lacks() -> None:
    looked_at(["read_customers"], ("ORDERS_CREATE",), version="2026-01")
    lacking = [(name, detail, severity) for name, ok, detail, severity in findings() if not ok]
    absent = "the app has none (one made by hand in the shop cannot be seen from here)"
    assert lacking == [
        ("Shopify: API version", "2026-10 was asked for and 2026-01 answered", "warning"),
        ("Shopify: permission read_orders", "without it no order can be read", "error"),
        ("Shopify: permission read_all_orders", "without it orders older than 60 days cannot be seen", "warning"),
        (
            "Shopify: permission read_products",
            "without it lines come without the product's id; the SKU comes all the same",
            "warning",
        ),
        ("Shopify: permission write_orders", "without it the invoice cannot be shown on the order", "warning"),
        *((f"Shopify: webhook {topic}", absent, "warning") for topic in ALL_TOPICS[1:]),
    ]


def test_a_shop_that_shall_not_be_written_to_needs_no_right_to_it() -> None:
    looked_at(["read_orders"], ALL_TOPICS)
    assert "Shopify: permission write_orders" not in [name for name, *_ in findings(tell="none")]


def test_looking_at_a_shop_never_raises() -> None:
    responses.post(ENDPOINT, status=402)
    assert findings() == [
        (
            "Shopify: credentials",
            False,
            "The shop is frozen for lack of payment (HTTP 402): settle it with Shopify",
            "error",
        )
    ]


@pytest.mark.parametrize("data", [{}, {"currentAppInstallation": None, "webhookSubscriptions": None}])
def test_looking_at_an_odd_answer_never_raises(data: object) -> None:
    responses.post(ENDPOINT, json={"data": data})
    assert not all(ok for _, ok, _, _ in findings())


def test_a_shop_without_credentials_is_a_warning() -> None:
    (check,) = store().check()
    assert (check.ok, check.severity) == (False, "warning")
    assert check.detail == (
        "none: only deliveries are read, without edited orders and without the document in Shopify's own fields"
    )


def test_a_delivery_that_is_no_order_is_held() -> None:
    with pytest.raises(OrderHeld):
        store().read("orders/paid", {"id": 1})
