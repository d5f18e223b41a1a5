"""Brings the database to the schema of this version; safe to run twice and by several processes at once."""

from importlib import resources

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlmodel import SQLModel

from connector.db import outbox_tables, stock_tables, tables
from connector.db.database import reading, writing

TABLES = (tables, stock_tables, outbox_tables)
"""Imported, so that their tables are known to `SQLModel.metadata`."""

ADVISORY_LOCK = 7_420_311
"""PostgreSQL: held while migrating, so that two processes that start together do it once."""


def upgrade(engine: Engine) -> str:
    """Apply what is missing; the revision reached. On PostgreSQL it waits for another migration however long."""
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("set local lock_timeout = 0"))
            connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
        command.upgrade(_config(connection), "head")
        return current(connection) or ""


def current(connection: Connection) -> str | None:
    """The revision that the database has; None before the first."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The revision that this version needs."""
    return ScriptDirectory.from_config(_config(None)).get_current_head() or ""


def is_current(engine: Engine) -> bool:
    with reading(engine) as connection:
        return current(connection) == head()


def differences(engine: Engine) -> list[object]:
    """What the tables in code have that the migrated database has not, and the reverse, among our own tables."""
    ours = set(SQLModel.metadata.tables)

    def is_ours(_object: object, name: str | None, kind: str, reflected: bool, _against: object) -> bool:
        return not (kind == "table" and reflected and name not in ours)

    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": False})
        return list(compare_metadata(context, SQLModel.metadata))


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(resources.files("connector.db") / "migrations"))
    config.attributes["connection"] = connection
    return config
