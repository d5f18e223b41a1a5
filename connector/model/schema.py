"""A ledger's fields as data, so that the linter can check a mapping without knowing the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FieldKind = Literal["text", "integer", "money", "flag", "date", "object", "list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    kind: FieldKind
    required: bool = False
    """The ledger refuses the document without it. Filled by the connector when `computed`."""
    computed: bool = False
    """The connector fills it when the mapping does not."""
    never_mapped: bool = False
    """The connector alone fills it: what a mapping says would not agree with the rest."""
    max_length: int | None = None
    decimals: int | None = None
    values: tuple[str, ...] = ()
    """The only values allowed, when the set is closed."""
    catalogue: str = ""
    """Name of the ledger's catalogue that an id must stand in: "taxes", "payment_types"."""
    about: str = ""
    """One line for people."""
    fields: Mapping[str, "Field"] = field(default_factory=dict)
    """Of an object, or of each element of a list of objects."""
    item: "Field | None" = None
    """Of each element of a list of plain values."""


Schema = Mapping[str, Field]
"""The fields of one kind of document, by name."""
