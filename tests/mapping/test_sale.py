"""`sale`: read with its defaults, refused where it cannot be meant, and in force before anything is mapped."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from connector.colombia.sale import SaleRules
from connector.errors import MappingError, OrderHeld
from connector.mapping import load
from connector.mapping.sale import CHOICES, LISTS, WORDS
from tests.mapping.conftest import HEADER, Connect
from tests.mapping.orders import line, order


def test_without_it_every_default_rules(connect: Connect) -> None:
    assert connect("").sale == connect("sale: {}\n").sale == SaleRules()


def test_every_word(connect: Connect) -> None:
    file = connect(
        "sale:\n"
        "  vat_responsible: true\n"
        "  shipping_tax: charged\n"
        "  fee_tax: none\n"
        "  untaxed: exempt\n"
        "  exempt: [ CAM-1, 30]\n"
        "  excluded: [lib-2]\n"
        "  gift_cards: [GIFT]\n"
        "  negative_fees: payment\n"
        "  fees_that_pay: [bono]\n"
        "  tips: []\n"
        "  vat_free_departments: hold\n"
        "  reviewed: [1001, '#1002']\n"
    )
    assert file.sale == SaleRules(
        shipping_tax="charged",
        fee_tax="none",
        untaxed="exempt",
        exempt=frozenset({"cam-1", "30"}),
        excluded=frozenset({"lib-2"}),
        gift_cards=frozenset({"gift"}),
        negative_fees="payment",
        fees_that_pay=("bono",),
        tips=(),
        vat_free_departments="hold",
        reviewed=frozenset({"1001", "1002"}),
    )
    assert connect("sale: {vat_responsible: false}\n").sale == SaleRules(vat_responsible=False)


def test_every_setting_can_be_written() -> None:
    assert set(WORDS) == set(SaleRules.__dataclass_fields__)


@pytest.mark.parametrize("word", CHOICES)
@pytest.mark.parametrize("value", ["good", "true", "5", "[goods]", "{a: 1}"])
def test_another_choice_is_refused(connect: Connect, word: str, value: str) -> None:
    with pytest.raises(MappingError) as error:
        connect(f"sale: {{{word}: {value}}}\n")
    (problem,) = error.value.problems
    assert problem.startswith(f"mappings/prueba.yaml:5:8: sale.{word}: ")


@pytest.mark.parametrize("word", LISTS)
@pytest.mark.parametrize("value", ["uno", "5", "true", "[true]", "[[uno]]", "['']", "[1.5]", "{a: 1}"])
def test_what_is_no_list_is_refused(connect: Connect, word: str, value: str) -> None:
    with pytest.raises(MappingError) as error:
        connect(f"sale: {{{word}: {value}}}\n")
    assert error.value.problems == (
        f"mappings/prueba.yaml:5:8: sale.{word}: se esperaba una lista de textos, como [uno, otro]",
    )


@pytest.mark.parametrize("value", ["no", "1", "[true]"])
def test_responsible_is_yes_or_no(connect: Connect, value: str) -> None:
    with pytest.raises(MappingError) as error:
        connect(f"sale: {{vat_responsible: {value}}}\n")
    (problem,) = error.value.problems
    assert problem.startswith("mappings/prueba.yaml:5:8: sale.vat_responsible: ")
    assert problem.endswith("' no se conoce; escribir true o false")


def test_it_is_inherited_word_by_word(tmp_path: Path) -> None:
    presets = tmp_path / "mappings"
    (presets / "base").mkdir(parents=True)
    base = "mapping: 1\nsale: {shipping_tax: none, fee_tax: none, exempt: [A, B]}\n"
    (presets / "base" / "propia.yaml").write_text(base, encoding="utf-8")
    path = presets / "prueba.yaml"
    path.write_text(f"{HEADER}extends: base/propia\nsale: {{fee_tax: charged, exempt: [C]}}\n", encoding="utf-8")
    found = load(path, environ={}, presets=presets).sale
    assert (found.shipping_tax, found.fee_tax, found.exempt) == ("none", "charged", frozenset({"c"}))


def test_the_order_is_treated_by_what_the_file_says(connect: Connect) -> None:
    file = connect("sale: {vat_responsible: false}\n")
    sold = file.as_sold(order())
    assert [(each.net, each.taxes) for each in sold.lines] == [(Decimal(119000), ())] * 3
    assert connect("").as_sold(order()) == order()


def test_its_notes_are_warnings_of_the_invoice_and_not_of_the_customer(connect: Connect) -> None:
    file = connect("sale: {vat_responsible: false}\ncustomer: {a: number}\ninvoice: {a: number}\n")
    sold = file.as_sold(order())
    (note,) = sold.notes
    assert note.startswith("La tienda cobró 57000 de IVA")
    assert file.draft("invoice", sold).warnings == (note,)
    assert file.draft("customer", sold).warnings == ()


def test_an_order_of_gift_cards_alone_is_not_due(connect: Connect) -> None:
    some, all_ = connect("sale: {gift_cards: [cam-1]}\n"), connect("sale: {gift_cards: [CAM-1, CAM-2]}\n")
    products = replace(order(), lines=order().lines[:2])
    assert (some.due(products), some.why_not_due(products)) == (True, "")
    assert not all_.due(products)
    assert all_.why_not_due(products) == (
        "el pedido solo tiene tarjetas de regalo, por `gift_cards` en `sale:`; su venta es un anticipo y no se factura"
    )
    assert all_.due(order())


def test_an_order_may_be_held(connect: Connect) -> None:
    fee = line(9, id="fee:9", kind="fee", name="Descuento", net=Decimal(-100), taxes=())
    given = replace(order(), lines=(*order().lines, fee))
    with pytest.raises(OrderHeld):
        connect("sale: {negative_fees: hold}\n").as_sold(given)
    assert len(connect("sale: {negative_fees: discount}\n").as_sold(given).lines) == 3
