"""The named functions of `apply`: each takes values of the order and gives one value, or says why it cannot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from connector.mapping import colombian, texts

Gives = Literal["text", "integer", "date", "object", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transform:
    """One word of `apply`."""

    name: str
    function: Callable[..., object]
    about: tuple[str, str]
    """One line for the guide: Spanish, English."""
    takes: tuple[str, ...] = ("text",)
    """What its values are, in order: a name means text; `any` takes every scalar, `moment` a date and time, `date` a
    day as `bogota_date` gives it."""
    counts: tuple[int, ...] = (1,)
    """How many values it may be given; empty for as many as there are."""
    gives: Gives = "text"
    has_parameter: bool = False
    """Written `name:50`."""
    of_code: Callable[[str], Mapping[str, str] | None] | None = None
    """For what gives an object: the one that a `default` means by its code, None where there is no such code."""

    def __call__(self, values: list[object], parameter: int | None) -> object:
        """The value, or it with a warning (Doubtful). Raises Unfit or colombia's Doubt.

        As many values as `counts` allows, None where one is empty.
        """
        if not self.counts and len(values) == 1 and isinstance(values[0], list):
            values = values[0]
        ready = (
            values
            if self.takes in (("any",), ("moment",), ("date",))
            else ["" if value is None else texts.as_text(value) for value in values]
        )
        return self.function(*ready) if parameter is None else self.function(*ready, parameter)


_ID = ("type", "number")
_BUYER = (*_ID, "company", "first_name", "last_name")

_ALL = (
    Transform(name="digits", function=texts.digits, about=("solo los dígitos", "only the digits")),
    Transform(name="upper", function=str.upper, about=("en mayúsculas", "in capitals")),
    Transform(name="lower", function=str.lower, about=("en minúsculas", "in small letters")),
    Transform(name="trim", function=texts.trim, about=("sin espacios sobrantes", "without useless blanks")),
    Transform(
        name="fold", function=texts.fold, about=("en minúsculas y sin tildes", "in small letters without accents")
    ),
    Transform(
        name="text",
        function=texts.as_text,
        takes=("any",),
        about=("un número o una fecha como texto", "a number or date as text"),
    ),
    Transform(
        name="integer",
        function=texts.integer,
        takes=("any",),
        gives="integer",
        about=("un número entero, también desde un texto", "a whole number, from text too"),
    ),
    Transform(
        name="bogota_date",
        function=texts.bogota_date,
        takes=("moment",),
        gives="date",
        about=("el día en Bogotá de una fecha con hora", "the day in Bogotá of a date and time"),
    ),
    Transform(
        name="days_later",
        function=texts.days_later,
        takes=("date",),
        gives="date",
        has_parameter=True,
        about=(
            "`days_later:30`: el día, tantos días después; antes va bogota_date",
            "`days_later:30`: the day, so many days later; bogota_date goes before",
        ),
    ),
    Transform(
        name="join_blank",
        function=texts.join_blank,
        takes=("texts",),
        counts=(),
        about=(
            "varios valores unidos con un espacio, sin los vacíos",
            "several values with blanks between, no empty ones",
        ),
    ),
    Transform(
        name="limit",
        function=texts.limit,
        has_parameter=True,
        about=("`limit:50`: los primeros 50 caracteres", "`limit:50`: the first 50 characters"),
    ),
    Transform(
        name="safe_text",
        function=colombian.safe_text,
        has_parameter=True,
        about=(
            "`safe_text:100`: solo los caracteres que admite un nombre legal, máximo 100",
            "`safe_text:100`: only the characters that a legal name may have, at most 100",
        ),
    ),
    Transform(name="email", function=texts.email, about=("un correo bien escrito", "a well-formed e-mail address")),
    Transform(
        name="id_type",
        function=colombian.id_type,
        about=(
            "el código DIAN de un tipo de documento: «Cédula» es 13",
            "the DIAN code of a document type: `Cédula` is 13",
        ),
    ),
    Transform(
        name="identification",
        function=colombian.identification_number,
        about=("un número de documento limpio, sin saber su tipo", "a cleaned document number of unknown type"),
    ),
    Transform(
        name="nit",
        function=colombian.nit,
        about=("un NIT sin puntos ni dígito de verificación", "a NIT without dots and check digit"),
    ),
    Transform(
        name="colombian_id_type",
        function=colombian.colombian_id_type,
        takes=_ID,
        counts=(2,),
        about=("el código DIAN, del tipo y el número", "the DIAN code, from type and number"),
    ),
    Transform(
        name="colombian_identification",
        function=colombian.colombian_identification,
        takes=(*_ID, "phone"),
        counts=(2, 3),
        about=("el número limpio, del tipo y el número", "the cleaned number, from type and number"),
    ),
    Transform(
        name="colombian_check_digit",
        function=colombian.colombian_check_digit,
        takes=_ID,
        counts=(2,),
        about=("el dígito de verificación de un NIT; vacío en los demás", "a NIT's check digit; empty for others"),
    ),
    Transform(
        name="colombian_person_type",
        function=colombian.colombian_person_type,
        takes=(*_ID, "company"),
        counts=(3,),
        about=("Person o Company", "Person or Company"),
    ),
    Transform(
        name="colombian_names",
        function=colombian.colombian_names,
        takes=_BUYER,
        counts=(5,),
        gives="list",
        about=("nombres y apellidos, o la razón social", "given names and surnames, or the company's name"),
    ),
    Transform(
        name="colombian_given_names",
        function=colombian.colombian_given_names,
        takes=_BUYER,
        counts=(5,),
        about=("los nombres de una persona; vacío en una empresa", "a person's given names; empty for a company"),
    ),
    Transform(
        name="colombian_surnames",
        function=colombian.colombian_surnames,
        takes=_BUYER,
        counts=(5,),
        about=("los apellidos de una persona; vacío en una empresa", "a person's surnames; empty for a company"),
    ),
    Transform(
        name="colombian_company_name",
        function=colombian.colombian_company_name,
        takes=_BUYER,
        counts=(5,),
        about=("la razón social de una empresa; vacío en una persona", "a company's name; empty for a person"),
    ),
    Transform(
        name="dane_city",
        function=colombian.dane_city,
        takes=("country", "state", "city"),
        counts=(2, 3),
        gives="object",
        of_code=colombian.city_of_code,
        about=("los códigos DANE de departamento y ciudad", "the DANE codes of department and city"),
    ),
    Transform(
        name="address_line",
        function=colombian.address_line,
        takes=("line_1", "line_2"),
        counts=(2,),
        about=("las dos líneas de la dirección en una", "both lines of the address as one"),
    ),
    Transform(
        name="postal_code",
        function=colombian.postal_code,
        about=("un código postal colombiano; vacío si no lo es", "a Colombian postal code; empty if it is none"),
    ),
    Transform(
        name="colombian_phone",
        function=colombian.colombian_phone,
        about=("un teléfono de 10 dígitos sin +57", "a telephone of 10 digits without +57"),
    ),
)

TRANSFORMS: Mapping[str, Transform] = {transform.name: transform for transform in _ALL}
"""Every transform there is, by the name that `apply` uses."""


def transforms_for(single_name: Literal["hold", "repeat"]) -> Mapping[str, Transform]:
    """The same where a file chooses what `colombian_names` and its kin do with a person of one name."""
    if single_name == "hold":
        return TRANSFORMS
    of_names = [each for each in TRANSFORMS.values() if each.takes == _BUYER]
    repeating = {each.name: replace(each, function=partial(each.function, repeat_single=True)) for each in of_names}
    return {**TRANSFORMS, **repeating}
