"""What happens seldom: shops that share a company, places that come late, lists that move, odd numbers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, cast

import pytest
import requests
from sqlalchemy import Engine, update
from sqlmodel import col

from connector import clock
from connector.db.database import reading, writing
from connector.db.open_orders import keep_open_orders, open_orders_of
from connector.db.runs import LANES, run_of
from connector.db.stock import company_of
from connector.db.stock_tables import BalanceRow, OpenOrderRow, RunRow
from connector.db.tables import OrderRow
from connector.inventory import hooks, look_steps, planning, write_steps
from connector.inventory.connection import Sibling
from connector.inventory.open_orders import open_orders
from connector.inventory.run import Run
from connector.inventory.running import step
from connector.inventory.work import HOLD
from connector.model.stock import Watched
from connector.sandbox.shop.sending import place
from connector.sandbox.shop.shelf import Place
from connector.sandbox.shop.state import Platform
from connector.stock_ports import StockLedger
from tests.inventory.conftest import Open
from tests.inventory.place import CENTRAL, SOUTH, Corner, connect, corner, item, seed
from tests.inventory.race import deliver
from tests.inventory.shop_orders import order_of
from tests.inventory.test_review import Listless, sold, to_the_end, until_phase


@pytest.fixture
def platform(lot_platform: Platform) -> Platform:
    return lot_platform


def sold_by(one: Corner, sku: str, units: int, name: str, number: int = 7001) -> str:
    """A delivery of the other shop; the shelf of this one knows nothing of it."""
    body = order_of(one.shop.shop.platform, one.item(sku), units, number=number)
    delivery = place(one.shop.shop, body)
    deliver(one.engine, str(body["id"]), delivery.topic, delivery.body, name)
    return str(body["id"])


class TestNeighbours:
    """Two connections to one company."""

    def test_what_the_other_shop_has_not_sent_is_not_ours_to_sell(self, new_engine: Callable[[str], Engine]) -> None:
        """Our own unsent units are on our shelf and kept there for their orders; nothing here keeps the other's."""
        items = [item("A-1", 0, number=100, places=(CENTRAL,))]
        with corner(new_engine("sqlite"), "shopify", balances={"A-1": 10}, items=items) as one:
            other = connect(one.siigo, one.shop, {}, "otra")
            siblings = [
                Sibling(name="tienda", store=one.connection.store, policy=one.connection.policy),
                *other.siblings(),
            ]
            one.again({"quantity": "on_hand"}, siblings=lambda: siblings)
            sold_by(one, "A-1", 4, "otra")
            one.sync()
            assert one.item("A-1").stock[CENTRAL].on_hand == 6

    def test_the_other_shop_finds_its_codes_by_barcode(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10, "OTRO-SKU": 5})
        one.item("OTRO-SKU").barcode = "7701234567897"
        body = {
            "code": "A-1",
            "warehouses": [{"id": 1270, "quantity": 10}],
            "additional_fields": {"barcode": "7701234567897"},
        }
        requests.post(f"{one.siigo.url}/_emulator/products", json=body, timeout=10).raise_for_status()
        other = connect(
            one.siigo, one.shop, {"match": {"by": ["sku", "barcode"]}, "leave_out": {"skus": "A-1"}}, "otra"
        )
        siblings = [*one.connection.siblings(), *other.siblings()]
        one.again({}, siblings=lambda: siblings)
        other_corner = Corner(one.engine, one.siigo, one.shop, other)
        other_corner.sync()
        assert other_corner.row("OTRO-SKU").variant.code == "A-1"
        one.sync()
        sold_by(one, "OTRO-SKU", 4, "otra")
        one.sync()
        assert one.shown("A-1") == 6

    def test_an_order_that_only_the_other_shop_knows_is_not_forgotten(self, opened: Open) -> None:
        """The other one looks back for longer than we do."""
        one = opened({"A-1": 10}, {"A-1": 10}, policy={"open_orders": {"days": 1}})
        other = connect(one.siigo, one.shop, {"open_orders": {"days": 60}}, "otra")
        siblings = [*one.connection.siblings(), *other.siblings()]
        one.again({"open_orders": {"days": 1}}, siblings=lambda: siblings)
        old = clock.now() - timedelta(days=5)
        known = OpenOrderRow(connection="otra", order_id="1", units='[["9", "B-1", "3"]]', updated_at=old, read_at=old)
        with writing(one.engine) as database:
            keep_open_orders(database, [known])
        one.sync()
        with reading(one.engine) as database:
            assert ("otra", "1") in open_orders_of(database, ["otra"])


