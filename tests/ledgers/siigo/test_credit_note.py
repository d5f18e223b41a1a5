"""A refund becomes a note with the codes, taxes and prices of its invoice; what cannot be so is held in words."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.credit_note import compose_credit_note, note_ids_named
from connector.ledgers.siigo.facts import CompanyFacts, DocumentType, by_id
from connector.ledgers.siigo.settings import Choices
from connector.model.documents import Booked, Document, Draft, GivenBack, Origin
from connector.model.order import Order, Refund, RefundLine
from tests.ledgers.siigo.company import (
    BANK,
    CARD,
    COMPANY,
    CREDIT,
    DOCUMENT_TYPES,
    INVOICE,
    IVA_19,
    PERCENT,
    RETE_IVA,
    SELLER,
    SHIRT,
    SHOP_WAREHOUSE,
    TODAY,
    WEB_CENTER,
    WITHHOLDING,
    composed,
    draft_of,
    item,
    line,
    order,
    payment,
    values,
)

ID = "63f918c2-0000-4edc-a7db-66bcdd5159fb"
MARKER = "ref:fedcba9876543210"
NOTE, STRICT_NOTE, PERCENT_NOTE = 77775, 77776, 77777
SERVICE = AmountRules(refund_code="DEV")

_NOTES: list[dict[str, Any]] = [
    {**DOCUMENT_TYPES[0], "id": NOTE, "name": "Nota crédito", "type": "NC", "electronic_type": "ElectronicCreditNote"},
    {"id": STRICT_NOTE, "name": "Nota estricta", "type": "NC", "seller_by_item": True, "discount_type": "Value"},
    {"id": PERCENT_NOTE, "name": "Nota con porcentaje", "type": "NC", "discount_type": "Percentage"},
]
NOTES = replace(COMPANY, document_class="NC", document_types=by_id(DocumentType.model_validate(row) for row in _NOTES))


def invoice(one: Order | None = None, items: list[dict[str, Any]] | None = None, **more: Any) -> Booked:
    one = one or order()
    fields = values(one, **more)
    document = composed(one, draft_of({**fields, "items": items or fields["items"]}, one))
    return booked(document)


def booked(document: Document, ledger_id: str = ID) -> Booked:
    return Booked(
        kind=document.kind,
        source_id="1001",
        ledger_id=ledger_id,
        name="FV-1-1042",
        total=document.total,
        dated_on=TODAY,
        body=document.body,
        lines=document.lines,
    )


def refund(amount: str, *lines: RefundLine, **more: Any) -> Refund:
    return Refund(id="900", amount=Decimal(amount), lines=lines, **more)


def back(line_id: str, quantity: str, money: str) -> RefundLine:
    return RefundLine(line_id=line_id, quantity=Decimal(quantity), net=Decimal(money))


def mapped(**more: Any) -> Draft:
    return Draft(values={"document": {"id": NOTE}, "payments": [{"id": BANK}], **more})


def note(
    given: Refund,
    of: Booked | None = None,
    *earlier: Document | Booked,
    one: Order | None = None,
    drafted: Draft | None = None,
    company: CompanyFacts = NOTES,
    rules: AmountRules | None = None,
    reason: int = 1,
) -> Document:
    notes = tuple(booked(each) if isinstance(each, Document) else each for each in earlier)
    return compose_credit_note(
        drafted or mapped(),
        one or order(),
        GivenBack(invoice=of or invoice(one), refund=given, earlier=notes, reason=reason),
        company=company,
        choices=Choices(rules=rules or AmountRules()),
        today=TODAY,
        marker=MARKER,
    )


def held(*args: Any, **more: Any) -> list[str]:
    with pytest.raises(OrderHeld) as caught:
        note(*args, **more)
    return list(caught.value.problems)


def items(document: Document) -> list[tuple[object, ...]]:
    rows: Any = document.body["items"]
    return [(row["code"], str(row["quantity"]), str(row.get("price", row.get("taxed_price")))) for row in rows]


# --- the body ---------------------------------------------------------------------------------------------------------


def test_one_of_two_shirts():
    document = note(refund("50000", back("product:11", "1", "50000")))
    assert document.body == {
        "document": {"id": NOTE},
        "date": "2026-11-21",
        "invoice": ID,
        "reason": 1,
        "observations": MARKER,
        "items": [
            {
                "code": "CAM-ALG-M",
                "description": "Camiseta algodón M",
                "quantity": Decimal(1),
                "price": Decimal("42016.806723"),
                "taxes": [{"id": IVA_19}],
            }
        ],
        "payments": [{"id": BANK, "value": Decimal("50000.00")}],
    }
    assert (document.kind, document.order_id, document.total, document.off) == ("credit_note", "1001", 50000, 0)
    assert [(one.line_id, one.quantity, one.order_gross) for one in document.lines] == [("product:11", 1, 50000)]


def test_everything_is_the_invoice_again():
    one = invoice()
    document = note(refund("110000"), one, reason=2)
    assert document.body["items"] == one.body["items"]
    assert document.total == one.total
    assert document.body["reason"] == 2


def test_what_the_books_keep_may_be_text():
    one = invoice()
    rows: Any = one.body["items"]
    shown = [{name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()} for row in rows]
    assert note(refund("110000"), replace(one, body={**one.body, "items": shown})).total == one.total


def test_the_mapping_says_more():
    more = {
        "date": "2026-11-21",
        "number": 12,
        "name": "NC-1-12",
        "reason": 4,
        "cost_center": WEB_CENTER,
        "observations": "Devolución",
        "stamp": {"send": True},
        "mail": {"send": True},
    }
    body = note(refund("110000"), drafted=mapped(**more)).body
    assert {name: body[name] for name in more} == {**more, "observations": f"Devolución {MARKER}"}


def test_an_item_is_laid_over_the_invoices():
    drafted = replace(
        mapped(items=[{"warehouse": SHOP_WAREHOUSE, "code": "USADA"}, {}]),
        line_ids={"items[0]": "product:11", "items[1]": "shipping:12"},
    )
    rows: Any = note(refund("110000"), drafted=drafted).body["items"]
    assert [(row["code"], row.get("warehouse")) for row in rows] == [("USADA", SHOP_WAREHOUSE), ("ENVIO", None)]


def test_a_warehouse_is_the_invoices():
    one = order(SHIRT)
    document = note(refund("100000"), invoice(one, [item(SHIRT, warehouse=SHOP_WAREHOUSE)]), one=one)
    assert document.body["items"][0]["warehouse"] == SHOP_WAREHOUSE


def test_what_belongs_to_the_whole_document_is_the_invoices():
    one = invoice(cost_center=WEB_CENTER, retentions=[{"id": RETE_IVA}])
    document = note(refund("110000"), one)
    assert document.body["cost_center"] == WEB_CENTER
    assert document.body["retentions"] == [{"id": RETE_IVA}]
    assert (document.total, document.withheld) == (one.total, 110000 - one.total)


def test_what_the_type_has_no_place_for_is_left_out():
    one = invoice(cost_center=WEB_CENTER)
    body = note(refund("110000"), one, drafted=mapped(document={"id": PERCENT_NOTE})).body
    assert "cost_center" not in body


def test_a_type_with_sellers_on_each_line_gets_the_invoices():
    rows: Any = note(refund("110000"), drafted=mapped(document={"id": STRICT_NOTE})).body["items"]
    assert [row["seller"] for row in rows] == [SELLER, SELLER]


def test_the_catalogue_ids_are_those_of_the_draft_and_the_invoice():
    wanted = note_ids_named(mapped(), GivenBack(invoice=invoice(), refund=refund("1"), reason=1))
    assert wanted == {
        "document_types": {NOTE},
        "payment_types": {BANK},
        "taxes": {IVA_19},
        "users": {SELLER},
    }


# --- withheld, gifts, discounts ---------------------------------------------------------------------------------------


def test_what_was_withheld_on_a_line_comes_back_less():
    one = order(SHIRT)
    of = invoice(one, [item(SHIRT, taxes=[{"id": IVA_19}, {"id": WITHHOLDING}])])
    document = note(refund("50000", back("product:11", "1", "50000")), of, one=one)
    assert (document.total, document.withheld, document.off) == (Decimal("48949.58"), Decimal("1050.42"), 0)
    rest = note(refund("50000"), of, document, one=one)
    assert document.total + rest.total == of.total


def test_a_gift_comes_back_as_a_gift():
    free = line(13, "0", rate="", name="Gorra", sku="GORRA")
    gift = {"price": 0, "tax_base": 1000, "taxpayer": "Company", "taxes": [{"id": IVA_19}]}
    one = order(SHIRT, free)
    of = invoice(one, [item(SHIRT), item(free, **gift)])
    rows: Any = note(refund("100000"), of, one=one).body["items"]
    assert rows[1] == {"code": "GORRA", "description": "Gorra", "quantity": 1, **gift}
    alone = note(refund("100000", back("product:11", "2", "100000"), back("product:13", "1", "0")), of, one=one)
    assert alone.body["items"] == rows


@pytest.mark.parametrize(("kind", "of_note"), [(INVOICE, NOTE), (PERCENT, PERCENT_NOTE)])
def test_a_discount_stays_a_discount_of_its_kind(kind: int, of_note: int):
    amount = "8403.36" if kind == INVOICE else "10"
    shirt = line(11, "90000", quantity="2")
    one = order(shirt)
    taken = {"document": {"id": kind}, **({"stamp": {"send": False}} if kind == PERCENT else {})}
    of = invoice(one, [item(shirt, discount=Decimal(amount), price=Decimal("42016.806723"))], **taken)
    drafted = mapped(document={"id": of_note})
    rows: Any = note(refund("45000", back("product:11", "1", "45000")), of, one=one, drafted=drafted).body["items"]
    assert rows[0]["price"] == Decimal("42016.806723")
    assert str(rows[0]["discount"]) == ("4201.68" if kind == INVOICE else "10")


def test_a_discount_of_another_kind_goes_into_the_price():
    shirt = line(11, "90000", quantity="2")
    one = order(shirt)
    of = invoice(one, [item(shirt, discount=Decimal("8403.36"), price=Decimal("42016.806723"))])
    rows: Any = note(refund("90000"), of, one=one, drafted=mapped(document={"id": PERCENT_NOTE})).body["items"]
    assert "discount" not in rows[0]
    assert rows[0]["price"] == Decimal("37815.12605")


# --- units and money --------------------------------------------------------------------------------------------------


def test_units_come_from_the_items_of_a_split_line_in_order():
    shirt = line(11, "17000", quantity="3")
    one = order(shirt)
    of = invoice(one)
    assert len(of.lines) == 2
    first = note(refund("11333.33", back("product:11", "2", "11333.33")), of, one=one)
    assert [entry[1] for entry in items(first)] == ["2"]
    last = note(refund("5666.67"), of, first, one=one)
    assert [entry[1] for entry in items(last)] == ["1"]
    assert first.total + last.total == of.total


def test_the_parts_of_a_line_share_its_money_by_value():
    high, low = line(12, "6000", kind="shipping"), line(12, "4000", rate="5", kind="shipping")
    one = order(SHIRT, replace(high, id="shipping:12~19"), replace(low, id="shipping:12~5"))
    document = note(refund("5000", back("shipping:12", "1", "5000")), one=one)
    assert [(one.line_id, one.total) for one in document.lines] == [("shipping:12~19", 3000), ("shipping:12~5", 2000)]


def test_shipping_comes_back_in_several_pieces():
    of = invoice()
    first = note(refund("4000", back("shipping:12", "1", "4000")), of)
    second = note(refund("6000", back("shipping:12", "1", "6000")), of, first)
    assert items(second) == [("ENVIO", "1", "6000")]
    assert held(refund("1000", back("shipping:12", "1", "1000")), of, first, second) == [
        "Hay 1000 que se devuelven sin productos: cree en Siigo un servicio para devoluciones de dinero y ponga su "
        "código en la conexión, `ledger: amounts: refund_code`; con el código de un producto, este volvería al "
        "inventario"
    ]


def test_shipping_that_is_all_that_the_lines_lack_is_named():
    document = note(refund("110000", back("product:11", "2", "100000")))
    assert items(document) == [("CAM-ALG-M", "2", "42016.806723"), ("ENVIO", "1", "10000")]


def test_a_fee_that_the_shop_keeps_lowers_the_price():
    document = note(refund("45000", back("product:11", "1", "50000")))
    assert items(document) == [("CAM-ALG-M", "1", "37815.12605")]
    assert document.total == 45000


def test_lines_without_any_money_are_worth_what_they_were_invoiced_for():
    assert note(refund("50000", back("product:11", "1", "0"))).total == 50000


def test_units_that_came_back_without_their_money_are_told():
    document = note(refund("10000", back("product:11", "1", "0"), back("shipping:12", "1", "10000")))
    assert items(document) == [("ENVIO", "1", "10000")]
    assert document.warnings == (
        "1 unidades de «Camiseta algodón M» (product:11) volvieron sin que se devolviera su dinero: no van en la nota "
        "crédito",
    )


def test_money_without_goods_is_spread_over_the_taxes():
    document = note(refund("11000"), rules=SERVICE)
    rows: Any = document.body["items"]
    assert [(row["code"], row["quantity"], row.get("taxes")) for row in rows] == [
        ("DEV", 1, [{"id": IVA_19}]),
        ("DEV", 1, None),
    ]
    assert [one.total for one in document.lines] == [10000, 1000]


def test_money_beyond_the_lines_goes_the_same_way():
    document = note(refund("52000", back("product:11", "1", "50000")), rules=SERVICE)
    assert [entry[0] for entry in items(document)] == ["CAM-ALG-M", "DEV", "DEV"]
    assert document.total == 52000


def test_money_beyond_the_lines_bears_the_taxes_of_what_they_leave():
    rows: Any = note(refund("105000", back("product:11", "2", "100000")), rules=SERVICE).body["items"]
    assert [(row["code"], row.get("taxes")) for row in rows] == [("CAM-ALG-M", [{"id": IVA_19}]), ("DEV", None)]


def test_after_money_the_goods_come_back_for_what_is_left():
    of = invoice()
    first = note(refund("11000"), of, rules=SERVICE)
    last = note(refund("99000"), of, first)
    assert [entry[:2] for entry in items(last)] == [("CAM-ALG-M", "2"), ("ENVIO", "1")]
    assert [one.total for one in last.lines] == [90000, 9000]


def test_money_of_goods_that_are_all_back_goes_without_goods():
    of = invoice(order(SHIRT))
    first = note(refund("90000", back("product:11", "2", "100000")), of, one=order(SHIRT))
    last = note(refund("10000"), of, first, one=order(SHIRT), rules=SERVICE)
    assert [entry[0] for entry in items(last)] == ["DEV"]
    assert first.total + last.total == of.total


def test_a_cent_from_the_invoices_rounding_is_all_that_is_left():
    one = order(line(11, "17000", rate="8"))
    of = invoice(one)
    document = note(refund("17000"), of, one=one)
    assert document.total == of.total


def test_gift_cards_are_on_no_invoice():
    card = line(50, "30000", rate="", name="Tarjeta de regalo")
    one = replace(order(), gift_cards=(card,))
    of = invoice()
    assert (
        note(refund("80000", back("product:11", "1", "50000"), back("product:50", "1", "30000")), of, one=one).total
        == 50000
    )
    assert note(refund("140000"), of, one=one).total == 110000


def test_a_note_made_by_hand_says_only_its_total():
    of = invoice()
    by_hand = replace(of, kind="credit_note", total=Decimal(50000), lines=(), body={})
    document = note(refund("50000", back("product:11", "1", "50000")), of, by_hand)
    assert document.warnings == (
        "la factura tiene notas crédito que no hizo el conector: revise que no hayan devuelto ya estos productos",
    )
    assert [entry[0] for entry in items(note(refund("60000"), of, by_hand, rules=SERVICE))] == ["DEV", "DEV"]


# --- the payments -----------------------------------------------------------------------------------------------------


def paid(document: Document) -> list[tuple[object, ...]]:
    rows: Any = document.body["payments"]
    return [(row["id"], row["value"], row.get("due_date", "")) for row in rows]


TWICE = order(payments=(payment("60000"), payment("50000", "nequi")))
SPLIT = [{"id": BANK}, {"id": CARD}]


def test_without_a_mapping_money_goes_back_as_it_came():
    drafted = Draft(values={"document": {"id": NOTE}})
    of = invoice(TWICE, payments=SPLIT)
    document = note(refund("11000"), of, one=TWICE, drafted=drafted, rules=SERVICE)
    assert paid(document) == [(BANK, 6000, ""), (CARD, 5000, "")]
    assert document.warnings == (
        "payments: la tienda no dice por dónde se devolvió el dinero: se reparte como se pagó la factura",
    )


def test_money_goes_back_through_the_gateway_that_the_shop_names():
    of = invoice(TWICE, payments=SPLIT)
    document = note(refund("11000", method="nequi"), of, one=TWICE, drafted=mapped(payments=SPLIT), rules=SERVICE)
    assert (paid(document), document.warnings) == ([(CARD, 11000, "")], ())


def test_one_mapped_value_leaves_the_rest_to_the_other():
    drafted = mapped(payments=[{"id": BANK, "value": Decimal(10000)}, {"id": CARD}])
    assert paid(note(refund("110000"), drafted=drafted)) == [(BANK, 10000, ""), (CARD, 100000, "")]


@pytest.mark.parametrize(
    ("payments", "words"),
    [
        (SPLIT, "el mapeo da 2 formas de pago y no se sabe por cuál se devolvió el dinero: deje una sola"),
        (
            [{"id": BANK, "value": Decimal(10)}],
            "los pagos mapeados suman 10 y la nota crédito 110000: quite value del mapeo o corríjalo",
        ),
    ],
)
def test_payments_that_cannot_be_laid_out(payments: list[dict[str, Any]], words: str):
    assert held(refund("110000"), drafted=mapped(payments=payments)) == [f"payments: {words}"]


def test_a_type_with_due_date_is_due_with_the_note_and_alone():
    assert paid(note(refund("110000"), drafted=mapped(payments=[{"id": CREDIT}]))) == [(CREDIT, 110000, "2026-11-21")]
    drafted = mapped(payments=[{"id": CREDIT, "due_date": "2026-12-01"}, {"id": BANK, "value": Decimal(10000)}])
    document = note(refund("110000"), drafted=drafted)
    assert paid(document) == [(CREDIT, 110000, "2026-12-01")]
    assert document.warnings == (
        f"payments: Siigo acepta una sola forma de pago cuando una maneja vencimiento: todo va en {CREDIT} (Crédito)",
    )


# --- an invoice that is not in Siigo ----------------------------------------------------------------------------------

ELSEWHERE = {"date": "2026-11-01", "prefix": "FV", "number": "458", "cufe": "302580df"}


def test_an_invoice_of_another_system_is_told_by_its_data():
    body = note(refund("110000"), drafted=mapped(invoice_data=ELSEWHERE), reason=2).body
    assert "invoice" not in body
    assert body["invoice_data"] == ELSEWHERE
    assert body["customer"] == {"identification": "1020304050"}
    assert body["seller"] == SELLER


def test_an_invoice_of_another_system_needs_more_to_be_annulled():
    drafted = mapped(invoice_data={"date": "2026-11-21"})
    assert held(refund("110000"), drafted=drafted, reason=2) == [
        "invoice_data.date: la factura es del 2026-11-21 y debe ser anterior a la nota crédito, del 2026-11-21: "
        "corrija la fecha en el mapeo",
        "invoice_data.number: falta, y con el motivo 2 Siigo lo exige de una factura que no está en Siigo: agréguelo "
        "al mapeo",
        "invoice_data.cufe: falta, y con el motivo 2 Siigo lo exige de una factura que no está en Siigo: agréguelo al "
        "mapeo",
    ]


def test_without_an_id_there_is_no_invoice():
    assert held(refund("110000"), replace(invoice(), ledger_id="")) == [
        "invoice: no se conoce el identificador de la factura en Siigo: si la factura no está en Siigo, mapee "
        "invoice_data"
    ]


# --- cents ------------------------------------------------------------------------------------------------------------

LUNCH = line(11, "17000.14", rate="8", quantity="2")
"""No price with 8 % comes to a half of it, 8,500.07."""


def half(**rules: Any) -> Document:
    one = order(LUNCH)
    given = refund("8500.07", back("product:11", "1", "8500.07"))
    return note(given, invoice(one), one=one, rules=AmountRules(**rules))


def test_a_note_is_a_cent_short_rather_than_a_cent_above():
    assert (half().total, half().order_total, half().warnings) == (Decimal("8500.06"), Decimal("8500.07"), ())


def test_a_cent_short_is_told_to_who_wants_to_know():
    assert half(warn_above=Decimal(0)).warnings == (
        "La nota crédito suma 8500.06 y el reembolso 8500.07: la diferencia de 0.01 es del redondeo de Siigo",
    )


def test_a_cent_short_is_held_for_who_decides_himself():
    with pytest.raises(OrderHeld) as caught:
        half(residue="hold")
    assert caught.value.problems == (
        "La nota crédito sumaría 8500.06 y el reembolso es de 8500.07: ningún precio en Siigo da ese total. Para "
        "hacerla con la diferencia de 0.01, poner en la conexión `ledger: amounts: residue: accept`",
    )


@pytest.mark.parametrize(
    ("rules", "code"),
    [({"refund_code": "DEV"}, "DEV"), ({"residue": "adjustment_line", "adjustment_code": "AJ"}, "AJ")],
)
def test_a_product_of_the_merchants_takes_the_cent(rules: dict[str, Any], code: str):
    document = half(**rules)
    assert document.off == 0
    assert [entry[0] for entry in items(document)] == ["CAM-ALG-M", code]


def test_what_the_first_note_lacks_the_last_one_has():
    one = order(LUNCH)
    last = note(refund("8500.07"), invoice(one), half(), one=one)
    assert half().total + last.total == invoice(one).total


# --- what is refused --------------------------------------------------------------------------------------------------


def test_more_than_is_left():
    first = note(refund("50000", back("product:11", "1", "50000")))
    assert held(refund("60002"), invoice(), first) == [
        "El reembolso es de 60002 y de la factura solo quedan 60000 por acreditar: revise en Siigo las notas "
        "crédito que ya tiene, o haga esta nota a mano"
    ]


def test_more_units_than_are_left():
    first = note(refund("50000", back("product:11", "1", "50000")))
    assert held(refund("60000", back("product:11", "2", "60000")), invoice(), first) == [
        "El reembolso devuelve 2 unidades de «Camiseta algodón M» (product:11) y de la factura solo quedan 1: revise "
        "las notas crédito que ya tiene, o haga esta a mano"
    ]


def test_a_line_that_was_not_invoiced():
    assert held(refund("500", back("product:99", "1", "500"))) == [
        "El reembolso trae la línea product:99, que no está en la factura: haga la nota crédito a mano"
    ]


@pytest.mark.parametrize(("quantity", "money"), [("-1", "500"), ("1", "-500")])
def test_nothing_is_negative(quantity: str, money: str):
    assert (
        f"El reembolso trae {quantity} unidades de product:11 por {money}: un valor negativo no va en una nota "
        "crédito; hágala a mano"
    ) in held(refund("500", back("product:11", quantity, money)))


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_no_money_is_no_note(amount: str):
    assert held(refund(amount)) == [f"El reembolso es de {amount}: no hay dinero que acreditar"]


def test_every_problem_at_once():
    drafted = Draft(
        values={"document": {"id": INVOICE}, "payments": [{"id": 1}], "reason": 9},
        origins={"reason": Origin(file="tienda.yaml", line=40, column=3, source="const")},
    )
    assert held(refund("500"), drafted=drafted) == [
        f"document.id: {INVOICE} no existe en Siigo entre los tipos de comprobante de nota crédito (NC): corrija el "
        "número en el mapeo",
        "tienda.yaml:40:3: reason: 9 está fuera de lo que Siigo acepta, de 1 a 7: corríjalo en el mapeo o en el pedido",
        "payments[0].id: 1 no existe en Siigo entre las formas de pago de nota crédito (NC): corrija el número en el "
        "mapeo",
    ]
