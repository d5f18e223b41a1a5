"""The sale as the law sees it: exempt or excluded, shipping and fees, tips, territories, who is not responsible."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connector.colombia.sale import SaleRules, as_sold, cards_sold, sells_only_gift_cards
from connector.colombia.sale_lines import priced
from connector.errors import OrderHeld
from connector.messages import speaking
from connector.model.money import plain
from connector.model.order import Line, Order, Place, Tax
from tests.orders import an_order

IVA = {rate: Tax(name=f"IVA {rate}%", rate=Decimal(rate), amount=Decimal(0)) for rate in (0, 5, 19)}
INC = Tax(name="INC 8%", rate=Decimal(8), amount=Decimal(0))


@pytest.fixture(autouse=True)
def _spanish():
    with speaking("es"):
        yield


def line(id_: str, gross: str, *rates: int, **given: Any) -> Line:
    """A line of this gross with these rates inside, which the shop charged to the cent."""
    whole = Decimal(gross)
    net = (whole * 100 / (100 + sum(rates))).quantize(Decimal("0.01"))
    taxes = [replace(IVA.get(rate, INC), amount=whole - net if rate else Decimal(0)) for rate in rates]
    kind = id_.partition(":")[0]
    values: dict[str, Any] = {"kind": kind, "name": id_, "sku": id_.upper() if kind == "product" else ""}
    return Line(id=id_, quantity=Decimal(1), list_price=whole, net=net, taxes=tuple(taxes), **{**values, **given})


def order(*lines: Line, **given: Any) -> Order:
    total = sum((each.gross for each in lines), Decimal(0))
    tax = sum((each.tax for each in lines), Decimal(0))
    return an_order(**{"lines": lines, "total": total, "tax_total": tax, **given})


def shown(sold: Order) -> list[tuple[str, str, dict[int, str]]]:
    """Each line's id, gross, and taxes by rate."""
    return [
        (each.id, plain(each.gross), {int(tax.rate): plain(tax.amount) for tax in each.taxes}) for each in sold.lines
    ]


SHIRT, COFFEE, EGGS, BOOK = (
    line("product:1", "119000", 19),
    line("product:2", "21000", 5),
    line("product:3", "30000", 0),
    line("product:4", "30000"),
)
FREIGHT = line("shipping:9", "10000")


class TestShipping:
    def test_without_tax_it_takes_that_of_the_goods(self):
        sold = as_sold(order(SHIRT, FREIGHT), SaleRules())
        assert shown(sold)[1] == ("shipping:9", "10000", {19: "1596.64"})
        assert sold.lines[1].net == Decimal("8403.36")
        assert sold.tax_total == Decimal("20596.64")
        assert (sold.total, sold.notes) == (Decimal(129000), ())

    def test_in_a_mixed_cart_it_is_split_by_value(self):
        sold = as_sold(order(BOOK, EGGS, COFFEE, SHIRT, FREIGHT), SaleRules())
        assert shown(sold)[4:] == [
            ("shipping:9", "5950", {19: "950"}),
            ("shipping:9~5", "1050", {5: "50"}),
            ("shipping:9~0", "1500", {0: "0"}),
            ("shipping:9~excluded", "1500", {}),
        ]
        assert {part.name for part in sold.lines[4:]} == {"shipping:9"}
        assert sum(part.list_price for part in sold.lines[4:]) == FREIGHT.list_price

    def test_the_parts_do_not_depend_on_the_order_of_the_cart(self):
        one, other = (order(*lines, FREIGHT) for lines in ((SHIRT, COFFEE), (COFFEE, SHIRT)))
        assert as_sold(one, SaleRules()).lines[2:] == as_sold(other, SaleRules()).lines[2:]

    def test_cents_go_to_the_largest_remainders(self):
        goods = [line("product:1", "100", 19), line("product:2", "100", 5), line("product:3", "100")]
        sold = as_sold(order(*goods, FREIGHT), SaleRules())
        assert [part.gross for part in sold.lines[3:]] == [Decimal("3333.34"), Decimal("3333.33"), Decimal("3333.33")]

    def test_less_than_a_peso_is_no_line(self):
        sold = as_sold(order(SHIRT, line("product:2", "5", 5), FREIGHT), SaleRules())
        assert shown(sold)[2:] == [("shipping:9", "10000", {19: "1596.64"})]

    def test_two_taxes_on_the_goods(self):
        meal = priced(line("product:1", "12700"), Decimal(12700), (IVA[19], INC))
        sold = as_sold(order(meal, FREIGHT), SaleRules())
        assert shown(sold)[1] == ("shipping:9", "10000", {19: "1496.06", 8: "629.92"})
        assert sold.lines[1].net == Decimal("7874.02")

    def test_what_the_shop_charged_stays(self):
        given = order(SHIRT, COFFEE, line("shipping:9", "10000", 5))
        assert as_sold(given, SaleRules()) == given

    @pytest.mark.parametrize("freight", [FREIGHT, line("shipping:9", "10000", 0)])
    def test_excluded_goods_ship_without_iva(self, freight: Line):
        assert shown(as_sold(order(BOOK, freight), SaleRules()))[1] == ("shipping:9", "10000", {})

    @pytest.mark.parametrize("freight", [FREIGHT, line("shipping:9", "10000", 0), line("shipping:9", "10000", 19)])
    def test_charged_is_exactly_as_the_shop_says(self, freight: Line):
        given = order(SHIRT, freight)
        assert as_sold(given, SaleRules(shipping_tax="charged")) == given

    @pytest.mark.parametrize("freight", [FREIGHT, line("shipping:9", "10000", 0), line("shipping:9", "10000", 19)])
    def test_none_is_none(self, freight: Line):
        sold = as_sold(order(SHIRT, freight), SaleRules(shipping_tax="none"))
        assert shown(sold)[1] == ("shipping:9", "10000", {})

    def test_without_goods_it_stays(self):
        given = order(line("product:1", "0", 19), FREIGHT)
        assert as_sold(given, SaleRules()) == given


