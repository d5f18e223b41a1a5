"""`pieces` and `join`: texts with slots; a piece with an empty slot is dropped."""

from decimal import Decimal

import pytest

from connector.errors import OrderHeld
from tests.mapping.conftest import Connect
from tests.mapping.orders import order


def text_of(connect: Connect, pieces: str, **changes: object) -> object:
    return connect(f"invoice:\n  a: {{pieces: {pieces}}}\n").draft("invoice", order(**changes)).values.get("a")


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ("['Pedido {number}']", "Pedido #1001"),
        ("'Pedido {number}'", "Pedido #1001"),
        ("['Pedido {number}', 'Nota: {note}', '{payment.title}']", "Pedido #1001 Tarjeta (Wompi)"),
        ("['{number}', '{payment.title}'], join: ' · '", "#1001 · Tarjeta (Wompi)"),
        ("['{number}', 'b'], join: ''", "#1001b"),
        ("['{placed_at:bogota_date}']", "2026-11-20"),
        ("['{ payment.title : fold : limit:7 }']", "tarjeta"),
        ("['{note:upper} x']", None),
        ("['sin ranura']", "sin ranura"),
        ("['{{{number}}}']", "{#1001}"),
        ("[\"{meta.a || 'a:b'}\"]", "a:b"),
        ('["{meta.\\"x}y\\" || number}"]', "#1001"),
        ("['{total} {lines[0].quantity}']", "357000 2"),
    ],
)
def test_pieces(connect: Connect, pieces: str, text: str | None) -> None:
    assert text_of(connect, pieces) == text


def test_numbers_lose_useless_zeros_only(connect: Connect) -> None:
    assert text_of(connect, "'{total}'", total=Decimal("1E+3")) == "1000"
    assert text_of(connect, "'{total}'", total=Decimal("0.50")) == "0.5"


def test_a_slot_that_cannot_be_text_holds_the_order(connect: Connect) -> None:
    with pytest.raises(OrderHeld) as held:
        text_of(connect, "['{lines}', '{number}']")
    assert held.value.problems == (
        "mappings/prueba.yaml:6:3: invoice.a: se esperaba un texto o un número y llegó "
        "[{…}, {…}, {…}]; corregir la ruta",
    )


def test_a_moment_needs_its_transform(connect: Connect) -> None:
    with pytest.raises(OrderHeld) as held:
        text_of(connect, "['{placed_at}']")
    assert held.value.problems == (
        "mappings/prueba.yaml:6:3: invoice.a: una fecha con hora no puede ir en un texto; agregar antes bogota_date",
    )


def test_the_origin_is_the_rule(connect: Connect) -> None:
    draft = connect("invoice:\n  a: {pieces: ['{number}'], apply: [lower]}\n").draft("invoice", order())
    assert (draft.origins["a"].source, str(draft.origins["a"])) == ("pieces", "mappings/prueba.yaml:6:3")
