"""(a) The intake, no worker beside it: accepts a second against the same server without its database, then latency."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import func, select

from connector.db.database import open_database, reading
from connector.db.tables import DeliveryRow
from tests.benchmarks.lines import Line, aim, percentile
from tests.benchmarks.place import Place, Server, cpu_ms, database, kind_of, place

CLIENTS = 8
PACED_CLIENTS = 32
BLOCK = 10_000_000
"""Order numbers set apart for each run, so that no delivery is one known already."""


@dataclass(frozen=True, slots=True)
class Accepts:
    rate: int
    """A second."""
    cpu: float
    """Milliseconds of the server's processor time for one."""


@dataclass
class Bench:
    place: Place
    seconds: float
    stored: int = 0
    """Answers 200 of the server that stores."""
    firsts: Iterator[int] = field(default_factory=lambda: count(BLOCK, BLOCK))

    def accepts(self, server: Server, *arguments: str) -> Accepts:
        """In a closed loop."""
        before = cpu_ms(server.process)
        answers = self._load(server.port, "--clients", str(CLIENTS), *arguments)
        number = answers["statuses"]["200"]
        rate = number * 1_000_000 // answers["microseconds"]
        return Accepts(int(rate), (cpu_ms(server.process) - before) / number)

    def latencies(self, server: Server, rate: int) -> list[int]:
        """Microseconds from the moment an order should have left."""
        found: list[int] = self._load(server.port, "--clients", str(PACED_CLIENTS), "--rate", str(rate))["latencies"]
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
        web, floor, bench = here.server(), here.floor(), Bench(here, seconds)
        bench.accepts(floor)
        bench.accepts(web)
        found = lowest = Accepts(0, 0)
        for words, arguments in (("connection kept", ["--keep"]), ("new connection each", [])):
            lowest, found = bench.accepts(floor, *arguments), bench.accepts(web, *arguments)
            yield Line(
                what=(
                    f"a {kind}: durable accepts/s against the same server without its database, "
                    f"{CLIENTS} clients in a closed loop, {words}; CPU each {found.cpu:.2f} against {lowest.cpu:.2f} ms"
                ),
                figure=f"{found.rate}/s",
                floor=f"{lowest.rate}/s",
                ratio=f"{found.rate / lowest.rate:.2f}",
                aim=aim("ratio >= 0.5", 2 * found.rate >= lowest.rate),
            )
        half = max(found.rate // 2, 1)
        latencies = bench.latencies(web, half)
        p50, p99 = percentile(latencies, 50), percentile(latencies, 99)
        yield Line(
            what=f"a {kind}: latency p50 / p99 at {half}/s (half), open loop, new connection each",
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