class TestFees:
    def test_they_are_part_of_the_base(self):
        sold = as_sold(order(SHIRT, line("fee:7", "5000")), SaleRules())
        assert shown(sold)[1] == ("fee:7", "5000", {19: "798.32"})

    @pytest.mark.parametrize("choice", ["charged", "none"])
    def test_unless_the_merchant_says_otherwise(self, choice: Any):
        given = order(SHIRT, line("fee:7", "5000"))
        assert as_sold(given, SaleRules(fee_tax=choice)) == given

    def test_each_has_its_own_word(self):
        given = order(SHIRT, FREIGHT, line("fee:7", "5000"))
        assert [len(each.taxes) for each in as_sold(given, SaleRules(fee_tax="none")).lines] == [1, 1, 0]
        assert [len(each.taxes) for each in as_sold(given, SaleRules(shipping_tax="none")).lines] == [1, 0, 1]

    def test_customs_duties_stay(self):
        given = order(SHIRT, line("fee:duties", "5000"))
        assert as_sold(given, SaleRules()) == given
        assert as_sold(given, SaleRules(fee_tax="none")) == given


class TestTips:
    @pytest.mark.parametrize("tip", [line("tip:1", "5000"), line("tip:1", "5000", 19)])
    def test_a_tip_has_no_tax(self, tip: Line):
        assert shown(as_sold(order(SHIRT, tip), SaleRules()))[1] == ("tip:1", "5000", {})

    @pytest.mark.parametrize("name", ["Propina", "Propina voluntaria (10 %)", "Tip", "Tips"])
    def test_a_fee_of_that_name_is_a_tip(self, name: str):
        sold = as_sold(order(SHIRT, line("fee:7", "5000", 19, name=name)), SaleRules())
        assert shown(sold)[1] == ("fee:7", "5000", {})
        assert sold.lines[1].kind == "tip"

    @pytest.mark.parametrize("name", ["Tipo de empaque", "Recargo"])
    def test_a_fee_of_another_name_is_none(self, name: str):
        assert as_sold(order(SHIRT, line("fee:7", "5000", name=name)), SaleRules()).lines[1].kind == "fee"

    def test_the_names_are_the_merchants(self):
        sold = as_sold(order(SHIRT, line("fee:7", "5000", name="Servicio")), SaleRules(tips=("servicio",)))
        assert sold.lines[1].kind == "tip"


class TestExemptOrExcluded:
    def test_without_tax_is_excluded_unless_said(self):
        assert shown(as_sold(order(BOOK), SaleRules())) == [("product:4", "30000", {})]
        assert shown(as_sold(order(BOOK), SaleRules(untaxed="exempt"))) == [("product:4", "30000", {0: "0"})]

    def test_the_shops_zero_per_cent_is_exempt(self):
        assert as_sold(order(EGGS), SaleRules()) == order(EGGS)

    def test_by_sku_whatever_the_case(self):
        book = replace(BOOK, sku=" lib-001 ")
        exempt, excluded = SaleRules(exempt=frozenset({"lib-001"})), SaleRules(excluded=frozenset({"lib-001"}))
        assert shown(as_sold(order(book), exempt)) == [("product:4", "30000", {0: "0"})]
        assert shown(as_sold(order(replace(EGGS, sku="LIB-001")), excluded)) == [("product:3", "30000", {})]
        assert shown(as_sold(order(book), replace(excluded, untaxed="exempt"))) == [("product:4", "30000", {})]

    def test_shipping_goes_with_what_the_goods_are(self):
        sold = as_sold(order(BOOK, FREIGHT), SaleRules(untaxed="exempt"))
        assert shown(sold)[1] == ("shipping:9", "10000", {0: "0"})

    @pytest.mark.parametrize("word", ["exempt", "excluded"])
    def test_what_the_shop_charged_is_kept_and_told(self, word: str):
        sold = as_sold(order(SHIRT), SaleRules(**{word: frozenset({"product:1"})}))
        assert sold.lines == (SHIRT,)
        assert sold.notes == (
            f"«product:1» (PRODUCT:1) está en `sale.{word}`, y la tienda le cobró IVA: se facturó como se cobró. "
            "Corregir el producto en la tienda, o quitarlo de la lista.",
        )

    def test_what_bears_the_consumption_tax_is_not_exempt(self):
        meal = line("product:1", "10800", 8)
        assert as_sold(order(meal), SaleRules(untaxed="exempt")) == order(meal)

    def test_a_gift_is_left_alone(self):
        gift = line("product:1", "0", 19)
        assert as_sold(order(gift, SHIRT), SaleRules(untaxed="exempt")).lines[0] == gift


