"""`Draft.warnings`: what was taken although it may be wrong is said with its place, and holds nothing."""

from dataclasses import replace

import pytest

from connector.mapping import TRANSFORMS
from connector.mapping.colombian import Doubtful
from connector.model.order import Order
from tests.mapping.conftest import Connect
from tests.mapping.orders import BUYER, order

CITY = "{from: [buyer.place.country, buyer.place.state, buyer.place.city], apply: [dane_city]}"


def living_in(city: str, state: str) -> Order:
    return order(buyer=replace(BUYER, place=replace(BUYER.place, city=city, state=state)))


@pytest.mark.parametrize(
    ("city", "state", "code", "warning"),
    [
        (
            "Bucaramnga",
            "CO-SAN",
            "68001",
            "Ciudad del comprador: el pedido dice «Bucaramnga» (CO-SAN), que no es un nombre exacto. Se usó "
            "Bucaramanga (Santander), código 68001. Comprobar la dirección.",
        ),
        (
            "Medellín",
            "CO-CUN",
            "05001",
            "Ciudad del comprador: el pedido dice «Medellín» (CO-CUN), que allí no existe. Se usó Medellín "
            "(Antioquia), código 05001. Comprobar la dirección.",
        ),
    ],
)
def test_a_city_that_was_taken_with_a_doubt(connect: Connect, city: str, state: str, code: str, warning: str) -> None:
    draft = connect(f"customer: {{address: {{city: {CITY}}}}}\n").draft("invoice", living_in(city, state))
    assert draft.values["customer"]["address"]["city"]["city_code"] == code
    assert draft.warnings == (f"mappings/prueba.yaml:5:22: customer.address.city: {warning}",)


def test_an_exact_city_warns_of_nothing(connect: Connect) -> None:
    assert connect(f"invoice: {{a: {CITY}}}\n").draft("invoice", order()).warnings == ()


def test_the_same_warning_at_two_targets_and_by_a_branch(connect: Connect) -> None:
    file = connect(f"invoice:\n  a: {CITY}\n  b: {{when: [{{otherwise: {CITY}}}]}}\n")
    warnings = file.draft("invoice", living_in("Bucaramnga", "CO-SAN")).warnings
    assert [warning.split(": ")[:2] for warning in warnings] == [
        ["mappings/prueba.yaml:6:3", "invoice.a"],
        ["mappings/prueba.yaml:7:15", "invoice.b"],
    ]


def test_any_transform_may_warn(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(
        TRANSFORMS, "upper", replace(TRANSFORMS["upper"], function=lambda text: Doubtful(text.upper(), f"¿{text}?"))
    )
    file = connect(
        "tables: {t: {SÍ: 1}}\ninvoice: {a: {from: note, apply: [upper, lower, upper]}, b: {from: note, apply: upper,"
        " table: t}}\n"
    )
    draft = file.draft("invoice", order(note="sí"))
    assert draft.values == {"a": "SÍ", "b": 1}
    assert draft.origins["b"].source == "table t"
    assert draft.warnings == (
        "mappings/prueba.yaml:6:11: invoice.a: ¿sí?",
        "mappings/prueba.yaml:6:58: invoice.b: ¿sí?",
    )
