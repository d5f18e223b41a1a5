"""What exists in the ledger because of one order, and what people decided about it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from connector.model.documents import Booked, News
from connector.model.money import ZERO

Answer = Literal["approve", "ignore", "made", "keep", "redo", "send", "invoice"]
"""What a person may decide: `approve` or `ignore` a credit note or receipt, or say that one is `made`; `keep` an
invoice whose order was edited, or `redo` any; `send` a document once more; `invoice` an order that says it is."""

OF_CARDS = "-cards"
"""How the source id ends of a receipt for gift cards sold."""

ACCEPTED, REJECTED = "Accepted", "Rejected"
BOOKED = "Booked"
"""It stands in a ledger that tells nothing more of it."""
BATCHED, UNCLEAR, REFUSED = "Batched", "Unclear", "Refused"
"""Of a document that travels in a batch: it waits, nobody knows whether it arrived, it is not in the ledger."""
UNDONE = frozenset({"Annulled", "Deleted"})
NOT_SENT = frozenset({"", "Draft"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A document, and what we know around it."""

    booked: Booked
    made_at: datetime
    looked_at: datetime | None = None
    """When its standing was last asked for."""
    fingerprint: str = ""
    """Of the order as it was invoiced."""
    settled: frozenset[str] = frozenset()
    """Refunds that came before the invoice and are not part of it."""
    errors: tuple[str, ...] = ()
    """Why DIAN rejected it."""
    cufe: str = ""
    url: str = ""
    warnings: tuple[str, ...] = ()
    is_adopted: bool = False
    """Somebody else made it."""
    buyer: str = ""
    """The buyer's correction that it holds."""
    sent_at: datetime | None = None
    """When it went to DIAN, where that was after it was made."""

    @property
    def is_stamped(self) -> bool:
        """Whether it was meant for DIAN; of what somebody else made, only its status tells."""
        if self.is_adopted:
            return self.booked.status not in NOT_SENT
        stamp = self.booked.body.get("stamp")
        return isinstance(stamp, Mapping) and stamp.get("send") is True

    @property
    def under_way_since(self) -> datetime:
        return self.sent_at or self.made_at

    @property
    def is_undone(self) -> bool:
        return self.booked.status in UNDONE

    @property
    def is_on_its_way(self) -> bool:
        """DIAN has not answered yet, or the batch has not left. The states are an open set: only some are final
        (siigo-api.md 18)."""
        status = self.booked.status
        return status not in {ACCEPTED, REJECTED, BOOKED, REFUSED, *UNDONE} and (
            self.is_stamped or status not in NOT_SENT
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Everything of one order."""

    papers: tuple[Kept, ...] = ()
    """Oldest first."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By what was asked about: the source id of a credit note, the ledger id of an invoice."""
    details: Mapping[str, str] = field(default_factory=dict)
    """What a person added to an answer, by the same: the name of the credit note that they made."""
    told: News | None = None
    buyer: str = ""
    """The buyer's correction, as `issuing.buyers` writes it; empty when nobody made one."""
    looked: frozenset[str] = frozenset()
    """Ledger ids of the documents that were looked at in this run."""
    is_searched: bool = False
    """The ledger was looked through for an invoice that somebody else made, and there is none."""

    @property
    def invoice(self) -> Kept | None:
        """The newest invoice."""
        return next((kept for kept in reversed(self.papers) if kept.booked.kind == "invoice"), None)

    def notes_of(self, invoice: Kept) -> Sequence[Kept]:
        """Credit notes of this invoice that stand."""
        since = self.papers.index(invoice)
        return [kept for kept in self.papers[since:] if kept.booked.kind == "credit_note" and not kept.is_undone]

    def left_of(self, invoice: Kept) -> Decimal:
        """What the invoice is for, less its credit notes."""
        return invoice.booked.worth - sum((note.booked.worth for note in self.notes_of(invoice)), ZERO)

    def is_kept(self, invoice: Kept) -> bool:
        """Whether a person leaves it as it is."""
        return self.answers.get(invoice.booked.ledger_id) == "keep"

    @property
    def receipts(self) -> Sequence[Kept]:
        """Of goods: those for gift cards sold pay nothing here."""
        found = (kept for kept in self.papers if kept.booked.kind == "receipt")
        return [kept for kept in found if not kept.booked.source_id.endswith(OF_CARDS)]

    def receipts_since(self, invoice: Kept) -> Sequence[Kept]:
        """Those that pay this invoice."""
        since = self.papers.index(invoice)
        return [kept for kept in self.receipts if self.papers.index(kept) > since]

    def receipts_before(self, invoice: Kept) -> Sequence[Kept]:
        """Advances, and those that paid an earlier invoice of the order."""
        since = self.papers.index(invoice)
        return [kept for kept in self.receipts if self.papers.index(kept) < since]

    @property
    def warnings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line for kept in self.papers for line in kept.warnings))
