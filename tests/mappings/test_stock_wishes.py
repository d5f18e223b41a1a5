"""The guide's fragments about stock do what their sections say, laid over the example as they stand there."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from connector.checking import Checked, check_file
from connector.colombia.dates import BOGOTA
from connector.db.stock_tables import BalanceRow
from connector.inventory.alarms import alarms
from connector.inventory.matching import Match, Matcher
from connector.inventory.open_orders import OpenOrder, Sold
from connector.inventory.policy import Inventory
from connector.inventory.prices import price_of
from connector.inventory.reckoning import reckon, shown
from connector.inventory.sold import Codes, sold_units
from connector.inventory.times import latest_slot
from connector.model.stock import Product, Variant
from connector.stores.shopify.doctor import STOCK_SCOPES
from tests.mappings import guide
from tests.mappings.folder import laid_over
from tests.mappings.test_wishes import PERSON

Wished = Callable[..., Checked]

NOON = datetime(2026, 11, 24, 12, tzinfo=BOGOTA)
"""A Tuesday."""


@pytest.fixture
def wished(tmp_path: Path) -> Wished:
    """The example with the answer of this heading, checked; `at` counts its blocks."""

    def laid(heading: str, at: int = 0) -> Checked:
        block = [block for block in guide.blocks_of("conexión", "shopify") if block.heading == heading][at]
        name = "tienda-shopify" if block.kind == "shopify" else "tienda-ejemplo"
        checked, problems = check_file(laid_over(name, block.text, tmp_path))
        assert problems == []
        assert checked is not None
        return checked

    return laid


@pytest.fixture
def policy(wished: Wished) -> Callable[..., Inventory]:
    def of(heading: str, at: int = 0) -> Inventory:
        found = wished(heading, at).inventory
        assert found is not None
        return found

    return of


Policy = Callable[..., Inventory]


def product(code: str = "CAM-001", **fields: Any) -> Product:
    return Product(code=code, id=f"id-{code}", **fields)


def units(policy: Inventory, balances: dict[str, int], open_units: int = 0, first: str = "") -> dict[str, int]:
    """What each location shows."""
    held = product(balances={name: Decimal(number) for name, number in balances.items()})
    places = policy.locations
    found = reckon(held, places, policy, open_units=Decimal(open_units), committed={}, first=first or places[0])
    return {place: one.quantity for place, one in found.items()}


def test_one_line_is_enough(policy: Policy) -> None:
    assert policy("20. Existencias") == Inventory()
    assert units(policy("20. Existencias"), {"1270": 7, "1271": 3}, open_units=2) == {"": 8}


def test_part_of_what_there_is(policy: Policy) -> None:
    formula = policy("La cuenta").formula
    assert [shown(Decimal(free), formula) for free in (7, 8, 20, 200)] == [0, 5, 16, 50]


def test_two_warehouses_as_one_stock(policy: Policy) -> None:
    assert units(policy("Bodegas y sedes"), {"1270": 4, "1271": 6, "1272": 9}) == {"": 10}


def test_two_warehouses_at_two_locations(policy: Policy) -> None:
    assert units(policy("Bodegas y sedes", 1), {"1270": 4, "1271": 6}) == {"Bogotá": 4, "Medellín": 6}


def test_a_warehouse_shared_out(policy: Policy) -> None:
    assert units(policy("Bodegas y sedes", 2), {"1270": 10, "1271": 4}) == {"Bogotá": 6, "Medellín": 7}


def test_when_runs_are_due(policy: Policy) -> None:
    given = policy("Cuándo")

    def slot(timing: Any, at: datetime) -> datetime | None:
        return latest_slot(timing, "mi-tienda", at, given.quiet)

    morning, sunday = NOON.replace(hour=6), NOON + timedelta(days=5)
    assert slot(given.full, morning) == morning.replace(hour=5, minute=15)
    assert slot(given.every, NOON.replace(minute=29)) == NOON.replace(hour=11, minute=50)
    assert slot(given.every, NOON.replace(minute=30)) == NOON.replace(minute=30)
    assert slot(given.every, sunday) == (sunday - timedelta(days=1)).replace(hour=20, minute=50)
    assert (given.on_change, given.change_seconds) == (True, 60)


def test_products_are_found_by_rule(policy: Policy) -> None:
    known = [
        product("CAM-001"),
        product("LIB-001", barcode="7701234567890"),
        product("FLETE"),
        product("VELA", group="1253"),
    ]
    variants = {
        "alias": Variant(id="1", sku="CAMISETA-ROJA-M"),
        "barcode": Variant(id="2", sku="OTRO", barcode="7701234567890", is_counted=False),
        "left out by SKU": Variant(id="3", sku="REGALO-7"),
        "left out by code": Variant(id="4", sku="FLETE"),
        "left out by group": Variant(id="5", sku="VELA"),
        "unknown": Variant(id="6", sku="cam-001"),
    }
    found = Matcher(known, policy("Qué producto es cada uno")).match_all(list(variants.values()))
    told = {what: found[variant.id] for what, variant in variants.items()}
    assert {what: (match.code, match.how, match.problem) for what, match in told.items()} == {
        "alias": ("CAM-001", "alias", ""),
        "barcode": ("LIB-001", "barcode", ""),
        "left out by SKU": ("", "", "left_out"),
        "left out by code": ("FLETE", "sku", "left_out"),
        "left out by group": ("VELA", "sku", "left_out"),
        "unknown": ("", "", "not_found"),
    }
    assert "CAM-001" in told["unknown"].why


@pytest.mark.parametrize("sku", ["WEB-CAM-001", "CAM-001-PROMO"])
def test_a_code_within_the_sku(policy: Policy, sku: str) -> None:
    found = Matcher([product()], policy("Qué producto es cada uno")).match_all([Variant(id="1", sku=sku)])
    assert found == {"1": Match(code="CAM-001", how="pattern")}


def test_between_the_sale_and_the_invoice(policy: Policy) -> None:
    """The guide's own numbers, then its fragment."""
    section = guide.text().partition("### Entre la venta y la factura")[2].partition("\n### ")[0]
    rows = re.findall(r" {5,}(\d+) {5,}(\d+) {5,}(\d+)\b", section, re.M)
    assert [shown(Decimal(balance) - Decimal(still), Inventory().formula) for balance, still, _ in rows] == [
        int(number) for *_, number in rows
    ]
    assert len(rows) == 4
    given = policy("Entre la venta y la factura")
    assert given.open_orders.states == ("waiting", "held", "parked")
    assert given.open_orders.days == 30
    first = given.open_orders.location or ""
    assert units(given, {"1270": 5, "1271": 5}, open_units=2, first=first) == {"Bogotá": 5, "Medellín": 3}


