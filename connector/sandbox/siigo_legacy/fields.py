"""Reads a body against a table of seed 000: unknown fields, kinds, sizes, obligations; every problem at once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from connector.sandbox.siigo_legacy.refusals import Problem, Refused, required, wrong

Body = dict[str, Any]

Numeric = Literal["integer", "number", "percentage", "money", "either"]
Kind = Literal[Numeric, "text", "flag", "date", "object", "list", "texts", "obsolete"]
"""Numérico is integer, number (up to six decimals), percentage (as many as give a discount back) or money (cents);
`either` is a number or digits as text."""

Need = Literal["si", "no", "empresa", "persona"]

LARGEST = Decimal("1e13")
DECIMALS = {"integer": 0, "money": 2, "number": 6, "percentage": 12}
DAY = re.compile(r"\d{8}", re.ASCII)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Spec:
    """One row of a table."""

    kind: Kind
    need: Need = "no"
    size: int | None = None
    """Tamaño: characters of a text, digits of a number."""
    values: frozenset[str] = frozenset()
    """The only ones allowed."""
    least: int | None = None
    above: int | None = None
    is_email: bool = False
    fields: Mapping[str, "Spec"] = field(default_factory=dict)


Table = Mapping[str, Spec]


def checked(table: Table, body: object, *, lenient: bool = False) -> Body:
    """What the table knows, numbers as Decimal or int, empty ones left out. Raises Refused."""
    reader = _Reader(lenient=lenient)
    sent = reader.read_object(table, body, "") if isinstance(body, dict) else {}
    if not isinstance(body, dict):
        reader.found.append(Problem("invalid_type", "The body must be a JSON object"))
    if reader.found:
        raise Refused(*reader.found)
    return sent


def day_of(text: object) -> date | None:
    """A real day written yyyymmdd; None for anything else."""
    if not isinstance(text, str) or not DAY.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


class _Reader:
    """Collects what is wrong with one body."""

    def __init__(self, *, lenient: bool) -> None:
        self.lenient = lenient
        self.found: list[Problem] = []

    def read_object(self, table: Table, body: Mapping[str, Any], path: str) -> Body:
        dot = f"{path}." if path else ""
        if not self.lenient:
            for name in body:
                if name not in table:
                    self._add("unknown_field", f"The field {dot}{name} is unknown", dot + name)
        is_company = body.get("IsSocialReason")
        sent: Body = {}
        for name, spec in table.items():
            value = body.get(name)
            if value is not None and value not in ("", [], {}):
                sent[name] = self._value(spec, value, dot + name)
            elif _is_needed(spec, is_company):
                self.found.append(required(dot + name))
        return sent

    def _value(self, spec: Spec, value: object, path: str) -> Any:
        before = len(self.found)
        read = self._read(spec, value, path)
        if spec.values and len(self.found) == before:
            for one in read if isinstance(read, list) else [read]:
                if str(one) not in spec.values:
                    self.found.append(wrong(path, one, f"one of {', '.join(sorted(spec.values))}"))
        return read

    def _read(self, spec: Spec, value: object, path: str) -> Any:
        match spec.kind, value:
            case "obsolete", _:
                return value
            case "object", dict():
                return self.read_object(spec.fields, value, path)
            case "list", list():
                return self._rows(spec, value, path)
            case "texts", list():
                return [self._text(spec, one, f"{path}[{at}]") for at, one in enumerate(value)]
            case "flag", bool():
                return value
            case "date", str():
                return self._date(value, path)
            case "text", str():
                return self._text(spec, value, path)
            case "either", str():
                return self._text(spec, value, path)
            case (("integer" | "number" | "percentage" | "money" | "either"), (int() | Decimal())) if not isinstance(
                value, bool
            ):
                return self._number(spec, Decimal(value), path)
        expected = {"flag": "Booleano", "text": "Alfanumérico", "date": "Alfanumérico"}.get(spec.kind, "Numérico")
        if spec.kind in ("object", "list", "texts"):
            expected = "an object" if spec.kind == "object" else "a list"
        self._add("invalid_type", f"The field {path} has the wrong type; expected {expected}", path)
        return None

    def _rows(self, spec: Spec, value: list[Any], path: str) -> list[Body]:
        rows = []
        for at, row in enumerate(value):
            if isinstance(row, dict):
                rows.append(self.read_object(spec.fields, row, f"{path}[{at}]"))
            else:
                self._add("invalid_type", f"The field {path}[{at}] has the wrong type; expected an object", path)
        return rows

    def _text(self, spec: Spec, value: object, path: str) -> str:
        if not isinstance(value, str):
            self._add("invalid_type", f"The field {path} has the wrong type; expected Alfanumérico", path)
            return ""
        if spec.size is not None and len(value) > spec.size:
            self._add("length_max", f"The field {path} only allows {spec.size} characters; found {len(value)}", path)
        if spec.is_email and not EMAIL.fullmatch(value):
            self._add("invalid_email", f"The field {path} is not an e-mail address", path)
        return value

    def _date(self, value: str, path: str) -> str:
        if day_of(value) is None:
            self.found.append(wrong(path, value, "a day written yyyymmdd", "invalid_date"))
        return value

    def _number(self, spec: Spec, value: Decimal, path: str) -> int | Decimal:
        places = DECIMALS.get(spec.kind, 0)
        if abs(value) >= LARGEST or value != value.quantize(Decimal(1).scaleb(-places)):
            self.found.append(wrong(path, value, f"a number of at most {places} decimals", "invalid_amount"))
            return 0
        if spec.size is not None and len(str(abs(int(value)))) > spec.size:
            self._add("length_max", f"The field {path} only allows {spec.size} digits", path)
        if spec.least is not None and value < spec.least:
            self.found.append(wrong(path, value, f"{spec.least} or more", "invalid_amount"))
        if spec.above is not None and value <= spec.above:
            self.found.append(wrong(path, value, f"more than {spec.above}", "invalid_amount"))
        return value if places else int(value)

    def _add(self, code: str, message: str, path: str) -> None:
        self.found.append(Problem(code, message, path))


def _is_needed(spec: Spec, is_company: object) -> bool:
    match spec.need:
        case "si":
            return True
        case "empresa":
            return is_company is True
        case "persona":
            return is_company is False
    return False
