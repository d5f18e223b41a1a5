"""Person or company, and the names that Siigo wants of each: two strings or one (colombia.md 1.3)."""

import re
from typing import Literal

from connector.colombia.doubt import Doubt
from connector.colombia.id_types import FOREIGN_NIT, NIT
from connector.colombia.identification import LegalId, is_bare_number, masked
from connector.colombia.text import fold, safe_text
from connector.messages import say

__all__ = ["FINAL_CONSUMER_NAMES", "PersonType", "names_of", "person_type_of", "safe_text"]

PersonType = Literal["Person", "Company"]

FINAL_CONSUMER_NAMES = ("Consumidor", "final")
NAME_LENGTH = 100
"""Siigo's limit for each string of `name` (seed 004)."""

_PERSON = frozenset({"person", "persona", "persona natural", "natural", "individual", "pn", "n"})
_COMPANY = frozenset(
    {"company", "empresa", "compania", "sociedad", "persona juridica", "juridica", "business", "pj", "j"}
)
_LEGAL_FORM = re.compile(
    r"\b(?:s ?a ?s|ltda|limitada|s ?en ?c(?: ?s| ?a)?|y cia|compania|sociedad|e ?s ?p|fundacion|corporacion|cooperativa"
    r"|asociacion|consorcio|union temporal|universidad|conjunto residencial|fondo de empleados|sucursal colombia)\b"
    r"|\b(?:s ?a|e ?u|s ?c ?a|s ?c ?s)$"
)


def person_type_of(id: LegalId, company: str, explicit: str = "") -> PersonType:
    """What the buyer said, else what the document says: the type alone never decides.

    Raises Doubt for an unknown word in `explicit`, and for a person's NIT beside a company's legal form.
    """
    if fold(explicit):
        return _said(explicit)
    if id.id_type == FOREIGN_NIT or (id.id_type == NIT and re.fullmatch(r"[89][0-9]{8}", id.number)):
        return "Company"
    if id.id_type == NIT and has_legal_form(company):
        raise Doubt(say("colombia.person_or_company", found=masked(id.number), company=company.strip()[:60]))
    return "Person"


def has_legal_form(company: str) -> bool:
    """S.A.S., Ltda., S.A., E.U., & Cía., S. en C., E.S.P., Fundación, Corporación, Cooperativa …"""
    return bool(_LEGAL_FORM.search(fold(company.replace("&", " y ").replace(".", " "))))


def names_of(
    person_type: PersonType,
    *,
    company: str,
    first_name: str,
    last_name: str,
    final_consumer: bool = False,
    repeat_single: bool = False,
) -> tuple[str, ...]:
    """Given names and surnames of a Person; the one name of a Company, or the person's where the shop has no other.

    Words stay as typed. A company field that is only digits is an identification, no name. An empty half is filled by
    splitting the other: two words 1+1, three 1+2, more 2+rest. Raises Doubt for no name, and for a single word unless
    `repeat_single`.
    """
    if final_consumer:
        return FINAL_CONSUMER_NAMES
    first, last = _name(first_name), _name(last_name)
    business = "" if is_bare_number(company, at_least=1) else _name(company)
    if person_type == "Company" and (business or first or last):
        return (business or safe_text(f"{first} {last}", max_length=NAME_LENGTH),)
    if first and last:
        return first, last
    return _split(first or last or business, repeat_single)


def _said(explicit: str) -> PersonType:
    words = fold(explicit)
    if words in _PERSON:
        return "Person"
    if words in _COMPANY:
        return "Company"
    raise Doubt(say("colombia.person_type_unknown", found=" ".join(explicit.split())[:40]))


def _name(text: str) -> str:
    """The characters that Siigo takes; empty when no letter is among them (people type "." for a surname)."""
    name = safe_text(text, max_length=NAME_LENGTH)
    return name if any(char.isalpha() for char in name) else ""


def _split(name: str, repeat_single: bool) -> tuple[str, str]:
    words = name.split()
    if not words:
        raise Doubt(say("colombia.name_missing"))
    if len(words) == 1:
        if not repeat_single:
            raise Doubt(say("colombia.name_single"))
        return name, name
    given = 1 if len(words) < 4 else 2
    return " ".join(words[:given]), " ".join(words[given:])
