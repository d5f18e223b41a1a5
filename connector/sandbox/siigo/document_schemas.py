"""The fields of the bodies that make documents, with their published limits (siigo-api.md 12.1, 14, 15)."""

from collections.abc import Mapping
from decimal import Decimal

from connector.sandbox.siigo.limits import (
    CODE,
    DAY,
    FLAG,
    IDS,
    PARTY,
    REQUIRED_DAY,
    SEND,
    WORDS,
    ZERO,
    choice,
    integer,
    many,
    money,
    some,
    text,
)
from connector.sandbox.siigo.shape import Spec

ITEM: Mapping[str, Spec] = {
    "code": text(30, required=True, pattern=CODE, code="invalid_code"),
    "description": text(2500, pattern=WORDS, code="invalid_description"),
    "quantity": Spec(
        kind="number",
        required=True,
        as_text=True,
        places=2,
        above=ZERO,
        most=Decimal("9999999.99"),
        code="invalid_value",
    ),
    "price": money(6),
    "taxed_price": money(6),
    "discount": money(),
    "taxes": IDS,
    "warehouse": Spec(kind="integer", least=ZERO, code="invalid_value", objects_dropped=True),
    "seller": integer(),
    "vat_excluded": FLAG,
    "customer": PARTY,
    "tax_base": money(zero=False),
    "taxpayer": choice("Customer", "Company"),
    "transport": some({}),
}
ITEMS = many(ITEM, required=True, one_of=("price", "taxed_price"))

PAYMENTS = many(
    {"id": integer(required=True, as_text=True), "value": money(required=True, zero=False), "due_date": DAY},
    required=True,
)
CURRENCY = some({"code": text(3, required=True), "exchange_rate": Spec(kind="number", above=ZERO)})
GLOBALS = many(
    {
        "id": integer(required=True),
        "percentage": Spec(kind="number", places=2, above=ZERO, most=Decimal("99.99")),
        "value": money(zero=False),
    }
)
NUMBER = Spec(kind="integer", above=ZERO, most=Decimal(99_999_999_999), code="invalid_value")
DOCUMENT = some({"id": integer(required=True)}, required=True)

_SALE: Mapping[str, Spec] = {
    "document": DOCUMENT,
    "date": REQUIRED_DAY,
    "number": NUMBER,
    "items": ITEMS,
    "payments": PAYMENTS,
    "retentions": IDS,
    "advance_payment": money(zero=False),
    "cost_center": integer(),
    "currency": CURRENCY,
    "stamp": SEND,
    "mail": SEND,
    "observations": text(4000),
    "healthcare_company": some({"operation_type": choice("SS-CUFE", "SS-SinAporte", "SS-Recaudo")}),
}

INVOICE: Mapping[str, Spec] = {
    **_SALE,
    "customer": Spec(kind="object", required=True, fields=PARTY.fields),
    "seller": integer(required=True),
    "global_discounts": GLOBALS,
    "global_charges": GLOBALS,
    "additional_fields": some(
        {
            "purchase_order": some({"prefix": text(20), "number": text(20)}),
            "delivery_order": some({"prefix": text(20), "number": text(20), "date": DAY}),
        }
    ),
}

CREDIT_NOTE: Mapping[str, Spec] = {
    **_SALE,
    "invoice": text(36),
    "reason": Spec(kind="integer", as_text=True, least=Decimal(1), most=Decimal(7), code="invalid_value"),
    "customer": PARTY,
    "seller": integer(),
    "invoice_data": some(
        {
            "date": REQUIRED_DAY,
            "prefix": text(20),
            "number": Spec(kind="text", as_text=True, max_length=20),
            "cufe": text(200),
        }
    ),
}

DUE = some(
    {
        "prefix": text(20, required=True),
        "consecutive": integer(required=True),
        "quote": integer(required=True),
        "date": REQUIRED_DAY,
    }
)

VOUCHER: Mapping[str, Spec] = {
    "document": DOCUMENT,
    "date": REQUIRED_DAY,
    "number": NUMBER,
    "type": choice("DebtPayment", "AdvancePayment", "Detailed", "MiscIncome", required=True),
    "customer": Spec(kind="object", required=True, fields=PARTY.fields),
    "cost_center": integer(),
    "currency": CURRENCY,
    "observations": text(4000),
    "income": some({"id": integer(required=True)}),
    "payment": some({"id": integer(required=True, as_text=True), "value": money(required=True, zero=False)}),
    "items": many(
        {
            "due": DUE,
            "value": money(required=True, zero=False),
            "account": some({"code": text(10, required=True), "movement": choice("Debit", "Credit", required=True)}),
            "description": text(2500, pattern=WORDS, code="invalid_description"),
            "tax": some({"id": integer(required=True)}),
            "taxes": many({"id": integer(required=True), "base": money(), "value": money(required=True, zero=False)}),
            "discounts": many({"id": integer(required=True), "value": money(required=True, zero=False)}),
        }
    ),
}
