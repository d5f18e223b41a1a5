"""`each` and `item`: one result for each element, which knows the order line that it comes from."""

import pytest

from connector.errors import OrderHeld
from connector.model.order import Tax
from tests.mapping.conftest import Connect
from tests.mapping.orders import line, order


def test_one_result_for_each_line(connect: Connect) -> None:
    draft = connect("invoice: {items: {each: lines, item: {code: sku, name: name}}}\n").draft("invoice", order())
    assert draft.values["items"][2] == {"name": "Envío"}
    assert [item.get("code") for item in draft.values["items"]] == ["CAM-1", "CAM-2", None]
    assert draft.line_ids == {"items[0]": "product:1", "items[1]": "product:2", "items[2]": "product:3"}
    assert str(draft.origins["items[1].code"]) == "mappings/prueba.yaml:5:45"


def test_elements_that_come_out_empty_leave_no_gap(connect: Connect) -> None:
    draft = connect("invoice: {items: {each: lines, item: {code: sku}}}\n").draft(
        "invoice", order(lines=(line(1, sku=""), line(2), line(3)))
    )
    assert draft.values == {"items": [{"code": "CAM-2"}, {"code": "CAM-3"}]}
    assert draft.line_ids == {"items[0]": "product:2", "items[1]": "product:3"}


def test_a_filter_and_a_plain_item(connect: Connect) -> None:
    draft = connect("invoice: {a: {each: \"lines[?kind=='product']\", item: sku}}\n").draft("invoice", order())
    assert draft.values == {"a": ["CAM-1", "CAM-2"]}
    assert draft.line_ids == {"a[0]": "product:1", "a[1]": "product:2"}


def test_only_order_lines_have_line_ids(connect: Connect) -> None:
    card = line(9, name="Tarjeta de regalo")
    file = connect("invoice: {a: {each: gift_cards, item: {n: name}}, b: {each: payments, item: {m: method}}}\n")
    draft = file.draft("invoice", order(gift_cards=(card,)))
    assert draft.values == {"a": [{"n": "Tarjeta de regalo"}], "b": [{"m": "wompi"}]}
    assert draft.line_ids == {}


def test_each_inside_item_and_the_whole_order(connect: Connect) -> None:
    file = connect(
        "tables: {taxes: {19: 13156, 5: 13157}}\n"
        "invoice:\n  items:\n    each: lines\n    item:\n      note: order.number\n      taxes:\n        each: taxes\n"
        "        item: {id: {from: rate, table: taxes}, channel: order.channel}\n"
    )
    draft = file.draft("invoice", order(lines=(line(1), line(2, taxes=()))))
    assert draft.values["items"] == [
        {"note": "#1001", "taxes": [{"id": 13156, "channel": "checkout"}]},
        {"note": "#1001"},
    ]


def test_elements_that_are_no_objects(connect: Connect) -> None:
    file = connect("invoice: {a: {each: tags, item: {tag: '@', number: order.number}}}\n")
    assert file.draft("invoice", order(tags=("vip",))).values == {"a": [{"tag": "vip", "number": "#1001"}]}


def test_nulls_of_the_shop_are_elements_without_anything(connect: Connect) -> None:
    file = connect("invoice: {a: {each: raw.items, item: {b: x, c: number}}}\n")
    assert file.draft("invoice", order(raw={"items": [None, {"x": 1}]})).values == {"a": [{"b": 1}]}


@pytest.mark.parametrize("raw", [None, {}, {"items": None}, {"items": []}])
def test_no_elements(connect: Connect, raw: object) -> None:
    file = connect("invoice: {a: {each: raw.items, item: {b: x}}}\n")
    assert file.draft("invoice", order(raw=raw)).values == {}


def test_at_least_one_when_required(connect: Connect) -> None:
    file = connect("invoice:\n  a: {each: lines, item: {b: sku}, required: true}\n")
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", order(lines=()))
    assert held.value.problems == (
        "mappings/prueba.yaml:6:3: invoice.a: vacío: el pedido no trae lines; completarlo en la tienda, "
        "o poner `default` en esta regla",
    )


def test_what_is_no_list_holds_the_order(connect: Connect) -> None:
    with pytest.raises(OrderHeld) as held:
        connect("invoice:\n  a: {each: raw.items, item: {b: x}}\n").draft("invoice", order(raw={"items": {"x": 1}}))
    assert held.value.problems == (
        "mappings/prueba.yaml:6:3: invoice.a: raw.items no es una lista en este pedido; corregir la ruta de `each`",
    )


def test_the_problem_names_the_element(connect: Connect) -> None:
    file = connect(
        "tables: {taxes: {19: 13156}}\n"
        "invoice: {items: {each: lines, item: {taxes: {each: taxes, item: {id: {from: rate, table: taxes}}}}}}\n"
    )
    taxed = line(2, taxes=(Tax(name="INC", rate=line(1).taxes[0].rate - 11, amount=line(1).net),))
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", order(lines=(line(1), taxed)))
    assert held.value.problems == (
        "mappings/prueba.yaml:6:67: invoice.items[1].taxes[0].id: la tabla taxes no tiene '8' (tiene: 19); "
        "agregar la línea `8: …` en tables.taxes, mappings/prueba.yaml:5:10",
    )
