"""Signing in, tokens, keys, namespace, media type, rate and the shapes of an error."""

from typing import Any

import pytest

from tests.sandbox.conftest import changed
from tests.sandbox.siigo_legacy.bodies import INVOICE
from tests.sandbox.siigo_legacy.conftest import Nube, found_in, words_of


def test_a_token_says_how_long_it_lasts() -> None:
    answer = Nube(token_seconds=600).sign_in()
    assert answer.status == 200
    assert {name: value for name, value in answer.body.items() if name != "access_token"} == {
        "expires_in": 600,
        "token_type": "Bearer",
        "scope": "WebApi offline_access",
    }


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"basic": "Basic x"}, 401, "invalid_client"),
        ({"basic": ""}, 401, "invalid_client"),
        ({"grant_type": "client_credentials"}, 400, "unsupported_grant_type"),
        ({"scope": ""}, 400, "invalid_scope"),
        ({"scope": "WebApi"}, 400, "invalid_scope"),
        ({"username": "api"}, 400, "invalid_grant"),
        ({"username": "TIENDA\\"}, 400, "invalid_grant"),
        ({"password": "wrong"}, 400, "invalid_grant"),
        ({"password": ""}, 400, "invalid_grant"),
    ],
)
def test_signing_in_is_refused(changes: dict[str, str], status: int, error: str) -> None:
    answer = Nube().sign_in(**changes)
    assert (answer.status, answer.body) == (status, {"error": error})


def test_a_json_body_signs_nobody_in() -> None:
    nube = Nube()
    basic = {"Authorization": f"Basic {nube.options.basic}"}
    answer = nube.call("POST", "/connect/token", {"grant_type": "password"}, basic)
    assert (answer.status, answer.body) == (400, {"error": "invalid_request"})


def test_the_token_goes_with_bearer_or_bare(nube: Nube) -> None:
    token = nube.headers["Authorization"].removeprefix("Bearer ")
    for text, status in ((f"Bearer {token}", 200), (token, 200), ("Bearer x", 401), ("", 401)):
        nube.headers = {"Authorization": text}
        assert nube.get("Users/GetAll", numberPage=0).status == status, text


def test_a_token_expires() -> None:
    nube = Nube(token_seconds=600).enter()
    nube.clock.wait(seconds=599)
    assert nube.get("Users/GetAll", numberPage=0).status == 200
    nube.clock.wait(seconds=1)
    answer = nube.get("Users/GetAll", numberPage=0)
    assert (answer.status, found_in(answer)) == (401, [("unauthorized", "")])


def test_a_company_has_its_own_books() -> None:
    nube = Nube().enter()
    nube.saved("Invoice/Save", INVOICE)
    other = nube.sign_in(username="OTRA\\api").body["access_token"]
    same = nube.sign_in(username="TIENDA\\otro").body["access_token"]
    for token, count in ((other, 0), (same, 1)):
        nube.headers = {"Authorization": token}
        assert len(nube.get("Invoice/GetAll", numberPage=0).body) == count


def test_a_subscription_key_is_demanded_where_there_is_one() -> None:
    nube = Nube(subscription_key="k1").enter()
    answer = nube.get("Users/GetAll", numberPage=0)
    assert (answer.status, found_in(answer)) == (401, [("invalid_subscription_key", "")])
    nube.headers["Ocp-Apim-Subscription-Key"] = "k1"
    assert nube.get("Users/GetAll", numberPage=0).status == 200


@pytest.mark.parametrize("query", ["", "?namespace=v2", "?namespace=namespace=v1"])
def test_every_call_says_the_namespace(nube: Nube, query: str) -> None:
    answer = nube.call("POST", f"/siigo/api/v1/Invoice/Save{query}", INVOICE)
    assert (answer.status, found_in(answer)) == (400, [("invalid_namespace", "namespace")])
    assert nube.post("Invoice/Save", INVOICE).status == 200


@pytest.mark.parametrize("path", ["Invoice/Nada", "Invoice/GetByID/x", "Invoice/GetByID/1", "Accounts/Delete/9"])
def test_what_is_not_there_is_404(nube: Nube, path: str) -> None:
    method = "DELETE" if "Delete" in path else "GET"
    answer = nube.call(method, f"/siigo/api/v1/{path}?namespace=v1")
    assert (answer.status, answer.body[0]["Code"]) == (404, "not_found")


def test_a_body_is_json_and_says_so(nube: Nube) -> None:
    path = "/siigo/api/v1/Invoice/Save?namespace=v1"
    text = nube.client.post(path, data="{}", headers=nube.headers, content_type="text/plain")
    assert text.status_code == 415
    for data in ("{", "[1]", "1.5", ""):
        answer = nube.client.post(path, data=data, headers=nube.headers, content_type="application/json")
        assert answer.status_code == 400, data


def test_the_rate_is_counted_for_each_company() -> None:
    nube = Nube(rate_per_minute=3).enter()
    assert [nube.get("Users/GetAll", numberPage=0).status for _ in range(3)] == [200, 200, 429]
    answer = nube.get("Users/GetAll", numberPage=0)
    assert words_of(answer) == ["Rate limit is exceeded. Try again in 61 seconds."]
    assert answer.headers["Retry-After"] == "61"
    nube.clock.wait(seconds=60)
    assert nube.get("Users/GetAll", numberPage=0).status == 200


def test_the_three_shapes_of_an_error() -> None:
    shapes: dict[str, Any] = {}
    for shape in ("list", "object", "text"):
        nube = Nube(errors=shape).enter()
        shapes[shape] = nube.post("Invoice/Save", changed(INVOICE, {"Header.TotalValue": 118})).body
    row = {
        "Code": "invalid_amount",
        "Message": "The field Header.TotalValue is 118; expected 119",
        "Params": ["Header.TotalValue"],
    }
    assert shapes == {"list": [row], "object": {"Status": 400, "Errors": [row]}, "text": row["Message"]}
