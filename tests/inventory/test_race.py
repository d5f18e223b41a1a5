"""A sale race: however sales, deliveries, invoices and runs interleave, nothing is oversold by a write of ours.

`RACES=1000` runs as many on each platform; every day some.
"""

import os
from pathlib import Path

import pytest
from sqlalchemy import Engine

from connector.db.database import open_database
from connector.sandbox.shop.state import Platform
from tests.inventory.race import race, raced, story_of
from tests.migrated import sqlite_database

RACES = int(os.environ.get("RACES", "12"))
AT_ONCE = 6


LOST_ONCE: list[tuple[Platform, int]] = [
    ("shopify", 28),  # a sale below the cap changes nothing that is expected, and the shop's number all the same
    ("shopify", 33),  # the delivery of a cancellation came before that of the order
    ("woocommerce", 230),  # a sale after the orders were listed and before its variant was looked at
]


@pytest.mark.parametrize("begin", range(0, RACES, AT_ONCE))
@pytest.mark.parametrize("platform", ["woocommerce", "shopify"])
def test_nothing_is_oversold_and_the_end_is_exact(tmp_path: Path, platform: Platform, begin: int) -> None:
    for seed in range(begin, min(begin + AT_ONCE, RACES)):
        won(tmp_path, platform, seed)


@pytest.mark.parametrize(("platform", "seed"), LOST_ONCE)
def test_a_race_that_was_lost_once(tmp_path: Path, platform: Platform, seed: int) -> None:
    won(tmp_path, platform, seed)


def won(folder: Path, platform: Platform, seed: int) -> None:
    engine = fresh(folder / str(seed))
    with race(engine, platform, seed) as one:
        raced(one)
        assert not one.wrong, f"seed {seed}: {one.wrong}\n{story_of(one)}"
        for code in ("A-1", "A-2"):
            assert one.corner.shown(code) == one.truth(code), f"seed {seed}: {code}\n{story_of(one)}"
    engine.dispose()


def fresh(folder: Path) -> Engine:
    """A migrated SQLite database."""
    return open_database(sqlite_database(folder.with_suffix(".db")))
