"""`connector explain`: each field with its origin, the document as it would be sent, and what was not checked."""

from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from connector.json_text import parse, write, write_pretty
from tests.cli.conftest import Run
from tests.cli.rows import a_delivery, a_link, an_attempt, an_order_row, keep
from tests.cli.test_lint import change

ORDER = "mappings/orders/506.json"


@pytest.fixture
def stored(books: Engine, mappings: Path) -> Engine:
    """Order 506, received and held."""
    keep(
        books,
        an_order_row("506", number="506", state="held", why="falta el documento"),
        a_delivery("506", (mappings / "orders" / "506.json").read_bytes()),
        an_attempt("506", outcome="refused", error="invalid_reference"),
    )
    return books


def test_a_file_without_secrets(run: Run, mappings: Path) -> None:
    result = run("explain", ORDER)
    text = result.stdout
    assert result.exit_code == 0
    assert text.startswith(
        "Pedido 506 (identificador 506) de tienda\nTotal por facturar: 59900 COP\nDecisión: se emite la factura\n\n"
        "Campos (invoice)\n"
    )
    rows = [line.split() for line in text.splitlines()]
    assert ["items[0].code", "CAM-001", "mappings/base/woocommerce.yaml:42", "sku"] in rows
    assert ["payments[0].id", "5640", "mappings/tienda.yaml:14", "table", "payments"] in rows
    assert ["seller", "629", "mappings/tienda.yaml:21", "const"] in rows
    assert ["código", "cantidad", "precio", "pagado", "base", "impuesto", "total", "Siigo", "diferencia"] in rows
    assert sums_of(text) == (
        "CAM-001         1   59900   59900  50336.13   9563.87        59900           0\n"
        "\nDónde se movió un centavo\n"
        "- CAM-001 (0): va con el precio con IVA (taxed_price): ningún precio sin IVA da 59900 en una línea\n"
        "\nTotal según Siigo: 59900; total del pedido: 59900; diferencia: 0\n"
    )
    assert text.endswith(
        "\nNo se verificó\n"
        "- Que existan y estén activos en Siigo: 24446, 5640, 13156, 629 (lo revisa connector doctor)\n"
        "- El porcentaje y la clase de los impuestos 13156: se tomó el porcentaje de `tables: taxes:`\n"
        "- Qué campos admite el tipo de comprobante 24446: se supuso que admite los enviados, y centavos\n"
    )


def sums_of(text: str) -> str:
    return text.partition("diferencia\n")[2].partition("\nNo se verificó")[0]


def test_a_cent_that_no_price_reaches(run: Run, mappings: Path) -> None:
    change(mappings / "tienda.yaml", "ledger:\n", "ledger:\n  amounts: {taxed_prices: never}\n")
    assert sums_of(run("explain", ORDER).stdout) == (
        "CAM-001         1  50336.134454   59900  50336.13   9563.86     59899.99       -0.01\n"
        "\nDónde se movió un centavo\n"
        "- CAM-001 (-0.01): ningún precio de Siigo da 59900 en una línea: se compensa en otra, si la hay\n"
        "\nTotal según Siigo: 59899.99; total del pedido: 59900; diferencia: -0.01\n"
    )


def test_half_a_character_in_the_order_is_shown_as_it_came(run: Run, mappings: Path) -> None:
    change(mappings / "orders" / "506.json", '"number": "506"', '"number": "506\\ud83d"')
    result = run("explain", ORDER, "--json")
    assert result.exit_code == 0
    assert '"506\\ud83d"' in result.stdout


def test_as_json(run: Run, mappings: Path) -> None:
    found = parse(run("explain", ORDER, "--json").stdout)
    assert found["order_number"] == "506"
    assert found["problems"] == []
    assert found["history"] is None
    assert {
        "document": "invoice",
        "target": "items[0].taxes[0].id",
        "value": 13156,
        "source": "table taxes",
        "place": "mappings/tienda.yaml:15",
    } in found["fields"]
    [document] = found["documents"]
    assert document["body"]["customer"]["identification"] == "1020304050"
    assert document["body"]["payments"] == [{"id": 5640, "value": document["total"]}]
    assert document["order_total"] == Decimal(59900)
    assert document["difference"] == document["total"] - 59900
    [line] = document["lines"]
    assert line["base"] + line["tax"] == line["total"] == document["total"]
    assert (line["order_gross"], line["difference"]) == (Decimal(59900), 0)
    assert line["note"].startswith("va con el precio con IVA")


def test_twice_the_same(run: Run, mappings: Path) -> None:
    assert run("explain", ORDER, "--json").stdout == run("explain", ORDER, "--json").stdout


def with_fee(mappings: Path, gross: int, name: str) -> None:
    """Order 506 with a negative fee, and a total that is smaller by it."""
    order = parse((mappings / "orders" / "506.json").read_bytes())
    fee = {"id": 77, "name": name, "total": str(gross), "total_tax": "0", "taxes": [], "meta_data": []}
    changed = {**order, "fee_lines": [fee], "total": str(Decimal(order["total"]) + gross)}
    (mappings / "orders" / "506.json").write_text(write_pretty(changed), encoding="utf-8")


