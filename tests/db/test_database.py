"""Writers wait for each other, but not for ever; every failure of the database is one of SQLAlchemy's errors."""

import fcntl
import gc
import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlmodel import col

from connector.db import database, schema
from connector.db.database import at_once, open_database, reading, writing
from connector.db.intake import count
from connector.db.tables import CounterRow


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Engine]:
    """A SQLite database with one table."""
    engine = open_database(f"sqlite:///{tmp_path}/x.db")
    with writing(engine) as connection:
        connection.execute(text("create table t (x text unique)"))
    yield engine
    engine.dispose()


@contextmanager
def another_process_writes(folder: Path) -> Iterator[None]:
    """As far as the lock is concerned: `flock` goes by open file, not by process."""
    with (folder / "x.db.wlock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write(engine: Engine, value: str = "a") -> None:
    with writing(engine) as connection:
        connection.execute(text("insert into t values (:x)"), {"x": value})


def written(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [str(row[0]) for row in connection.execute(text("select x from t order by x"))]


def test_a_writer_that_stands_still_does_not_hold_up_the_others_for_ever(
    small: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.2)
    with another_process_writes(tmp_path), pytest.raises(OperationalError, match="other writers took over"):
        write(small)
    write(small)  # who gave up does not hold the lock when its turn comes
    assert written(small) == ["a"]


def test_who_waits_for_the_database_is_done_before_a_shop_gives_up() -> None:
    """Shopify waits five seconds (store-protocols.md 1)."""
    assert database.LOCK_SECONDS < 5
    [busy] = [int(pragma.partition("=")[2]) for pragma in database.PRAGMAS if pragma.startswith("busy_timeout")]
    assert busy < 5000


def test_threads_of_one_process_give_up_as_well(small: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.2)
    with writing(small), pytest.raises(OperationalError, match="other writers took over"):
        write(small)
    write(small)


def test_a_waiting_writer_goes_on_as_soon_as_the_other_is_done(small: Engine, tmp_path: Path) -> None:
    thread = threading.Thread(target=write, args=(small,))
    with another_process_writes(tmp_path):
        thread.start()
        time.sleep(0.1)
        assert written(small) == []
    thread.join()
    assert written(small) == ["a"]


def test_a_transaction_that_nobody_ended_gives_the_lock_back(small: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LOCK_SECONDS", 0.2)
    connection = small.connect()
    connection.execute(text("insert into t values ('lost')"))
    del connection
    gc.collect()
    write(small)
    assert written(small) == ["a"]


def test_a_disk_that_is_full_at_the_commit_is_an_operational_error(small: Engine, tmp_path: Path) -> None:
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = max(file.stat().st_size for file in tmp_path.iterdir())
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, was[1]))
        with pytest.raises(OperationalError) as caught, writing(small) as connection:
            connection.execute(text("insert into t values (:x)"), {"x": "a" * 200_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
    assert caught.value.statement == "COMMIT"
    write(small, "afterwards")
    assert written(small) == ["afterwards"]


def test_what_the_commit_refuses_is_rolled_back_before_the_next_writer(small: Engine) -> None:
    with writing(small) as connection:
        connection.execute(text("create table child (x text references t (x) deferrable initially deferred)"))
    with pytest.raises(IntegrityError), writing(small) as connection:
        connection.execute(text("insert into child values ('no parent')"))
    write(small)


def test_a_file_that_is_no_database_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("not a database, and long enough to be looked at" * 100)
    engine = open_database(f"sqlite:///{tmp_path}/x.db")
    with pytest.raises(SQLAlchemyError, match="file is not a database"):
        write(engine)
    engine.dispose()


def test_a_folder_that_takes_no_lock_file_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "x.db.wlock").mkdir()
    engine = open_database(f"sqlite:///{tmp_path}/x.db")
    with pytest.raises(OperationalError, match=r"x\.db\.wlock: Is a directory"):
        write(engine)
    engine.dispose()


def test_an_error_shows_no_values(engine: Engine) -> None:
    with pytest.raises(SQLAlchemyError) as caught, writing(engine) as connection:
        connection.execute(text("insert into nowhere values (:x)"), {"x": "Ana Pérez"})
    assert "nowhere" in str(caught.value)
    assert "Ana" not in str(caught.value)


@pytest.mark.postgres
def test_postgresql_waits_neither_for_ever(postgres_url: str) -> None:
    engine = open_database(postgres_url)
    with reading(engine) as connection:
        assert connection.execute(text("show lock_timeout")).scalar() == "4s"
        assert connection.execute(text("show idle_in_transaction_session_timeout")).scalar() == "10s"
    engine.dispose()


@pytest.mark.postgres
def test_a_migration_waits_for_another_however_long(postgres_url: str) -> None:
    engine = open_database(f"{postgres_url}?options=-c%20lock_timeout%3D50")
    with reading(engine) as connection:
        assert connection.execute(text("show lock_timeout")).scalar() == "50ms"
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": schema.ADVISORY_LOCK})
        reached: list[str] = []
        thread = threading.Thread(target=lambda: reached.append(schema.upgrade(engine)))
        thread.start()
        time.sleep(0.3)
    thread.join()
    assert reached == [schema.head()]
    engine.dispose()


def test_what_is_written_at_once_is_there_for_everybody(engine: Engine) -> None:
    with at_once(engine) as connection:
        count(connection, "a")
    with reading(engine) as connection:
        assert connection.execute(select(col(CounterRow.count))).scalar_one() == 1
