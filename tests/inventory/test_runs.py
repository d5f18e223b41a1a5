"""Whole runs against emulated systems on both platforms: ordinary days and bad ones."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import requests
from sqlalchemy import Engine

from connector.db.database import reading
from connector.db.runs import latest_runs
from connector.inventory import work as shell
from connector.inventory.problems import StockProblem
from connector.sandbox.shop.faults import fault
from connector.sandbox.shop.sending import change, place
from connector.sandbox.shop.shelf import Place, sell
from connector.sandbox.shop.state import Platform
from tests.inventory.conftest import Open
from tests.inventory.place import CENTRAL, SOUTH, Corner, connect, corner, item
from tests.inventory.race import deliver, link
from tests.inventory.shop_orders import order_of

LOOKS = {"woocommerce": "GET products", "shopify": "query StockLook"}
WRITES = {"woocommerce": "POST products/batch", "shopify": "mutation SetStock"}


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "AGAIN_BASE", 0.0)


def company(one: Corner) -> Any:
    return next(iter(one.siigo.state.companies.values()))


def siigo_fault(one: Corner, **given: object) -> None:
    requests.post(f"{one.siigo.url}/_emulator/faults", json=given, timeout=10).raise_for_status()


class TestOrdinaryDays:
    def test_only_what_differs_is_written(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 4, "A-3": 0}, {"A-1": 3, "A-2": 4, "A-3": 2})
        row = one.sync()
        assert [one.shown(sku) for sku in ("A-1", "A-2", "A-3")] == [10, 4, 0]
        assert len(one.shop.shop.stock_writes) == 2
        assert (one.counts(row)["written"], one.counts(row)["same"]) == (2, 1)
        told = one.row("A-1").as_object()
        assert (told["before"], told["after"], told["result"], told["expected"]) == (3, 10, "written", 10)
        assert told["warehouses"] == {"1270": "10", "1271": "0"}

    def test_nothing_new_is_one_call_to_the_ledger_and_none_to_the_shop(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        one.sync()
        row = one.sync()
        assert (row.ledger_calls, row.shop_calls) == (1, 0)

    def test_what_changed_is_looked_at_and_written(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 4}, {"A-1": 10, "A-2": 4})
        one.sync()
        one.stocked("A-2", 9)
        before = len(one.shop.shop.calls)
        row = one.sync()
        assert one.shown("A-2") == 9
        calls = one.shop.shop.calls[before:]
        assert calls.count(WRITES[one.shop.shop.platform]) == 1
        assert row.ledger_calls == 1

    def test_a_change_in_the_shop_is_found_by_a_full_run(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        one.item("A-1").stock[one.place()].available = 99
        one.sync()
        assert one.shown("A-1") == 99
        one.sync(is_full=True)
        assert one.shown("A-1") == 10

    def test_what_is_new_in_the_shop_and_what_is_gone(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 10})
        one.sync()
        one.shop.shop.items["900"] = item("A-2", 0, number=900, places=(one.place(),))
        del one.shop.shop.items[one.item("A-1").id]
        row = one.sync(is_full=True)
        assert one.shown("A-2") == 5
        assert one.counts(row)["gone"] == 1

    def test_a_product_deleted_in_the_ledger(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 10, "A-2": 5})
        one.sync()
        books = company(one)
        with books.lock:
            del books.products[books.product_ids.pop("A-2")]
        one.sync(is_full=True)
        assert one.row("A-2").result == "not_found"
        assert one.shown("A-2") == 5

    def test_a_dry_run_writes_nothing_and_tells(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        row = one.sync(is_dry=True)
        assert one.shop.shop.stock_writes == []
        told = one.row("A-1").as_object()
        assert (told["result"], told["available"], told["planned"], told["written_at"]) == ("dry", 3, 10, None)
        assert one.counts(row)["dry"] == 1
        one.sync()
        assert one.shown("A-1") == 10

    def test_a_shadow_writes_nothing(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        one.again({}, is_shadow=True)
        one.sync()
        assert one.shop.shop.stock_writes == []
        assert one.row("A-1").result == "dry"

    def test_some_skus(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 3, "A-2": 3})
        row = one.sync(skus=["A-2"])
        assert (one.shown("A-1"), one.shown("A-2")) == (3, 5)
        assert row.ledger_calls <= 3
        one.sync()
        assert one.shown("A-1") == 10

    def test_negative_and_fractional_balances(self, opened: Open) -> None:
        one = opened({"A-1": "-3", "A-2": "7.9"}, {"A-1": 3, "A-2": 3})
        one.sync()
        assert (one.shown("A-1"), one.shown("A-2")) == (0, 7)

    def test_the_same_sku_twice_is_reported_and_left_alone(self, opened: Open, platform: Platform) -> None:
        places = (CENTRAL,) if platform == "shopify" else ("",)
        twins = [item("A-1", 3, number=number, places=places) for number in (100, 101)]
        one = opened({"A-1": 10}, {}, items=twins)
        row = one.sync()
        assert one.shop.shop.stock_writes == []
        assert one.counts(row)["problems"] == {"duplicate_sku": 2}

    def test_what_the_shop_does_not_count_is_counted_from_now_on_where_wanted(
        self, opened: Open, platform: Platform
    ) -> None:
        places = (CENTRAL,) if platform == "shopify" else ("",)
        uncounted = [item("A-1", 0, number=100, places=places, is_counted=False)]
        one = opened({"A-1": 10}, {}, items=uncounted)
        one.sync()
        assert one.row("A-1").result == "untracked"
        one.again({"untracked": "count"})
        one.sync(is_full=True)
        assert one.item("A-1").is_counted
        assert one.shown("A-1") == 10

    def test_prices_of_a_list(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10}, policy={"prices": {"list": 1, "round_to": 100}})
        prices = [{"currency_code": "COP", "price_list": [{"position": 1, "value": 45210.5}]}]
        body = {"code": "A-1", "prices": prices, "warehouses": [{"id": 1270, "quantity": 10}]}
        requests.post(f"{one.siigo.url}/_emulator/products", json=body, timeout=10).raise_for_status()
        row = one.sync()
        assert one.item("A-1").price == Decimal(45200)
        assert one.counts(row)["prices"] == 1
        before = len(one.shop.shop.calls)
        one.sync()
        assert len(one.shop.shop.calls) == before


class TestLocations:
    @pytest.fixture
    def one(self, new_engine: Callable[[str], Engine]) -> Any:
        items = [item("A-1", 0, number=100, places=(CENTRAL, SOUTH))]
        places = {CENTRAL: Place(id=CENTRAL, name="Central"), SOUTH: Place(id=SOUTH, name="Sur")}
        with corner(
            new_engine("sqlite"), "shopify", balances={"A-1": {1270: 10, 1271: 4}}, items=items, places=places
        ) as found:
            yield found

    def test_two_warehouses_to_two_locations(self, one: Corner) -> None:
        one.again({"warehouses": {1270: "Central", 1271: SOUTH}})
        one.sync()
        assert (one.shown("A-1", CENTRAL), one.shown("A-1", SOUTH)) == (10, 4)

    def test_an_open_order_is_taken_where_the_shop_keeps_its_units(self, one: Corner) -> None:
        one.again({"warehouses": {1270: CENTRAL, 1271: SOUTH}})
        one.sync()
        body = order_of("shopify", one.item("A-1"), 2, number=7001)
        sell(one.item("A-1"), 2, SOUTH)
        delivery = place(one.shop.shop, body)
        deliver(one.engine, str(body["id"]), delivery.topic, delivery.body)
        row = one.sync(is_full=True)
        assert (one.shown("A-1", CENTRAL), one.shown("A-1", SOUTH)) == (10, 2)
        assert "written" not in one.counts(row)

    def test_which_of_several(self, one: Corner) -> None:
        one.again({})
        with pytest.raises(StockProblem, match=r"la tienda tiene 2 sedes y hay que decir cuál: Central \(77001\), Sur"):
            one.sync()

    @pytest.mark.parametrize(
        ("name", "words"),
        [("Norte", "la tienda no tiene la sede Norte"), ("Cerrada", "está desactivada"), ("Bodegaje", "otro servicio")],
    )
    def test_one_that_cannot_be_written(self, one: Corner, name: str, words: str) -> None:
        one.shop.shop.places["77003"] = Place(id="77003", name="Cerrada", is_active=False)
        one.shop.shop.places["77004"] = Place(id="77004", name="Bodegaje", is_service=True)
        one.again({"warehouses": {1270: name}})
        row = one.drained(one.want())
        assert row.state == "failed"
        assert words in row.why
        assert "Central (77001)" in row.why or name != "Norte"

    def test_on_hand_follows_what_was_sent(self, one: Corner) -> None:
        """The shop itself keeps sold units back until they are sent; from then on the open order counts."""
        one.again({"warehouses": {1270: CENTRAL}, "quantity": "on_hand"})
        one.sync()
        shelf = one.item("A-1").stock[CENTRAL]
        sell(one.item("A-1"), 2, CENTRAL)
        body = order_of("shopify", one.item("A-1"), 2, number=7001)
        delivery = place(one.shop.shop, body)
        deliver(one.engine, str(body["id"]), delivery.topic, delivery.body)
        one.sync(is_full=True)
        assert (shelf.on_hand, shelf.available) == (10, 8)
        shelf.committed -= 2
        delivery = change(
            one.shop.shop, str(body["id"]), {"fulfillment_status": "fulfilled", "financial_status": "pending"}
        )
        deliver(one.engine, str(body["id"]), delivery.topic, delivery.body)
        one.sync(is_full=True)
        assert (shelf.on_hand, shelf.available) == (8, 8)


class TestOpenOrders:
    def sold(self, one: Corner, units: int, number: int = 7001, **fields: object) -> tuple[str, dict[str, Any]]:
        """The shop sells, and its delivery arrives."""
        body = order_of(one.shop.shop.platform, one.item("A-1"), units, number=number) | fields
        with one.shop.shop.lock:
            sell(one.item("A-1"), units, one.place())
            delivery = place(one.shop.shop, body)
        deliver(one.engine, str(body["id"]), delivery.topic, delivery.body)
        return str(body["id"]), body

    def test_an_order_without_invoice_is_taken_off_until_it_has_one(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        id_, _ = self.sold(one, 3)
        one.sync()
        assert one.shown("A-1") == 7
        assert one.row("A-1").as_object()["open_orders"] == "3"
        one.stocked("A-1", 7)
        link(one.engine, id_)
        one.sync()
        assert one.shown("A-1") == 7
        assert one.row("A-1").as_object()["open_orders"] == "0"
        assert one.shop.shop.stock_writes == []

    def test_one_that_was_cancelled_is_not(self, opened: Open, platform: Platform) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        id_, _ = self.sold(one, 3)
        fields = {"status": "cancelled"} if platform == "woocommerce" else {"cancelled_at": "2026-11-24T10:00:00-05:00"}
        sell(one.item("A-1"), -3, one.place())
        delivery = change(one.shop.shop, id_, fields)
        deliver(one.engine, id_, delivery.topic, delivery.body)
        one.sync()
        assert one.shown("A-1") == 10
        assert one.row("A-1").as_object()["open_orders"] == "0"

    def test_one_whose_delivery_is_still_on_its_way_is_known_before_anything_is_raised(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        one.sync()
        body = order_of(one.shop.shop.platform, one.item("A-1"), 3, number=7001)
        with one.shop.shop.lock:
            sell(one.item("A-1"), 3, one.place())
            place(one.shop.shop, body)
        one.stocked("A-1", 12)
        one.sync()
        assert one.shown("A-1") == 9

    def test_the_orders_of_another_shop_of_the_company_count_too(
        self, opened: Open, new_engine: Callable[[str], Engine]
    ) -> None:
        one = opened({"A-1": 10}, {"A-1": 10})
        other = connect(one.siigo, one.shop, {}, "otra")
        siblings = [*one.connection.siblings(), *other.siblings()]
        one.again({}, siblings=lambda: siblings)
        one.sync()
        body = order_of(one.shop.shop.platform, one.item("A-1"), 4, number=7001)
        delivery = place(one.shop.shop, body)
        deliver(one.engine, str(body["id"]), delivery.topic, delivery.body, "otra")
        one.sync()
        assert one.shown("A-1") == 6

    def test_a_combo_takes_its_components(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10, "COMBO": 5})
        combo = {"code": "COMBO", "name": "Combo", "type": "Combo", "components": [{"code": "A-1", "quantity": 2}]}
        requests.post(f"{one.siigo.url}/_emulator/products", json=combo, timeout=10).raise_for_status()
        one.sync()
        assert one.row("COMBO").result == "combo"
        body = order_of(one.shop.shop.platform, one.item("COMBO"), 3, number=7001)
        delivery = place(one.shop.shop, body)
        deliver(one.engine, str(body["id"]), delivery.topic, delivery.body)
        one.sync()
        assert one.shown("A-1") == 4

    def test_states_that_do_not_count(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 10}, policy={"open_orders": {"states": ["held"]}})
        one.sync()
        self.sold(one, 3)
        one.sync(is_full=True)
        assert one.shown("A-1") == 10


class TestBadDays:
    @pytest.mark.parametrize("what", ["429", "500_before", "503", "drop_after"])
    def test_the_ledger_fails_in_the_middle(self, opened: Open, what: str) -> None:
        one = opened({f"A-{number}": number for number in range(150)}, {"A-7": 0, "A-140": 0})
        siigo_fault(one, where="GET /v1/products", what=what, times=2, seconds=1)
        row = one.drained(one.want())
        assert row.state == "done"
        assert (one.shown("A-7"), one.shown("A-140")) == (7, 140)

    @pytest.mark.parametrize("what", ["500_before", "500_after", "503", "429", "page", "drop_before", "drop_after"])
    @pytest.mark.parametrize("where", ["look", "write"])
    def test_the_shop_fails(self, opened: Open, platform: Platform, what: str, where: str) -> None:
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 3, "A-2": 3})
        places = {"look": LOOKS, "write": WRITES}[where]
        one.shop.shop.faults = [fault(what, places[platform], times=2)]
        if where == "look":
            one.shop.shop.faults = [fault(what, times=1)]
        row = one.drained(one.want())
        while what == "page" and row.state == "failed" and len(one.shop.shop.calls) < 40:
            row = one.drained(one.want())  # a firewall's refusal is for a person; the next run does it
        assert row.state == "done"
        assert (one.shown("A-1"), one.shown("A-2")) == (10, 5)
        assert [write.after for write in one.shop.shop.stock_writes if write.after > 3].count(10) == 1

    def test_a_ledger_that_stays_away_ends_the_run_in_words(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        siigo_fault(one, where="GET /v1/products", what="503")
        row = one.drained(one.want())
        assert row.state == "failed"
        assert row.why.startswith("8 intentos seguidos fallaron: ")
        requests.delete(f"{one.siigo.url}/_emulator/faults", timeout=10)
        assert one.drained(one.want()).state == "done"
        assert one.shown("A-1") == 10

    def test_credentials_that_are_refused_end_the_run_at_once(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        one.shop.shop.key, one.shop.shop.token = "otra", "otra"
        row = one.drained(one.want(), slices=1)
        assert row.state == "failed"
        assert row.why

    def test_a_bug_ends_its_run_and_says_so(self, opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})

        def broken(_run: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(shell, "step", broken)
        row = one.drained(one.want(), slices=1)
        assert row.why == (
            "error interno (ZeroDivisionError): avise a quien opera el conector, el registro tiene los detalles"
        )

    def test_a_product_deleted_in_the_shop_meanwhile(self, opened: Open) -> None:
        one = opened({"A-1": 10, "A-2": 5}, {"A-1": 3, "A-2": 3})
        one.sync()
        one.stocked("A-1", 20)
        one.stocked("A-2", 20)
        del one.shop.shop.items[one.item("A-1").id]
        row = one.sync()
        assert one.shown("A-2") == 20
        assert one.counts(row)["gone"] == 1

    def test_one_bad_item_stops_no_other(self, opened: Open, platform: Platform) -> None:
        units = {f"A-{number}": 5 for number in range(60)}
        one = opened(units, dict.fromkeys(units, 1))
        one.sync(is_dry=True)
        if platform == "shopify":
            one.item("A-30").kind = "bundle"
        else:
            one.item("A-30").status = "trash"
        row = one.sync()
        others = [sku for sku in units if sku != "A-30"]
        assert {one.shown(sku) for sku in others} == {5}
        assert row.state == "done"

    def test_a_sale_between_look_and_write_is_never_overwritten(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 8})
        seen: list[str] = []

        def sale() -> None:
            if one.shop.shop.calls[-1:] != seen[-1:] and len(one.shop.shop.calls) > 1 and not seen:
                seen.append("sale")
                body = order_of(one.shop.shop.platform, one.item("A-1"), 2, number=7001)
                with one.shop.shop.lock:
                    sell(one.item("A-1"), 2, one.place())
                    place(one.shop.shop, body)

        from tests.inventory.race import Interrupting

        calls = Interrupting()
        one.again({}, shop_calls=calls)
        one.sync(is_dry=True)
        calls.before = sale
        one.sync()
        assert seen
        assert one.shown("A-1") == 8
        assert all(write.after <= 8 for write in one.shop.shop.stock_writes)

    def test_two_runs_at_once_are_one_after_the_other(self, opened: Open) -> None:
        one = opened({"A-1": 10}, {"A-1": 3})
        first, second = one.want(), one.want()
        assert first.id != second.id
        one.work().run_lane(first.lane)
        with reading(one.engine) as database:
            runs = latest_runs(database)
        assert [run.state for run in runs] == ["done", "done"]
        assert runs[0].began_at is not None
        assert runs[1].ended_at is not None
        assert runs[0].began_at >= runs[1].ended_at
        assert len(one.shop.shop.stock_writes) == 1
