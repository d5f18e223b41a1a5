"""What can be done about an order: the words that `plan` speaks. Nothing here does anything."""

from dataclasses import dataclass
from datetime import datetime

from connector.issuing.books import Kept
from connector.model.documents import GivenBack, News, PaidIn, Trace, Undoing
from connector.model.order import Order


@dataclass(frozen=True, slots=True)
class Skip:
    """Nothing is to be done, and why."""

    why: str
    at: datetime | None = None
    """When there is something to look at meanwhile."""


@dataclass(frozen=True, slots=True)
class Done:
    """The documents that the order asks for exist. `warnings`: what a person should know."""

    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """As Done, and at this time there is something to look at."""

    at: datetime
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A person must decide or mend something."""

    why: str
    at: datetime | None = None
    """When there is something to look at meanwhile."""


@dataclass(frozen=True, slots=True)
class SaveCustomer:
    """Find, make or update the buyer in the ledger."""

    order: Order


@dataclass(frozen=True, slots=True)
class IssueInvoice:
    order: Order
    source_id: str
    settled: frozenset[str] = frozenset()
    """Refunds that came before it: `order` is without what they gave back."""


@dataclass(frozen=True, slots=True)
class IssueCreditNote:
    order: Order
    source_id: str
    given_back: GivenBack
    then: IssueInvoice | None = None
    """What takes the invoice's place: it must be possible before anything is taken back."""


@dataclass(frozen=True, slots=True)
class NoteByHand:
    """Keep a credit note that a person made in a ledger that makes none for us."""

    order: Order
    source_id: str
    given_back: GivenBack
    name: str


@dataclass(frozen=True, slots=True)
class IssueReceipt:
    order: Order
    source_id: str
    paid_in: PaidIn


@dataclass(frozen=True, slots=True)
class Adopt:
    """Look in the ledger for an invoice of the order that somebody else made; link it."""

    order: Order
    trace: Trace


@dataclass(frozen=True, slots=True)
class Look:
    """Ask where the document stands with DIAN."""

    kept: Kept


@dataclass(frozen=True, slots=True)
class Undo:
    """Annul or delete an invoice that DIAN has not accepted."""

    kept: Kept
    how: Undoing
    then: IssueInvoice | None = None
    """As of IssueCreditNote."""


@dataclass(frozen=True, slots=True)
class AcceptEdit:
    """The invoice stays as it is though its order was edited: a later edit is asked about anew."""

    kept: Kept
    order: Order


@dataclass(frozen=True, slots=True)
class SendToDian:
    """An invoice that is a draft, or that was rejected and somebody mended what was wrong."""

    kept: Kept


@dataclass(frozen=True, slots=True)
class MakeAnew:
    """Forget a document that the ledger did not take: what it was made of is mended, and it is composed again."""

    kept: Kept


@dataclass(frozen=True, slots=True)
class Tell:
    """Show the newest documents on the order's page."""

    order_id: str
    news: News


End = Skip | Done | Later | Ask
"""Nothing more is to be done now."""

Make = SaveCustomer | IssueInvoice | IssueCreditNote | IssueReceipt
"""A document is made."""

Step = End | Make | NoteByHand | Adopt | Look | Undo | AcceptEdit | SendToDian | MakeAnew | Tell
