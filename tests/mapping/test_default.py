"""`default`: a literal for when the value is empty, or cannot be transformed or found."""

import pytest

from tests.mapping.conftest import Connect
from tests.mapping.orders import order


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