def test_the_sale_is_shown_as_it_is_invoiced(run: Run, mappings: Path) -> None:
    with_fee(mappings, -10000, "Gift card")
    change(mappings / "tienda.yaml", "  payments: {", "  payments: {gift card: 5642, ")
    text = run("explain", ORDER).stdout
    assert "Total por facturar: 59900 COP\n" in text
    assert "Total según Siigo: 59900; total del pedido: 59900; diferencia: 0\n" in text


def test_what_was_supposed_of_the_sale_is_a_warning(run: Run, mappings: Path) -> None:
    with_fee(mappings, -10000, "Rebaja")
    text = run("explain", ORDER).stdout
    assert "Total por facturar: 49900 COP\n" in text
    assert "\nAdvertencias\n- El cargo «Rebaja», de -10000, se tomó como un descuento. " in text


def test_what_the_sale_holds_is_a_problem(run: Run, mappings: Path) -> None:
    with_fee(mappings, -10000, "Rebaja")
    change(mappings / "tienda.yaml", "invoice_when:", "sale: {negative_fees: hold}\ninvoice_when:")
    result = run("explain", ORDER)
    assert result.exit_code == 1
    assert "Decisión: el pedido quedaría retenido" in result.stdout
    assert "\nQué corregir\n- El cargo «Rebaja» es de -10000, y `negative_fees: hold` retiene los " in result.stdout


def test_an_order_that_would_be_held(run: Run, mappings: Path) -> None:
    change(mappings / "orders" / "506.json", '"payment_method": "wompi"', '"payment_method": "nequi"')
    result = run("explain", ORDER)
    assert result.exit_code == 1
    [sentence] = result.stdout.partition("Qué corregir\n")[2].splitlines()
    assert sentence == (
        "- mappings/base/woocommerce.yaml:50:7: invoice.payments[0].id: la tabla payments no tiene 'nequi' "
        "(tiene: wompi, cod); agregar la línea `nequi: …` en tables.payments, mappings/tienda.yaml:14:3"
    )
    assert "Documento que se enviaría" not in result.stdout
    decision = "Decisión: el pedido quedaría retenido hasta corregir lo que se lee abajo"
    assert f"\n{decision}\n" in result.stdout
    assert "se emite la factura" not in result.stdout
    change(mappings / "tienda.yaml", "partner_id:", "customers: find_or_create\n  partner_id:")
    assert parse(run("explain", ORDER, "--json").stdout)["decision"] == decision


@pytest.mark.parametrize("status", ["processing", "pending"])
def test_problems_of_an_order_that_is_already_invoiced_or_not_due_hold_nothing(
    run: Run, mappings: Path, books: Engine, status: str
) -> None:
    body = (mappings / "orders" / "506.json").read_text()
    changed = body.replace('"payment_method": "wompi"', '"payment_method": "nequi"')
    changed = changed.replace('"status": "processing"', f'"status": "{status}"')
    keep(books, an_order_row("506", state="held"), a_delivery("506", changed.encode()))
    if status == "processing":
        keep(books, a_link("506"))
    found = parse(run("explain", "506", "--json").stdout)
    assert found["problems"]
    assert found["decision"].startswith(
        "Decisión: nada por hacer" if status == "processing" else "Decisión: no se factura. "
    )


@pytest.mark.parametrize("status", ["processing", "pending"])
def test_an_order_that_says_that_it_is_invoiced(run: Run, mappings: Path, status: str) -> None:
    order = parse((mappings / "orders" / "506.json").read_bytes())
    order["meta_data"].append({"key": "_siigo_invoice_name", "value": "FV-2-22"})
    (mappings / "orders" / "506.json").write_text(write(order | {"status": status}))
    result = run("explain", ORDER)
    assert result.exit_code == 0
    decision = (
        "Decisión: el pedido dice que ya tiene factura: FV-2-22 (meta._siigo_invoice_name). Se busca en Siigo antes de "
        "hacer ninguna: si está, se enlaza; si no, el pedido queda retenido con una pregunta"
    )
    assert f"\n{decision}\n" in result.stdout
    change(mappings / "tienda.yaml", "connection:", "after_sale: {adopt: never}\nconnection:")
    assert "ya tiene factura" not in run("explain", ORDER).stdout


def test_every_order_may_be_looked_for(run: Run, mappings: Path) -> None:
    change(mappings / "tienda.yaml", "connection:", "after_sale: {adopt: always}\nconnection:")
    assert parse(run("explain", ORDER, "--json").stdout)["decision"] == (
        "Decisión: se busca en Siigo una factura de este pedido que haya hecho otro; si no la hay, se emite"
    )


def test_what_was_taken_with_a_doubt_is_said(run: Run, mappings: Path) -> None:
    order = mappings / "orders" / "506.json"
    order.write_text(order.read_text().replace("CO-ANT", "CO-CUN"))
    warning = (
        "mappings/base/woocommerce.yaml:26:5: customer.address.city: Ciudad del comprador: el pedido dice "
        "«Medellín» (CO-CUN), que allí no existe. Se usó Medellín (Antioquia), código 05001. Comprobar la dirección."
    )
    result = run("explain", ORDER)
    assert result.exit_code == 0
    assert f"\nAdvertencias\n- {warning}\n" in result.stdout
    assert parse(run("explain", ORDER, "--json").stdout)["documents"][0]["warnings"] == [warning]


