"""`connector explain`: the credit note of each refund, as it would be sent, or why there is none."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from connector.db.tables import AnswerRow
from connector.json_text import parse, write_pretty
from tests.cli.conftest import Run
from tests.cli.rows import NOW, a_delivery, a_link, an_order_row, keep
from tests.cli.test_lint import change

ORDER = "mappings/orders/506.json"
AUTO = """after_sale: {credit_notes: auto}
credit_note:
  document: {id: 77775}
  payments: [{id: {from: payment.method, table: payments}}]
  observations: {pieces: ["Reembolso {refund.id}", "{refund.reason}"], join: ": "}
"""
AS_IF = (
    "Reembolsos, como si la factura de arriba ya existiera. Lo que se reembolsa antes de facturar no se factura, y no "
    "lleva nota crédito\n"
)
HEADINGS = "código   cantidad  precio  devuelto      base  impuesto  total Siigo  diferencia\n"

Refunded = Callable[..., None]


@pytest.fixture
def refunded(mappings: Path) -> Refunded:
    """Puts refunds into order 506, as a shop that was asked for their lines gives them."""

    def put(*refunds: dict[str, Any], rules: str = AUTO, **fields: Any) -> None:
        file = mappings / "orders" / "506.json"
        order = parse(file.read_bytes())
        file.write_text(write_pretty({**order, "refunds": list(refunds), **fields}), encoding="utf-8")
        with (mappings / "tienda.yaml").open("a", encoding="utf-8") as connection:
            connection.write(f"\n{rules}")

    return put


def refund(id_: int, amount: str, *lines: dict[str, Any], reason: str = "") -> dict[str, Any]:
    return {"id": id_, "reason": reason, "total": f"-{amount}", "line_items": list(lines), "shipping_lines": []}


SHIRT = {
    "id": 9,
    "quantity": -1,
    "total": "-50336",
    "total_tax": "-9564",
    "meta_data": [{"id": 1, "key": "_refunded_item_id", "value": "1"}],
}
WHOLE = refund(71, "59900", SHIRT, reason="Talla equivocada")
PART = refund(72, "10000", reason="Ajuste de precio")


def of_refunds(text: str) -> str:
    """What follows the documents and sentences about the invoice."""
    return (
        text.partition("enviados, y centavos\n\n")[2] if "Reembolsos, como" not in text else text[text.index(AS_IF) :]
    )


def test_a_whole_refund(run: Run, refunded: Refunded) -> None:
    refunded(WHOLE)
    result = run("explain", ORDER)
    assert result.exit_code == 0
    found = of_refunds(result.stdout)
    body = parse(found.partition("Documento que se enviaría (credit_note)\n")[2].partition("\nLíneas\n")[0])
    assert found.replace(write_pretty(body), "{…}") == (
        f"{AS_IF}\n"
        "Reembolso 71 de 59900 COP\n"
        "Motivo en la tienda: Talla equivocada\n"
        "Decisión: se hace la nota crédito\n\n"
        "Documento que se enviaría (credit_note)\n{…}\n\n"
        "Líneas\n"
        f"{HEADINGS}"
        "CAM-001         1   59900     59900  50336.13   9563.87        59900           0\n"
        "Total según Siigo: 59900; reembolso: 59900; diferencia: 0\n"
    )
    assert body == {
        "document": {"id": 77775},
        "date": body["date"],
        "invoice": "(la factura de este pedido)",
        "reason": 2,
        "observations": body["observations"],
        "items": [
            {
                "code": "CAM-001",
                "description": "Camisa",
                "quantity": 1,
                "taxed_price": 59900,
                "taxes": [{"id": 13156}],
            }
        ],
        "payments": [{"id": 5640, "value": Decimal("59900.00")}],
    }
    assert body["observations"].startswith("Reembolso 71: Talla equivocada ref:")


def test_one_refund_with_its_fields(run: Run, refunded: Refunded, mappings: Path) -> None:
    change(mappings / "tienda.yaml", "ledger:\n", "ledger:\n  amounts: {refund_code: DEVOLUCION}\n")
    refunded(PART, refund(73, "5000"))
    found = of_refunds(run("explain", ORDER, "--refund", "72").stdout)
    assert "Reembolso 73" not in found
    assert found.startswith(
        f"{AS_IF}\n"
        "Reembolso 72 de 10000 COP\n"
        "Motivo en la tienda: Ajuste de precio\n"
        "Decisión: se hace la nota crédito\n\n"
        "Campos (credit_note)\n"
        "destino         valor                           lugar                    de dónde\n"
        "document.id     77775                           mappings/tienda.yaml:27  const\n"
        "payments[0].id  5640                            mappings/tienda.yaml:15  table payments\n"
        "observations    Reembolso 72: Ajuste de precio  mappings/tienda.yaml:29  pieces\n\n"
        "Documento que se enviaría (credit_note)\n"
    )
    other = run("explain", ORDER, "--refund", "99")
    assert (other.exit_code, other.stderr) == (1, "El pedido 506 no tiene el reembolso 99; los que tiene: 72, 73\n")


def test_several_as_json_each_after_the_ones_before(run: Run, refunded: Refunded, mappings: Path) -> None:
    change(mappings / "tienda.yaml", "ledger:\n", "ledger:\n  amounts: {refund_code: DEVOLUCION}\n")
    refunded(PART, refund(73, "49900"), status="refunded")
    found = parse(run("explain", ORDER, "--json").stdout)
    first, second = found["refunds"]
    assert (first["refund"], first["amount"], first["reason"]) == ("72", 10000, "Ajuste de precio")
    assert first["decision"] == "Decisión: se hace la nota crédito"
    assert first["problems"] == []
    assert {
        "target": "observations",
        "value": "Reembolso 72: Ajuste de precio",
        "source": "pieces",
        "place": "mappings/tienda.yaml:29",
    } in first["fields"]
    items = [[(row["code"], row["quantity"]) for row in each["document"]["body"]["items"]] for each in (first, second)]
    assert items == [[("DEVOLUCION", 1)], [("CAM-001", 1)]]
    totals = [each["document"]["total"] for each in (first, second)]
    assert totals == [10000, 49900]
    assert sum(totals) == found["documents"][0]["total"]


ASKED = (
    "Decisión: espera una respuesta. Reembolso 71 de 59900 COP: falta la nota crédito de la factura de este pedido. "
    "Para hacerla, `connector answer 506 approve 71`; para no hacerla, `connector answer 506 ignore 71`"
)


def said(run: Run) -> str:
    """After the heading of the one refund."""
    return of_refunds(run("explain", ORDER).stdout).partition(" COP\n")[2]


def test_where_a_person_approves_the_note_is_shown_as_it_would_be(run: Run, refunded: Refunded) -> None:
    refunded(refund(71, "59900", SHIRT), rules=AUTO.replace("auto", "hold"))
    text = said(run)
    assert text.startswith(f"{ASKED}\n\nDocumento que se enviaría (credit_note)\n")
    assert text.endswith("Total según Siigo: 59900; reembolso: 59900; diferencia: 0\n")


def test_where_nothing_is_made_of_refunds(run: Run, refunded: Refunded) -> None:
    refunded(refund(71, "59900", SHIRT), rules=AUTO.replace("auto", "ignore"))
    assert said(run) == ("Decisión: no lleva nota crédito. Es solo de tarjetas de regalo, o así lo dice `after_sale`\n")


def test_what_would_hold_the_note(run: Run, refunded: Refunded) -> None:
    refunded(refund(72, "10000"))
    result = run("explain", ORDER)
    assert result.exit_code == 1
    assert of_refunds(result.stdout).partition(" COP\n")[2] == (
        "Decisión: se hace la nota crédito\n\n"
        "La nota crédito quedaría retenida hasta corregir esto\n"
        "- Hay 10000 que se devuelven sin productos: cree en Siigo un servicio para devoluciones de dinero y ponga su "
        "código en la conexión, `ledger: amounts: refund_code`; con el código de un producto, este volvería al "
        "inventario\n"
    )


def test_a_file_without_credit_notes(run: Run, refunded: Refunded) -> None:
    refunded(refund(71, "59900", SHIRT), rules="")
    assert said(run) == (
        f"{ASKED}\n\n"
        "La nota crédito quedaría retenida hasta corregir esto\n"
        "- document: falta y Siigo lo exige: agréguelo al mapeo o complete el dato en el pedido\n"
    )


def test_refunds_that_no_invoice_can_be_made_for_are_not_looked_at(run: Run, refunded: Refunded) -> None:
    refunded(WHOLE, payment_method="nequi")
    found = parse(run("explain", ORDER, "--json").stdout)
    assert found["problems"]
    assert found["refunds"] == []


@pytest.fixture
def stored(books: Engine, mappings: Path, refunded: Refunded) -> Callable[..., None]:
    """Order 506 with its refund, received and invoiced; links as given."""

    def put(*links: Any, **invoice: Any) -> None:
        refunded(WHOLE)
        file = mappings / "orders" / "506.json"
        keep(books, an_order_row("506", number="506"), a_delivery("506", file.read_bytes()))
        keep(books, a_link("506", **{"document": write_pretty(INVOICE), **invoice}), *links)

    return put


INVOICE = {
    "body": {
        "stamp": {"send": True},
        "items": [{"code": "CAM-001", "quantity": 1, "taxed_price": 59900, "taxes": [{"id": 13156}]}],
        "payments": [{"id": 5640, "value": 59900}],
    },
    "lines": [
        {"code": "CAM-001", "line_id": "product:1", "quantity": 1, "base": "50336.13", "tax": "9563.87", "total": 59900}
    ],
}


def test_of_the_invoice_that_exists(run: Run, stored: Callable[..., None]) -> None:
    stored()
    found = parse(run("explain", "506", "--json").stdout)
    [one] = found["refunds"]
    assert one["decision"] == "Decisión: se hace la nota crédito"
    assert (one["document"]["body"]["invoice"], one["document"]["total"]) == ("abc-1", 59900)
    text = run("explain", "506").stdout
    assert AS_IF not in text
    assert "\nReembolso 71 de 59900 COP\n" in text


@pytest.mark.parametrize(
    ("links", "invoice", "decision"),
    [
        ((), {"status": "Sending"}, "Decisión: se hace la nota crédito cuando la DIAN acepte la factura"),
        (
            (),
            {"document": write_pretty({**INVOICE, "settled": ["71"]})},
            "Decisión: no lleva nota crédito. Fue antes de la factura FV-2-22, que ya no lo incluye",
        ),
        (
            (a_link("506", kind="credit_note", source_id="71", ledger_id="abc-2", name="NC-1-12"),),
            {},
            "Decisión: ya tiene la nota crédito NC-1-12",
        ),
        (
            (),
            {"document": write_pretty({**INVOICE, "body": {}}), "status": "Draft"},
            "Decisión: no lleva nota crédito. La DIAN no tiene la factura FV-2-22, que se anula o elimina",
        ),
    ],
    ids=["waits for DIAN", "before the invoice", "made", "undone"],
)
def test_of_a_refund_that_is_dealt_with_otherwise(
    run: Run, stored: Callable[..., None], links: tuple[Any, ...], invoice: dict[str, Any], decision: str
) -> None:
    stored(*links, **invoice)
    [one] = parse(run("explain", "506", "--json").stdout)["refunds"]
    assert one["decision"] == decision
    assert (one["document"] is not None) is ("cuando la DIAN" in decision)


def test_a_refund_that_no_invoice_can_leave_out_is_a_problem_of_the_order(
    run: Run, refunded: Refunded, mappings: Path, books: Engine
) -> None:
    """The shirt came back, and half of its money stayed: approved or not, what is left is no sale of goods."""
    refunded(refund(71, "30000", SHIRT))
    body = (mappings / "orders" / "506.json").read_bytes()
    approved = AnswerRow(connection="tienda", order_id="506", about="71", answer="approve", made_at=NOW)
    keep(books, an_order_row("506", number="506", state="held"), a_delivery("506", body), approved)
    found = parse(run("explain", "506", "--json").stdout)
    assert found["decision"] == "Decisión: el pedido quedaría retenido hasta corregir lo que se lee abajo"
    assert len(found["problems"]) == 1
    assert "71" in found["problems"][0]
