"""The invoice on the order's page: metafields all or none, a tag beside the others, and what refuses in words."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from connector import http
from connector.errors import RemoteRejected, RemoteUnavailable
from connector.messages import speaking
from connector.model.documents import News
from connector.ports import Store
from connector.sandbox.shop.faults import fault
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.stores.shopify import Settings, open_store
from tests.stores.shopify.evidence import load

ID = "6001000000014"
NEWS = News(invoice="FV-2-22", status="Sending")
ACCEPTED = replace(NEWS, status="Accepted", cufe="c1", url="https://facturas.example/22", credit_notes=("NC-1-5",))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


@pytest.fixture
def place() -> Iterator[RunningShop]:
    with running_shop("shopify", [load("order_updated__partially_refunded") | {"tags": "mayorista"}]) as running:
        yield running


def joined(place: RunningShop, **changes: object) -> Store:
    return open_store(Settings.model_validate({**place.section, **changes}), session=http.new_session())


def fields(place: RunningShop) -> dict[str, tuple[str, str]]:
    kept = place.shop.metafields.get(ID, {})
    return {f"{namespace}.{key}": (field["type"], field["value"]) for (namespace, key), field in kept.items()}


def tags(place: RunningShop) -> str:
    found: str = place.shop.orders[ID]["tags"]
    return found


def test_metafields_with_their_types_and_a_tag_beside_the_others(place: RunningShop) -> None:
    joined(place).tell(ID, ACCEPTED)
    assert fields(place) == {
        "siigo_connector.invoice": ("single_line_text_field", "FV-2-22"),
        "siigo_connector.status": ("single_line_text_field", "Accepted"),
        "siigo_connector.cufe": ("single_line_text_field", "c1"),
        "siigo_connector.url": ("url", "https://facturas.example/22"),
        "siigo_connector.credit_notes": ("list.single_line_text_field", '["NC-1-5"]'),
    }
    assert tags(place) == "mayorista, Factura FV-2-22"


def test_what_is_not_known_has_no_field(place: RunningShop) -> None:
    joined(place).tell(ID, replace(NEWS, url="factura sin dirección"))
    assert sorted(fields(place)) == ["siigo_connector.invoice", "siigo_connector.status"]


def test_the_merchants_namespace_and_tag(place: RunningShop) -> None:
    joined(place, namespace="contabilidad", tag="FE {invoice} lista").tell(ID, NEWS)
    assert sorted(fields(place)) == ["contabilidad.invoice", "contabilidad.status"]
    assert tags(place) == "mayorista, FE FV-2-22 lista"


def test_no_tag_where_the_merchant_wants_none(place: RunningShop) -> None:
    store = joined(place, tag="")
    store.tell(ID, NEWS)
    assert (tags(place), len(fields(place))) == ("mayorista", 2)
    place.shop.calls.clear()
    store.tell(ID, NEWS)
    assert place.shop.calls == ["query Told"]


def test_a_tag_is_as_long_as_shopify_takes(place: RunningShop) -> None:
    joined(place).tell(ID, replace(NEWS, invoice="FV-" + "9" * 60))
    assert tags(place) == "mayorista, Factura FV-" + "9" * 29


def test_a_tag_that_is_there_in_other_letters_is_not_added_again(place: RunningShop) -> None:
    store = joined(place)
    store.tell(ID, NEWS)
    place.shop.orders[ID]["tags"] = "factura fv-2-22"
    place.shop.calls.clear()
    store.tell(ID, NEWS)
    assert place.shop.calls == ["query Told"]


def test_a_tag_that_somebody_took_away_comes_back_alone(place: RunningShop) -> None:
    store = joined(place)
    store.tell(ID, NEWS)
    before = fields(place)
    place.shop.orders[ID]["tags"] = "mayorista"
    store.tell(ID, NEWS)
    assert (tags(place), fields(place)) == ("mayorista, Factura FV-2-22", before)


def test_only_what_changed_is_written(place: RunningShop) -> None:
    store = joined(place)
    store.tell(ID, NEWS)
    sent = len(place.shop.outbox)
    store.tell(ID, ACCEPTED)
    assert len(place.shop.outbox) == sent + 1
    assert fields(place)["siigo_connector.status"] == ("single_line_text_field", "Accepted")


def test_throttled_waits_as_long_as_shopify_says(place: RunningShop) -> None:
    place.shop.faults = [fault("throttled", "mutation Tell", times=1)]
    with pytest.raises(RemoteUnavailable) as later:
        joined(place).tell(ID, NEWS)
    assert (later.value.code, later.value.retry_after) == ("THROTTLED", 1)
    joined(place).tell(ID, NEWS)
    assert len(fields(place)) == 2


def test_what_refuses_says_why(place: RunningShop) -> None:
    with pytest.raises(RemoteRejected) as gone:
        joined(place).tell("99", NEWS)
    assert str(gone.value) == (
        "The order 99 is no longer in Shopify, or the app may not see it: the invoice cannot be shown there"
    )
    with pytest.raises(RemoteRejected) as wrong:
        joined(place).tell(ID, replace(NEWS, status="dos\nlíneas"))
    assert str(wrong.value) == (
        "Shopify did not accept what was written to the order: Value does not validate as single_line_text_field"
    )
    assert (wrong.value.code, wrong.value.params) == ("INVALID_VALUE", ("metafields.1.value",))
    assert fields(place) == {}
    place.shop.orders[ID]["tags"] = ""
    place.shop.may_write = False
    with pytest.raises(RemoteRejected) as denied:
        joined(place).tell(ID, NEWS)
    assert str(denied.value) == (
        "The app may not write to orders in Shopify: metafieldsSet, tagsAdd. Give it the permission write_orders, or "
        "put tell: none into the connection"
    )
    with pytest.raises(RemoteRejected) as nobody:
        joined(place, access_token=None).tell(ID, NEWS)
    assert str(nobody.value) == (
        "Writing the invoice to Shopify's order needs credentials in the connection (access_token, or client_id and "
        "client_secret)"
    )
