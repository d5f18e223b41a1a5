"""Every amount is what the buyer paid: each line's total + total_tax, adding up to the order's total, or held."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from connector.errors import OrderHeld
from connector.json_text import parse
from connector.model.order import Line, Order
from connector.stores.woocommerce.lines import LISTS
from connector.stores.woocommerce.order import to_order
from tests.stores.woocommerce.evidence import HERE, captures, fixture, rest
from tests.stores.woocommerce.shop import Row, Shop, order


def D(text: str | int) -> Decimal:  # noqa: N802  # a column of amounts reads better
    return Decimal(text)


def states() -> dict[str, dict[str, Any]]:
    """Every state of an order in the captures, webhooks and REST answers alike, by file."""
    bodies = {one.name: one.body for one in captures() if one.topic.startswith("order.")}
    bodies |= {path.name: path.read_bytes() for path in sorted((HERE / "captures" / "rest").glob("*.response.json"))}
    found = {}
    for name, body in bodies.items():
        payload = parse(body)
        for index, one in enumerate(payload if isinstance(payload, list) else [payload]):
            if "line_items" in one and "currency" in one:
                found[f"{name}[{index}]"] = one
    return found


STATES = states()
FINER = "order-2-get-dp4.response.json[0]"


def paid(shop: Shop, products: list[Row], shipping: list[Row], fees: list[Row]) -> dict[str, Any]:
    """A whole order with these amounts."""
    return {**fixture("order_created__cedula_in_meta"), **order(shop, products, shipping, fees)}


def changed(name: str, **changes: object) -> dict[str, Any]:
    return {**STATES[name], **changes}


def held(payload: object) -> tuple[str, ...]:
    with pytest.raises(OrderHeld) as error:
        to_order(payload)
    return error.value.problems


def rows(payload: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The payload's lines by the id that ours have."""
    return {f"{kind}:{row['id']}": row for name, kind in LISTS.items() for row in payload.get(name, [])}


def by_rate(lines: tuple[Line, ...]) -> dict[Decimal, Decimal]:
    sums: dict[Decimal, Decimal] = {}
    for line in lines:
        for tax in line.taxes:
            sums[tax.rate] = sums.get(tax.rate, D(0)) + tax.amount
    return {rate: amount for rate, amount in sums.items() if amount}


def assert_exact(payload: dict[str, Any]) -> Order:
    read = to_order(payload)
    assert read.invoice_total == read.total == Decimal(payload["total"])
    assert read.notes == ()
    paid_with = sum(payment.amount for payment in read.payments)
    assert paid_with == read.total
    for line in read.lines:
        row = rows(payload)[line.id]
        assert line.gross == Decimal(row["total"]) + Decimal(row["total_tax"]), line.id
    stated = {
        Decimal(row["rate_percent"]): Decimal(row["tax_total"]) + Decimal(row["shipping_tax_total"])
        for row in payload["tax_lines"]
    }
    assert by_rate(read.lines) == {rate: amount for rate, amount in stated.items() if amount}
    return read


# Evidence


def test_the_captures_hold_orders_of_both_decimal_settings() -> None:
    written = {name: payload["total"].partition(".")[2] for name, payload in STATES.items()}
    assert len(STATES) == 43
    assert {len(decimals) for decimals in written.values()} == {0, 2, 4}
    assert [name for name, decimals in written.items() if len(decimals) == 4] == [FINER]


@pytest.mark.parametrize("name", [name for name in STATES if name != FINER])
def test_every_captured_state_is_exact_by_order_by_line_and_by_rate(name: str) -> None:
    assert_exact(STATES[name])


SHIRT, SHOE, BAG = D(59900), D(189900), D(199900)
SHIPPING = [Row(D(12000), (19,))]
COUPON = [
    Row(SHIRT, (19,), D(2), off=D(11980)),
    Row(D(31500), (5,), off=D(3150)),
    Row(D(59000), (0,), off=D(5900)),
]
EXCLUDED = [Row(SHIRT, (19,), D(3), off=D(3750)), Row(D(80000), (), off=D(1250))]
PACKING = [Row(D(3000), (19,))]
CASES: dict[str, tuple[int, tuple[list[Row], list[Row], list[Row]]]] = {
    "order-1-simple-create.response.json[0]": (0, ([Row(SHIRT, (19,))], [], [])),
    "order-2-get.response.json[0]": (0, (COUPON, SHIPPING, [])),
    "order-3-variable-create.response.json[0]": (0, ([Row(SHOE, (19,), D(2))], [], [])),
    "48-order.created-32[0]": (0, ([Row(BAG, (19,))], SHIPPING, [])),
    "order-4-two-decimals-create.response.json[0]": (2, (EXCLUDED, SHIPPING, PACKING)),
}
"""What was ordered in each captured order, and the decimals that the shop had then."""

