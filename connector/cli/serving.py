"""`serve`, `web`, `work`, `db`: the processes that run for months."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

import click
from sqlalchemy.exc import OperationalError

from connector import clock, logs
from connector.checking import check_folder
from connector.cli import exits
from connector.cli.database import away, why_not_usable
from connector.cli.signals import stop_on_signals
from connector.db import schema
from connector.db.database import open_database
from connector.engine import AnotherWorker, Worker, forget_runs, migrate
from connector.errors import ConfigError
from connector.inventory.work import InventoryWork
from connector.messages import say, set_language
from connector.settings import Settings, load_settings
from connector.wiring import Installation, install

log = logging.getLogger("connector.serve")

PARENT = "CONNECTOR_SUPERVISOR"
"""Environment variable that holds the process id of the `serve` that started this process."""

RESTART_AFTER = 1.0
"""Seconds before a child that died is started again; doubled each time up to RESTART_CAP."""

RESTART_CAP = 30.0

SETTLED = 60.0
"""Seconds of life after which a child counts as well, and its next death as its first."""

ROOM = 64_000_000
"""Bytes above our own limit that the server still takes in, so that our own 413 is answered, logged and counted."""


@click.command()
def serve() -> None:
    settings = _prepared()
    if _is_watched():
        check_folder(settings.mappings)
    install(settings)
    _Group(settings).run()


@click.command()
def web() -> None:
    settings = _prepared()
    set_language(settings.lang)  # states and reasons are kept in the installation's language
    _serve_web(install(settings))


@click.command()
def work() -> None:
    settings = _prepared()
    set_language(settings.lang)
    _work(install(settings))


@click.group()
def db() -> None:
    pass


@db.command("upgrade")
def db_upgrade() -> None:
    settings = load_settings()
    logs.start(settings.log_level)
    click.echo(say("cli.db_upgraded", revision=_upgrade(settings)))


def _is_watched() -> bool:
    """Somebody is there to read the problems and mend them; after a restart of the machine nobody is."""
    return sys.stdin.isatty()


def _prepared() -> Settings:
    """Settings, logging, and a schema that fits: applied here when embedded, else only checked."""
    settings = load_settings()
    logs.start(settings.log_level)
    if settings.is_embedded:
        _upgrade(settings)
    elif problem := why_not_usable(settings.database_url):
        raise ConfigError([problem])
    return settings


def _upgrade(settings: Settings) -> str:
    engine = open_database(settings.database_url)
    try:
        revision = schema.upgrade(engine)
        migrate(settings.database_url)
    except (OperationalError, OSError) as error:
        raise ConfigError([away(settings.database_url, error)]) from None
    finally:
        engine.dispose()
    return revision


def _serve_web(installation: Installation) -> None:
    from waitress.server import create_server

    from connector.web import create_app

    settings = installation.settings
    server = create_server(
        create_app(installation),
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        max_request_body_size=settings.max_body + ROOM,
        connection_limit=1000,
        backlog=1024,
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=True,
        ident=None,
    )
    stop = _stop_of_child()
    threading.Thread(target=server.run, daemon=True).start()
    log.info("web listens on %s:%s", settings.host, server.effective_port)
    stop.wait()
    server.close()
    server.task_dispatcher.shutdown(cancel_pending=False, timeout=settings.grace)
    log.info("web stopped")
    logging.shutdown()
    os._exit(exits.OK)


def _forget(installation: Installation, inventory: InventoryWork) -> None:
    forget_runs(installation.engine)
    inventory.forget_old_runs(clock.now())


def _work(installation: Installation) -> None:
    from connector.schedule import bring_back, start_clock

    settings, work, inventory = installation.settings, installation.work(), installation.inventory()
    scheduler = start_clock(
        forget_runs=lambda: _forget(installation, inventory),
        want_inventories=lambda: inventory.want_due(clock.now()),
        look_for_alarms=lambda: inventory.look_for_alarms(clock.now()),
    )

    def tick() -> None:
        bring_back(scheduler)
        work.tick()

    worker = Worker(
        installation.engine,
        installation.lanes,
        run=installation.run_lane(),
        tick=tick,
        liveness=installation.liveness,
        slots=settings.slots,
        ttl=settings.worker_ttl,
        grace=settings.grace,
    )
    try:
        worker.work(_stop_of_child())
    except AnotherWorker as error:
        click.echo(say("cli.another_worker", file=error), err=True)
        sys.exit(exits.BUSY)


def _stop_of_child() -> threading.Event:
    """Set by SIGTERM, SIGINT, or the death of the `serve` that started us."""
    stop = stop_on_signals()
    if parent := int(os.environ.get(PARENT, "0")):
        threading.Thread(target=_watch, args=(parent, stop), daemon=True).start()
    return stop


def _watch(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    stop.set()


class _Child:
    """A process of ours that is started again when it dies, the later the more often it does."""

    def __init__(self, name: str, command: Sequence[str]) -> None:
        self.name = name
        self._command = command
        self._pause = RESTART_AFTER
        self.start()

    def start(self) -> None:
        environ = {**os.environ, PARENT: str(os.getpid())}
        self._born_at = time.monotonic()
        self._due_at = 0.0
        self.process = subprocess.Popen(self._command, env=environ)  # noqa: S603 - our own program

    def look(self) -> None:
        """Never waits: a child that keeps dying does not keep the other from its restart."""
        now = time.monotonic()
        if self.process.poll() is None:
            return
        if not self._due_at:
            self._pause = RESTART_AFTER if now - self._born_at >= SETTLED else self._pause
            log.error("%s ended with %d; starting it again in %.0f s", self.name, self.process.returncode, self._pause)
            self._due_at, self._pause = now + self._pause, min(self._pause * 2, RESTART_CAP)
        if now >= self._due_at:
            self.start()


class _Group:
    """Web and worker as children; one that dies is started again, a signal stops both."""

    def __init__(self, settings: Settings) -> None:
        self._children: list[_Child] = []
        self._grace = settings.grace

    def run(self) -> None:
        stop = stop_on_signals()
        self._children = [_Child(name, [sys.executable, "-m", "connector", name]) for name in ("web", "work")]
        while not stop.wait(0.2):
            for child in self._children:
                child.look()
        self._stop()

    def _stop(self) -> None:
        processes = [child.process for child in self._children]
        for process in processes:
            process.terminate()
        end = time.monotonic() + self._grace + 5
        for process in processes:
            try:
                process.wait(max(end - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
