"""What an invoice names and reckons: a wrong body and its right twin for each rule."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.conftest import changed
from tests.sandbox.siigo_legacy.bodies import CREDIT, FULL_INVOICE, INVOICE, Body
from tests.sandbox.siigo_legacy.conftest import Nube, found_in, words_of

Rule = tuple[str, Body, Mapping[str, Any], str, Mapping[str, Any]]
"""What it is about, a body, what makes it wrong, the words, and what makes it right again (besides nothing at all)."""

NO_TAX = {
    "Items.0.TaxAddId": -1,
    "Items.0.TaxAddName": None,
    "Items.0.TaxAddValue": 0,
    "Items.0.TaxAddPercentage": -1,
    "Items.0.TotalValue": 100,
    "Header.TotalValue": 100,
    "Payments.0.Value": 100,
}

REFERENCES: list[Rule] = [
    ("type", INVOICE, {"Header.DocCode": 1}, "The Header.DocCode doesn't exist: 1", {}),
    (
        "class",
        INVOICE,
        {"Header.DocCode": 7714},
        "The field Header.DocCode is 7714 (RC); expected a document type of class FV",
        {},
    ),
    ("type off", INVOICE, {"Header.DocCode": 24446}, "The Header.DocCode is inactive: 24446", {}),
    (
        "id",
        INVOICE,
        {"Header.Id": 9},
        "The field Header.Id is 9; expected nothing or 0: it is an answer",
        {"Header.Id": 0},
    ),
    (
        "number",
        INVOICE,
        {"Header.Number": 7},
        "The field Header.Number is 7; expected 0, the document type numbers by itself",
        {"Header.Number": 0},
    ),
    (
        "manual number",
        INVOICE,
        {"Header.DocCode": 24447},
        "The field Header.Number is required",
        {"Header.DocCode": 24447, "Header.Number": 7},
    ),
    ("day", INVOICE, {"Header.DocDate": "20260230"}, "The field Header.DocDate is 20260230; expected a day", {}),
    ("currency", INVOICE, {"Header.MoneyCode": "XXX"}, "The field Header.MoneyCode is XXX; expected one of ANG", {}),
    (
        "rate",
        INVOICE,
        {"Header.MoneyCode": "USD"},
        "The field Header.ExchangeValue is required",
        {"Header.MoneyCode": "USD", "Header.ExchangeValue": 4100},
    ),
    (
        "seller",
        INVOICE,
        {"Header.SalesmanIdentification": "1"},
        "The Header.SalesmanIdentification doesn't exist: 1",
        {"Header.SalesmanIdentification": "1000000002"},
    ),
    (
        "seller off",
        INVOICE,
        {"Header.SalesmanIdentification": "1000000003"},
        "The Header.SalesmanIdentification is inactive: 1000000003",
        {},
    ),
    (
        "seller of an item",
        INVOICE,
        {"Items.0.SalesmanIdentification": "1"},
        "The Items[0].SalesmanIdentification doesn't exist: 1",
        {"Items.0.SalesmanIdentification": "1000000002"},
    ),
    (
        "seller of each item",
        FULL_INVOICE,
        {"Items.0.SalesmanIdentification": None},
        "The field Items[0].SalesmanIdentification is required",
        {},
    ),
    (
        "centre",
        FULL_INVOICE,
        {"Header.CostCenterCode": None, "Header.SubCostCenterCode": None},
        "The field Header.CostCenterCode is required",
        {"Header.CostCenterCode": "2", "Header.SubCostCenterCode": None},
    ),
    (
        "unknown centre",
        INVOICE,
        {"Header.CostCenterCode": "9"},
        "The Header.CostCenterCode doesn't exist: 9",
        {"Header.CostCenterCode": "2"},
    ),
    (
        "part of a centre",
        INVOICE,
        {"Header.CostCenterCode": "1"},
        "The field Header.SubCostCenterCode is required",
        {"Header.CostCenterCode": "1", "Header.SubCostCenterCode": "2"},
    ),
    (
        "unknown part",
        INVOICE,
        {"Header.CostCenterCode": "1", "Header.SubCostCenterCode": "9"},
        "The Header.SubCostCenterCode doesn't exist: 9",
        {},
    ),
    (
        "identification type",
        INVOICE,
        {"Header.Account.IdTypeCode": 99},
        "The field Header.Account.IdTypeCode is 99; expected one of 11, 12",
        {"Header.Account.IdTypeCode": "R-00-PN"},
    ),
    (
        "check digit",
        FULL_INVOICE,
        {"Header.Account.CheckDigit": 7},
        "The field Header.Account.CheckDigit is 7; expected 8",
        {"Header.Account.IdTypeCode": 42, "Header.Account.CheckDigit": 7},
    ),
    (
        "city",
        INVOICE,
        {"Header.Account.City.StateCode": "11"},
        "The field Header.Account.City.CityCode is 05001 in 11; expected five digits that begin",
        {"Header.Account.City.StateCode": "11", "Header.Account.City.CityCode": "11001"},
    ),
    (
        "city abroad",
        INVOICE,
        {"Header.Account.City.CityCode": "33101"},
        "The field Header.Account.City.CityCode is 33101 in 05",
        {"Header.Account.City": {"CountryCode": "Us", "StateCode": "FL", "CityCode": "33101"}},
    ),
    (
        "e-mail",
        INVOICE,
        {"Header.Contact.Email": "laura"},
        "The field Header.Contact.Email is not an e-mail address",
        {},
    ),
    (
        "gender",
        INVOICE,
        {"Header.Contact.Gender": 2},
        "The field Header.Contact.Gender is 2; expected one of 0, 1",
        {"Header.Contact.Gender": 1},
    ),
    (
        "contact",
        INVOICE,
        {"Header.Contact.Code": 4},
        "The Header.Contact.Code doesn't exist: 4",
        {"Header.Contact.Code": 0},
    ),
    ("product", INVOICE, {"Items.0.ProductCode": "X"}, "The Items[0].ProductCode doesn't exist: X", {}),
    (
        "product off",
        INVOICE,
        {"Items.0.ProductCode": "DESCONTINUADO"},
        "The Items[0].ProductCode is inactive: DESCONTINUADO",
        {},
    ),
    (
        "warehouse",
        INVOICE,
        {"Items.0.WareHouseCode": None},
        "The field Items[0].WareHouseCode is required",
        {"Items.0.WareHouseCode": None, "Items.0.ProductCode": "ENVIO"},
    ),
    ("unknown warehouse", INVOICE, {"Items.0.WareHouseCode": "9"}, "The Items[0].WareHouseCode doesn't exist: 9", {}),
    ("warehouse off", INVOICE, {"Items.0.WareHouseCode": "3"}, "The Items[0].WareHouseCode is inactive: 3", {}),
    (
        "quantity",
        INVOICE,
        {"Items.0.Quantity": 0},
        "The field Items[0].Quantity is 0; expected more than 0",
        {"Items.0.Quantity": Decimal("0.5"), "Items.0.UnitValue": 200},
    ),
    (
        "no tax",
        INVOICE,
        {"Items.0.TaxAdd2Id": None},
        "The field Items[0].TaxAdd2Id is missing; expected -1 where there is no tax",
        {},
    ),
    (
        "no retention of an item",
        INVOICE,
        {"Items.0.TaxDiscountId": None},
        "The field Items[0].TaxDiscountId is missing; expected -1 where there is no tax",
        {},
    ),
    (
        "no charge",
        INVOICE,
        {"Items.0.TaxAddId": None},
        "The field Items[0].TaxAddId is missing; expected -1 where there is no tax",
        NO_TAX,
    ),
    (
        "value without tax",
        INVOICE,
        {"Items.0.TaxAdd2Value": 1},
        "The field Items[0].TaxAdd2Value is 1; expected 0 where the id is -1",
        {"Items.0.TaxAdd2Value": 0},
    ),
    (
        "percentage without tax",
        INVOICE,
        {"Items.0.TaxAdd2Percentage": 8},
        "The field Items[0].TaxAdd2Percentage is 8; expected 0 or -1 where the id is -1",
        {"Items.0.TaxAdd2Percentage": -1},
    ),
    ("unknown tax", INVOICE, {"Items.0.TaxAddId": 5}, "The Items[0].TaxAddId doesn't exist: 5", {}),
    (
        "kind of charge",
        INVOICE,
        {"Items.0.TaxAddId": 13456},
        "The field Items[0].TaxAddId is 13456 (Retefuente); expected a tax of kind IVA or Impoconsumo",
        {},
    ),
    (
        "kind of retention",
        INVOICE,
        {"Items.0.TaxDiscountId": 13157},
        "The field Items[0].TaxDiscountId is 13157 (IVA); expected a tax of kind Retefuente",
        {},
    ),
    ("name of a tax", INVOICE, {"Items.0.TaxAddName": None}, "The field Items[0].TaxAddName is required", {}),
    (
        "wrong name of a tax",
        INVOICE,
        {"Items.0.TaxAddName": "IVA"},
        "The field Items[0].TaxAddName is IVA; expected IVA 19%",
        {},
    ),
    (
        "percentage of a tax",
        INVOICE,
        {"Items.0.TaxAddPercentage": 5},
        "The field Items[0].TaxAddPercentage is 5; expected 19",
        {},
    ),
    ("value of a tax", INVOICE, {"Items.0.TaxAddValue": None}, "The field Items[0].TaxAddValue is required", {}),
    (
        "one kind twice",
        FULL_INVOICE,
        {"Items.0.TaxAdd2Id": 13157, "Items.0.TaxAdd2Name": "IVA 5%", "Items.0.TaxAdd2Percentage": 5},
        "The Items[0].TaxAdd2Id is of the same kind as TaxAddId",
        {},
    ),
    (
        "one tax twice",
        FULL_INVOICE,
        {"Items.0.TaxAdd2Id": 13156, "Items.0.TaxAdd2Name": "IVA 19%", "Items.0.TaxAdd2Percentage": 19},
        "The Items[0].TaxAdd2Id is the same tax as TaxAddId",
        {},
    ),
    ("means", INVOICE, {"Payments.0.PaymentMeansCode": 1}, "The Payments[0].PaymentMeansCode doesn't exist: 1", {}),
    (
        "means of suppliers",
        INVOICE,
        {"Payments.0.PaymentMeansCode": 7001},
        "The field Payments[0].PaymentMeansCode is Cheque a proveedores; expected a mean of Type 0 or 2",
        {"Payments.0.PaymentMeansCode": 5638},
    ),
    (
        "the system's means",
        INVOICE,
        {"Payments.0.PaymentMeansCode": 7003},
        "The field Payments[0].PaymentMeansCode is Anticipos; expected a mean of Type 0 or 2 with IsSystem false",
        {},
    ),
    ("date of a quote", CREDIT, {"Payments.0.DueDate": None}, "The field Payments[0].DueDate is required", {}),
    ("number of a quote", CREDIT, {"Payments.1.DueQuote": None}, "The field Payments[1].DueQuote is required", {}),
    (
        "date in the past",
        CREDIT,
        {"Payments.0.DueDate": "20261120"},
        "The field Payments[0].DueDate is 20261120; expected 20261121 or later",
        {"Payments.0.DueDate": "20261121"},
    ),
    (
        "quote twice",
        CREDIT,
        {"Payments.1.DueQuote": 1},
        "The field Payments[1].DueQuote is 1; expected a quote of its own",
        {},
    ),
]

AMOUNTS: list[Rule] = [
    (
        "gross",
        INVOICE,
        {"Items.0.GrossValue": Decimal("100.01")},
        "The field Items[0].GrossValue is 100.01; expected 100",
        {"Items.0.UnitValue": Decimal("99.995")},
    ),
    (
        "base",
        INVOICE,
        {"Items.0.BaseValue": Decimal("99.99")},
        "The field Items[0].BaseValue is 99.99; expected 100",
        {},
    ),
    (
        "base after a discount",
        FULL_INVOICE,
        {"Items.0.DiscountValue": 9999},
        "The field Items[0].BaseValue is 90000.01; expected 90001.01",
        {},
    ),
    (
        "per cent of a discount",
        FULL_INVOICE,
        {"Items.0.DiscountPercentage": 11},
        "The field Items[0].DiscountValue is 10000; expected 11 % of 100000.01: 11000",
        {"Items.0.DiscountPercentage": Decimal("10.0000")},
    ),
    (
        "no per cent of a discount",
        FULL_INVOICE,
        {"Items.0.DiscountPercentage": 0},
        "The field Items[0].DiscountValue is 10000; expected 0 % of 100000.01: 0",
        {"Items.0.DiscountPercentage": None},
    ),
    (
        "discount above the price",
        INVOICE,
        {"Items.0.DiscountValue": 101},
        "The field Items[0].DiscountValue is 101; expected at most 100",
        {"Items.0.DiscountValue": 0},
    ),
    (
        "tax",
        INVOICE,
        {"Items.0.TaxAddValue": Decimal("19.01")},
        "The field Items[0].TaxAddValue is 19.01; expected 19",
        {},
    ),
    (
        "second tax",
        FULL_INVOICE,
        {"Items.0.TaxAdd2Value": 7201},
        "The field Items[0].TaxAdd2Value is 7201; expected 7200",
        {},
    ),
    (
        "retention",
        FULL_INVOICE,
        {"Items.0.TaxDiscountValue": 2251},
        "The field Items[0].TaxDiscountValue is 2251; expected 2250",
        {},
    ),
    (
        "total of an item",
        FULL_INVOICE,
        {"Items.0.TotalValue": 112050},
        "The field Items[0].TotalValue is 112050; expected 112050.01",
        {},
    ),
    (
        "three decimals",
        INVOICE,
        {"Items.0.TaxAddValue": Decimal("19.001")},
        "The field Items[0].TaxAddValue is 19.001; expected a number of at most 2 decimals",
        {},
    ),
    ("gross of all", INVOICE, {"Header.TotalBase": 99}, "The field Header.TotalBase is 99; expected 100", {}),
    (
        "base is before discounts",
        FULL_INVOICE,
        {"Header.TotalBase": Decimal("90000.01")},
        "The field Header.TotalBase is 90000.01; expected 100000.01",
        {},
    ),
    (
        "discounts",
        FULL_INVOICE,
        {"Header.DiscountValue": 9999},
        "The field Header.DiscountValue is 9999; expected 10000",
        {"Header.DiscountValue": None},
    ),
    (
        "vat",
        FULL_INVOICE,
        {"Header.VATTotalValue": 24300},
        "The field Header.VATTotalValue is 24300; expected 17100",
        {"Header.VATTotalValue": None},
    ),
    (
        "consumption tax",
        FULL_INVOICE,
        {"Header.ConsumptionTaxTotalValue": 0},
        "The field Header.ConsumptionTaxTotalValue is 0; expected 7200",
        {"Header.ConsumptionTaxTotalValue": None},
    ),
    (
        "retentions of the items",
        FULL_INVOICE,
        {"Header.TaxDiscTotalValue": 4815},
        "The field Header.TaxDiscTotalValue is 4815; expected 2250",
        {"Header.TaxDiscTotalValue": None},
    ),
    (
        "ReteIVA",
        FULL_INVOICE,
        {"Header.RetVATTotalValue": 2564},
        "The field Header.RetVATTotalValue is 2564; expected 2565",
        {},
    ),
    (
        "ReteICA",
        FULL_INVOICE,
        {"Header.RetICATotalValue": Decimal("869.41")},
        "The field Header.RetICATotalValue is 869.41; expected 869.4",
        {},
    ),
    (
        "no ReteIVA",
        INVOICE,
        {"Header.RetVATTotalID": None},
        "The field Header.RetVATTotalID is missing; expected -1 where nothing is withheld",
        {},
    ),
    (
        "no ReteICA",
        INVOICE,
        {"Header.RetICATotalID": None},
        "The field Header.RetICATotalID is missing; expected -1 where nothing is withheld",
        {},
    ),
    (
        "no percentage of ReteIVA",
        INVOICE,
        {"Header.RetVATTotalPercentage": 0},
        "The field Header.RetVATTotalPercentage is 0; expected -1 where the id is -1",
        {},
    ),
    (
        "no percentage of ReteICA",
        INVOICE,
        {"Header.RetICATotaPercentage": None},
        "The field Header.RetICATotaPercentage is missing; expected -1 where the id is -1",
        {},
    ),
    (
        "value without ReteICA",
        INVOICE,
        {"Header.RetICATotalValue": 1},
        "The field Header.RetICATotalValue is 1; expected 0 where the id is -1",
        {"Header.RetICATotalValue": 0},
    ),
    (
        "unknown ReteIVA",
        FULL_INVOICE,
        {"Header.RetVATTotalID": 3},
        "The Header.RetVATTotalID doesn't exist: 3",
        {},
    ),
    (
        "kind of ReteICA",
        FULL_INVOICE,
        {"Header.RetICATotalID": 34072},
        "The field Header.RetICATotalID is 34072 (ReteIVA); expected a tax of kind ReteICA",
        {},
    ),
    (
        "percentage of ReteIVA",
        FULL_INVOICE,
        {"Header.RetVATTotalPercentage": 14},
        "The field Header.RetVATTotalPercentage is 14; expected 15",
        {},
    ),
    (
        "value of ReteIVA",
        FULL_INVOICE,
        {"Header.RetVATTotalValue": None},
        "The field Header.RetVATTotalValue is required",
        {},
    ),
    (
        "total",
        FULL_INVOICE,
        {"Header.TotalValue": Decimal("112050.01")},
        "The field Header.TotalValue is 112050.01; expected 108615.61",
        {},
    ),
    (
        "payments",
        INVOICE,
        {"Payments.0.Value": Decimal("118.99")},
        "The field Payments is 118.99; expected 119, the TotalValue",
        {},
    ),
]


@pytest.mark.parametrize(
    ("name", "body", "wrong", "words", "right"), REFERENCES + AMOUNTS, ids=lambda value: str(value)[:30]
)
def test_a_rule(name: str, body: Body, wrong: Mapping[str, Any], words: str, right: Mapping[str, Any]) -> None:
    nube = Nube().enter()
    answer = nube.post("Invoice/Save", changed(body, present(body, wrong)))
    assert answer.status == 400
    assert any(found.startswith(words) for found in words_of(answer)), words_of(answer)
    assert nube.happened()["counts"] == {"invoices": 0, "vouchers": 0, "accounts": 0, "contacts": 0, "products": 4}
    assert nube.post("Invoice/Save", changed(body, present(body, right))).status == 200


def present(body: Body, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without what would be taken away and is not there."""
    return {way: value for way, value in changes.items() if value is not None or way in ways_of(body)}


