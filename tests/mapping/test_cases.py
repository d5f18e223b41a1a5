"""`*.cases.yaml`: a merchant's own tests of a mapping."""

from pathlib import Path

import pytest

from connector import json_text
from connector.errors import MappingError, OrderHeld
from connector.mapping import CaseResult, ConnectionFile, run_cases
from connector.model.order import Claim, Order
from tests.mapping.conftest import Connect
from tests.mapping.orders import order

RULES = (
    "invoice_when: {status: processing}\n"
    "customer: {identification: {from: meta.id, required: true}}\n"
    "invoice:\n"
    "  seller: 629\n"
    "  note: note\n"
    "  total: total\n"
    "  items: {each: lines, item: {code: {from: sku, default: X}}}\n"
    "credit_note: {reason: 2}\n"
)


def read_order(path: Path) -> Order:
    """The tests' orders hold only what differs."""
    changes = json_text.parse(path.read_bytes())
    if "refuse" in changes:
        raise OrderHeld("line_items: falta en el pedido que envió la tienda")
    claims = tuple(Claim(kind="name", text=text, source="meta.factura") for text in changes.pop("claims", ()))
    return order(claims=claims, **changes)


def run(file: ConnectionFile, cases: str) -> list[CaseResult]:
    folder = file.path.parent
    (folder / "orders").mkdir(exist_ok=True)
    for name, text in {
        "good": '{"meta": {"id": "123"}}',
        "no_id": '{"meta": {}}',
        "pending": '{"status": "pending"}',
        "claimed": '{"status": "pending", "claims": ["FV-2-22"]}',
        "unreadable": '{"refuse": true}',
        "broken": "{",
    }.items():
        (folder / "orders" / f"{name}.json").write_text(text, encoding="utf-8")
    path = folder / "prueba.cases.yaml"
    path.write_text(cases, encoding="utf-8")
    return run_cases(file, path, read_order)


@pytest.mark.parametrize(
    "end",
    [
        "order: orders/good.json, expect: {customer.identification: '123', seller: 629, total: 357000}",
        "order: orders/good.json, expect: {invoice.seller: 629, 'items[0].code': CAM-1, 'items[2]': {code: X}}",
        "order: orders/good.json, expect: {note: null, 'items': [{code: CAM-1}, {code: CAM-2}, {code: X}]}",
        "order: orders/good.json, expect: {credit_note.reason: 2}",
        "order: orders/no_id.json, held: customer.identification",
        "order: orders/unreadable.json, held: line_items",
        "order: orders/pending.json, not_due: true",
        "order: orders/claimed.json, linked: FV-2-22",
    ],
)
def test_good_cases(connect: Connect, end: str) -> None:
    assert run(connect(RULES), f"- {{case: uno, {end}}}\n") == [CaseResult(name="uno", ok=True)]


@pytest.mark.parametrize(
    ("end", "message"),
    [
        (
            "order: orders/good.json, expect: {seller: '629', total: 1, note: x}",
            "mappings/prueba.cases.yaml:1:49: seller: es 629 y se esperaba '629'\n"
            "mappings/prueba.cases.yaml:1:64: total: es 357000 y se esperaba 1\n"
            "mappings/prueba.cases.yaml:1:74: note: es vacío y se esperaba 'x'",
        ),
        (
            "order: orders/good.json, expect: {seller: null}",
            "mappings/prueba.cases.yaml:1:49: seller: es 629 y se esperaba vacío",
        ),
        (
            "order: orders/no_id.json, expect: {seller: 629}",
            "mappings/prueba.cases.yaml:1:41: el pedido quedó retenido: mappings/prueba.yaml:6:12: "
            "customer.identification: vacío: el pedido no trae meta.id; completarlo en la tienda, o poner `default` en "
            "esta regla",
        ),
        (
            "order: orders/no_id.json, held: otra cosa",
            "mappings/prueba.cases.yaml:1:41: el pedido quedó retenido: mappings/prueba.yaml:6:12: "
            "customer.identification: vacío: el pedido no trae meta.id; completarlo en la tienda, o poner `default` en "
            "esta regla",
        ),
        (
            "order: orders/good.json, held: cedula",
            "mappings/prueba.cases.yaml:1:40: se esperaba un rechazo con 'cedula' y no hubo ninguno",
        ),
        (
            "order: orders/good.json, not_due: true",
            "mappings/prueba.cases.yaml:1:40: se esperaba que no se facturara y `invoice_when` se cumple",
        ),
        (
            "order: orders/good.json, linked: FV-2-22",
            "mappings/prueba.cases.yaml:1:40: se esperaba que el pedido dijera que ya tiene la factura FV-2-22, y lo "
            "que dice es vacío",
        ),
        (
            "order: orders/claimed.json, linked: FV-2-2",
            "mappings/prueba.cases.yaml:1:43: se esperaba que el pedido dijera que ya tiene la factura FV-2-2, y lo "
            "que dice es FV-2-22 (meta.factura)",
        ),
        (
            "order: orders/none.json, not_due: true",
            "mappings/prueba.cases.yaml:1:22: no existe el pedido orders/none.json junto a este archivo",
        ),
        (
            "order: ../../secret.json, not_due: true",
            "mappings/prueba.cases.yaml:1:22: no existe el pedido ../../secret.json junto a este archivo",
        ),
        (
            "order: orders/broken.json, not_due: true",
            "mappings/prueba.cases.yaml:1:22: orders/broken.json no es JSON: Expecting property name enclosed in "
            "double quotes or '}': line 1 column 2 (char 1)",
        ),
    ],
)
def test_what_differs_is_told(connect: Connect, tmp_path: Path, end: str, message: str) -> None:
    (tmp_path / "secret.json").write_text("{}", encoding="utf-8")
    assert run(connect(RULES), f"- {{case: uno, {end}}}\n") == [CaseResult(name="uno", ok=False, message=message)]