def test_what_is_on_the_shelf(policy: Policy, wished: Wished) -> None:
    """What was not sent is still there; what was sent without an invoice is not."""
    given = policy("`available` u `on_hand`")
    assert given.quantity == "on_hand"
    file = wished("`available` u `on_hand`").file
    assert not file.due(PERSON)

    def sold(by: Inventory, *, is_sent: bool) -> dict[str, Decimal]:
        one = OpenOrder(
            connection="mi-tienda",
            order_id="1",
            lines=(Sold("1", "CAM-001", Decimal(3)),),
            is_sent=is_sent,
            is_open=True,
            invoiced_at=None,
            read_at=NOON,
        )
        balances = {"CAM-001": BalanceRow(company="empresa", code="CAM-001", read_at=NOON)}
        shop: Any = SimpleNamespace(name="mi-tienda", siblings=list)
        return sold_units([one], Codes(shop, Matcher([product()], by), {}), balances, by)

    assert sold(given, is_sent=False) == {}
    assert sold(given, is_sent=True) == {"CAM-001": Decimal(3)}
    assert sold(Inventory(), is_sent=False) == {"CAM-001": Decimal(3)}


def test_how_the_shop_is_written_to(wished: Wished) -> None:
    store = wished("Permisos de la tienda").store.model_dump()
    assert (store["stock_batch"], store["stock_write"]) == (30, "set")


def test_every_permission_is_named() -> None:
    section = guide.text().partition("### Permisos de la tienda")[2].partition("\n### ")[0]
    assert [scope for scope in STOCK_SCOPES if f"`{scope}`" not in section] == []


def test_several_shops_of_a_company(policy: Policy, wished: Wished) -> None:
    heading = "Varias tiendas de una empresa"
    assert wished(heading).ledger.model_dump()["company"] == "comercial-ejemplo"
    assert units(policy(heading), {"1270": 10}) == {"": 5}
    assert policy(heading).full.text == "0 4 * * *"


def test_a_product_that_siigo_lacks(wished: Wished) -> None:
    """ "Mirar" has no lines to copy but commands, which the tests of the commands try."""
    file = wished("Productos que faltan en Siigo").file
    assert file.makes_products
    assert file.product_draft(PERSON, PERSON.lines[0]).values == {
        "code": "CAM-001",
        "name": "Camiseta Talla M",
        "account_group": 1253,
        "stock_control": True,
        "taxes": [{"id": 13156}],
    }


def test_prices_of_a_list(policy: Policy) -> None:
    given = policy("Precios").prices
    assert given is not None
    listed = product(prices={1: Decimal("42016.81"), 2: Decimal(1)}, vat=Decimal(19))
    assert price_of(listed, given) == 50000
    assert price_of(product(prices={1: Decimal(49990)}, has_vat_inside=True, vat=Decimal(19)), given) == 50000


def test_what_is_told(policy: Policy) -> None:
    given = policy("Avisos")

    def told(drifting: int, hours: int, minutes: int) -> int:
        since = NOON - timedelta(hours=hours) if drifting else None
        done_at = NOON - timedelta(minutes=minutes)
        return len(alarms(given, "mi-tienda", drifting=drifting, drifting_since=since, done_at=done_at, now=NOON))

    assert [told(5, 6, 5), told(6, 1, 5), told(1, 7, 5), told(0, 0, 90), told(6, 1, 90)] == [0, 1, 1, 1, 2]
