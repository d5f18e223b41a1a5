"""Siigo's answers for tests with `responses`: nothing leaves this process."""

import json
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import responses

from connector.http import new_session
from connector.ledgers.siigo.catalogue import Shelves
from connector.ledgers.siigo.client import SiigoClient
from connector.ledgers.siigo.ledger import SiigoLedger
from connector.ledgers.siigo.settings import Settings
from connector.ledgers.tokens import Tokens
from tests.ledgers.siigo.company import COST_CENTERS, DOCUMENT_TYPES, PAYMENT_TYPES, TAXES, USERS, WAREHOUSES

URL = "https://siigo.test"
V1 = f"{URL}/v1"
TOKEN = {"access_token": "token-1", "expires_in": 86400, "token_type": "Bearer"}


class Clock:
    """A time that only moves when told."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def pass_(self, **by: float) -> None:
        self.time += timedelta(**by)


class Turns:
    """Counts the calls of the pace."""

    def __init__(self) -> None:
        self.count = 0
        self._lock = threading.Lock()

    def __call__(self) -> None:
        with self._lock:
            self.count += 1


def settings(**more: Any) -> Settings:
    given = {"base_url": URL, "username": "api@example.co", "access_key": "llave", "partner_id": "TiendaEjemplo"}
    return Settings.model_validate({**given, **more})


def client(
    *, clock: Clock | None = None, pace: Callable[[], None] | None = None, tokens: Tokens | None = None, **more: Any
) -> SiigoClient:
    return SiigoClient(
        settings(**more),
        session=new_session(),
        pace=pace or Turns(),
        now=clock or Clock(),
        tokens=tokens or Tokens(),
    )


def ledger(*, clock: Clock | None = None, pace: Callable[[], None] | None = None, **more: Any) -> SiigoLedger:
    return SiigoLedger(
        settings(**more),
        session=new_session(),
        pace=pace or Turns(),
        now=clock or Clock(),
        tokens=Tokens(),
        shelves=Shelves(),
    )


def sign_in(siigo: responses.RequestsMock, *, status: int = 200) -> responses.BaseResponse:
    return siigo.post(f"{URL}/auth", json=TOKEN, status=status)


def refusal(code: str, message: str = "", *params: str) -> dict[str, Any]:
    """The documented envelope (siigo-api.md 5.1)."""
    return {"Status": 400, "Errors": [{"Code": code, "Message": message, "Params": list(params), "Detail": None}]}


def page(*rows: object, path: str = "", following: int = 0) -> dict[str, Any]:
    links = {"self": {"href": f"{V1}/{path}?page=1"}}
    if following:
        links["next"] = {"href": f"{V1}/{path}?page={following}&page_size=25"}
    total = {"page": 1, "page_size": 25, "total_results": len(rows)}
    return {"pagination": total, "results": list(rows), "_links": links}


def catalogues(siigo: responses.RequestsMock) -> dict[str, responses.BaseResponse]:
    """Every catalogue of the invented company; users come as a page, the rest as arrays."""
    lists = {
        "document-types": DOCUMENT_TYPES,
        "payment-types": PAYMENT_TYPES,
        "taxes": TAXES,
        "users": page(*USERS),
        "warehouses": WAREHOUSES,
        "cost-centers": COST_CENTERS,
    }
    return {
        name: siigo.get(f"{V1}/{name}", body=json.dumps(rows, default=str), content_type="application/json")
        for name, rows in lists.items()
    }


def body_of(call: responses.Call) -> Any:
    return json.loads(call.request.body or b"null")
