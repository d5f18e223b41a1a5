"""Variants, levels and locations as the shop has them: paged within the cost limit, looked at, found by SKU."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
import responses
from hypothesis import given, settings
from hypothesis import strategies as st

from connector import http
from connector.errors import RemoteRejected, RemoteUnavailable
from connector.messages import speaking
from connector.model.stock import Level, Location, Placed, Variant
from connector.sandbox.shop.cost import cost_of
from connector.sandbox.shop.faults import fault
from connector.sandbox.shop.graphql import read as read_document
from connector.sandbox.shop.shelf import Stock, sell
from connector.sandbox.shop.shopify_search import found_variants
from connector.stores.shopify import Settings, open_stock, stock_reading
from connector.stores.shopify.client import _document
from connector.stores.shopify.stock_reading import SKUS, _escaped
from connector.stores.shopify.stock_variants import levels_of, most_variants
from tests.stores.shopify.shelves import CLOSED, MAIN, SECOND, SERVICE, item, read, shop_of, stock_of


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


def test_a_variant_with_all_that_it_says() -> None:
    shown = item(7, available=3, committed=2, barcode="7701234567890", product_id="70", price=Decimal("59900"))
    with shop_of(shown) as running:
        assert list(read(stock_of(running)).values()) == [
            Variant(
                id="7",
                item_id="97",
                parent_id="70",
                sku="SKU-7",
                barcode="7701234567890",
                title="Camiseta - M",
                levels=(Level(location_id=MAIN, available=3, on_hand=5, committed=2),),
                price=Decimal(59900),
            )
        ]


def test_the_only_variant_of_a_product_is_called_like_the_product() -> None:
    with shop_of(item(7, title="Prensa francesa", sku="", barcode="")) as running:
        variant = read(stock_of(running))["7"]
        assert (variant.title, variant.sku, variant.barcode) == ("Prensa francesa", "", "")


def test_blanks_around_a_sku_are_not_of_it() -> None:
    """Shopify keeps them; orders, and so invoices, are read without."""
    shown = item(7, sku=" ABC-1\t", barcode="7701234567890 ", product_id="70")
    with shop_of(shown, item(8, sku="  ", product_id="80")) as running:
        stock = stock_of(running)
        assert [(one.sku, one.barcode) for one in read(stock).values()] == [("ABC-1", "7701234567890"), ("", "")]
        assert [one.id for one in stock.find(["ABC-1", " "], [MAIN])] == ["7"]
        assert [one.id for one in stock.find(["ABC-1 "], [MAIN])] == ["7"]


def test_archived_drafts_untracked_and_bundles_are_all_there() -> None:
    items = (
        item(1, status="ARCHIVED"),
        item(2, status="DRAFT"),
        item(3, is_counted=False),
        item(4, kind="bundle"),
        item(5, status="UNLISTED"),
    )
    with shop_of(*items) as running:
        found = read(stock_of(running))
    assert [found[number].is_offered for number in "12345"] == [False, False, True, True, True]
    assert [found[number].is_counted for number in "1234"] == [True, True, False, True]
    assert [found[number].refusal for number in "123"] == ["", "", ""]
    assert found["4"].refusal == (
        "It is a bundle of other products: Shopify computes its stock from its components and lets nobody write it. "
        "Keep the stock of the components in Siigo"
    )


def test_levels_at_two_locations_switched_off_and_never_stocked() -> None:
    both = item(1, stock={MAIN: Stock(available=-2), SECOND: Stock(available=7, is_active=False)})
    with shop_of(both, item(2)) as running:
        found = read(stock_of(running), MAIN, SECOND)
    assert found["1"].levels == (
        Level(location_id=MAIN, available=-2, on_hand=-2),
        Level(location_id=SECOND, available=7, on_hand=7, is_active=False),
    )
    assert found["2"].level(SECOND) == Level(location_id=SECOND, available=0, on_hand=0, is_active=False)


def test_without_locations_there_are_no_levels() -> None:
    with shop_of(item(1)) as running:
        (variant,), cursor = stock_of(running).page("", ())
    assert (variant.sku, variant.levels, cursor) == ("SKU-1", (), "")


@pytest.mark.parametrize(("locations", "pages"), [((MAIN,), 4), ((MAIN, SECOND), 5)])
def test_600_variants_are_paged_within_the_cost_limit(locations: tuple[str, ...], pages: int) -> None:
    with shop_of(*(item(number) for number in range(1, 601))) as running:
        found = read(stock_of(running), *locations)
        assert running.shop.calls == ["query StockPage"] * pages
    assert list(found) == [str(number) for number in range(1, 601)]


@pytest.mark.parametrize("locations", [0, 1, 2, 3, 10, 40, 600])
def test_a_page_is_as_large_as_a_query_may_be_dear(locations: int) -> None:
    """Against the emulator's own reading of the cost."""
    document = read_document(_document("stock_page") + levels_of([str(number) for number in range(locations)]))
    most = most_variants(locations)
    if locations < 400:
        assert cost_of(document, {"first": most}) <= 1000
    assert most == 1 or most >= {0: 250, 1: 199, 2: 142, 3: 110, 10: 43, 40: 12}[locations]