AMOUNTS = ("total", "total_tax", "shipping_total", "discount_total", "discount_tax")


@pytest.mark.parametrize("name", CASES)
def test_our_shop_computes_what_the_real_one_did(name: str) -> None:
    decimals, ordered = CASES[name]
    ours, theirs = order(Shop(decimals), *ordered), STATES[name]
    assert {field: ours[field] for field in AMOUNTS} == {field: theirs[field] for field in AMOUNTS}
    for mine, captured in zip(ours["line_items"], theirs["line_items"], strict=True):
        fields = ("subtotal", "subtotal_tax", "total", "total_tax")
        assert [mine[field] for field in fields] == [captured[field] for field in fields]


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("with_tax", [True, False])
@pytest.mark.parametrize("decimals", [0, 2])
@pytest.mark.parametrize("name", CASES)
def test_every_captured_order_is_exact_at_both_decimal_settings(
    name: str, decimals: int, with_tax: bool, by_hand: bool
) -> None:
    _, ordered = CASES[name]
    assert_exact(paid(Shop(decimals, with_tax, by_hand=by_hand), *ordered))


# The arithmetic of WooCommerce is never held


def rows_of(amounts: st.SearchStrategy[Decimal], most: int) -> st.SearchStrategy[list[Row]]:
    charge = st.builds(Row, amount=amounts, rates=st.sampled_from([(19,), (), (5,)]))
    return st.lists(charge, max_size=most)


@st.composite
def goods(draw: st.DrawFn) -> Row:
    amount = draw(st.decimals(1000, 90000, places=draw(st.sampled_from([0, 2, 4]))))
    quantity = draw(st.sampled_from([D(1), D(2), D(3), D(7), D("0.5"), D("1.25")]))
    off = (amount * quantity * draw(st.sampled_from([0, 0, 10, 33, 100])) / 100).quantize(D(1))
    return Row(amount, draw(st.sampled_from([(19,), (5,), (0,), (), (19, 8)])), quantity, min(off, amount * quantity))


CARTS = st.tuples(
    st.lists(goods(), min_size=1, max_size=5),
    rows_of(st.decimals(1000, 20000, places=2), 2),
    rows_of(st.one_of(st.decimals(100, 5000, places=2), st.decimals(-5000, -100, places=2)), 2),
)


@settings(max_examples=150, deadline=None)
@given(
    shop=st.builds(Shop, st.sampled_from([0, 2]), st.booleans(), st.booleans(), st.booleans()),
    cart=CARTS,
)
def test_whatever_woocommerce_computes_is_read_to_its_total(
    shop: Shop, cart: tuple[list[Row], list[Row], list[Row]]
) -> None:
    payload = paid(shop, *cart)
    assume(Decimal(payload["total"]) > 0)
    read = to_order(payload)
    assert read.invoice_total == read.total == Decimal(payload["total"])
    unit = Decimal(1).scaleb(-shop.decimals)
    moved = [abs(line.gross - Decimal(row["total"]) - Decimal(row["total_tax"])) for line, row in beside(read, payload)]
    assert max(moved) <= unit * len(moved)
    assert read.notes == ()


@settings(max_examples=100, deadline=None)
@given(
    shop=st.builds(Shop, st.sampled_from([0, 2]), st.booleans(), st.just(False), st.booleans()),
    dp=st.sampled_from([3, 4, 6]),
    cart=CARTS,
)
def test_an_order_fetched_with_more_decimals_has_the_same_total(
    shop: Shop, dp: int, cart: tuple[list[Row], list[Row], list[Row]]
) -> None:
    shown = paid(shop, *cart)
    assume(Decimal(shown["total"]) > 0)
    payload = paid(Shop(shop.decimals, shop.with_tax, shop.at_subtotal, shop.by_hand, dp=dp), *cart)
    assume(not is_rounded_to_a_half(payload, shop.decimals))
    finer = to_order(payload)
    assert finer.invoice_total == finer.total == Decimal(shown["total"])


def is_rounded_to_a_half(payload: dict[str, Any], decimals: int) -> bool:
    """Whether some amount, written with so many decimals, no longer tells on which side of the half it was."""
    amounts = (Decimal(row[name]) for row in rows(payload).values() for name in ("total", "total_tax"))
    return any(amount.scaleb(decimals) % 1 in (D("0.5"), D("-0.5")) for amount in amounts)


