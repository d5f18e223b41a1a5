"""`connector doctor`: everything looked at, what to do, no secret printed, whatever is down."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from connector import clock
from connector.checking import environment
from connector.cli.files import read_one
from connector.cli.redacting import Redactor
from connector.db.schema import head
from connector.db.tables import WorkerRow
from connector.sandbox.siigo import Options, running
from tests.cli.conftest import Run
from tests.cli.test_lint import change


@pytest.fixture
def siigo(monkeypatch: pytest.MonkeyPatch, mappings: Path, secrets: dict[str, str]) -> Iterator[None]:
    """The emulator in the place of Siigo, called without a pause between two calls."""
    change(mappings / "tienda.yaml", "partner_id:", "rate_per_minute: 1000\n  partner_id:")
    with running(Options()) as emulator:
        monkeypatch.setenv("SIIGO_URL", emulator.url)
        yield


def beat(books: Engine, seconds_ago: int) -> None:
    with Session(books) as session:
        session.add(WorkerRow(id="local", beat_at=clock.now() - timedelta(seconds=seconds_ago)))
        session.commit()


def test_all_but_the_shops_credentials(run: Run, mappings: Path, books: Engine, siigo: None) -> None:
    beat(books, 3)
    result = run("doctor")
    lines = result.stdout.splitlines()
    assert lines[:3] == [
        "✓ Configuración",
        "✓ Mapeos en mappings: 1 conexiones, con todos sus valores de entorno",
        f"✓ Base de datos: sqlite:///var/connector.db, revisión {head()}",
    ]
    assert re.fullmatch(r"✓ Proceso de trabajo: activo hace \d+ s", lines[3]), "a busy machine takes its time"
    assert lines[4] == "Conexión tienda"
    assert lines[5].startswith("  ! credenciales de la tienda: ")
    assert lines[6].startswith("    → ")
    assert [line[:3] for line in lines[7:-1]] == ["  ✓"] * 6
    assert "✗" not in result.stdout
    assert result.stdout.endswith("Por corregir: 0; advertencias: 1\n")
    assert result.exit_code == 0


def test_an_id_that_the_company_has_not(run: Run, mappings: Path, books: Engine, siigo: None) -> None:
    change(mappings / "tienda.yaml", "seller: 629", "seller: 999")
    result = run("doctor")
    assert result.exit_code == 1
    [line] = [line for line in result.stdout.splitlines() if "✗" in line]
    assert "999" in line


def test_a_clock_that_is_not_siigos(
    run: Run, mappings: Path, books: Engine, siigo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Options(clock=lambda: clock.now() - timedelta(hours=2, seconds=30))
    with running(late) as emulator:
        monkeypatch.setenv("SIIGO_URL", emulator.url)
        result = run("doctor")
    assert (
        "  ✗ Reloj de esta máquina: va 120 min adelantado al de Siigo\n"
        "    → Ponga la hora por NTP: las fechas de las facturas salen de este reloj\n"
    ) in result.stdout
    assert result.exit_code == 1


def test_secrets_are_not_printed_when_sign_in_fails(
    run: Run, mappings: Path, books: Engine, secrets: dict[str, str]
) -> None:
    result = run("doctor")
    assert result.exit_code == 1
    for name in ("TIENDA_WEBHOOK_SECRET", "SIIGO_USERNAME", "SIIGO_ACCESS_KEY"):
        assert secrets[name] not in result.output


def test_no_worker_is_a_warning(run: Run, mappings: Path, books: Engine, siigo: None) -> None:
    beat(books, 3600)
    result = run("doctor")
    assert (
        "! Proceso de trabajo: ninguno está activo\n"
        "  → inicie connector serve; sin él los pedidos se reciben pero no se facturan\n"
    ) in result.stdout
    assert result.exit_code == 0


def test_without_database_and_values(run: Run, mappings: Path) -> None:
    result = run("doctor")
    lines = result.stdout.splitlines()
    assert result.exit_code == 1
    assert lines[1] == (
        "✗ Mapeos en mappings: mappings/tienda.yaml:5:8: falta la variable TIENDA_URL; "
        "ponerla en el entorno o en el archivo .env"
    )
    assert lines[-3:] == [
        "✗ Base de datos: CONNECTOR_DATABASE_URL: no existe la base de datos sqlite:///var/connector.db; revise la "
        "carpeta en que está, o créela con connector db upgrade",
        "! Proceso de trabajo: no se sabe: la base de datos no se puede consultar",
        "Por corregir: 6; advertencias: 1",
    ]


def test_a_database_that_is_away_hides_its_password(
    run: Run, mappings: Path, siigo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNECTOR_DATABASE_URL", "postgresql://ana:clave-db@127.0.0.1:9/libros")
    result = run("doctor")
    assert result.exit_code == 1
    assert "✗ Base de datos: CONNECTOR_DATABASE_URL: la base de datos postgresql://ana:***@127.0.0.1:9/libros no " in (
        result.stdout
    )
    assert "clave-db" not in result.output
    assert "Conexión tienda\n" in result.stdout


def test_wrong_settings_end_it(run: Run, mappings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECTOR_PORT", "puerto")
    result = run("doctor")
    assert result.exit_code == 1
    assert result.stdout.startswith("✗ Configuración: CONNECTOR_PORT='puerto': ")
    assert result.stdout.endswith("Por corregir: 1; advertencias: 0\n")


def test_only_the_connections_named(run: Run, mappings: Path, books: Engine, siigo: None) -> None:
    result = run("doctor", "otra")
    assert result.exit_code == 1
    assert "✗ Conexión otra: no es ninguna de las conexiones que se pueden usar (tienda)\n" in result.stdout
    assert "Conexión tienda\n" not in result.stdout


def test_a_secret_in_anybodys_sentence_is_covered(mappings: Path, secrets: dict[str, str]) -> None:
    checked = read_one(mappings / "tienda.yaml", environment())
    redact = Redactor([checked])
    assert redact("401 for sandbox@example.co with llave-muy-secreta at https://tienda.example") == (
        "401 for *** with *** at https://tienda.example"
    )
