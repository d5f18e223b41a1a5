"""Signing in, the rate limit, and faults on demand."""

from decimal import Decimal

import pytest

from tests.sandbox.conftest import INVOICE, Siigo, new_siigo

POST_INVOICE = "POST /v1/invoices"


def fault(siigo: Siigo, what: str, where: str = POST_INVOICE, **more: object) -> None:
    assert siigo.post("/_emulator/faults", {"where": where, "what": what, **more}).status == 201


def made(siigo: Siigo) -> int:
    return int(siigo.happened()["counts"]["invoices"])


def test_signing_in(siigo: Siigo) -> None:
    answer = siigo.post("/auth", {"username": "x@example.co", "access_key": "k"})
    assert answer.status == 200
    assert {**answer.body, "access_token": ""} == {
        "access_token": "",
        "expires_in": 86400,
        "token_type": "Bearer",
        "scope": "SiigoAPI",
    }


def test_signing_in_may_answer_201() -> None:
    assert new_siigo(auth_status=201).post("/auth", {"username": "x", "access_key": "k"}).status == 201


def test_wrong_credentials(siigo: Siigo) -> None:
    wrong = siigo.post("/auth", {"username": "x", "access_key": "wrong"})
    assert (wrong.status, wrong.errors) == (401, [("unauthorized", (), "The username or access_key is invalid")])
    missing = siigo.post("/auth", {"username": "x"})
    assert missing.errors == [("parameter_required", ("access_key",), "The field access_key is required")]


def test_a_token_dies_after_its_time(siigo: Siigo) -> None:
    siigo.clock.wait(seconds=86399)
    assert siigo.get("/v1/taxes").status == 200
    siigo.clock.wait(seconds=1)
    assert siigo.get("/v1/taxes").codes == ["unauthorized"]


def test_every_username_is_its_own_company(siigo: Siigo) -> None:
    siigo.invoice()
    siigo.sign_in("other@example.co")
    assert siigo.get("/v1/invoices").body["pagination"]["total_results"] == 0


def test_usernames_may_share_a_company() -> None:
    siigo = new_siigo(companies={"a@example.co": "demo", "b@example.co": "demo"})
    siigo.sign_in("a@example.co")
    siigo.invoice()
    siigo.sign_in("b@example.co")
    assert siigo.get("/v1/invoices").body["pagination"]["total_results"] == 1


def test_the_rate_limit_of_the_test_company() -> None:
    """Row 4; signing in counts too."""
    siigo = new_siigo(rate_per_minute=10)
    statuses = [siigo.get("/v1/taxes").status for _ in range(10)]
    assert statuses == [200] * 9 + [429]
    siigo.clock.wait(seconds=20)
    answer = siigo.get("/v1/taxes")
    assert answer.errors == [("requests_limit", (), "Too many requests. Try again in 41 seconds")]
    assert "Retry-After" not in answer.headers
    siigo.clock.wait(seconds=40)
    assert siigo.get("/v1/taxes").status == 200


def test_a_429_may_say_when_to_come_back() -> None:
    siigo = new_siigo(rate_per_minute=1, retry_after=True)
    assert siigo.get("/v1/taxes").headers["Retry-After"] == "61"


def test_two_companies_have_two_limits() -> None:
    siigo = new_siigo(rate_per_minute=2)
    assert [siigo.get("/v1/taxes").status for _ in range(2)] == [200, 429]
    siigo.sign_in("other@example.co")
    assert siigo.get("/v1/taxes").status == 200


@pytest.mark.parametrize(
    ("what", "status", "code", "documents"),
    [
        ("500_before", 500, "unhandled_error", 0),
        ("500_after", 500, "unhandled_error", 1),
        ("burn_key", 500, "unhandled_error", 0),
        ("429", 429, "requests_limit", 0),
        ("503", 503, "service_unavailable", 0),
        ("documents_service", 400, "documents_service", 0),
        ("token_expired", 401, "unauthorized", 0),
    ],
)
def test_a_fault_strikes_once(siigo: Siigo, what: str, status: int, code: str, documents: int) -> None:
    fault(siigo, what, times=1)
    answer = siigo.post("/v1/invoices", INVOICE)
    assert (answer.status, answer.codes, made(siigo)) == (status, [code], documents)
    assert answer.headers["siigoapi-error-code"] == code
    siigo.sign_in()
    siigo.invoice()


