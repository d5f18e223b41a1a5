"""Tokens that end are renewed in time, once, and by one thread only."""

from threading import Thread

import pytest
import requests
import responses

from connector.errors import RemoteRejected, RemoteUnavailable
from connector.http import new_session
from connector.messages import speaking
from connector.stores.shopify.tokens import ClientCredentials, PermanentToken

URL = "https://tienda-ejemplo.myshopify.com"
ENDPOINT = f"{URL}/admin/oauth/access_token"
DAY = 86399


class Clock:
    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(clock: Clock) -> ClientCredentials:
    return ClientCredentials(new_session(), url=URL, client_id="app", client_secret="shpss_app", now=clock)


def grant(token: str) -> None:
    responses.post(ENDPOINT, json={"access_token": token, "scope": "read_orders", "expires_in": DAY})


def test_a_permanent_token_has_no_other() -> None:
    tokens = PermanentToken("shpat_1")
    assert tokens.current() == "shpat_1"
    assert tokens.renewed("shpat_1") is None


@responses.activate
def test_asks_by_the_client_credentials_grant(tokens: ClientCredentials) -> None:
    grant("t1")
    assert tokens.current() == "t1"
    request = responses.calls[0].request
    assert request.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert request.body == b"grant_type=client_credentials&client_id=app&client_secret=shpss_app"


@responses.activate
def test_a_token_is_kept_until_five_minutes_before_its_end(tokens: ClientCredentials, clock: Clock) -> None:
    grant("t1")
    grant("t2")
    assert tokens.current() == "t1"
    clock.seconds += DAY - 301
    assert tokens.current() == "t1"
    clock.seconds += 1
    assert tokens.current() == "t2"
    assert len(responses.calls) == 2


@responses.activate
def test_a_refused_token_is_renewed_once_for_all_that_held_it(tokens: ClientCredentials) -> None:
    grant("t1")
    grant("t2")
    assert tokens.current() == "t1"
    assert [tokens.renewed("t1"), tokens.renewed("t1")] == ["t2", "t2"]
    assert len(responses.calls) == 2


@responses.activate
def test_many_threads_ask_once(tokens: ClientCredentials) -> None:
    grant("t1")
    seen: list[str] = []
    threads = [Thread(target=lambda: seen.append(tokens.current())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == ["t1"] * 8
    assert len(responses.calls) == 1


@responses.activate
def test_refused_credentials_say_what_to_look_at(tokens: ClientCredentials) -> None:
    responses.post(ENDPOINT, status=400, json={"error": "invalid_client"})
    with speaking("en"), pytest.raises(RemoteRejected) as refused:
        tokens.current()
    assert str(refused.value) == (
        "Shopify gave no token (HTTP 400): look at client_id and client_secret, that the app is installed in the shop, "
        "and that both belong to the same organization"
    )


@responses.activate
@pytest.mark.parametrize("status", [429, 500, 503])
def test_asking_again_does_no_harm(tokens: ClientCredentials, status: int) -> None:
    responses.post(ENDPOINT, status=status)
    with pytest.raises(RemoteUnavailable):
        tokens.current()


@responses.activate
def test_a_lost_answer_is_just_not_now(tokens: ClientCredentials) -> None:
    responses.post(ENDPOINT, body=requests.ReadTimeout())
    with pytest.raises(RemoteUnavailable):
        tokens.current()


@responses.activate
@pytest.mark.parametrize("body", ["<html>", "[]", '{"access_token": ""}', '{"access_token": "t", "expires_in": "x"}'])
def test_what_is_no_token_is_refused(tokens: ClientCredentials, body: str) -> None:
    responses.post(ENDPOINT, body=body)
    with speaking("en"), pytest.raises(RemoteRejected) as refused:
        tokens.current()
    assert str(refused.value) == (
        "Shopify answered the request for a token with something that is no token: look at url and api_url"
    )
