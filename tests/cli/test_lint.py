"""`connector lint`: every problem with its place, in order; nothing needed but the files."""

from pathlib import Path

from tests.cli.conftest import Run

ABSENT = (
    "mappings/tienda.yaml:5:3: aviso: TIENDA_URL no está definida; se revisó sin su valor\n"
    "mappings/tienda.yaml:6:3: aviso: TIENDA_WEBHOOK_SECRET no está definida; se revisó sin su valor\n"
    "mappings/tienda.yaml:8:3: aviso: SIIGO_URL no está definida; se revisó sin su valor\n"
    "mappings/tienda.yaml:9:3: aviso: SIIGO_USERNAME no está definida; se revisó sin su valor\n"
    "mappings/tienda.yaml:10:3: aviso: SIIGO_ACCESS_KEY no está definida; se revisó sin su valor\n"
)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_without_secrets_all_is_well(run: Run, mappings: Path) -> None:
    result = run("lint")
    assert result.stdout == f"{ABSENT}Archivos leídos: 1; problemas: 0; avisos: 5\n"
    assert result.exit_code == 0


def test_with_every_value_nothing_is_noted(run: Run, mappings: Path, secrets: dict[str, str]) -> None:
    assert run("lint").stdout == "Archivos leídos: 1; problemas: 0; avisos: 0\n"


def test_settings_and_rules_are_checked_and_told_by_line(run: Run, mappings: Path, secrets: dict[str, str]) -> None:
    change(mappings / "tienda.yaml", "partner_id: TiendaEjemplo", "partner_id: Tienda-Ejemplo")
    change(mappings / "tienda.yaml", "seller: 629", "seler: 629")
    result = run("lint")
    lines = result.stdout.splitlines()
    assert [line.split(": ")[0] for line in lines[:-1]] == [
        "mappings/tienda.yaml:11:3",
        "mappings/tienda.yaml:19:1",
        "mappings/tienda.yaml:21:3",
    ]
    assert "ledger.partner_id: no tiene la forma esperada" in lines[0]
    assert "invoice.seller" in lines[1]
    assert "'seller'" in lines[2]
    assert lines[3] == "Archivos leídos: 1; problemas: 3; avisos: 0"
    assert result.exit_code == 1


def test_a_wrong_setting_is_found_beside_absent_ones(run: Run, mappings: Path) -> None:
    change(mappings / "tienda.yaml", "partner_id: TiendaEjemplo", "lanes: 99\n  partner_id: TiendaEjemplo")
    result = run("lint")
    assert "mappings/tienda.yaml:11:3: ledger.lanes: está fuera del rango permitido (límite 32)\n" in result.stdout
    assert result.stdout.endswith("Archivos leídos: 1; problemas: 1; avisos: 5\n")


def test_a_problem_that_quotes_html_is_no_absent_value(run: Run, mappings: Path) -> None:
    change(mappings / "tienda.yaml", "seller: 629", "seller: {const: <br>}")
    result = run("lint")
    assert ": invoice.seller: " in result.stdout
    assert "<br>" in result.stdout
    assert result.exit_code == 1


def test_an_absent_id_of_a_table_is_no_problem_of_the_file(run: Run, mappings: Path) -> None:
    change(mappings / "tienda.yaml", "{wompi: 5640, cod: 5641}", "{wompi: '${SIIGO_WOMPI}', cod: 5641}")
    assert run("lint").exit_code == 0


def test_files_by_name(run: Run, mappings: Path, folder: Path) -> None:
    (mappings / "rota.yaml").write_text("mapping: 1\nconnection: [\n")
    assert run("lint", "mappings/tienda.yaml").exit_code == 0
    broken = run("lint", "mappings/rota.yaml")
    assert broken.exit_code == 1
    assert broken.stdout.startswith("mappings/rota.yaml:")
    assert broken.stdout.endswith("Archivos leídos: 0; problemas: 1; avisos: 0\n")
    both = run("lint")
    assert both.stdout.endswith("Archivos leídos: 1; problemas: 1; avisos: 5\n")


def test_another_folder(run: Run, mappings: Path, folder: Path) -> None:
    mappings.rename(folder / "otra")
    assert run("lint", "--mappings", "otra").exit_code == 0
    result = run("lint")
    assert result.exit_code == 1
    assert result.stdout == (
        "mappings: no existe la carpeta de mapeos; créela o indique otra con CONNECTOR_MAPPINGS\n"
        "Archivos leídos: 0; problemas: 1; avisos: 0\n"
    )


def test_an_empty_folder_is_a_problem(run: Run, folder: Path) -> None:
    (folder / "mappings").mkdir()
    result = run("lint")
    assert result.exit_code == 1
    assert result.stdout.startswith("mappings: no hay ninguna conexión; cree un archivo .yaml")


def test_in_english(run: Run, mappings: Path) -> None:
    assert run("--lang", "en", "lint").stdout.endswith("Files read: 1; problems: 0; notices: 5\n")
