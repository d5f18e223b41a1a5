"""The installation's database for a command: there, reachable and of this version, or a sentence on what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from connector.db import schema
from connector.db.database import open_database
from connector.errors import ConfigError
from connector.messages import say


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Raises ConfigError saying what to do; never makes a SQLite file that is not there."""
    if why := why_not_usable(url):
        raise ConfigError([why])
    engine = open_database(url)
    try:
        yield engine
    finally:
        engine.dispose()


def why_not_usable(url: str) -> str:
    """What is wrong with the database and what to do about it; empty when nothing is."""
    shown = make_url(url).render_as_string(hide_password=True)
    if url.startswith("sqlite") and not Path(make_url(url).database or "").is_file():
        return say("cli.no_database", url=shown)
    engine = open_database(url)
    try:
        return "" if schema.is_current(engine) else say("cli.schema_old")
    except (SQLAlchemyError, OSError) as error:
        return away(url, error)
    finally:
        engine.dispose()


def away(url: str, error: Exception) -> str:
    """Why the database could not be reached; its password is not shown."""
    shown = make_url(url).render_as_string(hide_password=True)
    return say("cli.database_away", url=shown, why=_first_line(error))


def _first_line(error: Exception) -> str:
    """What the driver says; SQLAlchemy's own lines about the statement left out."""
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().partition("\n")[0]
