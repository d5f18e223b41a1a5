"""From settings and connection files to stores, ledgers, database and lanes: the only file that knows them all."""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from connector.checking import Checked, check_folder, environment, read_folder
from connector.connecting import Outboxes, Pacing, connect, connect_stock
from connector.db.database import open_database
from connector.db.limiter import Limiter
from connector.db.outbox import DatabaseOutbox
from connector.db.together import Together
from connector.engine import Lanes, Liveness
from connector.errors import RemoteUnavailable
from connector.inventory.connection import LANE, Sibling, StockConnection
from connector.inventory.work import InventoryWork
from connector.issuing.connection import Connection
from connector.issuing.work import Work
from connector.messages import say
from connector.ports import Pace
from connector.settings import Settings

log = logging.getLogger("connector.wiring")

LOOK_EVERY = 2.0
"""Seconds between two looks at the mapping files of a running process."""


class _Guarded:
    """Paced, and refused in a worker that stood still for so long that a peer may have taken its place."""

    def __init__(self, limiter: Limiter, liveness: Liveness) -> None:
        self._limiter = limiter
        self._liveness = liveness
        self.hold_back = limiter.hold_back

    def __call__(self) -> None:
        self._limiter()
        if self._liveness.is_over:
            raise RemoteUnavailable(say("wiring.stood_still"), counts=False)


