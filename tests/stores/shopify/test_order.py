"""Every fixture's order, line by line to the cent."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.messages import speaking
from connector.model.order import Line, Payment, Place, Refund, RefundLine, Tax
from connector.stores.shopify import to_order
from tests.stores.shopify.evidence import NAMES, load

D = Decimal

ORDERS = [name for name in NAMES if "line_items" in load(name)]


@pytest.fixture(autouse=True)
def _english() -> object:
    with speaking("en"):
        yield


def amounts(lines: tuple[Line, ...]) -> list[tuple[str, D, D, D, D]]:
    """(kind, quantity, discount, net, tax) of each line."""
    return [(line.kind, line.quantity, line.discount, line.net, line.tax) for line in lines]


def held(payload: Any) -> str:
    with pytest.raises(OrderHeld) as refused:
        to_order(payload)
    return str(refused.value)


@pytest.mark.parametrize("name", ORDERS)
def test_every_order_comes_to_its_own_total(name: str) -> None:
    order = to_order(load(name))
    assert order.total == order.invoice_total + sum(card.gross for card in order.gift_cards)
    assert order.tax_total == sum(line.tax for line in order.lines)


def test_an_order_with_iva_included() -> None:
    payload = load("order_paid__iva_19_included")
    order = to_order(payload)
    assert order.lines[0] == Line(
        id="product:15000000000001001",
        sku="CAM-BAS-M",
        name="Camiseta básica",
        variant="M",
        product_id="8100000000001",
        variant_id="44100000000001",
        quantity=D(2),
        list_price=D("59900.00"),
        net=D("100672.27"),
        taxes=(Tax(name="IVA", rate=D(19), amount=D("19127.73")),),
    )
    assert order.lines[1].id == "shipping:5300000000102"
    assert order.lines[1].gross == D("11900.00")
    assert (order.id, order.number, order.currency, order.buyer_currency) == ("6001000000001", "#1001", "COP", "COP")
    assert order.placed_at == datetime(2026, 11, 18, 14, 41, 5, tzinfo=UTC)
    assert order.updated_at == datetime(2026, 11, 18, 14, 41, 9, tzinfo=UTC)
    assert (order.status, order.is_paid, order.is_test, order.is_cancelled) == ("paid", True, False, False)
    assert (order.channel, order.fulfillment, order.taxes_included) == ("checkout", "", True)
    assert (order.total, order.tax_total) == (D("131700.00"), D("21027.73"))
    assert order.payments == (Payment(method="wompi", title="wompi", amount=D("131700.00")),)
    assert order.raw is payload


def test_two_rates_and_an_order_discount_that_shopify_divided_unevenly() -> None:
    order = to_order(load("order_paid__two_rates_and_uneven_discount"))
    assert amounts(order.lines) == [
        ("product", D(1), D("3200.00"), D("36952.38"), D("1847.62")),
        ("product", D(1), D("3400.00"), D("97142.86"), D("18457.14")),
        ("product", D(2), D("3400.00"), D("47142.86"), D("8957.14")),
        ("shipping", D(1), D(0), D("10000.00"), D("1900.00")),
    ]
    assert [line.taxes[0].rate for line in order.lines] == [D(5), D(19), D(19), D(19)]


def test_total_discount_is_never_added_to_the_allocations() -> None:
    payload = load("order_paid__two_rates_and_uneven_discount")
    payload["line_items"][0]["total_discount"] = "3200.00"
    assert to_order(payload).lines[0].discount == D("3200.00")


def test_discounted_shipping_counts_at_what_was_paid() -> None:
    line = to_order(load("order_paid__shipping_discounted")).lines[1]
    assert (line.list_price, line.discount, line.gross) == (D("17850.00"), D("5950.00"), D("11900.00"))


def test_free_shipping_is_no_line() -> None:
    assert [line.kind for line in to_order(load("order_paid__shipping_free")).lines] == ["product"]


def test_a_removed_shipping_line_is_no_line() -> None:
    order = to_order(load("order_updated__one_shipping_line_removed"))
    assert [(line.name, line.gross) for line in order.lines] == [
        ("Lámpara de mesa", D("238000.00")),
        ("Envío nacional", D("11900.00")),
        ("Seguro de envío", D("5950.00")),
    ]
    assert order.total == D("255850.00")


def test_a_tip_is_one_line_without_tax() -> None:
    order = to_order(load("order_paid__tip"))
    assert order.lines[-1] == Line(
        id="tip:1",
        kind="tip",
        name="Tip",
        quantity=D(1),
        list_price=D("4500.00"),
        net=D("4500.00"),
        is_taxable=False,
    )
    assert [line.kind for line in order.lines] == ["product", "shipping", "tip"]


@pytest.mark.parametrize("left_out", ["line", "total"])
def test_a_tip_stated_once_is_still_one_line(left_out: str) -> None:
    payload = load("order_paid__tip")
    if left_out == "line":
        del payload["line_items"][1]
    else:
        del payload["total_tip_received"]
    assert amounts(to_order(payload).lines)[-1] == ("tip", D(1), D(0), D("4500.00"), D(0))


def test_a_line_that_says_how_the_tip_was_paid_is_a_tip_whatever_its_title() -> None:
    payload = load("order_paid__tip")
    payload["line_items"][1] |= {"title": "Gratificación", "tip_payment_gateway": "wompi"}
    order = to_order(payload)
    assert (order.lines[-1].kind, order.lines[-1].name, order.total) == ("tip", "Gratificación", D("42900.00"))


def test_a_gift_card_that_was_sold_is_no_line() -> None:
    order = to_order(load("order_paid__gift_card_sold"))
    assert [line.sku for line in order.lines] == ["CAM-BAS-M"]
    assert [card.gross for card in order.gift_cards] == [D("100000.00")]
    assert (order.total, order.invoice_total) == (D("159900.00"), D("59900.00"))


def test_tax_on_top_of_prices() -> None:
    order = to_order(load("order_paid__tax_on_top"))
    assert not order.taxes_included
    assert amounts(order.lines) == [
        ("product", D(2), D("23800.00"), D("180000.00"), D("34200.00")),
        ("shipping", D(1), D(0), D("10000.00"), D("1900.00")),
    ]
    assert order.total == D("226100.00")


def test_several_shipping_lines_with_a_discount_and_tax_on_top() -> None:
    """The discount of a line is what the buyer paid less, so it has its tax too."""
    order = to_order(load("amounts/order_paid__shipping_lines_discounted_tax_on_top"))
    assert amounts(order.lines) == [
        ("product", D(2), D("19040.00"), D("144000.00"), D("27360.00")),
        ("shipping", D(1), D("3570.00"), D("9000.00"), D("1710.00")),
        ("shipping", D(1), D(0), D("5000.00"), D("950.00")),
    ]
    assert [line.name for line in order.lines[1:]] == ["Envío nacional", "Seguro de envío"]
    assert (order.total, order.tax_total) == (D("188020.00"), D("30020.00"))


def test_two_taxes_inside_one_price() -> None:
    (line,) = to_order(load("amounts/order_paid__two_taxes_on_a_line")).lines
    assert line.net == D("100000.00")
    assert [(tax.name, tax.rate, tax.amount) for tax in line.taxes] == [
        ("IVA", D(19), D("19000.00")),
        ("Impuesto saludable", D(20), D("20000.00")),
    ]


def test_no_tax_is_taken_out_of_a_price_without_tax_lines() -> None:
    order = to_order(load("order_paid__taxes_included_without_tax_lines"))
    assert [(line.net, line.taxes, line.is_taxable) for line in order.lines] == [
        (D("42000.00"), (), False),
        (D("9000.00"), (), True),
    ]


def test_a_rate_without_an_amount_was_not_charged() -> None:
    order = to_order(load("order_paid__rate_without_amount"))
    assert (order.lines[0].net, order.lines[0].taxes) == (D("59900.00"), ())


def test_a_tax_of_zero_per_cent_stays() -> None:
    payload = load("order_paid__rate_without_amount")
    payload["line_items"][0]["tax_lines"][0]["rate"] = 0
    assert to_order(payload).lines[0].taxes == (Tax(name="IVA", rate=D(0), amount=D("0.00")),)


def test_duties_and_fees_on_top_are_lines() -> None:
    order = to_order(load("order_paid__duties_and_fees"))
    assert [(line.id, line.kind, line.gross) for line in order.lines[1:]] == [
        ("fee:duties", "fee", D("15000.00")),
        ("fee:additional", "fee", D("5000.00")),
    ]


def test_duties_inside_the_prices_are_no_line() -> None:
    payload = load("order_paid__duties_and_fees") | {
        "duties_included": True,
        "total_price": "205000.00",
        "current_total_price": "205000.00",
    }
    assert [line.id for line in to_order(payload).lines[1:]] == ["fee:additional"]


def test_an_edited_order_is_billed_for_what_is_left() -> None:
    """Two of three candles: two thirds of the discount and of the tax, half up to cents; the diffuser is gone."""
    order = to_order(load("order_updated__edited_lines_removed"))
    assert amounts(order.lines) == [
        ("product", D(2), D("6666.67"), D("54397.76"), D("10335.57")),
        ("shipping", D(1), D(0), D("10000.00"), D("1900.00")),
    ]
    assert order.total == D("76633.33")
    assert order.refunds == ()


def test_the_cents_that_dividing_lost_go_to_the_largest_divided_line() -> None:
    payload = load("order_updated__edited_lines_removed")
    payload["current_total_price"] = "76633.34"
    line = to_order(payload).lines[0]
    assert (line.discount, line.net, line.tax) == (D("6666.66"), D("54397.77"), D("10335.57"))


def test_an_edit_that_does_not_come_out_is_held() -> None:
    payload = load("order_updated__edited_lines_removed")
    payload["current_total_price"] = "76700.00"
    assert held(payload) == (
        "Rule of the total: the lines come to 76633.33 and the order's total is 76700 (difference -66.67). "
        "Look at the order's edits and returns in Shopify, or invoice it by hand"
    )


def test_a_line_added_by_an_edit_is_billed() -> None:
    order = to_order(load("amounts/order_updated__line_added_by_edit"))
    assert amounts(order.lines) == [
        ("product", D(1), D(0), D("50336.13"), D("9563.87")),
        ("product", D(1), D("2000.00"), D("15126.05"), D("2873.95")),
    ]
    assert (order.total, order.tax_total) == (D("77900.00"), D("12437.82"))


def test_an_edit_and_a_refund_of_the_same_line_are_told_apart() -> None:
    """Of three candles one was removed without money and one refunded: two were sold, one came back."""
    payload = load("order_updated__edited_lines_removed")
    candle = payload["line_items"][0] | {"current_quantity": 1}
    payload["line_items"][0] = candle
    payload["refunds"].append(
        {
            "id": 910001000500,
            "refund_line_items": [
                {
                    "line_item_id": candle["id"],
                    "quantity": 1,
                    "subtotal": D("32366.67"),
                    "total_tax": D("5167.79"),
                }
            ],
            "transactions": [
                {"kind": "refund", "status": "success", "amount": "32366.67", "currency": "COP", "gateway": "wompi"}
            ],
        }
    )
    payload |= {"current_total_price": "44266.66", "financial_status": "partially_refunded"}
    order = to_order(payload)
    assert (order.lines[0].quantity, order.total, order.refunded) == (D(2), D("76633.33"), D("32366.67"))


def test_an_exchange_is_billed_for_what_the_buyer_kept() -> None:
    """The shirt went back without money moving; another of the same price came as a new line."""
    payload = load("order_paid__cedula_in_note_attributes")
    returned = payload["line_items"][0]
    new = deepcopy(returned) | {"id": 15000000000018900, "sku": "CAM-BAS-L"}
    payload["line_items"] = [returned | {"current_quantity": 0}, new]
    payload["refunds"] = [
        {
            "id": 910006000000,
            "return": {"id": 1},
            "refund_line_items": [{"line_item_id": returned["id"], "quantity": 1, "subtotal": 0, "total_tax": 0}],
            "transactions": [],
        }
    ]
    order = to_order(payload)
    assert ([line.sku for line in order.lines], order.total, order.refunds) == (["CAM-BAS-L"], D("59900.00"), ())


def test_a_refunded_tip_names_the_tip_line() -> None:
    payload = load("order_paid__tip")
    tip = payload["line_items"][1]
    payload["refunds"] = [
        {
            "id": 910007000000,
            "refund_line_items": [{"line_item_id": tip["id"], "quantity": 1, "subtotal": 4500, "total_tax": 0}],
            "transactions": [{"kind": "refund", "status": "success", "amount": "4500.00", "currency": "COP"}],
        }
    ]
    payload["current_total_price"] = "38400.00"
    order = to_order(payload)
    assert [line.line_id for line in order.refunds[0].lines] == ["tip:1"]
    assert order.line("tip:1").gross == order.refunded


def test_a_goodwill_refund_has_money_and_no_lines() -> None:
    payload = load("order_paid__iva_19_included")
    payload["refunds"] = [
        {"id": 1, "transactions": [{"kind": "refund", "status": "success", "amount": "5000.00", "currency": "COP"}]}
    ]
    order = to_order(payload | {"current_total_price": "126700.00"})
    assert order.refunds == (Refund(id="1", amount=D("5000.00")),)


def test_a_cancelled_order_is_read_as_placed() -> None:
    order = to_order(load("order_cancelled__never_paid"))
    assert order.is_cancelled
    assert order.cancelled_at == datetime(2026, 11, 18, 21, 10, tzinfo=UTC)
    assert (order.status, order.is_paid, order.total, order.refunds) == ("voided", False, D("71800.00"), ())


def test_a_cancelled_order_that_was_paid_has_its_refund() -> None:
    order = to_order(load("order_cancelled__paid_and_refunded"))
    assert (order.is_paid, order.is_cancelled, order.total, order.refunded) == (
        True,
        True,
        D("59900.00"),
        D("59900.00"),
    )


def test_a_partial_refund_leaves_the_sale_as_it_was() -> None:
    """The body leaves the tax of refunded shipping out: it is the same part of the line's tax."""
    order = to_order(load("order_updated__partially_refunded"))
    assert (order.status, order.is_paid, order.total) == ("partially_refunded", True, D("130900.00"))
    assert order.lines[0].quantity == D(2)
    assert order.refunds == (
        Refund(
            id="910004000000",
            created_at=datetime(2026, 11, 20, 15, tzinfo=UTC),
            reason="Llegó manchada",
            amount=D("71400.00"),
            tax=D("11400.00"),
            lines=(
                RefundLine(line_id=order.lines[0].id, quantity=D(1), net=D("50000.00"), tax=D("9500.00")),
                RefundLine(line_id=order.lines[1].id, quantity=D(1), net=D("10000.00"), tax=D("1900.00")),
            ),
            method="wompi",
        ),
    )


