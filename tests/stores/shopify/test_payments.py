"""How an order was paid: by transaction to the cent, by name with a note, and never from a refund."""

from decimal import Decimal
from typing import Any

import pytest

from connector.messages import speaking
from connector.model.order import Payment
from connector.stores.shopify import to_order
from tests.stores.shopify.evidence import load
from tests.stores.shopify.test_graphql_order import fetched

D = Decimal

DIFFER = (
    "The order is paid, but its payments in Shopify come to {found} and its total is {stated} "
    "(difference {difference}): look at the order's payments in Shopify and at those of the invoice"
)


@pytest.fixture(autouse=True)
def _english() -> object:
    with speaking("en"):
        yield


def parts(payload: Any) -> list[tuple[str, D, str]]:
    """(method, amount, status) of each payment."""
    return [(item.method, item.amount, item.status) for item in to_order(payload).payments]


def transaction(kind: str, gateway: str, amount: str, **more: object) -> dict[str, object]:
    """As a fetched order has it."""
    base = {"id": f"{kind}-{gateway}-{amount}", "kind": kind, "status": "success", "gateway": gateway}
    return base | {"amount_set": {"shop_money": {"amount": amount}}} | more


def test_a_split_tender_is_exact_in_the_answer() -> None:
    """50 000 by gift card and 188 000 by Wompi, whose first try failed."""
    order = to_order(fetched("gift_card_used__split_tender"))
    assert [(item.method, item.title, item.amount, item.status) for item in order.payments] == [
        ("gift_card", "Gift card", D("50000.0"), "paid"),
        ("wompi", "Wompi", D("188000.0"), "paid"),
    ]
    assert order.payment is not None
    assert order.payment.method == "wompi"


def test_a_capture_takes_the_place_of_its_authorization() -> None:
    (payment,) = to_order(fetched("edited_lines_removed")).payments
    assert (payment.reference, payment.status, payment.amount) == ("rX63012.1", "paid", D("76633.33"))


def test_an_authorization_that_was_voided_is_no_payment_but_the_gateway_is_known() -> None:
    payload = fetched("edited_lines_removed")
    payload["transactions"][1]["kind"] = "void"
    (payment,) = to_order(payload | {"financial_status": "voided"}).payments
    assert (payment.method, payment.status, payment.reference) == ("wompi", "pending", "")


def test_an_authorization_alone_is_authorized() -> None:
    payload = fetched("edited_lines_removed")
    del payload["transactions"][1]
    (payment,) = to_order(payload | {"financial_status": "authorized"}).payments
    assert (payment.method, payment.status, payment.reference) == ("wompi", "authorized", "rX63011.1")


def test_a_refund_is_no_payment() -> None:
    (payment,) = to_order(fetched("partially_refunded")).payments
    assert (payment.method, payment.amount) == ("wompi", D("130900.0"))


def test_cash_on_delivery_is_promised_not_paid() -> None:
    assert to_order(fetched("cod_pending")).payments == (
        Payment(
            method="cash on delivery (cod)",
            title="Contraentrega",
            amount=D("74180.0"),
            status="pending",
            reference="rX63211.1",
        ),
    )


def test_gift_cards_and_store_credit_are_payments_of_their_own() -> None:
    order = to_order(fetched("gift_cards_and_store_credit_used"))
    assert [(item.method, item.amount, item.reference) for item in order.payments] == [
        ("gift_card", D("50000.0"), "rX63341.1"),
        ("gift_card", D("30000.0"), "rX63342.1"),
        ("shopify_store_credit", D("20000.0"), "rX63343.1"),
        ("wompi", D("138000.0"), "rX63344.1"),
    ]
    assert order.notes == ()


def test_without_transactions_the_split_is_unknown_and_a_note_says_so() -> None:
    order = to_order(load("order_paid__gift_card_used"))
    assert order.payments == (Payment(method="wompi", title="gift_card + wompi", amount=D("238000.00")),)
    assert order.notes == (
        "The order names several ways of payment (gift_card, wompi) and does not say how much was paid with each: "
        "all of it stands on wompi. With credentials in the connection (access_token, or client_id and client_secret) "
        "the split is read from Shopify; without them, correct the payments in Siigo",
    )
    with speaking("es"):
        assert to_order(load("order_paid__gift_card_used")).notes == (
            "El pedido nombra varios medios de pago (gift_card, wompi) y no dice cuánto se pagó con cada uno: "
            "todo quedó en wompi. Con credenciales en la conexión (access_token, o client_id y client_secret) "
            "el reparto se lee de Shopify; sin ellas, corregir los pagos en Siigo",
        )


@pytest.mark.parametrize(
    ("names", "method", "notes"),
    [
        (["gift_card", "shopify_store_credit", "wompi"], "wompi", 1),
        (["shopify_store_credit", "gift_card"], "shopify_store_credit", 1),
        (["gift_card"], "gift_card", 0),
        (["wompi", "wompi"], "wompi", 0),
        (["wompi", ""], "wompi", 0),
    ],
)
def test_stored_value_stands_for_all_only_when_nothing_else_is_named(names: list[str], method: str, notes: int) -> None:
    order = to_order(load("order_paid__gift_card_used") | {"payment_gateway_names": names})
    assert ([item.method for item in order.payments], len(order.notes)) == ([method], notes)


def test_rounding_of_cash_is_no_part_of_the_payment() -> None:
    payload = fetched("pos_cash_rounded")
    assert parts(payload) == [("cash", D("23930.0"), "paid")]
    payload["transactions"][0]["amount_set"]["shop_money"]["amount"] = "23950.0"
    assert parts(payload) == [("cash", D("23930.0"), "paid")]
    assert to_order(payload).notes == ()
    payload["transactions"][0]["amount_set"]["shop_money"]["amount"] = "20000.0"
    assert parts(payload) == [("cash", D("20000.0"), "paid")]


