"""Fixtures for every test: Spanish as the language, and a migrated database of each kind."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from connector.db import schema
from connector.db.database import open_database
from connector.engine import migrate
from connector.messages import speaking
from tests import postgres


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A server shared by the tests of this process; skips where PostgreSQL is not installed."""
    if postgres.programs() is None:
        pytest.skip("PostgreSQL's programs (initdb, postgres) are not installed")
    with postgres.server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    yield postgres.new_database(postgres_server, name)
    postgres.drop_database(postgres_server, name)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/connector.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def migrated_url(database_url: str) -> str:
    """A database of each kind with this version's tables and the engine's."""
    engine = open_database(database_url)
    schema.upgrade(engine)
    engine.dispose()
    migrate(database_url)
    return database_url


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    engine = open_database(migrated_url)
    yield engine
    engine.dispose()
