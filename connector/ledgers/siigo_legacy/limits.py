"""What the older Siigo Nube API accepts in single fields beyond their kind and length, as data. Pure.

Seed 000 has lengths alone; amounts, quantities and characters are those of Siigo's newer API (siigo-api.md 5.4, 5.5).
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from connector.ledgers.values import Limits, without_customer

AMOUNT_MAX = Decimal("99999999999.99")
QUANTITY_MAX = Decimal("9999999.99")

_SMALLEST = Decimal("0.000001")
_FLAG = (Decimal(0), Decimal(1))

BOUNDS: Mapping[str, tuple[Decimal, Decimal]] = {
    "BranchOffice": (Decimal(0), Decimal(999)),
    "CheckDigit": (Decimal(0), Decimal(9)),
    "Contact.Gender": _FLAG,
    "Header.Number": (Decimal(1), Decimal(99_999_999_999)),
    "Header.ExchangeValue": (_SMALLEST, AMOUNT_MAX),
    "Items.DiscountPercentage": (Decimal(0), Decimal(100)),
    "Payments.DueQuote": (Decimal(1), Decimal(999)),
}
"""The least and the most, both allowed. A customer's fields go without `customer.`, elements without their number."""

PATTERNS: Mapping[str, re.Pattern[str]] = {"Items.ProductCode": re.compile(r"[^'\s]+")}

CLEANED = frozenset(
    {"FullName", "FirstName", "LastName", "Address", "Contact.FirstName", "Contact.LastName", "Items.Description"}
)
"""Texts that are cleaned and cut instead of refused."""

_PHONES = ("Phone", "Fax", "Contact.Phone1", "Contact.Mobile", "Contact.Fax")

JUDGED_LATER = frozenset(
    {"Header.Observations", "PostalCode"}
    | {f"{phone}.{part}" for phone in _PHONES for part in ("Indicative", "Number", "Extention")}
)
"""Texts that may be too long here: they are cut, or left out, where more is known."""

LIMITS = Limits(
    amount_max=AMOUNT_MAX,
    bounds=BOUNDS,
    patterns=PATTERNS,
    cleaned=CLEANED,
    judged_later=JUDGED_LATER,
    name_of=without_customer,
)