class TestNotResponsible:
    RULES = SaleRules(vat_responsible=False)

    def test_iva_leaves_every_line_and_what_was_paid_stays(self):
        sold = as_sold(order(SHIRT, COFFEE, EGGS, BOOK, line("shipping:9", "11900", 19)), self.RULES)
        assert [(each.net, each.taxes) for each in sold.lines] == [
            (Decimal(gross), ()) for gross in (119000, 21000, 30000, 30000, 11900)
        ]
        assert (sold.tax_total, sold.total) == (Decimal(0), Decimal(211900))
        assert sold.notes == (
            "La tienda cobró 21900 de IVA, y `sale` dice que el comercio no es responsable de IVA: se facturó el mismo "
            "valor sin IVA. Apagar los impuestos en la tienda.",
        )

    def test_nothing_is_told_when_the_shop_charged_none(self):
        given = order(BOOK, FREIGHT)
        assert as_sold(given, self.RULES) == given

    def test_the_consumption_tax_stays_and_shipping_follows_it(self):
        sold = as_sold(order(line("product:1", "10800", 8), line("shipping:9", "11900", 19)), self.RULES)
        assert shown(sold) == [("product:1", "10800", {8: "800"}), ("shipping:9", "11900", {8: "881.48"})]

    def test_what_the_shop_charged_is_told_before_any_discount(self):
        given = order(SHIRT, line("fee:7", "-11900", 19))
        told = as_sold(given, replace(self.RULES, negative_fees="discount")).notes
        assert told[0].startswith(f"La tienda cobró {plain(given.tax_total)} de IVA")

    def test_a_gift_bears_none_either(self):
        assert as_sold(order(line("product:1", "0", 19), SHIRT), self.RULES).lines[0].taxes == ()


class TestGiftCards:
    RULES = SaleRules(gift_cards=frozenset({"gift"}))
    CARD = line("product:5", "50000", sku="GIFT")

    def test_one_that_is_sold_is_no_line(self):
        given = order(SHIRT, self.CARD, FREIGHT)
        sold = as_sold(given, self.RULES)
        assert shown(sold) == [("product:1", "119000", {19: "19000"}), ("shipping:9", "10000", {19: "1596.64"})]
        assert sold.gift_cards == (self.CARD,)
        assert (sold.total, sold.invoice_total) == (Decimal(179000), Decimal(129000))
        assert (sold.tax_total, sold.notes) == (Decimal("20596.64"), ())

    def test_all_of_them_are_known_before_and_after(self):
        other = line("product:6", "20000", sku="otra")
        given = replace(order(SHIRT, self.CARD), gift_cards=(other,))
        assert cards_sold(given, self.RULES) == cards_sold(as_sold(given, self.RULES), self.RULES) == (other, self.CARD)

    def test_its_tax_stays_in_the_orders(self):
        sold = as_sold(order(SHIRT, line("product:5", "50000", 19, sku="GIFT")), self.RULES)
        assert sold.tax_total == order(SHIRT, line("product:5", "50000", 19)).tax_total

    @pytest.mark.parametrize(
        ("lines", "is_alone"),
        [
            ((CARD,), True),
            ((CARD, line("fee:7", "-5000")), True),
            ((CARD, line("fee:7", "5000")), False),
            ((CARD, SHIRT, line("fee:7", "-5000")), False),
            ((line("fee:7", "-5000"),), False),
            ((), False),
        ],
    )
    def test_alone_or_with_a_discount_it_is_no_sale(self, lines: tuple[Line, ...], is_alone: bool):
        assert sells_only_gift_cards(order(*lines), self.RULES) is is_alone

    def test_a_discount_is_not_of_gift_cards(self):
        rules = replace(self.RULES, negative_fees="discount")
        sold = as_sold(order(SHIRT, self.CARD, line("fee:7", "-19000")), rules)
        assert shown(sold)[0][1] == "100000"
        assert sold.gift_cards == (self.CARD,)