class TestPlaces:
    @pytest.mark.parametrize("given", [{"skus": ["A-1"]}, {}])
    def test_a_location_that_is_new_is_read_in_the_end(
        self, new_engine: Callable[[str], Engine], given: dict[str, Any]
    ) -> None:
        """Whether a run about one SKU has found it first, or one that has failed before it had read the shop."""
        items = [item(sku, 0, number=number, places=(CENTRAL, SOUTH)) for sku, number in (("A-1", 100), ("A-2", 101))]
        places = {CENTRAL: Place(id=CENTRAL, name="Central"), SOUTH: Place(id=SOUTH, name="Sur")}
        balances = {"A-1": {1270: 5, 1271: 7}, "A-2": {1270: 5, 1271: 7}}
        with corner(new_engine("sqlite"), "shopify", balances=balances, items=items, places=places) as one:
            one.again({"warehouses": {1270: "Central"}})
            one.sync()
            one.again({"warehouses": {1270: "Central", 1271: "Sur"}})
            run = Run(one.engine, one.connection, one.want(**given))
            until_phase(run, "codes" if given else "ledger")
            if given:
                to_the_end(run)
            else:
                one.work().end(run.row, "failed", "")
            one.sync()
            assert (one.shown("A-2", CENTRAL), one.shown("A-2", SOUTH)) == (5, 7)


