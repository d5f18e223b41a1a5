"""Mapped values against the schema: right kinds, lengths, sets and catalogue ids, as Siigo will want them. Pure."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from connector.colombia.text import safe_text
from connector.ledgers.siigo.facts import CatalogueName, CompanyFacts, Entry
from connector.ledgers.siigo.limits import AMOUNT_MAX, BOUNDS, CLEANED, JUDGED_LATER, PATTERNS, SHORT, name_of
from connector.ledgers.siigo.problems import Problems
from connector.messages import say
from connector.model.money import ZERO, NotMoney, half_up, money_of, plain
from connector.model.schema import Field, Schema

Fields = dict[str, object]

LARGEST_ID = 10**18

BY_CLASS = frozenset({"document_types", "payment_types"})
"""Catalogues that have other entries for each class of document."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def read_fields(
    values: Mapping[str, object], schema: Schema, company: CompanyFacts, problems: Problems, path: str = ""
) -> Fields:
    """The values that the schema knows, each in the form that goes into the body; what cannot be is a problem."""
    for name in values:
        if name not in schema:
            problems.add(_at(path, name), "siigo.unknown_field")
    read: Fields = {}
    for name, field in schema.items():
        value = _value(values.get(name), field, company, problems, _at(path, name))
        if value is not None:
            read[name] = value
    return read


def wanted_ids(values: object, schema: Schema) -> dict[CatalogueName, set[int]]:
    """The catalogue ids that the values name, to know which catalogues must be read."""
    wanted: dict[CatalogueName, set[int]] = {}
    for row in values if isinstance(values, list | tuple) else [values]:
        if isinstance(row, Mapping):
            for name, field in schema.items():
                _want(row.get(name), field, wanted)
    return wanted


def _is_ordinary(number: Decimal) -> bool:
    """Finite, and short when written out."""
    return number.is_finite() and abs(number.adjusted()) < 18


def _want(value: object, field: Field, wanted: dict[CatalogueName, set[int]]) -> None:
    if field.catalogue and (id_ := integer_of(value)) is not None:
        wanted.setdefault(field.catalogue, set()).add(id_)  # type: ignore[arg-type]
    if field.fields:
        for name, ids in wanted_ids(value, field.fields).items():
            wanted.setdefault(name, set()).update(ids)


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


class _Wrong(Exception):
    """A value that cannot be what its field wants; `key` and `values` of the message."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def _value(value: object, field: Field, company: CompanyFacts, problems: Problems, path: str) -> object:
    if value is None or value in ("", [], {}):
        if field.required and not field.computed:
            problems.add(path, "siigo.required")
        return None
    try:
        return _read(value, field, company, problems, path)
    except _Wrong as wrong:
        problems.add(path, wrong.key, **wrong.values)
        return None


def _read(value: object, field: Field, company: CompanyFacts, problems: Problems, path: str) -> object:
    match field.kind:
        case "object":
            return _object(value, field.fields, company, problems, path)
        case "list":
            return _list(value, field, company, problems, path)
        case "text":
            return _text(value, field, name_of(path))
        case "integer":
            return _integer(value, field, company, name_of(path))
        case "money":
            return _money(value, field, name_of(path))
        case "flag":
            return _flag(value)
        case "date":
            return _date(value)


def _object(value: object, schema: Schema, company: CompanyFacts, problems: Problems, path: str) -> Fields:
    if not isinstance(value, Mapping):
        raise _Wrong("siigo.not_object", found=_shown(value))
    return read_fields(value, schema, company, problems, path)


def _list(value: object, field: Field, company: CompanyFacts, problems: Problems, path: str) -> list[object]:
    """Keeps every element's place, so that a path in a later message points at the same element."""
    if not isinstance(value, list | tuple):
        raise _Wrong("siigo.not_list", found=_shown(value))
    if field.item:
        texts = [_value(element, field.item, company, problems, f"{path}[{i}]") for i, element in enumerate(value)]
        return ["" if text is None else text for text in texts]
    row = Field(kind="object", required=True, fields=field.fields)
    rows = [_value(element, row, company, problems, f"{path}[{i}]") for i, element in enumerate(value)]
    return [{} if fields is None else fields for fields in rows]


