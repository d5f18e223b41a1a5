"""Deliveries: whose they are, whether they are Shopify's, and what they are about."""

from hashlib import sha256

import pytest

from connector.errors import DeliveryRefused
from connector.json_text import parse, write
from connector.messages import speaking
from connector.ports import Received
from connector.stores.shopify.webhook import receive
from tests.stores.shopify.evidence import OLD_SECRET, SECRET, body, delivery, load, signed

SECRETS = (SECRET, OLD_SECRET)
SHOP = "tienda-ejemplo.myshopify.com"


@pytest.fixture(autouse=True)
def _english() -> object:
    with speaking("en"):
        yield


def refusal(headers: dict[str, str], content: bytes) -> tuple[int, str]:
    with pytest.raises(DeliveryRefused) as refused:
        receive(headers, content, SECRETS, shop=SHOP)
    return refused.value.status, str(refused.value)


BAD_SIGNATURE = (401, "The signature of Shopify's delivery fits no secret of the connection (webhook_secret)")


def test_an_order_delivery_names_its_order() -> None:
    headers, content = delivery("order_paid__iva_19_included")
    assert receive(headers, content, SECRETS, shop=SHOP) == Received(
        topic="orders/paid",
        dedupe=f"shopify:{headers['x-shopify-webhook-id']}",
        order_id="6001000000001",
    )


def test_the_secret_of_before_the_change_is_accepted_too() -> None:
    headers, content = delivery("order_paid__iva_19_included", OLD_SECRET)
    assert receive(headers, content, SECRETS, shop=SHOP).order_id == "6001000000001"


def test_one_byte_changed_is_refused() -> None:
    headers, content = delivery("order_paid__iva_19_included")
    assert refusal(headers, content + b" ") == BAD_SIGNATURE


def test_the_same_json_written_anew_is_refused() -> None:
    headers, content = delivery("order_paid__iva_19_included")
    assert refusal(headers, write(parse(content)).encode()) == BAD_SIGNATURE


def test_another_secret_is_refused() -> None:
    assert refusal(*delivery("order_paid__iva_19_included", "shpss_otro")) == BAD_SIGNATURE


@pytest.mark.parametrize("given", [None, "", "no es base64 ñ", "AAAA"])
def test_a_missing_or_garbled_signature_is_refused(given: str | None) -> None:
    headers, content = delivery("order_paid__iva_19_included")
    del headers["x-shopify-hmac-sha256"]
    assert refusal(headers | ({} if given is None else {"x-shopify-hmac-sha256": given}), content) == BAD_SIGNATURE


def test_header_names_without_the_x_are_read_too() -> None:
    headers, content = delivery("order_paid__iva_19_included")
    bare = {name.removeprefix("x-"): value for name, value in headers.items()}
    assert receive(bare, content, SECRETS, shop=SHOP) == receive(headers, content, SECRETS, shop=SHOP)


def test_a_truncated_body_is_refused() -> None:
    content = body("order_paid__iva_19_included")[:200]
    status, words = refusal(signed(content, load("order_paid__iva_19_included.headers")), content)
    assert status == 400
    assert words.startswith("Shopify's delivery is not JSON: ")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[1]", "Shopify's delivery is not a JSON object"),
        (b'{"id": null}', "The delivery orders/paid has no order id in id"),
        (b'{"id": true}', "The delivery orders/paid has no order id in id"),
        (b'{"id": 1.5}', "The delivery orders/paid has no order id in id"),
        (b'{"id": "gid://1"}', "The delivery orders/paid has no order id in id"),
    ],
)
def test_a_body_that_names_no_order_is_refused(content: bytes, words: str) -> None:
    assert refusal(signed(content, {"X-Shopify-Topic": "orders/paid", "X-Shopify-Shop-Domain": SHOP}), content) == (
        400,
        words,
    )


def test_a_delivery_without_topic_is_refused() -> None:
    content = b'{"id": 1}'
    words = "Shopify's delivery does not say its topic (X-Shopify-Topic)"
    assert refusal(signed(content, {"X-Shopify-Shop-Domain": SHOP}), content) == (400, words)


