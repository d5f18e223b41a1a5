"""What stands in an order's free fields about an invoice: a name, an id, or just that there is one."""

from decimal import Decimal
from typing import Any

import pytest

from connector.model.order import Claim
from connector.stores.claims import claims_in, without_repeated


def found(fields: dict[str, Any], *keys: str) -> list[tuple[str, str, str]]:
    return [(claim.kind, claim.text, claim.source) for claim in claims_in(fields, keys)]


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("_siigo_invoice_id", "id"),
        ("siigo_invoice_id", "id"),
        ("_siigo_invoice_name", "name"),
        ("_invoice_number_siigo", "name"),
        ("Invoice_Number_Siigo", "name"),
        ("_siigo_connector_invoice", "name"),
    ],
)
def test_the_names_that_connectors_use(key: str, kind: str) -> None:
    assert found({key: "FV-2-22"}) == [(kind, "FV-2-22", f"meta.{key}")]


def test_other_fields_of_ours_and_of_others_claim_nothing() -> None:
    others = ("_siigo_connector_status", "_siigo_connector_noted", "_siigo_document_type", "_billing_dni", "_")
    assert found(dict.fromkeys(others, "FV-2-22"), "") == []


@pytest.mark.parametrize("nothing", ["", "  ", None, 0, "0", False, [], {}, Decimal(0)])
def test_what_is_empty_is_no_claim(nothing: object) -> None:
    assert found({"_siigo_invoice_id": nothing}) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" FV-2-22\n", "FV-2-22"),
        ("FV-2-22\x00", "FV-2-22"),
        (1042, "1042"),
        (Decimal("1042"), "1042"),
        (Decimal("1042.0"), "1042"),
    ],
)
def test_values_are_cleaned(value: object, text: str) -> None:
    assert found({"factura": value}, "_Factura") == [("name", text, "meta.factura")]


@pytest.mark.parametrize("odd", [True, ["FV-2-22"], {"name": "FV-2-22"}, "x" * 101, Decimal("10.5"), 10**30])
def test_what_is_no_name_is_a_sign_all_the_same(odd: object) -> None:
    assert found({"_siigo_invoice_id": odd}) == [("sign", "_siigo_invoice_id", "meta._siigo_invoice_id")]


def test_the_same_said_twice_counts_once() -> None:
    fields = {"siigo_invoice_name": "FV-2-22", "_siigo_invoice_name": "FV-2-22", "_siigo_invoice_id": "FV-2-22"}
    assert without_repeated(claims_in(fields)) == (
        Claim(kind="name", text="FV-2-22", source="meta.siigo_invoice_name"),
        Claim(kind="id", text="FV-2-22", source="meta._siigo_invoice_id"),
    )
