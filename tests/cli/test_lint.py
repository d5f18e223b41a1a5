"""`connector lint`: every problem with its place, in order; nothing needed but the files."""

import shutil
from pathlib import Path

import pytest

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
    assert "mappings/tienda.yaml:11:3: ledger.lanes: es 99 y debe ser 32 o menos\n" in result.stdout
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


CRON = (
    "se esperaba un intervalo como `15 minutes`, o cinco campos de cron en hora de Bogotá como `*/15 8-20 * * 1-6` "
    "(día del mes o día de la semana, no ambos), y llegó"
)
INTERVAL = "se esperaba un intervalo entre 1 minuto y 7 días, como `15 minutes`, y llegó"
HOURS = "se esperaban dos horas de Bogotá, como `22:00-06:00`, y llegó"
LINES = "y debe ser un grupo de líneas `palabra: valor`, debajo o entre llaves"
TEXT = "y debe ser un texto (entre comillas, si parece un número)"
WHOLE = "y debe ser un número entero, sin unidades"
CODE = "se esperaba un texto con {code} una vez, como `WEB-{code}`, y llegó"
TWICE = "va a varias sedes y sus unidades se venderían varias veces; repártala en porcentajes, como"
WORDS = "cap, minimum, percentage"

BROKEN = {
    "evry: 15 minutes": "3: inventory.evry: esta palabra no existe aquí; ¿quiso decir 'every'?",
    "every: 15 minuts": f"3: inventory.every: {INTERVAL} 15 minuts",
    "every: 30 seconds": f"3: inventory.every: {INTERVAL} 30 seconds",
    "every: 8 días": f"3: inventory.every: {INTERVAL} 8 días",
    'every: "*/15 8-20 * *"': f"3: inventory.every: {CRON} */15 8-20 * *",
    'full: "61 3 * * *"': f"3: inventory.full: {CRON} 61 3 * * *",
    'full: "0 3 1 * 1"': f"3: inventory.full: {CRON} 0 3 1 * 1",
    "quiet: 22-6": f"3: inventory.quiet: {HOURS} 22-6",
    'quiet: ["22:00-06:00", "25:00-26:00"]': f"3: inventory.quiet: {HOURS} 25:00-26:00",
    "on_change: si": "3: inventory.on_change: es si y debe ser true o false",
    "change_seconds: 2": "3: inventory.change_seconds: es 2 y debe ser 5 o más",
    "change_seconds: 5000": "3: inventory.change_seconds: es 5000 y debe ser 3600 o menos",
    "change_seconds: 30 segundos": f"3: inventory.change_seconds: es 30 segundos {WHOLE}",
    "warehouses: {1270: [Bogotá, Cali]}": f"3: inventory.warehouses: la bodega 1270 {TWICE} {{Bogotá: 50, Cali: 50}}",
    "warehouses: {1270: {Cali: 0}}": "23: inventory.warehouses.1270.Cali: es 0 y debe ser mayor que 0",
    "warehouses: {1270: {Cali: todo}}": "23: inventory.warehouses.1270.Cali: es todo y debe ser un número",
    "quantity: disponible": "3: inventory.quantity: es disponible y debe ser uno de estos: available, on_hand",
    "formula: 90": f"3: inventory.formula: es 90 {LINES}",
    "formula: {percentage: 120}": "13: inventory.formula.percentage: es 120 y debe ser 100 o menos",
    "formula: {percentage: NaN}": "13: inventory.formula.percentage: es NaN y debe ser un número",
    "formula: {buffer: 2.5}": f"13: inventory.formula.buffer: es 2.5 {WHOLE}",
    "formula: {reserva: 2}": f"13: inventory.formula.reserva: esta palabra no existe aquí; existen: buffer, {WORDS}",
    "open_orders: {states: [waiting, issued]}": "35: inventory.open_orders.states[1]: es issued y debe ser uno de "
    "estos: waiting, held, parked, skipped",
    "open_orders: {days: 0}": "17: inventory.open_orders.days: es 0 y debe ser 1 o más",
    "match: {by: ean}": "11: inventory.match.by: es ean y debe ser uno de estos: sku, barcode",
    "match: {by: []}": "11: inventory.match.by: está vacío; escriba un valor",
    "match: {aliases: {CAM-1: 5.5}}": f"21: inventory.match.aliases.CAM-1: es 5.5 {TEXT}",
    "match: {aliases: {CAM-1: [A, B]}}": f"21: inventory.match.aliases.CAM-1: es [A, B] {TEXT}",
    "match: {aliases: [CAM-1]}": f"11: inventory.match.aliases: es [CAM-1] {LINES}",
    "match: {pattern: WEB-code}": f"11: inventory.match.pattern: {CODE} WEB-code",
    f"match: {{pattern: '{{code}}{'A' * 200}'}}": "11: inventory.match.pattern: es demasiado largo; escriba máximo "
    "200 caracteres",
    "leave_out: {skus: [A, true]}": f"25: inventory.leave_out.skus[1]: es true {TEXT}",
    "leave_out: {skus: {A: 1}}": "15: inventory.leave_out.skus: es {…} y debe ser una lista, como [uno, otro]",
    "untracked: contar": "3: inventory.untracked: es contar y debe ser uno de estos: skip, count",
    "prices: {vat: add}": "3: inventory.prices.list: falta; agréguelo",
    "prices: {list: 13}": "12: inventory.prices.list: es 13 y debe ser 12 o menos",
    "alarm: {late: nunca}": f"11: inventory.alarm.late: {CRON} nunca",
    "alarm: {drift: muchas}": f"11: inventory.alarm.drift: es muchas {WHOLE}",
}
"""A line below `inventory:`, and what is said of it from the column on."""


