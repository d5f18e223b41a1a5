"""A whole installation for tests: real processes, a real database, an emulated Siigo; nothing is replaced inside."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import case, func, select
from sqlmodel import col

from connector.db.database import open_database, reading
from connector.db.orders import attempts_of, find_orders, links_of
from connector.db.tables import AttemptRow, LinkRow, OrderRow
from connector.json_text import parse
from connector.sandbox.siigo import Options, Running, running
from tests.journeys.forks import Process, forked
from tests.stores.woocommerce.evidence import SECRET, delivery

ROOT = Path(__file__).parent.parent.parent
MAPPING = Path(__file__).parent / "tienda.yaml"
PRODUCTS = ("CAM-001", "CAF-500", "LIB-001", "ZAP-100-39", "SRV-EXC", "BOL-010", "ENVIO", "CARGO", "PROPINA", "TARJETA")


@dataclass
class World:
    """Processes are started and killed by the test; whatever is left dies with it."""

    folder: Path
    database_url: str
    siigo: Running
    settings: dict[str, str] = field(default_factory=dict)
    processes: list[Process] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)

    def web(self) -> Process:
        """A web process, answering."""
        port = free_port()
        process = self.start(["connector", "web"], CONNECTOR_PORT=str(port))
        self.ports.append(port)
        until(lambda: answers(port), f"web on {port}", 20)
        return process

    def work(self, **settings: str) -> Process:
        return self.start(["connector", "work"], **settings)

    def start(self, arguments: Sequence[str], **settings: str) -> Process:
        """`python -m *arguments`."""
        log = self.folder / f"process-{len(self.processes)}.log"
        environ = {**os.environ, **self.environ(), **settings}
        process = forked(arguments, folder=self.folder, environ=environ, log=log)
        self.processes.append(process)
        return process

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of ours that ends by itself."""
        command = [sys.executable, "-m", "connector", *arguments]
        environ = {**os.environ, **self.environ()}
        return subprocess.run(
            command, cwd=self.folder, env=environ, capture_output=True, text=True, timeout=60, check=False
        )

    def environ(self) -> dict[str, str]:
        return {
            "PYTHONPATH": str(ROOT),
            "CONNECTOR_DATABASE_URL": self.database_url,
            "CONNECTOR_MAPPINGS": str(self.folder / "mappings"),
            "CONNECTOR_LANG": "es",
            "CONNECTOR_WORKER_TTL": "2",
            "CONNECTOR_RETRY_BASE": "0.2",
            "CONNECTOR_RETRY_CAP": "1",
            "SIIGO_URL": self.siigo.url,
            "TIENDA_SECRET": SECRET,
            **self.settings,
        }

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
        for process in self.processes:
            process.wait(10)

    def logs(self) -> str:
        return "\n".join(
            f"--- {path.name}\n{path.read_text(errors='replace')}" for path in sorted(self.folder.glob("process-*.log"))
        )

    def post(self, headers: dict[str, str], body: bytes, connection: str = "tienda") -> int:
        """The status answered by one of the web processes, in turn."""
        self.ports.append(self.ports.pop(0))
        url = f"http://127.0.0.1:{self.ports[0]}/hooks/{connection}"
        return requests.post(url, data=body, headers=headers, timeout=10).status_code

    def sell(self, body: bytes, topic: str = "order.updated") -> None:
        """A signed delivery that must be answered 200."""
        status = self.post(delivery(body, topic, source="http://127.0.0.1:8089/"), body)
        assert status == 200, status

    def orders(self) -> dict[str, OrderRow]:
        engine = open_database(self.database_url)
        with reading(engine) as connection:
            rows = find_orders(connection)
        engine.dispose()
        return {row.order_id: row for row in rows}

    def links(self) -> list[LinkRow]:
        engine = open_database(self.database_url)
        with reading(engine) as connection:
            links = links_of(connection, find_orders(connection))
        engine.dispose()
        return [link for found in links.values() for link in found]

    def attempts(self, order_id: str) -> list[AttemptRow]:
        engine = open_database(self.database_url)
        with reading(engine) as connection:
            rows = attempts_of(connection, "tienda", order_id)
        engine.dispose()
        return rows

    def settled(self, count: int, seconds: float = 30) -> dict[str, OrderRow]:
        """Wait until so many orders are known and none of them is due."""

        unsettled = col(OrderRow.due_at).is_not(None) | (col(OrderRow.state) == "waiting")
        question = select(func.count(), func.sum(case((unsettled, 1), else_=0))).select_from(OrderRow)
        engine = open_database(self.database_url)

        def done() -> bool:
            with reading(engine) as connection:
                known, open_ones = connection.execute(question).one()
            return known >= count and not open_ones

        try:
            until(done, "orders to settle", seconds)
        except AssertionError as error:
            states = {key: (row.state, row.why) for key, row in self.orders().items()}
            raise AssertionError(f"{error}\n{states}\n{self.logs()[-6000:]}") from None
        finally:
            engine.dispose()
        return self.orders()

    def invoices(self) -> list[dict[str, Any]]:
        """Every invoice that the emulated Siigo holds."""
        answer = requests.get(f"{self.siigo.url}/_emulator/state", timeout=10)
        found: list[dict[str, Any]] = parse(answer.content)["invoices"]
        return found

    def fault(self, **fault: object) -> None:
        answer = requests.post(f"{self.siigo.url}/_emulator/faults", json=fault, timeout=10)
        assert answer.status_code < 300, answer.text


@contextmanager
def world(folder: Path, database_url: str, options: Options | None = None, **settings: str) -> Iterator[World]:
    (folder / "mappings").mkdir(parents=True, exist_ok=True)
    shutil.copy(MAPPING, folder / "mappings" / "tienda.yaml")
    with running(options or Options(rate_per_minute=None, any_product=True)) as siigo:
        place = World(folder, database_url, siigo, settings)
        try:
            yield place
        finally:
            place.stop()


def until(condition: Any, what: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds} s for {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/health", timeout=2).status_code == 200
    except requests.ConnectionError:
        return False


def kill(process: Process) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def money(value: object) -> Decimal:
    return Decimal(str(value))
