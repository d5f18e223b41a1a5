"""`connector doctor --probe` against an emulated Siigo: what it shows is written, and invoices by it are accepted."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests
from click.testing import Result
from sqlalchemy import Engine

from connector import json_text
from connector.checking import Checked, read_folder
from connector.cli import doctoring, probing
from connector.connecting import connect, unpaced
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.facts import DocumentType, TaxType
from connector.ledgers.siigo.probes import PROBES, Grounds
from connector.model.documents import Issued
from connector.sandbox.siigo import Options, Running, catalogue, payment_rules, running
from connector.sandbox.siigo.problems import Problem
from tests.cli.conftest import Run
from tests.ledgers.siigo import emulated
from tests.ledgers.siigo.emulated import INVOICES, a_line, calls, company, sold
from tests.sandbox.switches import FLIPPED, options_of

PAPER, WHOLE_PESOS, PER_CENT = 24445, 24447, 24448

KINDS = {
    "when": [
        {"if": {"channel": "pos"}, "then": WHOLE_PESOS},
        {"if": {"channel": "marketplace"}, "then": PER_CENT},
        {"otherwise": PAPER},
    ]
}

FLAGS = {
    "advance_payment": True,
    "self_withholding": True,
    "global_discounts": [{"id": 13156}],
    "global_charges": [{"id": 7}],
}


@dataclass
class Place:
    """A company in the emulator, and the folder of its one connection."""

    siigo: Running
    run: Run
    file: Path
    secrets: dict[str, str]

    def probe(self, *more: str) -> Result:
        return self.run("doctor", "--probe", *more)

    def checked(self) -> Checked:
        [checked], problems = read_folder(self.file.parent, self.secrets)
        assert problems == []
        return checked

    def computing(self) -> Arithmetic:
        """As the file says."""
        arithmetic = self.checked().ledger.arithmetic  # type: ignore[attr-defined]
        assert isinstance(arithmetic, Arithmetic)
        return arithmetic

    def flag(self, id_: int, **flags: object) -> None:
        self.tell(f"document-types/{id_}", flags)

    def tell(self, what: str, body: object) -> None:
        url = f"{self.siigo.url}/_emulator/{what}"
        requests.post(url, data=json_text.write(body), timeout=5).raise_for_status()

    def another_program(self, method: str, path: str, body: object = None) -> Any:
        nobody: Any = None
        return emulated.Company(self.siigo, nobody, self.secrets["COMPANY"], []).ask(method, path, body)

    def edit(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), encoding="utf-8")

    @property
    def invoices(self) -> int:
        return sum(len(books.papers["invoices"]) for books in self.siigo.state.companies.values())


class Places:
    """Makes places: each an emulator of its own."""

    def __init__(self, run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.run, self.folder, self.monkeypatch = run, folder, monkeypatch

    def at(self, siigo: Running, rules: dict[str, object] | None = None) -> Place:
        self.folder.mkdir(exist_ok=True)
        rules = {"ledger.test_company": True, "invoice.document.id": KINDS, **(rules or {})}
        one = company(siigo, self.folder, rules)
        secrets = {"SECRET": "llave-secreta", "SIIGO_URL": siigo.url, "COMPANY": one.name}
        for name, value in secrets.items():
            self.monkeypatch.setenv(name, value)
        file = (self.folder / f"{one.name}.yaml").rename(self.folder / "prueba.yaml")
        place = Place(siigo, self.run, file, secrets)
        place.flag(PAPER, **FLAGS)
        return place


@pytest.fixture
def places(run: Run, folder: Path, books: Engine, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Called without a pause between two calls."""
    monkeypatch.setattr(doctoring, "Limiter", lambda _engine, company, per_minute: unpaced(company, per_minute))
    return Places(run, folder / "mappings", monkeypatch)


