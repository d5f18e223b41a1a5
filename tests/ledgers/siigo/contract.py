"""What `tests/contract` needs to try this ledger like every other: settings, an emulator, a draft that it accepts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

from connector.model.documents import Draft
from connector.sandbox.siigo import Options, Running, running

SYSTEM = "siigo"
OFFERS = frozenset(
    {"at_once", "keys", "catalogues", "customers", "notes", "lists_notes", "receipts", "live_balance"}
    | {"adopts", "dian", "undoes"}
)
NOT_DONE = ("429", "429_odd", "503")
CREATE = "POST /v1/invoices"
CREATE_NOTE = "POST /v1/credit-notes"
CREATE_RECEIPT = "POST /v1/vouchers"
SEND = "PUT /v1/invoices/{id}"
UNDO = {"annul": "POST /v1/invoices/{id}/annul", "delete": "DELETE /v1/invoices/{id}"}
ELECTRONIC = 24446

WRONG_IDS = {"taxes": [999999], "payment_types": [5638], "document_types": [24445]}


def settings(url: str) -> dict[str, object]:
    return {
        "system": SYSTEM,
        "base_url": url,
        "username": "pruebas@example.co",
        "access_key": "una-llave",
        "partner_id": "Pruebas",
        "settle_seconds": 0,
    }


@contextmanager
def emulator() -> Iterator[Running]:
    with running(Options(rate_per_minute=None, any_product=True)) as siigo:
        yield siigo


def draft_to_dian() -> Draft:
    """The same invoice, electronic and sent to DIAN."""
    one = draft(ELECTRONIC)
    return replace(one, values={**one.values, "stamp": {"send": True}})


def note_draft(kind_of_id: int = 77776) -> Draft:
    """A credit note of the invoice of `draft`; 77775 is electronic, as the invoice of `draft_to_dian`."""
    return Draft(values={"document": {"id": kind_of_id}, "payments": [{"id": 5640}]})


def credit_draft() -> Draft:
    """The invoice of `draft`, to be paid later."""
    one = draft()
    return replace(one, values={**one.values, "payments": [{"id": 5636}]})


def receipt_draft() -> Draft:
    """Of the buyer of `draft`."""
    customer = {"identification": "1020304050", "branch_office": 0}
    return Draft(values={"document": {"id": 7714}, "payment": {"id": 5638}, "customer": customer})


def customer_draft() -> Draft:
    """The buyer of `draft`, as a document of its own."""
    customer = draft().values["customer"]
    assert isinstance(customer, dict)
    return Draft(values=customer)


def draft(kind_of_id: int = 24445) -> Draft:
    """For `tests.orders.an_order()`: one T-shirt with 19 % inside."""
    return Draft(
        values={
            "document": {"id": kind_of_id},
            "seller": 629,
            "customer": {
                "person_type": "Person",
                "id_type": "13",
                "identification": "1020304050",
                "name": ["Laura", "Ríos"],
                "address": {
                    "address": "Calle 10 # 43-12",
                    "city": {"country_code": "Co", "state_code": "11", "city_code": "11001"},
                },
                "contacts": [{"first_name": "Laura", "last_name": "Ríos", "email": "laura.rios@example.co"}],
            },
            "items": [{"code": "CAM-001", "taxes": [{"id": 13156}]}],
            "payments": [{"id": 5640}],
        },
        line_ids={"items[0]": "product:1"},
    )


def total_in(siigo: Running, name: str) -> Decimal:
    """What the emulator itself says the document comes to."""
    return _amount_in(siigo, name, "total")


def owed_in(siigo: Running, name: str) -> Decimal:
    """What the emulator itself says is still to be paid of the invoice."""
    return _amount_in(siigo, name, "balance")


def _amount_in(siigo: Running, name: str, field: str) -> Decimal:
    import requests

    from connector.json_text import parse

    state = parse(requests.get(f"{siigo.url}/_emulator/state", timeout=5).content)
    [found] = [Decimal(str(invoice[field])) for invoice in state["invoices"] if invoice["name"] == name]
    return found
