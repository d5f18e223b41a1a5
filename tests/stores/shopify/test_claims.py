"""An order in Shopify that says that it is invoiced: by our own tag, our own metafields, or an attribute."""

from typing import Any

import pytest

from connector.http import new_session
from connector.model.events import OrderSeen
from connector.stores.shopify import Settings, open_store
from tests.stores.shopify.contract import SETTINGS
from tests.stores.shopify.evidence import load


def claims(payload: dict[str, Any], **settings: object) -> list[tuple[str, str, str]]:
    store = open_store(Settings.model_validate(SETTINGS | settings), session=new_session())
    event = store.read("", load("order_paid__iva_19_included") | payload)
    assert isinstance(event, OrderSeen)
    return [(claim.kind, claim.text, claim.source) for claim in event.order.claims]


@pytest.mark.parametrize(
    ("tags", "template", "expected"),
    [
        ("Factura FV-2-22", "Factura {invoice}", [("name", "FV-2-22", "tags")]),
        ("mayorista, factura FV-2-22", "Factura {invoice}", [("name", "FV-2-22", "tags")]),
        ("facturado: FV-2-22.", "Facturado: {invoice}.", [("name", "FV-2-22", "tags")]),
        ("FV-2-22", "{invoice}", [("name", "FV-2-22", "tags")]),
        ("FACTURADO", "Facturado", [("sign", "FACTURADO", "tags")]),
        ("Factura urgente, Factura 2026, Factura NIT 900123456, Factura FV-2", "Factura {invoice}", []),
        ("black-friday-2026, talla-38", "{invoice}", []),
        ("FV-2-22", "", []),
        ("Factura FV-2-22", "Facturado", []),
    ],
)
def test_our_own_tag(tags: str, template: str, expected: list[tuple[str, str, str]]) -> None:
    assert claims({"tags": tags}, tag=template) == expected


def test_our_own_metafields_and_no_others() -> None:
    rows = [
        {"namespace": "siigo_connector", "key": "invoice", "value": "FV-2-22"},
        {"namespace": "siigo_connector", "key": "status", "value": "Accepted"},
        {"namespace": "otra_app", "key": "invoice", "value": "FV-9-9"},
        "?",
    ]
    assert claims({"metafields": rows}) == [("name", "FV-2-22", "metafields.siigo_connector.invoice")]
    assert claims({"metafields": rows}, namespace="otra_app") == [("name", "FV-9-9", "metafields.otra_app.invoice")]
    assert claims({"metafields": None}) == []


def test_an_attribute_wins_over_our_own_words_for_the_same() -> None:
    attributes = [{"name": "_siigo_invoice_name", "value": "FV-2-22"}]
    found = claims({"note_attributes": attributes, "tags": "Factura FV-2-22"})
    assert found == [("name", "FV-2-22", "meta._siigo_invoice_name")]
