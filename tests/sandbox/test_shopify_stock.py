"""The emulated Shopify's own rules for stock: what it refuses in which words, what a key keeps, what a query costs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import requests

from connector import json_text
from connector.sandbox.shop.cost import Bucket, cost_of
from connector.sandbox.shop.graphql import GraphqlError, read
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.sandbox.shop.shelf import Item, Place, Stock, StockWrite, give_back, sell, send

SET = """mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { reason referenceDocumentUri changes { name delta item { id } location { id } } }
    userErrors { code field message }
  }
}"""
ACTIVATE = """mutation Activate($item: ID!, $loc: ID!, $key: String!) {
  inventoryActivate(inventoryItemId: $item, locationId: $loc) @idempotent(key: $key) {
    inventoryLevel { id isActive } userErrors { field message }
  }
}"""
CAMISETA = "gid://shopify/InventoryItem/91"
SEDE, VIEJA = "gid://shopify/Location/501", "gid://shopify/Location/503"
ENTRY: dict[str, Any] = {"inventoryItemId": CAMISETA, "locationId": SEDE, "quantity": 8, "changeFromQuantity": 5}


def shelf() -> dict[str, Any]:
    def item(number: str, **fields: Any) -> Item:
        stock = {"501": Stock(available=5, committed=2, other=1)}
        return Item(**{"id": number, "sku": f"S-{number}", "title": "Camiseta - M", "stock": stock} | fields)

    items = [item("1"), item("2", kind="bundle"), item("3", stock={}), item("4", status="ARCHIVED", product_id="40")]
    places = [
        Place(id="501", name="Sede"),
        Place(id="503", name="Sede vieja", is_active=False),
        Place(id="504", name="Operador", is_service=True),
    ]
    return {"items": {one.id: one for one in items}, "places": {one.id: one for one in places}}


@pytest.fixture
def shop() -> Iterator[RunningShop]:
    with running_shop("shopify", **shelf()) as running:
        yield running


def ask(shop: RunningShop, text: str, **variables: object) -> Any:
    answer = requests.post(
        f"{shop.url}/admin/api/2026-10/graphql.json",
        data=json_text.write({"query": text, "variables": variables}).encode(),
        headers={"X-Shopify-Access-Token": shop.shop.token},
        timeout=5,
    )
    assert answer.status_code == 200
    return json_text.parse(answer.content)


def set_stock(shop: RunningShop, *entries: dict[str, Any], key: str = "k", **fields: Any) -> Any:
    given = {"name": "available", "reason": "correction", "quantities": list(entries)} | fields
    return ask(shop, SET, input=given, key=key)


def codes(answer: Any) -> list[tuple[str, list[str]]]:
    return [(error["code"], error["field"]) for error in answer["data"]["inventorySetQuantities"]["userErrors"]]


def refused(answer: Any) -> tuple[str, str]:
    (error,) = answer["errors"]
    return error["extensions"]["code"], error["message"]


# setting


def test_available_moves_on_hand_by_the_same(shop: RunningShop) -> None:
    answer = set_stock(shop, ENTRY, referenceDocumentUri="gid://otra-app/StockSync/7")
    group = answer["data"]["inventorySetQuantities"]["inventoryAdjustmentGroup"]
    ids = {"item": {"id": CAMISETA}, "location": {"id": SEDE}}
    assert group == {
        "reason": "correction",
        "referenceDocumentUri": "gid://otra-app/StockSync/7",
        "changes": [{"name": name, "delta": 3, **ids} for name in ("available", "on_hand")],
    }
    assert shop.shop.items["1"].stock["501"] == Stock(available=8, committed=2, other=1)
    assert shop.shop.stock_writes == [StockWrite(item_id="1", location_id="501", name="available", before=5, after=8)]


def test_on_hand_leaves_what_is_committed(shop: RunningShop) -> None:
    assert codes(set_stock(shop, ENTRY | {"quantity": 10, "changeFromQuantity": 8}, name="on_hand")) == []
    assert shop.shop.items["1"].stock["501"] == Stock(available=7, committed=2, other=1)


def test_the_same_number_is_success_without_a_group(shop: RunningShop) -> None:
    answer = set_stock(shop, ENTRY | {"quantity": 5})
    assert answer["data"]["inventorySetQuantities"] == {"inventoryAdjustmentGroup": None, "userErrors": []}
    assert shop.shop.stock_writes == []


def test_null_compares_nothing(shop: RunningShop) -> None:
    assert codes(set_stock(shop, ENTRY | {"changeFromQuantity": None})) == []


@pytest.mark.parametrize(
    ("change", "fields", "code", "field"),
    [
        ({"changeFromQuantity": 4}, {}, "CHANGE_FROM_QUANTITY_STALE", "changeFromQuantity"),
        ({"changeFromQuantity": 5}, {"name": "on_hand"}, "CHANGE_FROM_QUANTITY_STALE", "changeFromQuantity"),
        ({"inventoryItemId": "gid://shopify/InventoryItem/99"}, {}, "INVALID_INVENTORY_ITEM", "inventoryItemId"),
        ({"inventoryItemId": "gid://shopify/InventoryItem/1"}, {}, "INVALID_INVENTORY_ITEM", "inventoryItemId"),
        ({"inventoryItemId": "gid://shopify/InventoryItem/92"}, {}, "NON_MUTABLE_INVENTORY_ITEM", "inventoryItemId"),
        ({"inventoryItemId": "gid://shopify/InventoryItem/93"}, {}, "ITEM_NOT_STOCKED_AT_LOCATION", "locationId"),
        ({"locationId": VIEJA}, {}, "INVALID_LOCATION", "locationId"),
        ({"locationId": "gid://shopify/Location/504"}, {}, "INVALID_LOCATION", "locationId"),
        ({"locationId": "gid://shopify/Location/999"}, {}, "INVALID_LOCATION", "locationId"),
        ({"quantity": 1_000_000_001}, {}, "INVALID_QUANTITY_TOO_HIGH", "quantity"),
        ({"quantity": -1_000_000_001}, {}, "INVALID_QUANTITY_TOO_LOW", "quantity"),
        ({"quantity": -1, "changeFromQuantity": 8}, {"name": "on_hand"}, "INVALID_QUANTITY_NEGATIVE", "quantity"),
    ],
)
def test_an_entry_that_is_wrong_stops_all(
    shop: RunningShop, change: dict[str, Any], fields: dict[str, Any], code: str, field: str
) -> None:
    good = {"inventoryItemId": "gid://shopify/InventoryItem/94", "changeFromQuantity": None}
    answer = set_stock(shop, ENTRY | good, ENTRY | change, **fields)
    assert codes(answer) == [(code, ["input", "quantities", "1", field])]
    assert shop.shop.stock_writes == []


def test_several_entries_are_named_at_once(shop: RunningShop) -> None:
    unknown = {"inventoryItemId": "gid://shopify/InventoryItem/98", "locationId": VIEJA}
    assert codes(set_stock(shop, ENTRY | {"changeFromQuantity": 1}, ENTRY | unknown)) == [
        ("CHANGE_FROM_QUANTITY_STALE", ["input", "quantities", "0", "changeFromQuantity"]),
        ("INVALID_INVENTORY_ITEM", ["input", "quantities", "1", "inventoryItemId"]),
        ("INVALID_LOCATION", ["input", "quantities", "1", "locationId"]),
    ]


def test_a_pair_stands_once_in_a_batch(shop: RunningShop) -> None:
    code = "NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"
    assert codes(set_stock(shop, ENTRY, ENTRY)) == [(code, ["input", "quantities", "1", "locationId"])]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "committed"}, "INVALID_NAME"),
        ({"reason": "sync"}, "INVALID_REASON"),
        ({"referenceDocumentUri": "gid://shopify/Order/1"}, "INVALID_REFERENCE_DOCUMENT"),
        ({"referenceDocumentUri": "corrida 7"}, "INVALID_REFERENCE_DOCUMENT"),
    ],
)
def test_an_input_that_is_wrong(shop: RunningShop, fields: dict[str, Any], code: str) -> None:
    assert (code, ["input", next(iter(fields))]) in codes(set_stock(shop, ENTRY, **fields))


def test_the_directive_is_required(shop: RunningShop) -> None:
    text = SET.replace("@idempotent(key: $key)", "")
    given = {"name": "available", "reason": "correction", "quantities": [ENTRY]}
    answer = ask(shop, text, input=given, key="k")
    assert refused(answer) == (
        "BAD_REQUEST",
        "The @idempotent directive is required for this mutation but was not provided.",
    )
    assert answer["data"] == {"inventorySetQuantities": None}
    assert refused(set_stock(shop, ENTRY, key=" "))[0] == "BAD_REQUEST"


def test_what_is_compared_must_be_said(shop: RunningShop) -> None:
    silent = {name: value for name, value in ENTRY.items() if name != "changeFromQuantity"}
    assert refused(set_stock(shop, silent)) == (
        "INVALID_FIELD_ARGUMENTS",
        "InventoryQuantityInput must include the following argument: changeFromQuantity.",
    )


def test_250_entries_and_no_old_words(shop: RunningShop) -> None:
    assert refused(set_stock(shop, *[ENTRY] * 251)) == (
        "MAX_INPUT_SIZE_EXCEEDED",
        "The input array size of 251 is greater than the maximum allowed of 250.",
    )
    assert refused(set_stock(shop, ENTRY, ignoreCompareQuantity=True))[0] == "INVALID_VARIABLE"
    assert refused(set_stock(shop, ENTRY | {"compareQuantity": 5}))[0] == "INVALID_VARIABLE"
    assert refused(set_stock(shop, ENTRY | {"quantity": 2**31}))[0] == "INVALID_VARIABLE"
    assert (shop.shop.stock_writes, shop.shop.keys) == ([], {})


# keys


def test_the_same_key_with_the_same_input_is_answered_as_before(shop: RunningShop) -> None:
    first = set_stock(shop, ENTRY)
    sell(shop.shop.items["1"], 3, "501")
    assert set_stock(shop, ENTRY)["data"] == first["data"]
    assert shop.shop.items["1"].stock["501"].available == 5
    assert len(shop.shop.stock_writes) == 1


def test_a_key_belongs_to_its_input_and_dies_with_a_failure(shop: RunningShop) -> None:
    set_stock(shop, ENTRY)
    assert codes(set_stock(shop, ENTRY | {"quantity": 9})) == [("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", ["input"])]
    assert codes(set_stock(shop, ENTRY, key="k2"))[0][0] == "CHANGE_FROM_QUANTITY_STALE"
    shop.shop.items["1"].stock["501"].available = 5
    assert codes(set_stock(shop, ENTRY, key="k2")) == [("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", ["input"])]
    assert codes(set_stock(shop, ENTRY, key="k3")) == []


# activating, tracking, prices


def test_an_item_is_stocked_and_one_that_was_has_its_units_again(shop: RunningShop) -> None:
    shop.shop.items["1"].stock["501"].is_active = False
    for number, available in (("1", 5), ("3", 0)):
        item = f"gid://shopify/InventoryItem/9{number}"
        answer = ask(shop, ACTIVATE, item=item, loc=SEDE, key=number)["data"]["inventoryActivate"]
        assert (answer["inventoryLevel"]["isActive"], answer["userErrors"]) == (True, [])
        stock = shop.shop.items[number].stock["501"]
        assert (stock.is_active, stock.available) == (True, available)
    assert shop.shop.stock_writes == []


@pytest.mark.parametrize(
    ("item", "location", "field", "message"),
    [
        ("98", "501", "inventoryItemId", "The inventory item couldn't be found."),
        ("91", "503", "locationId", "The location couldn't be found."),
        ("91", "504", "locationId", "The location is managed by a fulfillment service."),
    ],
)
def test_what_cannot_be_stocked(shop: RunningShop, item: str, location: str, field: str, message: str) -> None:
    ids = {"item": f"gid://shopify/InventoryItem/{item}", "loc": f"gid://shopify/Location/{location}"}
    answer = ask(shop, ACTIVATE, key="k", **ids)["data"]["inventoryActivate"]
    assert answer == {"inventoryLevel": None, "userErrors": [{"field": [field], "message": message}]}
    without = ACTIVATE.replace("@idempotent(key: $key)", "")
    assert refused(ask(shop, without, key="k", **ids))[0] == "BAD_REQUEST"


def test_tracking_is_switched_with_a_literal_in_the_document(shop: RunningShop) -> None:
    text = """mutation Track($id: ID!) { inventoryItemUpdate(id: $id, input: {tracked: false}) {
        inventoryItem { tracked } userErrors { field message } } }"""
    assert ask(shop, text, id=CAMISETA)["data"]["inventoryItemUpdate"]["inventoryItem"] == {"tracked": False}
    assert not shop.shop.items["1"].is_counted
    gone = ask(shop, text, id="gid://shopify/InventoryItem/98")["data"]["inventoryItemUpdate"]
    assert gone["userErrors"][0]["field"] == ["id"]


def test_prices_are_all_or_nothing_unless_part_is_allowed(shop: RunningShop) -> None:
    text = """mutation Prices($v: [ProductVariantsBulkInput!]!, $some: Boolean) {
        productVariantsBulkUpdate(productId: "gid://shopify/Product/40", variants: $v, allowPartialUpdates: $some) {
        userErrors { code field message } } }"""
    good = {"id": "gid://shopify/ProductVariant/4", "price": "19.90"}
    bad = good | {"price": "-1.00"}
    for some, price in ((False, Decimal(0)), (True, Decimal("19.90"))):
        answer = ask(shop, text, v=[bad, good], some=some)["data"]["productVariantsBulkUpdate"]
        assert answer["userErrors"] == [
            {
                "field": ["variants", "0", "price"],
                "message": "Price must be greater than or equal to 0",
                "code": "GREATER_THAN_OR_EQUAL_TO",
            }
        ]
        assert shop.shop.items["4"].price == price
    other = {"id": "gid://shopify/ProductVariant/1", "price": "1"}
    answer = ask(shop, text, v=[other], some=True)["data"]["productVariantsBulkUpdate"]
    assert answer["userErrors"][0]["code"] == "PRODUCT_VARIANT_DOES_NOT_EXIST"
    assert refused(ask(shop, text, v=[good | {"price": "gratis"}], some=True))[0] == "INVALID_VARIABLE"


# reading


def test_variants_with_their_product_and_one_level(shop: RunningShop) -> None:
    text = """query V { productVariants(first: 1, after: "3", sortKey: ID) { nodes { id legacyResourceId sku title price
        requiresComponents product { id title status } inventoryItem { id tracked
        inventoryLevel(locationId: "gid://shopify/Location/501") {
        isActive quantities(names: ["available", "on_hand", "committed"]) { name quantity } }
        elsewhere: inventoryLevel(locationId: "gid://shopify/Location/503") { isActive } } } } }"""
    (node,) = ask(shop, text)["data"]["productVariants"]["nodes"]
    assert node == {
        "id": "gid://shopify/ProductVariant/4",
        "legacyResourceId": "4",
        "sku": "S-4",
        "title": "M",
        "price": "0.00",
        "requiresComponents": False,
        "product": {"id": "gid://shopify/Product/40", "title": "Camiseta", "status": "ARCHIVED"},
        "inventoryItem": {
            "id": "gid://shopify/InventoryItem/94",
            "tracked": True,
            "inventoryLevel": {
                "isActive": True,
                "quantities": [
                    {"name": "available", "quantity": 5},
                    {"name": "on_hand", "quantity": 8},
                    {"name": "committed", "quantity": 2},
                ],
            },
            "elsewhere": None,
        },
    }


def test_a_level_that_is_off_is_shown_on_request(shop: RunningShop) -> None:
    shop.shop.items["1"].stock["501"].is_active = False
    text = """query L($id: ID!, $off: Boolean) { nodes(ids: [$id]) { ... on ProductVariant { inventoryItem {
        inventoryLevel(locationId: "gid://shopify/Location/501", includeInactive: $off) { isActive } } } } }"""
    for off, level in ((False, None), (True, {"isActive": False})):
        (node,) = ask(shop, text, id="gid://shopify/ProductVariant/1", off=off)["data"]["nodes"]
        assert node["inventoryItem"]["inventoryLevel"] == level


def test_a_node_that_is_gone_is_null(shop: RunningShop) -> None:
    text = "query N($ids: [ID!]!) { nodes(ids: $ids) { ... on ProductVariant { sku } } }"
    ids = [f"gid://shopify/ProductVariant/{number}" for number in (1, 9)]
    assert ask(shop, text, ids=ids)["data"]["nodes"] == [{"sku": "S-1"}, None]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sku:'s-1'", ["S-1"]),
        ("sku:'S-1' OR sku:'S-4'", ["S-1", "S-4"]),
        ("sku:'S'", ["S-1", "S-2", "S-3", "S-4"]),
        ("id:>3", ["S-4"]),
    ],
)
def test_the_search_finds_more_than_was_asked(shop: RunningShop, query: str, found: list[str]) -> None:
    text = "query V($q: String) { productVariants(first: 9, query: $q) { nodes { sku } } }"
    assert [node["sku"] for node in ask(shop, text, q=query)["data"]["productVariants"]["nodes"]] == found


@pytest.mark.parametrize("query", ["sku:'it's'", "sku:S-1", "sku:'a'OR sku:'b'", "title:x"])
def test_a_search_that_cannot_be_read_is_refused(shop: RunningShop, query: str) -> None:
    text = "query V($q: String) { productVariants(first: 9, query: $q) { nodes { sku } } }"
    assert refused(ask(shop, text, q=query))[0] == "BAD_REQUEST"


def test_inactive_locations_and_those_of_services_are_left_out_unless_asked_for(shop: RunningShop) -> None:
    text = (
        "query L($all: Boolean) { locations(first: 9, includeInactive: $all, includeLegacy: $all) { nodes { name } } }"
    )
    for every, names in ((False, ["Sede"]), (True, ["Sede", "Sede vieja", "Operador"])):
        assert [node["name"] for node in ask(shop, text, all=every)["data"]["locations"]["nodes"]] == names


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        ("read_products", "query Q { productVariants(first: 1) { nodes { sku } } }"),
        ("read_inventory", "query Q { productVariants(first: 1) { nodes { inventoryItem { tracked } } } }"),
        ("read_locations", "query Q { locations(first: 1) { nodes { name } } }"),
        ("read_orders", "query Q { orders(first: 1, query: \"updated_at:>='2026-11-20'\") { nodes { id } } }"),
        (
            "write_inventory",
            'mutation Q { inventoryItemUpdate(id: "gid://shopify/InventoryItem/91", input: {}) { a } }',
        ),
    ],
)
def test_each_needs_its_permission(shop: RunningShop, scope: str, text: str) -> None:
    shop.shop.scopes -= {scope, scope.replace("read_", "write_")}
    assert refused(ask(shop, text)) == (
        "ACCESS_DENIED",
        f"Access denied. Required access: `{scope}` access scope.",
    )


# selling


def test_what_is_sold_given_back_and_sent() -> None:
    item = Item(id="1", sku="S", stock={"501": Stock(available=5)})
    sell(item, 3, "501")
    assert (item.available, item.stock["501"].on_hand) == (2, 5)
    give_back(item, 1, "501")
    send(item, 2, "501")
    assert (item.available, item.stock["501"].on_hand, item.stock["501"].committed) == (3, 3, 0)


# cost


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        (SET, 13),
        (ACTIVATE, 10),
        (
            """mutation A { inventoryActivate(a: 1) { inventoryLevel { location { id } quantities(names: []) { name }
            item { id variant { id product { id } } } } userErrors { message } } }""",
            15,
        ),
        (
            "mutation C { productCreate(a: 1) { product { variants(first: 1) { nodes { inventoryItem { id } } } } } }",
            14,
        ),
        (
            "mutation B { productVariantsBulkUpdate(a: 1) { product { a } productVariants { inventoryItem { a } } } }",
            11,
        ),
        (
            """query I { inventoryItem(id: 1) { id inventoryLevels(first: 1) { nodes { location { id }
            quantities(names: []) { name } } } } }""",
            6,
        ),
        ("query C { customers(first: 10) { pageInfo { hasNextPage } edges { cursor } } }", 12),
        ("query N { nodes(ids: [1, 2, 3]) { ... on ProductVariant { product { id } } } }", 6),
        ("query T($no: Boolean!) { a @include(if: $no) { b } c { d } }", 1),
    ],
)
def test_costs_as_recorded(text: str, cost: int) -> None:
    """All but the second and the last two were recorded of real shops (source S8)."""
    assert cost_of(read(text), {"no": False}) == cost


def test_no_query_costs_more_than_1000(shop: RunningShop) -> None:
    text = """query V($n: Int!) { productVariants(first: $n) { nodes { product { id } inventoryItem { id }
        other: product { id } } } }"""
    assert ask(shop, text, n=249)["extensions"]["cost"]["requestedQueryCost"] == 998
    answer = ask(shop, text, n=250)
    assert (refused(answer), "data" in answer) == (
        ("MAX_COST_EXCEEDED", "Query cost is 1002, which exceeds the single query max cost limit (1000)."),
        False,
    )


def test_the_bucket_leaks_and_is_off_by_default(shop: RunningShop) -> None:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    text = "query V { productVariants(first: 249) { nodes { product { id } a: product { id } b: product { id } } } }"
    shop.shop.clock = lambda: now
    for _ in range(3):
        assert "data" in ask(shop, text)
    shop.shop.bucket = True
    assert [ask(shop, text)["extensions"]["cost"]["throttleStatus"]["currentlyAvailable"] for _ in range(2)] == [
        1002,
        4,
    ]
    throttled = ask(shop, text)
    assert refused(throttled)[0] == "THROTTLED"
    assert throttled["extensions"]["cost"]["requestedQueryCost"] == 998
    shop.shop.clock = lambda: now + timedelta(seconds=10)
    assert ask(shop, text)["extensions"]["cost"]["throttleStatus"]["currentlyAvailable"] == 6


def test_a_bucket_is_never_fuller_than_full() -> None:
    bucket, now = Bucket(), datetime(2026, 11, 21, tzinfo=UTC)
    assert bucket.spend(1000, now)
    assert bucket.spend(10, now + timedelta(hours=1))
    assert bucket.left == 1990


# literals


def test_literals_and_directives_of_a_document() -> None:
    text = r"""mutation M($x: Int) { a(i: {n: [1, -2, null], t: "co\"mi\\lla", e: AVAILABLE, v: $x, o: {}})
        @idempotent(key: "k") { b } }"""
    (field,) = read(text).fields
    assert not isinstance(field, str)
    arguments = dict(field.arguments["i"])
    assert arguments.pop("v").name == "x"
    assert arguments == {"n": [1, -2, None], "t": 'co"mi\\lla', "e": "AVAILABLE", "o": {}}
    assert field.directives == {"idempotent": {"key": "k"}}
    with pytest.raises(GraphqlError):
        read("query Q { a @defer(if: true) { b } }")
