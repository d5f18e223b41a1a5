"""Mapped values against a schema: right kinds, lengths, sets and catalogue ids, as Siigo will want them. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from connector.colombia.text import safe_text
from connector.ledgers.problems import Problems
from connector.model.money import ZERO, NotMoney, half_up, money_of, plain
from connector.model.schema import Field, Schema

Fields = dict[str, object]

LARGEST_ID = 10**18

SHORT = 100
"""Characters that are left of a text that is cleaned, where its field says no length."""

_INDEX = re.compile(r"\[\d+\]")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of characters and what is none: no request or file can hold them all."""


class Wrong(Exception):
    """A value that cannot be what its field wants; `key` and `values` of the message."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def without_places(path: str) -> str:
    """`items[0].code` as it is called in `Limits`: `items.code`."""
    return _INDEX.sub("", path)


def without_customer(path: str) -> str:
    """`customer.phones[0].number` as it is called in `Limits` where customers have a document of their own too."""
    return without_places(path).removeprefix("customer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a system accepts in single fields beyond their kind and length, by the name that `name_of` gives a path."""

    amount_max: Decimal
    """Of any one amount."""
    bounds: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    """The least and the most, both allowed."""
    patterns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    cleaned: frozenset[str] = frozenset()
    """Texts that are cleaned and cut instead of refused."""
    judged_later: frozenset[str] = frozenset()
    """Texts that may be too long here: they are cut, or left out, where more is known."""
    name_of: Callable[[str], str] = without_places


class FieldReader:
    """Reads the values of one document; what cannot be is a problem."""

    def __init__(self, limits: Limits, problems: Problems, check_entry: Callable[[int, str], None]) -> None:
        """`check_entry(id, catalogue)` raises `Wrong` for an id that the catalogue does not have."""
        self._limits = limits
        self._problems = problems
        self._check_entry = check_entry

    def fields(self, values: Mapping[str, object], schema: Schema, path: str = "") -> Fields:
        """The values that the schema knows, each in the form that goes into the body."""
        for name in values:
            if name not in schema:
                self._problems.add(_at(path, name), "siigo.unknown_field")
        read: Fields = {}
        for name, wanted in schema.items():
            value = self._value(values.get(name), wanted, _at(path, name))
            if value is not None:
                read[name] = value
        return read

    def _value(self, value: object, wanted: Field, path: str) -> object:
        if value is None or value in ("", [], {}):
            if wanted.required and not wanted.computed:
                self._problems.add(path, "siigo.required")
            return None
        try:
            return self._read(value, wanted, path)
        except Wrong as wrong:
            self._problems.add(path, wrong.key, **wrong.values)
            return None

    def _read(self, value: object, wanted: Field, path: str) -> object:
        name = self._limits.name_of(path)
        match wanted.kind:
            case "object":
                return self._object(value, wanted.fields, path)
            case "list":
                return self._list(value, wanted, path)
            case "text":
                return self._text(value, wanted, name)
            case "integer":
                return self._integer(value, wanted, name)
            case "money":
                return self._money(value, wanted, name)
            case "flag":
                return _flag(value)
            case "date":
                return _date(value)

    def _object(self, value: object, schema: Schema, path: str) -> Fields:
        if not isinstance(value, Mapping):
            raise Wrong("siigo.not_object", found=shown(value))
        return self.fields(value, schema, path)

    def _list(self, value: object, wanted: Field, path: str) -> list[object]:
        """Keeps every element's place, so that a path in a later message points at the same element."""
        if not isinstance(value, list | tuple):
            raise Wrong("siigo.not_list", found=shown(value))
        if wanted.item:
            texts = [self._value(element, wanted.item, f"{path}[{i}]") for i, element in enumerate(value)]
            return ["" if text is None else text for text in texts]
        row = Field(kind="object", required=True, fields=wanted.fields)
        rows = [self._value(element, row, f"{path}[{i}]") for i, element in enumerate(value)]
        return [{} if fields is None else fields for fields in rows]

    def _text(self, value: object, wanted: Field, name: str) -> str | None:
        limits = self._limits
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise Wrong("siigo.not_text", found=shown(value))
        if isinstance(value, Decimal) and not _is_ordinary(value):
            raise Wrong("siigo.not_text", found=shown(value))
        text = plain(value) if isinstance(value, Decimal) else _NO_TEXT.sub(" ", str(value)).strip()
        if name in limits.cleaned:
            text = safe_text(text, max_length=wanted.max_length or SHORT)
        if not text and wanted.required:
            raise Wrong("siigo.no_letters", found=shown(value))
        if wanted.max_length and len(text) > wanted.max_length and name not in limits.judged_later:
            raise Wrong("siigo.too_long", length=len(text), limit=wanted.max_length)
        if text and wanted.values and text not in wanted.values:
            raise Wrong("siigo.not_in_set", found=shown(text), allowed=", ".join(wanted.values))
        if text and name in limits.patterns and not limits.patterns[name].fullmatch(text):
            raise Wrong("siigo.odd_characters", found=shown(text))
        return text or None

    def _integer(self, value: object, wanted: Field, name: str) -> int:
        number = integer_of(value)
        if number is None or number < 0:
            raise Wrong("siigo.not_integer", found=shown(value))
        self._check_bounds(Decimal(number), name)
        if wanted.catalogue:
            self._check_entry(number, wanted.catalogue)
        return number

    def _money(self, value: object, wanted: Field, name: str) -> Decimal:
        try:
            amount = money_of(value)
        except NotMoney:
            raise Wrong("siigo.not_money", found=shown(value)) from None
        if amount < ZERO:
            raise Wrong("siigo.negative", found=plain(amount))
        if amount > self._limits.amount_max:
            raise Wrong("siigo.too_much", found=plain(amount), limit=plain(self._limits.amount_max))
        self._check_bounds(amount, name)
        places = 2 if wanted.decimals is None else wanted.decimals
        rounded = half_up(amount, places)
        if rounded != amount and places < 6:  # shops print unit prices with 12 digits; cutting them at 6 loses nothing
            raise Wrong("siigo.too_many_decimals", found=plain(amount), limit=places)
        return Decimal(plain(rounded))

    def _check_bounds(self, number: Decimal, name: str) -> None:
        least, most = self._limits.bounds.get(name, (number, number))
        if not least <= number <= most:
            raise Wrong("siigo.out_of_range", found=plain(number), least=plain(least), most=plain(most))


