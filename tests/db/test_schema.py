"""The migrations make exactly the tables that the code has, on both databases, however often they run."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from connector.db import schema
from connector.db.database import open_database, reading


def test_migrations_and_tables_agree(engine: Engine) -> None:
    assert schema.differences(engine) == []


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    assert schema.upgrade(engine) == schema.head()
    assert schema.is_current(engine)


def test_an_empty_database_is_not_current(database_url: str) -> None:
    engine = open_database(database_url)
    assert not schema.is_current(engine)
    with reading(engine) as connection:
        assert schema.current(connection) is None
    engine.dispose()


def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    def upgrade() -> str:
        engine = open_database(database_url)
        try:
            return schema.upgrade(engine)
        finally:
            engine.dispose()

    with ThreadPoolExecutor(4) as pool:
        assert {future.result() for future in [pool.submit(upgrade) for _ in range(4)]} == {schema.head()}
