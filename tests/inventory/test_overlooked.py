"""What happens seldom: shops that share a company, places that come late, long pauses, lists that move, clocks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, cast

import pytest
import requests
from sqlalchemy import Engine, update
from sqlmodel import col

from connector import clock
from connector.cli.stock_rows import changed_rows
from connector.db.database import reading, writing
from connector.db.open_orders import keep_open_orders, open_orders_of
from connector.db.runs import LANES, run_of, unfinished
from connector.db.stock import alarms_by_connection, company_of, keep_company, keep_stock
from connector.db.stock_tables import BalanceRow, LevelRow, OpenOrderRow, RunRow
from connector.db.tables import OrderRow
from connector.errors import RemoteUnavailable
from connector.inventory import hooks, look_steps, planning, write_steps
from connector.inventory.connection import Sibling
from connector.inventory.open_orders import open_orders
from connector.inventory.policy import LeaveOut
from connector.inventory.run import Run
from connector.inventory.running import step
from connector.inventory.wanting import want_after_change
from connector.inventory.work import HOLD
from connector.model.stock import Change, Variant, Watched, Written
from connector.sandbox.shop.sending import place
from connector.sandbox.shop.shelf import Place, sell
from connector.sandbox.shop.state import Platform
from connector.stock_ports import StockLedger
from connector.stores.shopify.stock import ShopifyStock
from tests.inventory.conftest import Open
from tests.inventory.place import CENTRAL, SOUTH, Corner, connect, corner, item, seed
from tests.inventory.race import deliver
from tests.inventory.shop_orders import order_of
from tests.inventory.test_review import Listless, sold, to_the_end, until_phase


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


class TestClocks:
    """The clock of the machine was hours ahead, and has been put right."""

    def test_a_notice_is_not_hours_away(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        now = clock.now()
        want_after_change(one.engine, [one.connection], now + timedelta(hours=5))
        with writing(one.engine) as database:
            database.execute(update(RunRow).values(state="done", ended_at=now, due_at=None))
        want_after_change(one.engine, [one.connection], now)
        with reading(one.engine) as database:
            [row] = unfinished(database, "tienda")
        assert row.due_at is not None
        assert row.due_at < now + timedelta(minutes=2)

    def test_orders_are_listed_from_a_time_that_has_been(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        with writing(one.engine) as database:
            keep_stock(database, "tienda", listed_from=clock.now() + timedelta(hours=5))
        body = order_of(one.shop.shop.platform, one.item("A-1"), 3, number=7001)
        with one.shop.shop.lock:
            sell(one.item("A-1"), 3, one.place())
            place(one.shop.shop, body)
        one.stocked("A-1", 12)
        one.sync()
        assert one.shown("A-1") == 9

    def test_the_next_run_is_not_hours_away(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        now = clock.now()
        ahead = one.want(now=now + timedelta(hours=5), is_full=True)
        with writing(one.engine) as database:
            done = {"state": "done", "ended_at": now, "due_at": None}
            database.execute(update(RunRow).where(col(RunRow.id) == ahead.id).values(**done))
        assert one.work().want_due(now) > 0

    def test_balances_of_tomorrow_are_no_balances(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 4}, {"A-1": 10, "A-2": 4})
        one.sync()
        tomorrow = clock.now() + timedelta(days=1)
        with writing(one.engine) as database:
            database.execute(update(BalanceRow).values(read_at=tomorrow))
            keep_company(database, one.connection.ledger.company, read_from=tomorrow)
        one.stocked("A-1", 1)
        one.sync()
        assert one.shown("A-1") == 1
        with reading(one.engine) as database:
            company = company_of(database, one.connection.ledger.company)
        assert company.read_from is not None
        assert company.read_from < tomorrow

    def test_a_run_in_whose_middle_it_was_put_right_begins_anew_and_ends(
        self, opened: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Whatever it looks at now would be of before it began, and so be looked at again for hours."""
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 10, "A-2": 5})
        one.sync()
        one.stocked("A-1", 8)
        run = Run(one.engine, one.connection, one.want())
        until_phase(run, "look")
        real = clock.now
        monkeypatch.setattr(clock, "now", lambda: real() - timedelta(hours=1))
        ended_after(run, steps=30)
        assert one.shown("A-1") == 8

    def test_a_run_goes_on_in_a_process_whose_clock_is_slower(
        self, opened: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        run = Run(one.engine, one.connection, one.want(is_full=True))
        until_phase(run, "shop")
        real = clock.now
        monkeypatch.setattr(clock, "now", lambda: real() - timedelta(minutes=2))
        ended_after(run, steps=30)
        assert one.shown("A-1") == 10

    def test_what_was_looked_at_in_times_to_come_is_looked_at_again(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        with writing(one.engine) as database:
            database.execute(update(LevelRow).values(looked_at=clock.now() + timedelta(hours=5)))
        one.stocked("A-1", 12)
        one.sync()
        assert one.shown("A-1") == 12

    @pytest.mark.parametrize(
        "then",
        [
            {"state": "waiting"},
            {"state": "running", "holder": f"{LANES}1", "held_until": timedelta(hours=5, minutes=5)},
            {"state": "running", "holder": "cli-1", "held_until": timedelta(hours=5, minutes=5), "due_at": None},
        ],
    )
    def test_a_run_that_was_not_over_is_not_hours_away(self, opened: Open, then: dict[str, Any]) -> None:
        """A machine often boots with a wrong clock, which is put right within seconds."""
        one = opened({"A-1": 10}, {"A-1": 3})
        now = clock.now()
        row = one.want(now=now + timedelta(hours=5))
        times = {name: now + value if isinstance(value, timedelta) else value for name, value in then.items()}
        with writing(one.engine) as database:
            database.execute(update(RunRow).values(began_at=now + timedelta(hours=5), **times))
        work = one.work()
        work.want_due(now)
        for _ in range(3):
            work.run_lane(row.lane)
        assert one.shown("A-1") == 10


def ended_after(run: Run, *, steps: int) -> None:
    """Or fewer."""
    for _ in range(steps):
        if run.is_over:
            return
        step(run)
    raise AssertionError(f"the run does not end: {run.row.phase}")


class TestTold:
    """What a row says is about how it stands now."""

    def test_a_refusal_that_is_over_is_not_told_any_longer(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        one.sync()
        with writing(one.engine) as database:
            database.execute(update(LevelRow).values(result="refused", why="la tienda no quiso", available=3))
        one.item("A-1").stock[one.place()].available = 10
        one.sync(is_full=True)
        assert (one.row("A-1").result, one.row("A-1").why) == ("same", "")

    def test_what_is_left_alone_by_now_tells_why_that_is_so(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        one.sync()
        with writing(one.engine) as database:
            database.execute(update(LevelRow).values(result="refused", why="la tienda no quiso"))
        one.again({"leave_out": {"skus": "A-*"}})
        one.sync(is_full=True)
        assert one.row("A-1").why == "excluido por leave_out.skus: A-*"


class TestNotOnSale:
    """Shops keep drafts of products, and archive what they once sold, with the same SKU."""

    @pytest.fixture
    def twins(self, opened: Open, platform: Platform) -> Corner:
        places = (CENTRAL,) if platform == "shopify" else ("",)
        on_sale, draft = (item("A-1", 3, number=number, places=places) for number in (100, 101))
        draft.status = "draft"
        return opened({"A-1": 10}, {}, items=[on_sale, draft])

    def test_a_draft_does_not_keep_what_is_on_sale_from_being_right(self, twins: Corner) -> None:
        row = twins.sync()
        shown = [item.stock[twins.place()].available for item in twins.items.values()]
        assert shown == [10, 3]
        assert twins.counts(row)["problems"] == {"not_offered": 1}

    def test_once_both_are_on_sale_it_is_reported(self, twins: Corner) -> None:
        twins.sync()
        twins.items["101"].status = "publish"
        row = twins.sync(is_full=True)
        assert twins.counts(row)["problems"] == {"duplicate_sku": 2}

    def test_a_draft_alone_is_right_before_it_is_on_sale(self, twins: Corner) -> None:
        del twins.items["100"]
        twins.sync()
        assert twins.shown("A-1") == 10


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


class TestCounting:
    def test_a_shop_that_says_yes_and_does_not_count_is_asked_once_a_full_run(
        self, new_engine: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Another app may switch it off again at once."""
        asked: list[str] = []

        def deaf(_: ShopifyStock, variants: Sequence[Variant]) -> Mapping[str, str]:
            asked.extend(variant.sku for variant in variants)
            return {}

        monkeypatch.setattr(ShopifyStock, "count", deaf)
        items = [item("A-1", 0, number=100, places=(CENTRAL,), is_counted=False)]
        policy = {"untracked": "count"}
        with corner(new_engine("sqlite"), "shopify", balances={"A-1": 10}, items=items, policy=policy) as one:
            for asked_so_far, is_full in [(1, True), (1, False), (2, True)]:
                one.drained(one.want(is_full=is_full))
                assert asked == ["A-1"] * asked_so_far
                assert (one.row("A-1").result, one.row("A-1").level.drift_since is not None) == ("refused", True)
                assert "no lleva su inventario" in one.row("A-1").why


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


class TestRounds:
    """A number that changed while it was written makes the run plan again, all the others too."""

    @pytest.fixture
    def one(self, opened: Open, monkeypatch: pytest.MonkeyPatch) -> Corner:
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 12, "A-2": 9})
        really, tried = one.connection.shop.write, ["A-2"]

        def write(changes: Sequence[Change], *, key: str, reference: str) -> list[Written]:
            done: list[Written] = []
            for change in changes:
                if change.variant.sku in tried:
                    tried.remove(change.variant.sku)
                    done.append(Written(change=change, outcome="stale"))
                elif change.variant.sku == "A-1" and change.quantity == 10:
                    done.append(Written(change=change, outcome="refused", why="la tienda no quiso"))
                else:
                    done += really([change], key=key, reference=reference)
            return done

        monkeypatch.setattr(one.connection.shop, "write", write)
        return one

    def test_what_the_shop_refused_is_tried_once_a_run(self, one: Corner) -> None:
        counts = one.counts(one.sync(is_full=True))
        assert {name: counts.get(name) for name in ("written", "stale", "refused")} == {
            "written": 1,
            "stale": 1,
            "refused": 1,
        }
        assert one.counts(one.sync(is_full=True))["refused"] == 1, "and again in the next full run"

    def test_what_is_put_off_in_each_of_them_is_counted_once(
        self, one: Corner, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(look_steps, "list_orders", lambda *_: "some")
        one.stocked("A-1", 15)
        assert one.counts(one.sync(is_full=True))["pending"] == 1


class TestSomeSkus:
    """A run about some of them tells nothing of the others that it does not know."""

    def test_what_an_order_has_sold_meanwhile_does_not_drift(self, opened: Open) -> None:
        """The shop has lowered it by itself; nobody has looked."""
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 10, "A-2": 5}, policy={"alarm": {"drift": 0}})
        one.sync()
        sold(one, "A-2", 2)
        one.drained(one.want(skus=["A-1"]))
        with reading(one.engine) as database:
            assert alarms_by_connection(database) == {}
        level = one.row("A-2").level
        assert level is not None
        assert level.drift_since is None

    def test_others_are_not_counted(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 5, "A-3": 3}, {"A-1": 8, "A-2": 5, "A-3": 3, "OTRO": 1})
        one.sync()
        one.stocked("A-1", 11)
        told = one.counts(one.sync(skus=["A-1"]))
        assert told == {"ledger": 1, "written": 1, "variants": 1, "matched": 1, "same": 0, "problems": {}}


def test_a_shop_that_asks_for_ten_minutes_again_and_again_ends_the_run(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So does WordPress under maintenance: each wait is long enough to begin anew, and none of them would count."""
    one = opened({"A-1": 10}, {"A-1": 3})

    def away(*_: object) -> None:
        raise RemoteUnavailable("en mantenimiento", status=503, retry_after=600)

    monkeypatch.setattr(one.connection.shop, "page", away)
    row, passed, real = one.want(is_full=True), timedelta(), clock.now
    while row.ended_at is None and passed < timedelta(hours=5):
        monkeypatch.setattr(clock, "now", lambda: real() + passed)  # noqa: B023
        one.work().run_lane(row.lane)
        passed += timedelta(minutes=10)
        with reading(one.engine) as database:
            row = run_of(database, row.id or 0)
    assert row.state == "failed"
    assert row.why.endswith("en mantenimiento")


class TestTable:
    """What `sync` shows of its run."""

    def test_what_was_put_off_shows_the_number_of_now_and_no_older_write(
        self, opened: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        one.sync()
        one.stocked("A-1", 12)
        monkeypatch.setattr(look_steps, "list_orders", lambda *_: "some")
        [row] = changed_rows(one.engine, one.sync())
        assert row.cells()[5:8] == ["10", "", "pendiente"]

    def test_what_the_shop_does_not_count_though_asked_is_counted_as_refused(
        self, new_engine: Callable[[str], Engine], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(ShopifyStock, "count", lambda *_: {})
        items = [item("A-1", 0, number=100, places=(CENTRAL,), is_counted=False), item("A-2", 9, number=101)]
        policy, balances = {"untracked": "count"}, {"A-1": 10, "A-2": 5}
        with corner(new_engine("sqlite"), "shopify", balances=balances, items=items, policy=policy) as one:
            assert one.counts(one.sync(is_full=True))["refused"] == 1


@pytest.mark.parametrize(
    ("pattern", "sku", "is_out"),
    [
        ("KIT[2]", "KIT[2]", True),
        ("KIT[2]", "KIT2", False),
        ("*[ROJO]", "CAM-1[ROJO]", True),
        ("REGALO-*", "REGALO-1", True),
        ("REGALO-*", "regalo-1", False),
    ],
)
def test_brackets_stand_for_themselves_in_what_is_left_out(pattern: str, sku: str, is_out: bool) -> None:
    assert bool(LeaveOut(skus=(pattern,)).reason(sku, "", "")) == is_out


def test_what_a_run_wrote_before_it_began_anew_is_shown_too(opened: Open) -> None:
    one = opened({"A-1": 10}, {"A-1": 12})
    run = Run(one.engine, one.connection, one.want(is_full=True))
    until_phase(run, "write")
    step(run)
    began_at = run.row.began_at
    one.again({"alarm": {"drift": 5}})
    row = to_the_end(Run(one.engine, one.connection, run.row))
    assert one.counts(row)["written"] == 1
    assert [shown.variant.sku for shown in changed_rows(one.engine, row)] == ["A-1"]
    assert row.began_at == began_at
