"""Column types that lose nothing: Decimal as text, aware datetimes in UTC."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, String
from sqlalchemy.types import TypeDecorator


class Amount(TypeDecorator[Decimal]):
    """Decimal kept digit for digit as text."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Any) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, _dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """An aware datetime as microseconds since 1970 UTC: ordered, exact and the same on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, _dialect: Any) -> datetime | None:
        if value is None:
            return None
        return EPOCH + timedelta(microseconds=value)


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def storable(text: str, limit: int | None = None) -> str:
    """What any text column takes: no NUL, no half of a character, no more than `limit` characters."""
    return text.replace("\x00", "?").encode("utf-8", "replace").decode()[:limit]