def test_an_order_that_is_not_due(run: Run, mappings: Path) -> None:
    change(mappings / "orders" / "506.json", '"status": "processing"', '"status": "pending"')
    result = run("explain", ORDER)
    assert result.exit_code == 0
    assert "\nDecisión: no se factura. " in result.stdout
    assert "pending" in result.stdout
    assert "Documento que se enviaría (invoice)" in result.stdout


def test_a_tax_whose_rate_the_mapping_does_not_say(run: Run, mappings: Path) -> None:
    base = mappings / "base" / "woocommerce.yaml"
    change(base, "id: {from: rate, table: taxes}", "id: 777")
    result = run("explain", ORDER)
    assert result.exit_code == 0
    assert "los impuestos 777; agréguelos a `tables: taxes:`" in result.stdout
    assert "Documento que se enviaría" not in result.stdout


def test_a_customer_of_its_own(run: Run, mappings: Path) -> None:
    change(mappings / "tienda.yaml", "partner_id:", "customers: find_or_create\n  partner_id:")
    found = parse(run("explain", ORDER, "--json").stdout)
    assert [document["kind"] for document in found["documents"]] == ["customer", "invoice"]
    assert found["decision"] == "Decisión: se guarda el cliente y se emite la factura"
    assert found["documents"][1]["body"]["customer"] == {"identification": "1020304050"}


def test_a_stored_order_with_its_history(run: Run, stored: Engine) -> None:
    result = run("explain", "506")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Estado: held. falta el documento\n\n"
        "Entregas recibidas\n"
        "recibida              tema           ignorada porque\n"
        "2026-11-21 12:00:00Z  order.updated\n\n"
        "Intentos\n"
        "comenzó               clase    llave   resultado  error\n"
        "2026-11-21 12:00:00Z  invoice  a1b2c3  refused    invalid_reference\n\n"
        "Pedido 506 (identificador 506) de tienda\n"
    )


def test_an_invoiced_order_says_so(run: Run, stored: Engine) -> None:
    keep(stored, a_link("506"))
    found = parse(run("explain", "506", "--json").stdout)
    assert found["decision"] == "Decisión: nada por hacer, la factura ya existe"
    assert found["history"] == {
        "state": "held",
        "why": "falta el documento",
        "deliveries": [{"topic": "order.updated", "received_at": "2026-11-21T12:00:00+00:00", "ignored": ""}],
        "attempts": [
            {
                "kind": "invoice",
                "number": 1,
                "key": "a1b2c3",
                "sends": 1,
                "outcome": "refused",
                "error": "invalid_reference",
                "started_at": "2026-11-21T12:00:00+00:00",
            }
        ],
        "documents": [
            {
                "kind": "invoice",
                "id": "abc-1",
                "name": "FV-2-22",
                "total": Decimal("59900.00"),
                "status": "Accepted",
                "cufe": "",
                "url": "",
            }
        ],
    }


def test_a_delivery_that_makes_no_sense(run: Run, books: Engine, mappings: Path) -> None:
    keep(books, an_order_row("9", state="held"), a_delivery("9", b'{"id": 9, "number": "9"}'))
    result = run("explain", "9")
    assert result.exit_code == 1
    assert "No hay documento que mostrar: " in result.stdout


def test_what_cannot_be_found(run: Run, stored: Engine, mappings: Path) -> None:
    unknown = run("explain", "999")
    assert (unknown.exit_code, unknown.stderr) == (
        1,
        "No hay ningún pedido 999; connector orders muestra los que hay\n",
    )
    no_file = run("explain", "nada.json")
    assert no_file.stderr == "nada.json: no se puede leer el pedido (no existe); revise la ruta\n"
    (mappings / "roto.json").write_text("{")
    assert run("explain", "mappings/roto.json").stderr.startswith("mappings/roto.json: no es JSON (")
    no_connection = run("explain", ORDER, "--connection", "otra")
    assert no_connection.stderr == "No hay una conexión otra que se pueda leer; las que hay: tienda\n"
    assert no_connection.exit_code == 1


def test_of_several_connections_one_must_be_named(run: Run, mappings: Path) -> None:
    text = (mappings / "tienda.yaml").read_text()
    (mappings / "otra.yaml").write_text(text.replace("connection: tienda", "connection: otra"))
    result = run("explain", ORDER)
    assert result.exit_code == 1
    assert result.stderr == "Hay varias conexiones (otra, tienda); indique una con --connection\n"
    assert run("explain", ORDER, "-c", "otra").exit_code == 0


def test_a_broken_mapping_is_told_in_full(run: Run, mappings: Path) -> None:
    change(mappings / "tienda.yaml", "seller: 629", "seler: 629")
    result = run("explain", ORDER)
    assert result.exit_code == 3
    assert len(result.stderr.splitlines()) == 2
