"""`connector batch` and `connector export`: what waits for Siigo Pyme is seen, written out, and settled by a person."""

import csv
import io
import re
import shutil
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from connector.cli.exporting import rendered
from connector.colombia.dates import BOGOTA
from connector.db.books import answers_of
from connector.db.database import reading
from connector.db.orders import find_orders, links_of
from connector.db.outbox import DatabaseOutbox
from connector.json_text import parse, write
from connector.ledgers.siigo_pyme import HEADINGS, Settings
from connector.ledgers.siigo_pyme.landing import unclear
from connector.model.outbox import Fate, Landed, Packed, Parcel
from tests.cli.conftest import Run
from tests.cli.rows import a_link, an_order_row, keep
from tests.mappings.folder import MAPPINGS

COMPANY = "empresa"
MORNING = datetime(2026, 11, 28, 10, 5, tzinfo=BOGOTA)

CONNECTION = """
mapping: 1
connection: pyme
extends: base/woocommerce-pyme
store: {url: "https://tienda.example", webhook_secret: "${SECRETO}"}
ledger: {id_connection: pruebas, api_key: "${LLAVE}", company: empresa}
tables:
  money: {wompi: 11100501}
  income: {product: 41352401}
  taxes: {19: 24080501}
invoice: {voucher_type: {const: F}, voucher_code: 1}
"""

Put = Callable[..., Parcel]


def row(side: str, account: int, value: str, place: int, **more: object) -> dict[str, object]:
    return {
        "voucher_type": "F",
        "voucher_code": 1,
        "accounting_account": account,
        "debit_or_credit": side,
        "sequence_value": Decimal(value),
        "sequence": place,
        "nit": 1020304050,
        **more,
    }


@pytest.fixture
def outbox(folder: Path, books: Engine, monkeypatch: pytest.MonkeyPatch) -> DatabaseOutbox:
    monkeypatch.setenv("SECRETO", "secreto")
    monkeypatch.setenv("LLAVE", "una-llave")
    shutil.copytree(MAPPINGS / "base", folder / "mappings" / "base")
    (folder / "mappings" / "pyme.yaml").write_text(CONNECTION, encoding="utf-8")
    return DatabaseOutbox(books, COMPANY)


@pytest.fixture
def put(outbox: DatabaseOutbox) -> Put:
    def put_(key: str, what: str = "Camiseta", on: date = date(2026, 11, 28)) -> Parcel:
        rows = [
            row("D", 11100501, "59900.00", 1),
            row("C", 41352401, "50336.13", 2, sequence_description=what),
            row("C", 24080501, "9563.87", 3),
        ]
        fields: dict[str, Any] = {"kind": "invoice", "order_id": key, "marker": f"ref:{key}", "dated_on": on}
        contents = write({"rows": rows, "_own_crosses": []})
        packed = Packed(key=key, total=Decimal(59900), series="F-1", size=3, contents=contents, **fields)
        return outbox.put(packed, now=MORNING, room=100)

    return put_


def state(outbox: DatabaseOutbox, parcel: Parcel) -> str:
    now = outbox.parcel(parcel.id)
    assert now is not None
    return now.state


# --- batch ------------------------------------------------------------------------------------------------------------


def test_batches_are_shown_with_what_is_in_them(run: Run, outbox: DatabaseOutbox, put: Put) -> None:
    one, _ = put("1001"), put("1002")
    put("1003", on=date(2026, 12, 1))
    outbox.take(one.batch.id, now=MORNING, states={"open"})
    outbox.land(one.batch.id, Landed(state="unclear", rest=Fate(state="unclear"), why="no respondió"))
    assert run("batch").stdout.splitlines() == [
        "LOTE       EMPRESA  ESTADO         DOCUMENTOS  FILAS  DESDE  HASTA  ENVIADO           MOTIVO",
        "2026-11-1  empresa  sin respuesta  2           6      F-1-1  F-1-2  2026-11-28 10:05  no respondió",
        "2026-12-2  empresa  por enviar     1           3      F-1-3  F-1-3",
        "Lotes: 2",
    ]
    [only] = parse(run("batch", "2026-12-2", "--json").stdout.encode())  # type: ignore[misc]
    assert isinstance(only, dict)
    assert (only["connections"], only["state"]) == (["pyme"], "open")
    assert only["documents"] == [
        {
            "name": "F-1-3",
            "kind": "invoice",
            "order": "1003",
            "date": "2026-12-01",
            "total": 59900,
            "state": "waiting",
            "errors": [],
        }
    ]