def test_a_page_that_shopify_finds_too_dear_is_halved_and_stays_so() -> None:
    settings = Settings(url="https://tienda-ejemplo.myshopify.com", webhook_secret="x", access_token="t")
    stock = open_stock(settings, session=http.new_session())
    assert stock is not None
    extensions = {"code": "MAX_COST_EXCEEDED", "cost": 2000, "maxCost": 1000}
    empty = {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
    url = "https://tienda-ejemplo.myshopify.com/admin/api/2026-10/graphql.json"
    with responses.mock:
        for _ in range(2):
            responses.post(url, json={"errors": [{"message": "Query cost is 2000", "extensions": extensions}]})
        responses.post(url, json={"data": {"productVariants": empty}})
        assert stock.page("", [MAIN]) == ([], "")
        assert stock.page("", [MAIN]) == ([], "")
        sizes = [str(call.request.body).partition('"first":')[2].partition(",")[0] for call in responses.calls]
    assert sizes == ["199", "99", "49", "49"]


def test_one_variant_that_is_too_dear_is_refused() -> None:
    with shop_of(item(1)) as running, pytest.raises(RemoteRejected) as refused:
        stock_of(running).page("", [str(number) for number in range(1, 601)])
    assert refused.value.code == "MAX_COST_EXCEEDED"


def test_a_large_shop_is_read_in_several_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stock_reading, "DEEPEST", 200)
    with shop_of(*(item(number) for number in range(1, 601))) as running:
        stock = stock_of(running)
        assert len(read(stock)) == 600
        _, cursor = stock.page("", [MAIN])
        _, cursor = stock.page(cursor, [MAIN])
        assert cursor == "0/398/"


def test_looking_again_shows_a_sale_and_leaves_out_what_is_gone() -> None:
    with shop_of(*(item(number) for number in range(1, 301))) as running:
        stock = stock_of(running)
        variants = list(read(stock).values())
        sell(running.shop.items["1"], 2, MAIN)
        del running.shop.items["300"]
        running.shop.calls.clear()
        seen = stock.look(variants[:1] + variants[-249:], [MAIN])
        assert running.shop.calls == ["query StockLook"] * 2
    assert (len(seen), "300" in seen) == (249, False)
    assert seen["1"] == replace(variants[0], levels=(Level(location_id=MAIN, available=3, on_hand=5, committed=2),))


def test_looking_at_nothing_asks_nothing() -> None:
    with shop_of(item(1)) as running:
        assert (stock_of(running).look([], [MAIN]), running.shop.calls) == ({}, [])


def test_found_by_exactly_this_sku() -> None:
    """The search finds another case, and a SKU that the one asked for is a part of."""
    skus = ["ABC-1", "abc-1", "ABC-1-XL", "ABC-1", "otra", "O'Brien \\ 2", "O'Brien"]
    with shop_of(*(item(number, sku=sku) for number, sku in enumerate(skus, 1))) as running:
        stock = stock_of(running)
        assert [variant.id for variant in stock.find(["ABC-1", "", "O'Brien \\ 2", "no hay"], [MAIN])] == [
            "1",
            "4",
            "6",
        ]
        assert stock.find([""], [MAIN]) == []
        assert running.shop.calls == ["query StockPage"]


def test_many_skus_are_searched_a_few_at_a_time() -> None:
    with shop_of(*(item(number) for number in range(1, 61))) as running:
        found = stock_of(running).find([f"SKU-{number}" for number in range(1, 61)], [MAIN])
        assert running.shop.calls == ["query StockPage"] * -(-60 // SKUS)
    assert sorted(int(variant.id) for variant in found) == list(range(1, 61))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.sampled_from("aB1'\\ -:\"()*"), min_size=1, max_size=8), min_size=1, max_size=4))
