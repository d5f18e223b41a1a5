"""Invoices that somebody else made of an order: found in one pass, read back as one of ours, or left to a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from connector import json_text
from connector.errors import OrderHeld
from connector.http import new_session
from connector.ledgers.siigo_legacy.adopting import made_elsewhere
from connector.ledgers.siigo_legacy.catalogue import Catalogue, Shelves
from connector.ledgers.siigo_legacy.client import LegacyClient
from connector.ledgers.siigo_legacy.compose import compose, keys_wanted
from connector.ledgers.siigo_legacy.read_back import read_back
from connector.ledgers.siigo_legacy.settings import Choices, Settings
from connector.ledgers.tokens import Tokens
from connector.model.documents import Adopted, Document, Draft, Trace
from connector.model.order import Order, Refund, Tax
from connector.sandbox.siigo_legacy import Options, Running, running
from connector.sandbox.siigo_legacy import invoices as saving
from connector.sandbox.siigo_legacy.company import Company, Paper
from tests.orders import a_line, an_order

MARKER = "ref:0123456789abcdef"
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
TODAY = date(2026, 11, 21)
SINCE = date(2026, 11, 20)
WHO = "1020304050"
CODES = {"24445": "1", "24447": "3"}


def answer(id_: int, number: int = 22, **header: Any) -> dict[str, Any]:
    """What Siigo Nube lists: a T-shirt of 59,900 pesos with 19 % inside, on credit."""
    return {
        "Header": {
            "Id": id_,
            "DocCode": 24445,
            "Number": number,
            "DocDate": "20261120",
            "TaxDiscTotalValue": 0,
            "RetVATTotalID": -1,
            "RetVATTotalValue": 0,
            "TotalValue": Decimal(59900),
            "Observations": None,
            "Account": {"Identification": WHO, "BranchOffice": 0},
            **header,
        },
        "Items": [
            {
                "ProductCode": "CAM-001",
                "Description": "Camiseta",
                "Quantity": 1,
                "UnitValue": Decimal("50336.13"),
                "BaseValue": Decimal("50336.13"),
                "TaxAddId": 13156,
                "TaxAddValue": Decimal("9563.87"),
                "TotalValue": Decimal(59900),
            }
        ],
        "Payments": [{"PaymentMeansCode": 5636, "Value": Decimal(59900), "DueDate": "20261221", "DueQuote": 1}],
    }


@dataclass
class Shop:
    client: LegacyClient
    catalogue: Catalogue
    siigo: Running

    @property
    def books(self) -> Company:
        self.client.sign_in()
        return next(iter(self.siigo.state.companies.values()))

    def put(self, *answers: dict[str, Any]) -> None:
        for row in answers:
            self.books.invoices[row["Header"]["Id"]] = Paper(row, f"FV-1-{row['Header']['Number']}")

    def found(self, order: Order | None = None, **trace: Any) -> Adopted | None:
        sought = Trace(**{"since": SINCE, **trace})
        return made_elsewhere(self.client, order or an_order(), sought, catalogue=self.catalogue)

    def name(self, order: Order | None = None, **trace: Any) -> str:
        adopted = self.found(order, **trace)
        return adopted.issued.name if adopted else ""

    def held(self, order: Order | None = None, **trace: Any) -> str:
        with pytest.raises(OrderHeld) as caught:
            self.found(order, **trace)
        [problem] = caught.value.problems
        return problem


@contextmanager
def opened(**options: Any) -> Iterator[Shop]:
    with running(Options(**{"clock": lambda: NOW, "any_product": True, **options})) as siigo, new_session() as session:
        given = {
            "base_url": siigo.base_url,
            "sign_in_url": siigo.token_url,
            "username": "EMPRESA\\api",
            "password": "clave",
        }
        settings = Settings.model_validate(given)
        client = LegacyClient(settings, session=session, pace=lambda: None, now=lambda: NOW, tokens=Tokens())
        catalogue = Catalogue(client, shelves=Shelves(), now=lambda: NOW, document_codes={})
        yield Shop(client, catalogue, siigo)


@pytest.fixture
def shop() -> Iterator[Shop]:
    with opened() as one:
        yield one


# --- finding --------------------------------------------------------------------------------------------------------


def test_nothing_is_found_where_nothing_leads_anywhere(shop: Shop):
    assert shop.found(ids=("91",), names=("FV-1-22",), marker=MARKER, purchase_order="#1001") is None
    shop.put(answer(91))
    assert shop.found() is None
    assert shop.found(identification=WHO) is None


@pytest.mark.parametrize(
    "trace",
    [
        {"ids": ("91",)},
        {"names": ("FV-1-22",)},
        {"names": ("fv 001-22",)},
        {"names": ("1-22",)},
        {"names": ("22",)},
        {"ids": ("22",)},
        {"marker": MARKER},
        {"purchase_order": "#1001", "identification": WHO},
    ],
)
def test_what_leads_to_an_invoice(shop: Shop, trace: dict[str, Any]):
    other = answer(90, 21, Observations=f"{MARKER}0 #10012", Account={"Identification": "5"})
    shop.put(other, answer(91, Observations=f"Pedido #1001 {MARKER}"))
    assert shop.name(**trace) == "FV-1-22"


def test_a_long_list_is_read_to_its_end():
    for after in ("empty", "204", "404"):
        with opened(page_size=3, after_last_page=after) as shop:
            shop.put(*(answer(id_, id_) for id_ in range(1, 8)))
            assert shop.name(ids=("7",)) == "FV-1-7"
            assert shop.found(ids=("8",)) is None


def test_what_the_order_says_comes_before_marker_and_number(shop: Shop):
    shop.put(
        answer(91, 1),
        answer(92, 2),
        answer(93, 3, Observations=MARKER),
        answer(94, 4, Observations="pedido 1001"),
    )
    all_ways = {"marker": MARKER, "purchase_order": "1001", "identification": WHO}
    assert shop.name(ids=("91",), names=("FV-1-2",), **all_ways) == "FV-1-1"
    assert shop.name(names=("FV-1-2",), **all_ways) == "FV-1-2"
    assert shop.name(**all_ways) == "FV-1-3"
    assert shop.name(**{**all_ways, "marker": ""}) == "FV-1-4"


@pytest.mark.parametrize(
    "header",
    [
        {"Observations": "pedido 10012"},
        {"Observations": "pedido 5.1001"},
        {"Observations": "pedido 1001", "Account": {"Identification": "5"}},
        {"Observations": "pedido 1001", "DocDate": "20261119"},
        {"Observations": "pedido 1001", "TotalValue": 5},
    ],
)
def test_a_number_in_the_observations_alone_proves_nothing(shop: Shop, header: dict[str, Any]):
    shop.put(answer(91, **header))
    assert shop.found(purchase_order="1001", identification=WHO) is None


def test_the_final_consumer_is_nobody_to_know_an_invoice_by(shop: Shop):
    shop.put(answer(91, Observations="1001", Account={"Identification": "222222222222"}))
    assert shop.found(purchase_order="1001", identification="222222222222") is None


def test_several_are_for_a_person(shop: Shop):
    shop.put(answer(91, 21), answer(92, 22))
    assert shop.held(ids=("91", "92")) == (
        "En Siigo hay varias facturas que pueden ser la de este pedido: FV-1-21, FV-1-22. Deje en el pedido de la "
        "tienda el nombre de una sola y reintente; si ninguna lo es, `connector answer 1001 invoice`"
    )


def test_of_one_number_in_two_types_the_buyers_is_the_one(shop: Shop):
    shop.put(answer(91, DocCode=24447, Account={"Identification": "5"}), answer(92))
    assert shop.name(names=("22",), identification=WHO) == "FV-1-22"
    assert "FV-1-22, FV-3-22" in shop.held(names=("22",))


def test_a_number_alone_is_of_no_older_invoice(shop: Shop):
    shop.put(answer(91, DocDate="20240101"))
    assert shop.found(names=("22",)) is None
    assert shop.held(names=("FV-1-22",)).startswith(
        "El pedido dice que su factura es FV-1-22, que es del 2024-01-01, y el pedido se hizo el 2026-11-20"
    )


def test_another_buyers_of_other_money_is_not_the_orders(shop: Shop):
    shop.put(answer(91, TotalValue=5))
    assert shop.held(ids=("91",), identification="5").startswith(
        "El pedido dice que su factura es FV-1-22, que está a nombre de otro cliente y es por 5, y el pedido es por"
    )
    shop.put(answer(91))
    adopted = shop.found(ids=("91",), identification="5")
    assert adopted is not None
    assert adopted.issued.warnings == (
        "La factura FV-1-22 está a nombre de un documento distinto al del pedido: revise que sea la suya",
    )


def test_what_refunds_left_of_the_order_is_its_money_too(shop: Shop):
    order = an_order(refunds=(Refund(id="9", amount=Decimal(59000)),))
    shop.put(answer(91, TotalValue=880, TaxDiscTotalValue=20))
    assert shop.name(order, ids=("91",), identification="5") == "FV-1-22"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"DocDate": "ayer"}, "FV-1-22.Header.DocDate"),
        ({"TotalValue": None}, "Header.TotalValue"),
        ({"RetICATotalValue": "x"}, "FV-1-22.Header.RetICATotalValue"),
    ],
)
def test_an_answer_without_sense_is_said(shop: Shop, change: dict[str, Any], where: str):
    shop.put(answer(91, **change))
    assert f"lo que Siigo responde no se entiende en {where}: no se enlaza" in shop.held(ids=("91",))


# --- reading back ---------------------------------------------------------------------------------------------------


def test_an_invoice_as_our_books_keep_it():
    row = answer(91)
    adopted = read_back(row, an_order(), MARKER, codes=CODES)
    document = adopted.document
    assert (adopted.issued.id, adopted.issued.name, adopted.issued.status) == ("invoice-91", "FV-1-22", "Booked")
    assert (document.total, document.order_total, document.withheld, document.receivable) == (59900, 59900, 0, 59900)
    assert (document.dated_on, document.marker, document.warnings) == (date(2026, 11, 20), MARKER, ())
    header = {name: value for name, value in row["Header"].items() if name != "Id"}
    assert document.body == {**row, "Header": header}
    [line] = document.lines
    assert (line.code, line.line_id, line.base, line.tax, line.total, line.moved) == (
        "CAM-001",
        "product:1",
        Decimal("50336.13"),
        Decimal("9563.87"),
        59900,
        0,
    )


def test_what_is_withheld_is_not_part_of_the_total():
    row = answer(91, TotalValue=Decimal(57000), RetVATTotalValue=Decimal(1400), RetICATotalValue=-1)
    row["Items"][0] |= {"TaxDiscountId": 1, "TaxDiscountValue": Decimal(1500), "TotalValue": Decimal(58400)}
    document = read_back(row, an_order(), MARKER, codes=CODES).document
    assert (document.total, document.withheld, document.off) == (57000, 2900, 0)
    assert (document.lines[0].total, document.lines[0].moved) == (58400, 0)


def test_what_differs_is_said():
    order = an_order(lines=(a_line(), a_line(id="shipping:2", kind="shipping", sku="", name="Envío", net=Decimal(9))))
    warnings = read_back(answer(91), order, MARKER, codes=CODES).document.warnings
    assert warnings == (
        "La factura FV-1-22, que no hizo el conector, es por 59900 y el pedido es por 69473: revise cuál está bien",
        "No se sabe qué línea de la factura FV-1-22 es «Envío»: si se devuelve, su nota crédito se hace a mano",
    )


def test_a_document_type_without_code_leaves_the_number():
    assert read_back(answer(91), an_order(), MARKER, codes={}).issued.name == "FV-22"


# --- there and back -------------------------------------------------------------------------------------------------

DRAFT: dict[str, Any] = {
    "Header": {"DocCode": 24445, "SalesmanIdentification": "1000000001", "RetVATTotalID": 34072},
    "customer": {
        "IsSocialReason": False,
        "FirstName": "Laura",
        "LastName": "Ríos",
        "IdTypeCode": "13",
        "Identification": WHO,
        "IsVATCompanyType": False,
        "City": {"CountryCode": "Co", "StateCode": "11", "CityCode": "11001"},
        "Address": "Calle 10 # 43-12",
        "Phone": {"Number": "3001112233"},
        "Contact": {"Email": "laura.rios@example.co", "FirstName": "Laura", "LastName": "Ríos"},
    },
    "Items": [
        {"ProductCode": "CAM-001", "TaxAddId": 13156, "TaxDiscountId": 13456},
        {"ProductCode": "CAM-001", "TaxAddId": 13156},
        {"ProductCode": "ENVIO", "TaxAddId": 13157},
    ],
    "Payments": [
        {"PaymentMeansCode": 5636, "Value": Decimal(9000), "DueDate": "2026-12-21"},
        {"PaymentMeansCode": 5640},
    ],
}


def several() -> Order:
    shipping = a_line(
        id="shipping:3",
        kind="shipping",
        sku="",
        name="Envío",
        net=Decimal(10000),
        taxes=(Tax(name="IVA 5%", rate=Decimal(5), amount=Decimal(500)),),
    )
    other = a_line(
        id="product:2",
        quantity=Decimal(2),
        net=Decimal(100672),
        taxes=(Tax(name="IVA 19%", rate=Decimal(19), amount=Decimal(19128)),),
    )
    return an_order(lines=(a_line(), other, shipping), payments=(), total=Decimal(190200))


def composed(shop: Shop, order: Order) -> Document:
    ids = {f"Items[{index}]": line.id for index, line in enumerate(order.lines)}
    draft = Draft(values=DRAFT, line_ids=ids)
    company = shop.catalogue.facts(keys_wanted("invoice", draft))
    return compose("invoice", draft, order, company=company, choices=Choices(), today=TODAY, marker=MARKER)


def test_our_own_invoice_comes_back_as_it_went(shop: Shop):
    """As after an installation that was lost: the books know nothing, the marker is there."""
    order = several()
    document = composed(shop, order)
    assert document.withheld > 0
    assert document.receivable == 9000
    saving.save(shop.books, json_text.parse(json_text.write(document.body)))
    adopted = shop.found(order, marker=MARKER)
    assert adopted is not None
    back = adopted.document
    assert adopted.issued.name == "FV-1-1"
    assert [line.line_id for line in back.lines] == ["product:1", "product:2", "shipping:3"]
    same = replace(
        document, body=back.body, warnings=(), lines=tuple(replace(line, note="") for line in document.lines)
    )
    assert back == same
    header: Any = back.body["Header"]
    assert header["Account"]["Identification"] == WHO
    assert "Id" not in header
