"""Mapped values in, the body of `Products/Create` out, or every problem at once. Pure."""

from collections.abc import Mapping
from decimal import Decimal

from connector.errors import OrderHeld
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.answers import LegacyRejected
from connector.ledgers.siigo_legacy.facts import ADDED, CatalogueName, CompanyFacts, TaxKind
from connector.ledgers.siigo_legacy.fields import keys_named, without_absent
from connector.ledgers.siigo_legacy.limits import AMOUNT_MAX, PATTERNS
from connector.ledgers.siigo_legacy.product_schema import PRODUCT
from connector.ledgers.siigo_legacy.receipt_fields import entry_check
from connector.ledgers.values import FieldReader, Fields, Limits
from connector.messages import say
from connector.model.documents import Origin

PATH = "product"
"""Every problem's path begins with it, and so does that of an origin."""

ACTIVE = 1

CODE = PATTERNS["Items.ProductCode"]

LIMITS = Limits(
    amount_max=AMOUNT_MAX,
    bounds={"product.State": (Decimal(0), Decimal(1))},
    patterns={"product.Code": CODE},
    cleaned=frozenset({"product.Description", "product.Comments"}),
)

_WORDS: Mapping[str, str] = {
    "siigo.required": "siigo_product.required",
    "siigo.no_letters": "siigo_product.no_letters",
    "siigo.out_of_range": "siigo_product.out_of_range",
    "siigo.odd_characters": "siigo_product.odd_characters",
}
"""Sentences that speak of orders, and what is said of a product instead."""

_TAXES: Mapping[str, frozenset[TaxKind]] = {
    "TaxAddID": ADDED,
    "TaxDiscID": frozenset({"Retefuente"}),
    "TaxAdd2ID": ADDED,
}

FOR_THE_MERCHANT = frozenset({400, 409, 422})
"""Statuses of a refusal that says what is wrong with the product."""


def product_keys_named(values: Mapping[str, object]) -> dict[CatalogueName, set[str]]:
    """The catalogue keys that the values name: `product_body` needs to know them, and no others."""
    return keys_named(values, PRODUCT)


def product_body(
    values: Mapping[str, object], *, company: CompanyFacts, origins: Mapping[str, Origin] | None = None
) -> Fields:
    """Raises OrderHeld with every problem, each `[origin: ]product.Code: …`."""
    problems = Problems(origins or {}, words=_WORDS)
    reader = FieldReader(LIMITS, problems, entry_check(company))
    fields = reader.fields(without_absent(values, PRODUCT), PRODUCT, PATH)
    _check_taxes(fields, company, problems)
    problems.raise_if_any()
    filled = {"State": ACTIVE, **fields}
    return {name: filled[name] for name in PRODUCT if name in filled}


def held_of(refused: LegacyRejected, code: str) -> OrderHeld | None:
    """A refused product for the merchant; None where the refusal is about something else than the product."""
    if refused.status not in FOR_THE_MERCHANT:
        return None
    faults = refused.faults
    return OrderHeld(
        *(
            say(
                "siigo_legacy_stock.refused",
                path=f"{PATH}.{', '.join(fault.params)}" if fault.params else PATH,
                product=code,
                message=fault.message or "—",
                code=fault.code,
            )
            for fault in faults
        )
    )


def _check_taxes(fields: Fields, company: CompanyFacts, problems: Problems) -> None:
    """Each in its own place: what is added to the price, and what is withheld."""
    for name, kinds in _TAXES.items():
        tax = company.taxes.get(str(fields.get(name, "")))
        if tax is not None and tax.kind not in kinds:
            shown = {"id": tax.id, "name": tax.name, "expected": ", ".join(sorted(kinds))}
            problems.add(f"{PATH}.{name}", "siigo_legacy_stock.tax_kind", **shown)
    if "TaxAddID" in fields and fields["TaxAddID"] == fields.get("TaxAdd2ID"):
        problems.add(f"{PATH}.TaxAdd2ID", "siigo_legacy_stock.tax_twice")