@pytest.mark.parametrize(
    ("name", "topic", "order_id"),
    [
        ("order_edited__pointer_only", "orders/edited", "6001000000011"),
        ("refund_created__line_numbers", "refunds/create", "6001000000014"),
        ("transaction_created__captured", "order_transactions/create", "6001000000001"),
        ("order_deleted__id_only", "orders/delete", "820982911946154508"),
        ("order_cancelled__never_paid", "orders/cancelled", "6001000000013"),
        ("order_updated__partially_refunded", "orders/updated", "6001000000014"),
        ("order_created__test_order", "orders/create", "6001000000016"),
    ],
)
def test_every_topic_about_an_order_names_it(name: str, topic: str, order_id: str) -> None:
    received = receive(*delivery(name), SECRETS, shop=SHOP)
    assert (received.topic, received.order_id, received.ignored) == (topic, order_id, "")


def test_a_parcel_that_moved_names_its_order() -> None:
    headers, content = delivery("refund_created__line_numbers")
    received = receive({**headers, "x-shopify-topic": "fulfillments/update"}, content, SECRETS, shop=SHOP)
    assert (received.order_id, received.ignored) == ("6001000000014", "")


@pytest.mark.parametrize(
    ("topic", "why"),
    [
        (
            "customers/data_request",
            "A buyer asks for their data: the merchant must answer; the connector changes nothing",
        ),
        (
            "customers/redact",
            "Shopify asks to erase a buyer's data: invoices are kept by law; the operator erases the rest",
        ),
        (
            "shop/redact",
            "Shopify asks to erase the shop's data: invoices are kept by law; the operator erases the rest",
        ),
        ("app/uninstalled", "The app was uninstalled from the shop: its credentials are dead"),
        ("inventory_levels/update", "Stock goes from the ledger to the shop, not back"),
        ("inventory_items/update", "Stock goes from the ledger to the shop, not back"),
        ("products/update", "A change of a product changes no order"),
        (
            "fulfillments/create",
            "A fulfillment alone does not change the order: the order's own delivery is enough",
        ),
        (
            "tender_transactions/create",
            "A movement of money does not change the order: the order's own delivery is enough",
        ),
        ("orders/risk_assessment_changed", "The topic orders/risk_assessment_changed is not about orders"),
        ("carts/update", "The topic carts/update is not about orders"),
    ],
)
def test_other_topics_are_ignored_each_with_its_reason(topic: str, why: str) -> None:
    content = body("shop_redact__compliance")
    received = receive(
        signed(content, {"X-Shopify-Topic": topic, "X-Shopify-Shop-Domain": SHOP}), content, SECRETS, shop=SHOP
    )
    assert (received.ignored, received.order_id) == (why, "")


def test_a_delivery_of_another_shop_is_ignored() -> None:
    headers, content = delivery("order_paid__iva_19_included")
    received = receive(headers, content, SECRETS, shop="otra-tienda.myshopify.com")
    why = (
        "The delivery comes from the shop tienda-ejemplo.myshopify.com, "
        "and this connection is for otra-tienda.myshopify.com"
    )
    assert (received.ignored, received.order_id) == (why, "")


def test_a_test_double_may_name_any_shop() -> None:
    assert receive(*delivery("order_paid__iva_19_included"), SECRETS, shop="").order_id == "6001000000001"


def test_a_retry_is_the_same_delivery_and_another_topic_of_the_same_event_is_not() -> None:
    headers, content = delivery("order_paid__iva_19_included")
    again = receive(headers, content, SECRETS).dedupe
    other = receive(headers | {"x-shopify-topic": "orders/updated", "x-shopify-webhook-id": "w-2"}, content, SECRETS)
    assert again == f"shopify:{headers['x-shopify-webhook-id']}"
    assert other.dedupe == "shopify:w-2"


def test_without_a_webhook_id_the_topic_and_the_bytes_are_the_key() -> None:
    headers, content = delivery("order_paid__iva_19_included")
    del headers["x-shopify-webhook-id"]
    expected = sha256(b"orders/paid" + content).hexdigest()
    assert receive(headers, content, SECRETS).dedupe == f"shopify:{expected}"
    assert receive(headers | {"x-shopify-topic": "orders/create"}, content, SECRETS).dedupe != f"shopify:{expected}"
