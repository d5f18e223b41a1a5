"""(a) The intake: accepts a second against the same server without its database, and latency at half of that."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import func, select

from connector.db.database import open_database, reading
from connector.db.tables import DeliveryRow
from tests.benchmarks.lines import Line, aim, percentile
from tests.benchmarks.place import Place, database, kind_of, place

CLIENTS = 8
PACED_CLIENTS = 32
BLOCK = 10_000_000
"""Order numbers set apart for each run, so that no delivery is one known already."""


@dataclass
class Bench:
    place: Place
    seconds: float
    stored: int = 0
    """Answers 200 of the server that stores."""
    firsts: Iterator[int] = field(default_factory=lambda: count(BLOCK, BLOCK))

    def accepts(self, port: int, *arguments: str) -> int:
        """A second, closed loop."""
        answers = self._load(port, "--clients", str(CLIENTS), *arguments)
        return int(answers["statuses"]["200"] * 1_000_000 // answers["microseconds"])

    def latencies(self, port: int, rate: int) -> list[int]:
        """Microseconds from the moment an order should have left."""
        found: list[int] = self._load(port, "--clients", str(PACED_CLIENTS), "--rate", str(rate))["latencies"]
        return found

    def _load(self, port: int, *arguments: str) -> dict[str, Any]:
        first = str(next(self.firsts))
        answers = self.place.load(port, "--first", first, "--seconds", str(self.seconds), *arguments)
        if port in self.place.ports:
            self.stored += answers["statuses"]["200"]
        return answers


def intake(server: str, seconds: float) -> Iterator[Line]:
    kind = kind_of(server)
    with database(server) as url, place(url, ["uno"]) as here:
        here.web()
        web, floor, bench = here.ports[0], here.floor(), Bench(here, seconds)
        bench.accepts(floor)
        bench.accepts(web)
        rate = 0
        for words, arguments in (("connection kept", ["--keep"]), ("new connection each", [])):
            lowest, rate = bench.accepts(floor, *arguments), bench.accepts(web, *arguments)
            yield Line(
                what=f"a {kind}: durable accepts/s, {CLIENTS} clients in a closed loop, {words}",
                figure=f"{rate}/s",
                floor=f"{lowest}/s",
                ratio=f"{rate / lowest:.2f}",
                aim=aim("ratio >= 0.5", 2 * rate >= lowest),
            )
        found = bench.latencies(web, max(rate // 2, 1))
        p50, p99 = percentile(found, 50), percentile(found, 99)
        yield Line(
            what=f"a {kind}: latency p50 / p99 at {rate // 2}/s, open loop, new connection each",
            figure=f"{p50 / 1000:.1f} / {p99 / 1000:.1f} ms",
            aim=aim("p99 < 50 ms", p99 < 50_000),
        )
        stored = _deliveries(url)
        assert stored == bench.stored, f"{bench.stored} answered 200, {stored} stored"


def _deliveries(url: str) -> int:
    engine = open_database(url)
    with reading(engine) as connection:
        number = connection.execute(select(func.count()).select_from(DeliveryRow)).scalar_one()
    engine.dispose()
    return number