@pytest.mark.parametrize(("word", "becomes"), [("arrived", "booked"), ("again", "waiting")])
def test_what_a_person_knows_of_an_unclear_batch(
    run: Run, outbox: DatabaseOutbox, put: Put, books: Engine, word: str, becomes: str
) -> None:
    one, other = put("1001"), put("1002")
    link = a_link("1001", ledger_id=one.id, looked_at=MORNING)
    keep(books, an_order_row("1001"), link, an_order_row("1002", connection="otra"))
    outbox.take(one.batch.id, now=MORNING, states={"open"})
    outbox.land(one.batch.id, Landed(state="unclear", rest=Fate(state="unclear")))
    result = run("batch", one.batch.id, word)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"Lote {one.batch.id}: 2 documentos")
    assert (state(outbox, one), state(outbox, other)) == (becomes, becomes)
    with reading(books) as database:
        assert {row.order_id for row in find_orders(database) if row.due_at is not None} == {"1001"}
        [found] = find_orders(database, names=["tienda"])
        [links] = links_of(database, [found]).values()
    assert [link.looked_at for link in links] == [None], "its document is looked at now, whenever that was done last"


def test_a_person_may_say_of_one_document_what_became_of_it(run: Run, outbox: DatabaseOutbox, put: Put) -> None:
    """By the very command that its order's question gives."""
    one, other = put("1001"), put("1002")
    parcels = outbox.take(one.batch.id, now=MORNING, states={"open"})
    settings = Settings(id_connection="pruebas", company=COMPANY, by_hand=True)
    outbox.land(one.batch.id, unclear("se perdió", parcels, settings, MORNING))
    asked = outbox.parcel(one.id)
    assert asked is not None
    [command] = re.findall(r"`connector ([^`]*arrived[^`]*)`", asked.errors[0])
    assert run(*command.split()).stdout == f"Lote {one.batch.id}: 1 documentos quedan como recibidos en Siigo\n"
    assert (state(outbox, one), state(outbox, other)) == ("booked", "unclear")
    wrong = run("batch", one.batch.id, "again", "F-1-1")
    assert (wrong.exit_code, "nada que decidir sobre F-1-1:" in wrong.stderr) == (1, True)


def test_a_number_that_belongs_to_another_document_is_given_up(
    run: Run, outbox: DatabaseOutbox, put: Put, books: Engine
) -> None:
    """The order needs nothing more: its document is made anew as if it had been replayed."""
    one, other = put("1001"), put("1002")
    keep(books, an_order_row("1001"), a_link("1001", ledger_id=one.id))
    outbox.take(one.batch.id, now=MORNING, states={"open"})
    outbox.land(one.batch.id, Landed(state="unclear", rest=Fate(state="unclear")))
    assert run("batch", one.batch.id, "other").exit_code == 2
    assert state(outbox, one) == "unclear"
    said = run("batch", one.batch.id, "other", "F-1-1")
    assert said.stdout == f"Lote {one.batch.id}: 1 documentos se arman de nuevo, con el número siguiente\n"
    assert (state(outbox, one), state(outbox, other)) == ("rejected", "unclear")
    with reading(books) as database:
        assert {about: row.answer for about, row in answers_of(database, "tienda", "1001").items()} == {one.id: "send"}
    assert outbox.withdraw(one.id)
    assert put("1003").name == "F-1-3"


def test_a_batch_that_is_to_leave_by_itself_has_not_arrived(run: Run, outbox: DatabaseOutbox, put: Put) -> None:
    one = put("1001")
    run("export", "pyme", "--batch", one.batch.id)
    for word in ("arrived", "again"):
        said = run("batch", one.batch.id, word)
        wanted = f"El lote {one.batch.id} está por enviar: no hay nada que decidir sobre él\n"
        assert (said.exit_code, said.stderr) == (1, wanted)
    assert state(outbox, one) == "waiting"


def test_a_batch_in_which_something_is_unclear_is_shown_so(run: Run, outbox: DatabaseOutbox, put: Put) -> None:
    one = put("1001")
    put("1002")
    outbox.take(one.batch.id, now=MORNING, states={"open"})
    fates = {one.id: Fate(state="unclear", errors=("busque",))}
    outbox.land(one.batch.id, Landed(state="open", fates=fates, rest=Fate(state="waiting")))
    assert "sin respuesta" in run("batch").stdout


# --- by hand ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def by_hand(outbox: DatabaseOutbox, folder: Path) -> None:
    text = CONNECTION.replace('api_key: "${LLAVE}"', "by_hand: true")
    (folder / "mappings" / "pyme.yaml").write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("by_hand")