def test_any_sku_is_found_through_its_quotes(skus: list[str]) -> None:
    items = [item(number, sku=sku) for number, sku in enumerate(skus, 1)]
    query = " OR ".join(f"sku:'{_escaped(sku)}'" for sku in skus)
    assert [one.sku for one in found_variants(items, query) if one.sku in skus] == skus


def test_locations_inactive_ones_and_those_of_others_too() -> None:
    with shop_of() as running:
        assert list(stock_of(running).locations()) == [
            Location(id=MAIN, name="Sede Chapinero"),
            Location(id=SECOND, name="Bodega Fontibón"),
            Location(id=CLOSED, name="Sede vieja", is_active=False),
            Location(id=SERVICE, name="Operador logístico", is_writable=False),
        ]


def test_more_locations_than_a_page() -> None:
    with shop_of() as running:
        place = running.shop.places[MAIN]
        running.shop.places |= {str(number): replace(place, id=str(number)) for number in range(1000, 1120)}
        assert len(stock_of(running).locations()) == 124
        assert running.shop.calls == ["query Locations"] * 3


def test_orders_since_a_moment() -> None:
    moments = {"1": "2026-11-20T10:00:00-05:00", "2": "2026-11-20T14:59:59+00:00", "3": "2026-11-21T00:00:00+00:00"}
    orders = [{"id": int(number), "updated_at": moment} for number, moment in moments.items()]
    with shop_of(orders=orders) as running:
        stock = stock_of(running)
        noon = datetime(2026, 11, 20, 15, tzinfo=UTC)
        both = [Placed(id="1", updated_at=noon), Placed(id="3", updated_at=datetime(2026, 11, 21, tzinfo=UTC))]
        assert stock.orders_since(noon, most=2) == both
        assert stock.orders_since(noon, most=1) is None
        assert stock.orders_since(datetime(2027, 1, 1, tzinfo=UTC), most=1) == []


def test_many_orders_are_paged() -> None:
    orders = [{"id": number, "updated_at": "2026-11-20T10:00:00Z"} for number in range(1, 601)]
    with shop_of(orders=orders) as running:
        stock, moment = stock_of(running), datetime(2026, 11, 1, tzinfo=UTC)
        assert len(stock.orders_since(moment, most=600) or ()) == 600
        assert running.shop.calls == ["query OrdersSince"] * 3
        assert stock.orders_since(moment, most=599) is None


def test_no_stock_without_credentials() -> None:
    settings = Settings(url="https://tienda-ejemplo.myshopify.com", webhook_secret="x")
    assert open_stock(settings, session=http.new_session()) is None


def test_a_missing_permission_says_which_ones_stock_needs() -> None:
    with shop_of(item(1)) as running:
        running.shop.scopes -= {"read_inventory", "write_inventory"}
        with pytest.raises(RemoteRejected) as refused:
            stock_of(running).page("", [MAIN])
    assert str(refused.value) == (
        "The app may not handle stock in Shopify: productVariants.nodes.inventoryItem. Give it the permissions "
        "read_inventory, write_inventory, read_products, read_locations and read_orders, and write_products for "
        "writing prices"
    )


def test_throttled_says_how_long_to_wait() -> None:
    with shop_of(item(1)) as running:
        running.shop.faults = [fault("throttled", "query StockPage", times=1)]
        stock = stock_of(running)
        with pytest.raises(RemoteUnavailable) as refused:
            stock.page("", [MAIN])
        assert (refused.value.code, refused.value.retry_after) == ("THROTTLED", 1)
        assert len(stock.page("", [MAIN])[0]) == 1


def test_what_doctor_looks_at() -> None:
    with shop_of() as running:
        stock = stock_of(running)
        names = ["read_inventory", "write_inventory", "read_products", "read_locations"]
        assert [(check.name, check.ok) for check in stock.check()] == [
            (f"Shopify: permission {name}", True) for name in names
        ]
        running.shop.scopes = frozenset({"read_products"})
        missing = [check for check in stock.check() if not check.ok]
        assert [(check.detail, check.fix, check.severity) for check in missing] == [
            (
                "without it the shop's stock cannot be read",
                "give the app the permission read_inventory",
                "error",
            ),
            ("without it no stock can be written", "give the app the permission write_inventory", "error"),
            (
                "without it the shop's locations are not known",
                "give the app the permission read_locations",
                "error",
            ),
        ]
        running.shop.token = "otro"
        (token,) = stock.check()
        assert (token.ok, token.name) == (False, "Shopify: credentials")