def test_change_lowers_the_payment_in_cash() -> None:
    payload = load("amounts/order_paid__pos_cash_rounded")
    payload["transactions"] = [
        transaction("sale", "gift_card", "13930.00"),
        transaction("sale", "cash", "20000.00"),
        transaction("change", "cash", "10000.00"),
    ]
    assert parts(payload) == [("gift_card", D("13930.00"), "paid"), ("cash", D("10000.00"), "paid")]
    assert to_order(payload).notes == ()


def test_payments_of_a_paid_order_that_do_not_come_to_its_total_are_noted_and_stay() -> None:
    payload = fetched("gift_card_used__split_tender")
    payload["transactions"][2]["amount_set"]["shop_money"]["amount"] = "187999.0"
    assert parts(payload) == [("gift_card", D("50000.0"), "paid"), ("wompi", D("187999.0"), "paid")]
    assert to_order(payload).notes == (DIFFER.format(found=237999, stated=238000, difference=-1),)


def test_a_partly_paid_order_has_what_came_and_no_note() -> None:
    payload = fetched("gift_card_used__split_tender")
    del payload["transactions"][2]
    payload["financial_status"] = "partially_paid"
    assert parts(payload) == [("gift_card", D("50000.0"), "paid")]
    assert to_order(payload).notes == ()


def test_an_order_that_an_edit_made_dearer_was_paid_twice() -> None:
    assert parts(fetched("line_added_by_edit")) == [("wompi", D("59900.0"), "paid"), ("wompi", D("18000.0"), "paid")]


def test_a_promise_is_no_payment_once_the_whole_total_came() -> None:
    """An authorization that lapsed stays in the order; the buyer paid in another way."""
    payload = fetched("gift_card_used__split_tender")
    payload["transactions"].append(transaction("authorization", "addi", "238000.0"))
    assert [method for method, _, _ in parts(payload)] == ["gift_card", "wompi"]
    assert to_order(payload).notes == ()


def test_a_promise_counts_while_something_is_missing() -> None:
    payload = fetched("gift_card_used__split_tender")
    payload["transactions"][2:] = [transaction("emv_authorization", "shopify_payments", "188000.0")]
    payload["financial_status"] = "authorized"
    assert parts(payload) == [("gift_card", D("50000.0"), "paid"), ("shopify_payments", D("188000.0"), "authorized")]


def test_two_captures_of_one_authorization_are_two_payments() -> None:
    payload = fetched("gift_card_used__split_tender")
    payload["transactions"] = [
        transaction("authorization", "wompi", "238000.0", id="1"),
        transaction("capture", "wompi", "200000.0", parent_id="1"),
        transaction("capture", "wompi", "38000.0", parent_id="1"),
    ]
    assert parts(payload) == [("wompi", D("200000.0"), "paid"), ("wompi", D("38000.0"), "paid")]


@pytest.mark.parametrize("kind", ["refund", "suggested_refund", "void"])
def test_money_that_goes_back_is_no_payment(kind: str) -> None:
    payload = fetched("gift_card_used__split_tender")
    before = parts(payload)
    payload["transactions"].append(transaction(kind, "wompi", "1000.0"))
    assert parts(payload) == before


def test_a_payment_of_nothing_is_none() -> None:
    payload = fetched("gift_card_used__split_tender")
    payload["transactions"].append(transaction("sale", "manual", "0.0"))
    assert [method for method, _, _ in parts(payload)] == ["gift_card", "wompi"]


def test_only_the_shops_own_currency_is_paid() -> None:
    payload = fetched("gift_card_used__split_tender")
    payload["transactions"][2] |= {"amount": "47.00", "currency": "USD"}
    payload["transactions"][2]["amount_set"]["presentment_money"] = {"amount": "47.00", "currency_code": "USD"}
    assert parts(payload)[1] == ("wompi", D("188000.0"), "paid")


def test_after_a_refund_the_payments_still_come_to_the_total() -> None:
    order = to_order(fetched("partially_refunded"))
    assert (sum(item.amount for item in order.payments), order.notes) == (order.total, ())


@pytest.mark.parametrize("kind", ["refund", "suggested_refund"])
def test_money_that_goes_back_does_not_take_the_place_of_its_payment(kind: str) -> None:
    payload = fetched("gift_card_used__split_tender")
    before = parts(payload)
    paid = payload["transactions"][2]["id"]
    payload["transactions"].append(transaction(kind, "wompi", "1000.0", parent_id=paid))
    assert parts(payload) == before


def test_a_capture_that_failed_leaves_the_promise() -> None:
    payload = fetched("gift_card_used__split_tender") | {"financial_status": "authorized"}
    payload["transactions"][2:] = [
        transaction("authorization", "wompi", "188000.0", id="1"),
        transaction("capture", "wompi", "188000.0", parent_id="1", status="failure"),
    ]
    assert parts(payload) == [("gift_card", D("50000.0"), "paid"), ("wompi", D("188000.0"), "authorized")]


def test_change_that_did_not_go_back_and_change_larger_than_a_payment() -> None:
    payload = load("amounts/order_paid__pos_cash_rounded")
    payload["transactions"] = [
        transaction("sale", "cash", "3930.00"),
        transaction("sale", "cash", "30000.00"),
        transaction("change", "cash", "10000.00"),
        transaction("change", "cash", "500.00", status="failure"),
    ]
    assert parts(payload) == [("cash", D("3930.00"), "paid"), ("cash", D("20000.00"), "paid")]
