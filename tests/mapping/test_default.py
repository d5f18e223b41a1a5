"""`default`: a literal for when the value is empty, or cannot be transformed or found."""

from dataclasses import replace

import pytest

from connector.errors import MappingError
from connector.mapping import lint
from connector.model.order import Order
from connector.model.schema import Field
from tests.mapping.conftest import Connect
from tests.mapping.orders import BUYER, order
from tests.mapping.schemas import SCHEMAS


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("{from: note, default: number}", "number"),
        ("{from: note, default: 5}", 5),
        ("{from: note, default: false}", False),
        ("{from: number, default: x}", "#1001"),
        ("{from: note, apply: [upper], default: x}", "x"),
        ("{from: number, apply: [email], default: x@example.co}", "x@example.co"),
        ("{from: [meta.a, note], apply: [colombian_identification], default: '1'}", "1"),
        ("{from: meta.cuotas, apply: [postal_code], default: '000000'}", "000000"),
        ("{pieces: ['{note}'], default: sin nota}", "sin nota"),
    ],
)
def test_default(connect: Connect, rule: str, value: object) -> None:
    draft = connect(f"invoice: {{a: {rule}}}\n").draft("invoice", order())
    assert draft.values == {"a": value}
    assert (draft.origins["a"].source == "default") is (value != "#1001")


PLACE = "from: [buyer.place.country, buyer.place.state, buyer.place.city], apply: [dane_city]"
BOGOTA = {"country_code": "Co", "state_code": "11", "city_code": "11001"}
AS_OBJECT = "{country_code: Co, state_code: '11', city_code: '11001'}"
CITY_SCHEMA = {"customer": {"city": SCHEMAS["customer"]["address"].fields["city"]}}


def living_in(**place: str) -> Order:
    return order(buyer=replace(BUYER, place=replace(BUYER.place, **place)))


@pytest.mark.parametrize("default", ["'11001'", AS_OBJECT, "'${CITY}'"])
def test_a_city_by_its_code_or_by_its_fields(connect: Connect, default: str) -> None:
    file = connect(f"customer: {{city: {{{PLACE}, default: {default}}}}}\n", CITY="11001")
    draft = file.draft("invoice", living_in(city="", state=""))
    assert draft.values == {"customer": {"city": BOGOTA}}
    assert {target: origin.source for target, origin in draft.origins.items()} == {
        f"customer.city.{name}": "default" for name in BOGOTA
    }
    assert file.draft("invoice", order()).values["customer"]["city"]["city_code"] == "05001"
    assert [problem for problem in lint(file, CITY_SCHEMA) if "customer" in problem] == []


def test_a_code_may_begin_with_zero(connect: Connect) -> None:
    file = connect(f"invoice: {{a: {{{PLACE}, default: '05001'}}}}\n")
    draft = file.draft("invoice", living_in(city="", state=""))
    assert draft.values == {"a": {"country_code": "Co", "state_code": "05", "city_code": "05001"}}


@pytest.mark.parametrize("default", ["11001", "'11999'", "Bogotá", "'1100'", "11", "true"])
def test_a_code_that_is_none(connect: Connect, default: str) -> None:
    with pytest.raises(MappingError) as error:
        connect(f"customer: {{city: {{default: {default}, {PLACE}}}}}\n")
    found = f"'{default}'" if default == "Bogotá" else default
    assert error.value.problems == (
        "mappings/prueba.yaml:5:28: customer.city: el `default` de dane_city es el código DANE de un municipio, cinco "
        f"dígitos entre comillas, como '11001', y encontró {found}",
    )


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("{from: note, default: {a: b}}", "5:36: invoice.a: se esperaba un solo texto o número"),
        (f"{{{PLACE}, table: t, default: {{a: b}}}}", "5:120: invoice.a: se esperaba un solo texto o número"),
        (f"{{{PLACE}, default: [a]}}", "5:110: invoice.a: se esperaba un solo texto o número"),
        (f"{{{PLACE}, default: {{city_code: [a]}}}}", "5:122: invoice.a.city_code: se esperaba un solo texto o número"),
        (
            f"{{{PLACE}, default: {{city_code: }}}}",
            "5:111: invoice.a.city_code: no tiene valor; escribirlo o borrar la línea",
        ),
    ],
)
def test_an_object_only_where_the_transform_gives_one(connect: Connect, lines: str, problem: str) -> None:
    with pytest.raises(MappingError) as error:
        connect(f"invoice: {{a: {lines}}}\ntables: {{t: {{a: b}}}}\n")
    assert error.value.problems == (f"mappings/prueba.yaml:{problem}",)


@pytest.mark.parametrize(
    ("default", "problem"),
    [
        ("{country: Co}", "no puede llevar 'country' en su `default`; ¿quiso decir 'country_code'?"),
        ("{country_code: Co, city_code: '11001'}", "necesita 'state_code' en su `default`; agregarlo"),
        (
            "{country_code: Co, state_code: true}",
            "state_code es true y debe ser un texto; escribir 'true', con comillas",
        ),
    ],
)
def test_the_fields_of_an_object_are_the_ledgers(connect: Connect, default: str, problem: str) -> None:
    file = connect(f"customer: {{city: {{default: {default}, {PLACE}}}}}\n")
    assert [text for text in lint(file, CITY_SCHEMA) if "5:1:" not in text] == [
        f"mappings/prueba.yaml:5:28: customer.city: {problem}"
    ]


def test_an_object_where_the_ledger_wants_none(connect: Connect) -> None:
    file = connect(f"customer: {{city: {{default: '11001', {PLACE}}}}}\n")
    schemas = {"customer": {"city": Field(kind="integer", catalogue="users")}}
    assert lint(file, schemas) == [
        "mappings/prueba.yaml:5:28: customer.city: es un objeto y debe ser un número entero; quitar lo que va dentro "
        "de `{ }`",
    ]
    assert file.constants(schemas) == {}


def test_what_the_order_says_and_a_default_replaces_is_warned_of(connect: Connect) -> None:
    file = connect(f"invoice: {{a: {{{PLACE}, default: '11001'}}}}\n")
    nowhere = living_in(city="Ciudad Perdida", state="CO-MAG")
    assert file.draft("invoice", nowhere).values == {"a": BOGOTA}
    assert file.draft("invoice", nowhere).warnings == (
        "mappings/prueba.yaml:5:11: invoice.a: Ciudad del comprador: «Ciudad Perdida» (CO-MAG) no es un municipio "
        "conocido. Escribir en el pedido de la tienda el municipio y su departamento como los nombra el DANE. Se usó "
        "el valor de `default`.",
    )
    assert file.draft("invoice", living_in(city=" ")).warnings == ()
    other = connect("invoice: {a: {from: number, apply: [email], default: x@example.co}}\n")
    assert other.draft("invoice", order()).warnings == ()