class TestOldOrders:
    def test_a_product_that_the_shop_has_left_does_not_hold_back_the_books(
        self, opened: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Of a ledger that is asked code by code its balance stays, older every day; all invoices since are read."""
        one = opened({"A-1": 10, "A-2": 4}, {"A-1": 10, "A-2": 4})
        one.connection = replace(one.connection, ledger=Listless(one.connection.ledger))
        one.sync()
        one.item("A-2").sku = "A-3"
        one.sync(is_full=True)
        one.sync(is_full=True)
        with writing(one.engine) as database:
            old = clock.now() - timedelta(days=50)
            database.execute(update(BalanceRow).where(col(BalanceRow.code) == "A-2").values(read_at=old))
        asked: list[datetime] = []

        def noted(*given: Any, invoiced_since: datetime, **others: Any) -> Any:
            asked.append(invoiced_since)
            return open_orders(*given, invoiced_since=invoiced_since, **others)

        monkeypatch.setattr(planning, "open_orders", noted)
        one.sync()
        assert min(asked) > clock.now() - timedelta(days=1)

    def test_orders_that_are_too_old_to_count_are_not_asked_for_in_every_run(self, opened: Open) -> None:
        """More than `MOST_FETCHED` of them would keep every number from being raised, for ever."""
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        id_ = sold_by(one, "A-1", 3, "tienda")
        with writing(one.engine) as database:
            database.execute(update(OrderRow).values(changed_at=clock.now() - timedelta(days=90)))
        one.shop.shop.orders[id_]["date_modified_gmt"] = "2026-01-01T00:00:00"
        one.shop.shop.orders[id_]["updated_at"] = "2026-01-01T00:00:00Z"
        one.stocked("A-1", 12)
        before = len(one.shop.shop.calls)
        one.sync()
        assert {"GET orders/{id}", "query Order"} & set(one.shop.shop.calls[before:]) == set()
        assert one.shown("A-1") == 12


class TestMovingLists:
    def test_a_product_that_slipped_onto_the_page_before_is_not_forgotten(
        self, new_engine: Callable[[str], Engine]
    ) -> None:
        units = {f"A-{number:03}": 5 for number in range(120)}
        items = [item(sku, 5, number=100 + at) for at, sku in enumerate(units)]
        with corner(new_engine("sqlite"), "woocommerce", balances=units, items=items) as one:
            one.sync()
            run = Run(one.engine, one.connection, one.want(is_full=True))
            until_phase(run, "shop")
            while not run.progress.get("cursor", "").startswith("products:2"):
                step(run)
            del one.items["100"]  # the first page is read, and what was on the second moves up by one
            to_the_end(run)
            assert "gone" not in one.counts(run.row), "the one that was deleted had been read before"
            one.stocked("A-100", 0)
            one.sync()
            assert one.shown("A-100") == 0


class TestFiles:
    def test_a_file_that_names_another_company_in_the_middle_is_read_from_the_start(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        run = Run(one.engine, one.connection, one.want(is_full=True))
        until_phase(run, "shop")
        one.connection = replace(one.connection, ledger=Renamed(one.connection.ledger))
        to_the_end(Run(one.engine, one.connection, run.row))
        assert one.row("A-1").result == "written"


class Renamed:
    """The same products under another company's name."""

    company = "otra-empresa"

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class TestLanes:
    def test_what_waits_behind_a_short_pause_waits_no_longer(self, opened: Open) -> None:
        """The hold of a lane is minutes; its next try is due in seconds."""
        one = opened({"A-1": 10}, {"A-1": 3})
        first, second, now = one.want(), one.want(), clock.now()
        with writing(one.engine) as database:
            soon = {"holder": f"{LANES}1", "held_until": now + HOLD, "due_at": now + timedelta(seconds=20)}
            database.execute(update(RunRow).where(col(RunRow.id) == first.id).values(**soon))
        one.work().run_lane(first.lane)
        with reading(one.engine) as database:
            due_at = run_of(database, second.id or 0).due_at
        assert due_at == now + timedelta(seconds=20)


def test_units_in_no_warehouse_do_not_empty_the_warehouses_of_the_file(new_engine: Callable[[str], Engine]) -> None:
    """The company has switched its warehouses off: the units are there, only not said to be in any."""
    policy = {"warehouses": {"1270": "all"}}
    items = [item("A-1", 3, number=100), item("B-1", 3, number=101)]
    with corner(new_engine("sqlite"), "woocommerce", balances={"A-1": 10, "B-1": 2}, items=items, policy=policy) as one:
        one.sync()
        off = {"warehouses": False}
        requests.post(f"{one.siigo.url}/_emulator/settings", json=off, timeout=10).raise_for_status()
        for code, move in (("A-1", -1), ("B-1", -2)):
            body = {"code": code, "move": move}
            requests.post(f"{one.siigo.url}/_emulator/stock", json=body, timeout=10).raise_for_status()
        one.sync()
        assert (one.shown("A-1"), one.shown("B-1")) == (10, 0)
        assert one.row("A-1").why == (
            "Siigo tiene unidades de A-1 que no están en ninguna bodega, y inventory.warehouses nombra bodegas: "
            "asígnelas en Siigo, o ponga inventory.warehouses: all"
        )


@dataclass
class Subscribed:
    """A company that posts to the address it was told last; `meanwhile` happens before it hears of it."""

    told: list[str]
    meanwhile: Callable[[], object] = lambda: None
    company: str = "empresa"
    lists_changes: bool = True

    def watch(self, url: str) -> Watched:
        self.meanwhile()
        self.told.append(url)
        return Watched(is_on=True)


def test_two_connections_that_subscribe_at_once_have_one_address(
    new_engine: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The company posts to the last one that it heard of, and another would be unknown here for a day."""
    engine, told, other_is_told, we_claimed = new_engine("sqlite"), [], Event(), Event()

    def waits() -> None:
        we_claimed.set()
        assert other_is_told.wait(10)

    with corner(engine, "woocommerce", balances={"A-1": 1}) as one:
        ours, theirs = (
            replace(one.connection, hook_url="https://conector.example.co", ledger=cast(StockLedger, ledger))
            for ledger in (Subscribed(told, waits), Subscribed(told))
        )
        first = Thread(target=lambda: hooks.watch(engine, ours, clock.now()))

        def late(_: int) -> str:
            """The other has seen no address; before it can keep its own we keep ours."""
            if not first.is_alive():
                first.start()
                assert we_claimed.wait(10)
                return "suyo"
            return "nuestro"

        monkeypatch.setattr(hooks, "token_urlsafe", late)
        hooks.watch(engine, theirs, clock.now())
        other_is_told.set()
        first.join(10)
    with reading(engine) as database:
        assert told[-1].endswith(f"/{company_of(database, 'empresa').hook}")


@pytest.mark.postgres
@pytest.mark.parametrize(("books", "shows"), [(4, 9_999_999_999), (9_999_999_999, 3)])
def test_a_number_larger_than_most_stops_no_other_product(
    new_engine: Callable[[str], Engine], books: int, shows: int
) -> None:
    """Nines are what a shop writes that never wants to be sold out."""
    items = [item("A-1", shows, number=100), item("B-1", 1, number=101)]
    with corner(new_engine("postgresql"), "woocommerce", balances={"A-1": books, "B-1": 5}, items=items) as one:
        one.sync(is_full=True)
        assert (one.shown("A-1"), one.shown("B-1")) == (books, 5)


class TestRaising:
    def test_the_last_list_of_a_run_allows_no_more_than_the_others(
        self, opened: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An order that cannot be read may have taken the units, however often the orders were listed."""
        monkeypatch.setattr(write_steps, "MOST_LISTS", 1)
        monkeypatch.setattr(look_steps, "list_orders", lambda *_: "some")
        one = opened({"A-1": 10}, {"A-1": 3})
        one.sync()
        assert (one.shown("A-1"), one.row("A-1").result) == (3, "pending")

    def test_units_that_came_into_one_location_leave_those_sold_in_another_where_they_were_sold(
        self, new_engine: Callable[[str], Engine]
    ) -> None:
        """South shows too few as well, and keeps some for orders that are invoiced: nothing was sold there now."""
        items = [item("A-1", 0, number=100, places=(CENTRAL, SOUTH))]
        places = {CENTRAL: Place(id=CENTRAL, name="Central"), SOUTH: Place(id=SOUTH, name="Sur")}
        balances = {"A-1": {1270: 10, 1271: 4}}
        with corner(new_engine("sqlite"), "shopify", balances=balances, items=items, places=places) as one:
            one.again({"warehouses": {1270: CENTRAL, 1271: SOUTH}})
            one.item("A-1").stock[SOUTH].committed = 5
            one.sync()
            sold(one, "A-1", 2, location=CENTRAL)
            seed(one.siigo, {"A-1": {1270: 10, 1271: 24}})
            one.sync()
            assert (one.shown("A-1", CENTRAL), one.shown("A-1", SOUTH)) == (8, 24)
            one.sync(is_full=True)
            assert (one.shown("A-1", CENTRAL), one.shown("A-1", SOUTH)) == (8, 24)
