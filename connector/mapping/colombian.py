"""Transforms that know Colombia: texts as the buyer typed them in, what an electronic invoice wants out, or a Doubt."""

from dataclasses import dataclass
from datetime import date, datetime

from connector.colombia import dates, identification, person, phones, places
from connector.colombia.doubt import Doubt
from connector.colombia.tables import municipalities


@dataclass(frozen=True, slots=True)
class Doubtful:
    """What a transform gives where its value may be wrong: the value, and the sentence that warns of it."""

    value: object
    warning: str


class Absent(Doubt):
    """The order leaves it out: a `default` in its place is what the merchant foresaw, and nothing to warn of."""


def bogota_date(moment: datetime) -> date:
    """The day that it was in Bogotá."""
    return dates.bogota_date(moment)


def id_type(words: str) -> str:
    """The DIAN code of an identity document's name: `Cédula` is 13."""
    return identification.id_type_of(words)


def identification_number(number: str) -> str:
    """A cleaned number whose type is not known: no dots, no check digit."""
    return identification.identify("", number).number


def nit(number: str) -> str:
    """A NIT without dots and without its check digit, which must be right where it was typed."""
    return identification.identify("NIT", number).number


def colombian_id_type(id_type: str, number: str) -> str:
    """The DIAN code of the buyer's document, from its type and number."""
    return identification.identify(id_type, number).id_type if number else ""


def colombian_identification(id_type: str, number: str, phone: str = "") -> str:
    """The buyer's cleaned number, from its type and number; with the telephone, which people type by mistake."""
    return identification.identify(id_type, number, phone=phone).number if number else ""


def colombian_check_digit(id_type: str, number: str) -> str:
    """The check digit of a NIT; empty for every other document."""
    if not number:
        return ""
    legal = identification.identify(id_type, number)
    return legal.check_digit if legal.id_type == "31" else ""


def colombian_person_type(id_type: str, number: str, company: str) -> str:
    """`Person` or `Company`, from the document and the company's name."""
    return person.person_type_of(identification.identify(id_type, number), company) if number else ""


def colombian_names(
    id_type: str, number: str, company: str, first_name: str, last_name: str, *, repeat_single: bool = False
) -> list[str]:
    """Given names and surnames of a person, the one name of a company, `Consumidor` `final` without document.

    With `repeat_single` a person's only name is its surname too, and no Doubt.
    """
    if not number:
        return []
    legal = identification.identify(id_type, number)
    names = person.names_of(
        person.person_type_of(legal, company),
        company=company,
        first_name=first_name,
        last_name=last_name,
        final_consumer=legal.number == identification.FINAL_CONSUMER,
        repeat_single=repeat_single,
    )
    return list(names)


def colombian_given_names(*buyer: str, repeat_single: bool = False) -> str:
    """The first of `colombian_names`, of a person; empty for a company."""
    names = colombian_names(*buyer, repeat_single=repeat_single)
    return names[0] if len(names) > 1 else ""


def colombian_surnames(*buyer: str, repeat_single: bool = False) -> str:
    """The second of `colombian_names`, of a person; empty for a company."""
    names = colombian_names(*buyer, repeat_single=repeat_single)
    return names[1] if len(names) > 1 else ""


def colombian_company_name(*buyer: str, repeat_single: bool = False) -> str:
    """The only one of `colombian_names`, of a company; empty for a person."""
    names = colombian_names(*buyer, repeat_single=repeat_single)
    return names[0] if len(names) == 1 else ""


def dane_city(*place: str) -> dict[str, str] | Doubtful:
    """The codes of country, department and city, from country, state and city; without country it is Colombia."""
    country, state, city = place if len(place) == 3 else ("CO", *place)
    try:
        found = places.find_city(country=country, state=state, city=city)
    except Doubt as doubt:
        raise doubt if city.strip() else Absent(str(doubt)) from None
    codes = _city(found.code)
    return Doubtful(codes, found.doubt) if found.doubt else codes


def city_of_code(code: str) -> dict[str, str] | None:
    """The same codes for DANE's five digits of a municipality; None for any other text."""
    return _city(code) if code in {place.code for place in municipalities()} else None


def _city(code: str) -> dict[str, str]:
    return {"country_code": "Co", "state_code": code[:2], "city_code": code}


def address_line(line_1: str, line_2: str) -> str:
    """Both lines of an address as one."""
    return places.address_line(line_1, line_2)


def postal_code(text: str) -> str:
    """A Colombian postal code; empty where it cannot be one."""
    return places.postal_code_of(text)


def colombian_phone(text: str) -> str:
    """Ten digits without +57; empty where it cannot be a telephone."""
    return phones.phone_of(text)


def safe_text(text: str, limit: int) -> str:
    """Only the characters that a legal name may have, cut to a length."""
    return person.safe_text(text, max_length=limit)
