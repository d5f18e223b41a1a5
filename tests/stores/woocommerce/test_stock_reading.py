"""What WooCommerce shows of its stock: recorded answers read, every variant paged, some looked at again, SKUs found."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import responses
from hypothesis import given, settings
from hypothesis import strategies as st

from connector import http
from connector.errors import RemoteRejected, RemoteUnavailable
from connector.json_text import parse
from connector.model.stock import ONLY_LOCATION, Level, Location, Placed, Variant
from connector.sandbox.shop.faults import fault
from connector.sandbox.shop.shelf import ONLY
from connector.stores.woocommerce import Settings, client, open_stock, stock_reading, to_order
from connector.stores.woocommerce.stock_reading import MOST_OF_SKUS, _lots
from connector.stores.woocommerce.stock_rows import FIELDS, number_in, variants_of
from tests.stores.woocommerce.evidence import SECRET, URL, rest
from tests.stores.woocommerce.stock_shop import Place, opened, parent, place, product, shelf, variation

HERE = [ONLY_LOCATION]


@pytest.fixture
def small() -> Iterator[Place]:
    """A bit of everything."""
    with place(
        product(10, 7, "CAM-001", title="Camisa &amp; corbata", barcode="7701234567897"),
        product(11, None, "SRV-1"),
        product(12, 3, "GRUPO", kind="grouped"),
        product(13, 3, "AFUERA", kind="external"),
        product(14, -2, "BORRADOR", status="draft"),
        product(15, 1, "PAPELERA", status="trash"),
        parent(17),
        variation(18, 17, 5, "ZAP-38"),
        variation(19, 17, None, "ZAP-39", status="private"),
        parent(20, 8, "CINTA"),
        variation(21, 20, None, "CINTA-ROJA"),
        variation(22, 20, 4, "CINTA-AZUL"),
    ) as found:
        yield found


# recorded answers


def test_products_found_by_sku_are_read_as_recorded() -> None:
    assert variants_of(parse(rest("products-by-sku")), "products") == [
        Variant(
            id="19",
            parent_id="17",
            sku="ZAP-100-39",
            title="Zapato casual - 39",
            levels=(Level(available=1),),
            price=Decimal(189900),
        ),
        Variant(
            id="10",
            sku="CAM-001",
            title="Camiseta básica algodón",
            levels=(Level(available=77),),
            price=Decimal(59900),
        ),
    ]


def test_the_list_of_a_parents_variations_is_read_as_recorded() -> None:
    found = variants_of(parse(rest("variations-list")), "products/17/variations", "17")
    assert [(one.id, one.parent_id, one.sku, one.title, one.levels[0].available) for one in found] == [
        ("20", "17", "ZAP-100-40", "40", 7),
        ("19", "17", "ZAP-100-39", "39", 3),
        ("18", "17", "ZAP-100-38", "38", 5),
    ]


def test_an_older_shop_leaves_younger_fields_out() -> None:
    """No barcode, and neither type, name nor parent of a variation."""
    row = {"id": 18, "sku": "ZAP-38", "manage_stock": True, "stock_quantity": 5, "regular_price": ""}
    (found,) = variants_of([row], "products/17/variations", "17")
    assert found == Variant(id="18", parent_id="17", sku="ZAP-38", levels=(Level(available=5),))


def row(**fields: object) -> dict[str, object]:
    return {"id": 10, "type": "simple", "sku": "A", "manage_stock": True, "stock_quantity": 5} | fields


@pytest.mark.parametrize(
    ("shown", "units"), [(5, 5), ("5", 5), (Decimal("2.5"), 2), (Decimal("-0.5"), -1), ("3.999", 3), (0, 0)]
)
def test_fractions_of_a_plugin_are_rounded_down(shown: object, units: int) -> None:
    (found,) = variants_of([row(stock_quantity=shown)], "products")
    assert found.levels == (Level(available=units),)


@given(st.decimals(min_value=-100000, max_value=100000, places=3))
def test_whole_units_are_never_more_than_there_are(amount: Decimal) -> None:
    units = number_in(amount)
    assert units is not None
    assert units <= amount < units + 1


def test_a_quantity_that_is_no_number_is_never_written_to() -> None:
    (found,) = variants_of([row(stock_quantity="agotado")], "products")
    assert (found.levels, found.refusal) == (
        (),
        "WooCommerce muestra 'agotado' como cantidad y se esperaba un número: revisar el producto en la tienda, o el "
        "complemento que lleva sus existencias",
    )


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["x"], "[0]: se esperaba un objeto y llegó 'x'"),
        ([row(), row(id="../orders")], "[1].id: se esperaba el número de un producto y llegó '../orders'"),
        ([row(id=None)], "[0].id: se esperaba el número de un producto y llegó ''"),
    ],
)
def test_what_is_no_product_is_refused(rows: list[object], why: str) -> None:
    with pytest.raises(RemoteRejected) as error:
        variants_of(rows, "products")
    assert str(error.value) == (
        f"WooCommerce respondió a products con algo que no se entiende: {why}. "
        "Revisar si un complemento cambia la API REST"
    )


def test_a_variation_without_its_parent_is_left_out() -> None:
    assert variants_of([row(type="variation", parent_id=0)], "variations") == []


def test_a_simple_product_below_another_page_is_no_variation() -> None:
    (found,) = variants_of([row(parent_id=12)], "products")
    assert found.parent_id == ""


# one location


def test_one_location_without_a_name(small: Place) -> None:
    assert (small.stock.has_locations, small.stock.locations()) == (False, [Location(id="")])
    assert small.shop.calls == []


def test_without_credentials_there_is_no_stock() -> None:
    settings = Settings.model_validate({"url": URL, "webhook_secret": SECRET})
    assert open_stock(settings, session=http.new_session()) is None


# pages


@pytest.mark.parametrize("has_list", [True, False])
def test_every_variant_is_read(small: Place, has_list: bool) -> None:
    small.shop.has_variations_list = has_list
    found = small.everything()
    assert {
        one.id: (one.sku, one.parent_id, one.is_counted, [level.available for level in one.levels])
        for one in found.values()
    } == {
        "10": ("CAM-001", "", True, [7]),
        "11": ("SRV-1", "", False, []),
        "14": ("BORRADOR", "", True, [-2]),
        "18": ("ZAP-38", "17", True, [5]),
        "19": ("ZAP-39", "17", False, []),
        "20": ("CINTA", "", True, [8]),
        "21": ("CINTA-ROJA", "20", True, [8]),
        "22": ("CINTA-AZUL", "20", True, [4]),
    }
    assert {one.id: one.refusal for one in found.values() if one.refusal} == {
        "21": "sus existencias las lleva el producto padre (id 20): poner el código en el SKU del padre, o marcar "
        "«Gestionar inventario» en la variación"
    }
    assert (found["10"].title, found["10"].barcode) == ("Camisa & corbata", "7701234567897")
    assert (found["10"].price, found["20"].price) == (Decimal(59900), None)


@pytest.mark.parametrize("has_list", [True, False])
def test_a_parent_that_counts_stands_for_variations_without_a_sku(small: Place, has_list: bool) -> None:
    """WooCommerce shows them under their parent's, as if there were three products with one SKU."""
    small.shop.has_variations_list = has_list
    for number in ("23", "24"):
        small.shop.items[number] = variation(int(number), 20, None)
        small.shop.items[number].sku = ""
    small.shop.items["18"].sku = ""
    found = small.everything()
    assert [one.id for one in found.values() if one.sku == "CINTA"] == ["20"]
    assert {"21", "22"} <= found.keys()
    assert found["18"].sku == "PADRE-17"


