"""Mapped values against Siigo's schema and the company's catalogues. Pure."""

from collections.abc import Mapping
from typing import cast

from connector.ledgers.problems import Problems
from connector.ledgers.siigo.facts import CatalogueName, CompanyFacts, Entry
from connector.ledgers.siigo.limits import LIMITS
from connector.ledgers.values import FieldReader, Fields, Wrong, ids_in
from connector.messages import say
from connector.model.schema import Schema

BY_CLASS = frozenset({"document_types", "payment_types"})
"""Catalogues that have other entries for each class of document."""


def read_fields(
    values: Mapping[str, object], schema: Schema, company: CompanyFacts, problems: Problems, path: str = ""
) -> Fields:
    """The values that the schema knows, each in the form that goes into the body; what cannot be is a problem."""

    def check_entry(id_: int, catalogue: str) -> None:
        _check_entry(id_, catalogue, company)

    return FieldReader(LIMITS, problems, check_entry).fields(values, schema, path)


def wanted_ids(values: object, schema: Schema) -> dict[CatalogueName, set[int]]:
    """The catalogue ids that the values name, to know which catalogues must be read."""
    return cast(dict[CatalogueName, set[int]], ids_in(values, schema))


def _check_entry(id_: int, catalogue: str, company: CompanyFacts) -> None:
    """Siigo's own `invalid_reference` and `parameter_inactive`, before it has to say so."""
    entries: Mapping[int, Entry] = getattr(company, catalogue)
    shelf = shelf_name(catalogue, company.document_class)
    if id_ not in entries:
        raise Wrong("siigo.not_in_catalogue", id=id_, catalogue=shelf)
    if not entries[id_].active:
        raise Wrong("siigo.inactive", id=id_, name=entries[id_].name, catalogue=shelf)


def shelf_name(catalogue: str, document_class: str) -> str:
    """What people call a catalogue, by the class of the documents that it is for."""
    match document_class if catalogue in BY_CLASS else "":
        case "NC":
            return say(f"siigo_after.catalogue_{catalogue}")
        case "RC":
            return say(f"siigo_receipt.catalogue_{catalogue}")
        case _:
            return say(f"siigo.catalogue_{catalogue}")
