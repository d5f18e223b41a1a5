"""A file with every word of the language: clean in lint, and what it makes of an order, with and without its values."""

from pathlib import Path

import pytest

from connector.errors import OrderHeld
from connector.mapping import Placeholders, lint, load
from connector.mapping.spec import RULE_WORDS
from tests.mapping.orders import order
from tests.mapping.schemas import SCHEMAS

SAMPLES = Path(__file__).parent / "samples"


def test_every_word() -> None:
    text = (SAMPLES / "words.yaml").read_text(encoding="utf-8")
    assert not [word for word in RULE_WORDS if f"{word}:" not in text]
    file = load(SAMPLES / "words.yaml", environ=Placeholders({}), presets=SAMPLES)
    assert lint(file, SCHEMAS) == []
    file.schemas = SCHEMAS
    assert file.draft("invoice", order(note="Timbre dañado", meta={"_billing_cedula": "1.020.304.050"})).values == {
        "customer": {
            "id_type": "13",
            "identification": "1020304050",
            "person_type": "Person",
            "name": ["Laura", "Ríos Peña"],
            "address": {
                "address": "Calle 10 # 43-12",
                "city": {"country_code": "Co", "state_code": "05", "city_code": "05001"},
            },
        },
        "document": {"id": 24445},
        "seller": 629,
        "observations": "Pedido #1001 del 2026-11-20 · Tarjeta (Wompi) · Nota: Timbre dañado",
        "items": [{"code": "CAM-1"}, {"code": "CAM-2"}, {"code": "GENERICO"}],
        "payments": [{"id": 5640}],
    }


def test_what_the_order_lacks_is_told_at_once() -> None:
    file = load(SAMPLES / "words.yaml", environ=Placeholders({}), presets=SAMPLES)
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", order(meta={}, payments=()))
    assert held.value.problems == (
        "samples/words.yaml:17:3: customer.identification: vacío: el pedido no trae meta._billing_cedula, "
        "meta._billing_nit, meta._billing_dni; completarlo en la tienda, o poner `default` en esta regla",
    )
