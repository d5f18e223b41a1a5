"""`const`: the text itself."""

from decimal import Decimal

from tests.mapping.conftest import Connect
from tests.mapping.orders import order


def test_the_text_itself(connect: Connect) -> None:
    draft = connect("invoice: {a: {const: number}, b: {const: 13}, c: {const: '13'}, d: {const: 0.50}}\n").draft(
        "invoice", order()
    )
    assert draft.values == {"a": "number", "b": 13, "c": "13", "d": Decimal("0.50")}
    assert draft.origins["a"].source == "const"
    assert str(draft.origins["a"]) == "mappings/prueba.yaml:5:22"


def test_a_constant_may_be_transformed_and_looked_up(connect: Connect) -> None:
    file = connect("tables: {t: {A: 5}}\ninvoice: {a: {const: a, apply: [upper], table: t}}\n")
    draft = file.draft("invoice", order())
    assert draft.values == {"a": 5}
    assert draft.origins["a"].source == "table t"
