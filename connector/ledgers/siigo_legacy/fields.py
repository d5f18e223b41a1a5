"""Mapped values against the schema and the company's catalogues, in the spelling that a mapping may use. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.annexes import FROM_DIAN
from connector.ledgers.siigo_legacy.facts import CatalogueName, CompanyFacts, Entry
from connector.ledgers.siigo_legacy.limits import LIMITS
from connector.ledgers.values import FieldReader, Fields, Wrong
from connector.messages import say
from connector.model.schema import Field, Schema

ABSENT = -1
"""The id of a tax or retention that is not there, which people may write themselves (seed 000)."""

_CITY = {"country_code": "CountryCode", "state_code": "StateCode", "city_code": "CityCode"}
"""What the transform `dane_city` gives -> what this system calls it."""


def read_fields(
    values: Mapping[str, object], schema: Schema, company: CompanyFacts, problems: Problems, path: str = ""
) -> Fields:
    """The values that the schema knows, each in the form that goes into the body; what cannot be is a problem."""

    def check_entry(id_: int, catalogue: str) -> None:
        _check_entry(str(id_), catalogue, company)

    return FieldReader(LIMITS, problems, check_entry).fields(values, schema, path)


def prepared_customer(values: Mapping[str, object]) -> dict[str, object]:
    """With the codes of `dane_city` under this system's names, and DIAN's document types as annex 1 has them."""
    ready = dict(values)
    city = ready.get("City")
    if isinstance(city, Mapping):
        ready["City"] = {_CITY.get(str(name), str(name)): code for name, code in city.items()}
    id_type = ready.get("IdTypeCode")
    if id_type is not None and not isinstance(id_type, bool | Mapping | list):
        ready["IdTypeCode"] = FROM_DIAN.get(str(id_type), id_type)
    return ready


def without_absent(values: Mapping[str, object], schema: Schema) -> dict[str, object]:
    """Without the catalogue ids that say "none"."""
    return {
        name: value
        for name, value in values.items()
        if not (name in schema and schema[name].catalogue and str(value) == str(ABSENT))
    }


def check_text_entry(
    fields: Fields, name: str, wanted: Field, company: CompanyFacts, problems: Problems, at: str
) -> None:
    """What is named by a text, a seller or a warehouse, must be in its catalogue too."""
    value = fields.get(name)
    if isinstance(value, str):
        try:
            _check_entry(value, wanted.catalogue, company)
        except Wrong as wrong:
            problems.add(f"{at}.{name}", wrong.key, **wrong.values)


def keys_named(values: object, schema: Schema) -> dict[CatalogueName, set[str]]:
    """The catalogue keys that the values name, to know which catalogues must be read."""
    found: dict[CatalogueName, set[str]] = {}
    for row in values if isinstance(values, list | tuple) else [values]:
        if isinstance(row, Mapping):
            for name, wanted in schema.items():
                _want(row.get(name), wanted, found)
    return found


def shelf_name(catalogue: str) -> str:
    """What people call a catalogue."""
    return say(f"siigo_legacy.catalogue_{catalogue}")


def _want(value: object, wanted: Field, found: dict[CatalogueName, set[str]]) -> None:
    if wanted.catalogue and isinstance(value, str | int | Decimal) and str(value) != str(ABSENT):
        found.setdefault(cast(CatalogueName, wanted.catalogue), set()).add(str(value).strip())
    if wanted.fields:
        for name, keys in keys_named(value, wanted.fields).items():
            found.setdefault(name, set()).update(keys)


def _check_entry(key: str, catalogue: str, company: CompanyFacts) -> None:
    entries: Mapping[str, Entry] = getattr(company, catalogue)
    shelf = shelf_name(catalogue)
    if key not in entries:
        raise Wrong("siigo.not_in_catalogue", id=key, catalogue=shelf)
    if not entries[key].active:
        raise Wrong("siigo.inactive", id=key, name=entries[key].name, catalogue=shelf)
