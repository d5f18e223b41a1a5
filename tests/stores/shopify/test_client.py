"""What each answer of the Admin API means: data, not now, or no."""

from typing import Any

import pytest
import requests
import responses
from responses.matchers import header_matcher

from connector.errors import RemoteRejected, RemoteUnavailable
from connector.http import new_session
from connector.messages import speaking
from connector.stores.shopify.client import Client
from connector.stores.shopify.tokens import PermanentToken

URL = "https://tienda-ejemplo.myshopify.com"
ENDPOINT = f"{URL}/admin/api/2026-10/graphql.json"


class Tokens:
    """Hands out t1; t2 after a refusal."""

    def __init__(self) -> None:
        self.renewals = 0

    def current(self) -> str:
        return "t1"

    def renewed(self, refused: str) -> str | None:
        assert refused == "t1"
        self.renewals += 1
        return "t2"


@pytest.fixture(autouse=True)
def _english() -> object:
    with speaking("en"), responses.mock:
        yield


def client(tokens: Any = None) -> Client:
    return Client(new_session(), url=URL, api_version="2026-10", tokens=tokens or PermanentToken("t1"))


def unavailable(**answer: Any) -> RemoteUnavailable:
    responses.post(ENDPOINT, **answer)
    with pytest.raises(RemoteUnavailable) as refused:
        client().query("check", {})
    return refused.value


def rejected(**answer: Any) -> RemoteRejected:
    responses.post(ENDPOINT, **answer)
    with pytest.raises(RemoteRejected) as refused:
        client().query("check", {})
    return refused.value


def test_data_and_the_version_that_served_it() -> None:
    responses.post(
        ENDPOINT,
        json={"data": {"order": None}},
        headers={"X-Shopify-API-Version": "2026-07"},
        match=[header_matcher({"X-Shopify-Access-Token": "t1", "Content-Type": "application/json"})],
    )
    answer = client().query("order", {"id": "gid://shopify/Order/1"})
    assert (answer.data, answer.api_version) == ({"order": None}, "2026-07")


def test_a_refused_token_is_renewed_and_tried_once_more() -> None:
    tokens = Tokens()
    responses.post(ENDPOINT, status=401, match=[header_matcher({"X-Shopify-Access-Token": "t1"})])
    responses.post(ENDPOINT, json={"data": {"a": 1}}, match=[header_matcher({"X-Shopify-Access-Token": "t2"})])
    assert client(tokens).query("check", {}).data == {"a": 1}
    assert tokens.renewals == 1


def test_a_new_token_that_is_refused_too_stops() -> None:
    tokens = Tokens()
    responses.post(ENDPOINT, status=401)
    with pytest.raises(RemoteRejected) as refused:
        client(tokens).query("check", {})
    assert str(refused.value) == (
        "Shopify does not accept the token (HTTP 401): install the app again and change the connection's credentials"
    )
    assert (len(responses.calls), tokens.renewals) == (2, 1)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (402, "The shop is frozen for lack of payment (HTTP 402): settle it with Shopify"),
        (403, "Shopify forbids the query (HTTP 403): look at the app's permissions, and that the shop is active"),
        (404, "Shopify does not know the shop or the API version (HTTP 404): look at url and api_version"),
        (423, "The shop is locked (HTTP 423): talk to Shopify's support"),
        (301, "Shopify refused the query (HTTP 301): look at url and api_version"),
        (400, "Shopify refused the query (HTTP 400): look at url and api_version"),
    ],
)
def test_a_status_that_says_no_says_what_to_do(status: int, words: str) -> None:
    error = rejected(status=status, body="<html>")
    assert (str(error), error.status) == (words, status)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_a_read_may_always_be_repeated(status: int) -> None:
    error = unavailable(status=status, body="<html>Bad Gateway</html>")
    assert (str(error), error.retry_after) == (f"Shopify cannot answer now (HTTP {status})", None)


def test_retry_after_is_respected() -> None:
    assert unavailable(status=429, headers={"Retry-After": "2.0"}).retry_after == 3


@pytest.mark.parametrize("stated", ["90000", "3600.5", "9" * 400])
def test_a_pause_is_an_hour_at_most(stated: str) -> None:
    assert unavailable(status=429, headers={"Retry-After": stated}).retry_after == 3600


