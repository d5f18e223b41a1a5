"""Opens the database: SQLite durable and queued by a file lock, or PostgreSQL; the same code uses either."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

PRAGMAS = ("busy_timeout=3000", "journal_mode=wal", "synchronous=full", "foreign_keys=on")
"""FULL: an acknowledged delivery survives a power cut (engine.md 3)."""


def open_database(url: str, *, pool_size: int = 24) -> Engine:
    """An engine for `sqlite:///file` or `postgresql://…`. Connects nothing yet; makes SQLite's folder."""
    if url.startswith("sqlite"):
        return _open_sqlite(url, pool_size)
    parsed = make_url(url).set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_size=pool_size, max_overflow=8)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: on SQLite it neither waits for writers nor makes them wait."""
    with engine.connect().execution_options(reads_only=True) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction, durable at the end of the block. Never nest two in one thread: SQLite would wait for itself."""
    with engine.begin() as connection:
        yield connection


def _open_sqlite(url: str, pool_size: int) -> Engine:
    file = Path(make_url(url).database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=pool_size, max_overflow=8, connect_args={"check_same_thread": False})
    lock_name = f"{file}.wlock"

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        record.info["lock"] = open(lock_name, "w", encoding="ascii")  # noqa: SIM115 - lives as long as the connection
        for pragma in PRAGMAS:
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "close")
    def forget(_connection: Any, record: Any) -> None:
        if lock := record.info.pop("lock", None):
            lock.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        """Writers queue in the kernel: SQLite's own waiting sleeps up to 100 ms and is unfair (engine.md 3)."""
        if connection.get_execution_options().get("reads_only"):
            connection.exec_driver_sql("BEGIN")
            return
        lock = _lock_of(connection)
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            fcntl.flock(lock, fcntl.LOCK_UN)
            raise

    @event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        _end(connection, "commit")

    @event.listens_for(engine, "rollback")
    def rollback(connection: Connection) -> None:
        _end(connection, "rollback")

    return engine


def _lock_of(connection: Connection) -> Any:
    return connection.info["lock"]


def _end(connection: Connection, how: str) -> None:
    try:
        getattr(connection.connection.driver_connection, how)()
    finally:
        fcntl.flock(_lock_of(connection), fcntl.LOCK_UN)
