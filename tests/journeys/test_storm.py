"""A storm in small every day; whole, of 500 orders, as `python -m tests.benchmarks g`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.journeys.storm import a_storm, assert_calm


@pytest.mark.parametrize(("platform", "orders"), [("woocommerce", 20), ("shopify", 10)])
def test_nothing_is_made_twice_and_nothing_is_missing(
    platform: str, orders: int, tmp_path: Path, new_engine: Callable[[str], Engine]
) -> None:
    with a_storm(tmp_path, new_engine("sqlite"), platform) as storm:
        storm.rage(orders)
        found = assert_calm(storm)
    assert (found.orders, found.refunds) == (orders, orders * 7 // 5)
    assert {"500", "429", "dropped"} <= set(found.errors), "there was no storm"
    assert found.errors.total() > found.requests // 20, "there was no storm"
    assert found.share < 20
