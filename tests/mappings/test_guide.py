"""The guide holds: its YAML lints clean, its errors are real, its examples come out, and no word is left out."""

import re
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from connector.checking import check_file
from connector.colombia.sale import FEES_THAT_PAY, TIPS, SaleRules
from connector.db.tables import STATES
from connector.errors import MappingError, OrderHeld
from connector.inventory import matching, policy
from connector.inventory.compare import Result
from connector.inventory.policy import Inventory
from connector.inventory.reckoning import shown
from connector.issuing.books import Answer
from connector.issuing.rules import AfterSale
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.product_schema import PRODUCT
from connector.ledgers.siigo.receipt_schema import RECEIPT_ITEM
from connector.ledgers.siigo.schema import ITEM, SCHEMAS
from connector.ledgers.siigo.settings import Settings as SiigoSettings
from connector.mapping import TRANSFORMS, load, order_view, run_cases
from connector.mapping.buyers import WORDS as BUYER_WORDS
from connector.mapping.paths import compile_path
from connector.mapping.sale import CHOICES
from connector.mapping.sale import WORDS as SALE_WORDS
from connector.mapping.shapes import WHOLE, shape_of
from connector.mapping.spec import RULE_WORDS, TEST_WORDS, TOP_WORDS
from connector.mapping.spots import Spot
from connector.mapping.transforms import Transform
from connector.mapping.view import members_of
from connector.messages import say, speaking
from connector.model.money import plain
from connector.model.order import Buyer, Claim, Identification, Line, Order, Payment, Place, Tax
from connector.stores.shopify.settings import Settings as ShopifySettings
from connector.stores.woocommerce.settings import Settings as WooSettings
from tests.mappings import guide
from tests.mappings.folder import ENVIRON, EXAMPLES, MAPPINGS, connection_over, example, laid_over, order_in

BASES = {"conexión": "tienda-ejemplo", "shopify": "tienda-shopify", "error": "tienda-ejemplo"}
DEFAULTS = {
    "vat_responsible": "true",
    "shipping_tax": "goods",
    "fee_tax": "goods",
    "untaxed": "excluded",
    "exempt": "[]",
    "excluded": "[]",
    "gift_cards": "[]",
    "negative_fees": "",
    "fees_that_pay": ", ".join(FEES_THAT_PAY),
    "tips": ", ".join(TIPS),
    "vat_free_departments": "charged",
    "reviewed": "[]",
}
"""Of `sale`, as the guide writes them."""

FRAGMENTS = guide.blocks_of("conexión", "shopify")


def problems_of(block: guide.Block, folder: Path) -> list[str]:
    try:
        _, problems = check_file(laid_over(BASES[block.kind], block.text, folder))
    except MappingError as error:
        return list(error.problems)
    return problems


def test_every_block_says_what_it_is() -> None:
    known = {"archivo", "conexión", "shopify", "error", "casos"}
    known |= {f"{kind}{what}" for kind in ("legacy", "pyme") for what in ("", "archivo", "error")}
    assert [str(block) for block in guide.blocks() if block.language == "yaml" and block.kind not in known] == []
    assert len(FRAGMENTS) >= 25


@pytest.mark.parametrize("block", FRAGMENTS, ids=str)
def test_a_fragment_lints_clean_over_the_example(block: guide.Block, tmp_path: Path) -> None:
    assert problems_of(block, tmp_path) == []


def test_the_whole_file_lints_clean(tmp_path: Path) -> None:
    (block,) = guide.blocks_of("archivo")
    path = connection_over("tienda-ejemplo", "", tmp_path)
    path.write_text(block.text, encoding="utf-8")
    file = load(path, environ=ENVIRON, presets=path.parent)
    assert check_file(file)[1] == []
    order = order_in(MAPPINGS / "orders" / "woo-cedula.json", "woocommerce")
    assert file.draft("invoice", order).values["seller"] == 629


@pytest.mark.parametrize(("wrong", "sentences"), guide.errors(), ids=lambda block: f"line {block.line}")
def test_an_error_reads_as_the_guide_says(wrong: guide.Block, sentences: guide.Block, tmp_path: Path) -> None:
    assert "\n".join(problems_of(wrong, tmp_path)) == sentences.text.rstrip("\n")


