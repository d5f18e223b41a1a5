"""How the ledger's schemas meet the sections of a file."""

from collections.abc import Mapping

from connector.model.schema import Field, Schema


def schema_of(schemas: Mapping[str, Schema], section: str) -> Schema | None:
    """The fields that a section fills; an invoice's customer stands in `customer:`, by itself or only as its part."""
    invoice = schemas.get("invoice", {})
    if section == "invoice" and section in schemas:
        return {name: wanted for name, wanted in invoice.items() if name != "customer"}
    if section == "customer" and section not in schemas and "customer" in invoice:
        return invoice["customer"].fields
    return schemas.get(section)


def element_of(wanted: Field | None) -> Field | None:
    """What the ledger expects of each element of a list."""
    if wanted is None or wanted.item is not None or not wanted.fields:
        return wanted.item if wanted is not None else None
    return Field(kind="object", fields=wanted.fields)
