"""A customer that Siigo holds and what an order says of it, as one body for a PUT that loses nothing. Pure.

A PUT empties what it leaves out (siigo-api.md 8), and a GET shows more, and `id_type` otherwise, than a PUT takes (10).
"""

from collections.abc import Mapping

from connector.ledgers.siigo.customer_schema import CUSTOMER
from connector.model.schema import Schema


def known(found: Mapping[str, object]) -> dict[str, object]:
    """What a GET shows, in the form that a PUT takes: only the schema's fields, `id_type` as its code."""
    id_type = found.get("id_type")
    code = id_type.get("code") if isinstance(id_type, Mapping) else id_type
    return _within(CUSTOMER, {**found, "id_type": code})


def merged(found: Mapping[str, object], said: Mapping[str, object]) -> dict[str, object]:
    """The customer as Siigo holds it, with what the order says laid over it.

    Groups (`address`) are merged field by field; a list (`contacts`) is the order's as a whole, if it says any.
    """
    return _laid_over(known(found), said)


def _laid_over(kept: Mapping[str, object], said: Mapping[str, object]) -> dict[str, object]:
    result = dict(kept)
    for name, value in said.items():
        old = result.get(name)
        result[name] = _laid_over(old, value) if isinstance(old, dict) and isinstance(value, Mapping) else value
    return result


def _within(schema: Schema, values: Mapping[str, object]) -> dict[str, object]:
    """Without nulls, empty texts and what a PUT does not know: `metadata`, `city_name`."""
    kept: dict[str, object] = {}
    for name, field in schema.items():
        match values.get(name):
            case None | "":
                pass
            case dict() as group:
                kept[name] = _within(field.fields, group)
            case list() as rows if field.fields:
                kept[name] = [_within(field.fields, row) for row in rows if isinstance(row, dict)]
            case value:
                kept[name] = value
    return kept
