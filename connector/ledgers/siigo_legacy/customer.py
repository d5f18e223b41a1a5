"""A third party and its contact as they will be sent: what follows from the rest is filled, what is useless left out.

Pure. A phone is obligatory and never invented: the order's, else the `default` of the mapping, else the order is held.
"""

import re
from collections.abc import Mapping
from typing import cast

from connector.colombia.doubt import Doubt
from connector.colombia.identification import FINAL_CONSUMER, LegalId, check_digit_of
from connector.colombia.person import names_of, person_type_of
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.annexes import NIT, OF_A_COMPANY, OF_A_PERSON
from connector.ledgers.siigo_legacy.customer_schema import KINDS_OF_PARTY
from connector.ledgers.values import Fields

DIGITS_ONLY = frozenset({"11", "12", "13", "31"})
"""Identification of 3 to 13 digits; every other type 1 to 20 letters and digits (as Siigo's newer API has it)."""

HALF_NAME = 50
"""Characters of `FirstName` and of `LastName`."""

_DIGITS = re.compile(r"[0-9]{3,13}")
_ALPHANUMERIC = re.compile(r"(?=.{1,20}$)[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?")
_EMAIL = re.compile(r"([-+.]*\w)+[-+.]*@([\w-]+\.)+[\w-]{2,}")
_POSTAL = re.compile(r"[0-9A-Za-z]{1,10}")
_PHONE = re.compile(r"[0-9]{1,10}")

_PHONES = ("Phone", "Fax")
_CONTACT_PHONES = ("Phone1", "Mobile", "Fax")


def complete_customer(customer: Fields, problems: Problems, path: str = "") -> Fields:
    """The third party with its `Contact`, whole; what would be refused is a problem."""
    prefix = f"{path}." if path else ""
    whole = {**customer, **{name: True for name in ("IsActive",) if name not in customer}}
    if not any(whole.get(name) for name in KINDS_OF_PARTY):
        whole["IsCustomer"] = True
    whole.setdefault("BranchOffice", 0)
    _check_identification(whole, problems, prefix)
    _check_city(whole, problems, prefix)
    _check_email(whole, problems, prefix)
    _check_postal(whole, problems, prefix)
    _take_phones(whole, _PHONES, problems, prefix)
    if "Phone" in customer and "Phone" not in whole:
        problems.add(f"{prefix}Phone", "siigo_legacy.phone_needed")
    _fill_person(whole, problems, prefix)
    _fill_contact(whole, problems, prefix)
    return whole


def _check_identification(whole: Fields, problems: Problems, prefix: str) -> None:
    id_type, number = whole.get("IdTypeCode"), whole.get("Identification")
    if not isinstance(id_type, str) or not isinstance(number, str):
        return
    if id_type in DIGITS_ONLY and not _DIGITS.fullmatch(number):
        problems.add(f"{prefix}Identification", "siigo.identification_digits", type=id_type, found=number)
        return
    if id_type not in DIGITS_ONLY and not _ALPHANUMERIC.fullmatch(number):
        problems.add(f"{prefix}Identification", "siigo.identification_text", type=id_type, found=number)
        return
    if id_type == NIT:
        _check_digit(whole, int(check_digit_of(number)), problems, prefix)


def _check_digit(whole: Fields, right: int, problems: Problems, prefix: str) -> None:
    """Computed; one that was mapped must be it."""
    if whole.setdefault("CheckDigit", right) != right:
        problems.add(f"{prefix}CheckDigit", "siigo_legacy.check_digit", found=whole["CheckDigit"], expected=right)


def _check_city(whole: Fields, problems: Problems, prefix: str) -> None:
    city = whole.get("City")
    if not isinstance(city, dict) or str(city.get("CountryCode", "")).lower() != "co":
        return
    state, code = str(city.get("StateCode", "")), str(city.get("CityCode", ""))
    if state and not re.fullmatch("[0-9]{2}", state):
        problems.add(f"{prefix}City.StateCode", "siigo.state_code", found=state)
    elif code and not (re.fullmatch("[0-9]{5}", code) and code.startswith(state)):
        problems.add(f"{prefix}City.CityCode", "siigo.city_code", found=code, state=state)


def _check_email(whole: Fields, problems: Problems, prefix: str) -> None:
    email = whole.get("Email")
    if isinstance(email, str) and not _EMAIL.fullmatch(email):
        problems.add(f"{prefix}Email", "siigo.email", found=email)


