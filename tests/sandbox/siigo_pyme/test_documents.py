"""Every rule for a document as a whole, and what of a request is inserted when something in it is wrong."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.siigo_pyme.conftest import Bridge, new_bridge, sale


def changed_at(place: int, **fields: Any) -> list[dict[str, Any]]:
    rows = sale()
    rows[place] |= fields
    return rows


def test_debits_equal_credits_to_the_cent(bridge: Bridge) -> None:
    answer = bridge.send(*changed_at(2, sequence_value=Decimal("9563.99")))
    assert answer.errors == [(0, "sequence_value", "F-1-1001")]
    assert answer.messages == ["Débitos 59900 y créditos 59899.99 no son iguales"]
    assert bridge.send(*changed_at(2, sequence_value=Decimal("9564.00"))).errors == []
    assert new_bridge(must_balance=False).send(*changed_at(2, sequence_value=1)).errors == []


@pytest.mark.parametrize(
    ("places", "ok"),
    [
        ((1, 2, 3), True),
        ((3, 1, 2), True),
        ((0, 0, 0), True),
        ((1, 2, 4), False),
        ((1, 1, 2), False),
        ((0, 1, 2), False),
    ],
)
def test_sequences_have_no_gaps(bridge: Bridge, places: tuple[int, ...], ok: bool) -> None:
    rows = [{**row, "sequence": place} for row, place in zip(sale(), places, strict=True)]
    assert bridge.send(*rows).errors == ([] if ok else [(0, "sequence", "F-1-1001")])


def test_one_document_has_one_date(bridge: Bridge) -> None:
    assert bridge.send(*changed_at(1, document_day=20)).errors == [(1, "document_day", "F-1-1001")]
    assert bridge.send(*sale(document_day=20)).errors == []


def test_a_document_is_canceled_as_a_whole(bridge: Bridge) -> None:
    assert bridge.send(*changed_at(2, canceled_voucher="S")).errors == [(2, "canceled_voucher", "F-1-1001")]
    assert bridge.send(*sale(canceled_voucher="S")).errors == []
    assert bridge.happened()["documents"][0]["canceled"] is True
    assert bridge.happened()["balances"] == {}


def test_a_document_that_is_there_is_replaced_only_on_demand(bridge: Bridge) -> None:
    assert bridge.send(*sale()).errors == []
    again = bridge.send(*sale())
    assert again.errors == [(place, "document_number", "F-1-1001") for place in range(3)]
    assert again.messages == ["El documento ya existe"] * 3
    assert bridge.send(*sale(canceled_voucher="S"), modify="S").errors == []
    assert [document["canceled"] for document in bridge.happened()["documents"]] == [True]
    assert bridge.send(*sale(1002), modify="S").errors == []
    assert bridge.names == ["F-1-1001", "F-1-1002"]


def test_closed_periods() -> None:
    bridge = new_bridge(closed_until=date(2026, 10, 31))
    assert bridge.send(*sale(document_month=10)).errors == [(0, "document_month", "F-1-1001")]
    assert bridge.send(*sale(document_month=11, document_day=1)).errors == []


def test_a_document_of_a_closed_period_is_not_moved_out_of_it(bridge: Bridge) -> None:
    assert bridge.send(*sale(document_month=10)).errors == []
    closed = new_bridge(closed_until=date(2026, 10, 31))
    closed.state = bridge.state
    assert closed.send(*sale(), modify="S").errors == [(0, "document_month", "F-1-1001")]
    assert bridge.send(*sale(), modify="S").errors == []


def test_documents_without_number_or_date_get_the_next_and_today(bridge: Bridge) -> None:
    without = ("document_number", "document_year", "document_month", "document_day")
    rows = [{name: value for name, value in row.items() if name not in without} for row in sale()]
    assert bridge.send(*rows).errors == []
    assert bridge.send(*sale(7), *rows).errors == []
    shown = [(document["name"], document["date"]) for document in bridge.happened()["documents"]]
    assert shown == [("F-1-1", "2026-11-21"), ("F-1-7", "2026-11-21"), ("F-1-8", "2026-11-21")]


def test_kinds_and_codes_number_apart(bridge: Bridge) -> None:
    assert bridge.send(*sale(), *sale(voucher_code=2), *sale(voucher_type="J")).errors == []
    assert bridge.send(*sale(0, voucher_code=3), *sale(0, voucher_code=2)).errors == []
    assert bridge.names == ["F-1-1001", "F-2-1001", "J-1-1001", "F-3-1", "F-2-1002"]


def test_what_is_right_goes_in_beside_what_is_wrong(bridge: Bridge) -> None:
    wrong = sale(1002)
    wrong[1]["accounting_account"] = 1
    answer = bridge.send(*sale(1001), *wrong, *sale(1003))
    assert (answer.status, answer.body["statusCode"]) == (200, 200)
    assert answer.errors == [(4, "accounting_account", "F-1-1002")]
    assert bridge.names == ["F-1-1001", "F-1-1003"]


def test_all_or_nothing() -> None:
    bridge = new_bridge(all_or_nothing=True, refused_status=422)
    wrong = sale(1002)
    wrong[1]["accounting_account"] = 1
    answer = bridge.send(*sale(1001), *wrong)
    assert (answer.status, answer.body["statusCode"], answer.fields) == (422, 422, ["accounting_account"])
    assert bridge.names == []
    assert bridge.send(*sale(1001), *sale(1002)).status == 200
    assert bridge.names == ["F-1-1001", "F-1-1002"]


def test_rows_of_several_documents_may_be_mixed(bridge: Bridge) -> None:
    rows = [row for pair in zip(sale(1), sale(2), strict=True) for row in pair]
    assert bridge.send(*rows).errors == []
    assert [(paper["name"], paper["debit"]) for paper in bridge.happened()["documents"]] == [
        ("F-1-1", "59900.00"),
        ("F-1-2", "59900.00"),
    ]


def test_the_state_tells_documents_and_balances(bridge: Bridge) -> None:
    bridge.send(*sale(1))
    bridge.send(*sale(2))
    state = bridge.happened()
    assert state["balances"] == {"13050501": "119800.00", "24080501": "-19128.00", "41353501": "-100672.00"}
    assert state["calls"] == {"POST /api/v1/siigo-pyme/send": {"200": 2}}
    paper = state["documents"][0]
    assert {name: value for name, value in paper.items() if name != "rows"} == {
        "connection": "OBai6kmwKH",
        "name": "F-1-1",
        "date": "2026-11-21",
        "debit": "59900.00",
        "credit": "59900.00",
        "canceled": False,
    }
    assert paper["rows"] == sale(1)
