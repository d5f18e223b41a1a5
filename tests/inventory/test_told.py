"""What a run counts and a row says is about how things stand now, and about what the run is about."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import pytest
import requests
from sqlalchemy import Engine, update

from connector.cli.stock_rows import changed_rows
from connector.db.database import reading, writing
from connector.db.stock import alarms_by_connection
from connector.db.stock_tables import LevelRow
from connector.inventory import look_steps
from connector.inventory.policy import LeaveOut
from connector.model.stock import Change, Variant, Written
from connector.sandbox.shop.state import Platform
from connector.stores.shopify.stock import ShopifyStock
from tests.inventory.conftest import Open
from tests.inventory.place import CENTRAL, Corner, corner, item
from tests.inventory.test_review import sold


@pytest.fixture
def platform(lot_platform: Platform) -> Platform:
    return lot_platform


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

    def test_a_draft_that_stepped_back_keeps_its_price(self, twins: Corner) -> None:
        prices = [{"currency_code": "COP", "price_list": [{"position": 1, "value": 45200}]}]
        body = {"code": "A-1", "prices": prices, "warehouses": [{"id": 1270, "quantity": 10}]}
        requests.post(f"{twins.siigo.url}/_emulator/products", json=body, timeout=10).raise_for_status()
        twins.again({"prices": {"list": 1}})
        twins.sync()
        assert [item.price for item in twins.items.values()] == [Decimal(45200), Decimal(1000)]

    def test_once_both_are_on_sale_it_is_reported(self, twins: Corner) -> None:
        twins.sync()
        twins.items["101"].status = "publish"
        row = twins.sync(is_full=True)
        assert twins.counts(row)["problems"] == {"duplicate_sku": 2}

    def test_a_draft_alone_is_right_before_it_is_on_sale(self, twins: Corner) -> None:
        del twins.items["100"]
        twins.sync()
        assert twins.shown("A-1") == 10


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