def beside(read: Order, payload: dict[str, Any]) -> list[tuple[Line, dict[str, Any]]]:
    return [(line, rows(payload)[line.id]) for line in read.lines]


# More decimals than cents


def test_a_captured_order_with_four_decimals_is_read_as_the_shop_shows_it() -> None:
    """Its stored lines come to 203550.042, and the taxes of a line to 17214.958."""
    shown, finer = (
        to_order(STATES["order-2-get-after-refund.response.json[0]"]),
        to_order(parse(rest("order-2-get-dp4"))),
    )
    assert finer.total == D(203550)
    assert finer.lines == shown.lines
    assert (finer.tax_total, finer.payments, finer.refunds) == (shown.tax_total, shown.payments, shown.refunds)
    assert finer.raw == STATES[FINER]


def test_a_shop_with_cents_keeps_them() -> None:
    _, ordered = CASES["order-4-two-decimals-create.response.json[0]"]
    shown, finer = to_order(paid(Shop(2), *ordered)), to_order(paid(Shop(2, dp=4), *ordered))
    assert finer.lines == shown.lines
    assert [line.net for line in finer.lines] == [D("147857.14"), D("78750"), D("12000"), D("3000")]


def test_finer_amounts_in_lists_with_holes_are_rounded_too() -> None:
    finer = parse(rest("order-2-get-dp4"))
    lists = ("line_items", "shipping_lines", "tax_lines")
    holed = {name: {str(2 * at + 1): row for at, row in enumerate(finer[name])} for name in lists}
    assert to_order(finer | holed).lines == to_order(finer).lines


def test_a_free_order_with_four_decimals_is_read_as_the_shop_shows_it() -> None:
    cart: tuple[list[Row], list[Row], list[Row]] = ([Row(D(20000), (19,), off=D(20000))], [], [])
    shown, finer = to_order(paid(Shop(), *cart)), to_order(paid(Shop(dp=4), *cart))
    assert finer.lines == shown.lines
    assert [(line.list_price, line.discount, line.gross) for line in finer.lines] == [(D(20000), D(20000), D(0))]


def test_a_total_that_is_finer_than_cents_is_held() -> None:
    assert held(changed(FINER, total="203550.1234")) == (
        "total: 203550.1234 tiene más de dos decimales y así no se puede pagar. "
        "Poner 0 o 2 decimales en WooCommerce › Ajustes › General y recalcular el pedido",
    )


def test_what_is_no_money_among_finer_amounts_is_named_as_the_shop_sent_it() -> None:
    assert held(changed(FINER, discount_total="gratis")) == ("discount_total: no es un valor en dinero: 'gratis'",)


# The four sum rules

ORDER_2 = "order-2-get.response.json[0]"
RECALCULATE = "Recalcular el pedido en WooCommerce"


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        (
            {"total": "203650"},
            [
                "total: productos + cargos + envío + impuestos suman 203550 y el pedido dice 203650. "
                "Recalcular el pedido en WooCommerce; si pasa seguido, quitar en Ajustes › Impuesto "
                "el redondeo en el subtotal"
            ],
        ),
        (
            {"total": "153550"},
            [
                "total: productos + cargos + envío + impuestos suman 203550 y el pedido dice 153550. "
                "Recalcular el pedido en WooCommerce; si la diferencia es una tarjeta regalo o un saldo que un "
                "complemento restó, agregarla al pedido como un cargo negativo"
            ],
        ),
        (
            {"total_tax": "20000"},
            [
                f"total_tax: los impuestos de las líneas suman 20845 y el pedido dice 20000. {RECALCULATE}",
                f"tax_lines: los impuestos por tarifa suman 20845 y total_tax dice 20000. {RECALCULATE}",
            ],
        ),
        (
            {"discount_total": "0"},
            [
                "discount_total: los descuentos de los productos (subtotal menos total) suman 18967 y el pedido "
                f"dice 0. {RECALCULATE}"
            ],
        ),
        (
            {"discount_tax": "4000"},
            [
                "discount_tax: los descuentos de los productos (subtotal_tax menos total_tax) suman 2063 y el pedido "
                f"dice 4000. {RECALCULATE}"
            ],
        ),
        (
            {"tax_lines": [row | {"shipping_tax_total": "0"} for row in STATES[ORDER_2]["tax_lines"]]},
            [f"tax_lines: los impuestos por tarifa suman 18565 y total_tax dice 20845. {RECALCULATE}"],
        ),
    ],
)
def test_a_broken_sum_rule_is_named_with_both_numbers(changes: dict[str, object], problems: list[str]) -> None:
    assert held(changed(ORDER_2, **changes)) == tuple(problems)


