"""The presets and examples lint clean, their cases pass, and real orders become documents of the right total."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from connector.checking import check_file
from connector.cli.files import read_files
from connector.errors import MappingError, OrderHeld
from connector.ledgers.siigo.compose import compose
from connector.ledgers.siigo.schema import SCHEMAS as SIIGO
from connector.ledgers.siigo.settings import Choices
from connector.mapping import ConnectionFile, lint, load, run_cases
from connector.model.documents import Document
from connector.model.order import Order
from tests.mappings.company import COMPANY
from tests.mappings.folder import (
    CREDENTIALS,
    ENVIRON,
    EXAMPLES,
    MAPPINGS,
    STORES,
    connection_over,
    example,
    laid_over,
    order_in,
)

TODAY = date(2026, 11, 21)
SCHEMAS = {str(kind): schema for kind, schema in SIIGO.items()}

CAPTURES = sorted(
    path
    for topic in ("created", "updated")
    for path in (STORES / "woocommerce" / "captures" / "webhooks").glob(f"*-order.{topic}-*.body.json")
)
WOO_FIXTURES = sorted((STORES / "woocommerce" / "fixtures").glob("order_*.json"))
SHOPIFY_FIXTURES = sorted(
    path for path in (STORES / "shopify" / "fixtures").glob("order_*.json") if ".headers" not in path.name
)

NIT_PROBLEM = (
    "Identificación del comprador: el dígito de verificación del NIT •••••3456-7 no corresponde; para ese número es 8. "
    "Comprobar el NIT con el comprador y corregirlo en el pedido de la tienda."
)
UNREADABLE = {
    "order_updated__permission_lost",
    "order_updated__rate_unknown",
    "order_updated__total_off_by_one",
    "order_deleted__id_only",
    "order_edited__pointer_only",
}
"""What the stores themselves refuse, in words of theirs."""

GIFT = (
    "el precio es 0: Siigo exige tax_base (valor real unitario) y taxpayer (Customer o Company, quién asume el IVA); "
    "agréguelos al mapeo"
)
REFUSALS = {
    "order_created__bundle_and_gift": f"held: items[1]: {GIFT}",
    "order_created__everything_free": "held: En este pedido todo es gratis, y una factura de 0 no existe en Siigo. "
    "Registrar los obsequios con el contador; para que estos pedidos no se retengan, excluirlos con `invoice_when`.",
    "order_updated__gift_card_as_negative_fee": "held: mappings/base/colombia.yaml:102:7: invoice.payments[1].id: la "
    "tabla payments no tiene 'tarjeta de regalo' (tiene: wompi, woo-mercado-pago-basic, woo-mercado-pago-custom, "
    "woo-mercado-pago-pse, addi, cod, bacs, cheque); agregar la línea `tarjeta de regalo: …` en tables.payments, "
    "mappings/base/tienda-ejemplo.yaml:30:3",
    "order_cancelled__never_paid": "not due: status es voided y debe ser uno de: paid, partially_refunded",
    "order_cancelled__paid_and_refunded": "not due: status es refunded y debe ser uno de: paid, partially_refunded",
    "order_created__cod_pending": "not due: status es pending y debe ser uno de: paid, partially_refunded",
    "order_created__test_order": "held: mappings/base/colombia.yaml:102:7: invoice.payments[0].id: la tabla payments "
    "no tiene 'bogus' (tiene: wompi, mercado pago, addi, cash on delivery (cod), bank deposit, cash); agregar la línea "
    "`bogus: …` en tables.payments, mappings/tienda-shopify.yaml:31:3",
}

WITHOUT_SKU = "invoice: {items: {item: {code: {default: GENERICO}}}}\n"


def composed(file: ConnectionFile, order: Order) -> Document:
    """Raises OrderHeld."""
    sold = file.as_sold(order)
    return compose(
        "invoice",
        file.draft("invoice", sold),
        sold,
        company=COMPANY,
        choices=Choices(),
        today=TODAY,
        marker="ref:0123456789abcdef",
    )


def came_to(file: ConnectionFile, path: Path) -> str:
    """ "ok" when the document comes to the order's total, else "not due: …" or "held: …" with the first problem."""
    platform = str(file.store.values["platform"])
    try:
        order = order_in(path, platform)
        if why := file.why_not_due(order):
            return f"not due: {why.split(': ', 2)[2]}"
        sold = file.as_sold(order)
        document = composed(file, order)
    except OrderHeld as held:
        return f"held: {held.problems[0]}"
    assert abs(document.total - sold.invoice_total) <= Decimal("0.01")
    assert list(dict.fromkeys(line.line_id for line in document.lines)) == [line.id for line in sold.lines]
    return "ok"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_lints_clean_with_its_presets(name: str) -> None:
    file = example(name)
    checked, problems = check_file(file)
    assert problems == []
    assert checked is not None


