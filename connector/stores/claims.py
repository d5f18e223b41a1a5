"""What in an order's free fields says that it is invoiced already, by whatever connector (colombia.md 6.1). Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from connector.model.money import plain
from connector.model.order import Claim

IDS = frozenset({"siigo_invoice_id"})
"""Fields that hold the ledger's id of the invoice; all names here are without an underscore before them."""

NAMES = frozenset({"siigo_invoice_name", "invoice_number_siigo", "siigo_connector_invoice"})
"""Fields that hold its name, "FV-2-22", or its number alone; the last is our own (stores/woocommerce/telling.py)."""

LONGEST = 100
"""Characters of a name or an id; no longer text is one."""


def claims_in(fields: Mapping[str, object], invoice_keys: Sequence[str] = (), *, at: str = "meta") -> Iterator[Claim]:
    """In the order of the fields. `invoice_keys`: the merchant's further names of fields that hold an invoice's name.

    Names of fields are compared without regard to capitals or an underscore before them. What is no text or whole
    number says that there is an invoice and not which one.
    """
    names = NAMES | {bare for key in invoice_keys if (bare := _bare(key))}
    for key, value in fields.items():
        kind: Literal["id", "name"] | None = "id" if _bare(key) in IDS else "name" if _bare(key) in names else None
        if kind and _says_something(value):
            text = _text(value)
            yield Claim(kind=kind if text else "sign", text=text or key, source=f"{at}.{key}")


def without_repeated(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """One for each kind and text, where it stood first."""
    kept: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        kept.setdefault((claim.kind, claim.text), claim)
    return tuple(kept.values())


def _bare(key: str) -> str:
    return key.strip().lstrip("_").casefold()


def _says_something(value: object) -> bool:
    """False for what plugins leave where there is nothing: blanks, null, 0, false, empty lists."""
    text = value.strip() if isinstance(value, str) else value
    return bool(text) and text != "0"


def _text(value: object) -> str:
    """Empty for what cannot be an id or a name."""
    match value:
        case str():
            text = " ".join(value.replace("\x00", "").split())
            return text if len(text) <= LONGEST else ""
        case bool():
            return ""
        case int():
            return str(value) if abs(value) < 10**20 else ""
        case Decimal() if value.is_finite() and abs(value.adjusted()) < 20 and value == value.to_integral_value():
            return plain(value)
        case _:
            return ""