@pytest.fixture
def place(places: Places) -> Iterator[Place]:
    """Siigo as the rulebook has it."""
    with running(Options()) as siigo:
        yield places.at(siigo)


TRANSCRIPT = """\
  Pruebas: facturas con un pago equivocado, que Siigo calcula y rechaza; no se crea ninguna
  ✓ base del impuesto: Siigo calculó 16999.99: el impuesto sale de la base en centavos
  ✓ medio centavo: Siigo calculó 101.8: el medio centavo sube
  ✓ precio con IVA: Siigo calculó 17000: el IVA es lo que la base deja del precio
  ✓ descuento en porcentaje: Siigo calculó 90.01: el descuento se lleva a centavos antes de restarlo
  ✓ pesos enteros: Siigo calculó 34001: se redondea a pesos el total del documento
  ✓ Retefuente: Siigo calculó 97500: baja lo que se paga
  ✓ ReteICA: Siigo calculó 98896: su tarifa es por mil
  ✓ Autorretención: Siigo calculó 100000000: no cambia lo que se paga
  ✓ IVA de un obsequio: Siigo calculó 119000: el cliente paga el IVA dentro del total
  ✓ descuento global: Siigo calculó 107100: baja lo que se paga; su porcentaje es de las líneas con impuestos
  ✓ cargo global: Siigo calculó 130900: sube lo que se paga
  ✓ anticipo: Siigo calculó 100000: no cambia lo que se paga
  ✓ mappings/prueba.yaml, ledger.arithmetic: escrito: tax_base: rounded, rounding: half_up, taxed_price: remainder, \
percentage_discount: rounded, whole_pesos: sum, retefuente: subtracted, reteica: per_mille, autorretencion: ignored, \
gift_tax: added, global_discounts: subtracted, global_base: total, global_charges: added, advance_payment: ignored
Por corregir: 0; advertencias: 2
"""


class TestShown:
    def test_the_rulebooks_siigo(self, place: Place) -> None:
        result = place.probe()
        assert result.stdout.partition("Ana Mesa\n")[2] == TRANSCRIPT
        assert result.exit_code == 0
        assert place.computing().model_fields_set == set(Arithmetic.model_fields)
        assert place.computing() == Arithmetic()
        assert place.siigo.state.calls[INVOICES] == {"400": len(PROBES)}

    def test_in_english(self, place: Place) -> None:
        lines = place.run("--lang", "en", "doctor", "--probe").stdout.splitlines()
        assert "  ✓ base of a tax: Siigo computed 16999.99: a tax is computed from the base in cents" in lines

    @pytest.mark.parametrize(("switch", "value"), FLIPPED)
    def test_every_switch_that_is_turned(self, places: Places, switch: str, value: str) -> None:
        wanted = Arithmetic.model_validate({switch: value})
        with running(options_of(wanted, rate_per_minute=None)) as siigo:
            place = places.at(siigo)
            result = place.probe()
            assert result.exit_code == 0, result.output
            found = place.computing()
            assert found.is_shown(switch)
            assert found == wanted
            assert place.invoices == 0
            every_sale_is_accepted(place, found)
            orders_are_accepted(place)

    def test_a_second_run_finds_nothing_new(self, place: Place) -> None:
        place.probe()
        before = place.file.read_bytes()
        result = place.probe()
        assert "  - mappings/prueba.yaml: no hay nada nuevo que escribir\n" in result.stdout
        assert place.file.read_bytes() == before

    def test_what_the_file_said_gives_way_to_what_was_shown(self, place: Place) -> None:
        place.edit(
            '"test_company": true', '"test_company": true, "arithmetic": {"reteica": "per_cent", "rounding": "half_up"}'
        )
        assert place.computing().reteica == "per_cent"
        result = place.probe()
        assert "rounding: half_up" not in result.stdout
        assert '"arithmetic": {"reteica": per_mille, "rounding": "half_up", tax_base: rounded' in place.file.read_text()

    def test_nothing_is_probed_without_being_asked(self, place: Place) -> None:
        before = place.file.read_bytes()
        assert "Pruebas" not in place.run("doctor").stdout
        assert (calls(place.siigo), place.file.read_bytes()) == (0, before)


