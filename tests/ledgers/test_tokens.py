"""One token for all: asked for once, renewed early, never twice for one refusal, never for another's key."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
import responses

from connector.errors import RemoteRejected, RemoteUnavailable
from connector.ledgers.tokens import Token, TokenKey, Tokens
from tests.ledgers.siigo.server import URL, V1, Clock, Turns, body_of, client, refusal, sign_in

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
KEY = TokenKey.of(URL, "api@example.co", "llave")


class Door:
    """Gives token-1, token-2, … and takes its time."""

    def __init__(self, seconds: float = 0) -> None:
        self.count = 0
        self.seconds = seconds

    def __call__(self) -> Token:
        time.sleep(self.seconds)
        self.count += 1
        return Token(text=f"token-{self.count}", expires_at=NOW + timedelta(hours=24))


def test_a_token_is_asked_for_once_and_again_five_minutes_before_its_end():
    tokens, door = Tokens(), Door()
    assert tokens.token(KEY, door, now=NOW) == "token-1"
    assert tokens.token(KEY, door, now=NOW + timedelta(hours=23, minutes=54)) == "token-1"
    assert tokens.token(KEY, door, now=NOW + timedelta(hours=23, minutes=55)) == "token-2"


def test_a_refused_token_is_replaced_and_a_newer_one_is_kept():
    tokens, door = Tokens(), Door()
    tokens.token(KEY, door, now=NOW)
    assert tokens.token(KEY, door, now=NOW, refused="token-1") == "token-2"
    assert tokens.token(KEY, door, now=NOW, refused="token-1") == "token-2"
    assert door.count == 2


@pytest.mark.parametrize("refused", ["", "token-1"])
def test_many_threads_sign_in_once(refused):
    tokens, door, got = Tokens(), Door(seconds=0.02), []
    if refused:
        tokens.token(KEY, Door(), now=NOW)
        door.count = 1
    threads = [
        threading.Thread(target=lambda: got.append(tokens.token(KEY, door, now=NOW, refused=refused)))
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wanted = "token-2" if refused else "token-1"
    assert got == [wanted] * 12
    assert f"token-{door.count}" == wanted


def test_another_access_key_never_gets_the_old_keys_token():
    tokens, door = Tokens(), Door()
    rotated = TokenKey.of(URL, "api@example.co", "otra")
    assert [tokens.token(key, door, now=NOW) for key in (KEY, rotated, KEY)] == ["token-1", "token-2", "token-1"]
    assert "llave" not in repr(KEY)


def test_a_failed_sign_in_leaves_the_door_open():
    def fails() -> Token:
        raise RemoteUnavailable("no")

    tokens = Tokens()
    with pytest.raises(RemoteUnavailable):
        tokens.token(KEY, fails, now=NOW)
    assert tokens.token(KEY, Door(), now=NOW) == "token-1"


def test_the_token_does_not_show():
    assert "secreto" not in repr(Token(text="secreto", expires_at=NOW))


@pytest.mark.parametrize("status", [200, 201])
@responses.activate
def test_signing_in_is_paced_and_sends_the_credentials(status):
    sign_in(responses, status=status)
    turns = Turns()
    client(pace=turns).sign_in()
    assert body_of(responses.calls[0]) == {"username": "api@example.co", "access_key": "llave"}
    assert responses.calls[0].request.headers["Partner-Id"] == "TiendaEjemplo"
    assert turns.count == 1


@responses.activate
def test_expires_in_is_seconds():
    clock = Clock()
    responses.post(f"{URL}/auth", json={"access_token": "a", "expires_in": 3600})
    one = client(clock=clock)
    one.sign_in()
    clock.pass_(minutes=54)
    one.sign_in()
    assert len(responses.calls) == 1
    clock.pass_(minutes=1)
    one.sign_in()
    assert len(responses.calls) == 2


@responses.activate
def test_a_refused_call_renews_once_and_is_sent_again():
    responses.post(f"{URL}/auth", json={"access_token": "old", "expires_in": 86400})
    responses.post(f"{URL}/auth", json={"access_token": "new", "expires_in": 86400})
    responses.post(f"{V1}/invoices", json=refusal("unauthorized"), status=401)
    responses.post(f"{V1}/invoices", json={"id": "1"}, status=201)
    turns = Turns()
    assert client(pace=turns).post("invoices", {"a": 1}, key="k1") == {"id": "1"}
    sent = [call.request for call in responses.calls]
    assert [request.headers.get("Authorization") for request in sent] == [None, "Bearer old", None, "Bearer new"]
    assert [request.headers.get("Idempotency-Key") for request in sent] == [None, "k1", None, "k1"]
    assert sent[1].body == sent[3].body == b'{"a":1}'
    assert turns.count == 4


@responses.activate
def test_a_second_refusal_is_the_credentials():
    sign_in(responses)
    responses.get(f"{V1}/taxes", json=refusal("unauthorized", "The access token is invalid or expired"), status=401)
    with pytest.raises(RemoteRejected) as caught:
        client().get("taxes")
    assert str(caught.value) == (
        "Siigo no reconoce las credenciales (The access token is invalid or expired): revise username y access_key en "
        "la sección ledger de la conexión, y en Siigo que el usuario API no esté bloqueado"
    )
    assert (caught.value.code, caught.value.status) == ("unauthorized", 401)
    assert len(responses.calls) == 4


@responses.activate
def test_wrong_credentials_are_refused_at_the_door():
    responses.post(f"{URL}/auth", json=refusal("unauthorized"), status=401)
    with pytest.raises(RemoteRejected) as caught:
        client().get("taxes")
    assert str(caught.value).startswith("Siigo no reconoce las credenciales (unauthorized): revise username")
    assert len(responses.calls) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"body": "<html>", "status": 200}, "Siigo respondió 200 con algo que no es JSON"),
        ({"json": {"token": "x"}, "status": 200}, "Siigo respondió sin access_token"),
        (
            {"json": refusal("unhandled_error", "Unhandled"), "status": 500},
            "Siigo respondió 500: unhandled_error: Unhandled",
        ),
        ({"body": TimeoutError(), "status": 200}, "Siigo no respondió en 30 segundos"),
    ],
)
@responses.activate
def test_a_door_that_does_not_open_is_tried_again_later(answer, words):
    if isinstance(answer.get("body"), TimeoutError):
        from requests import ReadTimeout

        answer = {"body": ReadTimeout()}
    responses.post(f"{URL}/auth", **answer)
    with pytest.raises(RemoteUnavailable) as caught:
        client().post("invoices", {})
    assert str(caught.value).startswith(words)
