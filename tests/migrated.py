"""Databases with this version's tables and the engine's: migrated once a process, copied for every test."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from connector.db import schema
from connector.db.database import open_database
from connector.engine import migrate
from tests import postgres


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


def postgres_database(server_url: str, name: str) -> str:
    """The URL of a new database on this server."""
    return postgres.new_database(server_url, name, template=_postgres_template(server_url))


@cache
def _sqlite_template() -> bytes:
    with TemporaryDirectory(prefix="connector-template-") as folder:
        file = Path(folder) / "template.db"
        bring_up(f"sqlite:///{file}")
        assert [path.name for path in file.parent.glob("*-wal")] == [], "everything is in the file itself"
        return file.read_bytes()


@cache
def _postgres_template(server_url: str) -> str:
    name = "migrated_template"
    bring_up(postgres.new_database(server_url, name))
    return name
