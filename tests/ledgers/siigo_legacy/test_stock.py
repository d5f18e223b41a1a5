"""Balances, warehouses and new products, from a running emulator and from every shape that an answer may have."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests
import responses

from connector import json_text
from connector.errors import OrderHeld, OutcomeUnknown, RemoteRejected, RemoteUnavailable
from connector.http import new_session
from connector.ledgers.siigo_legacy.catalogue import Shelves
from connector.ledgers.siigo_legacy.facts import TaxType
from connector.ledgers.siigo_legacy.product_back import read_facts, with_balance
from connector.ledgers.siigo_legacy.settings import Settings
from connector.ledgers.siigo_legacy.stock import KnownProducts, LegacyStock, products_of
from connector.ledgers.tokens import Tokens
from connector.model.stock import Product
from connector.sandbox.siigo_legacy import Options, Running, running
from tests.ledgers.siigo_legacy.test_product import FULL, LEAST

USER = "EMPRESA\\api"
FACTS = Product(code="A", id="1")
BALANCE = "GET /Products/GetProductBalanceByCode"
LOOK = "GET /Products/GetByCode"


class Clock:
    """A time that only moves when told."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time


@dataclass
class Shop:
    siigo: Running
    stock: LegacyStock
    clock: Clock
    turns: list[int]

    def tell(self, name: str, /, **what: object) -> None:
        """What the sandbox's operator does."""
        answer = requests.post(f"{self.siigo.url}/_emulator/{name}", data=json_text.write(what), timeout=30)
        assert answer.status_code < 300, answer.text

    def calls(self, where: str) -> int:
        return sum(self.siigo.state.calls.get(where, {}).values())


def stock_at(settings: Settings, clock: Clock, turns: list[int]) -> LegacyStock:
    """With a token, catalogues and products of its own."""
    return LegacyStock(
        settings,
        session=new_session(),
        pace=lambda: turns.append(1),
        now=clock,
        tokens=Tokens(),
        shelves=Shelves(),
        products=KnownProducts(),
    )


@contextmanager
def shop(**options: Any) -> Iterator[Shop]:
    clock, turns = Clock(), [0]
    with running(Options(**{"clock": clock, **options})) as siigo:
        given = {"base_url": siigo.base_url, "sign_in_url": siigo.token_url, "username": USER, "password": "clave"}
        yield Shop(siigo, stock_at(Settings.model_validate(given), clock, turns), clock, turns)


@pytest.fixture
def siigo() -> Iterator[Shop]:
    with shop() as place:
        yield place


# --- from the emulator ----------------------------------------------------------------------------------------------


def test_what_a_product_is_and_what_there_is_of_it(siigo: Shop):
    found = siigo.stock.by_code(["CAM-ALG-M", "ENVIO", "NO-ESTA", "CAM-ALG-M"])
    product = found["CAM-ALG-M"]
    assert set(found) == {"CAM-ALG-M", "ENVIO"}
    assert product == Product(
        code="CAM-ALG-M",
        id=product.id,
        name="Camiseta de algodón M",
        balances={"1": Decimal(10), "2": Decimal(4)},
        warehouse_names={"1": "Bodega principal", "2": "Tienda Norte"},
        group="1253",
        prices={1: Decimal(59900)},
        vat=Decimal(19),
    )
    assert (found["ENVIO"].kind, found["ENVIO"].is_counted, found["ENVIO"].balances) == ("service", False, {})
    assert (siigo.calls(LOOK), siigo.calls(BALANCE)) == (3, 1)


def test_a_balance_is_asked_each_time_and_the_rest_once_a_day(siigo: Shop):
    siigo.stock.by_code(["CAM-ALG-M"])
    siigo.tell("stock", code="CAM-ALG-M", warehouse="2", quantity="-1.5")
    siigo.tell("products", code="CAM-ALG-M", name="Otro nombre", active=False)
    before = len(siigo.turns)
    product = siigo.stock.by_code(["CAM-ALG-M"])["CAM-ALG-M"]
    assert (product.balances["2"], product.name) == (Decimal("-1.5"), "Camiseta de algodón M")
    assert len(siigo.turns) == before + 1
    siigo.clock.time += timedelta(minutes=59)
    assert siigo.stock.by_code(["CAM-ALG-M"])["CAM-ALG-M"].is_active
    siigo.clock.time += timedelta(hours=23, minutes=1)
    product = siigo.stock.by_code(["CAM-ALG-M"])["CAM-ALG-M"]
    assert (product.name, product.is_active, siigo.calls(LOOK)) == ("Otro nombre", False, 2)


def test_a_product_that_is_gone_is_missing_though_it_was_known(siigo: Shop):
    siigo.stock.by_code(["CAM-ALG-M"])
    [company] = siigo.siigo.state.companies.values()
    with company.lock:
        company.products.clear()
    assert siigo.stock.by_code(["CAM-ALG-M"]) == {}
    assert siigo.stock.by_code(["CAM-ALG-M"]) == {}
    assert (siigo.calls(LOOK), siigo.calls(BALANCE)) == (2, 2)