def test_a_variation_that_counts_itself_is_never_left_out(small: Place) -> None:
    small.shop.items["22"].sku = ""
    found = small.everything()
    assert (found["22"].sku, found["22"].refusal, found["22"].levels) == ("CINTA", "", (Level(available=4),))


def test_a_parent_that_counts_takes_a_call_more() -> None:
    with place(parent(20, 8), variation(21, 20, None)) as found:
        assert found.everything().keys() == {"20", "21"}
        assert found.shop.calls == ["GET variations", "GET products", "GET products"]
        found.shop.calls.clear()
        found.shop.items["20"].sku = found.shop.items["21"].sku = ""
        assert found.everything().keys() == {"20"}
        assert found.shop.calls == ["GET variations", "GET products"]


def many() -> dict[str, Any]:
    simple = [product(number) for number in range(1, 251)]
    parents = [parent(number) for number in range(300, 304)]
    variations = [variation(1000 + number, 300 + number // 10) for number in range(40)]
    return shelf(*simple, *parents, *variations)


def test_250_products_and_40_variations_take_4_calls() -> None:
    with place(*many().values()) as found:
        assert len(found.everything()) == 290
        assert found.shop.calls == ["GET variations"] + ["GET products"] * 3


def test_without_the_list_of_variations_each_parent_takes_a_call() -> None:
    with place(*many().values(), has_variations_list=False) as found:
        assert len(found.everything()) == 290
        per_parent = ["GET products/{id}/variations"] * 4
        assert found.shop.calls == ["GET variations"] + ["GET products"] * 3 + per_parent


def test_the_cursor_says_where_we_are() -> None:
    with place(*many().values(), has_variations_list=False) as found:
        cursors, cursor = [], ""
        while True:
            _, cursor = opened(found.running).page(cursor, HERE)
            cursors.append(cursor)
            if not cursor:
                break
    parents = ["each:0:1:300,301,302,303", "each:0:1:301,302,303", "each:0:1:302,303", "each:0:1:303"]
    assert cursors == ["each:1", "each:2", "each:3", *parents, ""]


@pytest.mark.parametrize("has_list", [True, False])
def test_a_parent_with_more_variations_than_a_page(has_list: bool) -> None:
    many_of_one = [variation(1000 + number, 17) for number in range(230)]
    with place(parent(17), *many_of_one, parent(18), variation(5, 18), has_variations_list=has_list) as found:
        assert len(found.everything()) == 231


@pytest.mark.parametrize("cursor", ["", "otra cosa", "each:x", "products:1; DROP"])
def test_a_cursor_that_is_not_ours_begins_anew(small: Place, cursor: str) -> None:
    variants, after = small.stock.page(cursor, HERE)
    assert ([one.id for one in variants], after) == (["18", "19", "21", "22"], "products:1")


def test_a_parent_that_is_deleted_on_the_way_has_no_variations(small: Place) -> None:
    small.shop.has_variations_list = False
    _, cursor = small.stock.page("each:1", HERE)
    assert cursor == "each:0:1:17,20"
    for number in ("17", "18", "19"):
        del small.shop.items[number]
    assert small.stock.page(cursor, HERE) == ([], "each:0:1:20")


def test_a_short_page_is_not_the_last_where_the_shop_says_so() -> None:
    """WooCommerce leaves out of a page what it cannot show, and fills it up with nothing."""
    settings = {"url": URL, "webhook_secret": SECRET, "consumer_key": "ck", "consumer_secret": "cs"}
    stock = open_stock(Settings.model_validate(settings), session=http.new_session())
    assert stock is not None
    with responses.RequestsMock() as shop:
        shop.get(f"{URL}/wp-json/wc/v3/products", json=[row()], headers={"X-WP-TotalPages": "2"})
        assert stock.page("products:1", HERE)[1] == "products:2"
    with responses.RequestsMock() as shop:
        shop.get(f"{URL}/wp-json/wc/v3/products", json=[row(id=number + 1) for number in range(100)])
        assert stock.page("products:1", HERE)[1] == "products:2"
        query = dict(parse_qsl(urlsplit(shop.calls[0].request.url or "").query))
        fresh = query.pop("_fresh")
        shop.get(f"{URL}/wp-json/wc/v3/products", json=[row()])
        assert stock.page("products:1", HERE)[1] == ""
        assert fresh not in str(shop.calls[1].request.url)
    wanted = {"status": "any", "orderby": "id", "order": "asc", "per_page": "100", "page": "1", "_skip_cache": "1"}
    assert query == wanted | {"_fields": FIELDS}


def repeating(shop: responses.RequestsMock, path: str, element: dict[str, object]) -> None:
    """The same full page whatever is asked for, and no header: a plugin or a proxy that knows no pages."""
    shop.get(f"{URL}/wp-json/wc/v3/{path}", json=[element] * 100)


def test_a_list_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "MOST_LISTED", 3)
    monkeypatch.setattr(stock_reading, "MOST_PAGES", 3)
    settings = {"url": URL, "webhook_secret": SECRET, "consumer_key": "ck", "consumer_secret": "cs"}
    stock = open_stock(Settings.model_validate(settings), session=http.new_session())
    assert stock is not None
    with responses.RequestsMock() as shop:
        repeating(shop, "products", row())
        repeating(shop, "orders", {"id": 7, "status": "processing", "date_modified_gmt": "2026-11-24T12:00:00"})
        for ask in (
            lambda: stock.page("products:4", HERE),
            lambda: stock.find(["A"], HERE),
            lambda: stock.orders_since(datetime(2026, 11, 24, tzinfo=UTC), most=5000),
        ):
            with pytest.raises(RemoteRejected, match="no termina en 3 páginas"):
                ask()
        assert len(shop.calls) == 3 + 3


@pytest.mark.parametrize("what", ["500_before", "503", "429", "drop_before"])
def test_a_page_that_fails_is_read_again(small: Place, what: str) -> None:
    small.shop.faults = [fault(what, "GET variations", times=1)]
    with pytest.raises(RemoteUnavailable):
        small.stock.page("", HERE)
    assert len(small.everything()) == 8


def test_a_firewall_is_not_taken_for_a_shop_without_the_list(small: Place) -> None:
    small.shop.faults = [fault("page", "GET variations", times=1)]
    with pytest.raises(RemoteRejected):
        small.stock.page("", HERE)


# look


def test_products_and_variations_of_one_parent_are_two_calls(small: Place) -> None:
    wanted = small.variants(10, 14, 18, 19)
    small.shop.items["18"].stock[ONLY].available = 4
    found = small.stock.look(wanted, HERE)
    assert small.shop.calls == ["GET products", "GET products/{id}/variations"]
    assert [found[one.id] for one in wanted[:2]] == wanted[:2]
    assert found["18"].levels == (Level(available=4),)


def test_variations_of_several_parents_are_looked_at_by_sku() -> None:
    kin = [variation(100 + number, 17 + number % 5) for number in range(50)]
    with place(*[parent(17 + number) for number in range(5)], *kin) as found:
        wanted = found.variants(*range(100, 150))
        looked_at = found.stock.look(wanted, HERE)
        assert {one.id: (one.parent_id, one.levels) for one in looked_at.values()} == {
            one.id: (one.parent_id, one.levels) for one in wanted
        }
        assert found.shop.calls == ["GET products"]


def test_a_variation_whose_sku_changed_is_not_taken_for_gone(small: Place) -> None:
    wanted = small.variants(18, 22)
    small.shop.items["18"].sku = "OTRO"
    assert small.stock.look(wanted, HERE)["18"].sku == "OTRO"
    assert small.shop.calls == ["GET products", "GET products/{id}/variations"]


@pytest.mark.parametrize("code", ["product_invalid_id", "product_invalid_parent", "product_variation_invalid_parent"])
@responses.activate
def test_a_parent_that_is_gone_has_no_variations(code: str) -> None:
    body = {"code": f"woocommerce_rest_{code}", "message": "Invalid ID.", "data": {"status": 404}}
    responses.get(f"{URL}/wp-json/wc/v3/products/17/variations", status=404, json=body)
    section = {"url": URL, "webhook_secret": SECRET, "consumer_key": "ck_1", "consumer_secret": "cs_1"}
    shop = client.WooClient(Settings.model_validate(section), http.new_session())
    assert stock_reading.rows_of_parent(shop, "17", 1) == ([], False)


@pytest.mark.parametrize("sku", ["A,B", "", "a  b"])
def test_skus_that_cannot_be_asked_are_looked_at_by_parent(sku: str) -> None:
    with place(parent(17, sku="P"), parent(20), variation(18, 17), variation(21, 20)) as found:
        found.shop.items["18"].sku = sku
        wanted = found.variants(18, 21)
        assert found.stock.look(wanted, HERE).keys() == {"18", "21"}
        assert found.shop.calls == ["GET products"] + ["GET products/{id}/variations"] * (1 if sku != "a  b" else 0)


def test_others_with_the_sku_of_what_is_looked_at_are_not_told() -> None:
    items = [variation(18, 17, sku="A"), variation(21, 20, sku="B"), variation(22, 20, sku="A"), product(10, sku="B")]
    with place(parent(17), parent(20), *items) as found:
        assert found.stock.look(found.variants(18, 21), HERE).keys() == {"18", "21"}


@pytest.mark.parametrize(
    ("status", "is_offered"),
    [("publish", True), ("draft", False), ("pending", False), ("private", False), ("future", False), ("otro", True)],
)
def test_what_buyers_do_not_see_is_not_on_sale(status: str, is_offered: bool) -> None:
    (found,) = variants_of([row(status=status)], "products")
    assert found.is_offered is is_offered


def test_a_number_of_what_is_not_counted_is_none() -> None:
    (found,) = variants_of([row(manage_stock=False, stock_quantity=5)], "products")
    assert (found.is_counted, found.levels) == (False, ())


def test_what_is_deleted_or_in_the_trash_is_missing(small: Place) -> None:
    wanted = small.variants(10, 14, 18, 22)
    del small.shop.items["10"], small.shop.items["18"]
    small.shop.items["14"].status = "trash"
    assert small.stock.look(wanted, HERE).keys() == {"22"}


def test_a_look_at_nothing_is_no_call(small: Place) -> None:
    assert small.stock.look([], HERE) == {}
    assert small.stock.find([], HERE) == []
    assert small.shop.calls == []


# find


def test_skus_are_found_exactly_and_as_often_as_they_are_there() -> None:
    items = (
        product(10, sku="CAM"),
        product(11, sku="cam"),
        product(12, sku="CAM-2"),
        parent(17),
        variation(18, 17, sku="CAM"),
        product(13, sku="A,B"),
        product(14, sku="A"),
        product(15, sku="CAM", status="trash"),
    )
    with place(*items) as found:
        assert {one.id for one in found.stock.find(["CAM"], HERE)} == {"10", "18"}
        assert {one.id for one in found.stock.find(["A,B", "NADA", ""], HERE)} == {"13"}
        assert {one.id: one.parent_id for one in found.stock.find(["cam", "A,B", "CAM"], HERE)} == {
            "10": "",
            "11": "",
            "13": "",
            "18": "17",
        }


def test_many_products_with_one_sku_are_all_found() -> None:
    with place(*[product(number, sku="MISMO") for number in range(1, 131)]) as found:
        assert len(found.stock.find(["MISMO"], HERE)) == 130
        assert found.shop.calls == ["GET products"] * 2


@settings(deadline=None)
@given(st.lists(st.text(alphabet="AB-ñ ,%", min_size=1, max_size=90), unique=True, max_size=230))
def test_skus_are_asked_once_in_addresses_that_are_not_too_long(skus: list[str]) -> None:
    lots = list(_lots(skus))
    assert sorted(sku for lot in lots for sku in lot) == sorted(skus)
    for lot in lots:
        assert len(lot) == 1 or all("," not in sku for sku in lot)
        assert len(lot) <= 100
        asked = sum(len(sku.encode()) for sku in lot)
        assert len(lot) == 1 or asked <= MOST_OF_SKUS


# orders


NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def order(number: int, seconds: int, status: str = "processing") -> dict[str, object]:
    moment = NOON + timedelta(seconds=seconds)
    return {"id": number, "status": status, "date_modified_gmt": f"{moment:%Y-%m-%dT%H:%M:%S}", "refunds": []}


def test_orders_of_late() -> None:
    orders = [
        order(1, -1),
        order(2, 0),
        order(3, 60),
        order(4, 60, "checkout-draft"),
        order(5, 60, "trash"),
        order(6, 60, "cancelled"),
    ]
    with place() as found:
        found.shop.orders = {str(one["id"]): one for one in orders}
        bogota = NOON.astimezone(timezone(timedelta(hours=-5)))
        assert found.stock.orders_since(bogota, most=3) == [
            Placed(id="2", updated_at=NOON),
            Placed(id="3", updated_at=NOON + timedelta(seconds=60)),
            Placed(id="6", updated_at=NOON + timedelta(seconds=60)),
        ]
        assert found.stock.orders_since(NOON, most=2) is None
        assert found.stock.orders_since(NOON + timedelta(seconds=61), most=0) == []


def test_more_orders_than_a_page() -> None:
    with place() as found:
        found.shop.orders = {str(number): order(number, number) for number in range(1, 251)}
        listed = found.stock.orders_since(NOON, most=250) or []
        assert [placed.id for placed in listed] == [str(number) for number in range(1, 251)]
        assert found.shop.calls == ["GET orders"] * 3
        found.shop.calls.clear()
        assert found.stock.orders_since(NOON, most=50) is None
        assert found.shop.calls == ["GET orders"]


def test_a_listed_order_has_the_time_that_it_says_when_it_is_read() -> None:
    """As recorded; else the core would fetch it again each time."""
    (row, *_) = parse(rest("orders-list-page1"))
    with place() as found:
        found.shop.orders = {str(row["id"]): row}
        (placed,) = found.stock.orders_since(datetime(2020, 1, 1, tzinfo=UTC), most=1) or []
    assert placed.updated_at == to_order(row).updated_at


@pytest.mark.parametrize(
    ("listed", "why"),
    [
        ({"status": "processing", "date_modified_gmt": "2026-11-21T12:00:00"}, "id: falta"),
        ({"id": 1, "status": "processing"}, "date_modified_gmt: falta"),
    ],
)
def test_an_answer_that_is_no_order_is_refused(listed: object, why: str) -> None:
    settings = {"url": URL, "webhook_secret": SECRET, "consumer_key": "ck", "consumer_secret": "cs"}
    stock = open_stock(Settings.model_validate(settings), session=http.new_session())
    assert stock is not None
    with responses.RequestsMock() as shop:
        shop.get(f"{URL}/wp-json/wc/v3/orders", json=[listed])
        with pytest.raises(RemoteRejected) as error:
            stock.orders_since(NOON, most=5)
    assert str(error.value) == (
        f"WooCommerce respondió a orders con algo que no se entiende: {why} en el pedido que envió la "
        "tienda. Revisar si un complemento cambia la API REST"
    )
