"""`extends`: what is inherited, what replaces, what drops; every value keeps its place."""

from pathlib import Path

import pytest

from connector.errors import MappingError, OrderHeld
from connector.mapping import ConnectionFile, load
from tests.mapping.conftest import HEADER
from tests.mapping.orders import order


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")


def child_of(folder: Path, preset: str, child: str) -> ConnectionFile:
    write(folder, base__a=f"mapping: 1\n{preset}", tienda=f"{HEADER}extends: base/a\n{child}")
    return load(folder / "tienda.yaml", environ={}, presets=folder)


def test_objects_are_laid_over_each_other(tmp_path: Path) -> None:
    file = child_of(
        tmp_path, "invoice: {seller: 1, mail: {send: true}}\n", "invoice: {seller: 2, stamp: {send: true}}\n"
    )
    assert file.draft("invoice", order()).values == {"seller": 2, "mail": {"send": True}, "stamp": {"send": True}}


def test_lists_replace(tmp_path: Path) -> None:
    file = child_of(tmp_path, "invoice: {retentions: [{id: 1}, {id: 2}]}\n", "invoice: {retentions: [{id: 3}]}\n")
    assert file.draft("invoice", order()).values == {"retentions": [{"id": 3}]}


def test_an_empty_value_drops_what_was_inherited(tmp_path: Path) -> None:
    file = child_of(
        tmp_path,
        "invoice: {seller: 1, cost_center: 5}\ntables: {t: {a: 1, b: 2}}\n",
        "invoice: {cost_center: }\ntables: {t: {a: null}}\n",
    )
    assert file.draft("invoice", order()).values == {"seller": 1}
    assert list(file.tables["t"].rows) == ["b"]


def test_words_of_the_same_rule_are_laid_over_each_other(tmp_path: Path) -> None:
    file = child_of(tmp_path, "invoice: {a: {from: note, default: x}}\n", "invoice: {a: {default: y}}\n")
    assert file.draft("invoice", order()).values == {"a": "y"}


def test_item_fields_are_laid_over_each_other(tmp_path: Path) -> None:
    file = child_of(
        tmp_path,
        "invoice: {items: {each: lines, item: {code: sku, description: name}}}\n",
        "invoice: {items: {item: {code: {const: X}}}}\n",
    )
    first = file.draft("invoice", order()).values["items"][0]
    assert first == {"code": "X", "description": "Camiseta"}


@pytest.mark.parametrize(
    ("preset", "child", "value"),
    [
        ("{from: note, apply: [dane_city]}", "{const: X}", "X"),
        ("{from: note, apply: [upper], default: z}", "{first_of: [meta.a, number]}", "#1001"),
        ("{from: note, default: z}", "{inner: number}", {"inner": "#1001"}),
        ("{inner: number, other: id}", "{const: X}", "X"),
        ("number", "{const: X}", "X"),
        ("{const: X}", "number", "#1001"),
    ],
)
def test_another_way_of_taking_the_value_replaces_the_rule(
    tmp_path: Path, preset: str, child: str, value: object
) -> None:
    file = child_of(tmp_path, f"invoice: {{a: {preset}}}\n", f"invoice: {{a: {child}}}\n")
    assert file.draft("invoice", order()).values == {"a": value}


def test_every_value_keeps_its_place(tmp_path: Path) -> None:
    file = child_of(tmp_path, "invoice: {seller: 1, mail: number}\nstore: {mode: x}\n", "invoice: {seller: 2}\n")
    origins = file.draft("invoice", order()).origins
    assert str(origins["seller"]) == f"{tmp_path.name}/tienda.yaml:6:19"
    assert str(origins["mail"]) == f"{tmp_path.name}/base/a.yaml:2:28"
    assert file.store.at("platform") == f"{tmp_path.name}/tienda.yaml:3:9"
    assert file.store.at("mode") == f"{tmp_path.name}/base/a.yaml:3:9"
    assert file.store.at("absent", "key") == f"{tmp_path.name}/tienda.yaml:3:1"
    assert file.store.values == {"mode": "x", "platform": "woocommerce"}


def test_presets_extend_presets(tmp_path: Path) -> None:
    write(tmp_path, base__b="mapping: 1\ninvoice: {a: 1, b: 1, c: 1}\n")
    file = child_of(tmp_path, "extends: base/b\ninvoice: {b: 2, c: 2}\n", "invoice: {c: 3}\n")
    assert file.draft("invoice", order()).values == {"a": 1, "b": 2, "c": 3}


def test_the_name_is_not_inherited(tmp_path: Path) -> None:
    write(tmp_path, base__a=HEADER, tienda="mapping: 1\nextends: base/a\n")
    with pytest.raises(MappingError) as error:
        load(tmp_path / "tienda.yaml", environ={}, presets=tmp_path)
    assert error.value.problems == (
        f"{tmp_path.name}/tienda.yaml:1:1: falta `connection:` con el nombre de la conexión",
    )


def test_a_cycle_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, base__b="mapping: 1\nextends: base/a\n")
    with pytest.raises(MappingError) as error:
        child_of(tmp_path, "extends: base/b\n", "")
    assert error.value.problems == (
        f"{tmp_path.name}/base/b.yaml:2:10: extends: 'base/a' termina heredando de sí misma; "
        "quitar uno de los `extends`",
    )


def test_an_unknown_preset_is_told_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, base__woocommerce="mapping: 1\n", tienda=f"{HEADER}extends: base/woocomerce\n")
    with pytest.raises(MappingError) as error:
        load(tmp_path / "tienda.yaml", environ={}, presets=tmp_path)
    assert error.value.problems == (
        f"{tmp_path.name}/tienda.yaml:5:10: extends: no existe la plantilla 'base/woocomerce'; "
        "¿quiso decir 'base/woocommerce'?",
    )


def test_problems_of_a_preset_are_told_at_their_place(tmp_path: Path) -> None:
    with pytest.raises(MappingError) as error:
        child_of(tmp_path, "invoice: {a: {const: x, form: y}}\n", "invoice: {b: 'x ='}\n")
    assert error.value.problems == (
        f"{tmp_path.name}/base/a.yaml:2:25: invoice.a: 'form' no es una palabra de las reglas; ¿quiso decir 'from'?",
        f"{tmp_path.name}/tienda.yaml:6:14: invoice.b: ruta x =: no se entiende a partir de '='; "
        "un texto fijo va con `const`",
    )


def test_what_a_preset_requires_is_required_of_the_order(tmp_path: Path) -> None:
    file = child_of(tmp_path, "invoice: {a: {from: meta.x, required: true}}\n", "")
    with pytest.raises(OrderHeld) as held:
        file.draft("invoice", order())
    assert held.value.problems == (
        f"{tmp_path.name}/base/a.yaml:2:11: invoice.a: vacío: el pedido no trae meta.x; completarlo en la tienda, "
        "o poner `default` en esta regla",
    )