def test_refund_lines_as_json_numbers_are_read_to_the_cent() -> None:
    payload = load("order_updated__partially_refunded")
    for line in payload["refunds"][0]["refund_line_items"]:
        del line["subtotal_set"], line["total_tax_set"]
    assert to_order(payload).refunds == to_order(load("order_updated__partially_refunded")).refunds


def test_a_refund_of_a_sale_with_tax_on_top() -> None:
    payload = load("order_updated__partially_refunded")
    payload |= {"taxes_included": False, "total_price": "151800.00", "current_total_price": "80400.00"}
    line = payload["refunds"][0]["refund_line_items"][0]
    line["subtotal_set"]["shop_money"]["amount"] = "59500.00"
    assert to_order(payload).refunds[0].lines[0].net == D("59500.00")


def test_a_pending_refund_is_worth_its_lines() -> None:
    (refund,) = to_order(load("order_updated__refund_pending")).refunds
    assert (refund.is_pending, refund.amount, refund.tax) == (True, D("59500.00"), D("9500.00"))


def test_a_refund_paid_in_the_buyers_currency_is_worth_its_lines_less_what_the_shop_kept() -> None:
    payload = load("order_updated__partially_refunded")
    payload["refunds"][0]["transactions"][0] |= {"amount": "17.85", "currency": "USD"}
    assert to_order(payload).refunds[0].amount == D("71400.00")
    payload["refunds"][0]["order_adjustments"] = [{"amount": "1400.00", "reason": "Refund discrepancy"}]
    payload["current_total_price"] = "60900.00"
    assert to_order(payload).refunds[0].amount == D("70000.00")