def test_held_orders_read_as_the_guide_says() -> None:
    (block,) = [block for block in guide.blocks() if block.kind == "retenido"]
    said: list[str] = []
    for path in sorted((MAPPINGS / "orders").glob("woo-*.json")):
        try:
            example("tienda-ejemplo").draft("invoice", order_in(path, "woocommerce"))
        except OrderHeld as held:
            said += held.problems
    assert [line for line in block.text.splitlines() if line not in said] == []


def test_the_cases_of_the_guide_pass(tmp_path: Path) -> None:
    (block,) = guide.blocks_of("casos")
    path = connection_over("tienda-ejemplo", "", tmp_path)
    cases = path.with_name("mi-tienda.cases.yaml")
    cases.write_text(block.text, encoding="utf-8")
    file = laid_over("tienda-ejemplo", "", tmp_path)
    results = run_cases(file, cases, lambda order: order_in(order, "woocommerce"))
    assert [(result.ok, result.message) for result in results] == [(True, "")] * 4


class TestEveryWordIsThere:
    @pytest.mark.parametrize("word", sorted({*TOP_WORDS, *RULE_WORDS, *TEST_WORDS, "if", "then", "otherwise"}))
    def test_of_the_language(self, word: str) -> None:
        explained = [row for heading in ("palabra", "condición") for row in guide.table(heading)]
        assert f"`{word}`" in " ".join(cell for row in explained for cell in row)

    def test_of_the_states(self) -> None:
        with speaking("es"):
            wanted = [(f"`{state}`", say(f"state.{state}")) for state in STATES]
        assert sorted((row[0], row[1]) for row in guide.table("estado")) == sorted(wanted)

    def test_of_the_buyer(self) -> None:
        cells = " ".join(row[0] for row in guide.table("`buyer`"))
        assert [word for word in BUYER_WORDS if f"`{word}: " not in cells] == []

    @pytest.mark.parametrize("word", SALE_WORDS)
    def test_of_the_sale(self, word: str) -> None:
        (row,) = [row for row in guide.table("`sale`") if row[0] == f"`{word}`"]
        assert [choice for choice in CHOICES.get(word, ()) if f"`{choice}`" not in row[1]] == []
        assert ", ".join(guide.code_in(row[2])) == DEFAULTS[word]

    def test_of_the_transforms(self) -> None:
        shown = {guide.code_in(row[0])[0].partition(":")[0] for row in guide.table("transformación")}
        assert shown == TRANSFORMS.keys()

    @pytest.mark.parametrize(
        "settings", [WooSettings, ShopifySettings, SiigoSettings], ids=lambda kind: kind.__module__
    )
    def test_of_the_settings(self, settings: type[WooSettings]) -> None:
        shown = {name for row in guide.table("palabra") for name in guide.code_in(row[0])}
        assert settings.model_fields.keys() - shown == set()

    @pytest.mark.parametrize(
        ("heading", "schema"),
        [
            ("en `invoice`", SCHEMAS["invoice"].keys() - {"customer"}),
            ("en `invoice.items.item`", ITEM.keys()),
            ("en `customer`", SCHEMAS["customer"].keys()),
            ("en `credit_note`", SCHEMAS["credit_note"].keys()),
            ("en `receipt`", SCHEMAS["receipt"].keys()),
            ("en `receipt.items`", RECEIPT_ITEM.keys()),
            ("en `product`", PRODUCT.keys()),
        ],
        ids=["invoice", "item", "customer", "credit note", "receipt", "receipt item", "product"],
    )
    def test_of_the_ledger(self, heading: str, schema: set[str]) -> None:
        assert {name for row in guide.table(heading) for name in guide.code_in(row[0])} == schema

    @pytest.mark.parametrize(
        "kind", [Order, Buyer, Place, Identification, Line, Tax, Payment, Claim], ids=lambda kind: kind.__name__
    )
    def test_of_the_order(self, kind: type) -> None:
        words = {word for row in guide.table("ruta") for word in re.findall(r"\w+", row[0])}
        assert members_of(kind).keys() - words == set()
        assert {field.name for field in fields(kind)} <= words


def test_the_defaults_of_the_sale_are_those_of_the_guide() -> None:
    for word, written in DEFAULTS.items():
        default = getattr(SaleRules(), word)
        shown = ", ".join(default) if isinstance(default, tuple) else str(default or "").lower()
        assert shown == written.strip("[]"), word


