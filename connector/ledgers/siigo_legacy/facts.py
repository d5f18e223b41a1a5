"""What we know of one company, as values: document types, taxes, payment means, users, warehouses, groups. Pure.

Seed 000 says which lists there are and little of their fields: `Type` and `IsSystem` of payment means. Names are taken
in any spelling that public code shows; unknown fields are ignored, null means the default.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, field_validator, model_validator

from connector.colombia.text import fold
from connector.model.money import ZERO

CatalogueName = Literal[
    "document_types", "receipt_types", "payment_means", "taxes", "users", "warehouses", "account_groups"
]

TaxKind = Literal["IVA", "Impoconsumo", "Retefuente", "ReteIVA", "ReteICA", ""]

ADDED: frozenset[TaxKind] = frozenset({"IVA", "Impoconsumo"})

_SELF_WITHHELD = ("autorret", "autoret")
_WITHHELD = ("rete", "rte")
"""How words of retentions begin: Retención, ReteIVA, retenido, RteFte."""

_WORD = re.compile(r"[a-z]+")

FOR_SALES = frozenset({0, 2})
"""`Type` of payment means: 0 receivables, 1 suppliers, 2 both (seed 000)."""


def _named(*names: str) -> AliasChoices:
    return AliasChoices(*names)


class Entry(BaseModel):
    """An entry of any catalogue."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True, populate_by_name=True)

    id: str = Field(validation_alias=_named("Id", "ID"))
    code: str = Field(default="", validation_alias=_named("Code", "DocCode"))
    name: str = Field(default="", validation_alias=_named("Name", "Description", "FullName"))
    active: bool = Field(default=True, validation_alias=_named("Active", "IsActive"))

    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, row: object) -> object:
        return {name: value for name, value in row.items() if value is not None} if isinstance(row, dict) else row

    @property
    def key(self) -> str:
        """What a body names it by."""
        return self.id


class ByCode(Entry):
    """Warehouses and the like, which a body names by their code."""

    @property
    def key(self) -> str:
        return self.code or self.id


class User(Entry):
    """A seller is named by the identification."""

    identification: str = Field(default="", validation_alias=_named("Identification", "UserIdentification"))
    first_name: str = Field(default="", validation_alias=_named("FirstName"))
    last_name: str = Field(default="", validation_alias=_named("LastName"))

    @property
    def key(self) -> str:
        return self.identification or self.id

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.name


class TaxType(Entry):
    """`kind` is read from the type, else from the name: no list of types is published."""

    type: str = Field(default="", validation_alias=_named("Type", "TaxType", "TypeName"))
    percentage: Decimal = Field(default=ZERO, validation_alias=_named("Percentage", "Percent", "Rate"))

    @property
    def kind(self) -> TaxKind:
        """Empty where it cannot be told, and for what the seller withholds from himself."""
        kind = _kind_in(self.type)
        return (_kind_in(self.name) or "") if kind is None else kind


class PaymentMeans(Entry):
    type: int = Field(default=0, validation_alias=_named("Type"))
    is_system: bool = Field(default=False, validation_alias=_named("IsSystem"))
    due_date: bool | None = Field(default=None, validation_alias=_named("DueDate", "HasDueDate", "IsDueDate"))

    @field_validator("due_date", mode="before")
    @classmethod
    def _only_a_flag(cls, found: object) -> object:
        """A date or a word of that name says nothing here."""
        return found if isinstance(found, bool) else None

    @property
    def is_credit(self) -> bool:
        """Whether money is still to come. No name says it: a `Tarjeta Crédito` pays at once."""
        return self.due_date is True


class DocumentType(Entry):
    """`key` is the id: what seed 000 calls DocCode."""

    document_class: str = Field(default="", validation_alias=_named("DocClass", "Class"))
    automatic_number: bool = Field(default=True, validation_alias=_named("AutomaticNumber", "IsAutomaticNumber"))
    cost_center_mandatory: bool = Field(default=False, validation_alias=_named("CostCenterMandatory"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFacts:
    """A snapshot of the catalogues that a document needs, by key. A catalogue that nobody asked for is empty."""

    document_types: Mapping[str, DocumentType] = field(default_factory=dict)
    receipt_types: Mapping[str, DocumentType] = field(default_factory=dict)
    payment_means: Mapping[str, PaymentMeans] = field(default_factory=dict)
    taxes: Mapping[str, TaxType] = field(default_factory=dict)
    users: Mapping[str, User] = field(default_factory=dict)
    warehouses: Mapping[str, ByCode] = field(default_factory=dict)
    account_groups: Mapping[str, Entry] = field(default_factory=dict)


def _kind_in(text: str) -> TaxKind | None:
    """By whole words, folded: the three letters of ICA stand inside of many."""
    words = _WORD.findall(fold(text))
    if any(word.startswith(_SELF_WITHHELD) for word in words):
        return ""
    is_vat = any(word.removeprefix("rete").removeprefix("rte") == "iva" for word in words)
    if any(word.startswith(_WITHHELD) for word in words):
        is_ica = any(word.removeprefix("rete").removeprefix("rte") in ("ica", "industria") for word in words)
        return "ReteIVA" if is_vat else "ReteICA" if is_ica else "Retefuente"
    if any("consumo" in word for word in words):
        return "Impoconsumo"
    if is_vat:
        return "IVA"
    return "Impoconsumo" if "inc" in words else None
