"""(d) Calls for one order from its delivery to its legal end and the shop's page, as both emulators count them.

Under the journeys' clock: token and catalogues are there, and are read again when they are too old.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from connector.db.database import open_database
from connector.sandbox.shop.sending import place
from tests.benchmarks.lines import Line
from tests.journeys.aftermath import Place, a_place
from tests.journeys.storm import numbered, refunded
from tests.migrated import sqlite_database

STAMPS: Mapping[str, Mapping[str, Any]] = {
    "DIAN answers at once": {"stamp_after_polls": 0},
    "DIAN answers after 8 s": {"stamp_after_polls": None, "stamp_seconds": 8},
    "DIAN answers after 10 min": {"stamp_after_polls": None, "stamp_seconds": 600},
}


def after_sale() -> Iterator[Line]:
    for platform in ("woocommerce", "shopify"):
        for when, options in STAMPS.items():
            with TemporaryDirectory(prefix="connector-bench-") as folder:
                engine = open_database(sqlite_database(Path(folder) / "connector.db"))
                with a_place(Path(folder), engine, platform, options=options) as here:
                    _bought(here, 1)
                    _given_back(here, 1)  # token and catalogues are there from now on
                    yield _line(here, f"{when}: invoice, its stamp, the shop's page", _bought(here, 2))
                    yield _line(
                        here, f"{when}: refund, its credit note, its stamp, the shop's page", _given_back(here, 2)
                    )
                engine.dispose()


def _bought(here: Place, number: int) -> tuple[Counter[str], Counter[str]]:
    before = _counted(here)
    place(here.shop.shop, numbered(here.shop.shop.platform, number))
    return _since(here, before)


def _given_back(here: Place, number: int) -> tuple[Counter[str], Counter[str]]:
    before = _counted(here)
    shop = here.shop.shop
    refunded(here, str(numbered(shop.platform, number)["id"]), number, ["shirt"])
    return _since(here, before)


def _since(here: Place, before: tuple[Counter[str], Counter[str]]) -> tuple[Counter[str], Counter[str]]:
    """Calls to Siigo and to the shop until all is at rest: whatever the shop tells is delivered, its echoes too."""
    box = here.shop.shop.outbox
    sent = len(box) - 1
    while sent < len(box):
        here.send(box[sent])
        sent += 1
        here.settle()
    assert {row.state for row in here.rows()} == {"issued"}
    siigo, shop = _counted(here)
    return siigo - before[0], shop - before[1]


def _counted(here: Place) -> tuple[Counter[str], Counter[str]]:
    siigo = {where: sum(outcomes.values()) for where, outcomes in here.siigo.state.calls.items()}
    return Counter(siigo), Counter(here.shop.shop.calls)


def _line(here: Place, what: str, found: tuple[Counter[str], Counter[str]]) -> Line:
    siigo, shop = found
    return Line(
        what=f"d {here.shop.shop.platform}, {what}: Siigo {_named(siigo)}; shop {_named(shop)}",
        figure=f"calls: {siigo.total()} + {shop.total()}",
    )


def _named(calls: Counter[str]) -> str:
    return ", ".join(f"{times} {where.replace('/v1/', '')}" for where, times in sorted(calls.items())) or "none"