def test_the_choices_about_amounts_are_those_of_the_guide() -> None:
    rows = {row[0].strip("`"): row for row in guide.table("en `amounts`")}
    assert rows.keys() == AmountRules.model_fields.keys()
    for word, field in AmountRules.model_fields.items():
        default = str(getattr(AmountRules(), word))
        assert rows[word][-1].strip("`") == (default.lower() if field.annotation is bool else default), word
        assert set(get_args(field.annotation)) <= {code.partition(":")[0] for code in guide.code_in(rows[word][1])}, (
            word
        )


def test_the_settings_of_what_follows_are_those_of_the_guide() -> None:
    rows = {row[0].strip("`"): row for row in guide.table("en `after_sale`")}
    assert rows.keys() == AfterSale.model_fields.keys()
    for word, field in AfterSale.model_fields.items():
        assert rows[word][-1].strip("`") == str(getattr(AfterSale(), word)), word
        assert choices_of(field.annotation) <= {code.partition(":")[0] for code in guide.code_in(rows[word][1])}, word


def choices_of(annotation: object) -> set[str]:
    """Every text that a setting takes, through unions of literals."""
    found = {choice for each in get_args(annotation) for choice in (choices_of(each) or {each})}
    return {choice for choice in found if isinstance(choice, str)}


INVENTORY = {
    "inventory": Inventory,
    "formula": policy.Formula,
    "open_orders": policy.OpenOrders,
    "match": policy.Match,
    "leave_out": policy.LeaveOut,
    "prices": policy.Prices,
    "alarm": policy.Alarm,
}
"""Every table of the guide about an inventory."""

SHOWN = {"every": "15 minutes", "full": "30 3 * * *", "late": "2 hours", "warehouses": "all"}
"""Defaults that stand in the file otherwise than in the program."""


def test_every_part_of_an_inventory_has_a_table() -> None:
    words = {name: model for name, model in vars(policy).items() if isinstance(model, type)}
    parts = {model for model in words.values() if issubclass(model, policy._Words) and model is not policy._Words}
    assert set(INVENTORY.values()) == parts


@pytest.mark.parametrize("name", INVENTORY)
def test_the_words_of_an_inventory_are_those_of_the_guide(name: str) -> None:
    model = INVENTORY[name]
    rows = {guide.code_in(row[0])[0]: row for row in guide.table(f"en `{name}`")}
    assert list(rows) == list(model.model_fields)
    for word, field in model.model_fields.items():
        default = "" if field.is_required() else default_of(word, field.get_default(call_default_factory=True))
        assert ", ".join(guide.code_in(rows[word][2])) == default, word
        assert choices_of(field.annotation) <= set(guide.code_in(rows[word][1])), word


def default_of(word: str, default: object) -> str:
    """As the guide writes it; empty for what is off, or has a table of its own."""
    if word in SHOWN:
        assert getattr(default, "text", SHOWN[word]) == SHOWN[word]
        return SHOWN[word]
    match default:
        case bool():
            return str(default).lower()
        case tuple():
            return ", ".join(map(str, default))
        case int() | Decimal() | str():
            return str(default)
        case _:
            return ""


def test_every_warehouse_goes_to_the_only_location_where_nothing_is_written() -> None:
    assert Inventory().warehouses == Inventory.model_validate({"warehouses": SHOWN["warehouses"]}).warehouses


def test_every_word_of_an_inventory_stands_in_a_sample(tmp_path: Path) -> None:
    written: set[tuple[str, ...]] = set()
    for block in FRAGMENTS:
        if "\ninventory:" in f"\n{block.text}":
            values = laid_over(BASES[block.kind], block.text, tmp_path).inventory.values
            written |= {(word,) for word in values}
            written |= {(word, part) for word, below in values.items() if isinstance(below, dict) for part in below}
    wanted = {(word,) for word in Inventory.model_fields}
    wanted |= {(name, word) for name, model in INVENTORY.items() for word in model.model_fields if name != "inventory"}
    assert wanted - written == set()


@pytest.mark.parametrize("row", guide.table("saldo"), ids=" ".join)
def test_the_formula_gives_what_its_row_says(row: list[str]) -> None:
    balance, orders, *numbers, units = row
    words = ("percentage", "buffer", "minimum", "cap")
    given = {word: Decimal(number) for word, number in zip(words, numbers, strict=True) if number != "–"}
    assert shown(Decimal(balance) - Decimal(orders), policy.Formula.model_validate(given)) == int(units)


