"""Money becomes a receipt of the instalment that it pays, an advance or a journal entry; the rest is held in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from connector.errors import OrderHeld
from connector.ledgers.siigo.facts import DocumentType, PaymentType, by_id
from connector.ledgers.siigo.receipt import compose_receipt, receipt_ids_named
from connector.model.documents import Booked, Document, Draft, Origin, PaidIn
from connector.model.order import Order
from tests.ledgers.siigo.company import (
    BANK,
    COMPANY,
    CREDIT,
    CUSTOMER,
    IVA_19,
    OLD_PAYMENT,
    PAYMENT_TYPES,
    RETE_ICA,
    SUPPLIERS,
    TODAY,
    WEB_CENTER,
    order,
)

MARKER = "ref:fedcba9876543210"
RC, RC_MANUAL, RC_CENTER = 7714, 7715, 7716
_TYPES: list[dict[str, Any]] = [
    {"id": RC, "code": "1", "name": "Recibo de caja", "type": "RC", "cost_center": True},
    {"id": RC_MANUAL, "code": "2", "name": "Recibo manual", "type": "RC", "automatic_number": False},
    {"id": RC_CENTER, "code": "3", "name": "Recibo web", "cost_center": True, "cost_center_mandatory": True},
]
RECEIPTS = replace(
    COMPANY,
    document_class="RC",
    document_types=by_id(DocumentType.model_validate(row) for row in _TYPES),
    payment_types=by_id(PaymentType.model_validate(row) for row in PAYMENT_TYPES),
)
WHO = {"identification": "1020304050", "branch_office": 2}
DUE = {"prefix": "FV-1", "consecutive": 1042, "quote": 1, "date": "2026-12-21"}
OWED = {"id": CREDIT, "value": Decimal(110000), "due_date": "2026-12-21"}


def invoice(name: str = "FV-1-1042", **more: Any) -> Booked:
    body = {"customer": {**CUSTOMER, "branch_office": 2}, "payments": [OWED], **more}
    return Booked(
        kind="invoice",
        source_id="1001",
        ledger_id="63f918c2-0000-4edc-a7db-66bcdd5159fb",
        name=name,
        total=Decimal(110000),
        dated_on=date(2026, 11, 20),
        body=body,
    )


def receipt(
    mapped: dict[str, Any] | None = None,
    paid: str = "110000",
    of: Booked | None = None,
    one: Order | None = None,
    origins: dict[str, Origin] | None = None,
) -> Document:
    values = {"document": {"id": RC}, "payment": {"id": BANK}, **(mapped or {})}
    draft = Draft(values={name: value for name, value in values.items() if value}, origins=origins or {})
    paid_in = PaidIn(amount=Decimal(paid), invoice=of)
    return compose_receipt(draft, one or order(), paid_in, company=RECEIPTS, today=TODAY, marker=MARKER)


def held(*args: Any, **more: Any) -> tuple[str, ...]:
    with pytest.raises(OrderHeld) as caught:
        receipt(*args, **more)
    return caught.value.problems


# --- what is paid ---------------------------------------------------------------------------------------------------


def test_an_invoice_on_credit_is_paid_by_its_instalment():
    document = receipt({"observations": "Wompi"}, of=invoice())
    assert document.body == {
        "document": {"id": RC},
        "date": "2026-11-21",
        "type": "DebtPayment",
        "customer": WHO,
        "items": [{"due": DUE, "value": Decimal(110000)}],
        "payment": {"id": BANK, "value": Decimal(110000)},
        "observations": f"Wompi {MARKER}",
    }
    assert (document.kind, document.order_id, document.dated_on) == ("receipt", "1001", TODAY)
    assert (document.total, document.order_total, document.off) == (110000, 110000, 0)
    assert document.warnings == ()


def test_composing_twice_gives_equal_receipts():
    assert receipt(of=invoice()) == receipt(of=invoice())


def test_money_before_the_sale_is_an_advance_of_the_mapped_customer():
    document = receipt({"customer": CUSTOMER}, "50000.00")
    assert document.body == {
        "document": {"id": RC},
        "date": "2026-11-21",
        "type": "AdvancePayment",
        "customer": {"identification": "1020304050"},
        "payment": {"id": BANK, "value": Decimal(50000)},
        "observations": MARKER,
    }


def test_a_part_is_paid_and_the_date_is_the_mapped_one():
    document = receipt({"date": "2026-11-19"}, "40000.005", of=invoice())
    assert document.body["items"] == [{"due": DUE, "value": Decimal("40000.01")}]
    assert (document.dated_on, document.total) == (date(2026, 11, 19), Decimal("40000.01"))


def test_the_customer_is_the_invoices_whatever_the_mapping_says():
    assert receipt({"customer": {"identification": "5"}}, of=invoice()).body["customer"] == WHO


def test_an_invoice_that_says_no_customer_leaves_it_to_the_mapping():
    mapped = {"customer": {"identification": "5"}}
    assert receipt(mapped, of=invoice(customer=None)).body["customer"] == {"identification": "5"}


def test_other_income_names_its_kind():
    body = receipt({"type": "MiscIncome", "income": {"id": 174}, "customer": WHO}).body
    assert (body["type"], body["income"], "items" in body) == ("MiscIncome", {"id": 174}, False)


def test_every_other_field_is_sent():
    more = {"number": 12, "cost_center": WEB_CENTER, "currency": {"code": "USD", "exchange_rate": Decimal(4000)}}
    body = receipt(more, of=invoice(), one=order(currency="USD")).body
    assert {name: body[name] for name in more} == more


def test_a_named_instalment_is_taken_as_it_is_named():
    """So that an invoice with a name or payments of its own kind can be paid all the same."""
    due = {"prefix": "FV-9", "consecutive": 7, "quote": 3, "date": "2027-01-31"}
    document = receipt({"items": [{"due": due}]}, "1000", of=invoice("SETT1042", payments=[]))
    assert document.body["items"] == [{"due": due, "value": Decimal(1000)}]


def test_a_part_of_the_instalment_may_be_mapped():
    document = receipt({"items": [{"due": {"quote": 2}}]}, of=invoice())
    assert document.body["items"] == [{"due": {**DUE, "quote": 2}, "value": Decimal(110000)}]


@pytest.mark.parametrize("payment", [{}, {"value": Decimal(105000)}])
def test_what_the_buyer_withholds_goes_beside_the_instalment(payment: dict[str, Any]):
    less = {
        "taxes": [{"id": RETE_ICA, "base": Decimal(100000), "value": Decimal(3000)}],
        "discounts": [{"id": 311, "value": Decimal(2000)}],
    }
    document = receipt({"items": [less], "payment": {"id": BANK, **payment}}, of=invoice())
    assert document.body["items"] == [{"due": DUE, "value": Decimal(110000), **less}]
    assert document.body["payment"] == {"id": BANK, "value": payment.get("value", Decimal(110000))}
    unproven = (
        "payment.value: Siigo no dice si las retenciones y los descuentos bajan el pago: se envía por todo; revise el "
        "recibo en Siigo y, si debe ser menos, mapee value"
    )
    assert document.warnings == (() if payment else (unproven,))


def test_what_belongs_to_debts_is_left_out_of_an_advance():
    mapped = {"items": [{"discounts": [{"id": 311, "value": Decimal(1)}]}], "customer": WHO}
    document = receipt(mapped)
    assert "items" not in document.body
    assert document.warnings == ("items: no van en un anticipo y no se envían",)


# --- journal entries ------------------------------------------------------------------------------------------------


def entry(code: str, movement: str, value: str = "", **more: Any) -> dict[str, Any]:
    money = {"value": Decimal(value)} if value else {}
    return {"account": {"code": code, "movement": movement}, **money, **more}


BANKED, FEE, RECEIVABLE = entry("11100501", "Debit"), entry("53051501", "Debit", "4000"), entry("13050501", "Credit")


def entries(*rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "Detailed", "payment": None, "items": list(rows), **more}


def test_a_fee_is_taken_out_of_what_reaches_the_bank():
    document = receipt(
        entries(BANKED, {**FEE, "description": "Comisión", "tax": {"id": IVA_19}}, RECEIVABLE), of=invoice()
    )
    assert document.body["items"] == [
        {"account": {"code": "11100501", "movement": "Debit"}, "value": Decimal(106000)},
        {
            "account": {"code": "53051501", "movement": "Debit"},
            "description": "Comisión",
            "tax": {"id": IVA_19},
            "value": Decimal(4000),
        },
        {"due": DUE, "account": {"code": "13050501", "movement": "Credit"}, "value": Decimal(110000)},
    ]
    assert "payment" not in document.body
    assert document.total == 110000


def test_a_gateway_that_kept_nothing_has_no_line():
    document = receipt(entries(BANKED, {**FEE, "value": Decimal(0)}, RECEIVABLE), of=invoice())
    assert [row["value"] for row in document.body["items"]] == [110000, 110000]


def test_an_advance_as_an_entry_pays_no_instalment():
    document = receipt(entries(BANKED, FEE, entry("28050501", "Credit"), customer=WHO), "50000")
    assert [(row["value"], "due" in row) for row in document.body["items"]] == [
        (46000, False),
        (4000, False),
        (50000, False),
    ]


def test_other_credits_stand_beside_the_receivable():
    document = receipt(entries(BANKED, FEE, RECEIVABLE, entry("42950501", "Credit", "5")), of=invoice())
    assert [(row["value"], "due" in row) for row in document.body["items"]] == [
        (106005, False),
        (4000, False),
        (110000, True),
        (5, False),
    ]
    assert document.total == 110000


def test_the_only_credit_pays_the_instalment_with_a_value_too():
    document = receipt(entries(BANKED, entry("13050501", "Credit", "110000")), of=invoice())
    assert document.body["items"][1]["due"] == DUE


# --- what is held ---------------------------------------------------------------------------------------------------

ODD_NAME = (
    "El nombre de la factura es {}, y para el recibo de caja debe ser como FV-1-1042: haga el recibo en Siigo, o mapee "
    "due completo (prefix, consecutive, quote, date)"
)
NO_RECEIVABLE = (
    "La factura FV-1-1042 no tiene una forma de pago con vencimiento: quedó pagada al facturar y no lleva recibo de "
    "caja. Si se paga después, mapee en invoice una forma de pago con vencimiento"
)


@pytest.mark.parametrize("name", ["", "SETT1042", "FV-1042", "FV-1-10-42", "NC-1-22", "FV-1-12345678901234"])
def test_an_invoice_whose_name_says_no_number_is_held(name: str):
    assert held(of=invoice(name)) == (ODD_NAME.format(name or "—"),)


@pytest.mark.parametrize("payments", [[], None, [{"id": BANK, "value": Decimal(110000)}]])
def test_an_invoice_that_is_paid_already_is_held(payments: object):
    assert held(of=invoice(payments=payments)) == (NO_RECEIVABLE,)


def test_several_instalments_are_a_persons_affair():
    assert held(of=invoice(payments=[OWED, OWED])) == (
        "La factura FV-1-1042 tiene 2 cuotas y no se sabe cuál se paga: haga el recibo de caja en Siigo",
    )


@pytest.mark.parametrize(
    ("paid", "words"),
    [
        ("0", "Lo que entró es 0: no hay dinero para un recibo de caja"),
        ("-1", "Lo que entró es -1: no hay dinero para un recibo de caja"),
        (
            "110000.01",
            "Entraron 110000.01 y la factura FV-1-1042 solo dejó 110000 por pagar: revise los pagos del pedido, o haga "
            "el recibo de caja en Siigo",
        ),
    ],
)
def test_an_amount_that_cannot_be(paid: str, words: str):
    assert held(None, paid, of=invoice()) == (words,)


def test_more_money_than_siigo_takes():
    assert held({"customer": WHO}, "100000000000") == ("100000000000 supera el máximo de Siigo, 99999999999.99",)


NOT_IN_TYPE = "no va en un recibo de caja de tipo {}: quítelo del mapeo, o cambie type"
ONLY_IN = "solo va en un recibo de caja de tipo {}: quítelo del mapeo, o cambie type"
SIDES = "items: un recibo Detailed lleva líneas débito y crédito, y de cada lado máximo una sin value: corrija el mapeo"
REQUIRED = "falta y Siigo lo exige: agréguelo al mapeo o complete el dato en el pedido"
DIFFERS = "el valor mapeado es {} y entraron 110000: quite value del mapeo"
UNBALANCED = (
    "items: las líneas débito suman {} y las crédito 110000: deben quedar iguales; deje sin value la línea débito del "
    "banco y revise las demás"
)
CREDITS = "items: las líneas crédito pagan {} y entraron 110000: deje sin value la línea crédito de la cartera"

WRONG: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    (
        "no payment",
        {"payment": None},
        (
            "payment.id: falta la forma de pago por la que entró el dinero: agréguela al mapeo, sin vencimiento y de "
            "clase RC",
        ),
    ),
    (
        "credit",
        {"payment": {"id": CREDIT}},
        (
            "payment.id: la forma de pago 5636 (Crédito) tiene vencimiento y no sirve para recibir dinero: mapee en "
            "receipt un banco o una caja",
        ),
    ),
    (
        "suppliers",
        {"payment": {"id": SUPPLIERS}},
        ("payment.id: 5642 (Anticipo a proveedores) es una forma de pago de proveedores: use una de ventas",),
    ),
    (
        "inactive payment",
        {"payment": {"id": OLD_PAYMENT}},
        (
            "payment.id: 5643 (Cheque) está inactivo en Siigo entre las formas de pago de recibo de caja (RC): "
            "actívelo en Siigo o use otro en el mapeo",
        ),
    ),
    (
        "an invoice's document type",
        {"document": {"id": 24446}},
        (
            "document.id: 24446 no existe en Siigo entre los comprobantes de recibo de caja (RC): corrija el número en "
            "el mapeo",
        ),
    ),
    ("other payment", {"payment": {"id": BANK, "value": Decimal(1)}}, (f"payment.value: {DIFFERS.format(1)}",)),
    ("other value", {"items": [{"value": Decimal(7)}]}, (f"items[0].value: {DIFFERS.format(7)}",)),
    (
        "two rows",
        {"items": [{"value": Decimal(110000)}] * 2},
        ("items: hay 2 líneas, y el recibo de caja paga una sola cuota: deje una, o use type Detailed",),
    ),
    (
        "an entry",
        {"items": [FEE]},
        (
            f"items[0].account: {ONLY_IN.format('Detailed')}",
            f"items[0].value: {DIFFERS.format(4000)}",
        ),
    ),
    ("income", {"income": {"id": 174}}, (f"income: {NOT_IN_TYPE.format('DebtPayment')}",)),
    (
        "items in an advance",
        {"type": "AdvancePayment", "items": [{"value": Decimal(1)}]},
        (f"items: {NOT_IN_TYPE.format('AdvancePayment')}",),
    ),
    ("no income", {"type": "MiscIncome"}, (f"income.id: {REQUIRED}",)),
    (
        "entry and payment",
        entries(BANKED, RECEIVABLE, payment={"id": BANK}),
        (f"payment: {NOT_IN_TYPE.format('Detailed')}",),
    ),
    ("no entries", entries(), (SIDES,)),
    ("one side", entries(BANKED, FEE), (SIDES,)),
    ("two open", entries(BANKED, BANKED, RECEIVABLE), (SIDES,)),
    ("no account", entries(BANKED, {"value": Decimal(1)}, RECEIVABLE), (f"items[1].account: {REQUIRED}",)),
    (
        "taxes in an entry",
        entries(BANKED, {**RECEIVABLE, "discounts": [{"id": 1, "value": Decimal(1)}]}),
        (f"items[1].discounts: {ONLY_IN.format('DebtPayment')}",),
    ),
    ("all is fee", entries(BANKED, {**FEE, "value": Decimal(110000)}, RECEIVABLE), (UNBALANCED.format(110000),)),
    ("too little", entries(FEE, RECEIVABLE), (UNBALANCED.format(4000),)),
    ("two mapped credits", entries(BANKED, *[entry("13050501", "Credit", "55000")] * 2), (CREDITS.format(0),)),
    ("other credit", entries(BANKED, entry("13050501", "Credit", "9")), (CREDITS.format(9),)),
    (
        "half a due",
        entries({**BANKED, "due": {"prefix": "FV-1"}}, RECEIVABLE),
        tuple(f"items[0].due.{name}: {REQUIRED}" for name in ("consecutive", "quote", "date")),
    ),
    (
        "manual number",
        {"document": {"id": RC_MANUAL}},
        (
            "number: el comprobante Recibo manual tiene numeración manual: active la numeración automática en Siigo o "
            "mapee number",
        ),
    ),
    (
        "unknown field",
        {"seller": 629},
        ("seller: Siigo no tiene este campo: corrija su nombre en el mapeo",),
    ),
]


@pytest.mark.parametrize(("mapped", "words"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_siigo_would_refuse_is_held_in_words(mapped: dict[str, Any], words: tuple[str, ...]):
    assert held(mapped, of=invoice()) == words


@pytest.mark.parametrize("type_", ["AdvancePayment", "MiscIncome", "DebtPayment", "Detailed"])
def test_nobody_pays_in_without_a_customer(type_: str):
    mapped = entries(BANKED, RECEIVABLE) if type_ == "Detailed" else {"type": type_, "income": {"id": 174}}
    words = "customer: no se sabe de quién es el dinero: mapee identification en customer"
    assert words in held(mapped, "5", of=None)


def test_a_debt_without_an_invoice_is_held():
    assert held({"type": "DebtPayment", "customer": WHO}) == (
        "type: DebtPayment paga una factura, y este dinero entró antes de ella: quite type del mapeo, o use "
        "AdvancePayment",
    )


def test_a_document_type_that_wants_a_cost_center():
    assert held({"document": {"id": RC_CENTER}}, of=invoice()) == (
        "cost_center: el comprobante Recibo web exige centro de costos: mapee cost_center",
    )
    assert receipt({"document": {"id": RC_CENTER}, "cost_center": WEB_CENTER}, of=invoice()).body["cost_center"]


def test_money_of_another_country_says_its_currency():
    [words] = held(of=invoice(), one=order(currency="USD"))
    assert words.startswith("currency: ")


def test_every_problem_comes_with_its_place():
    origins = {"payment.id": Origin(file="tienda.yaml", line=12, column=7, source="const")}
    assert held({"payment": {"id": CREDIT}, "customer": None}, "5", origins=origins) == (
        "customer: no se sabe de quién es el dinero: mapee identification en customer",
        "tienda.yaml:12:7: payment.id: la forma de pago 5636 (Crédito) tiene vencimiento y no sirve para recibir "
        "dinero: mapee en receipt un banco o una caja",
    )


def test_the_ids_that_must_be_known():
    values = {
        "document": {"id": RC},
        "payment": {"id": str(BANK)},
        "cost_center": WEB_CENTER,
        "customer": {**CUSTOMER, "related_users": {"seller_id": 629}},
        "items": [{"tax": {"id": IVA_19}, "taxes": [{"id": RETE_ICA}], "discounts": [{"id": 311}]}],
    }
    assert receipt_ids_named(Draft(values=values)) == {
        "document_types": {RC},
        "payment_types": {BANK},
        "cost_centers": {WEB_CENTER},
        "taxes": {IVA_19, RETE_ICA},
    }
