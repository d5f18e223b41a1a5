"""Reads a request body against a table of fields: type, required, length, format, number; a whole stage at once.

Fields that the table does not name are dropped, as Siigo drops them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any, Literal

from connector.sandbox.siigo import problems
from connector.sandbox.siigo.problems import Problem, Refused


class Stage(IntEnum):
    """The rows of siigo-api.md 21 that look at one field at a time, in their order."""

    TYPE = 9
    REQUIRED = 10
    LENGTH = 11
    FORMAT = 12
    NUMBER = 13


Found = list[tuple[Stage, Problem]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """What is allowed in one field."""

    kind: Literal["text", "integer", "number", "flag", "date", "object", "list"]
    required: bool = False
    max_length: int | None = None
    pattern: re.Pattern[str] | None = None
    values: tuple[str, ...] = ()
    """The only texts allowed, in any case; kept as spelled here."""
    code: str = ""
    """Siigo's code when the pattern, the bounds or the values fail."""
    above: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    places: int | None = None
    numbers: frozenset[int] = frozenset()
    """The only whole numbers allowed."""
    as_text: bool = False
    """Siigo's own samples send this number inside quotes."""
    objects_dropped: bool = False
    """An object is silently taken as absent (siigo-api.md 22, no. 24)."""
    fields: Mapping[str, "Spec"] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()
    """Of an object: at least one of these fields is required."""
    item: "Spec | None" = None


def checked(fields: Mapping[str, Spec], body: object, prefix: str = "") -> dict[str, Any]:
    """The body with its numbers as Decimal and int. Raises Refused: every problem of the first stage that has any."""
    if not isinstance(body, dict):
        raise Refused(Problem("invalid_type", "Invalid data type: body", tuple(filter(None, [prefix]))))
    found: Found = []
    sent = _object(Spec(kind="object", fields=fields), body, prefix, found)
    raise_first(found)
    return sent


def raise_first(found: Found) -> None:
    if found:
        first = min(stage for stage, _ in found)
        raise Refused(*(problem for stage, problem in found if stage == first))


def _value(spec: Spec, value: object, path: str, found: Found) -> Any:
    match spec.kind, value:
        case "text", _:
            return _text(spec, value, path, found)
        case (("integer" | "number"), _):
            return _number(spec, value, path, found)
        case "date", _:
            return _date(value, path, found)
        case "flag", bool():
            return value
        case "object", dict():
            return _object(spec, value, path, found)
        case "list", list():
            return _list(spec, value, path, found)
    _wrong(path, found)
    return None


def _wrong(path: str, found: Found) -> None:
    found.append((Stage.TYPE, problems.wrong_type(path)))


def _object(spec: Spec, value: dict[str, Any], path: str, found: Found) -> dict[str, Any]:
    dot = f"{path}." if path else ""
    sent = {}
    for name, of in spec.fields.items():
        item = value.get(name)
        if of.objects_dropped and isinstance(item, dict):
            item = None
        if item is not None and not (of.required and item in ("", [])):
            sent[name] = _value(of, item, dot + name, found)
        elif of.required:
            found.append((Stage.REQUIRED, problems.required(dot + name)))
    if spec.one_of and not any(name in sent for name in spec.one_of):
        found.append((Stage.REQUIRED, problems.required(dot + spec.one_of[0])))
    return sent


def _list(spec: Spec, value: list[Any], path: str, found: Found) -> list[Any]:
    item = spec.item or Spec(kind="text")
    return [_value(item, element, f"{path}[{at}]", found) for at, element in enumerate(value)]


def _text(spec: Spec, value: object, path: str, found: Found) -> str | None:
    if spec.as_text and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        _wrong(path, found)
        return None
    if spec.max_length is not None and len(value) > spec.max_length:
        found.append((Stage.LENGTH, problems.too_long(path, spec.max_length)))
    if spec.pattern is not None and value and not spec.pattern.fullmatch(value):
        found.append((Stage.FORMAT, problems.invalid(spec.code, path)))
    if spec.values:
        known = {allowed.casefold(): allowed for allowed in spec.values}
        if value.casefold() not in known:
            found.append((Stage.FORMAT, problems.invalid(spec.code or "parameters_exclusive", path)))
        return known.get(value.casefold())
    return value


NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?")


def _number(spec: Spec, value: object, path: str, found: Found) -> int | Decimal | None:
    if spec.as_text and isinstance(value, str) and NUMBER.fullmatch(value):
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        _wrong(path, found)
        return None
    number = Decimal(value)
    if not _in_bounds(spec, number) or (spec.places is not None and number != number.quantize(_step(spec.places))):
        found.append((Stage.NUMBER, problems.invalid(spec.code or "invalid_amount", path)))
        return None
    if spec.kind == "number":
        return number
    if number != number.to_integral_value():
        _wrong(path, found)
    return int(number)


def _in_bounds(spec: Spec, number: Decimal) -> bool:
    most = Decimal("1e13") if spec.most is None else spec.most
    too_small = (spec.above is not None and number <= spec.above) or (spec.least is not None and number < spec.least)
    return not too_small and abs(number) <= most and (not spec.numbers or number in spec.numbers)


def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _date(value: object, path: str, found: Found) -> date | None:
    if not isinstance(value, str):
        _wrong(path, found)
        return None
    day = date_of(value)
    if day is None:
        found.append((Stage.FORMAT, problems.invalid("invalid_date", path)))
    return day


def date_of(text: str) -> date | None:
    """A day written yyyy-MM-dd; None for anything else."""
    if not DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