def test_a_failed_refund_is_none() -> None:
    payload = load("order_updated__partially_refunded")
    payload["refunds"][0]["transactions"][0]["status"] = "failure"
    payload["refunds"][0]["refund_line_items"] = []
    payload["line_items"][0]["current_quantity"] = 2
    assert to_order(payload).refunds == ()


def test_a_test_order_says_so() -> None:
    order = to_order(load("order_created__test_order"))
    assert order.is_test
    assert order.payments[0].method == "bogus"


def test_a_sale_in_the_shop_has_no_buyer() -> None:
    order = to_order(load("order_paid__pos_without_buyer"))
    assert (order.channel, order.fulfillment) == ("pos", "fulfilled")
    assert (order.billing, order.shipping, order.buyer.place) == (Place(), Place(), Place())
    assert (order.buyer.id, order.buyer.first_name, order.buyer.email, order.buyer.identification) == ("", "", "", None)


SENT, ARRIVED, CALLED_OFF = (
    {"status": "success", "shipment_status": "in_transit"},
    {"status": "success", "shipment_status": "delivered"},
    {"status": "cancelled", "shipment_status": None},
)


@pytest.mark.parametrize(
    ("status", "parcels", "is_delivered"),
    [
        (None, [], False),
        ("fulfilled", [], False),
        ("fulfilled", [{"status": "success", "shipment_status": None}], False),
        ("fulfilled", [ARRIVED], True),
        ("fulfilled", [CALLED_OFF, ARRIVED, ARRIVED], True),
        ("fulfilled", [ARRIVED, SENT], False),
        ("partial", [ARRIVED], False),
        ("fulfilled", [CALLED_OFF], False),
    ],
)
def test_delivered_is_when_every_parcel_has_arrived(
    status: str | None, parcels: list[dict[str, Any]], is_delivered: bool
) -> None:
    payload = load("order_created__cod_pending") | {"fulfillment_status": status, "fulfillments": parcels}
    assert to_order(payload).is_delivered is is_delivered


