"""HTTP with the older API: what is sent, what each answer means, and lists that must not pass for empty ones."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import pytest
import requests
import responses
from responses import matchers

from connector.errors import OutcomeUnknown, RemoteRejected, RemoteUnavailable
from connector.http import new_session
from connector.ledgers.siigo_legacy.answers import faults_of
from connector.ledgers.siigo_legacy.client import LegacyClient
from connector.ledgers.siigo_legacy.settings import Settings
from connector.ledgers.tokens import Tokens

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BASE = "https://siigoapi.azure-api.net/siigo/api/v1"
TOKEN = "https://siigonube.siigo.com:50050/connect/token"
PRINTED = "Basic U2lpZ29XZWI6QUJBMDhCNkEtQjU2Qy00MEE1LTkwQ0YtN0MxRTU0ODkxQjYx"


class Pace:
    def __init__(self) -> None:
        self.turns = 0

    def __call__(self) -> None:
        self.turns += 1

    def hold_back(self, seconds: float) -> None: ...


def settings(**more: Any) -> Settings:
    return Settings.model_validate({"username": r"PRUEBAS\api", "password": "cla ve&=", **more})


def client(pace: Pace | None = None, now: Callable[[], datetime] = lambda: NOW, **more: Any) -> LegacyClient:
    return LegacyClient(settings(**more), session=new_session(), pace=pace or Pace(), now=now, tokens=Tokens())


def signed(**answer: Any) -> None:
    responses.post(TOKEN, json={"access_token": "t1", "expires_in": 3600, **answer})


@responses.activate
def test_the_token_is_asked_for_as_it_is_printed() -> None:
    signed()
    responses.get(f"{BASE}/Taxes/GetAll", json=[])
    pace = Pace()
    list(client(pace).rows("Taxes/GetAll"))
    asked, listed = (call.request for call in responses.calls)
    assert asked.headers["Authorization"] == PRINTED
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(str(asked.body, "ascii") if isinstance(asked.body, bytes) else str(asked.body)) == {
        "grant_type": ["password"],
        "username": [r"PRUEBAS\api"],
        "password": ["cla ve&="],
        "scope": ["WebApi offline_access"],
    }
    assert listed.headers["Authorization"] == "Bearer t1"
    assert "Ocp-Apim-Subscription-Key" not in listed.headers
    assert pace.turns == 2


@responses.activate
def test_a_bare_token_a_key_and_another_path() -> None:
    signed()
    responses.get(f"{BASE}/Accounts/GetByIdentification", json={"Id": 1})
    one = client(
        scheme="none",
        subscription_key="una-llave",
        paths={"Accounts/GetByCode": "Accounts/GetByIdentification"},
    )
    assert one.get("Accounts/GetByCode", identification="1") == {"Id": 1}
    sent = responses.calls[1].request
    assert sent.headers["Authorization"] == "t1"
    assert sent.headers["Ocp-Apim-Subscription-Key"] == "una-llave"
    assert sent.params == {"identification": "1", "namespace": "v1"}


@responses.activate
def test_an_id_goes_into_the_path() -> None:
    signed()
    responses.get(f"{BASE}/Invoice/GetByID/12%2F3", json={})
    client().get("Invoice/GetByID", id="12/3")
    assert responses.calls[1].request.params == {"namespace": "v1"}


@responses.activate
def test_a_token_is_renewed_early_and_once_for_each_401() -> None:
    responses.post(TOKEN, json={"access_token": "t1", "expires_in": 3600})
    responses.post(TOKEN, json={"access_token": "t2", "expires_in": 3600})
    responses.post(TOKEN, json={"access_token": "t3", "expires_in": 3600})
    moments = [NOW]
    one = client(now=lambda: moments[0])
    responses.get(f"{BASE}/Users/GetAll", status=401)
    responses.get(f"{BASE}/Users/GetAll", json=[])
    assert list(one.rows("Users/GetAll")) == []
    assert responses.calls[-1].request.headers["Authorization"] == "Bearer t2"
    moments[0] = NOW + timedelta(minutes=56)
    assert list(one.rows("Users/GetAll")) == []
    assert responses.calls[-1].request.headers["Authorization"] == "Bearer t3"


@responses.activate
def test_a_second_401_is_for_the_operator() -> None:
    signed()
    responses.post(f"{BASE}/Invoice/Save", status=401, json={"Message": "expired"})
    with pytest.raises(RemoteRejected, match="expired"):
        client().post("Invoice/Save", {})


@pytest.mark.parametrize("status", [400, 401])
@responses.activate
def test_wrong_credentials(status: int) -> None:
    responses.post(TOKEN, status=status, json={"error": "invalid_grant"})
    with pytest.raises(RemoteRejected, match="invalid_grant") as refused:
        client().sign_in()
    assert refused.value.code == "unauthorized"
    assert "cla ve" not in str(refused.value)


@responses.activate
def test_a_token_server_that_is_odd_or_down_is_tried_again() -> None:
    responses.post(TOKEN, json={"token": "x"})
    responses.post(TOKEN, status=500)
    responses.post(TOKEN, body=requests.ReadTimeout())
    one = client()
    for _ in range(3):
        with pytest.raises(RemoteUnavailable):
            one.sign_in()


@pytest.mark.parametrize("last", [{"json": []}, {"status": 204}, {"status": 404, "json": {}}])
@responses.activate
def test_a_list_ends_with_an_empty_page(last: dict[str, Any]) -> None:
    signed()
    for number, rows in enumerate([[{"Id": 1}, {"Id": 2}], [{"Id": 3}]]):
        query = {"numberPage": str(number), "namespace": "v1"}
        responses.get(f"{BASE}/Taxes/GetAll", json=rows, match=[matchers.query_param_matcher(query)])
    query = {"numberPage": "2", "namespace": "v1"}
    responses.get(f"{BASE}/Taxes/GetAll", match=[matchers.query_param_matcher(query)], **last)
    assert [row["Id"] for row in client().rows("Taxes/GetAll")] == [1, 2, 3]


@pytest.mark.parametrize(
    "answer",
    [
        {"json": {"Message": "mantenimiento"}},
        {"json": "no"},
        {"body": "<html>mantenimiento</html>"},
        {"status": 500},
        {"body": b""},
    ],
)
@pytest.mark.parametrize("before", [[], [[{"Id": 1}]]])
@responses.activate
def test_what_is_no_list_never_passes_for_an_empty_one(before: list[Any], answer: dict[str, Any]) -> None:
    signed()
    for page in before:
        responses.get(f"{BASE}/Invoice/GetAll", json=page)
    responses.get(f"{BASE}/Invoice/GetAll", **answer)
    responses.get(f"{BASE}/Invoice/GetAll", json=[])
    with pytest.raises(RemoteUnavailable):
        list(client().rows("Invoice/GetAll"))


@responses.activate
def test_a_404_of_the_first_page_is_a_wrong_path() -> None:
    signed()
    responses.get(f"{BASE}/Invoice/GetAll", status=404)
    with pytest.raises(RemoteRejected):
        list(client().rows("Invoice/GetAll"))


@responses.activate
def test_a_list_that_repeats_or_does_not_end() -> None:
    signed()
    responses.get(f"{BASE}/Invoice/GetAll", json=[{"Id": 1}])
    with pytest.raises(RemoteUnavailable):
        list(client().rows("Invoice/GetAll"))
    responses.get(f"{BASE}/Voucher/GetAll", json=[{"Id": 1}])
    responses.get(f"{BASE}/Voucher/GetAll", json=[{"Id": 2}])
    with pytest.raises(RemoteRejected, match="lookup_pages"):
        list(client(lookup_pages=2).rows("Voucher/GetAll"))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ({"status": 500}, OutcomeUnknown),
        ({"status": 408}, OutcomeUnknown),
        ({"body": requests.ReadTimeout()}, OutcomeUnknown),
        ({"body": requests.ConnectionError("broken")}, OutcomeUnknown),
        ({"status": 200, "body": "<html>"}, OutcomeUnknown),
        ({"status": 200, "body": ""}, OutcomeUnknown),
        ({"status": 429, "headers": {"Retry-After": "7"}}, RemoteUnavailable),
        ({"status": 503}, RemoteUnavailable),
        ({"body": requests.ConnectTimeout()}, RemoteUnavailable),
        ({"status": 400, "json": [{"Code": "x", "Message": "y", "Params": ["z"]}]}, RemoteRejected),
        ({"status": 302}, RemoteRejected),
    ],
)
@responses.activate
def test_what_an_answer_to_a_save_means(answer: dict[str, Any], error: type[Exception]) -> None:
    signed()
    responses.post(f"{BASE}/Invoice/Save", **answer)
    with pytest.raises(error) as found:
        client().post("Invoice/Save", {})
    if isinstance(found.value, RemoteUnavailable) and found.value.status == 429:
        assert found.value.retry_after == 7


@responses.activate
def test_what_may_be_sent_again_is_never_unknown() -> None:
    signed()
    responses.post(f"{BASE}/Accounts/Update", body=requests.ReadTimeout())
    responses.post(f"{BASE}/Accounts/Update", status=500)
    one = client()
    for _ in range(2):
        with pytest.raises(RemoteUnavailable):
            one.post("Accounts/Update", {}, is_repeatable=True)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'[{"Code":"a","Message":"m","Params":["p"]},{"Code":"b"}]', [("a", "m", ("p",)), ("b", "", ())]),
        (b'{"Errors":[{"code":"a","message":"m","params":"p"}]}', [("a", "m", ("p",))]),
        (b'{"Code":5,"Message":"m","Params":[null,7]}', [("5", "m", ("7",))]),
        (b'{"error":"invalid_grant","error_description":"m"}', [("invalid_grant", "m", ())]),
        (b"<h1>Gateway</h1> down", [("http_400", "Gateway down", ())]),
        (b"[]", [("http_400", "", ())]),
        (b"", [("http_400", "", ())]),
        (b'["uno","dos"]', [("http_400", "uno", ()), ("http_400", "dos", ())]),
    ],
)
def test_error_bodies_of_any_shape(body: bytes, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [(fault.code, fault.message, fault.params) for fault in faults_of(400, body)] == expected
