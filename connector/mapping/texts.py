"""Transforms of texts, numbers and dates, and what a value is as text. Pure; what cannot be done raises Unfit."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

from connector.mapping import colombian
from connector.mapping.spots import shown
from connector.messages import say
from connector.model.money import NotMoney, money_of, plain


class Unfit(ValueError):
    """The value cannot be transformed; `str()` is a whole sentence."""


def as_text(value: object) -> str:
    """A scalar as it stands in a text: numbers without useless zeros, dates as 2026-11-21. Raises Unfit."""
    match value:
        case str():
            return value
        case Decimal():
            return plain(value)
        case datetime():
            raise Unfit(say("mapping.moment_in_text"))
        case bool() | list() | dict():
            raise Unfit(say("mapping.not_text", found=shown(value)))
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case _:
            raise Unfit(say("mapping.not_text", found=shown(value)))


def fold(text: str) -> str:
    """Lower case without accents, one blank between words."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))
    return " ".join(bare.split())


def digits(text: str) -> str:
    """Only the digits 0-9."""
    return re.sub(r"[^0-9]", "", text)


def trim(text: str) -> str:
    """Without blanks around, one blank between words."""
    return " ".join(text.split())


def integer(value: object) -> int:
    """A whole number from text or from a number without decimals."""
    try:
        number = money_of(value)
    except NotMoney:
        number = Decimal("0.5")
    if number != number.to_integral_value():
        raise Unfit(say("mapping.not_integer", found=shown(value)))
    return int(number)


def bogota_date(value: object) -> date:
    """The day that it was in Bogotá."""
    if not isinstance(value, datetime) or value.utcoffset() is None:
        raise Unfit(say("mapping.not_moment", found=shown(value)))
    return colombian.bogota_date(value)


def days_later(value: object, days: int) -> date:
    """The day so many days after a day."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Unfit(say("mapping.not_date", found=shown(value)))
    return value + timedelta(days=days)


def join_blank(*values: str) -> str:
    """The values that are not empty, with a blank between them."""
    return " ".join(filter(None, (trim(value) for value in values)))


def limit(text: str, limit: int) -> str:
    """The first characters of a text."""
    return text[:limit].rstrip()


_EMAIL = re.compile(r"([-+.]*\w)+[-+.]*@([\w-]+\.)+[\w-]{2,}")  # siigo-api.md 5.2, invalid_email


def email(text: str) -> str:
    """An e-mail address of a form that the ledger takes."""
    address = text.strip()
    if len(address) > 254 or not _EMAIL.fullmatch(address):
        raise Unfit(say("mapping.not_email", found=shown(text)))
    return address
