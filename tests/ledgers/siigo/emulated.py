"""A connection file in YAML, the real mapping engine, the real ledger and an emulated Siigo: nothing is replaced."""

import copy
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import requests

from connector import json_text
from connector.checking import check_file
from connector.colombia.dates import bogota_date
from connector.connecting import connect, unpaced
from connector.issuing.connection import Connection
from connector.mapping import load
from connector.model.documents import Document, DocumentKind, Issued
from connector.model.order import Line, Order, Payment
from connector.sandbox.siigo import Running
from tests.orders import a_line, an_order

TODAY = bogota_date(datetime.now(UTC))
MARKER = "ref:0123456789abcdef"
INVOICES = "POST /v1/invoices"

CONNECTION: dict[str, Any] = {
    "mapping": 1,
    "connection": "prueba",
    "store": {"platform": "woocommerce", "url": "http://127.0.0.1:8089", "webhook_secret": "${SECRET}"},
    "ledger": {
        "system": "siigo",
        "base_url": "${SIIGO_URL}",
        "username": "${COMPANY}",
        "access_key": "${SECRET}",
        "partner_id": "Pruebas",
        "company": "${COMPANY}",
        "settle_seconds": 0,
    },
    "customer": {
        "person_type": {"const": "Person"},
        "id_type": {"const": "13"},
        "identification": "buyer.identification.number",
        "name": ["buyer.first_name", "buyer.last_name"],
        "address": {
            "address": "buyer.place.line_1",
            "city": {
                "country_code": {"const": "Co"},
                "state_code": {"const": "11"},
                "city_code": {"const": "11001"},
            },
        },
        "contacts": [{"first_name": "buyer.first_name", "email": "buyer.email"}],
    },
    "invoice": {
        "document": {"id": 24445},
        "seller": 629,
        "items": {"each": "lines", "item": {"code": {"const": "CAM-ALG-M"}, "taxes": [{"id": 13156}]}},
        "payments": [{"id": 5640}],
    },
}


@dataclass(frozen=True, slots=True)
class Company:
    """A company of its own in the emulator, and the connection to it."""

    siigo: Running
    connection: Connection
    name: str
    lint: list[str]
    """What the linter says of the file; it is joined all the same, to see what happens then."""

    def compose(self, order: Order, kind: DocumentKind = "invoice") -> Document:
        draft = self.connection.draft(kind, order)
        return self.connection.ledger.compose(kind, draft, order, today=TODAY, marker=MARKER)

    def issue(self, order: Order, kind: DocumentKind = "invoice") -> Issued:
        issued = self.connection.ledger.issue(self.compose(order, kind), key=uuid.uuid4().hex[:30])
        assert isinstance(issued, Issued)
        return issued

    def tell(self, name: str, **what: object) -> None:
        """What a person changes in Siigo's own pages."""
        body = json_text.write({"company": self.name, **what})
        assert requests.post(f"{self.siigo.url}/_emulator/{name}", data=body, timeout=5).status_code < 300

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Another program of the same company talks to Siigo."""
        url, headers = self.siigo.url, {"Partner-Id": "Otro", "Content-Type": "application/json"}
        credentials = json_text.write({"username": self.name, "access_key": "x"})
        signed = requests.post(f"{url}/auth", data=credentials, headers=headers, timeout=5)
        headers["Authorization"] = json_text.parse(signed.content)["access_token"]
        data = None if body is None else json_text.write(body)
        return json_text.parse(requests.request(method, f"{url}{path}", data=data, headers=headers, timeout=5).content)


def company(siigo: Running, folder: Path, rules: dict[str, object] | None = None) -> Company:
    """`rules`: where in the connection file -> what stands there instead; None takes it out."""
    name = f"empresa-{uuid.uuid4().hex[:8]}"
    path = folder / f"{name}.yaml"
    path.write_text(json_text.write_pretty(changed(CONNECTION, rules or {})), encoding="utf-8")
    environ = {"SECRET": "llave", "SIIGO_URL": siigo.url, "COMPANY": name}
    checked, problems = check_file(load(path, environ=environ, presets=folder))
    assert checked is not None
    return Company(siigo, connect(checked, unpaced), name, problems)


def changed(whole: dict[str, Any], rules: dict[str, object]) -> dict[str, Any]:
    result = copy.deepcopy(whole)
    for path, rule in rules.items():
        *above, last = path.split(".")
        inner = result
        for step in above:
            inner = inner.setdefault(step, {})
        if rule is None:
            del inner[last]
        else:
            inner[last] = rule
    return result


def calls(siigo: Running, where: str = INVOICES) -> int:
    return sum(siigo.state.calls.get(where, {}).values())


def untaxed(gross: str, number: int = 1) -> Line:
    return a_line(id=f"product:{number}", list_price=Decimal(gross), net=Decimal(gross), taxes=())


def sold(*lines: Line, **more: Any) -> Order:
    """An order of these lines, paid with one payment unless said otherwise."""
    lines = lines or (a_line(),)
    total = sum((line.gross for line in lines), Decimal(0))
    payments = (Payment(method="wompi", amount=total),)
    return an_order(**{"lines": lines, "total": total, "payments": payments, **more})