def with_inventory(mappings: Path, section: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The section at the end of the connection, whose shop has credentials; the number of its first line."""
    for name in ("TIENDA_CK", "TIENDA_CS"):
        monkeypatch.setenv(name, f"valor-de-{name}")
    path = mappings / "tienda.yaml"
    keys = "  consumer_key: ${TIENDA_CK}\n  consumer_secret: ${TIENDA_CS}\n"
    change(
        path, "  webhook_secret: ${TIENDA_WEBHOOK_SECRET}\n", f"  webhook_secret: ${{TIENDA_WEBHOOK_SECRET}}\n{keys}"
    )
    text = path.read_text().rstrip("\n")
    path.write_text(f"{text}\ninventory:\n  {section}\n")
    return len(text.splitlines()) + 2


@pytest.mark.parametrize(("section", "told"), BROKEN.items(), ids=BROKEN)
def test_a_wrong_inventory_is_told_by_its_word(
    run: Run, mappings: Path, secrets: dict[str, str], monkeypatch: pytest.MonkeyPatch, section: str, told: str
) -> None:
    line = with_inventory(mappings, section, monkeypatch)
    result = run("lint")
    assert result.stdout == f"mappings/tienda.yaml:{line}:{told}\nArchivos leídos: 1; problemas: 1; avisos: 0\n"
    assert result.exit_code == 1


@pytest.mark.parametrize("section", BROKEN)
def test_a_wrong_inventory_is_told_in_english_too(
    run: Run, mappings: Path, secrets: dict[str, str], monkeypatch: pytest.MonkeyPatch, section: str
) -> None:
    with_inventory(mappings, section, monkeypatch)
    spanish, english = run("lint").stdout.splitlines(), run("--lang", "en", "lint").stdout.splitlines()
    assert [place_of(sentence) for sentence in english[:-1]] == [place_of(sentence) for sentence in spanish[:-1]]
    assert not set(english) & set(spanish)


def place_of(sentence: str) -> str:
    return sentence.partition(": ")[0]


def test_an_inventory_needs_the_shops_credentials(run: Run, mappings: Path, secrets: dict[str, str]) -> None:
    path = mappings / "tienda.yaml"
    path.write_text(f"{path.read_text()}inventory:\n  every: 15 minutes\n")
    line = len(path.read_text().splitlines()) - 1
    assert run("lint").stdout == (
        f"mappings/tienda.yaml:{line}:1: inventory: sincronizar existencias necesita las credenciales de la tienda en "
        "`store:`; agréguelas\n"
        "Archivos leídos: 1; problemas: 1; avisos: 0\n"
    )


def test_a_system_that_tells_no_balances_is_said_once(
    run: Run, mappings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    examples = Path(__file__).parents[2] / "mappings"
    shutil.copytree(examples / "base", mappings / "base", dirs_exist_ok=True)
    example = (examples / "tienda-pyme.yaml").read_text()
    path = mappings / "tienda.yaml"
    path.write_text(f"{example.replace('tienda-pyme', 'tienda')}inventory:\n  every: 15 minutes\n")
    for name in ("TIENDA_URL", "TIENDA_WEBHOOK_SECRET", "SIIGO_PYME_CONNECTION", "SIIGO_PYME_KEY"):
        monkeypatch.setenv(name, "https://tienda.example.co" if name == "TIENDA_URL" else "invented")
    line = len(path.read_text().splitlines()) - 1
    assert run("lint").stdout.splitlines()[:-1] == [
        f"mappings/tienda.yaml:{line}:1: inventory: el sistema siigo_pyme no informa existencias; quite la sección "
        "`inventory`"
    ]


def test_a_good_inventory_says_nothing(
    run: Run, mappings: Path, secrets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_inventory(mappings, "warehouses: {1270: all}", monkeypatch)
    assert run("lint").stdout == "Archivos leídos: 1; problemas: 0; avisos: 0\n"


def test_a_secret_of_the_wrong_kind_is_not_shown(
    run: Run, mappings: Path, secrets: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIENDA_CK", "ck_muy_secreto")
    path = mappings / "tienda.yaml"
    change(path, "  webhook_secret:", "  consumer_key: ['${TIENDA_CK}']\n  webhook_secret:")
    result = run("lint")
    assert f"mappings/tienda.yaml:6:3: store.consumer_key: es ••• {TEXT}\n" in result.stdout
    assert "ck_muy_secreto" not in result.output


def test_a_misspelt_setting_is_told_with_the_right_word(run: Run, mappings: Path, secrets: dict[str, str]) -> None:
    change(mappings / "tienda.yaml", "partner_id:", "amounts: {residuo: hold}\n  custmers: inline\n  partner_id:")
    lines = run("lint").stdout.splitlines()
    assert lines[0].startswith("mappings/tienda.yaml:11:13: ledger.amounts.residuo: esta palabra no existe aquí; ")
    assert lines[0].endswith("¿quiso decir 'residue'?")
    assert lines[1] == (
        "mappings/tienda.yaml:12:3: ledger.custmers: esta palabra no existe aquí; ¿quiso decir 'customers'?"
    )
