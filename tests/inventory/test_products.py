"""A product that Siigo lacks is made by the mapping: for an invoice that would be held, from an order or the shop."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from connector.cli.main import connector
from connector.json_text import parse
from connector.sandbox.shop.shelf import Item, Stock
from connector.sandbox.shop.state import Platform
from tests.inventory.place import CENTRAL
from tests.inventory.shop_orders import order_of
from tests.journeys.aftermath import COMPANY, Place, a_place

PRODUCT = {
    "code": "sku",
    "name": "name",
    "account_group": 1253,
    "type": {"const": "Product"},
    "stock_control": True,
    "unit": {"const": "94"},
    "taxes": [{"id": {"from": "taxes[0].rate", "table": "taxes"}}],
}


def gadget(platform: Platform, sku: str = "NUEVO-1", number: int = 100) -> Item:
    place = CENTRAL if platform == "shopify" else ""
    return Item(id=str(number), sku=sku, title="Lámpara", stock={place: Stock(available=5)})


@pytest.fixture
def opened(tmp_path: Path, new_engine: Callable[[str], Engine], platform: Platform) -> Any:
    from contextlib import ExitStack

    with ExitStack() as stack:

        def make(**rules: object) -> Place:
            options = {"any_product": False}
            return stack.enter_context(a_place(tmp_path, new_engine("sqlite"), platform, rules=rules, options=options))

        yield make


def products(place: Place) -> dict[str, dict[str, Any]]:
    return {record.answer["code"]: record.answer for record in place.siigo.state.companies[COMPANY].products.values()}


def test_without_the_wish_the_order_is_held(opened: Any, platform: Platform) -> None:
    place = opened(product=PRODUCT)
    place.place(order_of(platform, gadget(platform), 2, number=7001))
    state, why = place.state()
    assert state == "held"
    assert "NUEVO-1" in why
    assert "NUEVO-1" not in products(place)


def test_a_missing_product_is_made_and_the_order_invoiced(opened: Any, platform: Platform) -> None:
    place = opened(product=PRODUCT, missing_products="create")
    place.place(order_of(platform, gadget(platform), 2, number=7001))
    state, why = place.state()
    assert state in ("issued", "issued_with_warnings"), why
    made = products(place)["NUEVO-1"]
    assert (made["account_group"]["id"], made["stock_control"], made["unit"]["code"]) == (1253, True, "94")
    [invoice] = place.papers("invoices")
    assert "NUEVO-1" in [row["code"] for row in invoice["items"]]


def test_what_cannot_be_made_holds_the_order_in_words(opened: Any, platform: Platform) -> None:
    place = opened(product={**PRODUCT, "account_group": 999}, missing_products="create")
    place.place(order_of(platform, gadget(platform), 2, number=7001))
    state, why = place.state()
    assert state == "held"
    assert "product.account_group" in why
    assert place.papers("invoices") == []


class TestCommand:
    def run(self, tmp_path: Path, place: Place, *arguments: str) -> Result:
        url = place.engine.url.render_as_string(hide_password=False)
        environ = {"CONNECTOR_DATABASE_URL": url, "CONNECTOR_MAPPINGS": str(tmp_path / "mappings")}
        return CliRunner().invoke(connector, ["products", *arguments], env=environ, catch_exceptions=False)

    def test_an_orders_lines(self, opened: Any, platform: Platform, tmp_path: Path) -> None:
        place = opened(product=PRODUCT)
        place.place(order_of(platform, gadget(platform), 2, number=7001))
        number = place.rows()[0].order_id
        shown = self.run(tmp_path, place, "tienda", "--order", number)
        assert shown.exit_code == 0, shown.output
        assert "se crearía" in shown.output
        assert "NUEVO-1" not in products(place)
        made = self.run(tmp_path, place, "tienda", "--order", number, "--create", "--json")
        [told] = parse(made.stdout)
        assert (told["code"], told["result"], told["body"]["account_group"]) == ("NUEVO-1", "created", 1253)
        assert "NUEVO-1" in products(place)
        again = self.run(tmp_path, place, "tienda", "--order", number, "--create", "--json")
        assert parse(again.stdout) == []

    def test_the_shops_catalogue(self, opened: Any, platform: Platform, tmp_path: Path) -> None:
        rules = {"product": {**PRODUCT, "taxes": [{"id": 13156}]}, "inventory": {"every": "1 hour"}}
        place = opened(**rules)
        if platform == "shopify":
            from connector.sandbox.shop.shelf import Place as Location

            place.shop.shop.places[CENTRAL] = Location(id=CENTRAL, name="Central")
        place.shop.shop.items["100"] = gadget(platform)
        url = place.engine.url.render_as_string(hide_password=False)
        environ = {"CONNECTOR_DATABASE_URL": url, "CONNECTOR_MAPPINGS": str(tmp_path / "mappings")}
        synced = CliRunner().invoke(connector, ["sync"], env=environ, catch_exceptions=False)
        assert synced.exit_code == 0, synced.output
        made = self.run(tmp_path, place, "tienda", "--all", "--create", "--json")
        assert [(one["code"], one["result"]) for one in parse(made.stdout)] == [("NUEVO-1", "created")]
        assert products(place)["NUEVO-1"]["name"] == "Lámpara"

    def test_a_connection_that_does_not_say_what_a_product_is_like(
        self, opened: Any, platform: Platform, tmp_path: Path
    ) -> None:
        done = self.run(tmp_path, opened(), "tienda", "--all")
        assert done.exit_code == 3
        assert "agregue la sección `product:`" in done.stderr
