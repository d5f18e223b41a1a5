"""Documents that travel in batches to a system that can be asked nothing: what we keep of them ourselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from connector.model.documents import DocumentKind

ParcelState = Literal["waiting", "sending", "booked", "rejected", "unclear", "withdrawn"]
"""waiting: it will travel with its batch. sending: its batch is on the way. booked: the other side took it. rejected:
the other side refused it. unclear: it was sent and nobody knows. withdrawn: taken back before the other side had it."""

BatchState = Literal["open", "sending", "sent", "unclear", "exported"]
"""open: it is still to leave; documents join it until it has left once. unclear: sent, and nobody knows what became of
it. exported: written out to be loaded by hand, and nobody has said yet that it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A document that is to be put into the outbox."""

    key: str
    """The same key again is the same parcel."""
    kind: DocumentKind
    order_id: str
    marker: str
    dated_on: date
    total: Decimal
    series: str
    """What its number counts in: "F-1"."""
    first_number: int = 1
    """Of the series, where nothing was numbered before."""
    number: int | None = None
    """Where the merchant gives it; None: the next free one of the series."""
    size: int
    """How many rows it has in a batch."""
    contents: str
    """The document as JSON, in the ledger's own form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A document in the outbox."""

    id: str
    kind: DocumentKind
    order_id: str
    marker: str
    dated_on: date
    total: Decimal
    series: str
    number: int
    """Unique in its series. Of one that was withdrawn: the number that it had."""
    state: ParcelState
    errors: tuple[str, ...] = ()
    """Why the other side refused it, or what a person must look for."""
    batch: "Batch"
    place: int
    """Of its first row in the batch, counted from 1."""
    size: int
    contents: str
    created_at: datetime

    @property
    def name(self) -> str:
        """As people call it: "F-1-1001"."""
        return f"{self.series}-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Documents of one company and one month that travel together."""

    id: str
    company: str
    period: str
    """The month of their dates: "2026-11"."""
    state: BatchState
    size: int
    """Rows of all its documents."""
    created_at: datetime
    sent_at: datetime | None = None
    """When it last left."""
    not_before: datetime | None = None
    """It must not leave before."""
    why: str = ""
    """What happened when it last left, in a sentence; empty when all went well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What became of one parcel of a batch that left."""

    state: ParcelState
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Landed:
    """What became of a batch that left."""

    state: BatchState
    fates: Mapping[str, Fate] = field(default_factory=dict)
    """By parcel id; the others share `rest`."""
    rest: Fate
    not_before: datetime | None = None
    why: str = ""
    has_left: bool = True
    """False: nobody over there has seen it, and documents may still join it."""
    halves: bool = False
    """It was refused whole, and nobody knows because of which document: it leaves in two halves from now on."""
