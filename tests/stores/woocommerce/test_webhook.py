"""Deliveries of a real shop, and the odd ones, are answered as store-protocols.md 9 says."""

import pytest

from connector.errors import DeliveryRefused
from connector.stores.woocommerce.webhook import receive
from tests.stores.woocommerce.evidence import OLD_SECRET, SECRET, URL, Capture, capture, captures, delivery

SECRETS = [SECRET]
SIGNED = [one for one in captures() if one.topic]
PINGS = [one for one in captures() if not one.topic]
DRAFT = "46-order.updated-32"


def named(one: Capture) -> str:
    return one.name


def test_there_are_45_signed_captures_and_4_pings() -> None:
    assert (len(SIGNED), len(PINGS)) == (45, 4)


@pytest.mark.parametrize("one", PINGS, ids=named)
def test_a_ping_is_accepted_without_a_signature(one: Capture) -> None:
    received = receive(one.headers, one.body, SECRETS)
    assert (received.topic, received.order_id) == ("ping", "")
    assert received.ignored == "prueba de WooCommerce al crear el webhook"


@pytest.mark.parametrize("one", SIGNED, ids=named)
def test_a_captured_delivery_is_classified(one: Capture) -> None:
    received = receive(one.headers, one.body, SECRETS)
    assert received.topic == one.topic
    if one.topic.startswith("order."):
        assert received.order_id == one.name.rpartition("-")[2]
        assert received.ignored == ("todavía no es un pedido (estado checkout-draft)" if one.name == DRAFT else "")
    else:
        assert received.order_id == ""
        assert received.ignored == f"el tema '{one.topic}' no trata de pedidos"


@pytest.mark.parametrize("one", SIGNED, ids=named)
def test_no_captured_delivery_passes_with_a_byte_changed(one: Capture) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        receive(one.headers, one.body.replace(b'"id"', b'"iD"', 1), SECRETS)
    assert refused.value.status == 401
    assert str(refused.value) == "la firma no corresponde al cuerpo con ninguno de los secretos de la conexión"


def test_any_of_several_secrets_fits_literally() -> None:
    body = b'{"id":7}'
    assert receive(delivery(body, "order.deleted", OLD_SECRET), body, [SECRET, OLD_SECRET]).order_id == "7"