def test_cart_attributes_are_meta_and_hold_the_document() -> None:
    order = to_order(load("order_paid__cedula_in_note_attributes"))
    assert order.meta == {
        "Tipo de documento": "Cédula de ciudadanía",
        "Número de documento": "52.409.871",
        "Acepta términos": None,
    }
    assert order.lines[0].meta == {"Grabado": "Feliz día", "_bulto": 3}
    assert (order.tags, order.note) == (("mayorista", "redes"), "Entregar en la portería")
    assert order.buyer.identification is not None
    assert order.buyer.identification.number == "52.409.871"
    assert order.buyer.identification.source == "meta.Número de documento"


def test_a_nit_in_the_company_field_is_no_company() -> None:
    order = to_order(load("order_paid__nit_in_company"))
    assert order.billing.company == "900.123.456-8"
    assert order.buyer.company == ""
    assert order.buyer.identification is not None
    assert order.buyer.identification.number == "900.123.456-8"


@pytest.mark.parametrize(
    ("place", "field", "source"),
    [
        ("shipping_address", "company", "shipping.company"),
        ("billing_address", "address2", "billing.line_2"),
        ("shipping_address", "address2", "shipping.line_2"),
    ],
)
def test_a_relabelled_field_may_hold_the_document(place: str, field: str, source: str) -> None:
    payload = load("order_created__test_order")
    payload[place][field] = "1020304050"
    found = to_order(payload).buyer.identification
    assert found is not None
    assert (found.number, found.source) == ("1020304050", source)


