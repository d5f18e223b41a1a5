"""`explain`: a row for each value, with the line it comes from."""

from decimal import Decimal

from connector.mapping import explain
from tests.mapping.conftest import Connect
from tests.mapping.orders import order


def test_rows(connect: Connect) -> None:
    file = connect("invoice:\n  a: {b: number, c: [total, {const: x}]}\n  d: {each: lines, item: {e: sku}}\n")
    rows = [
        (row.target, row.value, str(row.origin), row.origin.source) for row in explain(file.draft("invoice", order()))
    ]
    assert rows == [
        ("a.b", "#1001", "mappings/prueba.yaml:6:10", "number"),
        ("a.c[0]", Decimal("357000.00"), "mappings/prueba.yaml:6:22", "total"),
        ("a.c[1]", "x", "mappings/prueba.yaml:6:37", "const"),
        ("d[0].e", "CAM-1", "mappings/prueba.yaml:7:30", "sku"),
        ("d[1].e", "CAM-2", "mappings/prueba.yaml:7:30", "sku"),
    ]


def test_every_value_has_an_origin(connect: Connect) -> None:
    file = connect(
        "invoice: {a: {from: [buyer.place.state, buyer.place.city], apply: [dane_city]}, b: {from: note, default: 1}}\n"
    )
    rows = explain(file.draft("invoice", order()))
    assert [row.target for row in rows] == ["a.country_code", "a.state_code", "a.city_code", "b"]
    assert all(row.origin is not None for row in rows)
