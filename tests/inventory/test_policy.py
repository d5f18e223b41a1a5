"""The `inventory:` section: what is refused, and what it does with hours, warehouses and prices."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, update
from sqlmodel import col

from connector.db.database import reading, writing
from connector.db.runs import unfinished
from connector.db.stock import change_variants, variants_of
from connector.db.stock_tables import BalanceRow
from connector.inventory.policy import Inventory
from connector.inventory.prices import price_changes
from connector.inventory.problems import StockProblem
from connector.inventory.times import BadTime, timing_of
from tests.inventory.place import at, corner, item


@pytest.fixture
def database(new_engine: Callable[[str], Engine]) -> Engine:
    return new_engine("sqlite")


def problems(section: dict[str, object]) -> list[tuple[tuple[object, ...], str]]:
    with pytest.raises(ValidationError) as caught:
        Inventory.model_validate(section)
    return [(problem["loc"], problem["msg"]) for problem in caught.value.errors()]


@pytest.mark.parametrize(
    "section",
    [
        {"warehouses": True},
        {"warehouses": {"1270": True}},
        {"warehouses": {"1270": Decimal("1.5")}},
        {"quiet": True},
        {"quiet": Decimal("22.5")},
    ],
    ids=str,
)
def test_what_is_no_section_is_a_problem_and_no_crash(section: dict[str, object]) -> None:
    assert problems(section)


@pytest.mark.parametrize("windows", [["22:00-06:00", "06:00-22:00"], ["00:00-12:00", "11:00-00:00"]], ids=str)
def test_a_day_without_a_free_minute_is_refused(windows: list[str]) -> None:
    [(loc, message)] = problems({"quiet": windows})
    assert (loc, "las horas llenan el día" in message) == (("quiet",), True)


def test_a_day_with_one_free_minute_is_a_day() -> None:
    assert Inventory.model_validate({"quiet": ["22:00-06:00", "06:01-22:00"]})


def test_from_an_hour_to_itself_is_no_window() -> None:
    [(loc, message)] = problems({"quiet": "22:00-22:00"})
    assert (loc, "no dura nada" in message) == (("quiet",), True)


@pytest.mark.parametrize("given", [{}, []], ids=str)
def test_a_warehouse_without_a_location_is_refused(given: object) -> None:
    assert problems({"warehouses": {"1270": given}})


def test_the_location_of_open_orders_is_one_of_the_warehouses() -> None:
    assert problems({"warehouses": {"1270": "Bogotá"}, "open_orders": {"location": "Cali"}})


def test_late_is_an_interval() -> None:
    assert problems({"alarm": {"late": "0 3 * * *"}})


def test_all_and_more_is_told_at_the_warehouses() -> None:
    assert [loc for loc, _ in problems({"warehouses": ["all", "1270"]})] == [("warehouses",)]


@pytest.mark.parametrize("given", [15, ["15 minutes"], {"minutes": 15}], ids=str)
def test_a_time_that_is_no_text_is_told_as_one(given: object) -> None:
    [(loc, message)] = problems({"every": given})
    assert loc == ("every",)
    assert "15 minutes" in message


def test_a_time_that_never_comes_is_refused() -> None:
    with pytest.raises(BadTime):
        timing_of("0 0 30 2 *")


def test_quiet_hours_over_the_night_leave_the_full_run(database: Engine) -> None:
    policy = {"quiet": "22:00-06:00"}
    with corner(database, "woocommerce", policy=policy, balances={"A-1": 10}) as place:
        place.work().want_due(at(7))
        with reading(database) as books:
            assert [run.is_full for run in unfinished(books, "tienda")] == [True]


def test_a_warehouse_that_siigo_does_not_have_empties_no_shop(database: Engine) -> None:
    policy = {"warehouses": {"Principal": "all"}}
    items = [item("A-1", 3, number=111)]
    with corner(database, "woocommerce", policy=policy, balances={"A-1": 10}, items=items) as place:
        with pytest.raises(StockProblem):
            place.sync()
        assert place.shown("A-1") == 3


def test_a_price_that_was_refused_is_tried_again_when_it_is_another(database: Engine) -> None:
    items = [item("A-1", 3, number=111)]
    with corner(database, "woocommerce", policy={"prices": {"list": 1}}, balances={"A-1": 10}, items=items) as place:
        place.sync()
        with writing(database) as books:
            [row] = variants_of(books, "tienda")
            change_variants(books, [{"id": row.id, "price_refused": Decimal(1900), "price_why": "no se pudo"}])

            books.execute(update(BalanceRow).where(col(BalanceRow.code) == "A-1").values(prices='{"1": "2500"}'))
        assert [change.price for _, change in price_changes(database, place.connection)] == [Decimal(2500)]


def test_what_a_platform_cannot_do_is_told_before_it_runs() -> None:
    from connector.stores import store_module

    woo, shopify = store_module("woocommerce"), store_module("shopify")
    section = {"url": "https://tienda-ejemplo.myshopify.com", "webhook_secret": "x", "access_token": "y"}
    old = shopify.Settings.model_validate({**section, "api_version": "2025-10"})
    assert shopify.stock_refusal(old, "available") == (
        "store.api_version 2025-10 no escribe existencias comparando; quite la línea o ponga 2026-04 o una más nueva"
    )
    assert shopify.stock_refusal(shopify.Settings.model_validate(section), "on_hand") == ""
    settings = woo.Settings.model_validate({"url": "https://tienda.example.co", "webhook_secret": "x"})
    assert woo.stock_refusal(settings, "available") == ""
    assert woo.stock_refusal(settings, "on_hand") == (
        "WooCommerce no tiene on_hand; escriba quantity: available, o quite la línea"
    )
