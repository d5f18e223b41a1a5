"""Real processes: a worker that is killed, several that look at one clock, notices, and commands beside a worker."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import Engine, update
from sqlmodel import col

from connector import clock
from connector.db.database import open_database, reading, writing
from connector.db.runs import latest_runs
from connector.db.stock import company_of
from connector.db.stock_tables import RunRow
from connector.inventory.policy import Inventory
from connector.inventory.times import latest_slot
from connector.inventory.work import InventoryWork
from connector.json_text import parse
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.sandbox.siigo import Options
from tests.inventory.place import item, seed
from tests.journeys.dying import STOCK_POINTS
from tests.journeys.world import MAPPING, World, free_port, until, world
from tests.lots import EVERYTHING

STORE = "  url: http://127.0.0.1:8089\n"
CREDENTIALS = "  url: ${SHOP_URL}\n  consumer_key: ${SHOP_CK}\n  consumer_secret: ${SHOP_CS}\n"
INVENTORY = "inventory:\n  every: ${EVERY:-1 hour}\n  full: 0 3 * * *\n"


@contextmanager
def installation(folder: Path, database_url: str, **settings: str) -> Iterator[tuple[World, RunningShop]]:
    """A shop that shows 3 of A-1 and 4 of A-2, a Siigo that has 10 and 0."""
    with ExitStack() as stack:
        shop = stack.enter_context(running_shop("woocommerce"))
        shop.shop.items |= {one.id: one for one in (item("A-1", 3, number=11), item("A-2", 4, number=12))}
        given = {"SHOP_URL": shop.url, "SHOP_CK": shop.shop.key, "SHOP_CS": shop.shop.secret, **settings}
        options = Options(rate_per_minute=None, deliver_webhooks=True)
        place = stack.enter_context(world(folder, database_url, options, **given))
        mapping = MAPPING.read_text(encoding="utf-8")
        assert STORE in mapping
        mapping = mapping.replace(STORE, CREDENTIALS) + INVENTORY
        (folder / "mappings" / "tienda.yaml").write_text(mapping, encoding="utf-8")
        seed(place.siigo, {"A-1": 10, "A-2": 0})
        yield place, shop


def shown(shop: RunningShop) -> list[int]:
    return [one.available for one in shop.shop.items.values()]


def runs(database_url: str) -> list[RunRow]:
    engine = open_database(database_url)
    with reading(engine) as database:
        found = latest_runs(database)
    engine.dispose()
    return found


def is_done(database_url: str) -> bool:
    found = runs(database_url)
    return bool(found) and all(run.ended_at is not None for run in found)


@pytest.mark.parametrize("point", STOCK_POINTS)
def test_a_worker_killed_in_a_run_is_taken_over(tmp_path: Path, migrated_url: str, point: str) -> None:
    is_lot = (list(STOCK_POINTS).index(point) % 2 == 0) == migrated_url.startswith("sqlite")
    if not (EVERYTHING or is_lot):
        pytest.skip("the lot of the other database")
    with installation(tmp_path, migrated_url) as (place, shop):
        dying = place.start(["tests.journeys.dying", point, "work"])
        assert dying.wait(40) == -9
        place.work()
        until(lambda: is_done(migrated_url), "the run to be finished", 30)
        assert [run.state for run in runs(migrated_url)] == ["done"]
        assert shown(shop) == [10, 0]
        assert len(shop.shop.stock_writes) == 2


@pytest.mark.postgres
def test_two_workers_make_one_run_of_each_slot(tmp_path: Path, migrated_postgres_url: str) -> None:
    """With CONNECTOR_TEST_EVERYTHING=1 over two minutes of their own clocks."""
    with installation(tmp_path, migrated_postgres_url, EVERY="1 minute") as (place, shop):
        place.work()
        place.work()
        until(lambda: is_done(migrated_postgres_url), "the first run", 30)
        time.sleep(130 if EVERYTHING else 6)
        found = runs(migrated_postgres_url)
        slots = [(run.cause, run.slot) for run in found]
        assert len(slots) == len(set(slots))
        assert len(found) in ((3, 4) if EVERYTHING else (1, 2))
        assert {run.state for run in found} == {"done"}
        assert shown(shop) == [10, 0]


def test_many_clocks_want_each_slot_once(engine: Engine) -> None:
    """Eight processes' worth of ticks over two hours, all at once, on either database."""
    policy = Inventory.model_validate({"every": "15 minutes", "full": "0 3 * * *"})
    connection: Any = type("Connection", (), {"name": "tienda", "policy": policy})()
    work = InventoryWork(engine, lambda: [connection], lambda _name: None, is_over=lambda: False)
    begin = clock.now().replace(minute=0, second=0, microsecond=0)
    ticks = [begin + timedelta(minutes=3 * number) for number in range(40)]
    wanted: list[int] = []
    for tick in ticks:
        with ThreadPoolExecutor(8) as pool:
            wanted.append(sum(pool.map(work.want_due, [tick] * 8)))
        _end_all(engine)
    slots = {latest_slot(policy.every, "tienda", tick) for tick in ticks}
    full = {latest_slot(policy.full, "tienda", tick) for tick in ticks}
    with reading(engine) as database:
        found = latest_runs(database, limit=1000)
    scheduled = {run.slot for run in found if run.cause == "schedule"}
    assert len(found) == len({(run.cause, run.slot) for run in found}) == sum(wanted)
    assert {run.slot for run in found if run.cause == "full"} == full
    assert scheduled <= slots
    assert len(scheduled) >= len(slots) - len(full)


