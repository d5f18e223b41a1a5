"""The store put together: fetch completes refunds, read understands every payload, check never raises."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
import responses

from connector import http
from connector.errors import RemoteRejected
from connector.json_text import parse
from connector.model.events import Ignored, OrderDeleted, OrderSeen
from connector.ports import Store
from connector.stores.woocommerce import Settings, open_store
from tests.stores.woocommerce.evidence import SECRET, URL, fixture, rest

API = f"{URL}/wp-json/wc/v3"
LIST = [{"id": 1, "status": "active", "delivery_url": "https://conector.example/hooks/tienda"}]


def store(**changes: object) -> Store:
    values = {"url": URL, "consumer_key": "ck_1", "consumer_secret": "cs_1", "webhook_secret": SECRET}
    return open_store(Settings.model_validate(values | changes), session=http.new_session())


def without_credentials() -> Store:
    return store(consumer_key=None, consumer_secret=None)


@pytest.fixture
def shop() -> Iterator[responses.RequestsMock]:
    """A shop that answers what a test tells it to, all of which must be asked."""
    with responses.RequestsMock() as mock:
        yield mock


def test_it_fetches_where_there_are_credentials_and_nobody_forbids_it() -> None:
    assert store().can_fetch
    assert not store(refetch=False).can_fetch
    assert not without_credentials().can_fetch


def test_fetching_without_credentials_says_what_is_missing() -> None:
    with pytest.raises(RemoteRejected) as error:
        without_credentials().fetch("24")
    assert str(error.value) == ("la conexión no tiene store.consumer_key ni store.consumer_secret para leer pedidos")


def test_an_order_without_refunds_is_fetched_in_one_call(shop: responses.RequestsMock) -> None:
    shop.get(f"{API}/orders/24", body=rest("order-2-get"))
    assert store().fetch("24") == parse(rest("order-2-get"))


def test_refunds_are_fetched_with_their_lines(shop: responses.RequestsMock) -> None:
    shop.get(f"{API}/orders/24", body=rest("order-2-get-after-refund"))
    shop.get(f"{API}/orders/24/refunds", body=rest("order-2-refunds-list"))
    event = store().read("", store().fetch("24"))
    assert isinstance(event, OrderSeen)
    (refund,) = event.order.refunds
    (line,) = refund.lines
    assert (line.line_id, line.quantity, line.net, line.tax) == ("product:6", Decimal(1), Decimal(45302), Decimal(8607))
    assert refund.amount == line.net + line.tax == Decimal(53909)
    assert refund.created_at is not None


def test_a_missing_order_is_none(shop: responses.RequestsMock) -> None:
    shop.get(f"{API}/orders/29", body=rest("error-404-order"), status=404)
    assert store().fetch("29") is None


@pytest.mark.parametrize("topic", ["order.deleted", "order.updated", ""])
def test_a_body_with_only_the_id_means_deleted(topic: str) -> None:
    assert store().read(topic, {"id": 23}) == OrderDeleted("23")


def test_an_error_object_and_a_draft_are_ignored() -> None:
    assert store().read("", fixture("order_updated__permission_lost")) == Ignored(
        "WooCommerce envió un error en vez del pedido: woocommerce_rest_cannot_view (403): "
        "«Sorry, you cannot view this resource.». Revisar que el usuario del webhook exista y pueda ver pedidos"
    )
    draft = fixture("order_created__cedula_in_meta") | {"status": "checkout-draft", "line_items": []}
    assert store().read("order.updated", draft) == Ignored("todavía no es un pedido (estado checkout-draft)")


def test_a_trashed_order_is_seen_as_cancelled() -> None:
    event = store().read("", fixture("order_created__cedula_in_meta") | {"status": "trash"})
    assert isinstance(event, OrderSeen)
    assert event.order.is_cancelled


def test_the_shops_own_document_keys_are_used() -> None:
    payload = fixture("order_created__cedula_in_meta") | {"meta_data": [{"key": "campo_7", "value": "1020304050"}]}
    event = store(document_keys={"number": ["campo_7"]}).read("", payload)
    assert isinstance(event, OrderSeen)
    assert event.order.buyer.identification is not None
    assert event.order.buyer.identification.source == "meta.campo_7"


# check


def hooks(**status: str) -> list[dict[str, object]]:
    return [LIST[0] | {"topic": topic.replace("_", "."), "status": word} for topic, word in status.items()]


def checked(shop: responses.RequestsMock, found: object, rounding: str = "no") -> list[tuple[str, bool, str, str]]:
    shop.get(f"{API}/orders", json=[])
    shop.post(f"{API}/orders/batch", json=[])
    shop.get(f"{API}/webhooks", json=found)
    shop.get(f"{API}/settings/tax/woocommerce_tax_round_at_subtotal", json={"value": rounding})
    return [(check.name, check.ok, check.detail, check.severity) for check in store().check()]


ALL_ACTIVE = hooks(order_created="active", order_updated="active", order_deleted="active", order_restored="active")


def test_a_healthy_shop(shop: responses.RequestsMock) -> None:
    to = "activo hacia https://conector.example/hooks/tienda"
    assert checked(shop, ALL_ACTIVE) == [
        ("credenciales de la tienda", True, "leen pedidos", "error"),
        ("permiso de escritura", True, "la factura se puede mostrar en el pedido", "error"),
        ("webhook order.created", True, to, "error"),
        ("webhook order.updated", True, to, "error"),
        ("webhook order.deleted", True, to, "error"),
        ("webhook order.restored", True, to, "error"),
        ("redondeo de impuestos", True, "por línea", "error"),
    ]


def test_missing_and_disabled_webhooks_and_the_rounding(shop: responses.RequestsMock) -> None:
    found = checked(shop, hooks(order_created="active", order_updated="disabled"), rounding="yes")
    assert found[3:] == [
        ("webhook order.updated", False, "existe pero está disabled", "error"),
        ("webhook order.deleted", False, "no existe", "warning"),
        ("webhook order.restored", False, "no existe", "warning"),
        (
            "redondeo de impuestos",
            False,
            "en el subtotal: algunos pedidos pueden no cuadrar con sus líneas",
            "warning",
        ),
    ]


def test_each_finding_says_how_to_mend_it(shop: responses.RequestsMock) -> None:
    shop.get(f"{API}/orders", json=[])
    shop.post(f"{API}/orders/batch", body=rest("error-401-read-only-key"), status=401)
    shop.get(f"{API}/webhooks", json=hooks(order_created="paused"))
    shop.get(f"{API}/settings/tax/woocommerce_tax_round_at_subtotal", json={"value": "yes"})
    fixes = [check.fix for check in store().check() if not check.ok]
    create = (
        "Crearlo en WooCommerce › Ajustes › Avanzado › Webhooks con el tema {}, la dirección de esta conexión y "
        "el secreto de store.webhook_secret"
    )
    assert fixes == [
        "Dar a la clave el permiso de lectura y escritura, o poner tell: none en la conexión",
        "Borrarlo y crear otro: al reactivarlo conserva sus fallos y el siguiente lo apaga de nuevo",
        create.format("order.updated"),
        create.format("order.deleted"),
        create.format("order.restored"),
        "Quitar «Redondear el impuesto a nivel de subtotal» en WooCommerce › Ajustes › Impuesto",
    ]


def test_wrong_credentials_are_one_finding(shop: responses.RequestsMock) -> None:
    shop.get(f"{API}/orders", body=rest("error-401-bad-secret"), status=401)
    (check,) = store().check()
    assert (check.name, check.ok, check.severity) == ("credenciales de la tienda", False, "error")
    assert check.detail.startswith("WooCommerce no aceptó las credenciales (Consumer secret is invalid.). ")


def test_what_may_not_be_looked_at_is_a_warning(shop: responses.RequestsMock) -> None:
    shop.get(f"{API}/orders", json=[])
    shop.get(f"{API}/webhooks", body=rest("error-401-no-auth"), status=401)
    shop.get(f"{API}/settings/tax/woocommerce_tax_round_at_subtotal", status=500, json={})
    found = [(check.name, check.ok, check.severity) for check in store(tell="none").check()]
    assert found == [
        ("credenciales de la tienda", True, "error"),
        ("webhooks de la tienda", False, "warning"),
        ("redondeo de impuestos", False, "warning"),
    ]


def test_without_credentials_there_is_one_warning_and_no_call() -> None:
    (check,) = without_credentials().check()
    assert (check.ok, check.severity) == (False, "warning")
    assert check.detail == "no hay: cada pedido se lee del webhook y no se puede volver a consultar"
    assert check.fix == "Poner store.consumer_key y store.consumer_secret con permiso de lectura"
