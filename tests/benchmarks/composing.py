"""(b) Reading, mapping and composing one ordinary order, in this process, catalogues in memory."""

import time
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from connector import json_text
from connector.checking import read_folder
from connector.connecting import connect, unpaced
from connector.issuing.connection import Connection
from connector.model.events import OrderSeen
from connector.sandbox.siigo import Options, running
from tests.benchmarks.lines import Line, aim
from tests.benchmarks.orders import SHOPIFY, WOOCOMMERCE
from tests.benchmarks.place import write_mappings

ORDERS = {"woocommerce": ("order.updated", WOOCOMMERCE), "shopify": ("orders/paid", SHOPIFY)}
TODAY = date(2026, 11, 21)
STAGES = ("parse", "read", "map", "compose")


def composing(seconds: float) -> Iterator[Line]:
    with running(Options(rate_per_minute=None)) as siigo:
        for platform, (topic, body) in ORDERS.items():
            yield _line(_connection(platform, siigo.url), topic, body, seconds)


def _line(connection: Connection, topic: str, body: bytes, seconds: float) -> Line:
    _once(connection, topic, body)  # reads the catalogues
    runs: list[list[int]] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end or not runs:
        runs.append(_once(connection, topic, body))
    stages = [median(run[position] for run in runs) / 1000 for position in range(len(STAGES))]
    whole = median(sum(run) for run in runs) / 1000
    parts = " + ".join(f"{name} {stage / 1000:.2f}" for name, stage in zip(STAGES, stages, strict=True))
    return Line(
        what=f"b {connection.store.platform}: {parts} ms CPU for an order of 3 lines, {len(body)} bytes",
        figure=f"{whole / 1000:.2f} ms, {1_000_000 / whole:.0f}/core-s",
        floor=f"parse {stages[0] / 1000:.2f} ms",
        ratio=f"{whole / stages[0]:.1f}",
        aim=aim("< 3 ms", whole < 3000),
    )


def _once(connection: Connection, topic: str, body: bytes) -> list[int]:
    """Nanoseconds of this thread's processor time that each stage took."""
    marks = [time.thread_time_ns()]
    payload = json_text.parse(body)
    marks.append(time.thread_time_ns())
    event = connection.store.read(topic, payload)
    marks.append(time.thread_time_ns())
    assert isinstance(event, OrderSeen)
    draft = connection.draft("invoice", event.order)
    marks.append(time.thread_time_ns())
    document = connection.ledger.compose("invoice", draft, event.order, today=TODAY, marker="ref:0123456789abcdef")
    marks.append(time.thread_time_ns())
    assert document.total == event.order.invoice_total
    return [later - earlier for earlier, later in pairwise(marks)]


def _connection(platform: str, siigo_url: str) -> Connection:
    with TemporaryDirectory(prefix="connector-bench-") as folder:
        write_mappings(Path(folder) / "mappings", [platform], platform=platform)
        checked, problems = read_folder(
            Path(folder) / "mappings", {"SIIGO_URL": siigo_url, "TIENDA_SECRET": "una-clave"}
        )
    assert not problems, problems
    return connect(checked[0], unpaced)
