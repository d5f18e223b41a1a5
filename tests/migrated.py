"""Databases with this version's tables and the engine's: migrated once a process, copied for every test."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql

from connector.db import schema
from connector.db.database import open_database
from connector.engine import migrate
from tests import postgres

SEND_AWAY = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
TABLES = (
    "SELECT schemaname, tablename FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    " AND tablename NOT IN ('alembic_version', 'dbos_migrations')"
)


def bring_up(url: str) -> None:
    """The tables of this version in an empty database, as `connector db upgrade` makes them."""
    engine = open_database(url)
    schema.upgrade(engine)
    engine.dispose()
    migrate(url)


def sqlite_database(file: Path) -> str:
    """The URL of a new file."""
    file.write_bytes(_sqlite_template())
    return f"sqlite:///{file}"


@contextmanager
def postgres_database(server_url: str, name: str) -> Iterator[str]:
    """The URL of a database on this server: a new one of this name, or one that a test has given back, emptied."""
    idle = _idle(server_url)
    url = idle.pop() if idle else postgres.new_database(server_url, name, template=_postgres_template(server_url))
    yield url
    if _emptied(url):
        idle.append(url)


@cache
def _sqlite_template() -> bytes:
    with TemporaryDirectory(prefix="connector-template-") as folder:
        file = Path(folder) / "template.db"
        bring_up(f"sqlite:///{file}")
        assert [path.name for path in file.parent.glob("*-wal")] == [], "everything is in the file itself"
        return file.read_bytes()


@cache
def _idle(server_url: str) -> list[str]:
    return []


def _emptied(url: str) -> bool:
    """Everybody is sent away and every row deleted, in a tenth of the time that a new copy takes; False where that
    cannot be, and the database is left to the server's end."""
    try:
        with psycopg.connect(url, autocommit=True, options="-c session_replication_role=replica") as connection:
            connection.execute(SEND_AWAY)
            tables = connection.execute(TABLES).fetchall()
            sequences = connection.execute("SELECT schemaname, sequencename FROM pg_sequences").fetchall()
            deleted = [sql.SQL("DELETE FROM {}").format(sql.Identifier(*table)) for table in tables]
            begun = [sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(*each)) for each in sequences]
            connection.execute(sql.SQL("; ").join([*deleted, *begun]))
    except psycopg.Error:
        return False
    return True


@cache
def _postgres_template(server_url: str) -> str:
    name = "migrated_template"
    bring_up(postgres.new_database(server_url, name))
    return name