@pytest.mark.parametrize("name", ["tienda-ejemplo", "tienda-shopify"])
def test_the_inventory_of_an_example_is_right_once_its_marks_are_removed(name: str, tmp_path: Path) -> None:
    path = connection_over(name, "", tmp_path)
    text = (MAPPINGS / f"{name}.yaml").read_text(encoding="utf-8")
    before, mark, section = text.partition("#inventory:\n")
    path.write_text(before + "\n".join(line[1:] for line in (mark + section).splitlines()), encoding="utf-8")
    checked, problems = check_file(load(path, environ=ENVIRON | CREDENTIALS, presets=path.parent))
    assert problems == []
    assert checked is not None
    assert checked.inventory is not None
    assert checked.inventory.every.text == "15 minutes"
    assert checked.inventory.formula.buffer == 1
    assert "all" not in checked.inventory.warehouses


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_no_notices_either(name: str) -> None:
    assert lint(example(name), SCHEMAS) == []


def test_without_any_variable_only_those_that_have_no_default_are_noted() -> None:
    offline, problems = read_files([], MAPPINGS, {})
    assert [*problems, *(problem for each in offline for problem in each.problems)] == []
    noted = {notice.split(": ")[2].split()[0] for each in offline for notice in each.notices}
    others = {"SIIGO_LEGACY_USERNAME", "SIIGO_LEGACY_PASSWORD", "SIIGO_PYME_CONNECTION", "SIIGO_PYME_KEY"}
    assert noted == ENVIRON.keys() | others
    addresses = {each.file.ledger.values["system"]: each.file.ledger.values["base_url"] for each in offline}
    assert addresses == {
        "siigo": "https://api.siigo.com",
        "siigo_legacy": "https://siigoapi.azure-api.net/siigo/api/v1",
        "siigo_pyme": "https://siigointerface.ensamblefs.com:4005",
    }


@pytest.mark.parametrize("platform", sorted(set(EXAMPLES.values())))
def test_a_preset_alone_says_what_the_connection_must_bring(platform: str, tmp_path: Path) -> None:
    path = connection_over("tienda-ejemplo", "", tmp_path)
    path.write_text(
        f"mapping: 1\nconnection: mi-tienda\nextends: base/{platform}\n"
        "tables: {taxes: {19: 1}, payments: {cod: 2}}\n"
        "store: {url: 'https://a.myshopify.com', webhook_secret: '${TIENDA_WEBHOOK_SECRET}'}\n"
        "ledger: {username: a, access_key: '${SIIGO_ACCESS_KEY}', partner_id: MiTienda}\n",
        encoding="utf-8",
    )
    assert [
        sentence.partition(": ")[2] for sentence in check_file(load(path, environ=ENVIRON, presets=path.parent))[1]
    ] == [
        "invoice.document: falta y el programa contable lo exige; agregarlo",
        "invoice.seller: falta y el programa contable lo exige; agregarlo",
    ]


@pytest.mark.parametrize("table", ["taxes", "payments"])
def test_a_connection_without_its_tables_is_told(table: str, tmp_path: Path) -> None:
    with pytest.raises(MappingError) as wrong:
        laid_over("tienda-ejemplo", f"tables: {{{table}: }}\n", tmp_path)
    assert wrong.value.problems
    for problem in wrong.value.problems:
        assert f": no existe la tabla '{table}'; existen: codes" in problem


