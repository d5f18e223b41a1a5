"""What each answer of the bridge means before its documents are looked at, and what a request looks like."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import requests
import responses

from connector.errors import OutcomeUnknown, RemoteError, RemoteUnavailable
from connector.http import new_session
from connector.json_text import parse
from connector.ledgers.siigo_pyme import HEADINGS, Settings, rows_of
from connector.ledgers.siigo_pyme.client import Bridge
from connector.ledgers.siigo_pyme.envelope import request_of
from connector.model.outbox import Batch, Parcel

URL = "https://siigointerface.ensamblefs.com:4005/api/v1/siigo-pyme/send"
NOW = datetime(2026, 11, 28, 15, tzinfo=UTC)
CONTENTS = (
    '{"_series":"F-1","_own_crosses":[1],"rows":['
    '{"voucher_type":"F","sequence_value":59900.10,"debit_or_credit":"D"},'
    '{"voucher_type":"F","sequence_value":59900.10,"debit_or_credit":"C","document_number":7}]}'
)
PARCEL = Parcel(
    id="parcel-1",
    kind="invoice",
    order_id="1",
    marker="ref:1",
    dated_on=date(2026, 11, 28),
    total=Decimal("59900.10"),
    series="F-1",
    number=1001,
    state="sending",
    batch=Batch(id="2026-11-1", company="c", period="2026-11", state="sending", size=2, created_at=NOW),
    place=1,
    size=2,
    contents=CONTENTS,
    created_at=NOW,
)


class Pace:
    def __call__(self) -> None:
        return None

    def hold_back(self, seconds: float) -> None:
        del seconds


def bridge(**changes: object) -> Bridge:
    settings = Settings(**{"id_connection": "OBai6kmwKH", "company": "c", "api_key": "una-llave", **changes})  # type: ignore[arg-type]
    return Bridge(settings, session=new_session(), pace=Pace())


def answered(status: int, **more: object) -> requests.Response:
    with responses.RequestsMock() as mock:
        mock.post(URL, status=status, body="palabras", **more)  # type: ignore[arg-type]
        return bridge().send({"a": 1})


@pytest.mark.parametrize("status", [200, 201, 400, 404, 413, 422])
def test_what_speaks_of_documents_is_handed_on(status: int) -> None:
    assert answered(status).status_code == status


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_does_not_enter(status: int) -> None:
    """Whoever has the key mends it while documents wait."""
    with pytest.raises(RemoteUnavailable, match="api_key") as caught:
        answered(status)
    error = caught.value
    assert (error.status, error.code, error.retry_after, error.counts) == (status, "unauthorized", 30, True)


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (302, RemoteUnavailable),
        (429, RemoteUnavailable),
        (503, RemoteUnavailable),
        (408, OutcomeUnknown),
        (500, OutcomeUnknown),
        (502, OutcomeUnknown),
    ],
)
def test_what_was_not_done_and_what_nobody_knows(status: int, wanted: type[RemoteError]) -> None:
    with pytest.raises(wanted, match="palabras"):
        answered(status)


def test_the_wait_that_a_429_names_is_kept() -> None:
    with pytest.raises(RemoteUnavailable) as caught:
        answered(429, headers={"Retry-After": "7"})
    assert caught.value.retry_after == 7


def test_nobody_calls_without_a_key() -> None:
    with pytest.raises(RemoteUnavailable, match="by_hand"):
        bridge(api_key="", by_hand=True).send({})


def test_a_request_is_the_seeds() -> None:
    settings = Settings(id_connection="OBai6kmwKH", company="c", api_key="una-llave", modify_documents="S")
    with responses.RequestsMock() as mock:
        mock.post(URL, status=200)
        Bridge(settings, session=new_session(), pace=Pace()).send(request_of(settings, [PARCEL]))
        request = mock.calls[0].request
    assert request.headers["Authorization"] == "Bearer una-llave"
    assert request.headers["Content-Type"] == request.headers["Accept"] == "application/json"
    assert b'"sequence_value":59900.10' in request.body
    assert parse(request.body) == {
        "id_connection": "OBai6kmwKH",
        "execution_type": "export",
        "resource": "accounting_movements",
        "data": {
            "params": {"year": 2026, "basic_invoice": "N", "modify_documents": "S"},
            "list": [
                {
                    "voucher_type": "F",
                    "document_number": 1001,
                    "debit_or_credit": "D",
                    "sequence_value": Decimal("59900.10"),
                    "cross_document_number": 1001,
                },
                {
                    "voucher_type": "F",
                    "document_number": 1001,
                    "debit_or_credit": "C",
                    "sequence_value": Decimal("59900.10"),
                },
            ],
        },
        "request_config": {"timeout": 10, "attempts": 1, "backoff": Decimal("0.5")},
    }


def test_rows_are_told_in_the_order_of_the_table() -> None:
    names = list(HEADINGS)
    for row in rows_of(PARCEL):
        assert sorted(row, key=names.index) == list(row)
