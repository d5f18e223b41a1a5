"""`lint`: a good file says nothing; notices are no problems; constants are known before the first order."""

from pathlib import Path

import pytest

from connector.errors import OrderHeld
from connector.mapping import Placeholders, is_notice, lint, load
from connector.model.schema import Field
from tests.mapping.conftest import Connect
from tests.mapping.orders import order
from tests.mapping.schemas import SCHEMAS

SAMPLES = Path(__file__).parent / "samples"


def test_a_good_file_says_nothing() -> None:
    file = load(SAMPLES / "tienda.yaml", environ=Placeholders({}), presets=SAMPLES)
    assert lint(file, SCHEMAS) == []


def test_without_schemas_only_paths_are_checked(connect: Connect) -> None:
    file = connect("invoice: {anything: {goes: numbr}}\n")
    assert lint(file, {}) == [
        "mappings/prueba.yaml:5:28: invoice.anything.goes: ruta numbr: Order no tiene 'numbr'; ¿quiso decir 'number'?"
    ]


def test_sections_that_every_invoice_needs(connect: Connect) -> None:
    assert lint(connect(""), SCHEMAS) == [
        "mappings/prueba.yaml:1:1: falta la sección `customer:`, sin la cual no hay factura",
        "mappings/prueba.yaml:1:1: falta la sección `invoice:`, sin la cual no hay factura",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "{from: placed_at, apply: [bogota_date, text]}",
        "{from: [note, tags], apply: [join_blank]}",
        "{from: tags, apply: [join_blank]}",
        "meta.anything.at_all",
        "'lines[0].meta.x'",
        "{pieces: ['{placed_at:bogota_date} {total} {meta.x} {length(lines)}']}",
        "{first_of: [note, meta.x]}",
        "{when: [{if: {lines: {present: true}, tags: {contains: a}, meta.x: {at_least: 5}}, then: note}]}",
        "payment.title",
        "buyer.identification.source",
        "\"lines[?kind=='shipping' && is_taxable].name | [0]\"",
        "\"lines[?taxes[?name=='IVA']].name | [0]\"",
        "'not_null(note, payment.title)'",
        "\"tags[?@=='a'] | [0]\"",
        "'refunds[0].reason'",
        "candidates",
    ],
)
def test_what_is_well_typed(connect: Connect, rule: str) -> None:
    file = connect(f"credit_note: {{text: {rule}}}\n")
    problems = lint(file, {"credit_note": {"text": SCHEMAS["customer"]["id_type"]}})
    if rule == "candidates":
        assert problems == [
            "mappings/prueba.yaml:5:21: credit_note.text: ruta candidates: Order no tiene 'candidates'; existen: "
            "advanced, billing, buyer, buyer_currency, cancelled_at, channel, claims, currency, fulfillment, "
            "gift_cards, id, invoice_total, is_cancelled, is_delivered, is_draft, is_paid, is_receipted_later, "
            "is_test, lines, meta, note, notes, number, payment, payments, placed_at, raw, refund, refunded, refunds, …"
        ]
    else:
        assert problems == []


@pytest.mark.parametrize(
    ("rule", "problems"),
    [
        ("{from: placed_at, apply: [bogota_date, 'days_later:5']}", []),
        ("{from: meta.x, apply: ['days_later:5']}", []),
        (
            "{from: placed_at, apply: ['days_later:5']}",
            ["5:43: invoice.date: placed_at es una fecha con hora; antes de days_later va bogota_date"],
        ),
        (
            "{from: number, apply: ['days_later:5']}",
            ["5:40: invoice.date: days_later no puede con number, que es un texto"],
        ),
        (
            "{from: placed_at, apply: [bogota_date, bogota_date]}",
            ["5:56: invoice.date: bogota_date no puede con bogota_date, que es una fecha"],
        ),
    ],
)
def test_days_are_counted_from_a_day(connect: Connect, rule: str, problems: list[str]) -> None:
    found = lint(connect(f"invoice: {{date: {rule}}}\n"), {"invoice": {"date": SCHEMAS["invoice"]["date"]}})
    assert found == [f"mappings/prueba.yaml:{problem}" for problem in problems]


def test_a_number_for_a_text_is_quoted_where_it_stands(connect: Connect) -> None:
    file = connect(
        "tables: {t: {a: 22}}\n"
        "credit_note:\n"
        "  text: {when: [{if: {channel: pos}, then: 13}, {otherwise: {from: note, table: t, default: 31}}]}\n"
        "  also: {const: 41}\n"
    )
    wanted = SCHEMAS["customer"]["id_type"]
    assert lint(file, {"credit_note": {"text": wanted, "also": wanted}}) == [
        "mappings/prueba.yaml:5:17: credit_note.text: es 22 y debe ser un texto; escribir '22', con comillas",
        "mappings/prueba.yaml:7:44: credit_note.text: es 13 y debe ser un texto; escribir `const: '13'`",
        "mappings/prueba.yaml:7:93: credit_note.text: es 31 y debe ser un texto; escribir '31', con comillas",
        "mappings/prueba.yaml:8:17: credit_note.also: es 41 y debe ser un texto; escribir `const: '41'`",
    ]


