"""(g) Orders and refunds through a storm of faults: what Siigo was asked, and what part of it failed."""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from connector.db.database import open_database
from tests.benchmarks.lines import Line, aim
from tests.journeys.storm import PER_MINUTE, a_storm, assert_calm
from tests.migrated import sqlite_database


def storm(platform: str, orders: int) -> Iterator[Line]:
    """Raises AssertionError when a document is missing, made twice, wrong or held."""
    with TemporaryDirectory(prefix="connector-bench-") as name:
        folder = Path(name)
        engine = open_database(sqlite_database(folder / "connector.db"))
        with a_storm(folder, engine, platform) as here:
            began, morning = time.monotonic(), here.place.moment
            here.rage(orders)
            took, passed = time.monotonic() - began, here.place.moment - morning
            found = assert_calm(here)
        engine.dispose()
    errors = ", ".join(f"{times} {outcome}" for outcome, times in sorted(found.errors.items()))
    yield Line(
        what=(
            f"g {platform}: errors per request to Siigo; {found.orders} orders with {found.refunds} refunds, each with "
            f"exactly its invoice and its notes, none held; {found.requests} requests to Siigo ({errors}), "
            f"{found.shop_requests} to the shop; {passed.total_seconds() / 60:.0f} min of the clock at {PER_MINUTE} "
            f"requests a minute, {took:.0f} s"
        ),
        figure=f"{found.share:.1f} %",
        aim=aim("< 20 %", found.share < 20),
    )
