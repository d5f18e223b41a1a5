"""The fields of every request body that makes no document, with their published limits (siigo-api.md 5, 10, 11, 17)."""

import re
from collections.abc import Mapping
from decimal import Decimal

from connector.sandbox.siigo.limits import (
    BRANCH,
    CODE,
    DIGITS,
    EMAIL,
    FLAG,
    IDENTIFICATION,
    POSTAL_CODE,
    WORDS,
    choice,
    integer,
    many,
    money,
    some,
    text,
)
from connector.sandbox.siigo.shape import Spec

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
