"""Voucher/Save: each of its rules with a right twin, and what a receipt does to what is owed."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.sandbox.conftest import changed
from tests.sandbox.siigo_legacy.bodies import CREDIT, INVOICE, RECEIPT, Body
from tests.sandbox.siigo_legacy.conftest import Nube, found_in, words_of

ADVANCE: Body = {"Header": RECEIPT["Header"] | {"VoucherType": 1}, "Items": None}

TAX_ROW = {"Value": 19, "DC": 1, "ACAccountCode": "135517", "LongDescription": "Retención", "Order": 3}

ADVANCED: Body = {
    "Header": RECEIPT["Header"] | {"VoucherType": 2, "TotalValue": 100},
    "Items": [*RECEIPT["Items"], TAX_ROW],
}


@pytest.fixture
def owing() -> Nube:
    """Laura owes FV-1-1: 100 and 19."""
    nube = Nube().enter()
    nube.saved("Invoice/Save", CREDIT)
    return nube


def balances(nube: Nube) -> list[int]:
    return [due["balance"] for due in nube.happened()["invoices"][0]["dues"]]


def test_a_receipt_lowers_what_is_owed(owing: Nube) -> None:
    saved = owing.saved("Voucher/Save", RECEIPT)
    assert saved["Items"] == RECEIPT["Items"]
    assert (saved["Header"]["Number"], saved["Header"]["Id"] > 0) == (1, True)
    assert balances(owing) == [0, 0]
    (listed,) = owing.get("Voucher/GetAll", numberPage=0).body
    assert listed == owing.get(f"Voucher/GetByID/{saved['Header']['Id']}").body == saved
    assert owing.happened()["vouchers"][0]["name"] == "RC-1-1"


def test_in_parts_until_nothing_is_left(owing: Nube) -> None:
    part = changed(RECEIPT, {"Header.TotalValue": 60, "Items.0.Value": 60}) | {
        "Items": [RECEIPT["Items"][0] | {"Value": 60}]
    }
    owing.saved("Voucher/Save", part)
    assert balances(owing) == [40, 19]
    assert words_of(owing.post("Voucher/Save", part)) == [
        "The field Items[0].Value is 60; expected at most 40, which FV-1-1 owes"
    ]
    owing.saved("Voucher/Save", changed(part, {"Header.TotalValue": 40, "Items.0.Value": 40}))
    assert balances(owing) == [0, 19]


def test_two_rows_on_one_quote_are_reckoned_together(owing: Nube) -> None:
    twice = [RECEIPT["Items"][0] | {"Value": 60, "Order": order} for order in (1, 2)]
    body = changed(RECEIPT, {"Header.TotalValue": 120}) | {"Items": twice}
    assert found_in(owing.post("Voucher/Save", body)) == [("invalid_amount", "Items[1].Value")]
    owing.saved("Voucher/Save", changed(body, {"Header.TotalValue": 100, "Items.1.Value": 40}))


def test_an_advance_has_no_rows(owing: Nube) -> None:
    assert owing.saved("Voucher/Save", ADVANCE)["Items"] is None
    assert balances(owing) == [100, 19]
    assert words_of(owing.post("Voucher/Save", ADVANCE | {"Items": RECEIPT["Items"]})) == [
        "The field Items is 2 rows; expected null: it is an advance"
    ]


def test_an_advanced_receipt_balances(owing: Nube) -> None:
    wrong = changed(ADVANCED, {"Header.TotalValue": 119})
    assert words_of(owing.post("Voucher/Save", wrong)) == [
        "The field Header.TotalValue is 119; expected 100, credits less debits"
    ]
    owing.saved("Voucher/Save", ADVANCED)
    assert balances(owing) == [0, 0]


def test_the_branch_is_nought_where_it_is_not_said(owing: Nube) -> None:
    saved = owing.saved("Voucher/Save", changed(RECEIPT, {"Header.BranchOffice": None}))
    assert saved["Header"]["BranchOffice"] == 0


@pytest.mark.parametrize(
    ("body", "wrong", "words", "right"),
    [
        (RECEIPT, {"Header.DocCode": 24445}, "The field Header.DocCode is 24445 (FV); expected a document type", {}),
        (RECEIPT, {"Header.Number": 5}, "The field Header.Number is 5; expected 0", {}),
        (
            RECEIPT,
            {"Header.DocCode": 7715},
            "The field Header.Number is required",
            {"Header.DocCode": 7715, "Header.Number": 5},
        ),
        (
            RECEIPT,
            {"Header.MoneyCode": "EUR"},
            "The field Header.ExchangeValue is required",
            {"Header.MoneyCode": "EUR", "Header.ExchangeValue": 4500},
        ),
        (RECEIPT, {"Header.Identification": "1"}, "The Header.Identification doesn't exist: 1, branch 0", {}),
        (RECEIPT, {"Header.BranchOffice": 3}, "The Header.Identification doesn't exist: 1020304050, branch 3", {}),
        (RECEIPT, {"Header.CostCenterCode": "9"}, "The Header.CostCenterCode doesn't exist: 9", {}),
        (
            RECEIPT,
            {"Header.SubCostCenterCode": None},
            "The field Header.SubCostCenterCode is required",
            {"Header.CostCenterCode": None, "Header.SubCostCenterCode": None},
        ),
        (RECEIPT, {"Header.PaymentMeanCode": 1}, "The Header.PaymentMeanCode doesn't exist: 1", {}),
        (
            RECEIPT,
            {"Header.PaymentMeanCode": 5636},
            "The field Header.PaymentMeanCode is Crédito; expected a mean that brings money",
            {"Header.PaymentMeanCode": 5640},
        ),
        (RECEIPT, {"Header.PaymentMeanCode": 7001}, "The field Header.PaymentMeanCode is Cheque a proveedores", {}),
        (RECEIPT, {"Header.PaymentMeanCode": 7003}, "The field Header.PaymentMeanCode is Anticipos", {}),
        (RECEIPT, {"Header.VoucherType": 3}, "The field Header.VoucherType is 3; expected one of 0, 1, 2", {}),
        (RECEIPT, {"Header.TotalValue": 0}, "The field Header.TotalValue is 0; expected more than 0", {}),
        (
            RECEIPT,
            {"Header.TotalValue": 118},
            "The field Header.TotalValue is 118; expected 119, credits less debits",
            {},
        ),
        (RECEIPT, {"Items": []}, "The field Items is required", {}),
        (ADVANCED, {"Items": []}, "The field Items is required", {}),
        (RECEIPT, {"Items.0.DC": 1}, "The field Items[0].DC is 1; expected -1: it lowers a debt", {}),
        (RECEIPT, {"Items.0.DC": 2}, "The field Items[0].DC is 2; expected one of -1, 1", {}),
        (RECEIPT, {"Items.0.ACAccountCode": "caja"}, "The field Items[0].ACAccountCode is caja; expected digits", {}),
        (RECEIPT, {"Items.1.Order": 1}, "The field Items[1].Order is 1; expected an order of its own", {}),
        (RECEIPT, {"Items.0.DuePrefix": "FV-2"}, "The Items[0].DueConsecutive doesn't exist: FV-2-1 of 1020304050", {}),
        (RECEIPT, {"Items.0.DueConsecutive": 9}, "The Items[0].DueConsecutive doesn't exist: FV-1-9 of", {}),
        (RECEIPT, {"Items.0.DueQuote": 3}, "The Items[0].DueQuote doesn't exist: 3 of FV-1-1", {}),
        (RECEIPT, {"Items.0.DueDate": "20261222"}, "The field Items[0].DueDate is 20261222; expected 20261221", {}),
        (
            ADVANCED,
            {"Items.2.DuePrefix": "FV-1"},
            "The field Items[2].DueConsecutive is required",
            {},
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_rule_of_receipts(
    owing: Nube, body: Body, wrong: Mapping[str, Any], words: str, right: Mapping[str, Any]
) -> None:
    answer = owing.post("Voucher/Save", changed(body, wrong))
    assert any(found.startswith(words) for found in words_of(answer)), words_of(answer)
    assert owing.happened()["counts"]["vouchers"] == 0
    assert balances(owing) == [100, 19]
    assert owing.post("Voucher/Save", changed(body, right)).status == 200


def test_a_debt_of_somebody_else_is_not_paid(owing: Nube) -> None:
    owing.saved("Invoice/Save", changed(INVOICE, {"Header.Account.Identification": "1020304051"}))
    wrong = changed(RECEIPT, {"Header.Identification": "1020304051"})
    assert "The Items[0].DueConsecutive doesn't exist: FV-1-1 of 1020304051" in words_of(
        owing.post("Voucher/Save", wrong)
    )


def test_an_invoice_that_was_paid_at_once_owes_nothing(owing: Nube) -> None:
    owing.saved("Invoice/Save", INVOICE)
    row = RECEIPT["Items"][0] | {"DueConsecutive": 2}
    body = changed(RECEIPT, {"Header.TotalValue": 100}) | {"Items": [row]}
    assert words_of(owing.post("Voucher/Save", body)) == ["The Items[0].DueQuote doesn't exist: 1 of FV-1-2"]


def test_the_same_receipt_twice_makes_two(owing: Nube) -> None:
    numbers = [owing.saved("Voucher/Save", ADVANCE)["Header"]["Number"] for _ in range(2)]
    assert numbers == [1, 2]
