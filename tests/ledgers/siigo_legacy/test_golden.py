"""The exact bodies: what a mapping in YAML and an order come to, field by field, and that the emulator takes them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests

from connector.json_text import parse, write
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo_legacy.compose import compose
from connector.ledgers.siigo_legacy.customer_schema import ACCOUNT_ON_INVOICE, CONTACT_ON_INVOICE
from connector.ledgers.siigo_legacy.schema import HEADER, ITEM, PAYMENT, SCHEMAS
from connector.ledgers.siigo_legacy.settings import Choices
from connector.mapping import lint, load
from connector.model.documents import Document, Draft
from connector.model.order import Order
from connector.sandbox.siigo_legacy import Options, Running, running
from connector.sandbox.siigo_legacy.options import PRINTED_BASIC
from tests.ledgers.siigo_legacy.company import (
    BANK,
    COMPANY,
    COMPANY_CUSTOMER,
    CREDIT,
    MARKER,
    RETE_ICA,
    RETE_IVA,
    TODAY,
    WITHHOLDING,
    composed,
    draft,
    header,
    item,
    line,
    order,
    payment,
)
from tests.orders import an_order

GOLDEN = Path(__file__).parent / "golden"

SHIRT = line(1, "180000", quantity="3", discount="20000", sku="CAM-ALG-M")
MUG = line(2, "25000", name="Taza", sku="TAZA")
MEAL = line(3, "127000", rates=("19", "8"), name="Ancheta", sku="ANCHETA")


@pytest.fixture(scope="module")
def siigo() -> Iterator[Running]:
    with running(Options(any_product=True)) as emulator:
        yield emulator


def company_with_retentions() -> Document:
    one = order(MUG, MEAL)
    rows = [item(MUG, TaxDiscountId=WITHHOLDING), item(MEAL)]
    head = header(RetVATTotalID=RETE_IVA, RetICATotalID=RETE_ICA)
    return composed(one, draft(one, customer=COMPANY_CUSTOMER, Items=rows, Header=head))


def credit_in_quotes() -> Document:
    quotes = [{"PaymentMeansCode": CREDIT, "DueDate": f"2026-12-{day}"} for day in ("10", "20", "30")]
    down = {"PaymentMeansCode": BANK, "Value": Decimal(30000)}
    one = order(SHIRT, is_paid=False, payments=(payment("30000"),))
    return composed(one, draft(one, Payments=[down, *quotes]))


SMALL: dict[str, Callable[[], Document]] = {
    "person": lambda: composed(order(MUG)),
    "company_with_retentions": company_with_retentions,
    "two_taxes": lambda: composed(order(MEAL)),
    "discount_shown": lambda: composed(order(SHIRT, MUG), rules=AmountRules(discounts="shown")),
    "credit_in_quotes": credit_in_quotes,
    "customer": lambda: composed(kind="customer", drafted=Draft(values=COMPANY_CUSTOMER)),
}


FULL = r"""
mapping: 1
connection: prueba
store: {platform: woocommerce, url: "http://127.0.0.1:8089", webhook_secret: "${SECRETO}"}
ledger: {system: siigo_legacy}
tables:
  taxes: {19: 13156, 5: 13157, 0: 13158, 8: 7081}
  payments: {wompi: 5640, credito: 5636}
customer:
  IsSocialReason: true
  FullName: {const: "Tejidos del Valle S.A.S."}
  IdTypeCode: {const: "31"}
  Identification: {const: "900123456"}
  BranchOffice: 2
  IsVATCompanyType: true
  City: {from: [buyer.place.country, buyer.place.state, buyer.place.city], apply: [dane_city]}
  Address: {from: [buyer.place.line_1, buyer.place.line_2], apply: [address_line]}
  Phone:
    Indicative: {const: "57"}
    Number: {from: buyer.phone, apply: [colombian_phone], default: "6011234567"}
    Extention: {const: "12"}
  Contact:
    Code: 3
    Phone1: {Indicative: {const: "57"}, Number: {const: "6017654321"}, Extention: {const: "4"}}
    Mobile: {Indicative: {const: "57"}, Number: {const: "3105556677"}, Extention: {const: "9"}}
    Email: buyer.email
    FirstName: buyer.first_name
    LastName: buyer.last_name
    IsPrincipal: false
    Gender: 0
    BirthDate: {const: "1990-02-28"}
invoice:
  Header:
    DocCode: 24447
    Number: 88
    DocDate: {from: placed_at, apply: [bogota_date]}
    MoneyCode: currency
    ExchangeValue: 3950.25
    RetVATTotalID: 34072
    RetICATotalID: 34080
    SalesmanIdentification: {const: "1000000001"}
    Observations: {pieces: ["Pedido {number}", "{payment.title}"], join: " · "}
    CostCenterCode: {const: "1"}
    SubCostCenterCode: {const: "2"}
  Items:
    each: lines
    item:
      ProductCode: sku
      Description: {pieces: ["{name}", "{variant}"], join: " - "}
      DiscountPercentage: 10
      TaxAddId: {from: "taxes[0].rate", table: taxes}
      TaxAdd2Id: {from: "taxes[1].rate", table: taxes, default: -1}
      TaxDiscountId: 13456
      WareHouseCode: {const: "1"}
      SalesmanIdentification: {const: "1000000001"}
  Payments:
    each: payments
    item:
      PaymentMeansCode: {from: method, table: payments}
      Value: amount
      DueDate: {from: order.placed_at, apply: [bogota_date, "days_later:30"]}
      DueQuote: 2
