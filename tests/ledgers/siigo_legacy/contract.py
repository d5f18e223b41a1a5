"""What `tests/contract` needs to try this ledger like every other: settings, an emulator, a draft that it accepts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from uuid import uuid4

import requests

from connector.json_text import parse
from connector.model.documents import Draft
from connector.sandbox.siigo_legacy import Options, Running, running

SYSTEM = "siigo_legacy"
OFFERS = frozenset({"at_once", "catalogues", "customers", "receipts", "adopts"})
NOT_DONE = ("429", "503")
CREATE = "POST /Invoice/Save"
CREATE_RECEIPT = "POST /Voucher/Save"

WRONG_IDS = {"taxes": [999999], "payment_means": [5638], "document_types": [24445], "users": ["1000000001"]}


def settings(url: str) -> dict[str, object]:
    """A company of its own for each emulator: catalogues are shared by company and addresses come back."""
    return {
        "system": SYSTEM,
        "base_url": f"{url}/siigo/api/v1",
        "sign_in_url": f"{url}/connect/token",
        "username": "PRUEBAS\\api",
        "password": "una-clave",
        "company": f"pruebas-{uuid4().hex[:8]}",
        "settle_seconds": 0,
    }


@contextmanager
def emulator() -> Iterator[Running]:
    with running(Options(any_product=True)) as siigo:
        yield siigo


def draft(document_type: int = 24445) -> Draft:
    """For `tests.orders.an_order()`: one T-shirt with 19 % inside."""
    return Draft(
        values={
            "customer": {
                "IdTypeCode": "13",
                "Identification": "1020304050",
                "FirstName": "Laura",
                "LastName": "Ríos",
                "IsVATCompanyType": False,
                "City": {"CountryCode": "Co", "StateCode": "11", "CityCode": "11001"},
                "Address": "Calle 10 # 43-12",
                "Phone": {"Number": "3001112233"},
                "Contact": {"Email": "laura.rios@example.co"},
            },
            "Header": {"DocCode": document_type, "SalesmanIdentification": "1000000001"},
            "Items": [{"ProductCode": "CAM-001", "TaxAddId": 13156}],
            "Payments": [{"PaymentMeansCode": 5640}],
        },
        line_ids={"Items[0]": "product:1"},
    )


def credit_draft() -> Draft:
    """The invoice of `draft`, to be paid later."""
    one = draft()
    return replace(one, values={**one.values, "Payments": [{"PaymentMeansCode": 5636}]})


def receipt_draft() -> Draft:
    """Of the buyer of `draft`."""
    return Draft(
        values={
            "Header": {"DocCode": 7714, "PaymentMeanCode": 5638},
            "Items": [{"ACAccountCode": "13050501"}],
            "customer": {"Identification": "1020304050", "BranchOffice": 0},
        }
    )


def customer_draft() -> Draft:
    """The buyer of `draft`, as a document of its own."""
    customer = draft().values["customer"]
    assert isinstance(customer, dict)
    return Draft(values=customer)


def total_in(siigo: Running, name: str) -> Decimal:
    """What the emulator itself says the document comes to."""
    return _amount_in(siigo, name, "total")


def owed_in(siigo: Running, name: str) -> Decimal:
    """What the emulator itself says is still to be paid of the invoice."""
    return _amount_in(siigo, name, "balance")


def _amount_in(siigo: Running, name: str, field: str) -> Decimal:
    state = parse(requests.get(f"{siigo.url}/_emulator/state", timeout=5).content)
    [found] = [Decimal(str(invoice[field])) for invoice in state["invoices"] if invoice["name"] == name]
    return found