@pytest.mark.parametrize(
    ("field", "most"),
    [("discount_total", 3), ("discount_tax", 3), ("total", 1)],
)
def test_a_rule_allows_what_rounding_explains_and_not_a_unit_more(field: str, most: int) -> None:
    """Half a unit for each amount: three products before and after coupons; one shipping without tax, and its tax."""
    right = Decimal(STATES[ORDER_2][field])
    assert to_order(changed(ORDER_2, **{field: str(right + most)})).total in (D(203550), D(203551))
    if field != "total":
        assert len(held(changed(ORDER_2, **{field: str(right + most + 1)}))) == 1
    assert len(held(changed(ORDER_2, **{field: str(right + 10)}))) == 1


@pytest.mark.parametrize("field", ["discount_total", "discount_tax", "tax_lines", "total_tax", "shipping_total"])
@pytest.mark.parametrize("value", [None, ""])
def test_what_an_old_version_does_not_write_is_not_asked_for(field: str, value: object) -> None:
    read = to_order(changed(ORDER_2, **{field: value}))
    assert read.invoice_total == D(203550)


def test_lines_without_subtotals_have_no_discount_to_check() -> None:
    lines = [{**row, "subtotal": "", "subtotal_tax": ""} for row in STATES[ORDER_2]["line_items"]]
    assert [line.discount for line in to_order(changed(ORDER_2, line_items=lines)).lines] == [D(0)] * 4


def test_an_order_off_by_one_without_anything_to_round_is_held() -> None:
    assert len(held(fixture("order_updated__total_off_by_one"))) == 1


# Rounding that moves an amount


def test_fees_and_shipping_are_added_unrounded_and_the_largest_takes_the_rest() -> None:
    """8403.4 + 1797.3 are shown as 8403 + 1797, and the shop's total has the peso that both fractions make."""
    charges = [Row(D("8403.4"))], [Row(D("1797.3"))]
    shirt, shipping, fee = (read := to_order(paid(Shop(), [Row(SHIRT, (19,))], *charges))).lines
    assert read.total == D(70101)
    assert (shirt.gross, shipping.gross, fee.gross) == (D(59900), D(8404), D(1797))


def test_taxes_that_are_rounded_together_leave_the_rest_on_the_largest_line() -> None:
    read = to_order(fixture("order_created__tax_rounded_at_subtotal_prices_without_tax"))
    assert [line.tax for line in read.lines] == [D(3990), D(7979)]


# Fees, shipping and taxes of every kind


def test_a_negative_fee_has_the_taxes_of_the_goods_of_each_rate() -> None:
    """-20000 over 60000 at 19 % and 40000 at 5 %: WooCommerce splits it 60 to 40, even with tax status "none"."""
    payload = paid(Shop(2, with_tax=False), [Row(D(60000), (19,)), Row(D(40000), (5,))], [], [Row(D(-20000))])
    payload["fee_lines"][0] |= {"tax_status": "none", "amount": "-20000"}
    fee = (read := to_order(payload)).lines[2]
    assert (fee.kind, fee.quantity, fee.list_price, fee.net, fee.discount) == ("fee", D(1), D(-20000), D(-20000), D(0))
    assert [(tax.rate, tax.amount) for tax in fee.taxes] == [(D(19), D(-2280)), (D(5), D(-400))]
    assert (fee.gross, fee.is_taxable) == (D(-22680), True)
    assert (read.total, read.notes) == (D(90720), ())


def test_a_negative_fee_without_taxes_is_not_taxable() -> None:
    fixed = fixture("order_updated__gift_card_as_negative_fee")
    fixed["fee_lines"][0] |= {"tax_status": "none", "taxes": []}
    fee = to_order(fixed).lines[1]
    assert (fee.gross, fee.taxes, fee.is_taxable) == (D(-20000), (), False)


def test_a_gift_card_that_pays_for_everything_leaves_nothing_to_pay() -> None:
    read = to_order(paid(Shop(), [Row(D(20000))], [], [Row(D(-20000))]))
    assert [line.gross for line in read.lines] == [D(20000), D(-20000)]
    assert (read.total, read.payments) == (D(0), ())


def test_several_shipping_lines_with_and_without_tax_and_a_free_one() -> None:
    shipping = [Row(D(12000), (19,)), Row(D(8000)), Row(D(0))]
    _, taxed, untaxed = assert_exact(paid(Shop(), [Row(SHIRT, (19,))], shipping, [])).lines
    assert (taxed.gross, taxed.is_taxable) == (D(14280), True)
    assert (untaxed.gross, untaxed.taxes, untaxed.is_taxable) == (D(8000), (), False)


