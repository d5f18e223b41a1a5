"""Every answer that Siigo was seen or said to give, and what it means for us."""

from datetime import timedelta

import pytest
import requests
import responses

from connector.errors import OutcomeUnknown, RemoteError, RemoteRejected, RemoteUnavailable
from connector.ledgers.siigo.answers import BUSY, UNCERTAIN, Fault, SiigoRejected, faults_of
from connector.ledgers.siigo.clock_checks import clock_checks
from tests.ledgers.siigo.server import V1, Clock, Turns, client, page, refusal, sign_in


@pytest.fixture
def siigo():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        sign_in(mock)
        yield mock


def error(call) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        call()
    return caught.value


def after(siigo, **answer) -> RemoteError:
    siigo.post(f"{V1}/invoices", **answer)
    return error(lambda: client().post("invoices", {"a": 1}, key="k"))


def reading(siigo, **answer) -> RemoteError:
    siigo.get(f"{V1}/taxes", **answer)
    return error(lambda: client().get("taxes"))


def test_a_call_carries_what_siigo_demands(siigo):
    siigo.post(f"{V1}/invoices", json={"id": "1", "total": 16999.99}, status=201)
    turns = Turns()
    answer = client(pace=turns).post("invoices", {"name": "Ñ"}, key="abc123")
    request = siigo.calls[1].request
    assert request.headers["Authorization"] == "Bearer token-1"
    assert request.headers["Partner-Id"] == "TiendaEjemplo"
    assert request.headers["Idempotency-Key"] == "abc123"
    assert request.headers["Content-Type"] == "application/json"
    assert request.body == '{"name":"Ñ"}'.encode()
    assert str(answer["total"]) == "16999.99"
    assert turns.count == 2


def test_creation_waits_for_as_long_as_the_settings_say(siigo, monkeypatch):
    seen = {}
    real = requests.Session.request
    monkeypatch.setattr(requests.Session, "request", lambda *a, **k: (seen.update(k), real(*a, **k))[1])
    siigo.post(f"{V1}/invoices", json={"id": "1"}, status=201)
    client(read_seconds=200).post("invoices", {})
    assert seen["timeout"] == (10, 200)


def test_a_pace_that_says_no_stops_the_call(siigo):
    def no() -> None:
        raise RemoteUnavailable("later", counts=False)

    assert error(lambda: client(pace=no).get("taxes")).counts is False
    assert len(siigo.calls) == 0


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_a_refusal_keeps_siigos_words(siigo):
    two = refusal("parameter_required", "The field code is required", "items[0].code")
    two["Errors"].append({"Code": "length_max", "Message": "Too long", "Params": [], "Detail": None})
    refused = after(siigo, json=two, status=400)
    assert isinstance(refused, SiigoRejected)
    assert str(refused) == (
        "Siigo respondió 400: parameter_required [items[0].code]: The field code is required; length_max: Too long"
    )
    assert (refused.status, refused.code, refused.params) == (400, "parameter_required", ("items[0].code",))
    assert refused.faults[1] == Fault(code="length_max", message="Too long")


@pytest.mark.parametrize("status", [400, 403, 404, 409, 415])
def test_other_4xx_are_refusals(siigo, status):
    refused = after(siigo, json=refusal("disabled_functionality", "Off."), status=status)
    assert type(refused) is SiigoRejected
    assert refused.status == status


