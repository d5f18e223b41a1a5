"""What credit notes are made of: each refund's money and lines, exchanges, and why a person must look at it."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from connector import http
from connector.messages import speaking
from connector.model.fingerprint import fingerprint
from connector.model.order import Order, Refund
from connector.sandbox.shop.serving import running_shop
from connector.stores.shopify import Settings, open_store, to_order
from tests.stores.shopify.evidence import load

D = Decimal


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with speaking("en"):
        yield


def body(*refunds: dict[str, Any], **changes: Any) -> Any:
    """Two units for 119000 and shipping for 11900, tax 19 % inside; one unit and the shipping came back."""
    payload = load("order_updated__partially_refunded")
    return payload | ({"refunds": list(refunds)} if refunds else {}) | changes


def first() -> dict[str, Any]:
    refund: dict[str, Any] = body()["refunds"][0]
    return refund


def money(amount: str, status: str = "success", **more: Any) -> dict[str, Any]:
    kind = {"kind": "refund", "gateway": "wompi", "currency": "COP"}
    return {"id": 1, "status": status, "amount": amount} | kind | more


def only(*refunds: dict[str, Any], current: str | None = None) -> Refund:
    given = sum((D(one["amount"]) for refund in refunds for one in refund["transactions"]), D(0))
    left = current or str(D("130900.00") - given)
    (found,) = to_order(body(*refunds, current_total_price=left)).refunds
    return found


def fetched(payload: Any) -> Order:
    """Through an emulated shop, as `fetch` reads it."""
    with running_shop("shopify", [payload]) as place:
        store = open_store(Settings.model_validate(place.section), session=http.new_session())
        order: Order = store.read("", store.fetch(str(payload["id"]))).order  # type: ignore[union-attr]
        return order


def test_a_body_and_the_api_tell_the_same_refund() -> None:
    assert fetched(body()).refunds == to_order(body()).refunds
    (one,) = to_order(body()).refunds
    assert (one.amount, one.method, one.is_full, one.doubt) == (D("71400.00"), "wompi", False, "")


def test_parts_that_are_not_the_money_are_doubtful() -> None:
    one = only(first() | {"transactions": [money("60000.00")]})
    assert (one.amount, sum(line.net + line.tax for line in one.lines)) == (D("60000.00"), D("71400.00"))
    assert one.doubt == (
        "The parts of refund 910004000000 (lines, shipping and adjustments) come to 71400 and the money given back is "
        "60000: look at it in Shopify and make the credit note by hand if it is not of 60000"
    )


@pytest.mark.parametrize("kind", [{}, {"kind": "refund_discrepancy"}])
def test_what_the_shop_kept_explains_the_difference(kind: dict[str, str]) -> None:
    kept = {"amount": "11400.00", "tax_amount": "0.00", "reason": "Refund discrepancy"} | kind
    one = only(first() | {"transactions": [money("60000.00")], "order_adjustments": [kept]})
    assert (one.amount, one.doubt) == (D("60000.00"), "")
    gift = kept | {"amount": "-600.00"}
    assert only(first() | {"transactions": [money("72000.00")], "order_adjustments": [gift]}).doubt == ""


def test_shipping_that_stands_in_both_places_counts_once() -> None:
    again = {"kind": "shipping_refund", "amount": "-10000.00", "tax_amount": "-1900.00", "reason": "Shipping refund"}
    whole = first() | {"order_adjustments": [again]}
    assert (only(whole).amount, only(whole).doubt) == (D("71400.00"), "")
    old = whole | {"refund_shipping_lines": []}
    assert (only(old).amount, only(old).doubt) == (D("71400.00"), "")


def test_the_tax_of_shipping_that_a_body_leaves_out_may_be_a_cent_off() -> None:
    for amount, is_doubtful in (("71400.01", False), ("71399.99", False), ("71400.02", True)):
        assert bool(only(first() | {"transactions": [money(amount)]}).doubt) is is_doubtful


def test_a_pending_refund_is_worth_what_it_states_and_nothing_is_in_doubt() -> None:
    """Its adjustment is the whole of it, as in the delivery that was seen (store-protocols.md 4.1)."""
    kept = {"amount": "71400.00", "reason": "Refund discrepancy", "kind": "refund_discrepancy"}
    pending = first() | {"transactions": [money("71400.00", "pending")], "order_adjustments": [kept]}
    one = only(pending)
    assert (one.amount, one.is_pending, one.doubt) == (D("71400.00"), True, "")
    came = first() | {"transactions": [money("71400.00")]}
    assert only(came).is_pending is False


def test_a_refund_of_which_part_is_pending_is_pending() -> None:
    parts = [money("50000.00"), money("21400.00", "pending", gateway="gift_card")]
    one = only(first() | {"transactions": parts})
    assert (one.is_pending, one.amount, one.method) == (True, D("71400.00"), "wompi")


def test_money_over_several_ways_is_one_refund() -> None:
    parts = [money("1400.00"), money("70000.00", gateway="Gift_Card"), money("9.00", "failure")]
    one = only(first() | {"transactions": parts}, current="59500.00")
    assert (one.amount, one.method, one.doubt) == (D("71400.00"), "gift_card", "")


def test_rounding_of_cash_is_no_part_of_the_refund() -> None:
    rounded = money("71450.00", amount_rounding_set={"shop_money": {"amount": "50.00"}})
    one = only(first() | {"transactions": [rounded]}, current="59500.00")
    assert (one.amount, one.doubt) == (D("71400.00"), "")


def test_what_moved_no_money_is_no_refund_and_units_without_money_no_line() -> None:
    shelved = first() | {"transactions": []}
    whole = [body()["line_items"][0] | {"current_quantity": 2}]
    assert to_order(body(shelved, current_total_price="130900.00", line_items=whole)).refunds == ()
    free = {"line_item_id": 15000000000014001, "quantity": 1, "subtotal": "0.00", "total_tax": "0.00"}
    goodwill = {"id": 5, "refund_line_items": [free], "transactions": [money("5000.00")]}
    payload = body(goodwill, current_total_price="125900.00")
    (one,) = to_order(payload).refunds
    assert (one.lines, one.amount, bool(one.doubt)) == ((), D("5000.00"), True)


def test_only_the_shops_currency_counts() -> None:
    both = money("17.85", currency="USD", amount_set={"shop_money": {"amount": "71400.00"}})
    assert only(first() | {"transactions": [both]}, current="59500.00").amount == D("71400.00")


def test_several_refunds_and_the_last_is_full() -> None:
    rest = {"id": 2, "transactions": [money("59500.00")]}
    one, two = to_order(body(first(), rest, current_total_price="0.00", financial_status="refunded")).refunds
    assert (one.is_full, two.is_full) == (False, True)
    assert one.tax + two.tax == to_order(body()).tax_total


# Exchanges


def exchange(price: str, given: str | None, *, told: bool = True) -> Any:
    """One of the two units came back for another article; `given` is the money that went back with it."""
    payload = body()
    old, new = payload["line_items"][0], 77
    tax = str((D(price) * 19 / 119).quantize(D("0.01")))
    taken = old | {"id": new, "title": "Ruana", "quantity": 1, "current_quantity": 1, "price": price}
    taken |= {"price_set": None, "discount_allocations": [], "tax_lines": [old["tax_lines"][0] | {"price": tax}]}
    taken["tax_lines"] = [{"title": "IVA", "rate": D("0.19"), "price": tax}]
    back = {"line_item_id": old["id"], "quantity": 1, "subtotal": "59500.00", "total_tax": "9500.00"}
    moved = [money(given)] if given else []
    of = {"return": {"exchange_line_item_ids": [new]}} if told else {}
    now = str(D("130900.00") - D("59500.00") + D(price))
    return payload | {
        "line_items": [old | {"current_quantity": 1}, taken],
        "refunds": [{"id": 5, "refund_line_items": [back], "transactions": moved, **of}],
        "current_total_price": now,
        "current_subtotal_price": str(D(now) - D("11900.00")),
        "current_total_tax": str(D("11400.00") + D(tax)),
        "financial_status": "partially_refunded" if given else "paid",
    }


def placed() -> Order:
    payload = body()
    whole = [payload["line_items"][0] | {"current_quantity": 2}]
    return to_order(payload | {"line_items": whole, "refunds": [], "current_total_price": "130900.00"})


def test_an_even_exchange_leaves_the_sale_as_it_was() -> None:
    order = fetched(exchange("59500.00", None))
    assert (order.total, order.refunds) == (D("130900.00"), ())
    assert fingerprint(order) == fingerprint(placed())
    assert order.notes == (
        "The order has an exchange: “Ruana” was handed over in place of what came back and is not invoiced besides",
    )


def test_an_exchange_for_something_cheaper_gives_back_its_money_and_a_person_looks() -> None:
    order = fetched(exchange("40000.00", "19500.00"))
    assert fingerprint(order) == fingerprint(placed())
    (one,) = order.refunds
    assert (one.amount, one.lines) == (D("19500.00"), ())
    assert one.doubt == (
        "Refund 5 belongs to an exchange: the buyer got another product and 19500 of money. Decide whether a credit "
        "note of 19500 is enough, or the invoice is to be annulled and made anew with the new product"
    )


def test_an_exchange_for_something_dearer_is_an_edit() -> None:
    order = fetched(exchange("80000.00", None))
    assert [(line.name, line.quantity) for line in order.lines[:2]][1] == ("Ruana", D(1))
    assert (order.total, order.refunds) == (D("151400.00"), ())
    assert fingerprint(order) != fingerprint(placed())


def test_without_the_right_to_read_returns_an_even_exchange_is_an_edit() -> None:
    order = fetched(exchange("59500.00", None, told=False))
    assert (order.total, len(order.lines)) == (D("130900.00"), 3)
    assert fingerprint(order) != fingerprint(placed())