def test_what_the_connector_alone_fills_is_not_mapped(connect: Connect) -> None:
    """Nothing else is said of it, but of its paths: the line is to go whatever its kind."""
    file = connect(
        "credit_note:\n"
        "  total: note\n"
        "  items: {each: lines, item: {code: sku, total: grss}}\n"
        "  head: {when: [{if: {channel: pos}, then: {total: {const: five}}}, {otherwise: {code: number}}]}\n"
        "  taxes: [{code: number}, {total: 5}]\n"
    )
    fields = {
        "code": Field(kind="text"),
        "total": Field(kind="money", required=True, computed=True, never_mapped=True),
    }
    rows, head = Field(kind="list", fields=fields), Field(kind="object", fields=fields)
    computed = "este valor lo calcula el conector: quítelo del mapeo"
    assert lint(file, {"credit_note": {"total": fields["total"], "items": rows, "head": head, "taxes": rows}}) == [
        f"mappings/prueba.yaml:6:3: credit_note.total: {computed}",
        f"mappings/prueba.yaml:7:42: credit_note.items[].total: {computed}",
        "mappings/prueba.yaml:7:49: credit_note.items[].total: ruta grss: Line no tiene 'grss'; ¿quiso decir 'gross'?",
        f"mappings/prueba.yaml:8:45: credit_note.head.total: {computed}",
        f"mappings/prueba.yaml:9:28: credit_note.taxes[1].total: {computed}",
    ]


def test_notices_are_told_from_problems(connect: Connect) -> None:
    file = connect("tables:\n  t: {a: 1}\ninvoice: {a: raw.x, b: {each: lines, item: {c: order.raw.y}}, d: nmber}\n")
    notices = [sentence for sentence in lint(file, {}) if is_notice(sentence)]
    assert notices == [
        "mappings/prueba.yaml:6:3: aviso: tables.t: ninguna regla usa esta tabla",
        "mappings/prueba.yaml:7:14: aviso: invoice.a: raw.x lee el JSON propio de la tienda, que no se puede revisar "
        "de antemano",
        "mappings/prueba.yaml:7:48: aviso: invoice.b[].c: order.raw.y lee el JSON propio de la tienda, que no se puede "
        "revisar de antemano",
    ]
    assert len(lint(file, {})) == 4


def test_an_address_that_lost_its_end_is_noticed(connect: Connect) -> None:
    (notice,) = lint(connect("invoice: {a: note, b: {from: note, default: Calle 10 # 43-12\n  }}\n"), {})
    assert is_notice(notice)
    assert notice.startswith("mappings/prueba.yaml:5:45: aviso: de este texto solo se lee 'Calle 10', porque ")


def test_a_customer_that_is_only_part_of_the_invoice(connect: Connect) -> None:
    file = connect("customer: {id_typ: number}\ninvoice: {seller: 629}\n")
    customer = {"id_type": SCHEMAS["customer"]["id_type"]}
    schemas = {"invoice": {"seller": SCHEMAS["invoice"]["seller"], "customer": Field(kind="object", fields=customer)}}
    assert lint(file, schemas) == [
        "mappings/prueba.yaml:5:1: customer.id_type: falta y el programa contable lo exige; agregarlo",
        "mappings/prueba.yaml:5:12: customer.id_typ: el programa contable no tiene 'id_typ'; ¿quiso decir 'id_type'?",
    ]
    file.schemas = schemas
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", order())
    assert held.value.problems == (
        "mappings/prueba.yaml:5:1: customer.id_type: vacío, y es obligatorio; agregar una regla que lo llene",
    )


def test_constants_by_catalogue(connect: Connect) -> None:
    file = connect(
        "tables:\n  payments: {wompi: 5640, cod: 5641}\n  taxes: {19: 13156}\n"
        "invoice:\n"
        "  document: {id: {when: [{if: {channel: pos}, then: 24446}, {otherwise: 24445}], default: 1}}\n"
        "  seller: {from: meta.seller, apply: [integer], default: 629}\n"
        "  retentions: [{id: 7}, {id: 8}]\n"
        "  items: {each: lines, item: {code: sku, warehouse: 1270,"
        " taxes: {each: taxes, item: {id: {from: rate, table: taxes}}}}}\n"
        "  payments: [{id: {from: payment.method, table: payments, default: 5640}}]\n"
        "credit_note: {document: {id: 24445}, reason: 1}\n"
    )
    at = "mappings/prueba.yaml"
    assert file.constants(SCHEMAS) == {
        "document_types": {24446: f"{at}:9:53", 24445: f"{at}:9:73", 1: f"{at}:9:91"},
        "users": {629: f"{at}:10:58"},
        "taxes": {7: f"{at}:11:21", 8: f"{at}:11:30", 13156: f"{at}:7:15"},
        "warehouses": {1270: f"{at}:12:53"},
        "payment_types": {5640: f"{at}:6:21", 5641: f"{at}:6:32"},
    }
