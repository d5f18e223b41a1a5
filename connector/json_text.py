"""JSON in and out with money as Decimal: the only place that parses or writes JSON text.

Numbers with a point or exponent become Decimal, never float; NaN and Infinity are refused; a Decimal is
written digit for digit.
"""

import re
from decimal import Decimal
from typing import Any, Never

import simplejson

MAX_DEPTH = 60
"""Containers inside containers that we accept; a real order needs about 8."""

_HALF = re.compile("[\ud800-\udfff]")


class NotJson(ValueError):
    """The text is not JSON that we accept; `str()` says what is wrong."""


def parse(text: bytes | str) -> Any:
    """Parse JSON. Raises NotJson for bad UTF-8, bad syntax, NaN, Infinity, and nesting deeper than MAX_DEPTH."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")  # shops behind some plugins print a byte-order mark first
        value = simplejson.loads(text, use_decimal=True, parse_constant=_no_constant)
    except RecursionError:
        raise NotJson(f"it is nested deeper than {MAX_DEPTH} levels") from None
    except ValueError as error:  # bad syntax, bad UTF-8, and integers of thousands of digits
        raise NotJson(str(error)) from None
    if _is_deeper(value, MAX_DEPTH):
        raise NotJson(f"it is nested deeper than {MAX_DEPTH} levels")
    return value


def write(value: object) -> str:
    """Compact JSON text. Decimals are written in full (`1E+2` as 100); raises TypeError for a float."""
    return _encodable(simplejson.dumps(_plain(value), use_decimal=True, ensure_ascii=False, separators=(",", ":")))


def write_pretty(value: object) -> str:
    """The same, indented, for people."""
    return _encodable(simplejson.dumps(_plain(value), use_decimal=True, ensure_ascii=False, indent=2))


def _encodable(text: str) -> str:
    """Half of a character, which a shop's JSON may hold and no encoding does, as it stood there: `\\ud83d`."""
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _no_constant(name: str) -> Never:
    raise NotJson(f"{name} is not a JSON number")


def _plain(value: object) -> object:
    match value:
        case bool() | None | str() | int():
            return value
        case Decimal():
            if not value.is_finite():
                raise TypeError(f"{value} cannot be written as JSON")
            return Decimal(format(value, "f"))
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            raise TypeError(f"a {type(value).__name__} cannot be written as JSON")


def _is_deeper(value: object, depth: int) -> bool:
    level = [value]
    for _ in range(depth):
        level = [
            child
            for item in level
            if isinstance(item, dict | list)
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return any(isinstance(item, dict | list) for item in level)
