"""A bridge at a fixed moment, spoken to without a network, and one balanced sale."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

import pytest

from connector import json_text
from connector.sandbox.server import Call, Reply
from connector.sandbox.siigo_pyme import Options, State
from connector.sandbox.siigo_pyme.answering import SEND, answered
from tests.sandbox.conftest import Clock

ROW: dict[str, Any] = {
    "voucher_type": "F",
    "voucher_code": 1,
    "document_number": 1001,
    "document_year": 2026,
    "document_month": 11,
    "document_day": 21,
    "nit": 1020304050,
}


def sale(number: int = 1001, **fields: Any) -> list[dict[str, Any]]:
    """59,900 with VAT: the customer owes it, income and VAT stand against it."""
    row = {**ROW, "document_number": number, **fields}
    return [
        {**row, "sequence": 1, "accounting_account": 13050501, "debit_or_credit": "D", "sequence_value": 59900},
        {**row, "sequence": 2, "accounting_account": 41353501, "debit_or_credit": "C", "sequence_value": 50336},
        {**row, "sequence": 3, "accounting_account": 24080501, "debit_or_credit": "C", "sequence_value": 9564},
    ]


def body_of(*rows: dict[str, Any], modify: str = "N", basic: str = "N") -> dict[str, Any]:
    return {
        "id_connection": "OBai6kmwKH",
        "execution_type": "export",
        "resource": "accounting_movements",
        "data": {
            "params": {"year": 2026, "basic_invoice": basic, "modify_documents": modify},
            "list": deepcopy(list(rows)),
        },
    }


@dataclass
class Answer:
    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def errors(self) -> list[tuple[Any, ...]]:
        """Place (of a row's error), field, and document."""
        return [(error["index"], error["field"], error["document"]) for error in self.body["errors"] or ()]

    @property
    def fields(self) -> list[str]:
        """What is wrong with the envelope, or with the rows."""
        return [error["field"] for error in self.body["errors"] or ()]

    @property
    def messages(self) -> list[str]:
        return [error["message"] for error in self.body["errors"] or ()]


@dataclass
class Bridge:
    options: Options
    clock: Clock = field(default_factory=Clock)
    state: State = field(default_factory=State)
    headers: dict[str, str] = field(
        default_factory=lambda: {"Authorization": "Bearer llave", "Content-Type": "application/json"}
    )

    def raw(self, body: bytes, method: str = "POST", path: str = SEND) -> Reply | None:
        headers = Message()
        for name, value in self.headers.items():
            headers[name] = value
        return answered(self.state, self.options, Call(method, path, headers, body, 80))

    def call(self, method: str, path: str, body: object = None) -> Answer:
        reply = self.raw(b"" if body is None else json_text.write(body).encode(), method, path)
        assert reply is not None
        return Answer(int(reply.status.split()[0]), json_text.parse(reply.body), dict(reply.headers))

    def send(self, *rows: dict[str, Any], modify: str = "N", basic: str = "N") -> Answer:
        return self.call("POST", SEND, body_of(*rows, modify=modify, basic=basic))

    def happened(self) -> dict[str, Any]:
        return dict(self.call("GET", "/_emulator/state").body)

    @property
    def names(self) -> list[str]:
        return [document["name"] for document in self.happened()["documents"]]


def new_bridge(**options: Any) -> Bridge:
    clock = Clock()
    return Bridge(Options(**{"clock": clock, **options}), clock)


@pytest.fixture
def bridge() -> Bridge:
    return new_bridge()
