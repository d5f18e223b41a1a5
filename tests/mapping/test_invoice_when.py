"""`invoice_when`: which orders are due, and why one is not."""

import pytest

from tests.mapping.conftest import Connect
from tests.mapping.orders import order


def test_every_order_is_due_without_it(connect: Connect) -> None:
    file = connect("")
    assert file.due(order(status="cancelled"))
    assert file.why_not_due(order(status="cancelled")) == ""


@pytest.mark.parametrize(
    ("tests", "sentence"),
    [
        ("{status: processing}", ""),
        (
            "{status: {in: [completed, paid]}}",
            "mappings/prueba.yaml:5:16: status es processing y debe ser uno de: completed, paid",
        ),
        ("{is_paid: false}", "mappings/prueba.yaml:5:16: is_paid es true y debe ser false"),
        ("{channel: pos, is_paid: false}", "mappings/prueba.yaml:5:16: channel es checkout y debe ser pos"),
        ("{total: {at_least: 400000}}", "mappings/prueba.yaml:5:16: total es 357000 y debe ser al menos 400000"),
        ("{tags: {contains: b2b}}", "mappings/prueba.yaml:5:16: tags es [vip, mayorista] y debe contener b2b"),
        ("{note: {present: true}}", "mappings/prueba.yaml:5:16: note está vacío y debe tener un valor"),
        ("{tags: {present: false}}", "mappings/prueba.yaml:5:16: tags es [vip, mayorista] y debe estar vacío"),
        ("{meta.factura: si}", "mappings/prueba.yaml:5:16: meta.factura es vacío y debe ser si"),
        ("[{status: processing}, {channel: pos}]", ""),
        (
            "[{status: paid}, {channel: pos}]",
            "mappings/prueba.yaml:5:17: status es processing y debe ser paid; o bien "
            "mappings/prueba.yaml:5:33: channel es checkout y debe ser pos",
        ),
    ],
)
def test_the_test_that_failed_and_the_value_found(connect: Connect, tests: str, sentence: str) -> None:
    file = connect(f"invoice_when: {tests}\n")
    assert file.why_not_due(order()) == (sentence and f"Aún no se factura: {sentence}")
    assert file.due(order()) is (sentence == "")