def test_what_came_after_the_export_did_not_arrive(run: Run, outbox: DatabaseOutbox, put: Put) -> None:
    """A batch is written out and loaded; meanwhile another order comes."""
    one = put("1001")
    early = run("batch", one.batch.id, "arrived")
    assert (early.exit_code, "connector export" in early.stderr) == (1, True)
    exported = run("export", "pyme", "--batch", one.batch.id)
    assert '"document_number": 1' in exported.stdout
    assert exported.stderr.startswith(f"El lote {one.batch.id} queda exportado")
    later = put("1002")
    assert run("batch", one.batch.id, "arrived").exit_code == 0
    assert (state(outbox, one), state(outbox, later)) == ("booked", "waiting")
    assert "1002" not in exported.stdout
    again = run("batch", one.batch.id, "arrived")
    wanted = f"El lote {one.batch.id} está enviado: no hay nada que decidir sobre él\n"
    assert (again.exit_code, again.stderr) == (1, wanted)


@pytest.mark.usefixtures("by_hand")
def test_every_batch_that_is_written_is_closed_and_may_be_written_again(
    run: Run, outbox: DatabaseOutbox, put: Put
) -> None:
    one, december = put("1001"), put("1002", on=date(2026, 12, 1))
    run("export", "pyme", "--period", "2026-12")
    assert [batch.state for batch in outbox.batches()] == ["open", "exported"]
    first = run("export", "pyme", "-o", "todo.json")
    assert first.stderr.startswith("2 documentos, 6 filas: todo.json\n")
    assert first.stderr.count("queda exportado") == 2
    assert [batch.state for batch in outbox.batches()] == ["exported", "exported"]
    assert run("export", "pyme").stdout == Path("todo.json").read_text(encoding="utf-8")
    assert run("batch", december.batch.id, "again").exit_code == 0
    assert (state(outbox, one), state(outbox, december)) == ("waiting", "waiting")
    assert [batch.state for batch in outbox.batches()] == ["exported", "open"]


def test_a_batch_on_its_way_is_left_alone(run: Run, outbox: DatabaseOutbox, put: Put) -> None:
    one = put("1001")
    outbox.take(one.batch.id, now=MORNING, states={"open"})
    assert run("batch", one.batch.id, "again").exit_code == 1
    assert run("batch", one.batch.id, "arrived").exit_code == 1
    assert state(outbox, one) == "sending"


def test_what_is_not_there(run: Run, outbox: DatabaseOutbox) -> None:
    assert run("batch", "2026-11-9", "again").stderr == "No hay ningún lote 2026-11-9\n"
    unknown = run("batch", "2026-11-9")
    assert (unknown.exit_code, unknown.stderr, unknown.stdout) == (3, "No hay ningún lote 2026-11-9\n", "")
    assert run("batch").stdout == "Lotes: 0\n"
    nobody = run("batch", "--connection", "otra")
    assert (nobody.exit_code, "ninguna conexión" in nobody.stderr.lower()) == (3, True)


# --- export -----------------------------------------------------------------------------------------------------------


def test_rows_as_the_bridge_takes_them(run: Run, put: Put) -> None:
    put("1001"), put("1002")
    rows = parse(run("export", "pyme").stdout.encode())
    assert isinstance(rows, list)
    assert [(row["document_number"], row["sequence"]) for row in rows] == [
        (1, 1),
        (1, 2),
        (1, 3),
        (2, 1),
        (2, 2),
        (2, 3),
    ]
    assert rows[1]["sequence_value"] == Decimal("50336.13")


def test_only_what_is_not_in_siigo_unless_all_is_asked_for(run: Run, outbox: DatabaseOutbox, put: Put) -> None:
    one = put("1001")
    outbox.take(one.batch.id, now=MORNING, states={"open"})
    outbox.land(one.batch.id, Landed(state="sent", rest=Fate(state="booked")))
    put("1002")
    put("1003", on=date(2026, 12, 1))

    def numbers(*more: str) -> list[object]:
        rows = parse(run("export", "pyme", *more).stdout.encode())
        assert isinstance(rows, list)
        return [row["document_number"] for row in rows if row["sequence"] == 1]

    assert numbers() == [2, 3]
    assert numbers("--all") == [1, 2, 3]
    assert numbers("--period", "2026-12") == [3]
    assert numbers("--batch", one.batch.id) == [1]


def test_a_table_under_the_headings_of_siigo(run: Run, put: Put, folder: Path) -> None:
    put("1001", "=HYPERLINK(1)")
    result = run("export", "pyme", "-f", "csv", "-o", "nov.csv")
    assert (result.exit_code, result.stderr) == (0, "1 documentos, 3 filas: nov.csv\n")
    text = (folder / "nov.csv").read_text(encoding="utf-8-sig")
    [headings, *rows] = csv.reader(io.StringIO(text), delimiter=";")
    assert headings == [HEADINGS[name] for name in HEADINGS if HEADINGS[name] in headings]
    assert headings[:3] == [HEADINGS[name] for name in ("voucher_type", "voucher_code", "document_number")]
    found = [dict(zip(headings, cells, strict=True)) for cells in rows]
    assert [line[HEADINGS["sequence_value"]] for line in found] == ["59900", "50336,13", "9563,87"]
    assert found[1][HEADINGS["sequence_description"]] == "'=HYPERLINK(1)", "no spreadsheet takes it for a formula"


