"""Everything in an order's free fields that may be an identity document, best first (colombia.md 6.1, 6.2)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.colombia.doubt import Doubt
from connector.colombia.field_names import FieldName, field_name
from connector.colombia.identification import clean, identify, is_bare_number, looks_like_company
from connector.model.order import Identification

LONGEST = 100
"""Characters of a value that are kept; no identity document comes near."""

_SIDES = ("billing", "", "shipping")


@dataclass(frozen=True, slots=True)
class _Value:
    key: str
    name: FieldName
    text: str


def candidates(
    fields: Mapping[str, object],
    *,
    company: str = "",
    extra_sources: Sequence[tuple[str, str]] = (),
    number_keys: Sequence[str] = (),
    type_keys: Sequence[str] = (),
    prefix: str = "meta",
) -> tuple[Identification, ...]:
    """The merchant's own keys first, then billing before shipping and the known names in their order; no number twice.

    `extra_sources` are (source, text) of other places; they and `company` count only when nothing but a number stands
    there. A key that names a type ("_billing_nit") gives it where no type field does. Nothing is checked: see `best`.
    """
    values = [_Value(key, field_name(key), text) for key, value in fields.items() if (text := _text(value))]
    own_numbers, own_types = _own(number_keys), _own(type_keys)
    types = sorted(
        (value for value in values if value.name.is_type or value.name.words in own_types),
        key=lambda value: own_types.get(value.name.words, len(own_types)),
    )
    numbers = sorted(
        (value for value in values if _is_number(value.name, own_numbers, own_types)),
        key=lambda value: _order(value.name, own_numbers),
    )
    found = [
        Identification(type=_type_for(value, types), number=value.text, source=f"{prefix}.{value.key}")
        for value in numbers
    ]
    for source, text in (*extra_sources, ("billing.company", company)):
        if is_bare_number(text[:LONGEST]):
            found.append(Identification(number=text.strip()[:LONGEST], source=source))
    return _without_repeated(found)


def best(candidates: Sequence[Identification], phone: str = "") -> Identification | None:
    """The first that `identify` believes; else the first, so that its doubt is told; None when there is none."""
    for candidate in candidates:
        if _is_believed(candidate, phone):
            return candidate
    return candidates[0] if candidates else None


def _own(keys: Iterable[str]) -> dict[str, int]:
    """The merchant's keys in the form that they are compared in, with their places."""
    names = dict.fromkeys(field_name(key).words for key in keys)
    return {words: place for place, words in enumerate(names) if words}


def _is_number(name: FieldName, own_numbers: Mapping[str, int], own_types: Mapping[str, int]) -> bool:
    return name.words in own_numbers or (name.is_number and name.words not in own_types)


def _order(name: FieldName, own_numbers: Mapping[str, int]) -> tuple[int, int, int]:
    return own_numbers.get(name.words, len(own_numbers)), _SIDES.index(name.side), name.rank


def _type_for(number: _Value, types: Iterable[_Value]) -> str:
    """Of the type field on the same side, else of one on no side (for a number on no side: billing's), else the key's.

    A field that is called cédula but holds a company's NIT was meant for both: its type is left to the number's shape.
    """
    name = number.name
    alike = [value for value in types if value.name.is_credential == name.is_credential]
    for side in dict.fromkeys((name.side, "", *(("billing",) if not name.side else ()))):
        for value in alike:
            if value.name.side == side:
                return value.text
    return "" if name.type == "CC" and looks_like_company(number.text) else name.type


def _without_repeated(found: Iterable[Identification]) -> tuple[Identification, ...]:
    """One for each number, at its first place; a repeated one adds its type where the first has none."""
    kept: dict[str, Identification] = {}
    for candidate in found:
        number = re.sub(r"\W", "", clean(candidate.number)) or candidate.number
        first = kept.get(number)
        if first is None or (candidate.type and not first.type):
            kept[number] = candidate
    return tuple(kept.values())


def _is_believed(candidate: Identification, phone: str) -> bool:
    try:
        identify(candidate.type, candidate.number, phone=phone)
    except Doubt:
        return False
    return True


def _text(value: object) -> str:
    """Text of what a shop's JSON may hold: a text, a whole number, a list's first text, the `value` of an object."""
    if isinstance(value, str):
        return value.strip()[:LONGEST]
    if isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**20 else ""
    if isinstance(value, Decimal):
        return _whole(value)
    if isinstance(value, list):
        return next((text for item in value[:5] if (text := _text(item))), "")
    if isinstance(value, dict):
        inner = value.get("value")
        return _text(inner) if not isinstance(inner, list | dict) else ""
    return ""


def _whole(value: Decimal) -> str:
    if not value.is_finite() or value.adjusted() >= 20 or value != value.to_integral_value():
        return ""
    return format(value.to_integral_value(), "f")
