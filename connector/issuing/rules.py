"""The merchant's choices that deciding needs."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from connector.model.documents import Undoing
from connector.model.order import Line, Order

CreditNotes = Literal["ignore", "hold", "auto"]
Receipts = Literal["ignore", "auto"]
Adopt = Literal["named", "always", "never"]


class AfterSale(BaseModel):
    """The `after_sale:` section of a connection file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    credit_notes: CreditNotes = "hold"
    """hold: a refund waits until a person approves its credit note. auto: it is made. ignore: nothing is."""
    undo: Undoing | Literal["hold"] = "annul"
    """What is done with the invoice of a cancelled order, where DIAN has not accepted it."""
    edits: Literal["ask", "ignore"] = "ask"
    """An order that is no longer what was invoiced."""
    receipts: Receipts = "ignore"
    """auto: an invoice on credit gets its receipt when the order is paid."""
    advances: Receipts = "ignore"
    """auto: money that came before the sale, and gift cards sold, get a receipt as an advance."""
    adopt: Adopt = "named"
    """Before the first invoice: look in the ledger for one that somebody else made. named: where the order says so."""
    first_look_seconds: int = Field(default=10, ge=1, le=3600)
    """How soon after a document DIAN's answer is first asked for; the gaps grow from there."""
    late_hours: int = Field(default=24, ge=1, le=720)
    """DIAN's answer is missed after so long (colombia.md 4.3)."""

    @property
    def first_look(self) -> timedelta:
        return timedelta(seconds=self.first_look_seconds)

    @property
    def late(self) -> timedelta:
        return timedelta(hours=self.late_hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    due: Callable[[Order], bool]
    why_not_due: Callable[[Order], str]
    cards: Callable[[Order], Collection[Line]] = lambda order: order.gift_cards
    """The gift cards that the order sells: they are on no invoice, and so in no credit note."""
    makes_notes: bool = True
    """Whether the ledger makes credit notes; without, a person makes them and says so."""
    customer_first: bool = False
    """The buyer is a document of its own, made before the invoice."""
    after: AfterSale = field(default_factory=AfterSale)
    receipt_due: Callable[[Order], bool] = lambda _order: True
    """`receipt_when`: whether money of the order that has come may be receipted."""
    tells: bool = False
    """The shop's order page shows the invoice."""
