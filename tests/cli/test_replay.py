"""`connector replay`: what is made due, what is refused, and that the lane is woken in the same transaction."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlmodel import col

from connector.db.database import open_database, reading
from connector.db.orders import find_orders
from connector.db.tables import WakeRow
from tests.cli.conftest import Run
from tests.cli.rows import an_order_row, keep


@pytest.fixture
def books(migrated_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """The installation's database, of each kind."""
    monkeypatch.setenv("CONNECTOR_DATABASE_URL", migrated_url)
    engine = open_database(migrated_url)
    yield engine
    engine.dispose()


def some(books: Engine) -> None:
    keep(
        books,
        an_order_row("1001"),
        an_order_row("1002", state="held", why="falta"),
        an_order_row("1003", state="held", why="falta", lane="c#1"),
        an_order_row("1004", state="parked", why="error", tries=3),
        an_order_row("1004", connection="otra", state="held", lane="d#0"),
    )


def due(books: Engine) -> list[tuple[str, str]]:
    with reading(books) as database:
        return [(row.connection, row.order_id) for row in find_orders(database) if row.due_at]


def woken(books: Engine) -> list[str]:
    runs = "workflow_status" if books.dialect.name == "sqlite" else "dbos.workflow_status"
    with reading(books) as database:
        lanes = list(database.execute(select(col(WakeRow.lane)).order_by(col(WakeRow.lane))).scalars())
        queued = database.execute(select(func.count()).select_from(text(runs))).scalar()
    assert queued == len(lanes)
    return lanes


def test_orders_by_number_or_id(run: Run, books: Engine) -> None:
    some(books)
    result = run("replay", "1002", "#1003", "1002")
    assert (result.exit_code, result.stdout) == (0, "Pedidos que se procesarán otra vez: 2\n")
    assert due(books) == [("tienda", "1002"), ("tienda", "1003")]
    assert woken(books) == ["c#0", "c#1"]


def test_twice_is_harmless(run: Run, books: Engine) -> None:
    some(books)
    run("replay", "1002")
    assert run("replay", "1002").exit_code == 0
    assert woken(books) == ["c#0"]


def test_the_tries_begin_anew(run: Run, books: Engine) -> None:
    some(books)
    run("replay", "1004", "--connection", "tienda")
    with reading(books) as database:
        [row] = find_orders(database, names=["tienda"], which=["1004"])
    assert (row.state, row.why, row.tries) == ("waiting", "", 0)


def test_an_unknown_order_changes_nothing(run: Run, books: Engine) -> None:
    some(books)
    result = run("replay", "1002", "999", "1004")
    assert result.exit_code == 1
    assert result.stderr == (
        "No hay ningún pedido 999; connector orders muestra los que hay\n"
        "El pedido 1004 está en varias conexiones (otra, tienda); indique una con --connection\n"
    )
    assert due(books) == []


def test_a_state_asks_first(run: Run, books: Engine) -> None:
    some(books)
    refused = run("replay", "--state", "held", input="n\n")
    assert refused.stdout == ("Se procesarán otra vez 3 pedidos. ¿Continuar? [s/N]: n\nNo se cambió nada\n")
    assert (refused.exit_code, due(books)) == (0, [])
    agreed = run("replay", "--state", "held", input="s\n")
    assert agreed.exit_code == 0
    assert due(books) == [("tienda", "1002"), ("tienda", "1003"), ("otra", "1004")]
    assert woken(books) == ["c#0", "c#1", "d#0"]


def test_nobody_there_to_ask(run: Run, books: Engine) -> None:
    some(books)
    result = run("replay", "--all", input="")
    assert result.exit_code == 1
    assert result.stderr.endswith("Cancelado.\n")
    assert due(books) == []


def test_all_leaves_what_is_invoiced(run: Run, books: Engine) -> None:
    some(books)
    result = run("replay", "--all", "--connection", "tienda", "--yes")
    assert result.stdout == "Pedidos que se procesarán otra vez: 3\n"
    assert due(books) == [("tienda", "1002"), ("tienda", "1003"), ("tienda", "1004")]


def test_a_state_without_orders(run: Run, books: Engine) -> None:
    result = run("replay", "--state", "parked")
    assert (result.exit_code, result.stdout) == (0, "Pedidos que se procesarán otra vez: 0\n")


def test_one_thing_must_be_said(run: Run, books: Engine) -> None:
    for arguments in ([], ["1002", "--all"], ["--all", "--state", "held"]):
        result = run("replay", *arguments)
        assert result.exit_code == 2
        assert result.stderr.endswith("Error: indique pedidos, o --state, o --all: una sola de las tres cosas\n")
