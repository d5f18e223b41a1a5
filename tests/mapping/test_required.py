"""`required`, and what the ledger requires without the file saying so."""

import pytest

from connector.errors import OrderHeld
from connector.model.schema import Field
from tests.mapping.conftest import Connect
from tests.mapping.orders import order
from tests.mapping.schemas import SCHEMAS, text


def test_an_empty_required_value_holds_the_order(connect: Connect) -> None:
    file = connect("invoice:\n  a: {first_of: [note, meta.x], required: true}\n  b: {const: x, required: false}\n")
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", order())
    assert held.value.problems == (
        "mappings/prueba.yaml:6:3: invoice.a: vacío: el pedido no trae note, meta.x; completarlo en la tienda, "
        "o poner `default` en esta regla",
    )


def test_a_failed_transform_is_told_once(connect: Connect) -> None:
    with pytest.raises(OrderHeld) as held:
        connect("invoice: {a: {from: number, apply: [email], required: true}}\n").draft("invoice", order())
    assert held.value.problems == (
        "mappings/prueba.yaml:5:11: invoice.a: '#1001' no es un correo; corregirlo en la tienda, o poner `default`",
    )


def test_every_problem_at_once(connect: Connect) -> None:
    file = connect(
        "customer: {a: {from: note, required: true}}\ninvoice: {b: {from: note, required: true}, c: placed_at}\n"
    )
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", order())
    assert [problem.split(": ")[1] for problem in held.value.problems] == ["customer.a", "invoice.b", "invoice.c"]


def test_what_the_ledger_requires_is_required(connect: Connect) -> None:
    file = connect(
        "customer: {person_type: note}\n"
        "invoice: {document: {id: meta.x}, seller: 629, items: {each: lines, item: {code: sku}}}\n"
    )
    file.schemas = {**SCHEMAS, "customer": {"person_type": text(required=True)}}
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", order())
    assert held.value.problems == (
        "mappings/prueba.yaml:5:12: customer.person_type: vacío: el pedido no trae note; completarlo en la tienda, "
        "o poner `default` en esta regla",
        "mappings/prueba.yaml:6:22: invoice.document.id: vacío: el pedido no trae meta.x; completarlo en la tienda, "
        "o poner `default` en esta regla",
        "mappings/prueba.yaml:6:76: invoice.items[2].code: vacío: el pedido no trae sku; completarlo en la tienda, "
        "o poner `default` en esta regla",
    )


def test_what_an_optional_object_requires_matters_only_when_it_is_there(connect: Connect) -> None:
    file = connect("credit_note: {a: {b: note, c: meta.c}}\n")
    file.schemas = {"credit_note": {"a": Field(kind="object", fields={"b": text(required=True), "c": text()})}}
    assert file.draft("credit_note", order()).values == {}
    with pytest.raises(OrderHeld) as held:
        file.draft("credit_note", order(meta={"c": "x"}))
    assert held.value.problems == (
        "mappings/prueba.yaml:5:19: credit_note.a.b: vacío: el pedido no trae note; completarlo en la tienda, "
        "o poner `default` en esta regla",
    )


def test_an_element_of_a_list_may_come_out_empty_but_not_by_halves(connect: Connect) -> None:
    file = connect("customer: {phones: [{number: meta.phone, indicative: meta.code}]}\n")
    file.schemas = {"customer": {"phones": SCHEMAS["customer"]["phones"]}}
    assert file.draft("customer", order(meta={})).values == {}
    with pytest.raises(OrderHeld) as held:
        file.draft("customer", order(meta={"code": "57"}))
    assert held.value.problems == (
        "mappings/prueba.yaml:5:22: customer.phones[0].number: vacío: el pedido no trae meta.phone; completarlo en la "
        "tienda, o poner `default` en esta regla",
    )


def test_no_line_of_the_order_vanishes(connect: Connect) -> None:
    file = connect("invoice: {items: {each: lines, item: {code: meta.code}}}\n")
    file.schemas = {"invoice": {"items": SCHEMAS["invoice"]["items"]}}
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", order())
    assert held.value.problems == tuple(
        f"mappings/prueba.yaml:5:39: invoice.items[{index}].code: vacío: el pedido no trae meta.code; completarlo en "
        "la tienda, o poner `default` en esta regla"
        for index in range(3)
    )


def test_what_the_connector_computes_is_not_missed(connect: Connect) -> None:
    file = connect("credit_note: {a: number}\n")
    file.schemas = {"credit_note": {"a": text(), "date": Field(kind="date", required=True, computed=True)}}
    assert file.draft("credit_note", order()).values == {"a": "#1001"}


def test_a_required_field_without_any_rule(connect: Connect) -> None:
    file = connect("credit_note:\n  a: number\n")
    file.schemas = {"credit_note": {"a": text(), "reason": text(required=True)}}
    with pytest.raises(OrderHeld) as held:
        file.draft("credit_note", order())
    assert held.value.problems == (
        "mappings/prueba.yaml:5:1: credit_note.reason: vacío, y es obligatorio; agregar una regla que lo llene",
    )
