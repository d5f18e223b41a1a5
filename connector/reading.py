"""Reader: a stranger's JSON that knows its own path, so that an error can say where.

Tolerant of what shops really send (numbers as text, "" for null, [] for {}), strict about what cannot be.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal

from connector.errors import OrderHeld
from connector.messages import say
from connector.model.money import ZERO, NotMoney, money_of


class Reader:
    """A JSON object and the path that leads to it. Every method raises OrderHeld naming the full path."""

    def __init__(self, value: object, path: str = "") -> None:
        if not isinstance(value, dict):
            raise OrderHeld(say("reading.not_object", path=path or "$", found=_shown(value)))
        self._fields = value
        self.path = path

    def raw(self, name: str) -> object:
        """The value as it came; None when absent."""
        return self._fields.get(name)

    def has(self, name: str) -> bool:
        """Present and neither null nor empty."""
        return self._fields.get(name) not in (None, "", [], {})

    def text(self, name: str, default: str | None = None) -> str:
        """Text, stripped of blanks and NUL; a number becomes its digits. Absent or null: `default`, or held."""
        value = self._fields.get(name)
        if value is None or (value == "" and default is None):
            if default is None:
                raise OrderHeld(say("reading.missing", path=self.at(name)))
            return default
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise OrderHeld(say("reading.not_text", path=self.at(name), found=_shown(value)))
        return str(value).replace("\x00", "").strip()

    def money(self, name: str, default: Decimal | None = None) -> Decimal:
        """Decimal. Absent, null or "": `default`, or held."""
        value = self._fields.get(name)
        if value is None or value == "":
            if default is None:
                raise OrderHeld(say("reading.missing", path=self.at(name)))
            return default
        try:
            return money_of(value)
        except NotMoney:
            raise OrderHeld(say("reading.not_money", path=self.at(name), found=_shown(value))) from None

    def money_or_zero(self, name: str) -> Decimal:
        return self.money(name, ZERO)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self._fields.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, bool):
            return value
        raise OrderHeld(say("reading.not_flag", path=self.at(name), found=_shown(value)))

    def moment(self, name: str) -> datetime | None:
        """An aware datetime from text with an offset; None when absent. A text without offset is held."""
        text = self.text(name, "")
        if not text:
            return None
        moment = self._parsed(name, text)
        if moment.tzinfo is None:
            raise OrderHeld(say("reading.no_offset", path=self.at(name), found=text))
        return moment

    def utc(self, name: str) -> datetime | None:
        """An aware datetime from text that is UTC without saying so (Woo's `_gmt` fields); None when absent."""
        text = self.text(name, "")
        if not text:
            return None
        moment = self._parsed(name, text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment

    def object(self, name: str) -> "Reader":
        """A nested object; absent, null and PHP's empty list read as an empty one."""
        value = self._fields.get(name)
        return Reader({} if value in (None, "", []) else value, self.at(name))

    def each(self, name: str) -> "Iterator[Reader]":
        """The objects of a list; absent and null read as an empty one."""
        value = without_holes(self._fields.get(name))
        if value is None or value == "":
            return
        if not isinstance(value, list):
            raise OrderHeld(say("reading.not_list", path=self.at(name), found=_shown(value)))
        for index, item in enumerate(value):
            yield Reader(item, f"{self.at(name)}[{index}]")

    def at(self, name: str) -> str:
        """The full path of a field: `lines[1].price`."""
        return f"{self.path}.{name}" if self.path else name

    def _parsed(self, name: str, text: str) -> datetime:
        """In UTC where the text says its offset; naive where it does not."""
        try:
            moment = datetime.fromisoformat(text)
            return moment if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise OrderHeld(say("reading.not_time", path=self.at(name), found=text[:40])) from None


def without_holes(value: object) -> object:
    """A list of PHP's out of which a plugin took elements comes as `{"0": …, "2": …}`; anything else as it is."""
    is_list = isinstance(value, dict) and value and all(name.isascii() and name.isdigit() for name in value)
    return list(value.values()) if isinstance(value, dict) and is_list else value


def _shown(value: object) -> str:
    return repr(value)[:60]
