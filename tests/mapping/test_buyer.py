"""`buyer`: an order without identity document, or with one name, is held, unless the merchant chose otherwise."""

from dataclasses import replace
from decimal import Decimal

import pytest

from connector.errors import MappingError, OrderHeld
from connector.mapping import ConnectionFile
from connector.model.order import Buyer, Identification, Order
from tests.mapping.conftest import Connect
from tests.mapping.orders import BUYER, order

RULES = (
    "customer:\n"
    "  id_type: {from: [buyer.identification.type, buyer.identification.number], apply: [colombian_id_type]}\n"
    "  identification:\n"
    "    from: [buyer.identification.type, buyer.identification.number]\n"
    "    apply: [colombian_identification]\n"
    "    required: true\n"
    "  name:\n"
    "    from: [buyer.identification.type, buyer.identification.number,"
    " buyer.company, buyer.first_name, buyer.last_name]\n"
    "    apply: [colombian_names]\n"
)


def anonymous(**changes: object) -> Order:
    return order(buyer=replace(BUYER, identification=None), **changes)


def held_by(file: ConnectionFile, given: Order) -> tuple[str, ...]:
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", given)
    return held.value.problems


@pytest.mark.parametrize("buyer", ["", "buyer: {when_no_id: hold}\n", "buyer: {}\n"])
def test_held_by_default_and_said_once(connect: Connect, buyer: str) -> None:
    assert held_by(connect(RULES + buyer), anonymous()) == (
        "mappings/prueba.yaml:6:3: customer.id_type: el pedido no trae el documento de identidad del comprador; "
        "escribirlo en el pedido, en el campo del documento o en los datos de facturación, o permitir "
        "`when_no_id: final_consumer` en `buyer:`",
    )


def test_other_problems_are_told_beside_it(connect: Connect) -> None:
    problems = held_by(connect(RULES + "invoice: {a: {from: note, required: true}}\n"), anonymous())
    assert [problem.split(": ")[1] for problem in problems] == ["customer.id_type", "invoice.a"]


def test_the_final_consumer(connect: Connect) -> None:
    file = connect(RULES + "buyer: {when_no_id: final_consumer}\n")
    assert file.draft("invoice", anonymous()).values == {
        "customer": {"id_type": "13", "identification": "222222222222", "name": ["Consumidor", "final"]}
    }


def test_the_final_consumer_below_an_amount(connect: Connect) -> None:
    file = connect(RULES + "buyer: {when_no_id: {final_consumer_below: 200000}}\n")
    below = file.draft("invoice", anonymous(total=Decimal("199999.99")))
    assert below.values["customer"]["identification"] == "222222222222"
    assert held_by(file, anonymous(total=Decimal(200000))) == (
        "mappings/prueba.yaml:6:3: customer.id_type: el pedido no trae el documento de identidad del comprador y su "
        "total de 200000 no es menor que 200000; escribirlo en el pedido, en el campo del documento o en los datos de "
        "facturación, o subir el límite de `when_no_id` en `buyer:`",
    )


@pytest.mark.parametrize("buyer", ["hold", "final_consumer"])
def test_a_document_is_used_whatever_the_choice(connect: Connect, buyer: str) -> None:
    file = connect(RULES + f"buyer: {{when_no_id: {buyer}}}\n")
    assert file.draft("invoice", order()).values["customer"]["identification"] == "1020304050"


INVENTED = replace(BUYER, identification=Identification(type="CC", number="111111", source="meta.x"))
INVENTED_PROBLEM = (
    "Identificación del comprador: 111111 parece un número de relleno. Se espera el número real de su documento. "
    "Pedirlo al comprador y escribirlo en el pedido de la tienda."
)


def test_a_doubtful_document_is_held_even_so_and_said_once_where_it_belongs(connect: Connect) -> None:
    file = connect(RULES + "buyer: {when_no_id: final_consumer}\ninvoice: {a: {from: note, required: true}}\n")
    assert held_by(file, order(buyer=INVENTED)) == (
        f"mappings/prueba.yaml:7:3: customer.identification: {INVENTED_PROBLEM}",
        "mappings/prueba.yaml:15:11: invoice.a: vacío: el pedido no trae note; completarlo en la tienda, o poner "
        "`default` en esta regla",
    )


def test_without_the_target_identification_a_doubt_is_said_where_it_was_met_first(connect: Connect) -> None:
    file = connect(
        "customer:\n"
        "  a: {from: [buyer.identification.type, buyer.identification.number], apply: [colombian_id_type]}\n"
        "  b: {from: [buyer.identification.type, buyer.identification.number], apply: [colombian_check_digit]}\n"
    )
    assert held_by(file, order(buyer=INVENTED)) == (f"mappings/prueba.yaml:6:3: customer.a: {INVENTED_PROBLEM}",)