def test_where_nothing_is_looked_for_nothing_is_linked(connect: Connect) -> None:
    (result,) = run(
        connect("after_sale: {adopt: never}\n" + RULES), "- {case: uno, order: orders/claimed.json, linked: FV-2-22}\n"
    )
    assert result.message == (
        "mappings/prueba.cases.yaml:1:43: con `after_sale: {adopt: never}` no se busca la factura que el pedido "
        "nombra: se hace otra"
    )


def test_every_case_has_its_result(connect: Connect) -> None:
    results = run(
        connect(RULES),
        "- case: bien\n  order: orders/good.json\n  expect: {seller: 629}\n"
        "- case: mal\n  order: orders/good.json\n  expect: {seller: 630}\n"
        "- case: no\n  order: orders/pending.json\n  not_due: true\n",
    )
    assert [(result.name, result.ok) for result in results] == [("bien", True), ("mal", False), ("no", True)]


@pytest.mark.parametrize(
    ("cases", "problems"),
    [
        ("case: x", ["1:1: se esperaba una lista de casos `- case: …`"]),
        ("", ["1:1: el archivo está vacío; empezar con la línea `mapping: 1`"]),
        (
            "- {case: x, order: y, expects: {a: 1}}",
            [
                "1:3: x: un caso termina con uno de: `expect:` con campos, `held:` con palabras del rechazo, "
                "`not_due: true`, `linked:` con la factura que el pedido nombra",
                "1:23: la palabra 'expects' no existe en un caso; ¿quiso decir 'expect'?",
            ],
        ),
        (
            "- {order: y, not_due: true}\n- {case: 5, order: y, held: x}\n- hola",
            [
                "1:3: un caso lleva `case:` con su nombre y `order:` con el archivo del pedido",
                "2:3: un caso lleva `case:` con su nombre y `order:` con el archivo del pedido",
                "3:3: un caso lleva `case:` con su nombre y `order:` con el archivo del pedido",
            ],
        ),
        (
            "- {case: a, order: y, not_due: false}\n"
            "- {case: b, order: y, held: x, not_due: true}\n"
            "- {case: c, order: y, expect: 5}\n"
            "- {case: d, order: y, linked: true}",
            [
                f"{line}:3: {name}: un caso termina con uno de: `expect:` con campos, `held:` con palabras del "
                "rechazo, `not_due: true`, `linked:` con la factura que el pedido nombra"
                for line, name in ((1, "a"), (2, "b"), (3, "c"), (4, "d"))
            ],
        ),
    ],
)
def test_problems_of_the_file_itself(connect: Connect, cases: str, problems: list[str]) -> None:
    with pytest.raises(MappingError) as error:
        run(connect(RULES), cases)
    assert list(error.value.problems) == [f"mappings/prueba.cases.yaml:{problem}" for problem in problems]