def _end_all(engine: Engine) -> None:
    with writing(engine) as database:
        ended = {"state": "done", "due_at": None, "ended_at": clock.now()}
        database.execute(update(RunRow).where(col(RunRow.ended_at).is_(None)).values(**ended))


def test_a_change_in_the_ledger_reaches_the_shop_within_seconds(tmp_path: Path, migrated_url: str) -> None:
    """By the ledger's notice: subscribed in the full run to an address that nobody can guess."""
    port = free_port()
    with installation(tmp_path, migrated_url, CONNECTOR_PUBLIC_URL=f"http://127.0.0.1:{port}") as (place, shop):
        web = place.start(["connector", "web"], CONNECTOR_PORT=str(port))
        place.work()
        until(lambda: is_done(migrated_url), "the full run", 30)
        engine = open_database(migrated_url)
        with reading(engine) as database:
            company = company_of(database, "empresa")
        engine.dispose()
        assert company.is_hooked, company.hook_detail
        assert len(company.hook) >= 32
        assert requests.post(f"http://127.0.0.1:{port}/stock/{'x' * 32}", data=b"{}", timeout=5).status_code == 404
        seed(place.siigo, {"A-1": 25})
        until(lambda: shown(shop)[0] == 25, "the shop to follow", 30)
        assert {run.cause for run in runs(migrated_url)} == {"full", "change"}
        assert web.poll() is None


class TestCommands:
    def test_sync_without_a_worker_does_it_itself(self, tmp_path: Path, new_database: Callable[[str], str]) -> None:
        with installation(tmp_path, new_database("sqlite")) as (place, shop):
            dry = place.run("sync", "--dry-run")
            assert dry.returncode == 0, dry.stderr
            assert shown(shop) == [3, 4]
            assert "se escribiría" in dry.stdout
            done = place.run("sync")
            assert done.returncode == 0, done.stderr + done.stdout
            assert shown(shop) == [10, 0]
            assert "tienda: terminada en" in done.stdout
            told = parse(place.run("stock", "--json").stdout)
            assert {row["sku"]: (row["expected"], row["available"]) for row in told} == {"A-1": (10, 10), "A-2": (0, 0)}
            assert "a mano" in place.run("stock", "--runs").stdout
            assert place.run("sync", "otra").returncode == 3

    @pytest.mark.postgres
    def test_sync_beside_a_worker_lets_the_worker_do_it(self, tmp_path: Path, migrated_postgres_url: str) -> None:
        migrated_url = migrated_postgres_url
        with installation(tmp_path, migrated_url) as (place, shop):
            place.work()
            until(lambda: is_done(migrated_url), "the first run", 30)
            shop.shop.items["11"].stock[""].available = 77
            done = place.run("sync", "--full", "--json")
            assert done.returncode == 0, done.stderr
            [told] = parse(done.stdout)
            assert (told["state"], told["cause"]) == ("done", "command")
            assert shown(shop) == [10, 0]