def test_what_can_be_no_code_is_not_asked_for(siigo: Shop):
    assert siigo.stock.by_code(["", "CON ESPACIO", "x" * 31]) == {}
    assert siigo.turns == [0]


def test_warehouses_by_the_code_that_balances_name(siigo: Shop):
    assert siigo.stock.warehouses() == {"1": "Bodega principal", "2": "Tienda Norte"}


def test_it_lists_nothing_and_tells_nothing(siigo: Shop):
    assert (siigo.stock.lists_changes, siigo.stock.most_codes) == (False, 20)
    with pytest.raises(RemoteRejected, match="código por código"):
        siigo.stock.page("", since=None)
    watched = siigo.stock.watch("https://tienda.example.co/aviso")
    assert (watched.is_on, "a intervalos" in watched.detail) == (False, True)
    assert siigo.turns == [0]


@pytest.mark.parametrize("what", ["500_before", "503", "429", "drop_before"])
def test_a_balance_that_cannot_be_asked_is_never_a_missing_product(siigo: Shop, what: str):
    siigo.tell("faults", where=BALANCE, what=what, times=1)
    with pytest.raises(RemoteUnavailable):
        siigo.stock.by_code(["CAM-ALG-M"])


# --- new products ---------------------------------------------------------------------------------------------------


def test_a_product_is_made_and_found_again(siigo: Shop):
    body = siigo.stock.compose(FULL)
    made = siigo.stock.create(body)
    assert (made.code, made.prices[12], made.vat, made.is_active) == ("CAM-001", 12000, 19, False)
    assert (made.barcode, made.has_vat_inside, made.group) == ("7701234567890", True, "1253")
    assert siigo.stock.create(body) == made
    assert siigo.calls("POST /Products/Create") == 1
    assert siigo.stock.by_code(["CAM-001"])["CAM-001"].id == made.id


def test_a_mapping_is_held_against_the_companys_catalogues(siigo: Shop):
    with pytest.raises(OrderHeld, match=r"product\.AccountGroupID: 9 no existe"):
        siigo.stock.compose({**LEAST, "AccountGroupID": 9})


def test_a_refusal_is_for_the_merchant(siigo: Shop):
    body = {**siigo.stock.compose(LEAST), "AccountGroupID": 9}
    with pytest.raises(OrderHeld, match=r"product\.AccountGroupID: Siigo Nube no creó el producto «CAM-001»"):
        siigo.stock.create(body)


def test_made_and_not_told_is_there_when_it_is_asked_again(siigo: Shop):
    siigo.tell("faults", where="POST /Products/Create", what="500_after", times=1)
    body = siigo.stock.compose(LEAST)
    with pytest.raises(OutcomeUnknown):
        siigo.stock.create(body)
    assert siigo.stock.create(body).code == "CAM-001"
    assert siigo.calls("POST /Products/Create") == 1


# --- shapes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "balances"),
    [
        (5, {"": 5}),
        (Decimal("2.5"), {"": Decimal("2.5")}),
        ("-3", {"": -3}),
        ({"Quantity": 7}, {"": 7}),
        ({"Code": "A", "Balance": "0.50"}, {"": Decimal("0.5")}),
        ({"WarehouseCode": "1", "Quantity": 0}, {"1": 0}),
        ([], {}),
        ([{"WarehouseCode": 1, "Quantity": 3}, {"WarehouseCode": "2", "Balance": -1}], {"1": 3, "2": -1}),
    ],
)
def test_a_balance_in_each_of_its_shapes(answer: object, balances: dict[str, Any]):
    assert with_balance(FACTS, answer).balances == balances


@pytest.mark.parametrize(
    "answer",
    [
        None,
        True,
        "muchas",
        {},
        {"Quantity": None},
        {"Quantity": 1, "Balance": 2},
        {"Cantidad": 1},
        [5],
        [{"Quantity": 5}],
        [{"WarehouseCode": "1", "Quantity": 1}, {"WarehouseCode": "1", "Quantity": 2}],
        [{"WarehouseCode": "1", "Quantity": "x"}],
    ],
)
def test_any_other_shape_is_not_guessed(answer: object):
    with pytest.raises(OrderHeld):
        with_balance(FACTS, answer)


