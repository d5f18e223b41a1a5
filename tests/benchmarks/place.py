"""A whole installation whose every part is a process of its own: web, workers, emulated Siigo, load."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import requests

from connector.db import schema
from connector.db.database import open_database
from connector.engine import migrate
from connector.json_text import parse
from connector.sandbox.siigo import Running, State
from tests import postgres
from tests.benchmarks.orders import PRODUCTS, woocommerce_headers
from tests.journeys.forks import Process
from tests.journeys.world import ROOT, World, answers, free_port, until

MAPPING = Path(__file__).parent / "mapping.yaml"
PRODUCT_DEFAULTS = {"worker_ttl": "20", "retry_base": "5", "retry_cap": "3600"}
"""Where tests hurry, a benchmark must not."""


@dataclass(frozen=True, slots=True)
class Server:
    """A web process that answers."""

    port: int
    process: Process


@dataclass
class Place(World):
    names: tuple[str, ...] = ()
    """The connections, one company each."""

    def server(self) -> Server:
        process = self.web()
        return Server(self.ports[-1], process)

    def floor(self) -> Server:
        """One that stores nothing."""
        port = free_port()
        process = self.start(["tests.benchmarks.floor"], CONNECTOR_PORT=str(port))
        until(lambda: answers(port), "the web process that stores nothing", 20)
        return Server(port, process)

    def emulator(self) -> Process:
        """The emulated Siigo under `siigo.url`, without a rate limit, knowing the products of our orders."""
        port = self.siigo.url.rpartition(":")[2]
        process = self.start(["connector", "emulate", "siigo", "--port", port, "--rate", "0"])
        until(lambda: _is_there(f"{self.siigo.url}/_emulator/state"), "the emulated Siigo", 20)
        self.seed()
        return process

    def seed(self) -> None:
        """Forget everything and sell our products."""
        requests.delete(f"{self.siigo.url}/_emulator", timeout=30).raise_for_status()
        products = [{"code": code, "name": code, "account_group": 1253} for code in PRODUCTS]
        requests.post(
            f"{self.siigo.url}/_emulator/products", json={"products": products}, timeout=30
        ).raise_for_status()

    def post_order(self, body: bytes) -> None:
        status = self.post(woocommerce_headers(body), body, self.names[0])
        assert status == 200, status

    def siigo_state(self) -> dict[str, Any]:
        state: dict[str, Any] = parse(requests.get(f"{self.siigo.url}/_emulator/state", timeout=60).content)
        return state

    def load(self, port: int, *arguments: str) -> dict[str, Any]:
        """What `tests.benchmarks.load` says, run to its end in its own process."""
        command = [
            sys.executable,
            "-m",
            "tests.benchmarks.load",
            "--port",
            str(port),
            "--names",
            *self.names,
            *arguments,
        ]
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=self.folder, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = parse(done.stdout)
        assert set(found["statuses"]) == {"200"}, found["statuses"]
        return found


@contextmanager
def place(url: str, names: Sequence[str], customers: str = "inline") -> Iterator[Place]:
    """Nothing runs yet; whatever was started is gone afterwards."""
    with TemporaryDirectory(prefix="connector-bench-") as folder:
        write_mappings(Path(folder) / "mappings", names, customers=customers)
        siigo = Running(f"http://127.0.0.1:{free_port()}", State())
        settings = {f"CONNECTOR_{name.upper()}": value for name, value in PRODUCT_DEFAULTS.items()}
        found = Place(Path(folder), url, siigo, settings, names=tuple(names))
        try:
            yield found
        except AssertionError as error:
            error.add_note(found.logs()[-4000:])
            raise
        finally:
            found.stop()


def write_mappings(
    folder: Path, names: Sequence[str], *, customers: str = "inline", platform: str = "woocommerce"
) -> None:
    folder.mkdir(parents=True)
    text = MAPPING.read_text(encoding="utf-8").replace("CUSTOMERS", customers).replace("PLATFORM", platform)
    for name in names:
        (folder / f"{name}.yaml").write_text(text.replace("NAME", name), encoding="utf-8")


@contextmanager
def database(server: str) -> Iterator[str]:
    """A fresh database with our tables: on the PostgreSQL server given, or a SQLite file when that is empty."""
    if server:
        name = f"bench_{uuid4().hex[:12]}"
        url = postgres.new_database(server, name)
        _prepare(url)
        yield url
        postgres.drop_database(server, name)
        return
    with TemporaryDirectory(prefix="connector-bench-") as folder:
        url = f"sqlite:///{folder}/connector.db"
        _prepare(url)
        yield url


def kind_of(server: str) -> str:
    return "PostgreSQL" if server else "SQLite"


def cpu_ms(process: Process) -> int:
    """Milliseconds of processor time that a process of ours has used, with its threads."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 // os.sysconf("SC_CLK_TCK")


def _prepare(url: str) -> None:
    engine = open_database(url)
    schema.upgrade(engine)
    engine.dispose()
    migrate(url)


def _is_there(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code == 200
    except requests.ConnectionError:
        return False
