"""`table`: a lookup; a missing key is an error for the merchant that says where to add the line."""

from decimal import Decimal

import pytest

from connector.errors import OrderHeld
from connector.mapping import lint
from connector.model.order import Payment
from tests.mapping.conftest import Connect
from tests.mapping.orders import order

PAYMENTS = "tables:\n  payments: {wompi: 5640, Mercado Págo: 5638, 'cod': '5641', 19.00: 7, '05': 8, 5: 9, true: 10}\n"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("wompi", 5640),
        ("WOMPI", 5640),
        (" wompi ", 5640),
        ("mercado pago", 5638),
        ("cod", "5641"),
        (Decimal("19.00"), 7),
        (Decimal("19"), 7),
        ("19", 7),
        (19, 7),
        ("05", 8),
        ("5", 9),
        (5, 9),
        (True, 10),
    ],
)
def test_keys_are_text_without_case_and_accents(connect: Connect, key: object, value: object) -> None:
    file = connect(PAYMENTS + "invoice: {id: {from: meta.key, table: payments}}\n")
    draft = file.draft("invoice", order(meta={"key": key}))
    assert draft.values == {"id": value}
    assert draft.origins["id"].source == "table payments"


def test_the_origin_is_the_line_of_the_table(connect: Connect) -> None:
    file = connect("tables:\n  payments:\n    wompi: 5640\ninvoice: {id: {from: payment.method, table: payments}}\n")
    assert str(file.draft("invoice", order()).origins["id"]) == "mappings/prueba.yaml:7:12"


def test_a_missing_key_says_where_to_add_it(connect: Connect) -> None:
    file = connect(
        "tables:\n  payments: {wompi: 1, mercadopago: 2, cod: 3}\n"
        "invoice: {id: {from: payment.method, table: payments}}\n"
    )
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", order(payments=(Payment(method="mercado_pago", amount=Decimal(1)),)))
    assert held.value.problems == (
        "mappings/prueba.yaml:7:11: invoice.id: la tabla payments no tiene 'mercado_pago' (tiene: mercadopago); "
        "agregar la línea `mercado_pago: …` en tables.payments, mappings/prueba.yaml:6:3",
    )


def test_a_default_instead(connect: Connect) -> None:
    file = connect("tables: {t: {a: 1}}\ninvoice: {id: {from: payment.method, table: t, default: 9}}\n")
    draft = file.draft("invoice", order())
    assert draft.values == {"id": 9}
    assert draft.origins["id"].source == "default"


def test_an_empty_value_is_not_looked_up(connect: Connect) -> None:
    assert (
        connect("tables: {t: {a: 1}}\ninvoice: {id: {from: note, table: t}}\n").draft("invoice", order()).values == {}
    )


@pytest.mark.parametrize(("state", "value"), [("CO-ANT", 1), ("", 2)])
def test_a_key_of_several_values(connect: Connect, state: str, value: int) -> None:
    file = connect(
        "tables: {t: {checkout / co-ant: 1, checkout / : 2}}\ninvoice: {id: {from: [channel, meta.state], table: t}}\n"
    )
    assert file.draft("invoice", order(meta={"state": state})).values == {"id": value}


def test_keys_that_differ_only_in_case_are_found_exactly_and_told(connect: Connect) -> None:
    file = connect("tables:\n  t: {Cod: 1, cod: 2, COD: 2}\ninvoice: {id: {from: meta.key, table: t}}\n")
    assert file.draft("invoice", order(meta={"key": "Cod"})).values == {"id": 1}
    assert file.draft("invoice", order(meta={"key": "cod"})).values == {"id": 2}
    with pytest.raises(OrderHeld):
        file.draft("invoice", order(meta={"key": "cOd"}))
    assert file.warnings[0] == (
        "mappings/prueba.yaml:6:15: aviso: tables.t: 'cod' y otra clave solo difieren en mayúsculas o tildes y tienen "
        "valores distintos; solo se encuentran escritas igual"
    )
    assert set(file.warnings) <= set(lint(file, {}))


def test_what_cannot_be_a_key_holds_the_order(connect: Connect) -> None:
    with pytest.raises(OrderHeld) as held:
        connect("tables: {t: {a: 1}}\ninvoice: {id: {from: lines, table: t}}\n").draft("invoice", order())
    assert held.value.problems == (
        "mappings/prueba.yaml:6:11: invoice.id: se esperaba un texto o un número y llegó [{…}, {…}, {…}]; "
        "corregir la ruta",
    )
