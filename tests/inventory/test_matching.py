"""Which product a variant is: by rule, or reported in a sentence; never guessed."""

from decimal import Decimal
from typing import Any

import pytest

from connector.inventory.matching import Match, Matcher
from connector.inventory.policy import Inventory
from connector.model.stock import Product, Variant


def product(code: str, **fields: Any) -> Product:
    return Product(code=code, id=f"id-{code}", balances={"1270": Decimal(5)}, **fields)


def variant(number: int, sku: str, **fields: Any) -> Variant:
    return Variant(id=str(number), sku=sku, **fields)


def matched(policy: dict[str, object], products: list[Product], *variants: Variant) -> list[Match]:
    found = Matcher(products, Inventory.model_validate(policy)).match_all(variants)
    return [found[one.id] for one in variants]


def test_the_sku_is_the_code() -> None:
    assert matched({}, [product("A-1")], variant(1, "A-1")) == [Match(code="A-1", how="sku")]


def test_an_alias_wins_over_everything() -> None:
    policy = {"match": {"by": ["sku", "barcode"], "aliases": {"A-1": "B-1"}}}
    products = [product("A-1", barcode="770"), product("B-1")]
    assert matched(policy, products, variant(1, "A-1", barcode="770")) == [Match(code="B-1", how="alias")]


def test_a_barcode_where_the_sku_leads_nowhere() -> None:
    policy = {"match": {"by": ["sku", "barcode"]}}
    assert matched(policy, [product("A-1", barcode="770")], variant(1, "WEB", barcode="770")) == [
        Match(code="A-1", how="barcode")
    ]


def test_barcodes_are_not_looked_at_unasked() -> None:
    [match] = matched({}, [product("A-1", barcode="770")], variant(1, "WEB", barcode="770"))
    assert match.problem == "not_found"


def test_a_pattern() -> None:
    policy = {"match": {"pattern": ["WEB-{code}", "{code}-CO"]}}
    found = matched(policy, [product("A-1"), product("A-2")], variant(1, "WEB-A-1"), variant(2, "A-2-CO"))
    assert [(one.code, one.how) for one in found] == [("A-1", "pattern"), ("A-2", "pattern")]


def test_sku_and_barcode_that_disagree_are_reported() -> None:
    policy = {"match": {"by": ["sku", "barcode"]}}
    [match] = matched(policy, [product("A-1"), product("B-1", barcode="770")], variant(1, "A-1", barcode="770"))
    assert match == Match(
        problem="ambiguous",
        why="el SKU y el código de barras llevan a productos distintos de Siigo: A-1, B-1; corrija uno o agregue un "
        "alias",
    )


def test_a_barcode_of_two_products_is_reported() -> None:
    policy = {"match": {"by": ["barcode"]}}
    products = [product("A-1", barcode="770"), product("B-1", barcode="770")]
    [match] = matched(policy, products, variant(1, "X", barcode="770"))
    assert match.problem == "ambiguous"
    assert "A-1, B-1" in match.why


def test_one_sku_in_two_variants_is_neither() -> None:
    first, second = matched({}, [product("A-1")], variant(1, "A-1"), variant(2, "A-1"))
    why = "2 variantes de la tienda tienen el SKU A-1; deje uno distinto en cada una"
    assert first == second == Match(problem="duplicate_sku", why=why)


def test_a_draft_with_the_sku_of_one_on_sale_steps_back() -> None:
    first, second = matched({}, [product("A-1")], variant(1, "A-1"), variant(2, "A-1", is_offered=False))
    assert first == Match(code="A-1", how="sku")
    why = "no está a la venta (es un borrador o está archivado), y otra variante que sí lo está es el mismo producto"
    assert second == Match(code="A-1", how="sku", problem="not_offered", why=why)


def test_a_draft_with_another_sku_of_one_on_sale_steps_back() -> None:
    policy = {"match": {"aliases": {"VIEJO": "A-1"}}}
    first, second = matched(policy, [product("A-1")], variant(1, "A-1"), variant(2, "VIEJO", is_offered=False))
    assert (first.problem, second.problem) == ("", "not_offered")


