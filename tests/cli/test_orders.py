"""`connector orders`: what people and programs read."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from connector import clock
from connector.json_text import parse
from tests.cli.conftest import Run
from tests.cli.rows import a_link, an_order_row, keep

HELD = "tienda.yaml:4:3: vacío"


def some(books: Engine) -> None:
    keep(
        books,
        an_order_row("1001"),
        an_order_row("1002", state="held", why=HELD, total=Decimal("1000.50")),
        an_order_row("7", connection="otra", state="waiting", number="", total=None, why="Recibido"),
        a_link("1001", kind="customer", ledger_id="c-1", name="", total=Decimal(0), status=""),
        a_link("1001"),
    )


def test_the_table_in_plain_columns(run: Run, books: Engine) -> None:
    some(books)
    result = run("orders")
    assert result.exit_code == 0
    assert result.stdout == (
        "conexión  pedido  estado   motivo                   total  documentos\n"
        "tienda    #1001   issued                            59900  customer, FV-2-22 59900 Accepted\n"
        "tienda    #1002   held     tienda.yaml:4:3: vacío  1000.5\n"
        "otra      7       waiting  Recibido\n"
    )


@pytest.mark.parametrize(
    ("age", "words"),
    [(timedelta(minutes=5), "hace 5 min"), (timedelta(hours=30), "hace 30 h"), (timedelta(days=3), "hace 3 días")],
)
def test_a_document_that_waits_for_dian_shows_for_how_long(run: Run, books: Engine, age: timedelta, words: str) -> None:
    keep(books, an_order_row("1001"), a_link("1001", status="Sending", created_at=clock.now() - age))
    assert f"FV-2-22 59900 Sending {words}\n" in run("orders").stdout


def test_json_for_programs(run: Run, books: Engine) -> None:
    some(books)
    result = run("orders", "--json", "--state", "issued", "--state", "waiting")
    assert result.exit_code == 0
    assert '"total": 59900.00,' in result.stdout
    assert parse(result.stdout) == [
        {
            "connection": "tienda",
            "order_id": "1001",
            "order_number": "#1001",
            "state": "issued",
            "why": "",
            "total": Decimal("59900.00"),
            "documents": [
                {"kind": "customer", "id": "c-1", "name": "", "total": Decimal(0), "status": ""},
                {
                    "kind": "invoice",
                    "id": "abc-1",
                    "name": "FV-2-22",
                    "total": Decimal("59900.00"),
                    "status": "Accepted",
                },
            ],
        },
        {
            "connection": "otra",
            "order_id": "7",
            "order_number": "",
            "state": "waiting",
            "why": "Recibido",
            "total": None,
            "documents": [],
        },
    ]


def test_of_one_connection(run: Run, books: Engine) -> None:
    some(books)
    assert [order["order_id"] for order in parse(run("orders", "--json", "-c", "otra").stdout)] == ["7"]


def test_no_orders_is_an_empty_array(run: Run, books: Engine) -> None:
    assert run("orders", "--json").stdout == "[]\n"


def test_a_shop_cannot_write_to_the_terminal(run: Run, books: Engine) -> None:
    keep(books, an_order_row("1", number="\x1b[2J1", why="uno\ndos"))
    assert run("orders").stdout.splitlines()[1] == "tienda    �[2J1   issued  uno | dos  59900"


def test_without_a_database_says_what_to_do_and_makes_none(run: Run, folder: object) -> None:
    result = run("orders")
    assert result.exit_code == 3
    assert result.stderr == (
        "CONNECTOR_DATABASE_URL: no existe la base de datos sqlite:///var/connector.db; revise la carpeta en que está, "
        "o créela con connector db upgrade\n"
    )
    assert not list(folder.iterdir())  # type: ignore[attr-defined]
