"""A company of the older Siigo Nube at a fixed moment, and a client that speaks to it without a network."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from flask import Flask

from connector import json_text
from connector.sandbox.siigo_legacy import Options, State, create_app
from connector.sandbox.siigo_legacy.options import PRINTED_BASIC
from tests.sandbox.conftest import NOON, Answer, Clock
from tests.sandbox.siigo_legacy.bodies import Body

SIGN_IN = {
    "grant_type": "password",
    "username": "TIENDA\\api",
    "password": "cualquiera",
    "scope": "WebApi offline_access",
}


class Nube:
    """One API user of empty books. `options` are passed to the emulator.

    The application of the same options is the same, for making one costs more than a test; hence one at a time.
    """

    def __init__(self, *, alone: bool = False, **options: Any) -> None:
        make = _made.__wrapped__ if alone else _made
        self.state, self.clock, self.options, app = make(tuple(sorted(options.items())))
        self.state.reset()
        self.clock.now = NOON
        self.client = app.test_client()
        self.headers: dict[str, str] = {}

    def call(self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Answer:
        extra: dict[str, Any] = {}
        if body is not None:
            extra = {"data": json_text.write(body), "content_type": "application/json"}
        response = self.client.open(path, method=method, headers={**self.headers, **(headers or {})}, **extra)
        read = json_text.parse(response.data) if response.data else None
        return Answer(response.status_code, read, dict(response.headers))

    def get(self, path: str, **arguments: object) -> Answer:
        query = "&".join(f"{name}={value}" for name, value in arguments.items())
        return self.call("GET", f"/siigo/api/v1/{path}?namespace=v1&{query}")

    def post(self, path: str, body: object) -> Answer:
        return self.call("POST", f"/siigo/api/v1/{path}?namespace=v1", body)

    def put(self, path: str, body: object) -> Answer:
        return self.call("PUT", f"/siigo/api/v1/{path}?namespace=v1", body)

    def delete(self, path: str) -> Answer:
        return self.call("DELETE", f"/siigo/api/v1/{path}?namespace=v1")

    def order(self, path: str, body: object) -> Answer:
        return self.call("POST", f"/_emulator/{path}", body)

    def happened(self) -> Body:
        return dict(self.call("GET", "/_emulator/state").body)

    def sign_in(self, basic: str = f"Basic {PRINTED_BASIC}", **changes: str) -> Answer:
        form = {name: value for name, value in {**SIGN_IN, **changes}.items() if value}
        response = self.client.post("/connect/token", data=form, headers={"Authorization": basic})
        return Answer(response.status_code, json_text.parse(response.data), dict(response.headers))

    def enter(self) -> "Nube":
        self.headers = {"Authorization": f"Bearer {self.sign_in().body['access_token']}"}
        return self

    def saved(self, path: str, body: object) -> Body:
        answer = self.post(path, body)
        assert answer.status == 200, answer.body
        return dict(answer.body)

    def stock(self, code: str) -> list[Any]:
        rows = self.get("Products/GetProductBalanceByCode", code=code).body
        return [row["Quantity"] for row in rows]


@cache
def _made(options: tuple[tuple[str, Any], ...]) -> tuple[State, Clock, Options, Flask]:
    state, clock = State(), Clock()
    chosen = Options(**{"clock": clock, **dict(options)})
    return state, clock, chosen, create_app(state, options=chosen)


def words_of(answer: Answer) -> list[str]:
    assert answer.status >= 400, answer.body
    return [row["Message"] for row in answer.body]


def found_in(answer: Answer) -> list[tuple[str, str]]:
    """Code and path of each problem."""
    assert answer.status >= 400, answer.body
    return [(row["Code"], "".join(row["Params"])) for row in answer.body]


@pytest.fixture
def nube() -> Nube:
    """Signed in."""
    return Nube().enter()
