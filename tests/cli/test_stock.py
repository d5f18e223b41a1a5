"""`stock` and `sync` at the terminal: what they say, and what they refuse."""

from sqlalchemy import Engine

from connector.json_text import parse
from tests.cli.conftest import Run
from tests.inventory.place import corner, item


def seeded(books: Engine) -> None:
    """One number right, one refused by nobody but wrong, one variant without product."""
    items = [item("A-1", 10, number=1), item("A-2", 3, number=2), item("NADA", 3, number=3)]
    with corner(books, "woocommerce", balances={"A-1": 10, "A-2": 5}, items=items) as one:
        one.sync(is_dry=True)


def test_every_number_and_where_it_comes_from(run: Run, books: Engine) -> None:
    seeded(books)
    done = run("stock")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].split() == [
        *("conexión", "SKU", "producto", "Siigo", "pedidos", "debe", "haber", "tienda"),
        *("resultado", "cuándo", "motivo"),
    ]
    assert lines[1].split() == ["tienda", "A-1", "A-1", "1270:", "10,", "1271:", "0", "0", "10", "10", "igual"]
    assert "5       3  se escribiría" in lines[2]
    assert "no está en Siigo" in lines[3]
    assert lines[-1] == "Filas: 3"


def test_only_what_drifts_and_only_what_is_left_alone(run: Run, books: Engine) -> None:
    seeded(books)
    assert [row["sku"] for row in parse(run("stock", "--drift", "--json").stdout)] == ["A-2"]
    [left] = parse(run("stock", "--problems", "--json").stdout)
    assert (left["sku"], left["result"]) == ("NADA", "not_found")
    assert left["why"].startswith("ningún producto de Siigo tiene el código NADA")


def test_one_sku_by_its_sku_or_its_code(run: Run, books: Engine) -> None:
    seeded(books)
    assert [row["sku"] for row in parse(run("stock", "--sku", "A-1", "--json").stdout)] == ["A-1"]


def test_past_runs(run: Run, books: Engine) -> None:
    seeded(books)
    done = run("stock", "--runs")
    assert "a mano  tienda: terminada en" in done.stdout
    assert "se escribirían: 1" in done.stdout
    [told] = parse(run("stock", "--runs", "--json").stdout)
    assert (told["is_dry"], told["state"], told["counts"]["dry"]) == (True, "done", 1)


def test_one_view_at_a_time(run: Run, books: Engine) -> None:
    done = run("stock", "--drift", "--runs")
    assert done.exit_code == 2
    assert "--drift, --problems y --runs se usan de a uno" in done.stderr


def test_sync_wants_full_or_some(run: Run, books: Engine) -> None:
    done = run("sync", "--full", "--sku", "A-1")
    assert done.exit_code == 2
    assert "--full lee todo y --sku solo algunos productos: use uno de los dos" in done.stderr


def test_a_connection_that_was_never_read_is_told(run: Run, books: Engine) -> None:
    seeded(books)
    done = run("stock", "tiendas")
    assert done.stdout == "Filas: 0\n"
    assert done.stderr == (
        "no se han leído existencias de ninguna conexión tiendas: revise el nombre, o `connector sync tiendas`\n"
    )
