"""The four sum rules: an order that breaks one is held with the rule's name, both numbers and what to do."""

from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.messages import speaking
from connector.stores.shopify import to_order
from tests.stores.shopify.evidence import load
from tests.stores.shopify.test_graphql_order import fetched

D = Decimal

TOTAL = (
    "Rule of the total: the lines come to {found} and the order's total is {stated} (difference {difference}). "
    "Look at the order's edits and returns in Shopify, or invoice it by hand"
)
SUBTOTAL = (
    "Rule of the subtotal: the products after their discounts come to {found} and the order's subtotal is {stated} "
    "(difference {difference}). Look at the order's prices and discounts in Shopify, or invoice it by hand"
)
DISCOUNTS = (
    "Rule of the discounts: those of the lines and the shipping come to {found} and the order's discounts are {stated} "
    "(difference {difference}). Look at the order's discounts in Shopify, or invoice it by hand"
)
TAX = (
    "Rule of the taxes: those of the lines and the shipping come to {found} and the order's taxes are {stated} "
    "(difference {difference}). Look at the order's taxes in Shopify, or invoice it by hand"
)

RULES = [
    ("total_price", TOTAL),
    ("subtotal_price", SUBTOTAL),
    ("total_discounts", DISCOUNTS),
    ("total_tax", TAX),
]


@pytest.fixture(autouse=True)
def _english() -> object:
    with speaking("en"):
        yield


def held(payload: Any) -> tuple[str, ...]:
    with pytest.raises(OrderHeld) as refused:
        to_order(payload)
    return refused.value.problems


def both(payload: Any, name: str, amount: str) -> Any:
    """The amount as placed and as it is now, where the body says so; their twins go."""
    changed = payload | {name: amount, f"current_{name}": amount}
    return changed | {f"{name}_set": None, f"current_{name}_set": None}


@pytest.mark.parametrize(("name", "words"), RULES)
@pytest.mark.parametrize(
    "fixture",
    [
        "order_paid__iva_19_included",
        "amounts/order_paid__shipping_lines_discounted_tax_on_top",
        "order_paid__two_rates_and_uneven_discount",
        "order_paid__tip",
        "order_paid__gift_card_sold",
        "order_paid__duties_and_fees",
        "amounts/order_paid__yen_without_decimals",
    ],
)
def test_a_broken_rule_is_named(fixture: str, name: str, words: str) -> None:
    payload = load(fixture)
    found = D(payload[name])
    stated = found + 1
    problems = held(both(payload, name, str(stated)))
    assert problems == (words.format(found=digits(found), stated=digits(stated), difference=-1),)


def digits(amount: D) -> str:
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@pytest.mark.parametrize(("name", "words"), RULES)
def test_a_broken_rule_of_a_fetched_order_is_named(name: str, words: str) -> None:
    payload = fetched("shipping_lines_discounted_tax_on_top")
    found = D(payload[f"{name}_set"]["shop_money"]["amount"])
    problems = held(both(payload, name, str(found + D("0.01"))))
    assert problems == (words.format(found=digits(found), stated=digits(found + D("0.01")), difference="-0.01"),)


def test_every_broken_rule_is_told_at_once() -> None:
    payload = load("order_paid__iva_19_included")
    payload["line_items"][0]["price"] = "59901.00"
    assert held(payload) == (
        TOTAL.format(found=131702, stated=131700, difference=2),
        SUBTOTAL.format(found=119802, stated=119800, difference=2),
    )