@pytest.mark.parametrize(
    ("headers", "body", "faults"),
    [
        (
            {},
            b'{"status":400,"errors":[{"code":"c","message":"m","params":["p"]}]}',
            [Fault(code="c", message="m", params=("p",))],
        ),
        ({}, b'{"Status":"429","Message":"Slow"}', [Fault(code="http_400", message="Slow")]),
        ({"siigoapi-error-code": "h"}, b'{"Message":"Bare"}', [Fault(code="h", message="Bare")]),
        ({"siigoapi-error-code": "h"}, b"<html>", [Fault(code="h")]),
        ({}, b"", [Fault(code="http_400")]),
        ({}, b'{"Errors":[]}', [Fault(code="http_400")]),
        ({}, b'{"Errors":[null,{"Code":"c","Params":null}]}', [Fault(code="c")]),
        ({}, b'{"Errors":{"Code":"c"},"Code":"d"}', [Fault(code="d")]),
        ({}, b"[1]", [Fault(code="http_400")]),
    ],
)
def test_every_shape_of_an_error_is_read(headers, body, faults):
    assert list(faults_of(400, headers, body)) == faults


# --- not done, or not known -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        ({"json": refusal("requests_limit", "Too many requests"), "status": 429}, None),
        ({"json": refusal("requests_limit", "Too many requests"), "status": 429, "headers": {"Retry-After": "7"}}, 7),
        ({"json": {"Status": "429", "Message": "Rate limit is exceeded. Try again in 12 seconds."}, "status": 429}, 12),
        ({"body": "Too many requests. Try again in 1 second.", "status": 429}, None),
        ({"json": refusal("requests_limit", "Too many requests"), "status": 400}, None),
        ({"json": refusal("service_unavailable"), "status": 503}, None),
        ({"json": {"message": "Try again in 99999 seconds"}, "status": 503}, 3600),
        ({"body": "", "status": 503, "headers": {"Retry-After": "9" * 5000}}, 3600),
        ({"body": "", "status": 503, "headers": {"Retry-After": "Sat, 21 Nov 2026 15:00:00 GMT"}}, None),
    ],
)
def test_nothing_was_done(siigo, answer, seconds):
    unavailable = after(siigo, **answer)
    assert type(unavailable) is RemoteUnavailable
    assert unavailable.retry_after == seconds
    assert unavailable.counts


@pytest.mark.parametrize("code", sorted(UNCERTAIN))
@pytest.mark.parametrize("status", [400, 500])
def test_nobody_knows_whether_the_document_was_made(siigo, code, status):
    unknown = after(siigo, json=refusal(code, "Sorry"), status=status)
    assert type(unknown) is OutcomeUnknown
    assert (unknown.code, unknown.status) == (code, status)


@pytest.mark.parametrize("status", [408, 500, 502, 504])
def test_a_server_error_without_a_code_is_unknown_too(siigo, status):
    assert type(after(siigo, body="<html>Unhandled</html>", status=status)) is OutcomeUnknown


def test_one_uncertain_fault_makes_the_whole_answer_uncertain(siigo):
    two = refusal("invalid_reference", "x")
    two["Errors"].append({"Code": "documents_service"})
    assert type(after(siigo, json=two, status=400)) is OutcomeUnknown


@pytest.mark.parametrize("code", sorted(UNCERTAIN | BUSY))
def test_reading_may_always_be_repeated(siigo, code):
    assert type(reading(siigo, json=refusal(code), status=400)) is RemoteUnavailable


@pytest.mark.parametrize("status", [408, 500, 504])
def test_reading_from_a_broken_server_too(siigo, status):
    assert type(reading(siigo, body="", status=status)) is RemoteUnavailable


@pytest.mark.parametrize(
    "broken", [requests.ReadTimeout(), requests.ConnectionError("reset"), requests.exceptions.ChunkedEncodingError()]
)
def test_a_lost_answer_is_unknown_to_a_post_and_nothing_to_a_get(siigo, broken):
    assert type(after(siigo, body=broken)) is OutcomeUnknown
    assert type(reading(siigo, body=broken)) is RemoteUnavailable
    siigo.put(f"{V1}/customers/1", body=broken)
    assert type(error(lambda: client().put("customers/1", {}))) is RemoteUnavailable


def test_no_connection_at_all_is_nothing_done(siigo):
    assert type(after(siigo, body=requests.ConnectTimeout())) is RemoteUnavailable


