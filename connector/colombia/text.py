"""Text as tables are looked up in, and text as Siigo takes it: `fold` compares, `safe_text` sends."""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ONLY_SAFE = re.compile(r'[A-Za-z0-9áéíóúüñÁÉÍÓÚÜÑ_ .@\[\]\\%;()#?¡/:{}*+,$"-]*')
_SAFE_SIGNS = frozenset('_.@[]\\%;()#?¡/:{}*+,$"-')

_INSTEAD = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("'‘’‚‛′`´ʼʹ", ""),
        **dict.fromkeys("–—―−‐‑‒•·~", "-"),
        **dict.fromkeys("™®©¿!\u200b\u200c\u200d\u2060\ufeff\ufe0f\u00ad", ""),
        **dict.fromkeys("°º", "o"),
        "ª": "a",
        "…": "...",
        "&": " y ",
        "×": "x",
        "⁄": "/",
        "|": "/",
        "½": " 1/2",
        "¼": " 1/4",
        "¾": " 3/4",
    }
)
"""What a sign becomes that Siigo refuses but that means something."""


def fold(text: str) -> str:
    """Lower case, no accents, ñ as n; only the letters a-z, digits and single blanks."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", bare).strip()


def safe_text(text: str, *, max_length: int) -> str:
    """The text with only the characters of Siigo's published class for names (siigo-api.md 5.5), on one line.

    Typographic quotes and dashes become plain ones, `&` becomes "y"; the single quote, emoji and control characters go.
    At most `max_length` characters, cut after a whole word where there is one in the second half.
    """
    if not _ONLY_SAFE.fullmatch(text):
        text = "".join(map(_safe, unicodedata.normalize("NFC", text).translate(_INSTEAD)))
    return _cut(" ".join(text.split()), max_length)


def _safe(char: str) -> str:
    if _is_safe(char):
        return char
    compatible = unicodedata.normalize("NFKC", char).translate(_INSTEAD)
    return "".join(part for part in compatible if _is_safe(part)) or _gap(char)


def _is_safe(char: str) -> bool:
    """Letters beyond U+FFFF are two units to the .NET pattern, and no letters."""
    if char.isascii():
        return char.isalnum() or char in _SAFE_SIGNS
    return char == "¡" or (char.isalpha() and char <= "\uffff")


def _gap(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    return "" if unicodedata.combining(char) else " "


def _cut(text: str, max_length: int) -> str:
    if len(text) <= max_length:
        return text
    kept = text[:max_length]
    at = kept.rfind(" ")
    if text[max_length] != " " and at >= max_length // 2:
        kept = kept[:at]
    return kept.rstrip()