def test_a_postal_code_is_no_document() -> None:
    payload = load("order_created__test_order")
    payload["billing_address"]["address2"] = payload["billing_address"]["zip"]
    assert to_order(payload).buyer.candidates == ()


def test_the_merchants_own_names_for_the_document() -> None:
    payload = load("order_created__test_order")
    payload["note_attributes"] = [{"name": "Su número", "value": "1020304050"}, {"name": "Su clase", "value": "CE"}]
    assert to_order(payload).buyer.identification is None
    found = to_order(payload, document_keys={"number": ["Su número"], "type": ["Su clase"]}).buyer.identification
    assert found is not None
    assert (found.type, found.number, found.source) == ("CE", "1020304050", "meta.Su número")


def test_a_company_name_stays() -> None:
    payload = load("order_paid__nit_in_company")
    payload["billing_address"]["company"] = "Muebles del Valle S.A.S."
    assert to_order(payload).buyer.company == "Muebles del Valle S.A.S."


def test_the_buyer_of_an_order() -> None:
    buyer = to_order(load("order_paid__iva_19_included")).buyer
    assert (buyer.id, buyer.first_name, buyer.last_name) == ("7200000000001", "Mariana", "Ospina Restrepo")
    assert (buyer.email, buyer.phone) == ("mariana.ospina@example.com", "+57 300 555 0142")
    assert buyer.place == Place(
        first_name="Mariana",
        last_name="Ospina Restrepo",
        line_1="Carrera 15 # 88-64",
        line_2="Apto 502",
        city="Bogotá",
        state="DC",
        postal_code="110221",
        country="CO",
        phone="+57 300 555 0142",
    )