def test_the_odd_429(siigo: Siigo) -> None:
    fault(siigo, "429_odd")
    answer = siigo.post("/v1/invoices", INVOICE)
    assert answer.status == 429
    assert answer.body == {"Status": "429", "Message": "Rate limit is exceeded. Try again in 12 seconds."}


@pytest.mark.parametrize(("what", "documents"), [("drop_before", 0), ("drop_after", 1)])
def test_a_drop_answers_nothing(siigo: Siigo, what: str, documents: int) -> None:
    fault(siigo, what)
    with pytest.raises(ConnectionResetError, match=r"^the emulator dropped the connection on purpose$"):
        siigo.post("/v1/invoices", INVOICE)
    assert made(siigo) == documents
    assert siigo.happened()["calls"][POST_INVOICE] == {"dropped": 1}


def test_an_expired_token_stays_expired(siigo: Siigo) -> None:
    fault(siigo, "token_expired", "GET /v1/taxes", times=1)
    assert [siigo.get("/v1/taxes").status for _ in range(2)] == [401, 401]


def test_signing_in_can_fail_too(siigo: Siigo) -> None:
    fault(siigo, "503", "POST /auth", times=1)
    assert siigo.post("/auth", {"username": "x", "access_key": "k"}).status == 503


def test_a_fault_only_strikes_where_it_is_set(siigo: Siigo) -> None:
    invoice = siigo.invoice()
    fault(siigo, "503", "GET /v1/invoices/{id}")
    assert siigo.get("/v1/invoices").status == 200
    assert siigo.get(f"/v1/invoices/{invoice['id']}").status == 503
    siigo.delete("/_emulator/faults")
    assert siigo.get(f"/v1/invoices/{invoice['id']}").status == 200


def test_a_fault_everywhere(siigo: Siigo) -> None:
    fault(siigo, "503", "*")
    assert [siigo.get(path).status for path in ("/v1/taxes", "/v1/users")] == [503, 503]


def test_a_share_strikes_the_same_requests_every_time() -> None:
    runs = []
    for _ in range(2):
        siigo = new_siigo()
        fault(siigo, "503", "GET /v1/taxes", share="0.1", seed=7)
        runs.append([siigo.get("/v1/taxes").status for _ in range(200)])
    assert runs[0] == runs[1]
    assert 8 <= runs[0].count(503) <= 35


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"what": "boom"}, "'what' is 'boom'; expected one of 500_before, 500_after, burn_key, delay, drop_before, "
         "drop_after, 429, 429_odd, documents_service, token_expired, 503"),
        ({"what": "503", "times": -1}, "'times' is -1; expected a whole number, or null for ever"),
        ({"what": "503", "share": "much"}, "'share' is 'much'; expected a number"),
        ({"what": "503", "seconds": -2}, "'seconds' is -2; expected a number that is not negative"),
        ({"what": "503", "when": 1}, "unknown words: when"),
    ],
)  # fmt: skip
def test_a_fault_that_cannot_be_understood(siigo: Siigo, body: dict[str, object], message: str) -> None:
    answer = siigo.post("/_emulator/faults", body)
    assert (answer.status, answer.body) == (400, {"error": message})


def test_calls_are_counted_by_place_and_status(siigo: Siigo) -> None:
    id_ = siigo.invoice()["id"]
    siigo.get(f"/v1/invoices/{id_}")
    siigo.get("/v1/invoices/none")
    siigo.post("/v1/invoices", {})
    calls = siigo.happened()["calls"]
    assert calls == {
        "POST /auth": {"200": 1},
        "POST /v1/invoices": {"201": 1, "400": 1},
        "GET /v1/invoices/{id}": {"200": 1, "404": 1},
    }


def test_reset_forgets_everything(siigo: Siigo) -> None:
    fault(siigo, "503")
    siigo.delete("/_emulator")
    assert siigo.happened()["calls"] == {}
    assert siigo.get("/v1/taxes").status == 401
    siigo.sign_in()
    assert siigo.invoice()["number"] == 1


def test_a_delay_before_a_read(siigo: Siigo) -> None:
    fault(siigo, "delay", "GET /v1/taxes", seconds=Decimal("0.01"))
    assert siigo.get("/v1/taxes").status == 200
