"""Every rule for one row, each beside what it lets pass."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from connector import json_text
from connector.ledgers.siigo_pyme.fields import HEADINGS, MOVEMENT
from connector.sandbox.siigo_pyme.answering import SEND
from connector.sandbox.siigo_pyme.table import BASIC, CENTS, FIELDS, MANDATORY, MEASURES
from tests.sandbox.siigo_pyme.conftest import Bridge, new_bridge, sale

EXAMPLE = json_text.parse((Path(__file__).parent / "printed_example.json").read_bytes())


def with_first(**fields: Any) -> list[dict[str, Any]]:
    """The sale with its first row changed; None takes a field away."""
    rows = sale()
    rows[0] = {name: value for name, value in {**rows[0], **fields}.items() if value is not None}
    return rows


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"total": 5}, "total"),
    ({"accounting_account": None}, "accounting_account"),
    ({"debit_or_credit": None}, "debit_or_credit"),
    ({"sequence_value": None}, "sequence_value"),
    ({"debit_or_credit": "d"}, "debit_or_credit"),
    ({"nit": "1020304050"}, "nit"),
    ({"nit": True}, "nit"),
    ({"nit": -1}, "nit"),
    ({"cufe": 5}, "cufe"),
    ({"branch": Decimal("1.5")}, "branch"),
    ({"quantity": Decimal("1.123456")}, "quantity"),
    ({"withholding_base": Decimal("1.123")}, "withholding_base"),
    ({"withholding_base": 10**13}, "withholding_base"),
    ({"sequence_vat_percentage": 101}, "sequence_vat_percentage"),
    ({"canceled_voucher": "No"}, "canceled_voucher"),
    ({"third_party_revenues": "n"}, "third_party_revenues"),
    ({"establishment_data_local_or_office": "X"}, "establishment_data_local_or_office"),
    ({"document_day": 31}, "document_day"),
    ({"document_month": 13}, "document_day"),
    ({"document_day": None}, "document_day"),
    ({"document_year": 2025}, "document_year"),
    ({"year_lot_expiration": 2027}, "day_lot_expiration"),
    ({"cross_document_expiration_year": 2026, "cross_document_expiration_month": 2}, "cross_document_expiration_day"),
    ({"year_release_date": "2026", "month_release_date": "02", "day_release_date": "30"}, "day_release_date"),
    ({"year_release_date5": "2026", "month_release_date5": "feb", "day_release_date5": "1"}, "day_release_date5"),
    ({"document_update_date": "2026-02-30"}, "document_update_date"),
    ({"document_update_date": "20260203"}, "document_update_date"),
    ({"document_update_time": "25:00:00"}, "document_update_time"),
    ({"accounting_account": 999}, "accounting_account"),
    ({"accounting_account": 10**10}, "accounting_account"),
    ({"sequence_vat_percentage": 19, "sequence_vat_value": 9000}, "sequence_vat_value"),
]


@pytest.mark.parametrize(("fields", "field"), WRONG, ids=str)
def test_what_is_wrong(bridge: Bridge, fields: dict[str, Any], field: str) -> None:
    answer = bridge.send(*with_first(**fields))
    assert (answer.status, answer.errors) == (200, [(0, field, "F-1-1001")])
    assert bridge.names == []


RIGHT: list[dict[str, Any]] = [
    {},
    {"accounting_account": Decimal("13050501.0")},
    {"nit": 0},
    {"cufe": ""},
    {"branch": Decimal("1.0")},
    {"quantity": Decimal("1.12345")},
    {"withholding_base": Decimal("1.12")},
    {"withholding_base": 10**13 - 1},
    {"sequence_vat_percentage": 100},
    {"canceled_voucher": "N"},
    {"third_party_revenues": "S"},
    {"establishment_data_local_or_office": "O"},
    {"year_lot_expiration": 2027, "month_lot_expiration": 2, "day_lot_expiration": 28},
    {"year_lot_expiration": 0, "month_lot_expiration": 0, "day_lot_expiration": 0},
    {"year_release_date": "2026", "month_release_date": "02", "day_release_date": "28"},
    {"document_update_date": "2026-02-28", "document_update_time": "23:59:59"},
    {"accounting_account": 1305},
    {"accounting_account": 10**10 - 1},
    {"sequence_vat_percentage": 19, "sequence_vat_value": Decimal("11380.49")},
    {"sequence_vat_percentage": 19, "sequence_vat_value": 9564, "withholding_base": 50336},
]


@pytest.mark.parametrize("fields", RIGHT, ids=str)
def test_what_is_right(bridge: Bridge, fields: dict[str, Any]) -> None:
    assert bridge.send(*with_first(**fields)).errors == []
    assert bridge.names == ["F-1-1001"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("voucher_type", None), ("voucher_type", ""), ("voucher_type", 5), ("voucher_code", None), ("voucher_code", "1")],
)
def test_a_row_that_is_of_no_document(bridge: Bridge, field: str, value: Any) -> None:
    answer = bridge.send(*with_first(**{field: value}))
    assert (0, field, None) in answer.errors
    assert (1, "sequence", "F-1-1001") in answer.errors  # what is left of its document is no document


def test_voucher_codes_and_types(bridge: Bridge) -> None:
    for fields, field in [({"voucher_type": "FV"}, "voucher_type"), ({"voucher_code": 1000}, "voucher_code")]:
        assert [found[:2] for found in bridge.send(*sale(**fields)).errors] == [(0, field), (1, field), (2, field)]
    assert bridge.send(*sale(voucher_type="Z", voucher_code=999)).errors == []


def test_vat_to_the_cent() -> None:
    near = with_first(sequence_vat_percentage=19, sequence_vat_value=Decimal("11380.50"))
    assert new_bridge().send(*near).errors == []
    assert new_bridge(vat_strict=True).send(*near).fields == ["sequence_vat_value"]
    exact = with_first(sequence_vat_percentage=19, sequence_vat_value=11381)
    assert new_bridge(vat_strict=True).send(*exact).errors == []
    half = {"withholding_base": Decimal("0.5"), "sequence_vat_percentage": 5}
    assert new_bridge(vat_strict=True).send(*with_first(**half, sequence_vat_value=Decimal("0.03"))).errors == []
    assert new_bridge().send(*with_first(sequence_vat_percentage=19, sequence_vat_value=11383)).fields == [
        "sequence_vat_value"
    ]


@pytest.mark.parametrize("field", BASIC)
def test_a_basic_invoice_needs_more(bridge: Bridge, field: str) -> None:
    rows = [{name: value for name, value in row.items() if name != field} for row in sale()]
    everywhere = {(0, field), (1, field), (2, field)}
    assert {found[:2] for found in bridge.send(*rows, basic="S").errors} >= everywhere
    assert {found[:2] for found in bridge.send(*sale(**{field: 0}), basic="S").errors} >= everywhere
    assert bridge.names == []


def test_accounts_and_third_parties_that_exist() -> None:
    known = new_bridge(accounts=frozenset({13050501, 41353501, 24080501}), nits=frozenset({1020304050}))
    assert known.send(*sale()).errors == []
    assert known.send(*with_first(document_number=1001, accounting_account=13050502), modify="S").errors == [
        (0, "accounting_account", "F-1-1001")
    ]
    assert known.send(*sale(7, nit=5)).fields == ["nit"] * 3
    assert known.names == ["F-1-1001"]


def test_the_printed_example_is_wrong_by_its_own_table(bridge: Bridge) -> None:
    answer = bridge.call("POST", SEND, EXAMPLE)
    assert (answer.status, answer.fields) == (400, ["data.params.basic_invoice", "data.params.modify_documents"])
    strict = new_bridge(params_mandatory=False)
    assert strict.call("POST", SEND, EXAMPLE).errors == [(0, "document_year", "F-1-987654")]
    strict = new_bridge(params_mandatory=False, year_must_match=False)
    assert strict.call("POST", SEND, EXAMPLE).errors == [(0, "sequence_value", "F-1-987654")]


def test_the_printed_example_goes_in_with_three_switches() -> None:
    lenient = new_bridge(params_mandatory=False, year_must_match=False, must_balance=False)
    assert lenient.call("POST", SEND, EXAMPLE).status == 200
    (document,) = lenient.happened()["documents"]
    assert (document["name"], document["date"], document["debit"]) == ("F-1-987654", "2025-03-10", "10000.00")
    assert document["rows"] == EXAMPLE["data"]["list"]


def test_the_ledgers_table_and_this_one_were_read_alike() -> None:
    """Written apart from the same page: names, order, what is mandatory, what may have decimals."""
    assert list(MOVEMENT) == list(HEADINGS) == list(FIELDS)
    assert [name for name, field in MOVEMENT.items() if field.required] == list(MANDATORY)
    for name, field in MOVEMENT.items():
        assert (field.kind == "text") == (FIELDS[name] == "string"), name
        places = 2 if name in CENTS else 5 if name in MEASURES else None
        assert field.decimals == places, name
    assert [name for name, text in HEADINGS.items() if text.endswith("(OBLIGATORIO)")] == list(MANDATORY)
    assert set(EXAMPLE["data"]["list"][0]) <= set(FIELDS)
