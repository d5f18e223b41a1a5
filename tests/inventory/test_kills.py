"""A process that dies at any step of a run: whoever goes on ends it right, and nothing is written twice.

Every step is killed twice: after what it asked for was done and before that is kept, and right after it was kept; every
day in one of these ways and on one of the two databases by a fixed lot, with CONNECTOR_TEST_EVERYTHING=1 in all.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests
from sqlalchemy import Engine

from connector import clock
from connector.db.database import reading, writing
from connector.db.runs import run_of, take
from connector.db.stock_tables import RunRow
from connector.inventory import run as run_module
from connector.inventory.run import Run
from connector.inventory.running import step
from connector.sandbox.shop.sending import place
from connector.sandbox.shop.shelf import sell
from connector.sandbox.shop.state import Platform
from tests.inventory.place import CENTRAL, Corner, corner, item
from tests.inventory.shop_orders import order_of
from tests.lots import EVERYTHING

MOST_STEPS = 40


class Died(BaseException):
    """Nobody catches it: the process is gone."""


@contextmanager
def scene(engine: Engine, platform: Platform) -> Iterator[Corner]:
    """Everything that a run can meet: raises, lowers, a twin, an uncounted one, one that is gone, prices, a sale whose
    delivery is on its way."""
    places = (CENTRAL,) if platform == "shopify" else ("",)
    units = {"A-1": 2, "A-2": 9, "A-3": 5, "B-1": 1, "B-2": 1, "C-1": 0}
    items = [item(sku, count, number=100 + at, places=places) for at, (sku, count) in enumerate(units.items())]
    items[-1].is_counted = False
    policy = {"prices": {"list": 1}, "untracked": "count", "match": {"aliases": {"B-2": "B-1"}}}
    balances = {"A-1": 10, "A-2": 3, "A-3": 5, "B-1": 7, "C-1": 8}
    with corner(engine, platform, balances=balances, items=items, policy=policy) as one:
        prices = [{"currency_code": "COP", "price_list": [{"position": 1, "value": 2500}]}]
        body = {"code": "A-1", "prices": prices, "warehouses": [{"id": 1270, "quantity": 10}]}
        requests.post(f"{one.siigo.url}/_emulator/products", json=body, timeout=10).raise_for_status()
        order = order_of(platform, one.item("A-1"), 2, number=7001)
        with one.shop.shop.lock:
            sell(one.item("A-1"), 2, one.place())
            place(one.shop.shop, order)
        yield one


def is_right(one: Corner) -> None:
    assert {sku: one.shown(sku) for sku in ("A-1", "A-2", "A-3", "B-1", "B-2", "C-1")} == {
        "A-1": 8,
        "A-2": 3,
        "A-3": 5,
        "B-1": 1,
        "B-2": 1,
        "C-1": 8,
    }
    assert one.item("A-1").price == Decimal(2500)
    changes = [(write.item_id, write.before, write.after) for write in one.shop.shop.stock_writes]
    assert len(changes) == len(set(changes)) == 3, changes


def go_on(one: Corner, row: RunRow, steps: int = MOST_STEPS) -> int:
    """By somebody who knows the run from the database alone; how many steps it took."""
    with reading(one.engine) as database:
        run = Run(one.engine, one.connection, run_of(database, row.id or 0))
    done = 0
    while not run.is_over and done < steps:
        step(run)
        done += 1
    return done


@pytest.fixture(scope="module")
def counted() -> dict[str, int]:
    return {}


def steps_of(new_engine: Callable[[str], Engine], platform: Platform, counted: dict[str, int]) -> int:
    """How many steps the run has when nobody dies."""
    if platform not in counted:
        with scene(new_engine("sqlite"), platform) as one:
            counted[platform] = go_on(one, one.want())
            is_right(one)
    return counted[platform]


def is_drawn(number: int, platform: str, database: str, when: str) -> bool:
    """The lot: every second step of a platform dies once, in one way on one database; the others on the other."""
    if number % 2 != (platform == "shopify"):
        return False
    ways = [("sqlite", "before it is kept"), ("postgresql", "after it was kept")]
    ways += [("postgresql", "before it is kept"), ("sqlite", "after it was kept")]
    return ways[(number // 2 + 2 * (platform == "shopify")) % 4] == (database, when)


@pytest.mark.parametrize("when", ["before it is kept", "after it was kept"])
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
@pytest.mark.parametrize("half", [0, 1])
def test_whoever_goes_on_ends_it_right(
    new_engine: Callable[[str], Engine],
    platform: Platform,
    database: str,
    when: str,
    half: int,
    counted: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(half, steps_of(new_engine, platform, counted), 2):
        if not (EVERYTHING or is_drawn(number, platform, database, when)):
            continue
        with scene(new_engine(database), platform) as one:
            row = one.want()
            go_on(one, row, number)
            if when == "before it is kept":
                with monkeypatch.context() as patch:
                    patch.setattr(run_module, "change_run", _dies)
                    _die(one, row)
            else:
                go_on(one, row, 1)
            go_on(one, row)
            with reading(one.engine) as books:
                ended = run_of(books, row.id or 0)
            assert (ended.state, ended.phase) == ("done", "over"), f"killed at step {number}"
            is_right(one)
            one.sync()
            is_right(one)


def test_the_next_run_finishes_what_was_left(new_engine: Callable[[str], Engine], platform: Platform) -> None:
    """In its lane, without anybody's help."""
    with scene(new_engine("sqlite"), platform) as one:
        row = one.want()
        go_on(one, row, 6)
        later = one.want()
        work = one.work()
        work.run_lane(row.lane)
        with reading(one.engine) as database:
            runs = [run_of(database, run.id or 0) for run in (row, later)]
        assert [run.state for run in runs] == ["done", "done"]
        is_right(one)


def _die(one: Corner, row: RunRow) -> None:
    with pytest.raises(Died):
        go_on(one, row, 1)


def _dies(*_arguments: Any, **_given: Any) -> None:
    raise Died


def test_what_a_terminal_left_is_taken_up_by_the_lanes(new_engine: Callable[[str], Engine], platform: Platform) -> None:
    with scene(new_engine("sqlite"), platform) as one:
        row = one.want()
        now = clock.now()
        with writing(one.engine) as database:
            assert take(database, row.id or 0, "cli-1", now + timedelta(seconds=60), now)
            assert not take(database, row.id or 0, "cli-2", now + timedelta(seconds=60), now)
        go_on(one, row, 5)
        work = one.work()
        work.want_due(now + timedelta(seconds=30))
        assert not work.run_lane(row.lane), "somebody still works on it"
        assert one.item("A-2").available == 9
        with writing(one.engine) as database:
            assert take(database, row.id or 0, "cli-1", now - timedelta(seconds=1), now)
        work.want_due(now)
        work.run_lane(row.lane)
        is_right(one)
