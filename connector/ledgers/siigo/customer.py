"""What Siigo would refuse in a customer, found before sending; useless phones and postal codes are left out. Pure."""

import re
from collections.abc import Mapping
from typing import cast

from connector.ledgers.problems import Problems
from connector.ledgers.values import Fields

DIGITS_ONLY = frozenset({"13", "31", "11"})
"""Identification of 3 to 13 digits; every other type 1 to 20 letters and digits (siigo-api.md 10)."""

MAX_CONTACTS = 10
"""The error page says 10, the data structure 20 (siigo-api.md 23): the smaller one always works."""

_DIGITS = re.compile(r"[0-9]{3,13}")
_ALPHANUMERIC = re.compile(r"(?=.{1,20}$)[0-9A-Za-z]([0-9A-Za-z-]*[0-9A-Za-z])?")
_EMAIL = re.compile(r"([-+.]*\w)+[-+.]*@([\w-]+\.)+[\w-]{2,}")
_POSTAL = re.compile(r"[0-9A-Za-z]{1,10}")
_PHONE = re.compile(r"[0-9]{1,10}")


def check_customer(customer: Fields, problems: Problems, path: str = "") -> Fields:
    """The customer without what Siigo would refuse and nobody needs; the rest that it would refuse is a problem."""
    prefix = f"{path}." if path else ""
    _check_identity(customer, problems, prefix)
    _check_name(customer, problems, prefix)
    _check_city(customer, problems, prefix)
    _check_contacts(customer, problems, prefix)
    return _without_useless(customer, problems, prefix)


def _check_identity(customer: Fields, problems: Problems, prefix: str) -> None:
    id_type, number = customer.get("id_type"), customer.get("identification")
    if not isinstance(id_type, str) or not isinstance(number, str):
        return
    if id_type in DIGITS_ONLY and not _DIGITS.fullmatch(number):
        problems.add(f"{prefix}identification", "siigo.identification_digits", type=id_type, found=number)
    elif id_type not in DIGITS_ONLY and not _ALPHANUMERIC.fullmatch(number):
        problems.add(f"{prefix}identification", "siigo.identification_text", type=id_type, found=number)
    digit = customer.get("check_digit")
    if isinstance(digit, str) and not digit.isdecimal():
        problems.add(f"{prefix}check_digit", "siigo.check_digit", found=digit)


def _check_name(customer: Fields, problems: Problems, prefix: str) -> None:
    parts = customer.get("name")
    if not isinstance(parts, list):
        return
    wanted = {"Person": 2, "Company": 1}.get(str(customer.get("person_type")))
    if wanted and len(parts) != wanted:
        problems.add(f"{prefix}name", "siigo.name_parts", type=customer["person_type"], wanted=wanted, found=len(parts))


def _check_city(customer: Fields, problems: Problems, prefix: str) -> None:
    address = customer.get("address")
    city = address.get("city") if isinstance(address, dict) else None
    if not isinstance(city, dict) or str(city.get("country_code", "")).lower() != "co":
        return
    state, code = str(city.get("state_code", "")), str(city.get("city_code", ""))
    if state and not re.fullmatch(r"\d{2}", state):
        problems.add(f"{prefix}address.city.state_code", "siigo.state_code", found=state)
    elif code and not (re.fullmatch(r"\d{5}", code) and code.startswith(state)):
        problems.add(f"{prefix}address.city.city_code", "siigo.city_code", found=code, state=state)


def _check_contacts(customer: Fields, problems: Problems, prefix: str) -> None:
    contacts = customer.get("contacts")
    if not isinstance(contacts, list):
        return
    if len(contacts) > MAX_CONTACTS:
        problems.add(f"{prefix}contacts", "siigo.too_many_contacts", found=len(contacts), limit=MAX_CONTACTS)
    for index, contact in enumerate(contacts):
        email = contact.get("email")
        if isinstance(email, str) and not _EMAIL.fullmatch(email):
            problems.add(f"{prefix}contacts[{index}].email", "siigo.email", found=email)


def _without_useless(customer: Fields, problems: Problems, prefix: str) -> Fields:
    """A phone or postal code must not stop an invoice (colombia.md 1.5): a bad one is left out, and said."""
    kept = dict(customer)
    phones = cast(list[Fields], customer.get("phones", []))
    kept["phones"] = [
        phone for index, phone in enumerate(phones) if _is_phone(phone, problems, f"{prefix}phones[{index}]")
    ]
    contacts = cast(list[Fields], customer.get("contacts", []))
    kept["contacts"] = [
        _contact(contact, problems, f"{prefix}contacts[{index}]") for index, contact in enumerate(contacts)
    ]
    address = customer.get("address")
    if isinstance(address, dict):
        kept["address"] = _address(address, problems, f"{prefix}address")
    return {name: value for name, value in kept.items() if value not in ([], {})}


def _is_phone(phone: Mapping[str, object], problems: Problems, path: str) -> bool:
    number = str(phone.get("number", ""))
    if number and all(_PHONE.fullmatch(str(part)) for part in phone.values()):
        return True
    problems.warn(path, "siigo.phone_left_out")
    return False


def _contact(contact: Fields, problems: Problems, path: str) -> Fields:
    phone = contact.get("phone")
    if not isinstance(phone, dict) or _is_phone(phone, problems, f"{path}.phone"):
        return contact
    return {name: value for name, value in contact.items() if name != "phone"}


def _address(address: Fields, problems: Problems, path: str) -> Fields:
    postal = address.get("postal_code")
    if postal is None or _POSTAL.fullmatch(str(postal)):
        return address
    problems.warn(f"{path}.postal_code", "siigo.postal_left_out")
    return {name: value for name, value in address.items() if name != "postal_code"}
