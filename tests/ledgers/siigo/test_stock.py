"""Products and balances, read from a running emulator and from the documented shapes."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import responses
from hypothesis import given
from hypothesis import strategies as st

from connector import json_text
from connector.errors import OrderHeld, RemoteRejected, RemoteUnavailable
from connector.http import new_session
from connector.ledgers.siigo import Settings, open_stock
from connector.ledgers.siigo.client import Page, SiigoClient
from connector.ledgers.siigo.product_back import read_product
from connector.ledgers.siigo.product_pages import MOST_STEPS_BACK, Place
from connector.ledgers.tokens import TOKENS
from connector.model.stock import Product
from tests.ledgers.siigo.server import V1, Turns, page, sign_in
from tests.ledgers.siigo.shelves import Shop, seeds, shop, unserved

LIST = "GET /v1/products"
ANSWERS = Path(__file__).parent / "answers"


def recorded(name: str) -> Any:
    return json_text.parse((ANSWERS / name).read_bytes())


@pytest.fixture
def siigo() -> Iterator[Shop]:
    with shop() as place:
        yield place


# --- one product ------------------------------------------------------------------------------------------------------


def test_the_documented_answer() -> None:
    """siigo-api.md 11."""
    assert read_product(recorded("product.json")) == Product(
        code="CAM-ALG-M",
        id="9a7d2f2c-1111-4c3e-8c55-7e5d0a6f1b22",
        name="Camiseta algodón M",
        kind="product",
        is_counted=True,
        is_active=True,
        balances={"1270": Decimal(10), "1271": Decimal(4)},
        warehouse_names={"1270": "Principal", "1271": "Tienda"},
        group="1253",
        prices={1: Decimal("42016.81")},
        has_vat_inside=False,
        vat=Decimal(19),
        changed_at=datetime(2026, 11, 20, 9, 31, tzinfo=UTC),
    )


def test_the_documented_notice_is_a_product_too() -> None:
    """siigo-api.md 17: without prices, taxes and account group."""
    product = read_product(recorded("stock_notice.json"))
    assert product.balances == {"1270": Decimal(8), "1271": Decimal(4)}
    assert (product.prices, product.vat, product.group) == ({}, None, "")
    assert product.changed_at == datetime(2026, 11, 21, 15, 20, tzinfo=UTC)


def answer(**changes: object) -> dict[str, Any]:
    return {**recorded("product.json"), **changes}


def as_json(value: Any) -> Any:
    """With floats, as `responses` writes them."""
    return json.loads(json_text.write(value))


@pytest.mark.parametrize(
    ("quantity", "read"),
    [(10, "10"), ("10", "10"), ("10.50", "10.5"), (Decimal("-2.25"), "-2.25"), ("-3", "-3"), (0, "0"), ("0.0", "0")],
)
def test_quantities_are_numbers_or_text(quantity: object, read: str) -> None:
    product = read_product(answer(warehouses=[{"id": "1270", "quantity": quantity}], available_quantity="9"))
    assert product.balances == {"1270": Decimal(read)}


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_text_and_number_are_the_same_balance(quantity: Decimal) -> None:
    rows = [[{"id": 1270, "quantity": value}] for value in (quantity, format(quantity, "f"))]
    number, text = (read_product(answer(warehouses=row)) for row in rows)
    assert number == text
    assert number.balances["1270"] == quantity


@pytest.mark.parametrize("warehouses", [[], None, ""])
@pytest.mark.parametrize("available", [7, "7"])
def test_without_warehouses_the_balance_has_no_name(warehouses: object, available: object) -> None:
    product = read_product(answer(warehouses=warehouses, available_quantity=available))
    assert (product.balances, product.warehouse_names) == ({"": Decimal(7)}, {})


def test_a_product_that_is_not_counted_has_no_balance() -> None:
    product = read_product(answer(type="Service", stock_control=False, warehouses=[], available_quantity=0))
    assert (product.kind, product.is_counted, product.balances) == ("service", False, {})


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        ("Product", "product"),
        ("Service", "service"),
        ("ConsumerGood", "consumable"),
        ("consumergood", "consumable"),
        ("Combo", "combo"),
        (None, "product"),
    ],
)
def test_types(type_: object, kind: str) -> None:
    assert read_product(answer(type=type_)).kind == kind


def test_a_combo_says_what_is_in_it() -> None:
    parts = [{"code": "A", "quantity": "2"}, {"code": "B", "quantity": Decimal("1.5")}, {"code": "A", "quantity": 1}]
    assert read_product(answer(type="Combo", components=parts)).components == {"A": Decimal(3), "B": Decimal("1.5")}


def test_prices_are_those_in_pesos() -> None:
    prices = [
        {"currency_code": "USD", "price_list": [{"position": 3, "value": 12}]},
        {"currency_code": "cop", "price_list": [{"position": 1, "value": "50000"}, {"position": "2", "value": None}]},
    ]
    product = read_product(answer(prices=prices, tax_included=True))
    assert (product.prices, product.has_vat_inside) == ({1: Decimal(50000)}, True)


def test_vat_is_the_iva_and_no_other_tax() -> None:
    taxes = [
        {"id": 7081, "name": "Impoconsumo 8%", "type": "Impoconsumo", "percentage": 8},
        {"id": 13157, "name": "IVA 5%", "type": "IVA", "percentage": "5.0"},
    ]
    assert read_product(answer(taxes=taxes)).vat == Decimal(5)
    assert read_product(answer(taxes=taxes[:1])).vat is None
    assert read_product(answer(taxes=[{"id": 1, "type": "IVA", "percentage": 0}])).vat == Decimal(0)


@pytest.mark.parametrize(
    ("metadata", "moment"),
    [
        ({"created": "2026-11-21T15:11:18.1333022Z"}, datetime(2026, 11, 21, 15, 11, 18, 133302, tzinfo=UTC)),
        ({"created": "2026-11-21T15:00:00", "last_updated": ""}, datetime(2026, 11, 21, 15, tzinfo=UTC)),
        (
            {"last_updated": "2026-11-21T12:00:00-05:00", "stock_updated": "2026-11-21T16:59:59+00:00"},
            datetime(2026, 11, 21, 17, tzinfo=UTC),
        ),
        (
            {"created": "2026-11-21T15:00:00Z", "last_updated": "0001-01-01T00:00:00"},
            datetime(2026, 11, 21, 15, tzinfo=UTC),
        ),
        ({}, None),
        (None, None),
    ],
)
def test_the_last_change_of_any_kind(metadata: object, moment: datetime | None) -> None:
    assert read_product(answer(metadata=metadata)).changed_at == moment


ODD: list[tuple[dict[str, object], str]] = [
    ({"warehouses": [{"id": 1270, "quantity": "diez"}]}, "warehouses[0].quantity"),
    ({"warehouses": [{"id": 1270, "quantity": "1,5"}]}, "warehouses[0].quantity"),
    ({"warehouses": [{"id": 1270, "quantity": None}]}, "warehouses[0].quantity"),
    ({"warehouses": [{"id": None, "quantity": 1}]}, "warehouses[0].id"),
    ({"warehouses": {"id": 1}}, "warehouses"),
    ({"warehouses": [{"id": 1270, "quantity": 10}, {"id": "1270", "quantity": 4}]}, "warehouses[1].id"),
    ({"warehouses": [], "available_quantity": None}, "available_quantity"),
    ({"stock_control": "yes"}, "stock_control"),
    ({"active": 1}, "active"),
    ({"code": ""}, "code"),
    ({"id": None}, "id"),
    ({"type": "Bundle"}, "type"),
    ({"metadata": {"created": "ayer"}}, "metadata.created"),
    ({"taxes": [{"id": 1, "type": "IVA"}]}, "taxes[0].percentage"),
]


@pytest.mark.parametrize(("changes", "path"), ODD, ids=[path for _, path in ODD])
def test_what_cannot_be_read_names_its_path(changes: dict[str, object], path: str) -> None:
    with pytest.raises(OrderHeld) as held:
        read_product(answer(**changes))
    assert path in str(held.value)


def test_an_unknown_type_in_words() -> None:
    with pytest.raises(OrderHeld) as held:
        read_product(answer(type="Bundle"))
    assert str(held.value) == "type es «Bundle»; se esperaba Product, Service, ConsumerGood o Combo"


# --- pages ------------------------------------------------------------------------------------------------------------


def test_all_products_in_pages(siigo: Shop) -> None:
    siigo.tell("products", products=seeds(250))
    products, pages = siigo.read()
    assert (len(products), pages) == (254, 3)
    found = {product.code: product.balances for product in products}
    assert found["P7"] == {"1270": Decimal(7), "1271": Decimal(0)}
    assert siigo.calls(LIST) == 3


def test_a_page_is_one_call_and_may_be_asked_for_again(siigo: Shop) -> None:
    siigo.tell("products", products=seeds(150))
    first, cursor = siigo.stock.page("", since=None)
    assert siigo.stock.page("", since=None) == (first, cursor)
    second, end = siigo.stock.page(cursor, since=None)
    assert siigo.stock.page(cursor, since=None) == (second, end)
    assert (len(first), len(second), end) == (100, 54, "")
    assert not {product.code for product in first} & {product.code for product in second}
    assert siigo.calls(LIST) == 4


@pytest.mark.parametrize("what", ["429", "429_odd", "500_before", "503", "drop_before", "documents_service"])
def test_a_page_that_fails_is_asked_for_again_with_the_same_cursor(siigo: Shop, what: str) -> None:
    siigo.tell("products", products=seeds(150))
    first, cursor = siigo.stock.page("", since=None)
    siigo.spoil(LIST, what)
    with pytest.raises(RemoteUnavailable) as error:
        siigo.stock.page(cursor, since=None)
    assert error.value.retry_after == (12 if what.startswith("429") else None)
    second, end = siigo.stock.page(cursor, since=None)
    assert (len({product.code for product in [*first, *second]}), end) == (154, "")


def test_a_token_that_dies_in_the_middle_is_renewed(siigo: Shop) -> None:
    siigo.tell("products", products=seeds(150))
    _, cursor = siigo.stock.page("", since=None)
    siigo.spoil(LIST, "token_expired")
    assert len(siigo.stock.page(cursor, since=None)[0]) == 54


def test_reading_does_not_end_at_twenty_thousand() -> None:
    """More pages than other lists may have."""
    with responses.RequestsMock() as mock:
        sign_in(mock)
        far = page(as_json(answer()), path="products", following=302)
        far["pagination"]["total_results"] = 30200
        mock.get(f"{V1}/products", json=far)
        rows, cursor = unserved().page("301:30200:0", since=None)
        assert mock.calls[-1].request.url == f"{V1}/products?page_size=100&page=301"
    assert ([row.code for row in rows], cursor) == (["CAM-ALG-M"], "302:30200:0")


def test_only_the_number_is_taken_from_a_link() -> None:
    with responses.RequestsMock() as mock:
        sign_in(mock)
        first = page(as_json(answer()), path="products", following=2)
        first["_links"]["next"]["href"] = "https://evil.test/v1/products?page=2"
        mock.get(f"{V1}/products", json=first)
        stock = unserved()
        _, cursor = stock.page("", since=None)
        mock.replace(responses.GET, f"{V1}/products", json={"results": []})
        assert stock.page(cursor, since=None) == ([], "")
        assert mock.calls[-1].request.url == f"{V1}/products?page_size=100&page=2"


@pytest.mark.parametrize("following", [1, 2])
def test_a_list_that_does_not_go_on_is_refused(following: int) -> None:
    with responses.RequestsMock() as mock:
        sign_in(mock)
        mock.get(f"{V1}/products", json=page(as_json(answer()), path="products", following=following))
        with pytest.raises(RemoteRejected) as error:
            unserved().page("2:1:0", since=None)
    assert str(error.value) == "La lista products de Siigo no termina en 2 páginas"


def test_what_is_no_list_is_no_empty_shop() -> None:
    with responses.RequestsMock() as mock:
        sign_in(mock)
        mock.get(f"{V1}/products", json={"message": "ok"})
        with pytest.raises(RemoteUnavailable):
            unserved().page("", since=None)


def test_a_row_that_cannot_be_read_is_said_to_be_so(caplog: pytest.LogCaptureFixture) -> None:
    odd = answer(code="MALO", warehouses=[{"id": 1270, "quantity": "diez"}])
    with responses.RequestsMock() as mock, caplog.at_level(logging.WARNING):
        sign_in(mock)
        mock.get(f"{V1}/products", json=page(as_json(odd), as_json(answer()), "no object"))
        rows, cursor = unserved().page("", since=None)
    assert ([(row.code, row.is_readable) for row in rows], cursor) == ([("MALO", False), ("CAM-ALG-M", True)], "")
    assert [record.getMessage() for record in caplog.records] == [
        "product MALO of Siigo cannot be read: warehouses[0].quantity: no es un valor en dinero: 'diez'",
        "product ? of Siigo cannot be read: $: se esperaba un objeto y llegó 'no object'",
    ]


# --- what changed -----------------------------------------------------------------------------------------------------


def test_since_is_a_moment_in_utc_cut_to_the_second() -> None:
    with responses.RequestsMock() as mock:
        sign_in(mock)
        mock.get(f"{V1}/products", json=page())
        moment = datetime(2026, 11, 21, 9, 59, 59, 999999, tzinfo=timezone(timedelta(hours=-5)))
        unserved().page("", since=moment)
        query = "page_size=100&updated_start=2026-11-21T14%3A59%3A59Z&page=1"
        assert mock.calls[-1].request.url == f"{V1}/products?{query}"


def test_what_changed_since(siigo: Shop) -> None:
    siigo.tell("products", products=seeds(3))
    siigo.clock.pass_(minutes=5)
    moment = siigo.clock()
    assert siigo.read(since=moment) == ([], 1)
    siigo.tell("stock", code="P1", warehouse=1271, quantity=9)
    siigo.tell("stock", code="P2", move="-2.5")
    changed = {product.code: product for product in siigo.read(since=moment)[0]}
    assert {code: dict(product.balances) for code, product in changed.items()} == {
        "P1": {"1270": Decimal(1), "1271": Decimal(9)},
        "P2": {"1270": Decimal("-0.5"), "1271": Decimal(0)},
    }
    assert changed["P1"].changed_at == moment


def test_changes_in_pages_keep_their_moment(siigo: Shop) -> None:
    siigo.tell("products", products=seeds(120))
    siigo.clock.pass_(minutes=5)
    moment = siigo.clock()
    siigo.tell("products", products=[{"code": f"N{n}"} for n in range(150)])
    products, pages = siigo.read(since=moment)
    assert (len(products), pages, {product.code[0] for product in products}) == (150, 2, {"N"})


# --- a list that changes while it is read -----------------------------------------------------------------------------


def read_with(siigo: Shop, meanwhile: Any) -> list[str]:
    """`meanwhile` happens after the first page."""
    page_, cursor = siigo.stock.page("", since=None)
    codes = [product.code for product in page_]
    meanwhile()
    while cursor:
        page_, cursor = siigo.stock.page(cursor, since=None)
        codes += [product.code for product in page_]
    return codes


@pytest.mark.parametrize("gone", [1, 2, 100, 130])
def test_products_deleted_meanwhile_hide_no_other(siigo: Shop, gone: int) -> None:
    """Newest first, so what is deleted from pages that were read moves the rest towards them."""
    siigo.tell("products", products=[{"code": f"P{n}"} for n in range(1, 301)])
    ids = {row.code: row.id for row in siigo.read()[0]}
    doomed = [f"P{n}" for n in range(300, 300 - gone, -1)]

    def delete() -> None:
        for code in doomed:
            assert siigo.ask("DELETE", f"products/{ids[code]}")["deleted"]

    assert set(read_with(siigo, delete)) >= {f"P{n}" for n in range(1, 301 - gone)}


def test_the_last_page_may_be_gone(siigo: Shop) -> None:
    siigo.tell("products", products=[{"code": f"P{n}"} for n in range(1, 98)])
    rows = {row.code: row.id for row in siigo.read()[0]}
    assert len(rows) == 101
    [last] = rows.keys() - {row.code for row in siigo.stock.page("", since=None)[0]}

    def delete() -> None:
        siigo.ask("DELETE", f"products/{rows['P97']}")

    assert last in read_with(siigo, delete)


def test_products_made_meanwhile_come_twice_at_most(siigo: Shop) -> None:
    siigo.tell("products", products=seeds(150))
    codes = read_with(siigo, lambda: siigo.tell("products", products=[{"code": f"N{n}"} for n in range(7)]))
    assert {f"P{n}" for n in range(1, 151)} <= set(codes)
    assert len(codes) == 154 + 7


Happens = st.lists(st.lists(st.integers(-3, 39), max_size=5), max_size=12)
"""Between two pages: the number of a product that is deleted, or less than 0 for a new one."""


@given(happens=Happens, size=st.integers(1, 7), count=st.integers(0, 40))
def test_whatever_comes_and_goes_nothing_that_stays_is_skipped(happens: list[list[int]], size: int, count: int) -> None:
    """Newest first, so what is new stands at the front."""
    rows, seen, place, turn = list(range(count)), set[int](), Place(), 0
    while place is not None:
        start = (place.number - 1) * size
        here = rows[start : start + size]
        seen |= set(here)
        following = place.number + 1 if start + size < len(rows) else 0
        place = Place.of(str(place)).after(Page(rows=here, following=following, total=len(rows), size=size))
        for number in happens[turn] if turn < len(happens) else ():
            if number < 0:
                rows.insert(0, 1000 + len(rows))
            elif number in rows:
                rows.remove(number)
        turn += 1
        assert turn < 500
    assert seen >= {row for row in rows if row < 1000}


def test_totals_that_are_not_to_be_believed_end_all_the_same() -> None:
    """A list whose total shrinks with every answer."""
    place, total, turns = Place(), 10**6, 0
    while place is not None:
        turns += 1
        total -= 1
        following = place.number + 1 if place.number < 5 else 0
        place = place.after(Page(rows=[], following=following, total=total, size=100))
        assert turns <= 5 + 2 * MOST_STEPS_BACK


@given(st.integers(1, 10**6), st.none() | st.integers(0, 10**6), st.integers(0, 20))
def test_a_cursor_is_its_place(number: int, total: int | None, back: int) -> None:
    place = Place(number=number, total=total, steps_back=back)
    assert Place.of(str(place)) == place
    assert Place.of("") == Place()


# --- by code ----------------------------------------------------------------------------------------------------------


def test_by_code(siigo: Shop) -> None:
    siigo.tell("products", products=seeds(2))
    found = siigo.stock.by_code(["P1", "NADA", "CAM-ALG-M", "P1"])
    assert {code: product.balances["1270"] for code, product in found.items()} == {"P1": 1, "CAM-ALG-M": 10}
    assert siigo.calls(LIST) == 3


@pytest.mark.parametrize("code", ["", " ", "CAMISA AZUL", "D'ANA", "A" * 31])
def test_what_can_be_no_code_is_not_asked_for(siigo: Shop, code: str) -> None:
    assert siigo.stock.by_code([code]) == {}
    assert siigo.turns.count == 0


def test_a_filter_that_is_taken_loosely_brings_no_other_product() -> None:
    with responses.RequestsMock() as mock:
        sign_in(mock)
        near = [as_json(answer(code=code)) for code in ("CAM-1", "cam", "CAM")]
        mock.get(f"{V1}/products", json=page(*near))
        assert list(unserved().by_code(["CAM"])) == ["CAM"]


def test_a_code_of_digits_alone_may_be_a_number() -> None:
    """As other fields are that are texts elsewhere (siigo-api.md 8): a page reads it, so must a look by code."""
    with responses.RequestsMock() as mock:
        sign_in(mock)
        mock.get(f"{V1}/products", json=page(as_json(answer(code=7702))))
        products, _ = unserved().page("", since=None)
        assert [product.code for product in products] == ["7702"]
        assert list(unserved().by_code(["7702"])) == ["7702"]
        mock.get(f"{V1}/products", json=page(as_json(answer(code=7702, type="Bundle"))))
        products, _ = unserved().page("", since=None)
        assert [(product.code, product.is_readable) for product in products] == [("7702", False)]


# --- kinds of products, as the emulator has them ----------------------------------------------------------------------


def test_what_a_company_sells(siigo: Shop) -> None:
    siigo.tell(
        "products",
        products=[
            {
                "code": "TAZA",
                "name": "Taza",
                "warehouses": [{"id": 1270, "quantity": "2.5"}, {"id": 1271, "quantity": -4}],
                "additional_fields": {"barcode": "7701234567890", "brand": "Ríos"},
                "prices": [{"currency_code": "COP", "price_list": [{"position": 2, "value": 20000}]}],
                "tax_included": True,
                "taxes": [{"id": 13157}],
            },
            {"code": "KIT", "type": "Combo", "components": [{"code": "TAZA", "quantity": 2}]},
            {"code": "CAFE", "type": "ConsumerGood"},
        ],
    )
    taza = siigo.one("TAZA")
    assert taza.balances == {"1270": Decimal("2.5"), "1271": Decimal(-4)}
    assert (taza.barcode, taza.prices, taza.has_vat_inside, taza.vat) == ("7701234567890", {2: 20000}, True, 5)
    kit = siigo.one("KIT")
    assert (kit.kind, kit.components, kit.is_counted) == ("combo", {"TAZA": Decimal(2)}, False)
    assert siigo.one("CAFE").kind == "consumable"
    assert siigo.one("ENVIO").kind == "service"
    assert siigo.one("DESCONTINUADO").is_active is False


def test_quantities_as_text() -> None:
    with shop(quantity_as_text=True) as siigo:
        siigo.tell("stock", code="CAM-ALG-M", warehouse=1271, quantity="-1.50")
        assert siigo.one("CAM-ALG-M").balances == {"1270": Decimal(10), "1271": Decimal("-1.5")}


def test_a_company_that_has_switched_warehouses_off(siigo: Shop) -> None:
    siigo.tell("settings", warehouses=False)
    assert siigo.one("CAM-ALG-M").balances == {"": Decimal(14)}
    siigo.tell("stock", code="CAM-ALG-M", move=-15)
    assert siigo.one("CAM-ALG-M").balances == {"": Decimal(-1)}


def test_warehouses_are_the_active_ones(siigo: Shop) -> None:
    assert siigo.stock.warehouses() == {"1270": "Principal", "1271": "Tienda"}
    siigo.siigo.state.companies["api@example.co"].warehouses[1271]["active"] = False
    assert siigo.stock.warehouses() == {"1270": "Principal"}


def test_it_signs_in_together_with_the_ledger() -> None:
    """One token of the process for both."""
    with shop() as siigo:
        given = {"base_url": siigo.siigo.url, "username": "api@example.co", "access_key": "k", "partner_id": "Pruebas"}
        section, before = Settings.model_validate(given), siigo.calls("POST /auth")
        with new_session() as session:
            SiigoClient(section, session=session, pace=Turns(), now=siigo.clock, tokens=TOKENS).sign_in()
            stock = open_stock(section, session=session, pace=Turns(), now=siigo.clock)
            assert stock.warehouses()
        assert siigo.calls("POST /auth") == before + 1
        assert (stock.lists_changes, stock.most_codes, stock.company) == (True, 20, section.company)