def test_the_rules_in_spanish() -> None:
    payload = load("order_paid__iva_19_included")
    payload["line_items"][0]["discount_allocations"] = [{"amount": "100.00"}]
    payload["line_items"][0]["tax_lines"][0]["price"] = "19127.72"
    with speaking("es"):
        assert held(payload) == (
            "Regla del total: las líneas suman 131600 y el total del pedido es 131700 (diferencia -100). "
            "Revisar las ediciones y devoluciones del pedido en Shopify, o facturarlo a mano",
            "Regla del subtotal: los productos, con sus descuentos, suman 119700 y el subtotal del pedido es 119800 "
            "(diferencia -100). Revisar los precios y descuentos del pedido en Shopify, o facturarlo a mano",
            "Regla de los descuentos: los de las líneas y los envíos suman 100 y los descuentos del pedido son 0 "
            "(diferencia 100). Revisar los descuentos del pedido en Shopify, o facturarlo a mano",
            "Regla de los impuestos: los de las líneas y los envíos suman 21027.72 y los impuestos del pedido son "
            "21027.73 (diferencia -0.01). Revisar los impuestos del pedido en Shopify, o facturarlo a mano",
        )


@pytest.mark.parametrize("name", ["subtotal_price", "total_discounts", "total_tax"])
def test_a_field_that_is_absent_asserts_nothing(name: str) -> None:
    payload = both(load("order_paid__two_rates_and_uneven_discount"), name, "")
    assert to_order(payload).total == D("222400.00")


def test_a_twin_alone_is_asserted() -> None:
    payload = both(load("order_paid__iva_19_included"), "subtotal_price", "")
    payload["subtotal_price_set"] = {"shop_money": {"amount": "119801.00"}}
    assert held(payload) == (SUBTOTAL.format(found=119800, stated=119801, difference=-1),)


def test_a_removed_shipping_line_takes_its_discount_with_it() -> None:
    payload = load("order_updated__one_shipping_line_removed")
    removed = next(line for line in payload["shipping_lines"] if line["is_removed"])
    removed |= {"discounted_price": "10.00", "discount_allocations": [{"amount": "23790.00"}]}
    assert to_order(payload).total == D("255850.00")


def test_a_free_shipping_is_a_discount_though_it_is_no_line() -> None:
    payload = load("order_paid__shipping_free")
    payload["shipping_lines"][0]["discount_allocations"] = []
    assert held(payload) == (DISCOUNTS.format(found=0, stated=11900, difference=-11900),)
    del payload["shipping_lines"][0]["discount_allocations"]
    assert to_order(payload).total == D("178500.00")


def test_a_custom_line_that_a_merchant_calls_a_tip_stands_in_the_subtotal() -> None:
    payload = both(load("order_paid__tip"), "subtotal_price", "36900.00") | {"total_tip_received": "0.00"}
    assert [line.kind for line in to_order(payload).lines] == ["product", "shipping", "tip"]


def test_a_subtotal_with_and_without_the_gift_card_sold() -> None:
    payload = both(load("order_paid__gift_card_sold"), "subtotal_price", "59900.00")
    assert to_order(payload).total == D("159900.00")


def test_an_order_that_grew_by_an_edit_is_held_to_what_it_is_now() -> None:
    payload = load("amounts/order_updated__line_added_by_edit")
    assert held(payload | {"current_subtotal_price": "77901.00"}) == (
        SUBTOTAL.format(found=77900, stated=77901, difference=-1),
    )
    assert held(payload | {"current_total_discounts": "2001.00"}) == (
        DISCOUNTS.format(found=2000, stated=2001, difference=-1),
    )
    assert held(payload | {"current_total_tax": "12437.83"}) == (
        TAX.format(found="12437.82", stated="12437.83", difference="-0.01"),
    )


def test_an_order_that_grew_and_then_gave_money_back_is_held_to_the_total_alone() -> None:
    """No field tells of what it was between the edit and the refund."""
    payload = load("amounts/order_updated__line_added_by_edit")
    payload["refunds"] = [
        {"id": 1, "transactions": [{"kind": "refund", "status": "success", "amount": "900.00", "currency": "COP"}]}
    ]
    order = to_order(payload | {"current_total_price": "77000.00", "current_subtotal_price": "77000.00"})
    assert (order.total, order.refunded) == (D("77900.00"), D("900.00"))


