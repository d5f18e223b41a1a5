"""What Siigo accepts in single fields beyond their kind and length, as data (siigo-api.md 5.4, 5.5, 12.1; seed 001)."""

import re
from collections.abc import Mapping
from decimal import Decimal

from connector.ledgers.values import Limits, without_customer

AMOUNT_MAX = Decimal("99999999999.99")
"""Of any one amount (siigo-api.md 5.4)."""

QUANTITY_MAX = Decimal("9999999.99")
"""Published for quotations (siigo-api.md 5.4); no shop sells more of anything."""

_SMALLEST = Decimal("0.000001")
_BRANCH = (Decimal(0), Decimal(999))
_HEALTH = (Decimal(0), Decimal("9999999999.99"))

BOUNDS: Mapping[str, tuple[Decimal, Decimal]] = {
    "branch_office": _BRANCH,
    "items.customer.branch_office": _BRANCH,
    "number": (Decimal(1), Decimal(99_999_999_999)),
    "reason": (Decimal(1), Decimal(7)),
    "currency.exchange_rate": (_SMALLEST, AMOUNT_MAX),
    "items.tax_base": (Decimal("0.01"), AMOUNT_MAX),
    "items.transport.file_number": (Decimal(1), Decimal(100_000_000_000)),
    "items.transport.transported_quantity": (Decimal(0), Decimal(99_999_999)),
    "items.transport.freight_value": (Decimal(0), Decimal(999_999_999_999)),
    "healthcare_company.copayment": _HEALTH,
    "healthcare_company.coinsurance": _HEALTH,
    "healthcare_company.cost_sharing": _HEALTH,
    "healthcare_company.recovery_charge": _HEALTH,
    "product.prices.price_list.position": (Decimal(1), Decimal(12)),
}
"""The least and the most, both allowed. A customer's fields go without `customer.`, elements without their number."""

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "items.customer.identification": re.compile(r"[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?"),
    "items.transport.shipment_number": re.compile(r"[\w /,-]*"),
    "product.additional_fields.tariff": re.compile(r"[0-9]*"),
}
"""Of texts that no other module judges."""

CLEANED = frozenset(
    {
        "name",
        "commercial_name",
        "address.address",
        "contacts.first_name",
        "contacts.last_name",
        "items.description",
        "product.name",
        "product.description",
    }
)
"""Texts that Siigo holds to its class of characters (siigo-api.md 5.5): cleaned and cut instead of refused."""

JUDGED_LATER = frozenset(
    {"observations", "address.postal_code"}
    | {f"{phone}.{part}" for phone in ("phones", "contacts.phone") for part in ("indicative", "number", "extension")}
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
