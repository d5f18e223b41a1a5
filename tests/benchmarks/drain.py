"""(c) Orders drained a second, end to end, against the emulated Siigo alone taking the same invoices."""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from uuid import uuid4

from sqlalchemy import Engine, func, select
from sqlmodel import col

from connector.db.database import open_database, reading
from connector.db.tables import AttemptRow, LinkRow, OrderRow
from connector.json_text import parse, write
from tests.benchmarks.lines import Line, aim
from tests.benchmarks.place import Place, cpu_ms, database, kind_of, place
from tests.journeys.forks import Process
from tests.journeys.world import until

NAMES = ("uno", "dos")
LANES = 4
"""Of each company: the default of the ledger's settings."""

FIRST = 1000


@dataclass(frozen=True, slots=True)
class Drained:
    rate: float
    """Orders a second from the first link to the last."""
    worker_ms: float
    """Processor time of all workers for one order."""
    siigo_ms: float


def drain(server: str, workers: int, orders: int) -> Iterator[Line]:
    with database(server) as url, place(url, NAMES) as here:
        siigo = here.emulator()
        here.web()
        here.load(here.ports[0], "--first", str(FIRST), "--count", str(orders))
        engine = open_database(url)
        found = _drained(here, engine, workers, orders, siigo)
        documents = _documents(engine)
        engine.dispose()
        here.seed()
        floor = _floor(here.siigo.url, documents)
    yield Line(
        what=(
            f"c {kind_of(server)}, {workers} worker process(es): orders/s from first issued to last of {orders}, "
            f"{len(NAMES)} companies of {LANES} lanes, against as many POSTs of the same invoices by as many threads; "
            f"CPU per order of workers {found.worker_ms:.1f}, of Siigo {found.siigo_ms:.1f} ms"
        ),
        figure=f"{found.rate:.1f}/s",
        floor=f"{floor:.0f}/s",
        ratio=f"{found.rate / floor:.2f}",
        aim=aim(">= 50/s", found.rate >= 50),
    )


def _drained(here: Place, engine: Engine, workers: int, orders: int, siigo: Process) -> Drained:
    processes = [here.start(["tests.benchmarks.unpaced"]) for _ in range(workers)]
    until(lambda: _links(engine) > 0, "the first order", 60)
    issued, cpu, siigo_cpu = _links(engine), sum(map(cpu_ms, processes)), cpu_ms(siigo)
    until(lambda: _is_drained(engine, orders), f"{orders} orders", 30 + orders)
    left = max(orders - issued, 1)
    worker_ms = (sum(map(cpu_ms, processes)) - cpu) / left
    siigo_ms = (cpu_ms(siigo) - siigo_cpu) / left
    for process in processes:
        process.kill()
    assert here.siigo_state()["counts"]["invoices"] == orders
    with reading(engine) as connection:
        span = select(func.min(col(LinkRow.created_at)), func.max(col(LinkRow.created_at)))
        first, last = connection.execute(span).one()
    return Drained((orders - 1) / max((last - first).total_seconds(), 0.001), worker_ms, siigo_ms)


def _links(engine: Engine) -> int:
    with reading(engine) as connection:
        return connection.execute(select(func.count()).select_from(LinkRow)).scalar_one()


def _is_drained(engine: Engine, orders: int) -> bool:
    """Everything issued, asked four times a second so that the question costs nothing."""
    time.sleep(0.2)
    with reading(engine) as connection:
        states = dict(connection.execute(select(col(OrderRow.state), func.count()).group_by(col(OrderRow.state))).all())
    assert set(states) <= {"waiting", "issued"}, states
    return states.get("issued") == orders


def _documents(engine: Engine) -> list[tuple[str, bytes]]:
    """Connection and invoice of each order, as sent."""
    with reading(engine) as connection:
        rows = connection.execute(select(col(AttemptRow.connection), col(AttemptRow.request)))
        return [(name, request.encode()) for name, request in rows]


def _floor(url: str, documents: Sequence[tuple[str, bytes]]) -> float:
    """Invoices a second when nobody does more than POST them, with a thread for each lane there was."""
    hands = [_Hand(url, name, documents, lane) for name in NAMES for lane in range(LANES)]
    start = time.monotonic()
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    took = time.monotonic() - start
    assert sum(hand.made for hand in hands) == len(documents)
    return len(documents) / took


class _Hand(threading.Thread):
    """A share of one company's invoices, one after another over one connection."""

    def __init__(self, url: str, name: str, documents: Sequence[tuple[str, bytes]], lane: int) -> None:
        super().__init__()
        self.made = 0
        self._connection = HTTPConnection(url.removeprefix("http://"), timeout=60)
        self._bodies = [body for owner, body in documents if owner == name][lane::LANES]
        self._headers = {"Content-Type": "application/json", "Partner-Id": "Pruebas"}
        credentials = write({"username": f"{name}@example.co", "access_key": "una-llave"}).encode()
        self._headers["Authorization"] = parse(self._post("/auth", credentials))["access_token"]

    def run(self) -> None:
        for body in self._bodies:
            self._headers["Idempotency-Key"] = uuid4().hex[:30]
            self._post("/v1/invoices", body)
            self.made += 1
        self._connection.close()

    def _post(self, path: str, body: bytes) -> bytes:
        self._connection.request("POST", path, body, self._headers)
        answer = self._connection.getresponse()
        text = answer.read()
        assert answer.status < 300, text
        return text
