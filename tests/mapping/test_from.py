"""A path, short and long: numbers and objects pass untouched; several values need something that joins them."""

from decimal import Decimal

import pytest

from connector.errors import OrderHeld
from tests.mapping.conftest import Connect
from tests.mapping.orders import order


def test_a_text_is_a_path(connect: Connect) -> None:
    file = connect("invoice: {a: number, b: {from: payment.method}, c: 'lines[1].sku'}\n")
    draft = file.draft("invoice", order())
    assert draft.values == {"a": "#1001", "b": "wompi", "c": "CAM-2"}
    assert {target: origin.source for target, origin in draft.origins.items()} == {
        "a": "number",
        "b": "payment.method",
        "c": "lines[1].sku",
    }
    assert str(draft.origins["b"]) == "mappings/prueba.yaml:5:32"


def test_numbers_and_flags_are_themselves(connect: Connect) -> None:
    values = connect("invoice: {a: 629, b: 19.50, c: true, d: false, e: 0}\n").draft("invoice", order()).values
    assert values == {"a": 629, "b": Decimal("19.50"), "c": True, "d": False, "e": 0}
    assert str(values["b"]) == "19.50"


def test_decimals_pass_untouched(connect: Connect) -> None:
    total = Decimal("357000.000000")
    value = connect("invoice: {a: total}\n").draft("invoice", order(total=total)).values["a"]
    assert value is total


def test_empty_values_are_left_out(connect: Connect) -> None:
    file = connect("invoice: {a: note, b: meta.none, c: refunds, d: {e: {f: note}}, g: [note], h: 'lines[7].sku'}\n")
    assert file.draft("invoice", order(note="  ")).values == {}


def test_a_list_of_plain_values(connect: Connect) -> None:
    draft = connect("invoice: {a: tags, b: 'lines[].sku'}\n").draft("invoice", order())
    assert draft.values == {"a": ["vip", "mayorista"], "b": ["CAM-1", "CAM-2"]}
    assert set(draft.origins) == {"a[0]", "a[1]", "b[0]", "b[1]"}


def test_objects_and_lists_of_targets(connect: Connect) -> None:
    draft = connect("invoice: {a: {b: [{c: number}, {c: note}, {c: status}]}}\n").draft("invoice", order())
    assert draft.values == {"a": {"b": [{"c": "#1001"}, {"c": "processing"}]}}
    assert set(draft.origins) == {"a.b[0].c", "a.b[1].c"}


def test_several_values_meet_in_a_transform(connect: Connect) -> None:
    file = connect("invoice: {a: {from: [buyer.first_name, note, buyer.last_name], apply: [join_blank, upper]}}\n")
    draft = file.draft("invoice", order())
    assert draft.values == {"a": "LAURA RÍOS PEÑA"}
    assert draft.origins["a"].source == "buyer.first_name, note, buyer.last_name"


def test_a_date_and_time_is_held_with_the_remedy(connect: Connect) -> None:
    with pytest.raises(OrderHeld) as held:
        connect("invoice: {a: placed_at}\n").draft("invoice", order())
    assert held.value.problems == (
        "mappings/prueba.yaml:5:11: invoice.a: placed_at es una fecha con hora; agregar `apply: [bogota_date]`",
    )


def test_raw_and_meta_are_reached_as_they_are(connect: Connect) -> None:
    file = connect(
        "invoice: {a: raw.prices_include_tax, b: 'raw.line_items[0].id', c: meta.\"_wc_billing/document/dni\"}\n"
    )
    assert file.draft("invoice", order()).values == {"a": True, "b": 1, "c": "1020304050"}
