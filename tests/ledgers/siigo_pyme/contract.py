"""What `tests/contract` needs to try this ledger like every other: settings, an emulator, a draft that it accepts."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import requests

from connector.json_text import parse
from connector.model.documents import Draft
from connector.sandbox.siigo_pyme import Running, running
from tests.ledgers.siigo_pyme.drafts import ADVANCE, BANK, RECEIVABLE, draft_of
from tests.orders import an_order

SYSTEM = "siigo_pyme"
OFFERS = frozenset({"keys", "notes", "receipts"})
NOT_DONE = ("429", "503")
SEND = CREATE = CREATE_NOTE = CREATE_RECEIPT = "POST /api/v1/siigo-pyme/send"
"""Everything goes through one door, in batches, once `standing` is asked."""


def settings(url: str, **changes: object) -> dict[str, object]:
    """A batch leaves as soon as anybody asks."""
    return {
        "system": SYSTEM,
        "base_url": url,
        "id_connection": "pruebas",
        "company": "empresa",
        "api_key": "una-llave",
        "batch_seconds": 0,
        "numbers": {"F-1": 1001},
        **changes,
    }


@contextmanager
def emulator() -> Iterator[Running]:
    with running() as bridge:
        yield bridge


def draft() -> Draft:
    """For `tests.orders.an_order()`: one T-shirt with 19 % inside."""
    return draft_of(an_order())


def note_draft() -> Draft:
    """A credit note of the invoice of `draft`."""
    return Draft(values={"voucher_type": "N", "voucher_code": 1})


def credit_draft() -> Draft:
    """The invoice of `draft`, to be paid later."""
    return draft_of(an_order(), payments=[{"accounting_account": RECEIVABLE, "is_receivable": True}])


def receipt_draft() -> Draft:
    """Of the buyer of `draft`."""
    values = {
        "voucher_type": "R",
        "voucher_code": 1,
        "customer": {"nit": "1020304050"},
        "payment": {"accounting_account": BANK},
        "advance": {"accounting_account": ADVANCE},
    }
    return Draft(values=values)


def total_in(bridge: Running, name: str) -> Decimal:
    """What the emulator itself says the document comes to."""
    [found] = [Decimal(document["debit"]) for document in documents_in(bridge) if document["name"] == name]
    return found


def owed_in(bridge: Running, name: str) -> Decimal:
    """What the emulator itself says is still to be paid of the invoice: rows that cross with its number."""
    number = int(name.rpartition("-")[2])
    rows = [row for document in documents_in(bridge) for row in document["rows"]]
    crossing = [row for row in rows if row.get("cross_document_number") == number]
    return sum((_debit(row) for row in crossing), Decimal(0))


def documents_in(bridge: Running) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = state_of(bridge)["documents"]
    return found


def state_of(bridge: Running) -> Any:
    return parse(requests.get(f"{bridge.url}/_emulator/state", timeout=5).content)


def _debit(row: dict[str, Any]) -> Decimal:
    value = Decimal(str(row["sequence_value"]))
    return value if row["debit_or_credit"] == "D" else -value