def test_taxes_of_duties_are_no_taxes_of_a_line() -> None:
    """No real order with them was found: they are held, not spread."""
    payload = load("order_paid__duties_and_fees")
    payload |= {"total_price": "222850.00", "current_total_price": "222850.00"}
    payload |= {"total_tax": "2850.00", "current_total_tax": "2850.00"}
    assert held(payload) == (
        TOTAL.format(found=220000, stated=222850, difference=-2850),
        TAX.format(found=0, stated=2850, difference=-2850),
    )


def test_an_edit_that_left_the_total_alone_may_tell_of_either_state() -> None:
    """A shipping line gave way to a product of the same price."""
    payload = load("amounts/order_updated__line_added_by_edit") | {"total_price": "77900.00"}
    assert to_order(payload).total == D("77900.00")


@pytest.mark.parametrize(("name", "words"), RULES[1:])
def test_a_fetched_order_that_grew_by_an_edit_is_held_to_what_it_is_now(name: str, words: str) -> None:
    payload = fetched("line_added_by_edit")
    found = D(payload[f"current_{name}_set"]["shop_money"]["amount"])
    assert held(payload | {f"current_{name}": str(found + 1)}) == (
        words.format(found=digits(found), stated=digits(found + 1), difference=-1),
    )


def test_divided_lines_that_come_to_the_total_as_placed_are_held() -> None:
    """A unit left without money, so the buyer does not pay what was placed."""
    payload = load("order_updated__edited_lines_removed")
    payload |= {"total_price": "76633.33", "current_total_price": "76700.00"}
    assert held(payload) == (TOTAL.format(found="76633.33", stated=76700, difference="-66.67"),)


@pytest.mark.parametrize("name", ["subtotal_price", "total_discounts", "total_tax"])
def test_divided_lines_are_held_to_the_total_alone(name: str) -> None:
    """Shopify does not say what part of a discount or a tax left with the units."""
    payload = both(load("order_updated__edited_lines_removed"), name, "1.00")
    assert to_order(payload).total == D("76633.33")


@pytest.mark.parametrize(("name", "words"), RULES[1:])
def test_after_a_refund_the_rules_are_those_of_the_order_as_placed(name: str, words: str) -> None:
    payload = load("order_updated__partially_refunded")
    found = D(payload[name])
    assert held(payload | {name: str(found + 1), f"current_{name}": str(found)}) == (
        words.format(found=digits(found), stated=digits(found + 1), difference=-1),
    )


def money_back(amount: str, **more: Any) -> dict[str, Any]:
    transaction = {"kind": "refund", "status": "success", "amount": amount, "currency": "COP"}
    return {"id": 2, "transactions": [transaction], **more}


def test_money_for_units_that_an_edit_removed_is_no_refund_of_the_sale() -> None:
    """What is left is invoiced, and nothing of it was given back (store-protocols.md 4.2)."""
    payload = load("order_updated__edited_lines_removed")
    payload["refunds"].append(money_back("115666.67"))
    order = to_order(payload | {"financial_status": "partially_refunded"})
    assert (order.total, order.invoice_total, order.refunds) == (D("76633.33"), D("76633.33"), ())


def without_shipping(*refunds: Any, **more: Any) -> Any:
    """An edit took the shipping of 11900 away after the order was paid."""
    payload = load("order_paid__iva_19_included")
    payload["shipping_lines"][0]["is_removed"] = True
    now = {"current_total_price": "119800.00", "current_total_tax": "19127.73"}
    return payload | now | {"refunds": list(refunds)} | more


def test_money_for_shipping_that_an_edit_removed_is_no_refund_of_the_sale() -> None:
    before, after = to_order(without_shipping()), to_order(without_shipping(money_back("11900.00")))
    assert (before.total, after.total, after.refunds) == (D("119800.00"), D("119800.00"), ())
    assert before.lines == after.lines


