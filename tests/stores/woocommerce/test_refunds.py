"""What credit notes are made of: each refund's money, its lines, and why a person must look at it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from connector import http
from connector.json_text import parse
from connector.messages import speaking
from connector.model.order import Order, Refund, RefundLine
from connector.ports import Store
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.stores.woocommerce import Settings, open_store, to_order
from tests.stores.woocommerce.evidence import capture, rest

D = Decimal


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


def captured() -> Any:
    """103 of shirts, coffee, a book and shipping, before anything came back: 203550, of which 20845 is tax."""
    return parse(rest("order-2-get"))


def item(line_id: int, quantity: int, total: str, tax: str) -> dict[str, Any]:
    meta = [{"id": 1, "key": "_refunded_item_id", "value": str(line_id)}]
    return {"id": line_id + 500, "quantity": quantity, "total": total, "total_tax": tax, "meta_data": meta}


def refund(refund_id: int, amount: str, **lists: list[dict[str, Any]]) -> dict[str, Any]:
    whole: dict[str, Any] = {"line_items": [], "shipping_lines": [], "fee_lines": []}
    return {"id": refund_id, "amount": amount, "reason": "", "date_created_gmt": "2026-11-21T06:00:00"} | whole | lists


SHIRT = item(6, -1, "-45302", "-8607")


def fetched(*refunds: dict[str, Any], **changes: Any) -> Order:
    """Through an emulated shop, as `fetch` reads it."""
    with running_shop("woocommerce", [captured() | {"refunds": list(refunds)} | changes]) as place:
        return seen(joined(place), "24")


def joined(place: RunningShop) -> Store:
    return open_store(Settings.model_validate(place.section), session=http.new_session())


def seen(store: Store, order_id: str) -> Order:
    order: Order = store.read("", store.fetch(order_id)).order  # type: ignore[union-attr]
    return order


def test_the_captured_refund_of_a_line_is_that_line() -> None:
    order = fetched(refund(26, "53909", line_items=[SHIRT]))
    assert order.refunds == (
        Refund(
            id="26",
            created_at=order.refunds[0].created_at,
            amount=D(53909),
            tax=D(8607),
            lines=(RefundLine(line_id="product:6", quantity=D(1), net=D(45302), tax=D(8607)),),
            method="cod",
        ),
    )


def test_without_credentials_the_lines_are_not_known_and_it_is_said() -> None:
    (one,) = to_order(parse(rest("order-2-get-after-refund"))).refunds
    assert (one.amount, one.tax, one.lines) == (D(53909), D(8607), ())
    assert one.doubt == (
        "Refund 26 of 53909 came without its lines. To read them, put store.consumer_key and store.consumer_secret "
        "into the connection; without them, make the credit note by hand"
    )


def test_the_status_refunded_by_hand_gives_everything_back_with_its_tax() -> None:
    (one,) = to_order(parse(rest("order-full-refund-by-status"))).refunds
    assert (one.amount, one.tax, one.lines, one.is_full, one.doubt) == (D(59900), D(9564), (), True, "")


def test_the_status_refunded_by_hand_after_a_refund_gives_back_what_was_left() -> None:
    first, last = fetched(refund(30, "149641"), refund(26, "53909", line_items=[SHIRT]), status="refunded").refunds
    assert (first.id, first.is_full, first.tax) == ("26", False, D(8607))
    assert (last.id, last.is_full, last.tax, last.lines, last.doubt) == ("30", True, D(20845 - 8607), (), "")
    assert first.amount + last.amount == D(203550)


def test_money_without_lines_is_only_money() -> None:
    (one,) = fetched(refund(26, "10000")).refunds
    assert (one.amount, one.tax, one.lines, one.is_full, one.doubt) == (D(10000), D(0), (), False, "")


def test_shipping_and_fees_are_lines_like_others() -> None:
    shipping = captured()["shipping_lines"][0]["id"]
    back = item(shipping, 1, "-12000", "-2280")
    (one,) = fetched(refund(26, "68189", line_items=[SHIRT], shipping_lines=[back])).refunds
    assert [line.line_id for line in one.lines] == ["product:6", f"shipping:{shipping}"]
    assert sum(line.net + line.tax for line in one.lines) == one.amount == D(68189)
    assert (one.tax, one.doubt) == (D(10887), "")


def test_units_put_back_on_the_shelf_are_no_line_and_no_refund() -> None:
    shelved = item(7, -1, "0", "0")
    assert fetched(refund(26, "0", line_items=[shelved])).refunds == ()
    (one,) = fetched(refund(26, "5000", line_items=[shelved])).refunds
    assert (one.lines, one.doubt) == ((), "")


@pytest.mark.parametrize(("amount", "is_doubtful"), [("53908", False), ("53910", False), ("53911", True), ("9", True)])
def test_lines_that_are_not_what_the_amount_says(amount: str, is_doubtful: bool) -> None:
    """A unit off for a line is the shop's rounding."""
    (one,) = fetched(refund(26, amount, line_items=[SHIRT])).refunds
    words = (
        f"The lines of refund 26 come to 53909 and the money given back is {amount}: look at it in WooCommerce and "
        f"make the credit note by hand if it is not of {amount}"
    )
    assert one.doubt == (words if is_doubtful else "")
    assert one.amount == D(amount)


def test_a_line_that_the_order_does_not_have_is_doubtful() -> None:
    (one,) = fetched(refund(26, "53909", line_items=[item(99, -1, "-45302", "-8607")])).refunds
    assert (one.lines, bool(one.doubt)) == ((), True)


def test_several_refunds_come_oldest_first_and_the_last_is_full() -> None:
    order = fetched(*(refund(number, "67850") for number in (103, 99, 101)))
    assert [(one.id, one.is_full) for one in order.refunds] == [("99", False), ("101", False), ("103", True)]
    assert order.refunded == order.total


def test_a_deleted_refund_is_gone() -> None:
    with running_shop("woocommerce", [captured() | {"refunds": [refund(26, "53909", line_items=[SHIRT])]}]) as place:
        store = joined(place)
        assert len(seen(store, "24").refunds) == 1
        place.shop.orders["24"]["refunds"] = []
        assert seen(store, "24").refunds == ()


def test_every_captured_delivery_still_reads_its_refunds() -> None:
    order = to_order(parse(capture("17-order.updated-24").body))
    assert [(one.id, one.amount, one.is_pending) for one in order.refunds] == [("26", D(53909), False)]