def test_without_billing_the_shipping_address_is_the_buyers_then_the_customers_own() -> None:
    payload = load("order_paid__iva_19_included") | {"billing_address": None}
    payload["shipping_address"]["city"] = "Chía"
    assert to_order(payload).buyer.place.city == "Chía"
    assert to_order(payload | {"shipping_address": None}).buyer.place.city == "Bogotá"


def test_email_falls_back_to_the_contact_then_the_customer() -> None:
    payload = load("order_paid__iva_19_included") | {"email": None}
    assert to_order(payload | {"contact_email": "otra@example.com"}).buyer.email == "otra@example.com"
    assert to_order(payload | {"contact_email": None}).buyer.email == "mariana.ospina@example.com"


def test_the_name_that_stands_in_one_field_only() -> None:
    payload = load("order_paid__iva_19_included")
    payload["billing_address"] |= {"first_name": None, "last_name": None}
    assert to_order(payload).buyer.first_name == "Mariana Ospina Restrepo"


def test_only_the_shops_own_currency_is_read() -> None:
    order = to_order(load("order_paid__buyer_saw_dollars"))
    assert (order.currency, order.buyer_currency, order.total) == ("COP", "USD", D("249900.00"))
    assert amounts(order.lines) == [
        ("product", D(1), D(0), D("200000.00"), D("38000.00")),
        ("shipping", D(1), D(0), D("10000.00"), D("1900.00")),
    ]


def test_what_the_buyer_saw_makes_no_difference() -> None:
    payload = load("order_paid__buyer_saw_dollars")
    assert replace(to_order(repriced(payload)), raw=None) == replace(to_order(payload), raw=None)