ROW = {"Id": 5, "Code": "A", "ProductTypeKey": "ProductType_Product", "IsInventoryControl": True, "State": 1}
IVA = {"13156": TaxType.model_validate({"Id": 13156, "TaxType": "IVA", "Percentage": 19})}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {}),
        ({"State": "0"}, {"is_active": False}),
        ({"State": False}, {"is_active": False}),
        ({"State": None}, {}),
        ({"ProductTypeKey": "ProductType_Consumer"}, {"kind": "consumable", "is_counted": False}),
        ({"IsInventoryControl": False}, {"is_counted": False}),
        ({"PriceList1": 0, "PriceList2": "5.5", "PriceList3": None}, {"prices": {2: Decimal("5.5")}}),
        ({"TaxAddID": -1, "TaxAdd2ID": 13156}, {"vat": Decimal(19)}),
        ({"TaxAddID": 7}, {}),
    ],
)
def test_what_a_product_is(changes: dict[str, Any], expected: dict[str, Any]):
    assert read_facts({**ROW, **changes}, IVA) == replace(Product(code="A", id="5"), **expected)


@pytest.mark.parametrize(
    "row", [None, [], {"Code": "A"}, {**ROW, "ProductTypeKey": "Combo"}, {**ROW, "PriceList1": "x"}]
)
def test_a_product_that_makes_no_sense(row: object):
    with pytest.raises(OrderHeld):
        read_facts(row, IVA)


# --- answers that the emulator does not give ------------------------------------------------------------------------

API = "https://siigo.test/api"


@pytest.fixture
def server() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.post("https://siigo.test/token", json={"access_token": "t", "expires_in": 3600})
        mock.get(f"{API}/Taxes/GetAll", json=[])
        yield mock


def unserved() -> LegacyStock:
    given = {"base_url": API, "sign_in_url": "https://siigo.test/token", "username": USER, "password": "clave"}
    return stock_at(Settings.model_validate(given), Clock(), [])


def test_an_odd_answer_is_told_and_the_others_are_read(
    server: responses.RequestsMock, caplog: pytest.LogCaptureFixture
):
    looked = responses.matchers.query_param_matcher
    for code in ("A", "B"):
        row = {**ROW, "Code": code}
        named = looked({"code": code, "namespace": "v1"})
        server.get(f"{API}/Products/GetByCode", json=[row], match=[named])
        answer = {"Saldo": 5} if code == "A" else 5
        server.get(f"{API}/Products/GetProductBalanceByCode", json=answer, match=[named])
    with caplog.at_level(logging.WARNING):
        found = unserved().by_code(["A", "B"])
    assert (found["A"], found["B"].balances) == (Product(code="A", id="", is_readable=False), {"": Decimal(5)})
    assert [record.message.partition(":")[0] for record in caplog.records] == ["product A of Siigo Nube cannot be read"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (b"", {}),
        (b"null", {}),
        (b"[]", {}),
        (json.dumps({**ROW, "Code": "a"}).encode(), {}),
        (b'"x"', {"A": Product(code="A", id="", is_readable=False)}),
        (b'{"Id": 5}', {"A": Product(code="A", id="", is_readable=False)}),
    ],
)
def test_nothing_is_missing_and_nonsense_is_nonsense(
    server: responses.RequestsMock, body: bytes, found: dict[str, Product]
):
    server.get(f"{API}/Products/GetByCode", body=body)
    assert unserved().by_code(["A"]) == found


def test_an_empty_product_is_none(server: responses.RequestsMock):
    server.get(f"{API}/Products/GetByCode", json={"Id": 0, "Code": None})
    server.post(f"{API}/Products/Create", json=ROW)
    assert unserved().create({"Code": "A"}).id == "5"


def test_a_product_that_somebody_made_meanwhile_is_taken(server: responses.RequestsMock):
    path = f"{API}/Products/GetByCode"
    server.get(path, status=404, json={"Code": "not_found"})
    server.post(f"{API}/Products/Create", status=400, json=[{"Code": "already_exists", "Message": "…"}])
    server.get(path, json=ROW)
    assert unserved().create({"Code": "A"}).id == "5"


def test_a_new_product_that_cannot_be_read_is_said(server: responses.RequestsMock):
    server.get(f"{API}/Products/GetByCode", status=404, json={})
    server.post(f"{API}/Products/Create", json={"Code": "A"})
    with pytest.raises(RemoteRejected, match="está en Siigo Nube, pero lo que responde de él no se entiende"):
        unserved().create({"Code": "A"})


def test_a_refusal_that_is_nobodys_to_mend_stays_one(server: responses.RequestsMock):
    server.get(f"{API}/Products/GetByCode", status=404, json={})
    server.post(f"{API}/Products/Create", status=403, json={"Code": "forbidden"})
    with pytest.raises(RemoteRejected) as caught:
        unserved().create({"Code": "A"})
    assert caught.value.status == 403
    server.replace("GET", f"{API}/Products/GetByCode", status=403, json={})
    with pytest.raises(RemoteRejected):
        unserved().by_code(["A"])


def test_connections_to_one_company_share_what_is_known():
    assert products_of("una") is products_of("una")
    assert products_of("una") is not products_of("otra")