@pytest.mark.parametrize(("with_tax", "total"), [(True, D(12700)), (False, D(16129))])
def test_two_taxes_on_one_line(with_tax: bool, total: Decimal) -> None:
    (line,) = (read := assert_exact(paid(Shop(0, with_tax), [Row(D(12700), (19, 8))], [], []))).lines
    assert read.total == total
    assert [(tax.name, tax.rate) for tax in line.taxes] == [("IVA 19%", D(19)), ("IVA 8%", D(8))]
    assert line.net == total / D("1.27")


def test_a_compound_tax_is_read_as_charged_and_told() -> None:
    """8 % of 10000 + 1900."""
    payload = paid(Shop(), [Row(D(12700), (19, 8))], [], [])
    payload["tax_lines"][0] |= {"tax_total": "952", "compound": True}
    payload["line_items"][0] |= {
        "total_tax": "2852",
        "subtotal_tax": "2852",
        "taxes": [{"id": 19, "total": "1900"}, {"id": 8, "total": "952"}],
    }
    read = to_order(payload | {"total": "12852", "total_tax": "2852"})
    assert (read.invoice_total, by_rate(read.lines)) == (D(12852), {D(19): D(1900), D(8): D(952)})
    assert read.notes == (
        "«Línea 1»: el impuesto IVA 8% se cobró también sobre otro impuesto. "
        "Quitar «Compuesto» en WooCommerce › Ajustes › Impuesto y revisar la factura",
    )


def test_a_rate_marked_compound_that_stands_alone_is_an_ordinary_one() -> None:
    payload = paid(Shop(), [Row(SHIRT, (19,))], [], [])
    payload["tax_lines"][0]["compound"] = True
    assert_exact(payload)


def test_a_tax_that_is_not_its_rate_is_told() -> None:
    payload = paid(Shop(), [Row(SHIRT, (5,))], [], [])
    payload["tax_lines"][0] |= {"label": "IVA 19%", "rate_percent": 19}
    assert to_order(payload).notes == (
        "«Línea 1»: la tienda cobró 2852 de IVA 19%, y 19 % de 57048 son 10839.12. "
        "Revisar la tarifa en WooCommerce › Ajustes › Impuesto, y la factura",
    )


def test_the_amounts_of_a_negative_fee_do_not_hide_a_rate() -> None:
    payload = paid(Shop(2, with_tax=False), [Row(D(60000), (19,)), Row(D(40000), (5,))], [], [Row(D(-20000))])
    for row in payload["tax_lines"]:
        row |= {"label": "Impuesto", "rate_percent": None}
    assert by_rate(to_order(payload).lines) == {D(19): D(9120), D(5): D(1600)}


def test_unrounded_taxes_of_a_line_are_rounded_and_add_up_to_its_total_tax() -> None:
    payload = paid(Shop(), [Row(D(20001), (19, 8))], [], [])
    payload["line_items"][0]["taxes"] = [{"id": 19, "total": "2992.275591"}, {"id": 8, "total": "1259.905512"}]
    (line,) = to_order(payload).lines
    assert [tax.amount for tax in line.taxes] == [D(2992), D(1260)]
    assert line.gross == D(20001)


def test_two_taxes_too_small_to_show_make_one_unit_together() -> None:
    """-0.6 at 19 % and 5 % of a negative fee in a shop that rounds at subtotal level."""
    payload = paid(Shop(with_tax=False), [Row(D(60000), (19,)), Row(D(40000), (5,))], [], [Row(D(-5))])
    payload["fee_lines"][0] |= {"total_tax": "-1", "taxes": [{"id": 19, "total": "0"}, {"id": 5, "total": "0"}]}
    payload["tax_lines"][1]["tax_total"] = "11399"
    fee = to_order(payload | {"total": "113394", "total_tax": "13399"}).lines[2]
    assert [(tax.rate, tax.amount) for tax in fee.taxes] == [(D(19), D(-1)), (D(5), D(0))]
    assert fee.gross == D(-6)


def test_a_quantity_with_decimals() -> None:
    (line,) = assert_exact(paid(Shop(), [Row(D(23800), (19,), D("1.25"))], [], [])).lines
    assert (line.quantity, line.list_price, line.gross, line.net) == (D("1.25"), D(23800), D(29750), D(25000))


def test_an_order_of_nobody_knows_which_gateway_is_paid_with_its_total() -> None:
    payment = to_order(changed(ORDER_2, payment_method="", payment_method_title="")).payment
    assert payment is not None
    assert (payment.method, payment.title, payment.amount) == ("", "", D(203550))
