"""The fields of every request body with their published limits (siigo-api.md 5.4, 5.5, 10, 11, 12.1, 14, 15, 17)."""

import re
from collections.abc import Mapping
from decimal import Decimal

from connector.sandbox.siigo.shape import Spec

ZERO = Decimal(0)
GENERIC_MOST = Decimal("99999999999.99")

WORDS = re.compile(r"""[\w\s.@\[\]\\%;()#?¡/:{}*+,$"\-]*""")
"""Siigo's published character class for names and descriptions; `'`, `&`, `!`, `<` and friends are outside."""
CODE = re.compile(r"[^'\s]+")
EMAIL = re.compile(r"([-+.]*\w)+[-+.]*@([\w-]+\.)+[\w-]{2,}")
IDENTIFICATION = re.compile(r"[\d\w][\d\w\-]*[\d\w]|[\d\w]")
DIGITS = re.compile(r"\d*", re.ASCII)
POSTAL_CODE = re.compile(r"[^\W_]*")


def text(
    limit: int | None = None, *, required: bool = False, pattern: re.Pattern[str] | None = None, code: str = ""
) -> Spec:
    return Spec(kind="text", required=required, max_length=limit, pattern=pattern, code=code)


def choice(*values: str, required: bool = False) -> Spec:
    return Spec(kind="text", required=required, values=values)


def integer(*, required: bool = False, as_text: bool = False, code: str = "invalid_value") -> Spec:
    return Spec(kind="integer", required=required, as_text=as_text, least=ZERO, code=code)


def money(places: int = 2, *, required: bool = False, zero: bool = True) -> Spec:
    if zero:
        return Spec(kind="number", required=required, places=places, most=GENERIC_MOST, least=ZERO)
    return Spec(kind="number", required=required, places=places, most=GENERIC_MOST, above=ZERO)


def some(fields: Mapping[str, Spec], *, required: bool = False) -> Spec:
    return Spec(kind="object", required=required, fields=fields)


def many(fields: Mapping[str, Spec], *, required: bool = False, one_of: tuple[str, ...] = ()) -> Spec:
    return Spec(kind="list", required=required, item=Spec(kind="object", fields=fields, one_of=one_of))


FLAG = Spec(kind="flag")
DAY = Spec(kind="date")
REQUIRED_DAY = Spec(kind="date", required=True)
BRANCH = Spec(kind="integer", as_text=True, least=ZERO, most=Decimal(999), code="invalid_range")
IDS = many({"id": integer(required=True)})
SEND = some({"send": FLAG})

PHONE = {
    "indicative": text(10, pattern=DIGITS, code="invalid_value"),
    "number": text(10, pattern=DIGITS, code="invalid_value"),
    "extension": text(10, pattern=DIGITS, code="invalid_value"),
}

CUSTOMER: Mapping[str, Spec] = {
    "type": choice("Customer", "Supplier", "Other"),
    "person_type": choice("Person", "Company", required=True),
    "id_type": text(10, required=True),
    "identification": text(50, required=True, pattern=IDENTIFICATION, code="invalid_identification"),
    "check_digit": text(1, pattern=DIGITS, code="invalid_value"),
    "name": Spec(kind="list", required=True, item=text(100, pattern=WORDS, code="invalid_name")),
    "commercial_name": text(),
    "branch_office": BRANCH,
    "active": FLAG,
    "vat_responsible": FLAG,
    "fiscal_responsibilities": many({"code": choice("R-99-PN", "O-13", "O-15", "O-23", "O-47", required=True)}),
    "address": some(
        {
            "address": text(256, required=True),
            "city": some(
                {
                    "country_code": text(10, required=True),
                    "state_code": text(10, required=True),
                    "city_code": text(10, required=True),
                },
                required=True,
            ),
            "postal_code": text(10, pattern=POSTAL_CODE, code="invalid_code"),
        },
        required=True,
    ),
    "phones": many(PHONE),
    "contacts": many(
        {
            "first_name": text(50, required=True),
            "last_name": text(50),
            "email": text(100, pattern=EMAIL, code="invalid_email"),
            "phone": some(PHONE),
        }
    ),
    "comments": text(4000),
    "related_users": some({"seller_id": integer(), "collector_id": integer()}),
    "custom_fields": many({"key": text(), "value": text()}),
}

PARTY = some(
    {
        "identification": text(50, required=True, pattern=IDENTIFICATION, code="invalid_identification"),
        "branch_office": BRANCH,
    }
)

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

SUGAR = Spec(kind="integer", numbers=frozenset({18, 28, 35, 38, 55, 65}), code="parameters_exclusive")
"""The rates of the tax on sugary drinks."""

PRODUCT: Mapping[str, Spec] = {
    "code": text(30, required=True, pattern=CODE, code="invalid_code"),
    "name": text(100, required=True, pattern=WORDS, code="invalid_name"),
    "account_group": integer(required=True),
    "type": choice("Product", "Service", "ConsumerGood", "Combo"),
    "stock_control": FLAG,
    "active": FLAG,
    "tax_classification": choice("Taxed", "Exempt", "Excluded"),
    "tax_included": FLAG,
    "tax_consumption_value": money(),
    "taxes": many({"id": integer(required=True), "milliliters": money(), "rate": SUGAR}),
    "prices": many(
        {
            "currency_code": text(3, required=True),
            "price_list": many(
                {
                    "position": Spec(
                        kind="integer", required=True, least=Decimal(1), most=Decimal(12), code="invalid_range"
                    ),
                    "value": money(required=True),
                },
                required=True,
            ),
        }
    ),
    "unit": text(10),
    "unit_label": text(50),
    "reference": text(80),
    "description": text(2500, pattern=WORDS, code="invalid_description"),
    "additional_fields": some(
        {
            "barcode": text(50),
            "brand": text(50),
            "model": text(50),
            "tariff": text(10, pattern=DIGITS, code="invalid_value"),
        }
    ),
    "components": many({"code": text(30, required=True), "quantity": money(required=True, zero=False)}),
}

TOPICS = (
    "public.siigoapi.products.create",
    "public.siigoapi.products.update",
    "public.siigoapi.products.stock.update",
)

PUBLIC = re.compile(r"https://[^\s/]+\S*|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/\S*)?")
"""Clients know that plain http is refused; this machine stands in for the public."""

WEBHOOK: Mapping[str, Spec] = {
    "application_id": text(100, required=True),
    "topic": text(100, required=True),
    "url": text(2048, required=True, pattern=PUBLIC, code="invalid_url"),
    "active": FLAG,
}

MAIL: Mapping[str, Spec] = {
    "mail_to": text(100, required=True, pattern=EMAIL, code="invalid_email"),
    "copy_to": text(520),
}

CREDENTIALS: Mapping[str, Spec] = {"username": text(required=True), "access_key": text(required=True)}