class TestTerritories:
    ISLAND = Place(line_1="Av. Newball", city="San Andrés", state="CO-SAP", country="CO")
    TOLD = (
        "La entrega es en Archipiélago de San Andrés, Providencia y Santa Catalina, donde la ley excluye de IVA todas "
        "o algunas ventas, y la tienda cobró 19000 de IVA"
    )

    def test_what_was_charged_is_invoiced_in_silence(self):
        given = order(SHIRT, shipping=self.ISLAND)
        assert as_sold(given, SaleRules()) == given

    def test_or_with_a_warning(self):
        given = order(SHIRT, shipping=self.ISLAND)
        sold = as_sold(given, SaleRules(vat_free_departments="warn"))
        assert sold.lines == given.lines
        assert sold.notes == (f"{self.TOLD}: se facturó como se cobró. Comprobarlo con el contador.",)

    def test_or_held_until_somebody_looked(self):
        rules = SaleRules(vat_free_departments="hold")
        given = order(SHIRT, shipping=self.ISLAND)
        with pytest.raises(OrderHeld) as held:
            as_sold(given, rules)
        assert held.value.problems == (
            f"{self.TOLD}. Corregir el pedido en la tienda o, para facturarlo como se cobró, agregar 1001 a "
            "`reviewed` en `sale:`.",
        )
        assert as_sold(given, replace(rules, reviewed=frozenset({"1001"}))) == given
        with pytest.raises(OrderHeld):
            as_sold(given, replace(rules, reviewed=frozenset({"1002"})))

    @pytest.mark.parametrize(
        "place",
        [
            *(
                Place(line_1="x", state=state, country="CO")
                for state in ("SAP", "AMZ", "CO-GUA", "GUV", "CO-VAU", "VID")
            ),
            Place(line_1="x", state="Vichada"),
            Place(line_1="x", city="Leticia", country="CO"),
            Place(line_1="x", city="Leticia", state="x", country="Colombia"),
        ],
    )
    def test_however_the_department_is_written(self, place: Place):
        assert as_sold(order(SHIRT, shipping=place), SaleRules(vat_free_departments="warn")).notes

    @pytest.mark.parametrize(
        "given",
        [
            order(SHIRT),
            order(SHIRT, shipping=Place(line_1="x", state="Amazonas", country="BR")),
            order(SHIRT, shipping=Place(line_1="x", city="Nowhere", country="CO")),
            order(SHIRT, shipping=Place(), channel="pos"),
            order(BOOK, EGGS, FREIGHT, shipping=ISLAND),
            order(line("product:1", "10800", 8), shipping=ISLAND),
        ],
        ids=["Bogotá", "Brazil", "unknown", "counter", "no IVA", "INC"],
    )
    def test_elsewhere_or_without_iva_nothing_is_told(self, given: Order):
        assert as_sold(given, SaleRules(vat_free_departments="hold")).notes == ()

    def test_without_a_shipping_address_the_buyers_counts_but_at_the_counter(self):
        at_home = order(SHIRT, shipping=Place())
        island = replace(at_home, buyer=replace(at_home.buyer, place=self.ISLAND))
        with pytest.raises(OrderHeld):
            as_sold(island, SaleRules(vat_free_departments="hold"))
        assert as_sold(replace(island, channel="pos"), SaleRules(vat_free_departments="hold")).notes == ()


def test_notes_of_the_shop_are_kept():
    sold = as_sold(order(SHIRT, notes=("Algo se supuso.",)), SaleRules(vat_responsible=False))
    assert sold.notes[0] == "Algo se supuso."
    assert len(sold.notes) == 2


@pytest.mark.parametrize(
    "lines",
    [
        (line("product:1", "0", 19), line("product:2", "0")),
        (SHIRT, line("fee:7", "-119000", name="Descuento")),
    ],
    ids=["a coupon of 100 %", "a fee that takes all off"],
)
def test_where_everything_is_free_there_is_no_invoice(lines: tuple[Line, ...]):
    with pytest.raises(OrderHeld) as held:
        as_sold(order(*lines), SaleRules())
    assert held.value.problems == (
        "En este pedido todo es gratis, y una factura de 0 no existe en Siigo. Registrar los obsequios con el "
        "contador; para que estos pedidos no se retengan, excluirlos con `invoice_when`.",
    )


def test_an_ordinary_order_is_left_as_it_is():
    given = order(SHIRT, line("shipping:9", "11900", 19))
    assert as_sold(given, SaleRules()) == given
