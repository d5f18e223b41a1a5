"""`serve`, `web`, `work`, `db`: the processes that run for months."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time

import click
from sqlalchemy.exc import OperationalError

from connector import logs
from connector.cli import exits
from connector.cli.database import away, why_not_usable
from connector.db import schema
from connector.db.database import open_database
from connector.engine import AnotherWorker, Worker, forget_runs, migrate
from connector.errors import ConfigError
from connector.messages import say, set_language
from connector.settings import Settings, load_settings
from connector.wiring import Installation, install

log = logging.getLogger("connector.serve")

PARENT = "CONNECTOR_SUPERVISOR"
"""Environment variable that holds the process id of the `serve` that started this process."""

RESTART_AFTER = 1.0

ROOM = 64_000_000
"""Bytes above our own limit that the server still takes in, so that our own 413 is answered, logged and counted."""


@click.command()
def serve() -> None:
    settings = _prepared()
    install(settings)  # every problem is shown before anything starts
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
    stop = _stop_on_signals()
    threading.Thread(target=server.run, daemon=True).start()
    log.info("web listens on %s:%s", settings.host, server.effective_port)
    stop.wait()
    server.close()
    server.task_dispatcher.shutdown(cancel_pending=False, timeout=settings.grace)
    log.info("web stopped")
    logging.shutdown()
    os._exit(exits.OK)


def _work(installation: Installation) -> None:
    from connector.schedule import start_clock

    settings, work = installation.settings, installation.work()
    worker = Worker(
        installation.engine,
        installation.lanes,
        run=work.run_lane,
        tick=work.tick,
        liveness=installation.liveness,
        slots=settings.slots,
        ttl=settings.worker_ttl,
        grace=settings.grace,
    )
    start_clock(forget_runs=lambda: forget_runs(installation.engine))
    try:
        worker.work(_stop_on_signals())
    except AnotherWorker as error:
        click.echo(say("cli.another_worker", file=error), err=True)
        sys.exit(exits.BUSY)


def _stop_on_signals() -> threading.Event:
    """Set by SIGTERM, SIGINT, or the death of the `serve` that started us."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if parent := int(os.environ.get(PARENT, "0")):
        threading.Thread(target=_watch, args=(parent, stop), daemon=True).start()
    return stop


def _watch(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    stop.set()


class _Group:
    """Web and worker as children; one that dies is started again, a signal stops both."""

    def __init__(self, settings: Settings) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._grace = settings.grace

    def run(self) -> None:
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        for name in ("web", "work"):
            self._start(name)
        while not stop.wait(0.2):
            for name, child in self._children.items():
                if child.poll() is not None:
                    log.error("%s ended with %d; starting it again", name, child.returncode)
                    time.sleep(RESTART_AFTER)
                    self._start(name)
        self._stop()

    def _start(self, name: str) -> None:
        environ = {**os.environ, PARENT: str(os.getpid())}
        command = [sys.executable, "-m", "connector", name]
        self._children[name] = subprocess.Popen(command, env=environ)  # noqa: S603 - our own program

    def _stop(self) -> None:
        for child in self._children.values():
            child.terminate()
        end = time.monotonic() + self._grace + 5
        for child in self._children.values():
            try:
                child.wait(max(end - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                child.kill()