"""


def full_order() -> Order:
    """In dollars, so that the currency's fields are there too."""
    one = an_order(
        lines=(line(1, "119", name="Camiseta", sku="CAM-001"), line(2, "254", rates=("19", "8"), sku="ANCHETA")),
        currency="USD",
        total=Decimal(373),
    )
    return replace(one, payments=(payment("200", "wompi"), payment("173", "credito")))


def full(tmp_path: Path) -> tuple[Document, list[str]]:
    path = tmp_path / "prueba.yaml"
    path.write_text(FULL, encoding="utf-8")
    file = load(path, environ={"SECRETO": "x"}, presets=tmp_path)
    one = full_order()
    document = compose(
        "invoice", file.draft("invoice", one), one, company=COMPANY, choices=Choices(), today=TODAY, marker=MARKER
    )
    return document, list(lint(file, {str(kind): schema for kind, schema in SCHEMAS.items()}))


def golden(name: str) -> object:
    return parse((GOLDEN / f"{name}.json").read_bytes())


class Api:
    """A program of the same company, without any of our ledger."""

    def __init__(self, siigo: Running) -> None:
        self.siigo = siigo
        form = {"grant_type": "password", "username": r"PRUEBAS\api", "password": "x", "scope": "WebApi offline_access"}
        basic = {"Authorization": f"Basic {PRINTED_BASIC}"}
        token = requests.post(siigo.token_url, data=form, headers=basic, timeout=5).json()["access_token"]
        self.headers = {"Authorization": token, "Content-Type": "application/json"}

    def post(self, path: str, body: object) -> tuple[int, Any]:
        """A body of JSON text, or what becomes it."""
        data = body if isinstance(body, bytes) else write(body).encode()
        url = f"{self.siigo.base_url}/{path}?namespace=v1"
        answer = requests.post(url, data=data, headers=self.headers, timeout=5)
        return answer.status_code, parse(answer.content)


@pytest.mark.parametrize("name", SMALL)
def test_the_body_is_the_golden_one(name: str) -> None:
    assert parse(write(SMALL[name]().body)) == golden(name)


@pytest.mark.parametrize("name", [name for name in SMALL if name != "customer"])
def test_the_emulator_takes_it(siigo: Running, name: str) -> None:
    body = (GOLDEN / f"{name}.json").read_bytes().replace(b'"CAM-ALG-M"', b'"CAMISETA"')  # no stock is kept of it
    status, saved = Api(siigo).post("Invoice/Save", body)
    assert status == 200, saved
    assert saved["Header"]["TotalValue"] == SMALL[name]().total


def test_a_mapping_reaches_every_field_that_is_sent(tmp_path: Path) -> None:
    document, problems = full(tmp_path)
    assert parse(write(document.body)) == golden("every_field")
    assert problems == []
    head, rows, payments = (document.body[part] for part in ("Header", "Items", "Payments"))
    assert isinstance(head, dict)
    assert isinstance(rows, list)
    assert isinstance(payments, list)
    assert head.keys() - {"Account", "Contact"} == HEADER.keys()
    assert head["Account"].keys() | {"FirstName", "LastName"} == set(ACCOUNT_ON_INVOICE)
    assert head["Contact"].keys() == set(CONTACT_ON_INVOICE)
    assert set().union(*rows) == ITEM.keys()
    assert set().union(*payments) == PAYMENT.keys()


def test_the_emulator_takes_every_field(siigo: Running) -> None:
    """Contact 3 must be there, since the invoice names it."""
    api, customer = Api(siigo), composed(kind="customer", drafted=Draft(values=COMPANY_CUSTOMER)).body
    account = {name: value for name, value in customer.items() if name != "Contact"}
    status, made = api.post("Accounts/Create", {**account, "IdTypeCode": 31, "BranchOffice": 2})
    assert status == 200, made
    contact = {"AccountID": made["Id"], "Code": 3, "Email": "a@example.co", "FirstName": "Laura", "LastName": "Ríos"}
    assert api.post("Contacts/Create", contact)[0] == 200
    status, saved = api.post("Invoice/Save", (GOLDEN / "every_field.json").read_bytes())
    assert status == 200, saved
    sent = golden("every_field")
    assert isinstance(sent, dict)
    assert {**saved["Header"], "Id": 0} == {**sent["Header"], "Id": 0}
    assert (saved["Items"], saved["Payments"]) == (sent["Items"], sent["Payments"])