@pytest.mark.parametrize("broken", [requests.ReadTimeout(), requests.ConnectionError("reset")])
def test_a_lost_answer_is_just_not_now(broken: Exception) -> None:
    unavailable(body=broken)


THROTTLED = {
    "errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}],
    "extensions": {
        "cost": {
            "requestedQueryCost": 512,
            "actualQueryCost": None,
            "throttleStatus": {"maximumAvailable": 2000.0, "currentlyAvailable": 101, "restoreRate": 100.0},
        }
    },
}


def test_throttling_comes_with_status_200_and_tells_how_long() -> None:
    """(512 - 101) / 100 = 4.11 seconds."""
    error = unavailable(json=THROTTLED)
    assert (str(error), error.code, error.retry_after) == (
        "Shopify asks to wait: the app's query points are used up",
        "THROTTLED",
        5,
    )


def test_points_that_hardly_come_back_are_waited_for_an_hour() -> None:
    status = {"maximumAvailable": 2000.0, "currentlyAvailable": 0, "restoreRate": 0.001}
    cost = {"requestedQueryCost": 900, "throttleStatus": status}
    assert unavailable(json=THROTTLED | {"extensions": {"cost": cost}}).retry_after == 3600


def test_throttling_without_numbers() -> None:
    assert unavailable(json={"errors": THROTTLED["errors"]}).retry_after is None


def test_an_internal_error_with_status_200_is_not_now() -> None:
    unavailable(json={"errors": [{"message": "x", "extensions": {"code": "INTERNAL_SERVER_ERROR"}}]})


def test_a_missing_permission_says_what_to_grant() -> None:
    message = "Access denied for customer field."
    error = rejected(
        json={
            "data": {"order": {"customer": None}},
            "errors": [{"message": message, "path": ["order", "customer"], "extensions": {"code": "ACCESS_DENIED"}}],
        }
    )
    assert str(error) == (
        f"The app may not read this in Shopify: {message}. Give it the permissions read_orders and read_customers and "
        "access to protected customer data"
    )
    assert (error.code, error.params) == ("ACCESS_DENIED", ("order.customer",))


def test_a_field_that_we_do_without_may_be_denied() -> None:
    path = ["order", "lineItems", "nodes", 0, "product"]
    denied = {"message": "Access denied", "path": path, "extensions": {"code": "ACCESS_DENIED"}}
    responses.post(ENDPOINT, json={"data": {"order": 1}, "errors": [denied]})
    assert client().query("order", {"id": "x"}, optional={"product"}).data == {"order": 1}


@pytest.mark.parametrize(
    "errors", [[{"message": "Field 'x' doesn't exist"}], "Field 'x' doesn't exist", ["Field 'x' doesn't exist"]]
)
def test_other_errors_are_refusals_in_shopifys_words(errors: object) -> None:
    assert str(rejected(json={"errors": errors})) == "Shopify refused the query: Field 'x' doesn't exist"


@pytest.mark.parametrize("body", ["<html>Enter store using password</html>", "[]", ""])
def test_a_page_is_not_the_api(body: str) -> None:
    assert str(rejected(body=body)) == ("The answer comes from a page, not from Shopify's API: look at url and api_url")


def test_an_answer_without_data() -> None:
    assert str(rejected(json={"data": None})) == "Shopify answered without data"


def test_errors_of_a_mutation_are_raised_or_handed_back_as_asked() -> None:
    errors = [{"field": ["id"], "message": "Does not exist", "code": "NOT_FOUND"}]
    responses.post(ENDPOINT, json={"data": {"tagsAdd": {"userErrors": errors}}})
    assert client().attempt("told", {}).data["tagsAdd"]["userErrors"] == errors
    with pytest.raises(RemoteRejected) as refused:
        client().query("told", {})
    assert (refused.value.code, refused.value.params) == ("NOT_FOUND", ("id",))


def test_fragments_are_added_to_the_document() -> None:
    responses.post(ENDPOINT, json={"data": {}})
    client().attempt("stock_look", {"ids": []}, fragments="fragment StockLevels on InventoryItem { id }")
    assert b"fragment StockLevels on InventoryItem { id }" in (responses.calls[0].request.body or b"")