@pytest.mark.parametrize("amount", ["100840.34", "2.5", "1.234"])
def test_amounts_in_a_csv_for_excel_in_spanish_have_a_comma(amount: str) -> None:
    """Else Excel reads 2.5 as the second of May, and 1.234 as one thousand and more."""
    text = rendered([{"sequence_value": Decimal(amount)}], {"sequence_value": "VALOR"}, "csv").decode("utf-8-sig")
    assert text.split() == ["VALOR", amount.replace(".", ",")]


def test_a_spreadsheet(run: Run, put: Put, folder: Path) -> None:
    put("1001")
    assert run("export", "pyme", "-f", "xlsx").exit_code == 2
    assert run("export", "pyme", "-f", "xlsx", "-o", "nov.xlsx").exit_code == 0
    assert ZipFile(folder / "nov.xlsx").testzip() is None
    [headings, first, *_] = load_workbook(folder / "nov.xlsx").active.iter_rows(values_only=True)
    found = dict(zip(headings, first, strict=True))
    assert found[HEADINGS["accounting_account"]] == 11100501
    assert Decimal(str(found[HEADINGS["sequence_value"]])) == 59900
    assert found[HEADINGS["debit_or_credit"]] == "D"


def _cells_of(row: dict[str, object]) -> dict[str, Any]:
    """By field, as a spreadsheet has them."""
    book = load_workbook(io.BytesIO(rendered([row], {name: name for name in row}, "xlsx")))
    [headings, cells] = book.active.iter_rows()
    return {str(heading.value): cell for heading, cell in zip(headings, cells, strict=True)}


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+57 300 111 22 33", "- Sin cebolla", "@laura", "#N/A", "007"])
def test_a_text_stands_in_a_spreadsheet_as_it_is_and_is_no_formula(text: str) -> None:
    """What is loaded from there goes into the books, so that nothing is put before it."""
    cell = _cells_of({"comments_description": text})["comments_description"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix is text.startswith(("=", "+", "-", "@")), "nor does it become one when somebody edits it"


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_a_text() -> None:
    cells = _cells_of({"nit": 900123456, "product_code": 123456789012345, "check_number": 123456789012345678})
    assert (cells["nit"].value, cells["product_code"].value) == (900123456, 123456789012345)
    assert cells["check_number"].value == "123456789012345678"


@pytest.mark.usefixtures("by_hand")
def test_a_document_that_was_refused_is_not_written_again_with_its_batch(
    run: Run, outbox: DatabaseOutbox, put: Put
) -> None:
    """Its number is another document's by now, or soon its own once more: loaded, it would be there twice."""
    one, other = put("1001"), put("1002")
    assert run("export", "pyme", "--batch", one.batch.id).stdout.count('"sequence": 1,') == 2
    assert run("batch", one.batch.id, "other", one.name).exit_code == 0

    def numbers(*more: str) -> list[object]:
        rows = parse(run("export", "pyme", "--batch", one.batch.id, *more).stdout.encode())
        assert isinstance(rows, list)
        return [row["document_number"] for row in rows if row["sequence"] == 1]

    assert numbers() == [other.number]
    assert numbers("--all") == [one.number, other.number]
    assert outbox.withdraw(one.id)
    assert numbers("--all") == [other.number]


@pytest.mark.usefixtures("by_hand")
def test_what_is_loaded_by_hand_does_not_leave_through_another_shops_bridge(
    run: Run, outbox: DatabaseOutbox, put: Put, folder: Path
) -> None:
    """The connections of a company must say the same; until they do nothing is written that would be sent as well."""
    other = CONNECTION.replace("connection: pyme", "connection: otra")
    (folder / "mappings" / "otra.yaml").write_text(other, encoding="utf-8")
    one = put("1001")
    refused = run("export", "pyme", "--batch", one.batch.id)
    assert refused.exit_code == 3
    assert "ledger.by_hand: no dice lo mismo que mappings/otra.yaml" in refused.stderr
    assert [batch.state for batch in outbox.batches()] == ["open"]


@pytest.mark.parametrize("period", ["noviembre", "2026-13", "2026-1", "2026-11-01"])
def test_what_is_no_month_is_refused(run: Run, period: str) -> None:
    result = run("export", "pyme", "--period", period)
    assert result.exit_code == 2
    assert f"'{period}' no es un mes; escríbalo como 2026-11" in result.stderr


@pytest.mark.usefixtures("outbox")
def test_a_misspelt_connection_is_told_those_there_are(run: Run) -> None:
    result = run("export", "pime")
    assert result.exit_code == 3
    assert result.stderr == "No hay ninguna conexión pime; estas reciben lotes: pyme\n"