def test_a_receipt_that_lacks_its_document_type_is_told(tmp_path: Path) -> None:
    _, problems = check_file(laid_over("tienda-ejemplo", "receipt: {type: {const: AdvancePayment}}\n", tmp_path))
    assert problems == [
        "mappings/mi-tienda.yaml:4:1: receipt.document: falta y el programa contable lo exige; agregarlo"
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_case_passes(name: str) -> None:
    platform = EXAMPLES[name]
    results = run_cases(example(name), MAPPINGS / f"{name}.cases.yaml", lambda path: order_in(path, platform))
    assert [result.message for result in results if not result.ok] == []
    assert len(results) >= 5


@pytest.mark.parametrize(
    ("name", "order"), [("tienda-ejemplo", "woo-nit-errado"), ("tienda-shopify", "shopify-nit-errado")]
)
def test_a_wrong_document_is_told_once(name: str, order: str) -> None:
    with pytest.raises(OrderHeld) as held:
        example(name).draft("invoice", order_in(MAPPINGS / "orders" / f"{order}.json", EXAMPLES[name]))
    (problem,) = held.value.problems
    assert problem.endswith(f": customer.identification: {NIT_PROBLEM}")


def test_every_order_file_is_used_by_a_case() -> None:
    cases = "".join(path.read_text(encoding="utf-8") for path in MAPPINGS.glob("*.cases.yaml"))
    assert [path.name for path in MAPPINGS.glob("orders/*") if f"orders/{path.name}" not in cases] == []


def test_every_id_of_the_examples_stands_in_the_catalogue() -> None:
    for name in EXAMPLES:
        ids = example(name).constants(SCHEMAS)
        assert ids.keys() == {"document_types", "payment_types", "taxes", "users"}
        for catalogue, found in ids.items():
            assert found.keys() <= getattr(COMPANY, catalogue).keys()


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.name)
def test_a_captured_order_becomes_an_invoice_of_its_total(path: Path) -> None:
    file = example("tienda-ejemplo")
    order = order_in(path, "woocommerce")
    found = came_to(file, path)
    if order.status not in ("processing", "completed"):
        assert found == f"not due: status es {order.status} y debe ser uno de: processing, completed"
    elif order.number == "25":
        assert found.startswith("held: mappings/base/colombia.yaml:")
        assert found.endswith(f": {NIT_PROBLEM}")
    else:
        assert found == "ok"


def test_the_captures_hold_every_kind_of_end() -> None:
    ends = [came_to(example("tienda-ejemplo"), path).partition(":")[0] for path in CAPTURES]
    assert {end: ends.count(end) for end in set(ends)} == {"ok": 13, "held": 11, "not due": 6}


def test_a_product_without_sku_is_held() -> None:
    path = STORES / "woocommerce" / "fixtures" / "order_created__numbers_and_nulls.json"
    assert came_to(example("tienda-ejemplo"), path) == (
        "held: items[0].code: falta y Siigo lo exige: agréguelo al mapeo o complete el dato en el pedido"
    )


@pytest.mark.parametrize("path", WOO_FIXTURES, ids=lambda path: path.stem)
def test_an_odd_order_of_woocommerce_comes_out_or_says_why(path: Path, tmp_path: Path) -> None:
    found = came_to(laid_over("tienda-ejemplo", WITHOUT_SKU, tmp_path), path)
    assert found == REFUSALS.get(path.stem, "ok") or (path.stem in UNREADABLE and found.startswith("held: "))


@pytest.mark.parametrize("path", SHOPIFY_FIXTURES, ids=lambda path: path.stem)
def test_an_order_of_shopify_comes_out_or_says_why(path: Path) -> None:
    found = came_to(example("tienda-shopify"), path)
    assert found == REFUSALS.get(path.stem, "ok") or (path.stem in UNREADABLE and found.startswith("held: "))