def test_a_draft_alone_is_kept_right_until_it_is_on_sale() -> None:
    assert matched({}, [product("A-1")], variant(1, "A-1", is_offered=False)) == [Match(code="A-1", how="sku")]


def test_two_drafts_of_one_sku_are_neither() -> None:
    found = matched({}, [product("A-1")], *(variant(number, "A-1", is_offered=False) for number in (1, 2)))
    assert [one.problem for one in found] == ["duplicate_sku", "duplicate_sku"]


def test_two_on_sale_beside_a_draft_are_neither() -> None:
    found = matched({}, [product("A-1")], variant(1, "A-1"), variant(2, "A-1"), variant(3, "A-1", is_offered=False))
    assert [one.problem for one in found] == ["duplicate_sku", "duplicate_sku", "not_offered"]


def test_two_skus_of_one_product_are_neither() -> None:
    policy = {"match": {"aliases": {"VIEJO": "A-1"}}}
    found = matched(policy, [product("A-1")], variant(1, "A-1"), variant(2, "VIEJO"))
    assert {one.problem for one in found} == {"same_code"}
    assert found[0].why == (
        "varias variantes llevan al producto A-1 de Siigo y sus unidades se venderían varias veces: A-1, VIEJO"
    )


def test_one_that_is_not_written_anyway_does_not_take_the_product() -> None:
    policy = {"match": {"aliases": {"VIEJO": "A-1"}}, "leave_out": {"skus": "VIEJO"}}
    found = matched(policy, [product("A-1")], variant(1, "A-1"), variant(2, "VIEJO"))
    assert [one.problem for one in found] == ["", "left_out"]


def test_a_code_that_differs_by_case_is_only_suggested() -> None:
    [match] = matched({}, [product("Cam-M")], variant(1, "CAM-M"))
    assert match == Match(
        problem="not_found",
        why="ningún producto de Siigo tiene el código CAM-M, pero existe Cam-M: escriba el SKU igual, o agregue un "
        "alias en inventory.match.aliases",
    )


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"kind": "service"}, "service"),
        ({"kind": "combo"}, "combo"),
        ({"is_active": False}, "inactive"),
        ({"is_counted": False}, "uncounted"),
    ],
)
def test_what_has_no_stock_of_its_own_is_left_alone(fields: dict[str, Any], problem: str) -> None:
    [match] = matched({}, [product("A-1", **fields)], variant(1, "A-1"))
    assert (match.code, match.problem) == ("A-1", problem)
    assert match.why.startswith("A-1 ") or "A-1" in match.why


def test_a_refusal_of_the_shop_is_told_in_its_words() -> None:
    [match] = matched({}, [product("A-1")], variant(1, "A-1", refusal="es un paquete"))
    assert (match.problem, match.why) == ("unwritable", "es un paquete")


def test_what_the_shop_does_not_count_is_left_alone_unless_wanted() -> None:
    uncounted = variant(1, "A-1", is_counted=False)
    assert matched({}, [product("A-1")], uncounted)[0].problem == "untracked"
    assert matched({"untracked": "count"}, [product("A-1")], uncounted)[0].problem == ""


def test_no_sku() -> None:
    [match] = matched({}, [product("A-1")], variant(1, ""))
    assert match.why == "no tiene SKU en la tienda; escriba el código del producto de Siigo"


def test_an_alias_to_nothing() -> None:
    [match] = matched({"match": {"aliases": {"X": "NADA"}}}, [product("A-1")], variant(1, "X"))
    assert match.why == (
        "su alias NADA no es el código de ningún producto de Siigo; corríjalo en inventory.match.aliases"
    )


@pytest.mark.parametrize("rule", [{"skus": "A-*"}, {"codes": ["A-?"]}, {"groups": [1255]}])
def test_products_held_out(rule: dict[str, object]) -> None:
    [match] = matched({"leave_out": rule}, [product("A-1", group="1255")], variant(1, "A-1"))
    assert match.problem == "left_out"
    assert next(iter(rule)) in match.why