@pytest.mark.parametrize(
    ("given", "current"), [("11900.00", "107900.00"), ("5000.00", "114800.00")], ids=["the same", "less"]
)
def test_money_besides_shipping_that_an_edit_removed_stays_a_refund(given: str, current: str) -> None:
    order = to_order(without_shipping(money_back(given), current_total_price=current))
    assert (order.total, order.refunded) == (D("119800.00"), D(given))


@pytest.mark.parametrize(
    ("given", "current"),
    [
        (money_back("100000.00"), "76633.33"),
        (money_back("115666.68"), "76633.33"),
        (
            money_back("115666.67", refund_line_items=[{"line_item_id": 1, "quantity": 1, "subtotal": 1}]),
            "76633.33",
        ),
        (money_back("115666.67"), "76633.34"),
    ],
    ids=["less", "a cent more", "for a line", "another total"],
)
def test_other_money_given_back_after_an_edit_is_not_explained_away(given: Any, current: str) -> None:
    payload = load("order_updated__edited_lines_removed") | {"current_total_price": current}
    payload["refunds"].append(given)
    (problem,) = held(payload)
    assert problem.startswith("Rule of the total: the lines come to 76633.33")


def test_a_refund_of_what_was_left_by_an_edit_stays_one() -> None:
    payload = load("order_updated__edited_lines_removed") | {"current_total_price": "71633.33"}
    payload["refunds"].append(money_back("5000.00"))
    order = to_order(payload)
    assert (order.total, order.refunded) == (D("76633.33"), D("5000.00"))


@pytest.mark.parametrize("fixture", ["order_cancelled__never_paid", "order_cancelled__paid_and_refunded"])
def test_a_cancelled_order_is_held_to_nothing(fixture: str) -> None:
    """Nobody can mend it, and it is never invoiced: what an edit added before stands in no total as placed."""
    payload = load(fixture)
    added = payload["line_items"][0] | {"id": 99, "current_quantity": 0}
    order = to_order(payload | {"line_items": [*payload["line_items"], added]})
    assert order.is_cancelled
    assert order.total > D(payload["total_price"])


def taxed(amount: str, rate: str = "0.19") -> Any:
    """The first line, of 119,800 with tax inside, and the shipping of 11,900 with 1,900 of tax."""
    payload = load("order_paid__iva_19_included")
    payload["line_items"][0]["tax_lines"] = [{"title": "IVA", "price": amount, "rate": D(rate)}]
    return both(payload, "total_tax", str(D(amount) + D("1900.00")))


def test_a_tax_that_is_not_its_rate_of_the_base_is_told() -> None:
    (note,) = to_order(taxed("5000.00")).notes
    assert note == (
        "“Camiseta básica”: the shop charged 5000 of IVA, and 19 % of 114800 is 21812. "
        "Check the taxes in Shopify › Settings › Taxes and duties, and the invoice"
    )
    with speaking("es"):
        assert to_order(taxed("5000.00")).notes == (
            "«Camiseta básica»: la tienda cobró 5000 de IVA, y 19 % de 114800 son 21812. "
            "Revisar los impuestos en Shopify › Configuración › Impuestos y aranceles, y la factura",
        )


@pytest.mark.parametrize(("amount", "rate"), [("5704.76", "0.05"), ("19127.73", "0.19"), ("19128.23", "0.19")])
def test_what_rounding_does_to_a_tax_is_not_told(amount: str, rate: str) -> None:
    assert to_order(taxed(amount, rate)).notes == ()


def test_an_amount_at_a_rate_of_nothing_is_told() -> None:
    (note,) = to_order(taxed("5000.00", "0")).notes
    assert "charged 5000 of IVA, and 0 % of 114800 is 0" in note


def test_a_total_below_zero_is_held() -> None:
    payload = both(load("order_paid__tip"), "total_price", "-61600.00") | {"total_tip_received": "-100000.00"}
    assert held(payload) == ("total_price: the order comes to a negative total, -61600",)
