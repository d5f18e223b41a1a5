"""What we know of one Siigo company, as values: its document types, taxes, payment types, people and places. Pure.

Read from Siigo's catalogues (siigo-api.md 9); unknown fields are ignored, null means the default.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

from connector.model.money import ZERO

CatalogueName = Literal[
    "document_types", "payment_types", "taxes", "users", "warehouses", "cost_centers", "account_groups"
]

NO_ELECTRONIC = "NoElectronic"


class Entry(BaseModel):
    """An entry of any catalogue: integer id, a name, and whether it is in use."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)

    id: int
    name: str = ""
    active: bool = True

    @model_validator(mode="before")
    @classmethod
    def _drop_nulls(cls, row: object) -> object:
        if not isinstance(row, dict):
            return row
        return {name: value for name, value in row.items() if value is not None}


class Warehouse(Entry):
    pass


class AccountGroup(Entry):
    """Where the accounts of a product stand."""


class CostCenter(Entry):
    code: str = ""


class User(Entry):
    username: str = ""
    first_name: str = ""
    last_name: str = ""

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.username


class TaxType(Entry):
    """`type`: IVA, Retefuente, ReteIVA, ReteICA, Impoconsumo, AdValorem, Autorretencion."""

    type: str
    percentage: Decimal = ZERO
    """Per cent; of a ReteICA, per mille [C] (siigo-api.md 9)."""


class PaymentType(Entry):
    type: str = ""
    """Cartera, Proveedor, CarteraProveedor."""
    due_date: bool = False


class DocumentType(Entry):
    """The flags decide which fields a document may carry (siigo-api.md 9)."""

    code: str = ""
    type: str = ""
    automatic_number: bool = True
    consecutive: int = 0
    seller_by_item: bool = False
    cost_center: bool = False
    cost_center_mandatory: bool = False
    cost_center_default: int | None = None
    discount_type: str = ""
    """Value: money off the whole line. Percentage: per cent of quantity × price. Anything else: not known."""
    decimals: bool = True
    advance_payment: bool = False
    reteiva: bool = False
    reteica: bool = False
    self_withholding: bool = False
    electronic_type: str = NO_ELECTRONIC
    prefix: str = ""
    customer_by_item: bool = False
    cargo_transportation: bool = False
    healthcare_company: bool = False
    global_discounts: tuple[Entry, ...] = ()
    global_charges: tuple[Entry, ...] = ()

    @property
    def is_electronic(self) -> bool:
        return self.electronic_type != NO_ELECTRONIC


AnyEntry = TypeVar("AnyEntry", bound=Entry)


def by_id(entries: Iterable[AnyEntry]) -> dict[int, AnyEntry]:
    return {entry.id: entry for entry in entries}


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFacts:
    """A snapshot of the catalogues that a document needs, by id. A catalogue that nobody asked for is empty."""

    document_class: str = "FV"
    """Of the document types and payment types: FV, NC, RC."""
    document_types: Mapping[int, DocumentType] = field(default_factory=dict)
    payment_types: Mapping[int, PaymentType] = field(default_factory=dict)
    taxes: Mapping[int, TaxType] = field(default_factory=dict)
    users: Mapping[int, User] = field(default_factory=dict)
    warehouses: Mapping[int, Warehouse] = field(default_factory=dict)
    cost_centers: Mapping[int, CostCenter] = field(default_factory=dict)
    account_groups: Mapping[int, AccountGroup] = field(default_factory=dict)
