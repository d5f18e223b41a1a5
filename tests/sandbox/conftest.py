"""A company of the emulator at a fixed moment, and a client that speaks to it without a network."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from connector import json_text
from connector.sandbox.siigo import Options, State, create_app

NOON = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)
"""Noon in Bogotá."""
TODAY = "2026-11-21"


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **parts: int) -> None:
        self.now += timedelta(**parts)


@dataclass
class Answer:
    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def errors(self) -> list[tuple[str, tuple[str, ...], str]]:
        return [(error["Code"], tuple(error["Params"]), error["Message"]) for error in self.body["Errors"]]

    @property
    def codes(self) -> list[str]:
        return [error["Code"] for error in self.body["Errors"]]


@dataclass
class Siigo:
    """One API user. `options` are passed to the emulator."""

    options: Options
    clock: Clock
    state: State = field(default_factory=State)
    headers: dict[str, str] = field(default_factory=dict)

    app: Flask | None = None

    def __post_init__(self) -> None:
        self.app = self.app or create_app(self.state, options=self.options)
        self.client = self.app.test_client()

    def twin(self) -> "Siigo":
        """Another client of the same application, for another thread."""
        return replace(self, headers=dict(self.headers))

    def call(self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None) -> Answer:
        extra: dict[str, Any] = {}
        if body is not None:
            extra = {"data": json_text.write(body), "content_type": "application/json"}
        response = self.client.open(path, method=method, headers={**self.headers, **(headers or {})}, **extra)
        return Answer(response.status_code, json_text.parse(response.data), dict(response.headers))

    def get(self, path: str) -> Answer:
        return self.call("GET", path)

    def post(self, path: str, body: object, key: str = "") -> Answer:
        return self.call("POST", path, body, {"Idempotency-Key": key} if key else {})

    def put(self, path: str, body: object) -> Answer:
        return self.call("PUT", path, body)

    def delete(self, path: str) -> Answer:
        return self.call("DELETE", path)

    def sign_in(self, username: str = "api@example.co") -> None:
        answer = self.post("/auth", {"username": username, "access_key": "anything"})
        self.headers = {"Authorization": f"Bearer {answer.body['access_token']}", "Partner-Id": "TiendaEjemplo"}

    def invoice(self, body: object = None, key: str = "") -> dict[str, Any]:
        answer = self.post("/v1/invoices", INVOICE if body is None else body, key)
        assert answer.status == 201, answer.body
        return dict(answer.body)

    def stock(self, code: str) -> list[Any]:
        row = self.get(f"/v1/products?code={code}").body["results"][0]
        return [row["available_quantity"], *(entry["quantity"] for entry in row["warehouses"])]

    def happened(self) -> dict[str, Any]:
        return dict(self.get("/_emulator/state").body)


CUSTOMER: dict[str, Any] = {
    "person_type": "Person",
    "id_type": "13",
    "identification": "1020304050",
    "name": ["Laura", "Ríos"],
    "address": {
        "address": "Calle 10 43-12",
        "city": {"country_code": "Co", "state_code": "05", "city_code": "05001"},
    },
    "phones": [{"number": "3001112233"}],
    "contacts": [{"first_name": "Laura", "last_name": "Ríos", "email": "laura.rios@example.co"}],
}

INVOICE: dict[str, Any] = {
    "document": {"id": 24446},
    "date": TODAY,
    "customer": {"identification": "222222222222", "branch_office": 0},
    "seller": 629,
    "observations": "WEB 1001",
    "items": [{"code": "CAM-ALG-M", "quantity": 1, "price": 100, "taxes": [{"id": 13156}]}],
    "payments": [{"id": 5640, "value": 119}],
}

PRODUCT: dict[str, Any] = {"code": "TAZA-01", "name": "Taza", "account_group": 1253}


def changed(body: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """A copy with the value at each path (`items.0.price`) replaced; None takes the field away."""
    copy = deepcopy(body)
    for path, value in changes.items():
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place: Any = copy
        for step in way:
            place = place.setdefault(step, {}) if isinstance(place, dict) else place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return copy


def new_siigo(**options: Any) -> Siigo:
    clock = Clock()
    api = Siigo(Options(**{"rate_per_minute": None, "clock": clock, **options}), clock)
    api.sign_in()
    return api


@pytest.fixture
def siigo() -> Siigo:
    """Signed in, without a rate limit."""
    return new_siigo()
