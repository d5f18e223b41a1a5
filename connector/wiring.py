"""From settings and connection files to stores, ledgers, database and lanes: the only file that knows them all."""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from dotenv import dotenv_values
from pydantic import BaseModel, ValidationError
from sqlalchemy import Engine

from connector import clock, mapping
from connector.db.database import open_database
from connector.db.limiter import Limiter
from connector.db.together import Together
from connector.engine import Lanes, Liveness
from connector.errors import ConfigError, MappingError, RemoteUnavailable
from connector.http import new_session
from connector.issuing.connection import Connection
from connector.issuing.plan import Rules
from connector.issuing.work import Work
from connector.ledgers import ledger_module
from connector.mapping import ConnectionFile, Section
from connector.messages import say
from connector.ports import Pace
from connector.settings import Settings
from connector.stores import store_module

log = logging.getLogger("connector.wiring")

LOOK_EVERY = 2.0
"""Seconds between two looks at the mapping files of a running process."""

Pacing = Callable[[str, int], Pace]
"""Gives the pace of a company's calls from its name and its calls a minute."""


def environment() -> dict[str, str]:
    """The process's environment over `.env`, for the `${NAME}` of connection files."""
    return {**{key: value or "" for key, value in dotenv_values(".env").items()}, **os.environ}


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


class _Unpaced:
    def __call__(self) -> None:
        return None

    def hold_back(self, seconds: float) -> None:
        del seconds


def unpaced(_company: str, _per_minute: int) -> Pace:
    """For work that makes no calls, or one by one by hand."""
    return _Unpaced()


@dataclass(frozen=True, slots=True)
class Checked:
    """A connection file that holds together, and its checked sections."""

    file: ConnectionFile
    store: BaseModel
    ledger: BaseModel


def check_file(file: ConnectionFile) -> tuple[Checked | None, list[str]]:
    """Settings of store and ledger, then the mapping against the ledger's fields: every problem, with its position."""
    problems: list[str] = []
    store = _checked(file.store, "store", "platform", lambda name: store_module(name).Settings, problems)
    ledger = _checked(file.ledger, "ledger", "system", lambda name: ledger_module(name).Settings, problems)
    if ledger is not None:
        module = ledger_module(str(file.ledger.values["system"]))
        schemas = {str(kind): schema for kind, schema in module.SCHEMAS.items()}
        problems += [text for text in mapping.lint(file, schemas) if not mapping.is_notice(text)]
        file = replace(file, schemas=schemas)
    if store is None or ledger is None:
        return None, problems
    return Checked(file, store, ledger), problems


def connect(checked: Checked, pacing: Pacing) -> Connection:
    """Opens nothing on the network."""
    file, session = checked.file, new_session()
    store = store_module(str(file.store.values["platform"])).open_store(checked.store, session=session)
    settings = checked.ledger
    pace = pacing(settings.company, settings.rate_per_minute)  # type: ignore[attr-defined]  # every ledger's settings
    ledger = ledger_module(str(file.ledger.values["system"])).open_ledger(
        settings, session=session, pace=pace, now=clock.now
    )
    refetch = getattr(checked.store, "refetch", None)
    return Connection(
        name=file.name,
        store=store,
        ledger=ledger,
        rules=Rules(
            due=file.due,
            why_not_due=file.why_not_due,
            customer_first=getattr(settings, "customers", "inline") != "inline",
        ),
        draft=file.draft,
        refetch=store.can_fetch if refetch is None else refetch,
        hold_back=pace.hold_back,
        in_flight=timedelta(seconds=getattr(settings, "read_seconds", 150)),
        settle=timedelta(seconds=getattr(settings, "settle_seconds", 60)),
    )