def every_sale_is_accepted(place: Place, computing: Arithmetic) -> None:
    """With payments that come to what the switches of the file make of it."""
    types, taxes = catalogue.document_types(), catalogue.taxes()
    kinds = [types[PAPER] | FLAGS, types[WHOLE_PESOS], types[PER_CENT]]
    grounds = Grounds(
        [DocumentType.model_validate(kind) for kind in kinds],
        [TaxType.model_validate(tax) for tax in taxes.values() if tax["active"]],
    )
    for name, question in PROBES.items():
        sale = question.sale(grounds)
        body = {
            "document": {"id": sale.kind.id},
            "date": emulated.TODAY.isoformat(),
            "customer": {"identification": "222222222222"},
            "seller": 629,
            "items": [line.body("GENERICO") for line in sale.lines],
            "payments": [{"id": 5640, "value": sale.total(computing)}],
            **sale.header(),
        }
        made = place.another_program("POST", "/v1/invoices", body)
        assert made.get("total") == sale.total(computing), (name, made)


def orders_are_accepted(place: Place) -> None:
    """Composed by the connection as it is now, and taken as they were sent: no repair."""
    connection = connect(place.checked(), unpaced)
    before = dict(place.siigo.state.calls[INVOICES])
    for number, channel in enumerate(["checkout", "pos", "marketplace"]):
        lines = [a_line(id=f"product:{count}", quantity=Decimal(count), net=Decimal(14286)) for count in (1, 2, 3)]
        order = sold(*lines, channel=channel)
        draft = connection.draft("invoice", order)
        document = connection.ledger.compose(
            "invoice", draft, order, today=emulated.TODAY, marker=f"{emulated.MARKER}{number}"
        )
        issued = connection.ledger.issue(document, key=f"a{number}")
        assert isinstance(issued, Issued)
        assert issued.total == document.total
    after = place.siigo.state.calls[INVOICES]
    assert after == {**before, "201": before["201"] + 3}