def _text(value: object, field: Field, name: str) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _Wrong("siigo.not_text", found=_shown(value))
    if isinstance(value, Decimal) and not _is_ordinary(value):
        raise _Wrong("siigo.not_text", found=_shown(value))
    text = plain(value) if isinstance(value, Decimal) else _CONTROL.sub(" ", str(value)).strip()
    if name in CLEANED:
        text = safe_text(text, max_length=field.max_length or SHORT)
    if not text and field.required:
        raise _Wrong("siigo.no_letters", found=_shown(value))
    if field.max_length and len(text) > field.max_length and name not in JUDGED_LATER:
        raise _Wrong("siigo.too_long", length=len(text), limit=field.max_length)
    if text and field.values and text not in field.values:
        raise _Wrong("siigo.not_in_set", found=_shown(text), allowed=", ".join(field.values))
    if text and name in PATTERNS and not PATTERNS[name].fullmatch(text):
        raise _Wrong("siigo.odd_characters", found=_shown(text))
    return text or None


def _integer(value: object, field: Field, company: CompanyFacts, name: str) -> int:
    number = integer_of(value)
    if number is None or number < 0:
        raise _Wrong("siigo.not_integer", found=_shown(value))
    _check_bounds(Decimal(number), name)
    if field.catalogue:
        _check_entry(number, field.catalogue, company)
    return number


def _check_entry(id_: int, catalogue: str, company: CompanyFacts) -> None:
    """Siigo's own `invalid_reference` and `parameter_inactive`, before it has to say so."""
    entries: Mapping[int, Entry] = getattr(company, catalogue)
    shelf = shelf_name(catalogue, company.document_class)
    if id_ not in entries:
        raise _Wrong("siigo.not_in_catalogue", id=id_, catalogue=shelf)
    if not entries[id_].active:
        raise _Wrong("siigo.inactive", id=id_, name=entries[id_].name, catalogue=shelf)


def shelf_name(catalogue: str, document_class: str) -> str:
    """What people call a catalogue, by the class of the documents that it is for."""
    match document_class if catalogue in BY_CLASS else "":
        case "NC":
            return say(f"siigo_after.catalogue_{catalogue}")
        case "RC":
            return say(f"siigo_receipt.catalogue_{catalogue}")
        case _:
            return say(f"siigo.catalogue_{catalogue}")


def _check_bounds(number: Decimal, name: str) -> None:
    least, most = BOUNDS.get(name, (number, number))
    if not least <= number <= most:
        raise _Wrong("siigo.out_of_range", found=plain(number), least=plain(least), most=plain(most))


def _money(value: object, field: Field, name: str) -> Decimal:
    try:
        amount = money_of(value)
    except NotMoney:
        raise _Wrong("siigo.not_money", found=_shown(value)) from None
    if amount < ZERO:
        raise _Wrong("siigo.negative", found=plain(amount))
    if amount > AMOUNT_MAX:
        raise _Wrong("siigo.too_much", found=plain(amount), limit=plain(AMOUNT_MAX))
    _check_bounds(amount, name)
    places = 2 if field.decimals is None else field.decimals
    rounded = half_up(amount, places)
    if rounded != amount and places < 6:  # shops print unit prices with 12 digits; cutting them at 6 loses nothing
        raise _Wrong("siigo.too_many_decimals", found=plain(amount), limit=places)
    return Decimal(plain(rounded))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("siigo.not_flag", found=_shown(value))
    return value


def _date(value: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise _Wrong("siigo.not_date", found=_shown(value)) from None


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _shown(value: object) -> str:
    return f"«{str(value)[:60]}»"