def test_different_doubts_about_a_document_are_all_said(connect: Connect) -> None:
    number = replace(BUYER, identification=Identification(type="CC", number="3001112233", source="meta.x"))
    file = connect(RULES.replace("number]\n    apply: [colombian_id", "number, buyer.phone]\n    apply: [colombian_id"))
    nameless = replace(number, first_name="", last_name="")
    problems = held_by(file, order(buyer=nameless))
    assert [problem.split(": ")[1] for problem in problems] == ["customer.identification", "customer.name"]


def test_the_same_doubt_about_something_else_is_said_at_each_place(connect: Connect) -> None:
    city = "{from: [buyer.place.country, buyer.place.state, buyer.place.city], apply: [dane_city]}"
    file = connect(f"invoice: {{a: {city}, b: {city}}}\n")
    nowhere = replace(BUYER, place=replace(BUYER.place, city="Ciudad Perdida"))
    assert [problem.split(": ")[1] for problem in held_by(file, order(buyer=nowhere))] == ["invoice.a", "invoice.b"]


def test_a_document_that_another_rule_finds_is_enough(connect: Connect) -> None:
    file = connect(
        "customer:\n"
        "  identification: {first_of: [buyer.identification.number, meta._billing_cedula]}\n"
        "  check_digit:\n"
        "    {from: [buyer.identification.type, buyer.identification.number], apply: [colombian_check_digit]}\n"
    )
    assert file.draft("invoice", anonymous()).values == {"customer": {"identification": "1020304050"}}


def test_a_mapping_that_reads_no_document_is_not_held(connect: Connect) -> None:
    assert connect("invoice: {a: number}\n").draft("invoice", anonymous()).values == {"a": "#1001"}


def test_a_default_is_no_document(connect: Connect) -> None:
    file = connect(
        "customer:\n"
        "  id_type: {from: buyer.identification.type, apply: [id_type], default: '13'}\n"
        "  identification: buyer.identification.number\n"
    )
    assert held_by(file, anonymous())[0].startswith("mappings/prueba.yaml:7:3: customer.identification: el pedido no")


@pytest.mark.parametrize(
    "value", ["never", "5", "[hold]", "{final_consumer_below: mucho}", "{final_consumer_below: true}"]
)
def test_other_words_are_refused(connect: Connect, value: str) -> None:
    with pytest.raises(MappingError) as error:
        connect(f"buyer: {{when_no_id: {value}}}\n")
    (problem,) = error.value.problems
    assert problem.endswith("no se conoce; escribir hold, final_consumer o {final_consumer_below: 200000}")
    assert problem.startswith("mappings/prueba.yaml:5:9: buyer.when_no_id: ")


ONE_NAME = replace(BUYER, first_name="Laura", last_name="")


@pytest.mark.parametrize("buyer", ["", "buyer: {single_name: hold}\n"])
@pytest.mark.parametrize("names", [("Laura", ""), ("", "Laura"), (" Laura ", ".")])
def test_a_person_of_one_name_is_held(connect: Connect, buyer: str, names: tuple[str, str]) -> None:
    person = replace(BUYER, first_name=names[0], last_name=names[1])
    assert held_by(connect(RULES + buyer), order(buyer=person)) == (
        "mappings/prueba.yaml:11:3: customer.name: Nombre del comprador: es una sola palabra. Se esperan nombres y "
        "apellidos. Escribir el apellido en el pedido de la tienda.",
    )


@pytest.mark.parametrize(
    ("buyer", "name"),
    [
        (ONE_NAME, ["Laura", "Laura"]),
        (BUYER, ["Laura", "Ríos Peña"]),
        (replace(ONE_NAME, identification=Identification(type="NIT", number="900123456", source="x")), ["Laura"]),
    ],
)
def test_a_single_name_is_repeated_where_the_merchant_says_so(connect: Connect, buyer: Buyer, name: list[str]) -> None:
    file = connect(RULES + "buyer: {single_name: repeat, when_no_id: final_consumer}\n")
    assert file.draft("invoice", order(buyer=buyer)).values["customer"]["name"] == name
    assert file.draft("invoice", anonymous()).values["customer"]["name"] == ["Consumidor", "final"]


def test_nobody_without_any_name_is_repeated(connect: Connect) -> None:
    nameless = replace(BUYER, first_name="", last_name="")
    (problem,) = held_by(connect(RULES + "buyer: {single_name: repeat}\n"), order(buyer=nameless))
    assert problem.startswith("mappings/prueba.yaml:11:3: customer.name: ")


@pytest.mark.parametrize("value", ["never", "true", "[hold]"])
def test_other_words_for_a_single_name_are_refused(connect: Connect, value: str) -> None:
    with pytest.raises(MappingError) as error:
        connect(f"buyer: {{single_name: {value}}}\n")
    assert error.value.problems == (
        f"mappings/prueba.yaml:5:9: buyer.single_name: {value} no se conoce; escribir hold o repeat",
    )
