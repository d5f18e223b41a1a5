"""Negative fees: gift cards and store credit are payments, everything else a discount on the goods."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connector.colombia.sale import FEES_THAT_PAY, SaleRules, as_sold
from connector.colombia.sale_fees import word_in
from connector.errors import OrderHeld
from connector.model.order import Payment
from tests.colombia.test_sale import BOOK, COFFEE, FREIGHT, SHIRT, _spanish, line, order, shown

__all__ = ["_spanish"]

SUPPOSED = (
    "El cargo «Descuento», de -14000, se tomó como un descuento. Si es un medio de pago (tarjeta de regalo, saldo), "
    "agregar su nombre a `fees_that_pay` en `sale:`; si es un descuento, escribir allí `negative_fees: discount`."
)
DISCOUNT = line("fee:7", "-14000", name="Descuento")
CARD = line("fee:7", "-14000", name="Tarjeta de regalo (AB12)")


class TestDiscount:
    def test_it_is_spread_over_the_goods_by_what_was_paid(self):
        sold = as_sold(order(SHIRT, COFFEE, DISCOUNT), SaleRules())
        assert shown(sold) == [("product:1", "107100", {19: "17100"}), ("product:2", "18900", {5: "900"})]
        assert [each.discount for each in sold.lines] == [Decimal(11900), Decimal(2100)]
        assert [each.list_price for each in sold.lines] == [Decimal(119000), Decimal(21000)]
        assert (sold.total, sold.tax_total) == (Decimal(126000), Decimal(18000))
        assert sold.notes == (SUPPOSED,)

    def test_nothing_is_supposed_where_the_merchant_says_it(self):
        given = order(SHIRT, COFFEE, DISCOUNT)
        said, supposed = as_sold(given, SaleRules(negative_fees="discount")), as_sold(given, SaleRules())
        assert said == replace(supposed, notes=())

    def test_with_taxes_of_its_own_it_lowers_the_goods_of_those_rates(self):
        sold = as_sold(order(SHIRT, COFFEE, line("fee:7", "-11900", 19)), SaleRules())
        assert shown(sold) == [("product:1", "107100", {19: "17100"}), ("product:2", "21000", {5: "1000"})]

    @pytest.mark.parametrize(
        ("fee", "left"),
        [(("-130000", 19), ["8500", "1500", "10000"]), (("-145000",), ["3966.67", "700", "333.33"])],
    )
    def test_what_the_goods_of_its_rates_do_not_hold_the_others_do(self, fee: tuple[Any, ...], left: list[str]):
        sold = as_sold(order(SHIRT, COFFEE, FREIGHT, line("fee:7", *fee)), SaleRules(shipping_tax="charged"))
        assert [gross for _, gross, _ in shown(sold)] == left

    def test_cents_add_up(self):
        goods = [line(f"product:{number}", "100") for number in (1, 2, 3)]
        sold = as_sold(order(*goods, line("fee:7", "-100")), SaleRules())
        assert [each.gross for each in sold.lines] == [Decimal("66.66"), Decimal("66.67"), Decimal("66.67")]

    def test_nothing_is_taken_below_zero_where_the_shop_has_more_decimals_than_cents(self):
        goods = [
            replace(line(f"product:{number}", gross), net=Decimal(gross), list_price=Decimal(gross))
            for number, gross in enumerate(("1", "0.1243", "5.62"))
        ]
        sold = as_sold(order(*goods, line("fee:7", "-6.7")), SaleRules())
        assert [each.gross for each in sold.lines] == [Decimal("0.0066"), Decimal("0.0008"), Decimal("0.0369")]

    def test_shipping_follows_what_is_left_of_the_goods(self):
        shirt, book = line("product:1", "50000", 19), line("product:2", "50000")
        given = order(shirt, book, FREIGHT, line("fee:7", "-25000", 19))
        assert [gross for _, gross, _ in shown(as_sold(given, SaleRules()))[2:]] == ["3333.33", "6666.67"]

    def test_more_than_the_sale_is_held(self):
        with pytest.raises(OrderHeld) as held:
            as_sold(order(BOOK, line("tip:1", "5000"), line("fee:7", "-31000", name="Descuento")), SaleRules())
        assert held.value.problems == (
            "El cargo «Descuento» es de -31000, y lo que se puede descontar en este pedido es 30000. Corregirlo en la "
            "tienda.",
        )


class TestPayment:
    @pytest.mark.parametrize("choice", [None, "discount", "payment", "hold"])
    def test_a_gift_card_is_one_whatever_the_choice(self, choice: Any):
        given = order(SHIRT, CARD, payments=(Payment(method="wompi", amount=Decimal(105000)),))
        sold = as_sold(given, SaleRules(negative_fees=choice))
        assert sold.lines == (SHIRT,)
        assert sold.payments == (
            Payment(method="wompi", amount=Decimal(105000)),
            Payment(method="tarjeta de regalo", title="Tarjeta de regalo (AB12)", amount=Decimal(14000)),
        )
        assert (given.total, sold.total, sold.invoice_total) == (Decimal(105000), Decimal(119000), Decimal(119000))
        assert (sold.tax_total, sold.notes) == (Decimal(19000), ())

    def test_the_tax_that_the_shop_took_off_the_card_is_back(self):
        given = order(SHIRT, line("fee:7", "-11900", 19, name="Gift card"))
        assert given.tax_total == Decimal(17100)
        assert as_sold(given, SaleRules()).tax_total == Decimal(19000)

    def test_a_card_may_pay_for_everything(self):
        given = order(SHIRT, line("fee:7", "-119000", name="Gift card"), payments=())
        sold = as_sold(given, SaleRules())
        assert (given.total, sold.total) == (Decimal(0), Decimal(119000))
        assert sold.payments == (Payment(method="gift card", title="Gift card", amount=Decimal(119000)),)

    def test_every_other_one_where_the_merchant_says_so(self):
        sold = as_sold(order(SHIRT, DISCOUNT, payments=()), SaleRules(negative_fees="payment"))
        assert sold.payments == (Payment(method="descuento", title="Descuento", amount=Decimal(14000)),)

    def test_the_names_are_the_merchants(self):
        rules = SaleRules(negative_fees="discount", fees_that_pay=("bono navidad",))
        named = line("fee:8", "-1000", name="BONO NAVIDAD 2026")
        sold = as_sold(order(SHIRT, CARD, named), rules)
        assert [payment.method for payment in sold.payments] == ["wompi", "bono navidad"]
        assert sold.lines[0].gross == Decimal(105000)


def test_every_fee_that_is_held_is_told():
    given = order(SHIRT, DISCOUNT, line("fee:8", "-1000", name="Otro"), replace(CARD, id="fee:9"))
    with pytest.raises(OrderHeld) as held:
        as_sold(given, SaleRules(negative_fees="hold"))
    assert held.value.problems == tuple(
        f"El cargo «{name}» es de {gross}, y `negative_fees: hold` retiene los cargos negativos. Registrarlo en la "
        "tienda como cupón o, si es un medio de pago, agregar su nombre a `fees_that_pay` en `sale:`."
        for name, gross in (("Descuento", -14000), ("Otro", -1000))
    )


@pytest.mark.parametrize("kind", ["product", "shipping"])
def test_other_negative_lines_are_left_for_the_ledger_to_hold(kind: str):
    negative = line(f"{kind}:8", "-1000", 19)
    assert negative in as_sold(order(SHIRT, negative), SaleRules()).lines


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Tarjeta de Regalo", "tarjeta de regalo"),
        ("2 tarjetas de regalo: A1, B2", "tarjeta de regalo"),
        ("Gift Cards", "gift card"),
        ("Credito de la tienda", "crédito de la tienda"),
        ("Pago con 300 PUNTOS", "puntos"),
        ("Abono", ""),
        ("Descuento por mayor", ""),
        ("", ""),
    ],
)
def test_what_a_fee_is_called(name: str, word: str):
    assert word_in(name, FEES_THAT_PAY) == word


@pytest.mark.parametrize("word", ["·", " ", ""])
def test_a_word_of_nothing_is_in_no_name(word: str):
    assert word_in("Descuento", [word]) == ""
