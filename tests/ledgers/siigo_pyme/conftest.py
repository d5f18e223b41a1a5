"""The bench of this ledger, on SQLite: `tests/db/test_outbox.py` tries the outbox on both databases."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from connector.db.database import open_database
from connector.sandbox.siigo_pyme import Options, running
from tests.ledgers.siigo_pyme.bench import Bench

Make = Callable[..., Bench]


@pytest.fixture
def kept(new_database: Callable[[str], str]) -> Iterator[Engine]:
    engine = open_database(new_database("sqlite"))
    yield engine
    engine.dispose()


@pytest.fixture
def options() -> Options:
    return Options()


@pytest.fixture
def make(kept: Engine, options: Options) -> Iterator[Make]:
    with running(options) as bridge:

        def make_(**changes: Any) -> Bench:
            return Bench(kept, bridge, **changes)

        yield make_


@pytest.fixture
def bench(make: Make) -> Bench:
    return make()
