"""How a field is limited, in the few ways in which every request body limits its own (siigo-api.md 5.4, 5.5)."""

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

PARTY = some(
    {
        "identification": text(50, required=True, pattern=IDENTIFICATION, code="invalid_identification"),
        "branch_office": BRANCH,
    }
)