def test_an_answer_of_somebody_in_between_is_no_answer(siigo):
    unknown = after(siigo, body="<html>proxy</html>", status=200)
    assert type(unknown) is OutcomeUnknown
    assert str(unknown) == "Siigo respondió 200 con algo que no es JSON (Expecting value: line 1 column 1 (char 0))"
    assert type(reading(siigo, body="<html>proxy</html>", status=200)) is RemoteUnavailable


def test_a_redirect_is_refused_and_not_followed(siigo):
    refused = after(siigo, body="", status=302, headers={"Location": "https://elsewhere.test/"})
    assert (type(refused), refused.code) == (SiigoRejected, "http_302")


def test_nothing_is_tried_twice(siigo):
    after(siigo, body="", status=503)
    assert [call.request.url for call in siigo.calls].count(f"{V1}/invoices") == 1


# --- lists ------------------------------------------------------------------------------------------------------------


def test_pages_are_followed_by_their_number_only(siigo):
    first = page({"id": 1}, path="users", following=2)
    first["_links"]["next"]["href"] = "https://evil.test/v1/users?page=2&page_size=10"
    siigo.get(f"{V1}/users", json=first)
    siigo.get(f"{V1}/users", json=page({"id": 2}, "no object"))
    assert list(client().rows("users", page_size="100")) == [{"id": 1}, {"id": 2}]
    assert siigo.calls[-1].request.url == f"{V1}/users?page_size=100&page=2"


@pytest.mark.parametrize("answer", [[{"id": 1}], page({"id": 1}), {"results": [{"id": 1}], "__links": {"next": None}}])
def test_arrays_and_pages_read_alike(siigo, answer):
    siigo.get(f"{V1}/taxes", json=answer)
    assert list(client().rows("taxes")) == [{"id": 1}]


@pytest.mark.parametrize("answer", [[], page(), {"results": None}])
def test_an_empty_list_in_any_shape(siigo, answer):
    siigo.get(f"{V1}/taxes", json=answer)
    assert list(client().rows("taxes")) == []


@pytest.mark.parametrize("answer", ["", {}, {"message": "ok"}, "x", {"results": {}, "x": 1}, {"results": {"id": 1}}])
def test_what_is_no_list_does_not_pass_for_an_empty_one(siigo, answer):
    siigo.get(f"{V1}/invoices", json=answer)
    odd = error(lambda: list(client().rows("invoices")))
    assert type(odd) is RemoteUnavailable
    assert str(odd) == "Siigo respondió a invoices con algo que no es una lista"


def test_a_list_that_never_ends_is_refused(siigo):
    siigo.get(f"{V1}/users", json=page({"id": 1}, path="users", following=2))
    endless = error(lambda: list(client().rows("users")))
    assert type(endless) is RemoteRejected
    assert str(endless) == "La lista users de Siigo no termina en 200 páginas"


# --- whose clock is right ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "hours"),
    [
        (f"{Clock().time - timedelta(hours=2):%a, %d %b %Y %H:%M:%S} GMT", 2),
        (f"{Clock().time + timedelta(hours=1):%a, %d %b %Y %H:%M:%S} GMT", -1),
        ("yesterday", 0),
        ("", 0),
    ],
)
def test_an_answer_shows_how_far_our_clock_is_from_siigos(siigo, stated, hours):
    siigo.get(f"{V1}/taxes", json=[], headers={"Date": stated})
    reader = client()
    reader.get("taxes")
    assert round(reader.skew / timedelta(hours=1)) == hours


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, None),
        (4, None),
        (-4, None),
        (130, "va 130 min adelantado al de Siigo"),
        (-61, "va 61 min atrasado al de Siigo"),
    ],
)
def test_a_clock_that_is_wrong_is_told(minutes, words):
    assert [check.detail for check in clock_checks(timedelta(minutes=minutes))] == ([words] if words else [])