@dataclass
class Connections:
    """The connections of a mappings folder; a file that breaks while we run leaves its last good version in force."""

    folder: Path
    pacing: Pacing
    environ: Mapping[str, str]
    _problems: Sequence[str] = ()
    _by_name: dict[str, Connection] = field(default_factory=dict)
    _seen: object = None
    _next_look: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def load(self) -> None:
        """Read everything. Raises MappingError with every problem of every file; then nothing has changed."""
        self._seen = self._fingerprint()
        checked, problems = read_folder(self.folder, self.environ)
        if problems:
            raise MappingError(problems)
        self._by_name = {item.file.name: connect(item, self.pacing) for item in checked}

    def find(self, name: str) -> Connection | None:
        """The connection as its file says now, or said when it was last right."""
        self._look()
        return self._by_name.get(name)

    def current_problems(self) -> Sequence[str]:
        """What is wrong in the folder right now; empty when nothing is."""
        self._look()
        return self._problems

    def names(self) -> list[str]:
        self._look()
        return sorted(self._by_name)

    def _look(self) -> None:
        if time.monotonic() < self._next_look or not self._lock.acquire(blocking=False):
            return
        try:
            self._next_look = time.monotonic() + LOOK_EVERY
            seen = self._fingerprint()
            if seen != self._seen:
                self._seen = seen
                self._reload()
        finally:
            self._lock.release()

    def _reload(self) -> None:
        """Files that are right take effect at once; of those that are not, the last good version stays."""
        checked, problems = read_folder(self.folder, self.environ)
        for problem in problems:
            log.error("%s", problem)
        self._problems = problems
        fresh = {item.file.name: connect(item, self.pacing) for item in checked}
        self._by_name = {**(self._by_name if problems else {}), **fresh}
        log.info("mappings read again: %d connections, %d problems", len(self._by_name), len(problems))

    def _fingerprint(self) -> object:
        return {
            str(path): (stat.st_mtime_ns, stat.st_size)
            for path in sorted(self.folder.rglob("*.yaml"))
            if (stat := path.stat())
        }


def read_folder(folder: Path, environ: Mapping[str, str]) -> tuple[list[Checked], list[str]]:
    """Every connection file of the folder that is right, and the problems of those that are not."""
    if not folder.is_dir():
        return [], [say("wiring.no_folder", folder=folder)]
    files, problems = mapping.load_all(folder, environ=environ)
    good: list[Checked] = []
    for file in files:
        checked, wrong = check_file(file)
        problems += wrong
        if checked and not wrong:
            good.append(checked)
    return good, problems


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

    def _find(self, name: str) -> Connection | str:
        return self.connections.find(name) or say("issuing.no_connection", connection=name)


def install(settings: Settings) -> Installation:
    """Raises ConfigError or MappingError with every problem, before anything starts."""
    engine = open_database(settings.database_url)
    liveness = Liveness()

    def paced(company: str, per_minute: int) -> Pace:
        return _Guarded(Limiter(engine, company, per_minute), liveness)

    connections = Connections(settings.mappings, paced, environment())
    connections.load()
    if not connections.names():
        raise ConfigError([say("wiring.no_connections", folder=settings.mappings)])
    together = Together(engine) if settings.is_embedded else None
    return Installation(settings, engine, Lanes(engine), connections, together, liveness)


def _checked(
    section: Section, name: str, chooser: str, settings_of: Callable[[str], type[BaseModel]], problems: list[str]
) -> BaseModel | None:
    chosen = section.values.get(chooser)
    if not isinstance(chosen, str):
        problems.append(f"{section.at()}: {name}.{chooser}: {say('wiring.missing')}")
        return None
    try:
        given = {key: value for key, value in section.values.items() if value != ""}  # `${NAME:-}`: not given
        return settings_of(chosen).model_validate(given)
    except ConfigError as error:
        problems += [f"{section.at(chooser)}: {name}.{chooser}: {text}" for text in error.problems]
    except ValidationError as error:
        for problem in error.errors():
            where = [part for part in problem["loc"] if isinstance(part, str | int)]
            path = ".".join([name, *(str(part) for part in where)])
            problems.append(f"{section.at(*where)}: {path}: {_in_words(dict(problem))}")
    return None


def _in_words(problem: Mapping[str, object]) -> str:
    """A pydantic problem as a sentence in the language in force."""
    kind, context = str(problem["type"]), problem.get("ctx")
    values = context if isinstance(context, dict) else {}
    match kind:
        case "missing":
            return say("wiring.missing")
        case "extra_forbidden":
            return say("wiring.unknown_field")
        case "string_pattern_mismatch":
            return say("wiring.pattern", pattern=values["pattern"])
        case "literal_error":
            return say("wiring.one_of", expected=values["expected"])
        case "value_error":
            return str(values["error"])
        case "string_too_short" | "too_short":
            return say("wiring.empty")
        case "greater_than_equal" | "less_than_equal":
            return say("wiring.range", bound=values.get("ge", values.get("le")))
        case _:
            return say("wiring.wrong_kind", expected=kind.removesuffix("_type").removesuffix("_parsing"))
