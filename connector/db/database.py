"""Opens the database: SQLite durable and queued by a file lock, or PostgreSQL; the same code uses either."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError

from connector.db.writer_lock import WriterLock

PRAGMAS = ("busy_timeout=3000", "journal_mode=wal", "synchronous=full", "foreign_keys=on")
"""FULL: an acknowledged delivery survives a power cut (engine.md 3)."""

LOCK_SECONDS = 4.0
"""Longest wait for another writer, then OperationalError: the shop's patience is 5 seconds."""

IDLE_SECONDS = 10
"""PostgreSQL ends a transaction in which nothing has happened for so long: its process stands still."""

CONNECT_SECONDS = 5


def open_database(url: str, *, pool_size: int = 24) -> Engine:
    """An engine for `sqlite:///file` or `postgresql://…`. Connects nothing yet; makes SQLite's folder."""
    if url.startswith("sqlite"):
        return _open_sqlite(url, pool_size)
    return _open_postgresql(url, pool_size)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads: on SQLite it neither waits for writers nor makes them wait."""
    with engine.connect().execution_options(reads_only=True) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction, durable at the end of the block. Never nest two in one thread: SQLite would wait for itself.

    Raises SQLAlchemyError when it could not be begun or kept; OperationalError after LOCK_SECONDS behind another.
    """
    with engine.begin() as connection:
        yield connection


def _open_postgresql(url: str, pool_size: int) -> Engine:
    """What the URL itself says about time-outs wins over ours."""
    parsed = make_url(url).set(drivername="postgresql+psycopg")
    limits = f"-c lock_timeout={LOCK_SECONDS * 1000:.0f} -c idle_in_transaction_session_timeout={IDLE_SECONDS * 1000}"
    given = dict(parsed.query)
    arguments = {
        "options": f"{limits} {given.get('options', '')}".strip(),
        "connect_timeout": given.get("connect_timeout", CONNECT_SECONDS),
    }
    return create_engine(parsed, pool_size=pool_size, max_overflow=8, hide_parameters=True, connect_args=arguments)


@contextmanager
def at_once(engine: Engine) -> Iterator[Connection]:
    """On PostgreSQL every statement is a durable transaction of its own, without the round trips of begin and commit.

    SQLite has no round trips to save: there the block is one transaction, as with `writing`.
    """
    if engine.dialect.name == "sqlite":
        with writing(engine) as connection:
            yield connection
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection


def _open_sqlite(url: str, pool_size: int) -> Engine:
    file = Path(make_url(url).database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=8, hide_parameters=True, connect_args={"check_same_thread": False}
    )
    lock = WriterLock(f"{file}.wlock")

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in PRAGMAS:
            connection.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        """Writers queue in the kernel: SQLite's own waiting sleeps up to 100 ms and is unfair (engine.md 3)."""
        if connection.get_execution_options().get("reads_only"):
            connection.exec_driver_sql("BEGIN")
            return
        _take(lock)
        connection.info["lock"] = lock
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            _give(connection.info)
            raise

    @event.listens_for(engine, "commit")
    def commit(connection: Connection) -> None:
        _end(connection, "commit")

    @event.listens_for(engine, "rollback")
    def rollback(connection: Connection) -> None:
        _end(connection, "rollback")

    @event.listens_for(engine, "checkin")
    def checkin(_connection: Any, record: Any) -> None:
        """A transaction that nobody ended was rolled back by the pool."""
        _give(record.info)

    return engine


def _take(lock: WriterLock) -> None:
    try:
        lock.take(LOCK_SECONDS)
    except TimeoutError:
        raise _told("BEGIN", sqlite3.OperationalError(f"other writers took over {LOCK_SECONDS:.0f} s")) from None
    except OSError as error:
        raise _told("BEGIN", sqlite3.OperationalError(f"{error.filename}: {error.strerror}")) from error


def _give(info: dict[Any, Any]) -> None:
    if lock := info.pop("lock", None):
        lock.give()


def _end(connection: Connection, how: str) -> None:
    """Before the lock is given back, nothing of a transaction that could not be committed is left open."""
    driver: Any = connection.connection.driver_connection
    try:
        getattr(driver, how)()
    except sqlite3.Error as error:
        with suppress(sqlite3.Error):
            driver.rollback()
        raise _told(how.upper(), error) from error
    finally:
        _give(connection.info)


def _told(statement: str, error: sqlite3.Error) -> Exception:
    """As SQLAlchemy tells it: it leaves alone what is raised in our listeners."""
    return DBAPIError.instance(statement, None, error, sqlite3.Error, hide_parameters=True)