class TestAllowed:
    def test_a_company_that_is_not_said_to_be_a_test_company(self, place: Place) -> None:
        place.edit('"test_company": true', '"test_company": false')
        before = place.file.read_bytes()
        result = place.probe()
        assert result.exit_code == 1
        assert (
            "  ✗ Pruebas: la conexión no dice que la empresa es de pruebas; no se envió nada\n"
            "    → ponga `test_company: true` en `ledger:` si lo es; para probar en una empresa real, agregue --yes: "
            "Siigo cuenta cada prueba como un error\n"
        ) in result.stdout
        assert (calls(place.siigo), place.file.read_bytes()) == (0, before)

    def test_yes(self, place: Place) -> None:
        place.edit('"test_company": true', '"test_company": false')
        assert place.probe("--yes", place.checked().file.name).exit_code == 0
        assert place.computing().model_fields_set == set(Arithmetic.model_fields)

    def test_yes_is_about_probes(self, run: Run) -> None:
        result = run("doctor", "--yes")
        assert result.exit_code == 2
        assert result.stderr.splitlines()[-1] == "Error: --yes solo va con --probe"

    def test_yes_says_in_which_company(self, place: Place) -> None:
        result = place.probe("--yes")
        assert (result.exit_code, calls(place.siigo)) == (2, 0)
        expected = "Error: --yes prueba en una empresa real: diga en cuál conexión, por su nombre"
        assert result.stderr.splitlines()[-1] == expected

    def test_without_a_database_nothing_spaces_the_calls(self, place: Place) -> None:
        shutil.rmtree("var")
        result = place.probe()
        assert (
            "  ✗ Pruebas: la base de datos, que espacia las llamadas, no se puede usar; no se envió nada\n"
            "    → créela con connector db upgrade\n"
        ) in result.stdout
        assert (result.exit_code, calls(place.siigo)) == (1, 0)

    def test_a_connection_that_is_not_well(self, place: Place) -> None:
        place.edit('"seller": 629', '"seller": 999')
        result = place.probe()
        assert (
            "  ✗ Pruebas: la conexión tiene algo por corregir; no se envió nada\n"
            "    → corrija lo de arriba y pruebe otra vez\n"
        ) in result.stdout
        assert (result.exit_code, calls(place.siigo)) == (1, 0)

    def test_a_system_without_probes(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(probing, "probing_module", lambda _system: None)
        assert "  - Pruebas: este sistema no tiene ninguna\n" in place.probe().stdout

    def test_only_the_connection_named(self, place: Place) -> None:
        place.probe("otra")
        assert calls(place.siigo) == 0

    def test_probes_keep_the_companys_pace(self, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
        taken = []

        class Counted:
            def __init__(self, _engine: object, company: str, per_minute: int) -> None:
                self.turn = company, per_minute

            def __call__(self) -> None:
                taken.append(self.turn)

            def hold_back(self, seconds: float) -> None:
                raise AssertionError("nobody said 429")

        monkeypatch.setattr(doctoring, "Limiter", Counted)
        with running(Options()) as siigo:
            place = places.at(siigo)
            place.probe()
            made = sum(sum(counts.values()) for counts in siigo.state.calls.values())
            assert taken == [(place.secrets["COMPANY"], 10)] * made


MADE = (
    "  ✗ base del impuesto: SIIGO CREÓ LA FACTURA FV-4-1 (id {id}), aunque su pago no es el total\n"
    "    → anúlela ya en Siigo. No se envía nada más, no se escribe nada, y en esta empresa no se debe probar así\n"
    "Por corregir: 1; advertencias: 2\n"
)


class TestStopped:
    def test_an_invoice_that_was_made_in_spite_of_all(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(payment_rules, "amounts", lambda _case, _totals: [])
        before = place.file.read_bytes()
        result = place.probe()
        assert (result.exit_code, calls(place.siigo), place.invoices) == (1, 1, 1)
        assert place.file.read_bytes() == before
        made = place.another_program("GET", "/v1/invoices")["results"][0]
        assert result.stdout.endswith(MADE.format(id=made["id"]))

    def test_one_that_was_made_although_siigo_failed(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(payment_rules, "amounts", lambda _case, _totals: [])
        place.tell("faults", {"where": INVOICES, "what": "500_after"})
        before = place.file.read_bytes()
        result = place.probe()
        made = place.another_program("GET", "/v1/invoices")["results"][0]
        assert result.stdout.endswith(MADE.format(id=made["id"]))
        assert (calls(place.siigo), place.file.read_bytes()) == (1, before)

    @pytest.mark.parametrize("what", ["500_before", "documents_service"])
    def test_a_failure_of_siigos_costs_one_answer(self, place: Place, what: str) -> None:
        place.tell("faults", {"where": INVOICES, "what": what, "times": 1})
        result = place.probe()
        [line] = [line for line in result.stdout.splitlines() if line.startswith("  ! base del impuesto: ")]
        assert line.startswith("  ! base del impuesto: Siigo falló (")
        assert line.endswith(") y no creó ninguna factura")
        assert "    → sigue el valor por defecto; pruebe otra vez\n" in result.stdout
        assert place.computing().model_fields_set == set(Arithmetic.model_fields) - {"tax_base"}

    @pytest.mark.parametrize("what", ["drop_before", "drop_after"])
    def test_a_lost_answer(self, place: Place, what: str) -> None:
        place.tell("faults", {"where": INVOICES, "what": what})
        before = place.file.read_bytes()
        result = place.probe()
        [line] = [line for line in result.stdout.splitlines() if line.startswith("    → busque")]
        assert line.startswith(
            "    → busque en Siigo una factura de hoy con la observación «connector doctor --probe 20"
        )
        assert line.endswith("»; si existe, anúlela. No se envía nada más")
        assert (result.exit_code, calls(place.siigo), place.file.read_bytes()) == (1, 1, before)

    def test_what_was_shown_before_siigo_went_away_is_written(self, place: Place) -> None:
        place.tell("faults", {"where": INVOICES, "what": "503"})
        assert place.probe().stdout.endswith(
            "\n    → pruebe otra vez más tarde; no se envía nada más\n"
            "  - mappings/prueba.yaml: no hay nada nuevo que escribir\n"
            "Por corregir: 1; advertencias: 2\n"
        )
        assert calls(place.siigo) == 1

    def test_siigo_is_away_before_anything_was_put(self, place: Place) -> None:
        place.tell("faults", {"where": "GET /v1/products", "what": "503"})
        result = place.probe()
        assert "  ✗ registros para las pruebas: " in result.stdout
        assert (result.exit_code, calls(place.siigo)) == (1, 0)

    def test_a_total_that_nothing_explains(self, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
        message = "The total payments must be equal to the total invoice. The total invoice calculated is 123456.7"
        problem = Problem("invalid_total_payments", message, ("payments",))
        monkeypatch.setattr(payment_rules, "amounts", lambda _case, _totals: [problem])
        result = place.probe()
        assert (
            "  ! base del impuesto: Siigo calculó 123456.7, y se esperaba 16999.99 (tax_base: rounded), "
            "17000 (tax_base: unrounded); no se escribe nada\n"
            "    → sigue el valor por defecto; compare con una factura de esta empresa antes de usar ese campo\n"
        ) in result.stdout
        assert result.exit_code == 0
        assert not place.computing().model_fields_set

    def test_another_refusal(self, place: Place) -> None:
        place.tell("settings", {"lock_date": "2999-01-01"})
        result = place.probe()
        [line] = [line for line in result.stdout.splitlines() if line.startswith("  ! ReteICA: ")]
        assert line.startswith("  ! ReteICA: Siigo no calculó el total: ")
        assert "blocked_transactions" in line
        assert not place.computing().model_fields_set


class TestRecords:
    """What the company and the connection have is what is used."""

    def test_probes_that_make_no_sense_here_are_said(self, places: Places) -> None:
        with running(Options()) as siigo:
            place = places.at(siigo, {"invoice.document.id": 24452})
            lines = place.probe().stdout.splitlines()
            assert [line for line in lines if line.startswith("  - ")] == [
                "  - descuento en porcentaje: no se prueba: ningún comprobante de la conexión maneja descuentos en "
                "porcentaje y decimales",
                "  - pesos enteros: no se prueba: todos los comprobantes de la conexión manejan decimales",
                "  - ReteICA: no se prueba: ningún comprobante de la conexión permite ReteICA",
                "  - Autorretención: no se prueba: ningún comprobante de la conexión permite autorretención",
                "  - descuento global: no se prueba: ningún comprobante de la conexión tiene descuentos globales "
                "activos",
                "  - cargo global: no se prueba: ningún comprobante de la conexión tiene cargos globales activos",
                "  - anticipo: no se prueba: ningún comprobante de la conexión permite anticipos",
            ]
            assert set(place.computing().model_fields_set) == {
                *("tax_base", "rounding", "taxed_price", "retefuente", "gift_tax"),
            }

    @pytest.mark.parametrize(
        "rules",
        [
            {"invoice.document.id": 24446},
            {"invoice.document.id": 24449},
            {"invoice.document.id": 24451, "invoice.cost_center": 235},
            {"invoice.payments": [{"id": 5636}]},
        ],
        ids=["electronic", "manual number", "seller by item and cost centre", "due date"],
    )
    def test_what_a_document_type_or_payment_type_wants(self, places: Places, rules: dict[str, object]) -> None:
        with running(Options()) as siigo:
            place = places.at(siigo, rules)
            place.probe()
            assert place.computing().is_shown("tax_base")
            assert place.invoices == 0

    def test_products_with_stock_and_customers_without_contact_are_passed_over(self, place: Place) -> None:
        bare = {name: value for name, value in catalogue.FINAL_CONSUMER.items() if name != "contacts"}
        place.another_program("POST", "/v1/customers", bare | {"identification": "1000000001"})
        place.tell("products", {"code": "CON-BODEGA", "warehouses": [{"id": 1270, "quantity": 1}]})
        assert place.probe().exit_code == 0
        assert place.computing().is_shown("rounding")

    def test_a_document_type_that_cannot_be_probed_with(self, place: Place) -> None:
        for id_ in (PAPER, WHOLE_PESOS, PER_CENT):
            place.flag(id_, healthcare_company=True)
        result = place.probe()
        assert (
            "  ✗ registros para las pruebas: la conexión no nombra ningún comprobante activo con el que se pueda "
            "probar\n"
            "    → agréguelo en la conexión o en Siigo y pruebe otra vez; no se envió nada\n"
        ) in result.stdout
        assert (result.exit_code, calls(place.siigo)) == (1, 0)


class TestFile:
    """The sample connection as a person wrote it."""

    @pytest.fixture
    def sample(self, mappings: Path, places: Places, secrets: dict[str, str]) -> Iterator[Place]:
        file = mappings / "tienda.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(
            text.replace("partner_id:", "test_company: true  # de pruebas\n  partner_id:"), encoding="utf-8"
        )
        with running(Options()) as siigo:
            places.monkeypatch.setenv("SIIGO_URL", siigo.url)
            yield Place(siigo, places.run, file, {**secrets, "SIIGO_URL": siigo.url})

    def test_everything_else_stays(self, sample: Place) -> None:
        before = sample.file.read_text(encoding="utf-8")
        sample.file.chmod(0o640)
        sample.probe()
        added = (
            "  arithmetic:\n    tax_base: rounded\n    rounding: half_up\n    taxed_price: remainder\n"
            "    retefuente: subtracted\n    reteica: per_mille\n    gift_tax: added\n"
            "    global_discounts: subtracted\n    global_base: total\n"
        )
        partner = "  partner_id: TiendaEjemplo\n"
        assert sample.file.read_text(encoding="utf-8") == before.replace(partner, partner + added)
        assert sample.file.stat().st_mode & 0o777 == 0o640
        assert sorted(path.name for path in sample.file.parent.iterdir() if path.is_file()) == [
            "tienda.cases.yaml",
            "tienda.yaml",
        ]

    def test_a_link_stays_one(self, sample: Place, tmp_path: Path) -> None:
        real = tmp_path / "otra-carpeta.yaml"
        shutil.move(sample.file, real)
        sample.file.symlink_to(real)
        sample.probe()
        assert sample.file.is_symlink()
        assert "    reteica: per_mille\n" in real.read_text(encoding="utf-8")

    def test_a_file_that_cannot_be_changed_safely_is_left_and_the_lines_are_shown(self, sample: Place) -> None:
        partner = "  partner_id: TiendaEjemplo\n"
        sample.edit(partner, partner + "  arithmetic: &nada {}\n")
        before = sample.file.read_bytes()
        result = sample.probe()
        assert (
            "  ! mappings/tienda.yaml, ledger.arithmetic: no se escribió: el archivo está escrito de una forma que no "
            "se puede cambiar sin riesgo\n"
            "    → agregue estas líneas al archivo:\n"
            "ledger:\n  arithmetic:\n    tax_base: rounded\n    rounding: half_up\n"
        ) in result.stdout
        assert sample.file.read_bytes() == before
        assert result.exit_code == 0
