"""The invoice on the order's page: fields under our own names, and notes that nobody gets twice."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from connector import http
from connector.errors import RemoteRejected
from connector.json_text import parse
from connector.model.documents import News
from connector.model.events import OrderSeen
from connector.ports import Store
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.stores.woocommerce import Settings, open_store
from tests.stores.woocommerce.evidence import rest

NEWS = News(invoice="FV-2-22", status="Sending")
ACCEPTED = replace(NEWS, status="Accepted", cufe="c1", url="https://facturas.example/22?a=1&b=2")


@pytest.fixture
def place() -> Iterator[RunningShop]:
    with running_shop("woocommerce", [parse(rest("order-2-get"))]) as running:
        yield running


def joined(place: RunningShop, **changes: object) -> Store:
    return open_store(Settings.model_validate({**place.section, **changes}), session=http.new_session())


def notes(place: RunningShop) -> list[tuple[str, bool]]:
    return [(note["note"], note["customer_note"]) for note in place.shop.notes.get("24", [])]


def fields(place: RunningShop) -> dict[str, Any]:
    rows = place.shop.orders["24"]["meta_data"]
    return {row["key"]: row["value"] for row in rows if row["key"].startswith("_siigo_connector_")}


def written_by_hand(place: RunningShop, text: str, *, to_buyer: bool = False) -> None:
    place.shop.notes["24"] = [{"id": 1, "note": text, "customer_note": to_buyer}]


def test_the_fields_and_the_note_for_the_shop(place: RunningShop) -> None:
    joined(place).tell("24", replace(ACCEPTED, credit_notes=("NC-1-5", "NC-1-6")))
    assert fields(place) == {
        "_siigo_connector_invoice": "FV-2-22",
        "_siigo_connector_status": "Accepted",
        "_siigo_connector_cufe": "c1",
        "_siigo_connector_url": "https://facturas.example/22?a=1&b=2",
        "_siigo_connector_credit_notes": "NC-1-5, NC-1-6",
        "_siigo_connector_noted": "FV-2-22, NC-1-5, NC-1-6",
    }
    assert notes(place) == [
        ("Factura FV-2-22: https://facturas.example/22?a=1&amp;b=2", False),
        ("Nota crédito NC-1-5", False),
        ("Nota crédito NC-1-6", False),
    ]


def test_fields_that_come_as_a_list_with_holes_are_known_too(place: RunningShop) -> None:
    store = joined(place, tell="customer")
    store.tell("24", ACCEPTED)
    before = notes(place)
    order = place.shop.orders["24"]
    order["meta_data"] = {str(2 * at + 1): row for at, row in enumerate(order["meta_data"])}
    place.shop.notes["24"] = []
    store.tell("24", ACCEPTED)
    assert (len(before), notes(place)) == (1, [])


def test_our_fields_do_not_look_like_those_of_another_connector(place: RunningShop) -> None:
    joined(place).tell("24", ACCEPTED)
    names = {row["key"] for row in place.shop.orders["24"]["meta_data"]}
    assert names.isdisjoint({"_siigo_invoice_id", "_siigo_invoice_name", "_invoice_number_siigo"})


def test_our_fields_are_no_identity_document(place: RunningShop) -> None:
    store = joined(place)
    before = store.read("", store.fetch("24"))
    store.tell("24", replace(ACCEPTED, cufe="1020304050" * 9, credit_notes=("900123456",)))
    after = store.read("", store.fetch("24"))
    assert isinstance(before, OrderSeen)
    assert isinstance(after, OrderSeen)
    assert after.order.meta != before.order.meta
    assert after.order.buyer == before.order.buyer


def test_news_that_has_less_empties_its_fields(place: RunningShop) -> None:
    store = joined(place)
    store.tell("24", ACCEPTED)
    store.tell("24", replace(NEWS, invoice="FV-2-23", status="Draft"))
    assert fields(place) == {
        "_siigo_connector_invoice": "FV-2-23",
        "_siigo_connector_status": "Draft",
        "_siigo_connector_cufe": "",
        "_siigo_connector_url": "",
        "_siigo_connector_noted": "FV-2-22, FV-2-23",
    }
    assert [text.partition(":")[0] for text, _ in notes(place)] == ["Factura FV-2-22", "Factura FV-2-23"]


def test_a_new_status_is_one_look_and_one_write(place: RunningShop) -> None:
    store = joined(place)
    store.tell("24", NEWS)
    place.shop.calls.clear()
    store.tell("24", ACCEPTED)
    assert place.shop.calls == ["GET orders/{id}", "PUT orders/{id}"]


def test_the_buyer_hears_once_and_only_of_an_accepted_invoice(place: RunningShop) -> None:
    store = joined(place, tell="customer")
    store.tell("24", NEWS)
    assert (notes(place), fields(place)["_siigo_connector_status"]) == ([], "Sending")
    for _ in range(2):
        store.tell("24", ACCEPTED)
    store.tell("24", replace(ACCEPTED, credit_notes=("NC-1-5",)))
    assert notes(place) == [
        ("Factura FV-2-22: https://facturas.example/22?a=1&amp;b=2", True),
        ("Nota crédito NC-1-5", True),
    ]


@pytest.mark.parametrize("status", ["Draft", "Sending", "Rejected", "Annulled"])
def test_the_buyer_never_hears_of_what_is_not_accepted(place: RunningShop, status: str) -> None:
    joined(place, tell="customer").tell("24", replace(NEWS, status=status))
    assert notes(place) == []


def test_an_invoice_that_is_not_electronic_is_told_to_the_buyer_at_once(place: RunningShop) -> None:
    joined(place, tell="customer").tell("24", replace(NEWS, status=""))
    assert notes(place) == [("Factura FV-2-22", True)]


def test_who_was_told_privately_is_not_mailed_later(place: RunningShop) -> None:
    joined(place).tell("24", ACCEPTED)
    joined(place, tell="customer").tell("24", ACCEPTED)
    assert [to_buyer for _, to_buyer in notes(place)] == [False]


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("Factura FV-2-22", True),
        ("<a href='x'>FV-2-22</a> emitida", True),
        ("Factura FV-2-221", False),
        ("Factura OFV-2-22", False),
        ("Factura FV-2-22-1", False),
    ],
)
def test_a_note_that_names_the_document_is_its_note(place: RunningShop, text: str, is_there: bool) -> None:
    written_by_hand(place, text)
    joined(place).tell("24", NEWS)
    assert [note for note, _ in notes(place)] == [text, *([] if is_there else ["Factura FV-2-22"])]


def test_a_private_note_is_not_taken_for_the_buyers(place: RunningShop) -> None:
    written_by_hand(place, "Factura FV-2-22")
    joined(place, tell="customer").tell("24", ACCEPTED)
    assert len(notes(place)) == 2


def test_fields_that_stand_twice_are_one_after_the_next_news(place: RunningShop) -> None:
    rows = [{"id": number, "key": "_siigo_connector_status", "value": "Draft"} for number in (801, 802)]
    place.shop.orders["24"]["meta_data"] += rows
    joined(place).tell("24", ACCEPTED)
    found = [row["value"] for row in place.shop.orders["24"]["meta_data"] if row["key"].endswith("_status")]
    assert found == ["Accepted"]


def test_what_refuses_says_why(place: RunningShop) -> None:
    with pytest.raises(RemoteRejected) as gone:
        joined(place).tell("99", NEWS)
    assert str(gone.value) == "El pedido 99 ya no está en WooCommerce: la factura no se puede mostrar en él"
    place.shop.may_write = False
    with pytest.raises(RemoteRejected) as denied:
        joined(place).tell("24", NEWS)
    assert str(denied.value) == (
        "WooCommerce no deja escribir en el pedido (woocommerce_rest_authentication_error). Dar a la clave de "
        "store.consumer_key el permiso de lectura y escritura en WooCommerce › Ajustes › Avanzado › API REST, o poner "
        "tell: none en la conexión"
    )
    with pytest.raises(RemoteRejected) as nobody:
        joined(place, consumer_key=None, consumer_secret=None).tell("24", NEWS)
    assert str(nobody.value) == (
        "la conexión no tiene store.consumer_key ni store.consumer_secret para escribir la factura en el pedido"
    )
