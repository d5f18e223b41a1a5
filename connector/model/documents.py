"""From mapped values to a legal document: Draft, Document, Issued."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from connector.model.money import ZERO
from connector.model.order import Payment, Refund

DocumentKind = Literal["customer", "invoice", "credit_note", "receipt"]

Undoing = Literal["annul", "delete"]
"""What is done with an invoice that DIAN has not accepted and that nobody wants any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a value of a draft comes from."""

    file: str
    line: int
    column: int
    source: str
    """The path that was read, `buyer.email`, or how it was made: `const`, `table payments`."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a mapping makes of an order: nested values under the ledger's own field names."""

    values: Mapping[str, object]
    """dict, list, str, int, bool, Decimal, date; empty values are left out."""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """By target path: "customer.id_type", "items[0].code"."""
    line_ids: Mapping[str, str] = field(default_factory=dict)
    """By target path of an `each` over order lines: "items[0]" -> `Line.id`."""
    warnings: tuple[str, ...] = ()
    """What was taken although it may be wrong: `file:line:column: target: sentence`, and the order's notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """One line of a document beside the order's line, for `explain`."""

    code: str
    line_id: str
    quantity: Decimal
    unit_price: Decimal
    base: Decimal
    tax: Decimal
    total: Decimal
    """By the ledger's own arithmetic."""
    order_gross: Decimal
    """What the buyer paid for it."""
    moved: Decimal = ZERO
    """What the line costs in the document less `order_gross`, before anything is withheld: the cent that was moved."""
    note: str = ""
    """Why something was moved, or why the line stands here; a sentence for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Checked, computed, ready to send. Composing twice from the same input gives an equal document."""

    kind: DocumentKind
    order_id: str
    dated_on: date
    body: Mapping[str, object]
    """As the ledger wants it; Decimal for money. Names that begin with `_` are for our books and are not sent."""
    total: Decimal
    """By the ledger's own arithmetic; what its payments must come to."""
    order_total: Decimal
    """What the order says."""
    withheld: Decimal = ZERO
    """What the buyer keeps back to pay as tax in the seller's name; not part of `total`."""
    receivable: Decimal = ZERO
    """What of `total` an invoice leaves to be paid later, by a receipt; what a credit note takes off that."""
    advance: Decimal = ZERO
    """What of `total` it takes from receipts that came before it."""
    marker: str
    """Text in the document by which it can be found again."""
    lines: tuple[DocumentLine, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def sent(self) -> Mapping[str, object]:
        """The body without what is for our books."""
        return {name: value for name, value in self.body.items() if not name.startswith("_")}

    @property
    def off(self) -> Decimal:
        """What the document is for, less what the order is for."""
        return self.total + self.withheld - self.order_total


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The ledger made (or had already made) the document."""

    id: str
    name: str
    """As people call it: "FV-2-22"; empty for a customer."""
    total: Decimal
    status: str = ""
    """Where it stands with DIAN: "", "Draft", "Sending", "Accepted", "Rejected" … (an open set)."""
    url: str = ""
    warnings: tuple[str, ...] = ()
    """What the ledger did otherwise than the document says, in sentences for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booked:
    """A document that exists in the ledger, as our books keep it."""

    kind: DocumentKind
    source_id: str
    """What it was made of: the order's id for an invoice, the refund's for a credit note."""
    ledger_id: str
    name: str
    total: Decimal
    withheld: Decimal = ZERO
    """What the buyer keeps back to pay as tax in the seller's name; not part of `total`."""
    receivable: Decimal = ZERO
    """What of `total` it leaves to be paid later, by a receipt."""
    advance: Decimal = ZERO
    """What of `total` it takes from receipts that came before it."""
    status: str = ""
    """Where it stood with DIAN when it was last looked at."""
    dated_on: date
    body: Mapping[str, object] = field(default_factory=dict)
    """As it was sent."""
    lines: tuple[DocumentLine, ...] = ()
    """One for each of the body's items, in their order."""

    @property
    def worth(self) -> Decimal:
        """What it is for, whatever the buyer keeps back: what refunds of it come to."""
        return self.total + self.withheld


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """What one credit note takes back of an invoice."""

    invoice: Booked
    refund: Refund
    """`amount` is what the note comes to; a refund without lines is of money only, or of all that is left."""
    earlier: tuple[Booked, ...] = ()
    """Credit notes of the same invoice that exist already."""
    received: Decimal = ZERO
    """What receipts have taken in of what the invoice left to be paid later."""
    reason: int
    """1 part of the goods, 2 the whole invoice, 3 a discount, 4 a corrected price (seed 002)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidIn:
    """The money that one receipt takes in."""

    amount: Decimal
    """What the buyer paid; a fee that the gateway kept is still inside."""
    invoice: Booked | None = None
    """The invoice on credit that it pays; None: money before a sale (an advance)."""
    payment: Payment | None = None
    """The order's payment that it is about, where there is one alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """By what an invoice that somebody else made of an order may be found in the ledger."""

    ids: tuple[str, ...] = ()
    """The ledger's own, as the order names them."""
    names: tuple[str, ...] = ()
    """As people call it, "FV-2-22", or its number alone."""
    marker: str = ""
    """Ours: the invoice may be of an earlier installation of this connector."""
    purchase_order: str = ""
    """The order's number, which some connectors write on the invoice."""
    identification: str = ""
    """Of the buyer, where it is known: narrows the search."""
    since: date
    """The day in Bogotá when the order was placed: nothing older is it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """An invoice that stands in the ledger and that we did not make."""

    document: Document
    """As the ledger has it, with the order's lines beside its items where they can be told apart."""
    issued: Issued


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a document stands now."""

    status: str
    """DIAN's word: "", "Draft", "Sending", "Accepted", "Rejected" …, an open set.

    Ours are "Annulled", "Deleted"; "Booked": it stands in a ledger that tells no more; "Batched": it waits for its
    batch; "Unclear": its batch left, and only a person can find out whether it arrived; "Refused": the ledger did not
    take it out of its batch.
    """
    cufe: str = ""
    """CUFE of an invoice, CUDE of a credit note; empty until DIAN has accepted it."""
    url: str = ""
    errors: tuple[str, ...] = ()
    """Why DIAN rejected it, in its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What the shop's order page is told. Equal news need not be told twice."""

    invoice: str
    """FV-2-22"""
    status: str = ""
    cufe: str = ""
    url: str = ""
    """Where the buyer or the merchant can see the invoice."""
    credit_notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The ledger took the document into a batch; no number comes back."""

    batch: str
    row: int
    id: str = ""
    """What `Ledger.standing` knows it by; empty: its batch and row."""
    name: str = ""
    """As people will call it, where its number is ours to give."""
