"""The migrations make exactly the tables that the code has, on both databases, however often they run."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import Engine, inspect, text

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


def test_documents_of_an_order_are_found_by_an_index(engine: Engine) -> None:
    indexes = {index["name"]: index["column_names"] for index in inspect(engine).get_indexes("links")}
    assert indexes["links_of_order"] == ["connection", "order_id"]


def test_the_index_of_what_is_due_holds_no_order_that_is_done(engine: Engine) -> None:
    (index,) = [index for index in inspect(engine).get_indexes("orders") if index["name"] == "orders_due"]
    assert "not null" in str(index["dialect_options"][f"{engine.dialect.name}_where"]).lower()


def test_sqlite_asks_that_index(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/x.db")
    schema.upgrade(engine)
    question = "explain query plan select id from orders where lane = 'a' and due_at <= 5 order by due_at limit 1"
    with reading(engine) as connection:
        assert "INDEX orders_due" in str(connection.execute(text(question)).all())
    engine.dispose()