def ways_of(value: Any, before: str = "") -> set[str]:
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    ways = {before.removesuffix(".")}
    for name, inner in rows:
        ways |= ways_of(inner, f"{before}{name}.")
    return ways


def test_all_problems_of_a_stage_come_together(nube: Nube) -> None:
    wrong = {"Header.DocDate": None, "Items.0.UnitValue": "x", "Payments.0.Value": True}
    assert found_in(nube.post("Invoice/Save", changed(INVOICE, wrong))) == [
        ("parameter_required", "Header.DocDate"),
        ("invalid_type", "Items[0].UnitValue"),
        ("invalid_type", "Payments[0].Value"),
    ]


@pytest.mark.parametrize(
    ("quantity", "price", "gross"),
    [
        ("3", "0.005", "0.02"),
        ("1", "0.005", "0.01"),
        ("1", "0.0049", "0"),
        ("0.333333", "3", "1"),
        ("7", "1.235", "8.65"),
    ],
)
def test_cents_are_rounded_half_up(nube: Nube, quantity: str, price: str, gross: str) -> None:
    item = {"GrossValue": Decimal(gross), "BaseValue": Decimal(gross), "TotalValue": Decimal(gross)}
    row = INVOICE["Items"][0] | item | {"Quantity": Decimal(quantity), "UnitValue": Decimal(price)}
    row |= {"TaxAddId": -1, "TaxAddPercentage": 0, "TaxAddValue": 0}
    sums = {"Header.TotalBase": Decimal(gross), "Header.TotalValue": Decimal(gross), "Payments.0.Value": Decimal(gross)}
    assert nube.post("Invoice/Save", changed(INVOICE | {"Items": [row]}, sums)).status == 200