def test_the_signature_header_is_missed_by_name() -> None:
    one = SIGNED[0]
    unsigned = {name: value for name, value in one.headers.items() if name != "x-wc-webhook-signature"}
    with pytest.raises(DeliveryRefused) as refused:
        receive(unsigned, one.body, SECRETS)
    assert refused.value.status == 401
    assert str(refused.value) == "falta el encabezado X-WC-Webhook-Signature"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"content-type": "application/json"}, b"webhook_id=1"),
        ({"content-type": "application/x-www-form-urlencoded"}, b"webhook_id=1&order=2"),
        ({"content-type": "application/x-www-form-urlencoded"}, b"webhook_id="),
        ({"content-type": "application/x-www-form-urlencoded", "x-wc-webhook-signature": "x"}, b"webhook_id=1"),
    ],
)
def test_what_only_resembles_a_ping_needs_a_signature(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        receive(headers, body, SECRETS)
    assert refused.value.status == 401


def ignored(body: bytes, topic: str = "order.updated", source: str = URL, shop_url: str = URL) -> str:
    received = receive(delivery(body, topic, source=source), body, SECRETS, shop_url=shop_url)
    assert (received.topic, received.order_id) == (topic, received.order_id if not received.ignored else "")
    return received.ignored


def test_a_signed_error_object_is_no_order() -> None:
    body = b'{"code":"woocommerce_rest_cannot_view","message":"Sorry.","data":{"status":403}}'
    assert ignored(body) == (
        "WooCommerce envió un error en vez del pedido: woocommerce_rest_cannot_view (403): «Sorry.». "
        "Revisar que el usuario del webhook exista y pueda ver pedidos"
    )


@pytest.mark.parametrize(
    ("topic", "body", "why"),
    [
        ("action.woocommerce_add_to_cart", b"24", "el tema 'action.woocommerce_add_to_cart' no trata de pedidos"),
        ("customer.updated", b'{"id":3}', "el tema 'customer.updated' no trata de pedidos"),
        ("coupon.created", b'{"id":3}', "el tema 'coupon.created' no trata de pedidos"),
        ("subscription.created", b'{"id":3}', "el tema 'subscription.created' no trata de pedidos"),
        ("", b'{"id":3}', "el tema '' no trata de pedidos"),
        ("order.updated", b" \n", "aviso sin contenido"),
    ],
)
def test_what_is_not_about_an_order_is_ignored_and_says_why(topic: str, body: bytes, why: str) -> None:
    assert ignored(body, topic) == why


@pytest.mark.parametrize("status", ["checkout-draft", "auto-draft", "wc-checkout-draft"])
def test_a_draft_is_ignored_and_keeps_its_order_id(status: str) -> None:
    body = b'{"id":32,"status":"%s"}' % status.encode()
    received = receive(delivery(body), body, SECRETS)
    assert (received.order_id, received.ignored) == ("32", f"todavía no es un pedido (estado {status})")


@pytest.mark.parametrize("body", [b"[]", b"7", b"{}", b'{"id":null}', b'{"id":true}', b'{"id":0}', b'{"id":"x"}'])
def test_an_order_topic_without_an_id_is_refused(body: bytes) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        receive(delivery(body), body, SECRETS)
    assert refused.value.status == 400
    assert str(refused.value) == "el aviso order.updated no dice el id del pedido"


def test_a_staging_copy_is_ignored() -> None:
    assert ignored(b'{"id":1}', source="https://pruebas.tienda.example") == (
        "viene de otra tienda: pruebas.tienda.example, y la conexión es de tienda.example (¿una copia de pruebas?)"
    )


@pytest.mark.parametrize(
    ("source", "shop_url"),
    [
        ("https://www.tienda.example", URL),
        ("http://TIENDA.example", URL),
        ("", URL),
        ("http://127.0.0.1:8089", URL),
        ("http://192.168.1.4", URL),
        ("http://[::1]", URL),
        ("http://[roto", URL),
        ("http://tienda.local", URL),
        (URL, "http://wordpress:8080"),
    ],
)
def test_a_source_that_proves_nothing_is_let_through(source: str, shop_url: str) -> None:
    assert ignored(b'{"id":1}', source=source, shop_url=shop_url) == ""


@pytest.mark.parametrize(
    "source", ["https://xn--montaa-0wa.example", "https://montaña.example", "https://MONTAÑA.example"]
)
@pytest.mark.parametrize("shop_url", ["https://montaña.example", "https://xn--montaa-0wa.example"])
def test_a_domain_with_its_letters_and_in_its_technical_form_is_one(source: str, shop_url: str) -> None:
    assert ignored(b'{"id":1}', source=source, shop_url=shop_url) == ""
    assert ignored(b'{"id":1}', source=source.encode().decode("latin-1"), shop_url=shop_url) == ""


def test_the_key_comes_from_the_content_and_not_from_the_delivery_id() -> None:
    one = capture("08-order.updated-24")
    again = one.headers | {"x-wc-webhook-delivery-id": "0" * 32}
    first, second = receive(one.headers, one.body, SECRETS), receive(again, one.body, SECRETS)
    assert first.dedupe == second.dedupe
    assert len(first.dedupe) == 68


def test_an_order_that_was_restored_and_is_deleted_again_is_another_delivery() -> None:
    one = capture("29-order.deleted-23")
    again = one.headers | {"x-wc-webhook-delivery-id": "0" * 32}
    first, second = receive(one.headers, one.body, SECRETS), receive(again, one.body, SECRETS)
    assert (first.order_id, second.order_id) == ("23", "23")
    assert first.dedupe != second.dedupe
    assert first.dedupe == receive(one.headers, one.body, SECRETS).dedupe


def test_the_key_differs_by_body_topic_and_webhook() -> None:
    keys = {
        receive(delivery(body, topic) | {"x-wc-webhook-id": hook}, body, SECRETS).dedupe
        for body in (b'{"id":1}', b'{"id":2}')
        for topic in ("order.created", "order.updated")
        for hook in ("1", "2")
    }
    assert len(keys) == 8
