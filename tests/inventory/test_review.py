"""Promises of the inventory core that a review has found broken: each test is the smallest that shows one."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests
from sqlalchemy import Engine, select, update
from sqlmodel import col

from connector import clock
from connector.cli import syncing
from connector.db.database import reading, writing
from connector.db.runs import change_run, next_run, run_of, take, want_run
from connector.db.stock import alarms_by_connection, company_by_hook, keep_stock
from connector.db.stock_tables import BalanceRow, RunRow
from connector.db.tables import LinkRow
from connector.inventory import listing as orders_module
from connector.inventory import work as shell
from connector.inventory.alarms import look_for_alarms
from connector.inventory.connection import Sibling
from connector.inventory.matching import Matcher
from connector.inventory.policy import Inventory, Prices
from connector.inventory.prices import price_of
from connector.inventory.run import LostRun, Run
from connector.inventory.running import step
from connector.inventory.wanting import new_run, want_after_change
from connector.model.stock import Product, Variant
from connector.sandbox.shop.faults import fault
from connector.sandbox.shop.sending import place
from connector.sandbox.shop.shelf import Place, sell
from connector.sandbox.shop.state import Platform
from connector.sandbox.siigo.company import Move
from tests.inventory.conftest import Open
from tests.inventory.place import CENTRAL, SOUTH, Corner, connect, corner, item
from tests.inventory.race import deliver, link
from tests.inventory.shop_orders import order_of

UPDATED = {"woocommerce": "order.updated", "shopify": "orders/updated"}
FETCHES = {"woocommerce": "GET orders/{id}", "shopify": "query Order"}
LISTS = {"woocommerce": "GET orders", "shopify": "query OrdersSince"}


@pytest.fixture
def platform(lot_platform: Platform) -> Platform:
    return lot_platform


def until_phase(run: Run, phase: str) -> None:
    """Steps until this one is next."""
    for _ in range(200):
        if run.row.phase == phase:
            return
        step(run)
    raise AssertionError(f"{phase} never came")


def to_the_end(run: Run) -> RunRow:
    while not run.is_over:
        step(run)
    return run.row


def sold(one: Corner, sku: str, units: int, number: int = 7001, *, tells: bool = True, location: str = "") -> str:
    """The shop sells; `tells`: its delivery arrives."""
    body = order_of(one.shop.shop.platform, one.item(sku), units, number=number)
    with one.shop.shop.lock:
        sell(one.item(sku), units, location or one.place())
        delivery = place(one.shop.shop, body)
    if tells:
        deliver(one.engine, str(body["id"]), delivery.topic, delivery.body)
    return str(body["id"])


class TestRuns:
    def test_a_run_that_waits_for_its_next_try_lets_no_other_run_begin(self, opened: Open) -> None:
        """The other one reads the whole shop meanwhile, and the first then forgets what it had not seen itself."""
        units = {f"A-{number:03}": 5 for number in range(450)}
        one = opened(units, units)
        run = Run(one.engine, one.connection, one.want(is_full=True))
        until_phase(run, "shop")
        step(run)
        with writing(one.engine) as database:  # as `_after_error` does after a 503
            change_run(database, run.row, tries=1, due_at=clock.now() + timedelta(seconds=2))
        other = one.want(is_full=True)
        with reading(one.engine) as database:
            found = next_run(database, other.lane)
        assert found is not None
        assert found.id == run.row.id, "another run of the connection is in its middle"

    def test_what_comes_of_it(self, opened: Open) -> None:
        units = {f"A-{number:03}": 5 for number in range(450)}
        one = opened(units, units)
        run = Run(one.engine, one.connection, one.want(is_full=True))
        until_phase(run, "shop")
        step(run)
        step(run)  # WooCommerce's first page is of variations
        assert run.row.phase == "shop"
        with writing(one.engine) as database:
            change_run(database, run.row, tries=1, due_at=clock.now() + timedelta(seconds=1))
        one.want(is_full=True)
        work = one.work()
        work.run_lane(run.row.lane)
        with writing(one.engine) as database:
            database.execute(update(RunRow).where(col(RunRow.ended_at).is_(None)).values(due_at=clock.now()))
        work.run_lane(run.row.lane)
        with reading(one.engine) as database:
            row = run_of(database, run.row.id or 0)
        assert row.state == "done"
        assert "gone" not in one.counts(row), "nothing of the shop has gone"

    def test_a_full_run_wanted_while_a_run_begins_is_not_lost(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        row = one.want()  # as the lane has read it
        now = clock.now()
        full = new_run("tienda", cause="full", slot=now, now=now, due_at=now, is_full=True)
        with writing(one.engine) as database:
            assert want_run(database, full) is None
        one.item("A-1").stock[one.place()].available = 99
        ended = to_the_end(Run(one.engine, one.connection, row))
        assert one.shown("A-1") == 10, f"a full run was promised: is_full={ended.is_full}"

    def test_a_second_notice_in_the_same_half_minute_is_not_lost(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        begin = clock.now().replace(second=0, microsecond=0)
        for seconds, units in ((1, 20), (15, 30)):
            one.stocked("A-1", units)
            want_after_change(one.engine, [one.connection], begin + timedelta(seconds=seconds))
            with writing(one.engine) as database:
                database.execute(update(RunRow).where(col(RunRow.ended_at).is_(None)).values(due_at=clock.now()))
            one.work().run_lane(one.connection.lane)
        with reading(one.engine) as database:
            causes = [row.cause for row in database.execute(select(col(RunRow.cause)))]
        assert one.shown("A-1") == 30, causes

    def test_runs_after_notices_are_so_far_apart_as_the_policy_says(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        begin = clock.now().replace(second=0, microsecond=0)
        dues: list[datetime] = []
        for seconds in (29, 31):
            want_after_change(one.engine, [one.connection], begin + timedelta(seconds=seconds))
            with reading(one.engine) as database:
                row = database.execute(
                    select(col(RunRow.id), col(RunRow.due_at)).order_by(col(RunRow.id).desc())
                ).first()
            assert row is not None
            dues.append(row.due_at)
            with writing(one.engine) as database:
                database.execute(update(RunRow).values(due_at=None, ended_at=clock.now(), state="done"))
        assert dues[1] - dues[0] >= timedelta(seconds=one.connection.policy.change_seconds)

    def test_a_file_that_changes_in_the_middle_empties_no_shop(self, new_engine: Callable[[str], Engine]) -> None:
        items = [item("A-1", 10, number=100, places=(CENTRAL, SOUTH))]
        places = {CENTRAL: Place(id=CENTRAL, name="Central"), SOUTH: Place(id=SOUTH, name="Sur")}
        with corner(new_engine("sqlite"), "shopify", balances={"A-1": 10}, items=items, places=places) as one:
            one.again({"warehouses": {1270: "Central"}})
            row = one.want()
            run = Run(one.engine, one.connection, row)
            until_phase(run, "plan")
            one.again({"warehouses": {1270: CENTRAL}})  # the same location, by its id
            to_the_end(Run(one.engine, one.connection, run.row))
            assert one.shown("A-1", CENTRAL) == 10

    def test_a_run_taken_up_hours_later_reads_again(self, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        one = opened({"A-1": 10}, {"A-1": 2})
        run = Run(one.engine, one.connection, one.want())
        until_phase(run, "plan")
        one.stocked("A-1", 1)  # nine were sold in the other shop, by hand in the ledger
        later = clock.now() + timedelta(hours=6)
        monkeypatch.setattr(clock, "now", lambda: later)
        to_the_end(Run(one.engine, one.connection, run.row))
        assert [write.after for write in one.shop.shop.stock_writes if write.after > 2] == []

    def test_a_full_run_that_failed_is_wanted_again_the_same_day(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10}, policy={"full": "0 0 * * *"})
        one.sync()
        noon = clock.now()
        work = one.work()
        work.want_due(noon)
        with writing(one.engine) as database:
            failed = {"state": "failed", "due_at": None, "ended_at": noon}
            database.execute(update(RunRow).where(col(RunRow.is_full).is_(True)).values(**failed))
        work.want_due(noon + timedelta(hours=2))
        with reading(one.engine) as database:
            full = database.execute(select(col(RunRow.id)).where(col(RunRow.is_full).is_(True))).all()
        assert len(full) > 1


class TestOrders:
    def test_after_days_of_silence_no_older_order_is_overlooked(self, opened: Open) -> None:
        """The shop's platform gives up its deliveries after hours; the list must make up for all of the time."""
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        two_days_ago = clock.now() - timedelta(days=2)
        with writing(one.engine) as database:
            keep_stock(database, "tienda", listed_from=clock.now() - timedelta(days=3))
        one.shop.shop.clock = lambda: two_days_ago
        sold(one, "A-1", 3, tells=False)
        one.stocked("A-1", 12)
        one.sync()
        assert one.shown("A-1") <= 9

    def test_a_busy_hour_does_not_stop_raising_for_ever(self, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(orders_module, "MOST_LISTED", 2)
        monkeypatch.setattr(orders_module, "OVERLAP", timedelta(seconds=-2))
        one = opened({"A-1": 100}, {"A-1": 100})
        one.sync()
        for number in range(3):
            sold(one, "A-1", 1, number=7001 + number)
        one.stocked("A-1", 200)
        one.sync()
        for _ in range(3):
            one.sync()
        assert one.shown("A-1") == 197

    def test_an_order_whose_delivery_cannot_be_read_is_taken_from_the_list(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        id_ = sold(one, "A-1", 3, tells=False)
        deliver(one.engine, id_, UPDATED[one.shop.shop.platform], b'{"id": %d, "status": 7}' % int(id_))
        one.stocked("A-1", 12)
        one.sync()
        assert one.shown("A-1") <= 9

    def test_an_order_that_could_be_read_counts_though_its_last_delivery_cannot(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        id_ = sold(one, "A-1", 3)
        deliver(one.engine, id_, UPDATED[one.shop.shop.platform], b'{"id": %d, "status": 7}' % int(id_))
        one.sync()
        assert one.shown("A-1") == 7
        assert one.row("A-1").as_object()["open_orders"] == "3"

    def test_an_order_that_nobody_can_read_and_that_is_gone_is_asked_for_once(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        deliver(one.engine, "7009", UPDATED[one.shop.shop.platform], b'{"id": 7009, "status": 7}')
        for units in (12, 14, 16):
            one.stocked("A-1", units)
            one.sync()
            assert one.shown("A-1") == units
        assert one.shop.shop.calls.count(FETCHES[one.shop.shop.platform]) == 1

    def test_an_order_placed_before_the_first_run_is_not_overlooked(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        an_hour_ago = clock.now() - timedelta(hours=1)
        one.shop.shop.clock = lambda: an_hour_ago
        sold(one, "A-1", 3, tells=False)
        one.sync()
        assert one.shown("A-1") == 7

    def test_the_other_shop_of_the_company_writes_its_codes_otherwise(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10, "WEB-A-1": 5})
        other = connect(one.siigo, one.shop, {"match": {"pattern": "WEB-{code}"}}, "otra")
        siblings: Sequence[Sibling] = [*one.connection.siblings(), *other.siblings()]
        one.again({}, siblings=lambda: siblings)
        one.sync()
        body = order_of(one.shop.shop.platform, one.item("WEB-A-1"), 4, number=7001)
        delivery = place(one.shop.shop, body)
        deliver(one.engine, str(body["id"]), delivery.topic, delivery.body, "otra")
        one.sync()
        assert one.shown("A-1") == 6

    def test_a_variant_that_was_left_out_takes_its_units_all_the_same(self, opened: Open) -> None:
        policy = {"match": {"pattern": "OUTLET-{code}"}, "leave_out": {"skus": "OUTLET-*"}}
        one = opened({"A-1": 10}, {"A-1": 10, "OUTLET-A-1": 5}, policy=policy)
        one.sync()
        sold(one, "OUTLET-A-1", 4)
        one.sync()
        assert one.shown("A-1") == 6

    def test_an_order_keeps_the_sku_that_it_was_sold_under(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 10}, {"A-1": 10})
        one.sync()
        sold(one, "A-1", 3)
        one.item("A-1").sku = "A-2"
        places = (one.place(),)
        one.items["900"] = item("A-1", 7, number=900, places=places)
        one.sync(is_full=True)
        assert (one.shown("A-1"), one.shown("A-2")) == (7, 10)

    def test_units_are_taken_where_they_were_sold(self, new_engine: Callable[[str], Engine]) -> None:
        """South keeps units for orders that are invoiced already: they have nothing to do with the open one."""
        items = [item("A-1", 0, number=100, places=(CENTRAL, SOUTH))]
        places = {CENTRAL: Place(id=CENTRAL, name="Central"), SOUTH: Place(id=SOUTH, name="Sur")}
        balances = {"A-1": {1270: 10, 1271: 4}}
        with corner(new_engine("sqlite"), "shopify", balances=balances, items=items, places=places) as one:
            one.again({"warehouses": {1270: CENTRAL, 1271: SOUTH}})
            one.item("A-1").stock[SOUTH].committed = 5
            one.sync()
            sold(one, "A-1", 2, location=CENTRAL)
            one.sync()
            assert (one.shown("A-1", CENTRAL), one.shown("A-1", SOUTH)) == (8, 4)


class TestBalances:
    def test_a_product_that_cannot_be_read_any_more_is_not_raised(self, opened: Open) -> None:
        """Its balance is old, and so an order that was invoiced since then still counts."""
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        id_ = sold(one, "A-1", 3)
        one.sync()
        books = next(iter(one.siigo.state.companies.values()))
        with books.lock:
            product = books.product("A-1")
            books.move_stock([Move(product.answer["id"], 1270, Decimal(-3))])
            product.answer["type"] = "Algo nuevo"
        link(one.engine, id_)
        past = clock.now() - timedelta(hours=1)
        with writing(one.engine) as database:
            database.execute(update(LinkRow).values(created_at=past))
            database.execute(update(BalanceRow).values(read_at=past - timedelta(hours=1)))
        one.sync()
        assert one.shown("A-1") == 7

    def test_a_code_that_was_changed_is_not_followed_under_its_old_name(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        books = next(iter(one.siigo.state.companies.values()))
        with books.lock:
            product = books.product("A-1")
            product.answer["code"] = "B-1"
            books.product_ids["B-1"] = books.product_ids.pop("A-1")
        one.stocked("B-1", 4)
        one.sync()
        assert one.row("A-1").result == "not_found"

    @pytest.mark.parametrize("given", [{}, {"is_full": True}, {"skus": ["A-1"]}])
    def test_a_ledger_that_lists_nothing(self, opened: Open, given: Mapping[str, Any]) -> None:
        one = opened({"A-1": 10, "A-2": 4}, {"A-1": 10, "A-2": 4, "NADA": 1})
        one.connection = replace(one.connection, ledger=Listless(one.connection.ledger))
        one.sync()
        assert one.row("NADA").result == "not_found"
        one.stocked("A-1", 25)
        sold(one, "A-2", 1)
        one.sync(**given)
        assert one.shown("A-1") == 25
        assert one.shown("A-2") == 3
        books = next(iter(one.siigo.state.companies.values()))
        with books.lock:
            del books.products[books.product_ids.pop("A-1")]
        one.sync(**given)
        assert one.row("A-1").result == "not_found"


class Listless:
    """A ledger that is asked code by code."""

    lists_changes = False
    code_field = "code"
    most_codes = 1

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.company = inner.company

    def page(self, cursor: str, *, since: datetime | None) -> Any:
        raise AssertionError("it lists nothing")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class TestMatching:
    def test_twins_whose_alias_is_wrong(self) -> None:
        policy = Inventory.model_validate({"match": {"aliases": {"GEMELO": "NO-ESTA"}}})
        twins = [Variant(id="1", sku="GEMELO"), Variant(id="2", sku="GEMELO")]
        found = Matcher([Product(code="A-1", id="1")], policy).match_all(twins)
        assert {match.problem for match in found.values()} <= {"not_found", "duplicate_sku"}

    def test_twins_that_are_left_out_are_not_reported(self) -> None:
        policy = Inventory.model_validate({"leave_out": {"skus": "REGALO"}})
        twins = [Variant(id="1", sku="REGALO"), Variant(id="2", sku="REGALO")]
        found = Matcher([Product(code="REGALO", id="1")], policy).match_all(twins)
        assert {match.problem for match in found.values()} == {"left_out"}


class TestPrices:
    def test_nothing_is_given_away(self) -> None:
        product = Product(code="A-1", id="1", prices={1: Decimal(4000)})
        assert price_of(product, Prices(list=1, round_to=Decimal(10_000))) != 0

    def test_a_run_about_some_skus_changes_no_other_price(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 10, "A-2": 5})
        one.sync()
        prices = [{"currency_code": "COP", "price_list": [{"position": 1, "value": 2500}]}]
        for code, units in (("A-1", 10), ("A-2", 5)):
            body = {"code": code, "prices": prices, "warehouses": [{"id": 1270, "quantity": units}]}
            requests.post(f"{one.siigo.url}/_emulator/products", json=body, timeout=10).raise_for_status()
        one.sync()  # without `prices:` the balances know them, the shop does not
        one.again({"prices": {"list": 1}})
        one.sync(skus=["A-2"])
        assert (one.item("A-1").price, one.item("A-2").price) == (Decimal(1000), Decimal(2500))

    def test_a_dry_run_tells_of_prices(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10}, policy={"prices": {"list": 1}})
        prices = [{"currency_code": "COP", "price_list": [{"position": 1, "value": 2500}]}]
        body = {"code": "A-1", "prices": prices, "warehouses": [{"id": 1270, "quantity": 10}]}
        requests.post(f"{one.siigo.url}/_emulator/products", json=body, timeout=10).raise_for_status()
        row = one.sync(is_dry=True)
        assert one.counts(row).get("dry_prices") == 1


class TestWords:
    def test_a_dry_run_leaves_the_last_write_as_it_was(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        one.sync()
        written = one.row("A-1").as_object()
        one.stocked("A-1", 50)
        one.sync(is_dry=True)
        now = one.row("A-1").as_object()
        assert {name: now[name] for name in ("before", "after", "written_at")} == {
            name: written[name] for name in ("before", "after", "written_at")
        }

    def test_what_a_run_about_others_did_not_do_is_not_called_the_same(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 10, "A-2": 5})
        one.sync()
        one.stocked("A-1", 50)
        with_new = one.want(skus=["A-1"])
        run = Run(one.engine, one.connection, with_new)
        until_phase(run, "plan")
        with writing(one.engine) as database:
            change_run(database, run.row, state="failed", ended_at=clock.now(), due_at=None)
        one.sync(skus=["A-2"])
        row = one.row("A-1")
        assert row.level is not None
        assert (row.level.expected, row.level.available) == (50, 10)
        assert row.result not in ("same", "written")

    def test_an_unknown_sku_is_said(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        row = one.sync(skus=["NO-ESTA"])
        assert syncing.unknown_skus(one.engine, row) == ["NO-ESTA"]
        assert syncing.run_object(one.engine, row, with_rows=True)["unknown_skus"] == ["NO-ESTA"]

    def test_a_dry_run_tells_what_it_would_begin_to_count(self, opened: Open, platform: Platform) -> None:
        places = (CENTRAL,) if platform == "shopify" else ("",)
        uncounted = [item("A-1", 0, number=100, places=places, is_counted=False)]
        one = opened({"A-1": 10}, {}, items=uncounted, policy={"untracked": "count"})
        one.sync(is_dry=True)
        assert one.row("A-1").result == "dry"

    def test_a_second_alarm_is_logged_too(self, opened: Open, caplog: pytest.LogCaptureFixture) -> None:
        one = opened({"A-1": 10, "A-2": 4}, {"A-1": 1, "A-2": 1}, policy={"alarm": {"drift": 1}, "every": "1 minute"})
        one.sync()
        one.stocked("A-1", 50)
        one.stocked("A-2", 50)
        caplog.set_level(logging.INFO, "connector.inventory")
        later = clock.now() + timedelta(hours=5)
        look_for_alarms(one.engine, one.connection, later)
        assert "ninguna sincronización" in caplog.text
        one.sync(is_dry=True)
        look_for_alarms(one.engine, one.connection, later)
        assert "2 existencias" in caplog.text

    def test_another_number_is_set_from_now_on(self, new_engine: Callable[[str], Engine]) -> None:
        items = [item("A-1", 3, number=100, places=(CENTRAL,))]
        with corner(new_engine("sqlite"), "shopify", balances={"A-1": 10}, items=items) as one:
            shelf = one.item("A-1").stock[CENTRAL]
            shelf.other = 4  # damaged
            one.sync()
            assert (shelf.available, shelf.on_hand) == (10, 14)
            one.again({"quantity": "on_hand"})
            one.sync()
            assert shelf.on_hand == 10


class TestCommands:
    def test_codes_are_asked_again_after_a_failed_try(self, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(shell, "AGAIN_BASE", 0.0)
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        one.stocked("A-1", 25)
        row = one.want(skus=["A-1"])
        with writing(one.engine) as database:
            change_run(database, row, due_at=None)
        run = Run(one.engine, one.connection, row)
        until_phase(run, "codes")
        step(run)  # names them
        fault = {"where": "GET /v1/products", "what": "503", "times": 1}
        requests.post(f"{one.siigo.url}/_emulator/faults", json=fault, timeout=10).raise_for_status()
        syncing._finished(one.work(), one.engine, one.connection, run.row, "cli-1", lambda _row: None)
        with reading(one.engine) as database:
            assert run_of(database, row.id or 0).state == "done"
        assert one.shown("A-1") == 25

    def test_a_command_waits_as_long_as_a_worker_would(
        self, new_engine: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The shop may still be adding what it did not answer in time."""
        slept: list[float] = []
        monkeypatch.setattr(syncing.time, "sleep", slept.append)
        items = [item("A-1", 3, number=100)]
        with corner(new_engine("sqlite"), "woocommerce", balances={"A-1": 10}, items=items) as one:
            one.shop.shop.faults = [fault("drop_before", "POST products/batch", times=1)]
            syncing._finished(one.work(), one.engine, one.connection, one.want(), "cli-1", lambda _row: None)
            assert (one.shown("A-1"), max(slept)) == (10, 60)

    def test_a_worker_that_dies_does_not_keep_the_command_for_ever(
        self, opened: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        row = one.want()
        slept: list[float] = []

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            if sum(slept) > 3600:
                raise TimeoutError

        monkeypatch.setattr(syncing.time, "sleep", sleep)
        syncing._followed(one.engine, row, lambda _row: None, 20)

    def test_after_an_interrupt_the_next_command_works(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})

        def interrupted(row: RunRow) -> None:
            if row.phase == "ledger":
                raise KeyboardInterrupt

        first = _begun_at_a_terminal(one, "cli-1")
        with pytest.raises(KeyboardInterrupt):
            syncing._worked_on(one.work(), one.engine, one.connection, first, "cli-1", interrupted)
        second = _begun_at_a_terminal(one, "cli-2")
        syncing._worked_on(one.work(), one.engine, one.connection, second, "cli-2", lambda _row: None)
        assert one.shown("A-1") == 10

    def test_who_lost_its_hold_writes_nothing_more(self, opened: Open) -> None:
        """One step took longer than the hold: the lanes have the run by now."""
        one = opened({"A-1": 10}, {"A-1": 3})
        row = _begun_at_a_terminal(one, "cli-1")
        mine = Run(one.engine, one.connection, row)
        until_phase(mine, "write")
        with writing(one.engine) as database:
            database.execute(update(RunRow).values(held_until=clock.now() - timedelta(seconds=1)))
        one.work().want_due(clock.now())
        one.work().run_lane(row.lane)
        with reading(one.engine) as database:
            assert run_of(database, row.id or 0).state == "done"
        with pytest.raises(LostRun):
            step(mine)
        with reading(one.engine) as database:
            ended = run_of(database, row.id or 0)
        assert ended.phase == "over"

    def test_a_terminal_does_not_take_what_a_lane_works_on(self, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        """The command has looked for a worker just before one started."""
        one = opened({"A-1": 10}, {"A-1": 3})
        row, taken = one.want(), []

        def meanwhile(run: Run) -> None:
            now = clock.now()
            with writing(one.engine) as database:
                taken.append(take(database, row.id or 0, "cli-1", now + shell.HOLD, now))
            step(run)

        monkeypatch.setattr(shell, "step", meanwhile)
        one.work().run_lane(row.lane)
        assert taken
        assert not any(taken)


def _begun_at_a_terminal(one: Corner, holder: str) -> RunRow:
    now = clock.now()
    row = new_run("tienda", cause="command", slot=now, now=now, due_at=None)
    row.holder, row.held_until = holder, now + shell.HOLD
    with writing(one.engine) as database:
        return run_of(database, want_run(database, row) or 0)


def test_a_run_waits_while_its_file_is_broken(opened: Open) -> None:
    """A worker that has just started has no last good version of a file that is broken."""
    one = opened({"A-1": 10}, {"A-1": 3})
    row = one.want()
    work = shell.InventoryWork(
        one.engine, lambda: [], lambda _name: None, is_over=lambda: False, is_broken=lambda: True
    )
    work.run_lane(row.lane)
    with reading(one.engine) as database:
        assert run_of(database, row.id or 0).state != "failed"


def test_what_sells_too_much_is_lowered_though_orders_cannot_be_listed(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shell, "AGAIN_BASE", 0.0)
    one = opened({"A-1": 10, "A-2": 5}, {"A-1": 10, "A-2": 5})
    one.sync()
    one.stocked("A-1", 0)
    one.stocked("A-2", 9)
    one.shop.shop.faults = [fault("500_before", LISTS[one.shop.shop.platform])]
    one.drained(one.want())
    assert LISTS[one.shop.shop.platform] in one.shop.shop.calls
    assert (one.shown("A-1"), one.shown("A-2")) == (0, 5)


def test_an_inventory_that_is_no_more_has_no_alarm(opened: Open) -> None:
    one = opened({"A-1": 10}, {"A-1": 3})
    with writing(one.engine) as database:
        keep_stock(database, "tienda", alarm="ninguna sincronización ha terminado bien desde hace 300 min")
    work = shell.InventoryWork(one.engine, lambda: [], lambda _name: None, is_over=lambda: False)
    work.look_for_alarms(clock.now())
    with reading(one.engine) as database:
        assert alarms_by_connection(database) == {}


@pytest.mark.postgres
def test_an_address_with_a_nul_is_none(new_engine: Callable[[str], Engine]) -> None:
    with reading(new_engine("postgresql")) as database:
        assert company_by_hook(database, "x\0") == ""
