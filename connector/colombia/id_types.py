"""The words for identity documents, and the DIAN code of each (colombia.md 1.1)."""

import re

from connector.colombia.doubt import Doubt
from connector.colombia.text import fold
from connector.messages import say

CC, NIT, CE, TE, TI, RC = "13", "31", "22", "21", "12", "11"
PASSPORT, FOREIGN_DOCUMENT, PEP, PPT, FOREIGN_NIT = "41", "42", "47", "48", "50"
NUIP, SAFE_CONDUCT, NO_FOREIGN_ID, NOT_REGISTERED = "91", "89", "43", "R-00-PN"

DIGITS_ONLY = frozenset({CC, NIT, RC})
"""Siigo takes 3 to 13 digits for these (seed 004); letters and digits, at most 20, for the others."""

_WORDS = {
    CC: "13, cc, cédula, cédula de ciudadanía, cédula ciudadanía, ciudadanía, cédula colombiana, cédula nacional",
    NIT: "31, nit, rut, número de identificación tributaria, identificación tributaria, registro único tributario, "
    "nit empresa, nit empresas, nit persona jurídica",
    CE: "22, ce, extranjería, cédula de extranjería, cédula extranjería, cédula extranjera",
    TE: "21, te, tarjeta de extranjería, tarjeta extranjería",
    TI: "12, ti, tarjeta de identidad, tarjeta identidad",
    RC: "11, rc, registro civil, registro civil de nacimiento",
    PASSPORT: "41, pp, pa, pas, pasaporte, passport",
    FOREIGN_DOCUMENT: "42, die, de, documento extranjero, documento de identificación extranjero, "
    "documento de identidad extranjero",
    PEP: "47, pep, permiso especial, permiso especial de permanencia",
    PPT: "48, ppt, permiso por protección temporal, permiso de protección temporal, permiso protección temporal",
    FOREIGN_NIT: "50, foreign nit, nit de otro país, nit otro país, nit extranjero",
    NUIP: "91, nuip, número único de identificación personal",
    SAFE_CONDUCT: "89, salvoconducto, salvoconducto de permanencia",
    NO_FOREIGN_ID: "43, sin identificación del exterior, sin identificación del exterior o uso dian",
    NOT_REGISTERED: "r-00-pn, no obligado a registrarse en el rut, no obligado a registrarse en el rut pn",
}


def _compact(words: str) -> str:
    """C.C., c c and CC are one word."""
    return fold(words).replace(" ", "")


_CODES = {_compact(word): code for code, words in _WORDS.items() for word in words.split(", ")}


def id_type_of(words: str) -> str:
    """The DIAN code of "CC", "Cédula de ciudadanía", "C.C.", "nit", "31", "CC - Cédula" …; "" for an empty text.

    Raises Doubt for words that it does not know, and for two that disagree ("CC / NIT").
    """
    compact = _compact(words)
    if not compact:
        return ""
    if compact in _CODES:
        return _CODES[compact]
    codes = {_CODES.get(_compact(part), "") for part in re.split(r"[^\w\s.]+", words) if _compact(part)}
    if len(codes) != 1 or "" in codes:
        raise Doubt(say("colombia.id_type_unknown", found=" ".join(words.split())[:40]))
    return codes.pop()