def test_the_forms_of_the_warehouses_are_those_that_the_guide_shows(tmp_path: Path) -> None:
    forms = [form for row in guide.table("en `warehouses`") for form in guide.code_in(row[0])]
    files = [laid_over("tienda-shopify", f"inventory:\n  warehouses: {form}\n", tmp_path) for form in forms]
    shares = [Inventory.model_validate(file.inventory.values).warehouses for file in files]
    hundred = Decimal(100)
    assert shares == [
        {"all": {"": hundred}},
        {"1270": {"": hundred}},
        {"1270": {"": hundred}, "1271": {"": hundred}},
        {"1270": {"Bogotá": hundred}, "1271": {"Medellín": hundred}},
        {"1270": {"Bogotá": Decimal(60), "Medellín": Decimal(30)}},
    ]


@pytest.mark.parametrize(
    ("heading", "results"),
    [
        ("`connector stock` dice", {problem for problem in get_args(matching.Problem) if problem}),
        ("en `connector stock`", {result for result in get_args(Result) if result}),
    ],
    ids=["problems", "results"],
)
def test_what_stock_says_is_in_the_guide(heading: str, results: set[str]) -> None:
    with speaking("es"):
        wanted = sorted(say(f"stock.result.{result}") for result in results)
    assert sorted(row[0] for row in guide.table(heading)) == wanted


def test_every_answer_is_explained() -> None:
    shown = " ".join(row[0] for row in guide.table("respuesta"))
    assert [word for word in get_args(Answer) if f" {word}" not in shown] == []


def _fed(transform: Transform, texts: list[str]) -> list[object]:
    """The texts of a row as the values that the transform takes."""
    if transform.takes == ("moment",):
        return [datetime.fromisoformat(text) for text in texts]
    if transform.takes == ("date",):
        return [date.fromisoformat(text) for text in texts]
    return [Decimal(text) for text in texts] if transform.name == "text" else list(texts)


def _shown(value: object) -> list[str]:
    """A value as the guide writes it."""
    match value:
        case None | "" | []:
            return [""]
        case bool():
            return [str(value).lower()]
        case Decimal() | int():
            return [plain(Decimal(value))]
        case datetime():
            return [value.isoformat().replace("+00:00", "Z")]
        case date():
            return [value.isoformat()]
        case dict():
            return [str(element) for element in value.values()]
        case list():
            return [shown for element in value for shown in _shown(element)]
        case _:
            return [str(value)]


@pytest.mark.parametrize("row", guide.table("transformación"), ids=lambda row: str(row[0]))
def test_a_transform_does_what_its_row_says(row: list[str]) -> None:
    name, _, parameter = guide.code_in(row[0])[0].partition(":")
    transform = TRANSFORMS[name]
    assert transform.has_parameter is bool(parameter)
    made = transform(_fed(transform, guide.code_in(row[2])), int(parameter) if parameter else None)
    assert _shown(made) == guide.code_in(row[3])


@pytest.mark.parametrize("row", guide.table("ruta"), ids=lambda row: str(row[0]))
def test_a_path_finds_what_its_row_says(row: list[str]) -> None:
    order = order_in(MAPPINGS / "orders" / "woo-cedula.json", "woocommerce")
    path = compile_path(guide.code_in(row[0])[0], Spot("guide", 1, 1))
    assert shape_of(path, WHOLE)
    assert _shown(path.find(order_view(order))) == guide.code_in(row[2])


def test_every_link_leads_somewhere() -> None:
    headings = re.findall(r"^#+ (.*)$", guide.text(), re.M)
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
    links = re.findall(r"\]\(([^)]+)\)", guide.text())
    assert [link for link in links if link.startswith("#") and link[1:] not in anchors] == []
    assert [link for link in links if not link.startswith("#") and not (MAPPINGS / link).exists()] == []
    assert len(links) > 20


def test_the_gateways_of_the_guide_are_those_of_the_examples() -> None:
    rows = {row[0]: (guide.code_in(row[1])[0], guide.code_in(row[2])[0]) for row in guide.table("pasarela")}
    for name, platform in EXAMPLES.items():
        at = ("woocommerce", "shopify").index(platform)
        known = example(name).tables["payments"].rows
        assert rows["contraentrega"][at] in known
        assert rows["Wompi"][at] in known
