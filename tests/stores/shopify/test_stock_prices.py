"""Prices by product, tracking by variant: what is refused is told by id, and the rest is written."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from connector.errors import RemoteRejected, RemoteUnavailable
from connector.messages import speaking
from connector.model.stock import PriceChange
from connector.sandbox.shop.faults import fault
from tests.stores.shopify.shelves import change, item, read, shop_of, stock_of


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


def test_prices_are_written_product_by_product() -> None:
    items = [item(1, product_id="10"), item(2, product_id="20"), item(3, product_id="10")]
    with shop_of(*items) as running:
        stock = stock_of(running)
        seen = read(stock)
        running.shop.calls.clear()
        prices = {"1": Decimal("59900"), "2": Decimal("1E+4"), "3": Decimal("59900.50")}
        changes = [PriceChange(variant=seen[number], price=price) for number, price in prices.items()]
        assert stock.write_prices(changes) == {}
        assert stock.write_prices(changes) == {}
        assert running.shop.calls == ["mutation SetPrices"] * 4
        assert {number: one.price for number, one in running.shop.items.items()} == prices
        assert read(stock)["3"].price == Decimal("59900.50")


def test_more_variants_of_a_product_than_one_call_takes() -> None:
    with shop_of(*(item(number, product_id="10") for number in range(1, 252))) as running:
        stock = stock_of(running)
        changes = [PriceChange(variant=variant, price=Decimal(7)) for variant in read(stock).values()]
        running.shop.calls.clear()
        assert stock.write_prices(changes) == {}
        assert running.shop.calls == ["mutation SetPrices"] * 2
        assert {one.price for one in running.shop.items.values()} == {Decimal(7)}


def test_a_bad_price_and_a_product_that_is_gone_do_not_stop_the_others() -> None:
    items = [item(number, product_id="10" if number < 4 else "20") for number in range(1, 6)]
    with shop_of(*items) as running:
        stock = stock_of(running)
        seen = read(stock)
        del running.shop.items["3"], running.shop.items["4"], running.shop.items["5"]
        prices = {"1": -1, "2": 200, "3": 300, "4": 400, "5": 500}
        changes = [PriceChange(variant=seen[number], price=Decimal(price)) for number, price in prices.items()]
        assert stock.write_prices(changes) == {
            "1": "Shopify did not accept the price: Price must be greater than or equal to 0",
            "3": "Shopify did not accept the price: Product variant does not exist",
            "4": "Shopify did not accept the price: Product does not exist",
            "5": "Shopify did not accept the price: Product does not exist",
        }
        assert [running.shop.items[number].price for number in "12"] == [0, 200]


def test_prices_need_a_permission_of_their_own() -> None:
    with shop_of(item(1)) as running:
        running.shop.scopes -= {"write_products"}
        stock = stock_of(running)
        with pytest.raises(RemoteRejected) as refused:
            stock.write_prices([PriceChange(variant=read(stock)["1"], price=Decimal(1))])
    assert refused.value.code == "ACCESS_DENIED"
    assert "write_products for writing prices" in str(refused.value)


def test_an_untracked_item_is_counted_from_now_on_and_then_written() -> None:
    with shop_of(item(1, is_counted=False), item(2, is_counted=False)) as running:
        stock = stock_of(running)
        seen = read(stock)
        del running.shop.items["2"]
        assert stock.count(list(seen.values())) == {
            "2": "Shopify did not let us turn on the tracking of its stock: The product couldn't be updated because it "
            "does not exist"
        }
        assert stock.count([seen["1"]]) == {}
        assert read(stock)["1"].is_counted
        (written,) = stock.write([change(seen["1"], 8, seen=None)], key="k", reference="r")
        assert (written.outcome, running.shop.items["1"].available) == ("written", 8)


def test_a_lost_answer_is_just_asked_again() -> None:
    with shop_of(item(1, is_counted=False)) as running:
        stock = stock_of(running)
        variant = read(stock)["1"]
        running.shop.faults = [fault("drop_after", "mutation CountStock", times=1)]
        with pytest.raises(RemoteUnavailable):
            stock.count([variant])
        assert stock.count([variant]) == {}
