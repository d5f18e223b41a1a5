"""The merchant's choices that deciding needs. Nothing here does anything."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from connector.model.documents import Undoing
from connector.model.order import Order

CreditNotes = Literal["ignore", "hold", "auto"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterSale:
    """What `after_sale:` says."""

    credit_notes: CreditNotes = "hold"
    """hold: a refund waits until a person approves its credit note. ignore: nothing is made, and nothing is said."""
    undo: Undoing | Literal["hold"] = "annul"
    """A cancelled order whose invoice DIAN has not accepted."""
    edits: Literal["ask", "ignore"] = "ask"
    """An order that is no longer what was invoiced."""
    late: timedelta = timedelta(hours=24)
    """DIAN's answer is missed after so long (colombia.md 4.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    due: Callable[[Order], bool]
    why_not_due: Callable[[Order], str]
    customer_first: bool = False
    """The buyer is a document of its own, made before the invoice."""
    after: AfterSale = field(default_factory=AfterSale)
    tells: bool = False
    """The shop's order page shows the invoice."""