def integer_of(value: object) -> int | None:
    """A whole number from 629, "629" or Decimal("629"); None for anything else."""
    match value:
        case bool():
            return None
        case int() if abs(value) < LARGEST_ID:
            return value
        case Decimal() if _is_ordinary(value) and value == value.to_integral_value():
            return int(value)
        case str() if value.strip().isdecimal() and len(value.strip()) < 19:
            return int(value)
        case _:
            return None


def money_in(fields: Fields, name: str) -> Decimal | None:
    """Of fields that were read; None where it was not mapped, or was a problem."""
    value = fields.get(name)
    return value if isinstance(value, Decimal) else None


def ids_in(values: object, schema: Schema) -> dict[str, set[int]]:
    """The catalogue ids that the values name, by catalogue, to know which catalogues must be read."""
    wanted: dict[str, set[int]] = {}
    for row in values if isinstance(values, list | tuple) else [values]:
        if isinstance(row, Mapping):
            for name, wanted_field in schema.items():
                _want(row.get(name), wanted_field, wanted)
    return wanted


def shown(value: object) -> str:
    """A value in a message: quoted, and cut."""
    return f"«{str(value)[:60]}»"


def _want(value: object, wanted_field: Field, wanted: dict[str, set[int]]) -> None:
    if wanted_field.catalogue and (id_ := integer_of(value)) is not None:
        wanted.setdefault(wanted_field.catalogue, set()).add(id_)
    if wanted_field.fields:
        for name, ids in ids_in(value, wanted_field.fields).items():
            wanted.setdefault(name, set()).update(ids)


def _is_ordinary(number: Decimal) -> bool:
    """Finite, and short when written out."""
    return number.is_finite() and abs(number.adjusted()) < 18


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong("siigo.not_flag", found=shown(value))
    return value


def _date(value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Wrong("siigo.not_date", found=shown(value)) from None


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