def repriced(value: Any) -> Any:
    """The same JSON with every amount that the buyer saw made unreadable."""
    if isinstance(value, list):
        return [repriced(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: {"amount": "gratis"} if key == "presentment_money" else repriced(item) for key, item in value.items()}


def test_a_currency_without_decimals() -> None:
    order = to_order(load("amounts/order_paid__yen_without_decimals"))
    assert (order.currency, order.total, order.tax_total) == ("JPY", D(25800), D(2345))
    assert amounts(order.lines) == [
        ("product", D(2), D(0), D(21455), D(2145)),
        ("shipping", D(1), D(0), D(2000), D(200)),
    ]


def test_pesos_with_and_without_decimals_are_the_same() -> None:
    payload = load("order_paid__iva_19_included")
    payload |= {"total_price": "131700", "current_total_price": "131700.0", "subtotal_price": "119800"}
    payload["line_items"][0]["price"] = "59900"
    assert to_order(payload).lines == to_order(load("order_paid__iva_19_included")).lines


def test_rounding_of_cash_is_no_part_of_the_total() -> None:
    order = to_order(load("amounts/order_paid__pos_cash_rounded"))
    assert (order.total, order.payments[0].amount, order.notes) == (D("23930.00"), D("23930.00"), ())


def test_cash_on_delivery_is_pending() -> None:
    order = to_order(load("order_created__cod_pending"))
    assert (order.status, order.is_paid) == ("pending", False)
    assert order.payments == (
        Payment(
            method="cash on delivery (cod)",
            title="Cash on Delivery (COD)",
            amount=D("74180.00"),
            status="pending",
        ),
    )


@pytest.mark.parametrize(
    ("status", "is_paid", "payment"),
    [
        ("paid", True, "paid"),
        ("partially_refunded", True, "paid"),
        ("refunded", True, "paid"),
        ("authorized", False, "authorized"),
        ("pending", False, "pending"),
        ("partially_paid", False, "pending"),
        ("voided", False, "pending"),
    ],
)
def test_financial_status(status: str, is_paid: bool, payment: str) -> None:
    order = to_order(load("order_paid__iva_19_included") | {"financial_status": status})
    assert (order.status, order.is_paid, order.payments[0].status) == (status, is_paid, payment)


@pytest.mark.parametrize(
    ("source", "channel"),
    [("web", "checkout"), ("pos", "pos"), ("shopify_draft_order", "admin"), ("580111", "580111"), (None, "")],
)
def test_channel(source: str | None, channel: str) -> None:
    assert to_order(load("order_paid__iva_19_included") | {"source_name": source}).channel == channel


def test_a_free_order_has_no_payment() -> None:
    payload = load("order_created__test_order")
    payload["line_items"][0] |= {"price": "0.00", "tax_lines": []}
    for state in ("", "current_"):
        payload |= {f"{state}{name}": "0.00" for name in ("total_price", "subtotal_price", "total_tax")}
    order = to_order(payload)
    assert (order.total, order.payments) == (D("0.00"), ())


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"line_items": [], "shipping_lines": []},
            "line_items: nothing is left to invoice in the order; if it was called off, cancel it in Shopify",
        ),
        ({"currency": "pesos"}, "currency: expected three letters, such as COP, found pesos"),
        ({"id": None}, "id: missing from the order that the shop sent"),
        ({"processed_at": None, "created_at": None}, "processed_at: missing from the order that the shop sent"),
        ({"line_items": "no"}, "line_items: expected a list, found 'no'"),
    ],
)
def test_what_cannot_be_is_held_and_says_where(fields: dict[str, object], words: str) -> None:
    assert held(load("order_paid__iva_19_included") | fields) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"price": "gratis"}, "line_items[0].price: is not money: 'gratis'"),
        (
            {"quantity": "1.5"},
            "line_items[0].quantity: expected a whole quantity from 0 to 1000000, found 1.5",
        ),
        (
            {"quantity": -1},
            "line_items[0].quantity: expected a whole quantity from 0 to 1000000, found -1",
        ),
        (
            {"tax_lines": [{"title": "IVA", "rate": 19, "price": "1.00"}]},
            "line_items[0].tax_lines[0].rate: expected a tax rate between 0 and 1, found 19",
        ),
        (
            {"tax_lines": [{"title": "IVA", "price": "1.00"}]},
            "line_items[0].tax_lines[0].rate: missing from the order that the shop sent",
        ),
        (
            {"discount_allocations": [{"amount": "999999.00"}]},
            "line_items[0]: the line comes to a negative amount, -899326.73; "
            "look at its price, discount and tax in Shopify",
        ),
    ],
)
def test_a_line_that_cannot_be_is_held_and_says_where(fields: dict[str, object], words: str) -> None:
    payload = load("order_paid__iva_19_included")
    payload["line_items"][0] |= fields
    assert held(payload) == words


@pytest.mark.parametrize("payload", [None, [], "", 7, {}, {"id": 1}])
def test_what_is_no_order_is_held(payload: object) -> None:
    held(payload)


def test_unknown_keys_and_missing_lists_do_not_matter() -> None:
    payload = load("order_paid__iva_19_included") | {"novedad_2027": {"a": [1]}}
    for name in ("refunds", "note_attributes", "discount_applications", "returns", "line_item_groups"):
        payload[name] = None
    for line in payload["line_items"]:
        del line["discount_allocations"], line["properties"]
    assert to_order(payload).total == D("131700.00")
