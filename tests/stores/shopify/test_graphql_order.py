"""The same order as a webhook body and as the GraphQL API's answer reads into equal Orders."""

from dataclasses import replace
from typing import Any

import pytest

from connector.json_text import parse, write
from connector.model.order import Order
from connector.stores.shopify import to_order
from connector.stores.shopify.graphql_order import number_of, to_payload
from tests.stores.shopify.evidence import FIXTURES, load

PAIRS = [
    ("order_paid__two_rates_and_uneven_discount", "two_rates_and_uneven_discount"),
    ("order_paid__tip", "tip"),
    ("order_paid__gift_card_used", "gift_card_used__split_tender"),
    ("order_paid__pos_without_buyer", "pos_without_buyer"),
    ("order_paid__duties_and_fees", "duties_and_fees"),
    ("order_updated__edited_lines_removed", "edited_lines_removed"),
    ("amounts/order_updated__line_added_by_edit", "line_added_by_edit"),
    ("amounts/order_paid__shipping_lines_discounted_tax_on_top", "shipping_lines_discounted_tax_on_top"),
    ("amounts/order_paid__gift_cards_and_store_credit_used", "gift_cards_and_store_credit_used"),
    ("amounts/order_paid__pos_cash_rounded", "pos_cash_rounded"),
    ("order_updated__partially_refunded", "partially_refunded"),
]


def fetched(name: str) -> Any:
    """What `fetch` makes of the answers, after a trip through JSON as the database keeps it."""
    refund = FIXTURES / f"graphql_refund__{name}.json"
    refunds = [load(refund.stem)["data"]["refund"]] if refund.exists() else []
    return parse(write(to_payload(load(f"graphql_order__{name}")["data"]["order"], refunds)))


def without_detail(order: Order) -> Order:
    """Without what only one of the two can know: the shop's own JSON and the transactions."""
    return replace(order, raw=None, payments=(), notes=())


@pytest.mark.parametrize(("body", "answer"), PAIRS)
def test_both_read_alike(body: str, answer: str) -> None:
    assert without_detail(to_order(fetched(answer))) == without_detail(to_order(load(body)))


def test_shopifys_own_document_field_comes_first() -> None:
    order = to_order(fetched("cod_pending"))
    assert order.meta == {"TAX_CREDENTIAL_TYPE_CO": "CC", "TAX_CREDENTIAL_CO": "1020304050"}
    assert order.buyer.identification is not None
    assert (order.buyer.identification.number, order.buyer.identification.source) == (
        "1020304050",
        "meta.TAX_CREDENTIAL_CO",
    )


def test_what_is_promised_in_exchange_is_no_line_of_the_order_yet() -> None:
    order = load("graphql_order__partially_refunded")["data"]["order"]
    refund = load("graphql_refund__partially_refunded")["data"]["refund"]
    promised = {"return": {"exchangeLineItems": {"nodes": [{"lineItems": None}]}}}
    assert to_order(to_payload(order, [refund | promised])).refunds == to_order(to_payload(order, [refund])).refunds


def test_parcels_tell_where_they_are() -> None:
    node = load("graphql_order__cod_pending")["data"]["order"] | {"displayFulfillmentStatus": "FULFILLED"}
    parcels = [{"status": "CANCELLED", "displayStatus": None}, {"status": "SUCCESS", "displayStatus": "DELIVERED"}]
    assert not to_order(to_payload(node, [])).is_delivered
    assert to_order(to_payload(node | {"fulfillments": parcels}, [])).is_delivered


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
