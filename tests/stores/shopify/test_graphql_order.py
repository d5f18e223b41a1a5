"""The same order as a webhook body and as the GraphQL API's answer reads into equal Orders."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connector.json_text import parse, write
from connector.model.order import Order, Payment
from connector.stores.shopify import to_order
from connector.stores.shopify.graphql_order import number_of, to_payload
from tests.stores.shopify.evidence import FIXTURES, load

D = Decimal

PAIRS = [
    ("order_paid__two_rates_and_uneven_discount", "two_rates_and_uneven_discount"),
    ("order_paid__tip", "tip"),
    ("order_paid__gift_card_used", "gift_card_used__split_tender"),
    ("order_paid__pos_without_buyer", "pos_without_buyer"),
    ("order_paid__duties_and_fees", "duties_and_fees"),
    ("order_updated__edited_lines_removed", "edited_lines_removed"),
    ("order_updated__partially_refunded", "partially_refunded"),
]


def fetched(name: str) -> Any:
    """What `fetch` makes of the answers, after a trip through JSON as the database keeps it."""
    refund = FIXTURES / f"graphql_refund__{name}.json"
    refunds = [load(refund.stem)["data"]["refund"]] if refund.exists() else []
    return parse(write(to_payload(load(f"graphql_order__{name}")["data"]["order"], refunds)))


def without_detail(order: Order) -> Order:
    """Without what only one of the two can know: the shop's own JSON and the transactions."""
    return replace(order, raw=None, payments=())


@pytest.mark.parametrize(("body", "answer"), PAIRS)
def test_both_read_alike(body: str, answer: str) -> None:
    assert without_detail(to_order(fetched(answer))) == without_detail(to_order(load(body)))


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


def test_shopifys_own_document_field_comes_first() -> None:
    order = to_order(fetched("cod_pending"))
    assert order.meta == {"TAX_CREDENTIAL_TYPE_CO": "CC", "TAX_CREDENTIAL_CO": "1020304050"}
    assert order.buyer.identification is not None
    assert (order.buyer.identification.number, order.buyer.identification.source) == (
        "1020304050",
        "meta.TAX_CREDENTIAL_CO",
    )


@pytest.mark.parametrize(
    ("gid", "number"),
    [
        ("gid://shopify/LineItem/15000000000001001", "15000000000001001"),
        ("gid://shopify/MailingAddress/9?model_name=Address", "9"),
        (None, ""),
    ],
)
def test_number_of(gid: str | None, number: str) -> None:
    assert number_of(gid) == number