def test_a_percentage_that_never_ends_agrees_in_its_own_decimals(nube: Nube) -> None:
    """1 of 3 is 33.33 % in two decimals, 33.3333 % in four; 33.34 % is neither."""
    row = INVOICE["Items"][0] | {"UnitValue": 3000, "GrossValue": 3000, "DiscountValue": 1000, "BaseValue": 2000}
    row |= {"TaxAddValue": 380, "TotalValue": 2380}
    body = changed(
        INVOICE | {"Items": [row]}, {"Header.TotalBase": 3000, "Header.TotalValue": 2380, "Payments.0.Value": 2380}
    )
    for percentage, status in (("33.33", 200), ("33.3333", 200), ("33.34", 400), ("33", 400)):
        sent = changed(body, {"Items.0.DiscountPercentage": Decimal(percentage)})
        assert nube.post("Invoice/Save", sent).status == status, percentage


def test_reteica_may_count_per_cent() -> None:
    """9.66 of a hundred instead of a thousand: ten times as much."""
    sums = {"Header.RetICATotalValue": Decimal("8694.00"), "Header.TotalValue": Decimal("100791.01")}
    sent = changed(FULL_INVOICE, {**sums, "Payments.2.Value": Decimal("791.01")})
    assert words_of(Nube().enter().post("Invoice/Save", sent)) == [
        "The field Header.RetICATotalValue is 8694; expected 869.4"
    ]
    assert Nube(reteica="percent").enter().post("Invoice/Save", sent).status == 200
