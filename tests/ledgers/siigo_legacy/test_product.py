"""Mapped values become a product that Siigo Nube takes; what it would refuse is said before, all at once."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.ledgers.siigo_legacy.answers import Fault, LegacyRejected
from connector.ledgers.siigo_legacy.facts import CompanyFacts, Entry, TaxType
from connector.ledgers.siigo_legacy.product import held_of, product_body, product_keys_named
from connector.ledgers.siigo_legacy.product_schema import PRODUCT
from connector.model.documents import Origin

_TAXES = [
    {"Id": 13156, "Description": "IVA 19%", "TaxType": "IVA", "Percentage": 19},
    {"Id": 7081, "Description": "INC 8%", "TaxType": "Impoconsumo", "Percentage": 8},
    {"Id": 13456, "Description": "Retefuente 2.5%", "TaxType": "Retefuente", "Percentage": "2.5"},
]
COMPANY = CompanyFacts(
    taxes={str(row["Id"]): TaxType.model_validate(row) for row in _TAXES},
    account_groups={
        "1253": Entry.model_validate({"Id": 1253, "Description": "Productos"}),
        "1254": Entry.model_validate({"Id": 1254, "Description": "Viejos", "Active": False}),
    },
)

LEAST: dict[str, Any] = {
    "Code": "CAM-001",
    "Description": "Camiseta",
    "ProductTypeKey": "ProductType_Product",
    "IsIncluded": True,
    "IsInventoryControl": True,
    "AccountGroupID": 1253,
}

FULL: dict[str, Any] = {
    "Code": "CAM-001",
    "Description": "Camiseta",
    "ReferenceManufactures": "REF-9",
    "ProductTypeKey": "ProductType_Product",
    "MeasureUnit": "Unidad",
    "CodeBars": "7701234567890",
    "Comments": "Camiseta de algodón",
    "TaxAddID": 13156,
    "TaxDiscID": 13456,
    "IsIncluded": True,
    "IsInventoryControl": True,
    "State": 0,
    **{f"PriceList{number}": Decimal(1000 * number) for number in range(1, 13)},
    "AccountGroupID": 1253,
    "TaxAdd2ID": 7081,
    "TaxImpoValue": Decimal("120.50"),
    "Model": "2026",
    "Tariff": "6109100000",
    "Brand": "Andina",
    "MeasurementUnitCode": "94",
}
"""Every field of seed 000's product that may be sent."""


def body(values: dict[str, Any], **more: Any) -> dict[str, object]:
    return product_body(values, company=COMPANY, **more)


def held(values: dict[str, Any], **more: Any) -> tuple[str, ...]:
    with pytest.raises(OrderHeld) as caught:
        body(values, **more)
    return caught.value.problems


def test_every_field_may_be_mapped_and_is_sent():
    assert body(FULL) == FULL
    assert list(FULL) == list(PRODUCT)


def test_a_new_product_is_active_where_the_mapping_is_silent():
    assert body(LEAST) == {**LEAST, "State": 1}


def test_a_tax_that_is_said_to_be_absent_is_not_sent():
    assert body({**LEAST, "TaxAddID": -1, "TaxAdd2ID": "-1"}) == {**LEAST, "State": 1}


def test_long_texts_are_cut():
    made = body({**LEAST, "Description": "x" * 200, "Comments": "y" * 3000})
    assert (len(str(made["Description"])), len(str(made["Comments"]))) == (100, 2500)


def test_everything_wrong_is_said_at_once():
    origins = {"product.Code": Origin(file="t.yaml", line=3, column=5, source="sku")}
    values = {**LEAST, "Code": "CAM 001", "State": 2, "ProductTypeKey": "Combo", "Cost": 5, "IsIncluded": None}
    assert [problem.split(": ")[0] for problem in held({**values, "PriceList1": "-5"}, origins=origins)] == [
        "product.Cost",
        "t.yaml:3:5",
        "product.ProductTypeKey",
        "product.IsIncluded",
        "product.State",
        "product.PriceList1",
    ]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"TaxAddID": 13456}, "product.TaxAddID: 13456 (Retefuente 2.5%) no va en este campo, que es de IVA, Impo"),
        ({"TaxDiscID": 13156}, "product.TaxDiscID: 13156 (IVA 19%) no va en este campo, que es de Retefuente"),
        ({"TaxAddID": 7081, "TaxAdd2ID": 7081}, "product.TaxAdd2ID: es el mismo impuesto que TaxAddID"),
        ({"TaxAddID": 9}, "product.TaxAddID: 9 no existe en Siigo entre"),
        ({"AccountGroupID": 1254}, "product.AccountGroupID: 1254 (Viejos) está inactivo en Siigo entre"),
        ({"Code": ""}, "product.Code: falta y Siigo lo exige: agréguelo al mapeo o complete el producto en la tienda"),
    ],
)
def test_what_siigo_would_refuse(changes: dict[str, Any], problem: str):
    [found] = held({**LEAST, **changes})
    assert found.startswith(problem)


def test_the_catalogue_keys_that_are_named():
    assert product_keys_named({**LEAST, "TaxAddID": 13156, "TaxAdd2ID": -1}) == {
        "taxes": {"13156"},
        "account_groups": {"1253"},
    }


def test_a_refusal_in_words():
    faults = (Fault(code="wrong", message="Too long", params=("Model",)), Fault(code="odd"))
    refused = LegacyRejected("…", status=400, faults=faults)
    held = held_of(refused, "CAM-001")
    assert held is not None
    assert held.problems == (
        "product.Model: Siigo Nube no creó el producto «CAM-001»: Too long (wrong). Corrija el dato en la tienda, el "
        "mapeo o Siigo Nube",
        "product: Siigo Nube no creó el producto «CAM-001»: — (odd). Corrija el dato en la tienda, el mapeo o Siigo "
        "Nube",
    )


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_of_something_else_is_no_word_for_the_merchant(status: int):
    assert held_of(LegacyRejected("…", status=status, faults=(Fault(code="x"),)), "CAM-001") is None


def test_a_company_without_the_catalogues_knows_no_group():
    with pytest.raises(OrderHeld):
        product_body(LEAST, company=replace(COMPANY, account_groups={}))