def _check_postal(whole: Fields, problems: Problems, prefix: str) -> None:
    postal = whole.get("PostalCode")
    if isinstance(postal, str) and not _POSTAL.fullmatch(postal):
        problems.warn(f"{prefix}PostalCode", "siigo.postal_left_out")
        del whole["PostalCode"]


def _take_phones(whole: Fields, names: tuple[str, ...], problems: Problems, prefix: str) -> None:
    """As numbers, which the tables say they are; a part that is no number is left out and said, and all without one."""
    for name in names:
        phone = whole.get(name)
        if not isinstance(phone, dict):
            continue
        parts = {part: int(str(text)) for part, text in phone.items() if _PHONE.fullmatch(str(text))}
        if "Number" not in parts:
            problems.warn(f"{prefix}{name}", "siigo.phone_left_out")
            del whole[name]
            continue
        whole[name] = parts
        for part in (part for part in phone if part not in parts):
            problems.warn(f"{prefix}{name}.{part}", "siigo_legacy.phone_part_left_out", found=str(phone[part])[:20])


def _fill_person(whole: Fields, problems: Problems, prefix: str) -> None:
    """Whether it is a company, and the names that a company or a person has; the other ones are left out."""
    id_type, number = whole.get("IdTypeCode"), whole.get("Identification")
    if not isinstance(id_type, str) or not isinstance(number, str):
        return
    if "IsSocialReason" not in whole:
        legal_id = LegalId(id_type, number, "")
        try:
            whole["IsSocialReason"] = person_type_of(legal_id, str(whole.get("FullName", ""))) == "Company"
        except Doubt as doubt:
            problems.add(f"{prefix}IsSocialReason", "siigo_legacy.doubt", doubt=doubt)
            return
    is_company = whole["IsSocialReason"] is True
    if is_company and id_type != NIT and "CheckDigit" not in whole:
        problems.add(f"{prefix}CheckDigit", "siigo_legacy.check_digit_needed", type=id_type)
    whole.setdefault("FiscalResponsibilities", [OF_A_COMPANY if is_company else OF_A_PERSON])
    names = _names(whole, problems, f"{prefix}{'FullName' if is_company else 'FirstName'}", is_company=is_company)
    for name in ("FullName", "FirstName", "LastName"):
        whole.pop(name, None)
    whole |= dict(zip(("FullName",) if is_company else ("FirstName", "LastName"), names, strict=False))


def _names(whole: Mapping[str, object], problems: Problems, path: str, *, is_company: bool) -> tuple[str, ...]:
    """Nothing, and a problem, where they cannot be told."""
    try:
        names = names_of(
            "Company" if is_company else "Person",
            company=str(whole.get("FullName", "")),
            first_name=str(whole.get("FirstName", "")),
            last_name=str(whole.get("LastName", "")),
            final_consumer=whole.get("Identification") == FINAL_CONSUMER,
        )
    except Doubt as doubt:
        problems.add(path, "siigo_legacy.doubt", doubt=doubt)
        return ()
    return names if is_company else tuple(name[:HALF_NAME].rstrip() for name in names)


def _fill_contact(whole: Fields, problems: Problems, prefix: str) -> None:
    """A contact has the third party's phone and the person's names unless it has its own."""
    mapped = whole.get("Contact")
    if not isinstance(mapped, dict):
        return
    contact = cast(Fields, dict(mapped))
    at = f"{prefix}Contact."
    _check_email(contact, problems, at)
    _take_phones(contact, _CONTACT_PHONES, problems, at)
    if isinstance(whole.get("Phone"), dict):
        contact.setdefault("Phone1", whole["Phone"])
    contact.setdefault("IsPrincipal", True)
    if isinstance(birth := contact.get("BirthDate"), str):
        contact["BirthDate"] = birth.replace("-", "")
    if "IsSocialReason" in whole:
        _name_contact(contact, whole, problems, at)
    whole["Contact"] = contact


def _name_contact(contact: Fields, whole: Mapping[str, object], problems: Problems, at: str) -> None:
    """A company's contact needs names of its own; one word cannot be both of them."""
    has_own = bool(contact.get("FirstName") or contact.get("LastName"))
    if has_own and contact.get("FirstName") and contact.get("LastName"):
        return
    if not has_own and whole["IsSocialReason"] is True:
        problems.add(f"{at}FirstName", "siigo.required")
        return
    named = contact if has_own else {**whole, "FullName": ""}
    names = _names(
        {**named, "Identification": whole.get("Identification")}, problems, f"{at}FirstName", is_company=False
    )
    contact |= dict(zip(("FirstName", "LastName"), names, strict=False))