@dataclass
class Connections:
    """The connections of a mappings folder. A file that is broken leaves its last good version in force and does
    nothing to the others; one that is gone leaves it in force until it is gone in the next look as well."""

    folder: Path
    pacing: Pacing
    environ: Mapping[str, str]
    public_url: str = ""
    outboxes: Outboxes | None = None
    _problems: Sequence[str] = ()
    _by_name: dict[str, Connection] = field(default_factory=dict)
    _stocks: dict[str, StockConnection] = field(default_factory=dict)
    _file_of: dict[str, Path] = field(default_factory=dict)
    _gone: frozenset[Path] = frozenset()
    _seen: Mapping[Path, object] = field(default_factory=dict)
    _next_look: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def load(self) -> None:
        """Read everything; what is right takes effect, what is not is logged and in `current_problems`."""
        with self._lock:
            self._seen = self._fingerprint()
            self._read()

    def find(self, name: str) -> Connection | None:
        """The connection as its file says now, or said when it was last right."""
        self._look()
        return self._by_name.get(name)

    def stock(self, name: str) -> StockConnection | None:
        """The inventory of a connection, where it has one."""
        self._look()
        return self._stocks.get(name)

    def stocks(self) -> list[StockConnection]:
        """Every connection with an inventory, by name."""
        self._look()
        return [self._stocks[name] for name in sorted(self._stocks)]

    def siblings(self, company: str) -> list[Sibling]:
        """Every connection to the company."""
        found = sorted(self._by_name.items())
        return [
            Sibling(name=name, store=one.store, policy=stock.policy if (stock := self._stocks.get(name)) else None)
            for name, one in found
            if one.ledger.company == company
        ]

    def current_problems(self) -> Sequence[str]:
        """What is wrong in the folder right now; empty when nothing is."""
        self._look()
        return self._problems

    @property
    def is_broken(self) -> bool:
        """Whether a name that is not found may stand in a file that cannot be read right now."""
        return bool(self.current_problems())

    def names(self) -> list[str]:
        self._look()
        return sorted(self._by_name)

    def _look(self) -> None:
        if time.monotonic() < self._next_look or not self._lock.acquire(blocking=False):
            return
        try:
            self._next_look = time.monotonic() + LOOK_EVERY
            seen = self._fingerprint()
            if seen != self._seen or self._gone:
                self._seen = seen
                self._read()
                log.info("mappings read again: %d connections, %d problems", len(self._by_name), len(self._problems))
        finally:
            self._lock.release()

    def _read(self) -> None:
        checked, problems = read_folder(self.folder, self.environ)
        for problem in problems:
            log.error("%s", problem)
        files = {item.file.name: item.file.path for item in checked}
        kept = {name: file for name, file in self._file_of.items() if self._stays(file, set(files.values()))}
        fresh = {item.file.name: connect(item, self.pacing, self.outboxes) for item in checked}
        stocks = {item.file.name: self._stock(item, fresh[item.file.name]) for item in checked}
        self._gone = frozenset(file for file in kept.values() if self._is_gone(file))
        self._stocks = {
            **{name: self._stocks[name] for name in kept if name in self._stocks},
            **{name: stock for name, stock in stocks.items() if stock is not None},
        }
        self._by_name = {**{name: self._by_name[name] for name in kept}, **fresh}
        self._file_of = {**kept, **files}
        self._problems = problems

    def _stock(self, checked: Checked, connection: Connection) -> StockConnection | None:
        company = connection.ledger.company
        return connect_stock(checked, connection, self.pacing, partial(self.siblings, company), self.public_url)

    def _stays(self, file: Path, good: Set[Path]) -> bool:
        """The last good version of a file that is broken, or gone for the first time."""
        return file not in good and not (self._is_gone(file) and file in self._gone)

    def _is_gone(self, file: Path) -> bool:
        """A folder that is gone is a disk that is not there yet, and says nothing about its files."""
        return self.folder.is_dir() and file not in self._seen

    def _fingerprint(self) -> Mapping[Path, object]:
        """Files whose name begins with a dot belong to an editor or to whoever delivers the folder."""
        found: dict[Path, object] = {}
        for path in sorted(self.folder.rglob("*.yaml")):
            if any(part.startswith(".") for part in path.relative_to(self.folder).parts):
                continue
            with suppress(OSError):  # it went away since it was listed
                stat = path.stat()
                found[path] = (stat.st_mtime_ns, stat.st_size)
        return found


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything a process of ours needs."""

    settings: Settings
    engine: Engine
    lanes: Lanes
    connections: Connections
    together: Together | None = None
    """Where deliveries share a commit: on SQLite."""
    liveness: Liveness = field(default_factory=Liveness)
    """Told by the worker of this process, asked before each call."""

    def work(self) -> Work:
        return Work(
            self.engine,
            self.lanes,
            self._find,
            retry_base=self.settings.retry_base,
            retry_cap=self.settings.retry_cap,
        )

    def inventory(self) -> InventoryWork:
        connections = self.connections
        return InventoryWork(
            self.engine,
            connections.stocks,
            connections.stock,
            is_over=lambda: self.liveness.is_over,
            is_broken=lambda: connections.is_broken,
        )

    def run_lane(self) -> Callable[[str], bool]:
        """What a worker does with a lane, be it of orders or of an inventory."""
        orders, inventory = self.work(), self.inventory()
        return lambda lane: inventory.run_lane(lane) if lane.startswith(LANE) else orders.run_lane(lane)

    def _find(self, name: str) -> Connection | str:
        """Raises RemoteUnavailable while a broken file may be the connection's own: the order waits for it."""
        if self.connections.find(name) is None and self.connections.is_broken:
            raise RemoteUnavailable(say("wiring.not_ready", connection=name), retry_after=30, counts=False)
        return self.connections.find(name) or say("issuing.no_connection", connection=name)


def install(settings: Settings) -> Installation:
    """With the connections that are right, so that one merchant's broken file stops no other shop.

    Raises MappingError with every problem or ConfigError when there is none, before anything starts.
    """
    engine = open_database(settings.database_url)

    liveness = Liveness()

    def paced(company: str, per_minute: int) -> Pace:
        return _Guarded(Limiter(engine, company, per_minute), liveness)

    outboxes = partial(DatabaseOutbox, engine)
    connections = Connections(settings.mappings, paced, environment(), settings.public_url, outboxes)
    connections.load()
    if not connections.names():
        check_folder(settings.mappings)
    together = Together(engine) if settings.is_embedded else None
    return Installation(settings, engine, Lanes(engine), connections, together, liveness)
