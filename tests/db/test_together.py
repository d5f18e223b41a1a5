"""Pieces of several threads share a commit, and a bad one takes none of the others with it."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, select
from sqlmodel import col

from connector.db import schema
from connector.db.database import open_database, reading
from connector.db.intake import count
from connector.db.tables import CounterRow
from connector.db.together import Together


@pytest.fixture
def lite(tmp_path: Path):  # type: ignore[no-untyped-def]
    engine = open_database(f"sqlite:///{tmp_path}/x.db")
    schema.upgrade(engine)
    yield engine
    engine.dispose()


def counters(engine: Engine) -> dict[str, int]:
    with reading(engine) as connection:
        return {row[0]: row[1] for row in connection.execute(select(col(CounterRow.name), col(CounterRow.count)))}


def test_many_threads_need_fewer_commits_than_pieces_and_lose_none(lite: Engine) -> None:
    commits: list[int] = []
    event.listen(lite, "commit", lambda _connection: commits.append(1))
    together = Together(lite)

    def piece(connection: Connection) -> None:
        count(connection, "a")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: together.write(piece), range(200)))
    written = len(commits)
    assert counters(lite) == {"a": 200}
    assert written < 200


def test_a_bad_piece_fails_alone_and_its_neighbours_are_written_once(lite: Engine) -> None:
    together = Together(lite)
    first = threading.Event()
    go_on = threading.Event()

    def slow(connection: Connection) -> None:
        count(connection, "slow")
        first.set()
        assert go_on.wait(5)

    def bad(connection: Connection) -> None:
        count(connection, "bad")
        raise ValueError("no")

    def good(connection: Connection) -> None:
        count(connection, "good")

    with ThreadPoolExecutor(4) as pool:
        leader = pool.submit(together.write, slow)
        assert first.wait(5)
        others = [pool.submit(together.write, piece) for piece in (good, bad, good)]
        while len(together._waiting) < 3:
            pass
        go_on.set()
        leader.result(5)
        assert [type(other.exception(5)) for other in others] == [type(None), ValueError, type(None)]
    assert counters(lite) == {"slow": 1, "good": 2}
