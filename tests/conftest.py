"""Fixtures for every test: Spanish as the language, and a migrated database of each kind."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from connector.db.database import open_database
from connector.messages import speaking
from tests import postgres
from tests.lots import EVERYTHING, database_of
from tests.migrated import postgres_database, sqlite_database

settings.register_profile(
    "daily", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=not EVERYTHING
)
settings.load_profile("daily")
"""A busy machine is slow, and that is no fault of what is tested. The same code gets the same examples each day;
EVERYTHING: others each time."""

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
"""The databases that the connector runs on."""


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with speaking("es"):
        yield


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A server shared by the tests of this process; skips where PostgreSQL is not installed."""
    if postgres.programs() is None:
        pytest.skip("PostgreSQL's programs (initdb, postgres) are not installed")
    with postgres.server(hasty=True) as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty PostgreSQL database."""
    name = new_name()
    yield postgres.new_database(postgres_server, name)
    postgres.drop_database(postgres_server, name)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/connector.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(params=KINDS)
def migrated_url(request: pytest.FixtureRequest, new_database: Callable[[str], str]) -> str:
    """A database of each kind with this version's tables and the engine's."""
    return new_database(request.param)


@pytest.fixture(params=KINDS if EVERYTHING else [""])
def kind(request: pytest.FixtureRequest) -> str:
    """The one of the two databases that is the test's lot; EVERYTHING: both, one after the other."""
    return request.param or database_of(request.node.name)


@pytest.fixture
def lot_url(kind: str, new_database: Callable[[str], str]) -> str:
    """A migrated database of the kind that is the test's lot."""
    return new_database(kind)


@pytest.fixture
def lot_engine(kind: str, new_engine: Callable[[str], Engine]) -> Engine:
    """The same, opened."""
    return new_engine(kind)


@pytest.fixture
def migrated_postgres_url(new_database: Callable[[str], str]) -> str:
    return new_database("postgresql")


@pytest.fixture
def engine(migrated_url: str) -> Iterator[Engine]:
    engine = open_database(migrated_url)
    yield engine
    engine.dispose()


@pytest.fixture
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Makes a migrated database of the kind named, as often as it is called; its URL."""
    with ExitStack() as stack:

        def make(kind: str) -> str:
            name = new_name()
            if kind == "sqlite":
                return sqlite_database(tmp_path / f"{name}.db")
            server: str = request.getfixturevalue("postgres_server")
            return stack.enter_context(postgres_database(server, name))

        yield make


@pytest.fixture
def new_engine(new_database: Callable[[str], str]) -> Iterator[Callable[[str], Engine]]:
    """The same, opened."""
    with ExitStack() as stack:

        def make(kind: str) -> Engine:
            engine = open_database(new_database(kind))
            stack.callback(engine.dispose)
            return engine

        yield make


def new_name() -> str:
    return f"test_{uuid.uuid4().hex[:12]}"
