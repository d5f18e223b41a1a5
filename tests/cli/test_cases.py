"""`connector test`: the merchant's cases pass, fail and are broken, each told apart."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_lint import change


def test_cases_pass_without_secrets(run: Run, mappings: Path) -> None:
    result = run("test")
    assert result.stdout == (
        "mappings/tienda.cases.yaml\n  ✓ persona con cédula\nCasos correctos: 1; fallidos: 0; problemas: 0\n"
    )
    assert result.exit_code == 0


def test_a_difference_is_shown(run: Run, mappings: Path) -> None:
    change(mappings / "tienda.cases.yaml", '"1020304050"', '"99"')
    result = run("test", "mappings/tienda.yaml")
    lines = result.stdout.splitlines()
    assert lines[1] == "  ✗ persona con cédula"
    assert lines[2].startswith("      mappings/tienda.cases.yaml:4:5: customer.identification: ")
    assert "1020304050" in lines[2]
    assert lines[3] == "Casos correctos: 0; fallidos: 1; problemas: 0"
    assert result.exit_code == 1


def test_a_mapping_that_does_not_hold_together_is_a_problem(run: Run, mappings: Path) -> None:
    change(mappings / "tienda.yaml", "seller: 629", "seler: 629")
    result = run("test", "mappings/tienda.cases.yaml")
    assert result.exit_code == 1
    assert "mappings/tienda.yaml:21:3: " in result.stdout
    assert result.stdout.endswith("Casos correctos: 0; fallidos: 0; problemas: 2\n")


def test_cases_that_are_not_there(run: Run, mappings: Path) -> None:
    (mappings / "tienda.cases.yaml").unlink()
    result = run("test")
    assert result.exit_code == 1
    assert result.stdout == (
        "mappings: no hay ningún archivo *.cases.yaml; escriba uno (vea mappings/README.md)\n"
        "Casos correctos: 0; fallidos: 0; problemas: 1\n"
    )
    named = run("test", "mappings/tienda.yaml")
    assert named.exit_code == 1
    assert "mappings/tienda.cases.yaml:1:1: " in named.stdout


def test_an_order_that_was_deleted_is_no_order(run: Run, mappings: Path) -> None:
    (mappings / "orders" / "506.json").write_text('{"id": 506}')
    result = run("test")
    assert result.exit_code == 1
    assert "El archivo solo tiene el identificador de un pedido eliminado" in result.stdout
