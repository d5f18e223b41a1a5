"""Phone numbers as Siigo takes them: digits only, at most ten, or nothing."""

import re
import unicodedata

_SECOND_NUMBER = re.compile(r"[/,;|]|ext|x", re.IGNORECASE)
_COLOMBIAN = re.compile(r"0*57(\d{10})", re.ASCII)
_TRUNK = re.compile(r"0(\d{10})", re.ASCII)


def phone_of(text: str) -> str:
    """Without +57, 57 or 057 when ten digits remain (colombia.md 2.1), and the first of two numbers.

    Empty for a text with no digits, for more than ten, and for another country's number.
    """
    first = _SECOND_NUMBER.split(unicodedata.normalize("NFKC", text).strip(), maxsplit=1)[0]
    digits = re.sub(r"[^0-9]", "", first)
    national = _COLOMBIAN.fullmatch(digits) or _TRUNK.fullmatch(digits)
    if national:
        return national[1]
    if first.startswith("+") or len(digits) > 10:
        return ""
    return digits
