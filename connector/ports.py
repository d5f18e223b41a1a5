"""Store and Ledger: what the work needs of a shop and of an accounting system, and the small types they exchange."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from connector.model.documents import (
    Adopted,
    Booked,
    Document,
    DocumentKind,
    Draft,
    Exported,
    GivenBack,
    Issued,
    News,
    PaidIn,
    Standing,
    Trace,
    Undoing,
)
from connector.model.events import Event
from connector.model.order import Order
from connector.model.outbox import Batch, Landed, Packed, Parcel
from connector.model.schema import Schema


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A webhook POST whose signature is right, classified without being understood."""

    topic: str
    """The shop's own name: "order.updated", "orders/paid", "ping"."""
    dedupe: str
    """Two POSTs with the same text are one delivery."""
    order_id: str = ""
    """Empty when the delivery is not about an order."""
    ignored: str = ""
    """Why there is nothing to do; empty when there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that `doctor` looked at. `fix` says what to do when it is not ok."""

    name: str
    ok: bool
    detail: str = ""
    fix: str = ""
    severity: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedOffline:
    """A document composed without asking the ledger anything; None when too little is known without it."""

    document: Document | None
    not_checked: tuple[str, ...]
    """What was assumed, in sentences."""


class Pace(Protocol):
    """One company's rate limit, shared by everybody who calls it."""

    def __call__(self) -> None:
        """Before each request: waits for the turn, or raises RemoteUnavailable(counts=False) when it is far away."""

    def hold_back(self, seconds: float) -> None:
        """Nobody has a turn for so long: the other side said 429."""


class Store(Protocol):
    """A shop platform."""

    platform: str
    can_fetch: bool
    """Whether credentials for reading orders were given."""

    def receive(self, headers: Mapping[str, str], body: bytes) -> Received:
        """Check the signature over the exact bytes and classify. Pure apart from time, quick, no network.

        Header names are lower case. Raises DeliveryRefused: 401 for a wrong or missing signature,
        400 for a body that is not what the platform sends.
        """

    def fetch(self, order_id: str) -> object | None:
        """The order's newest state as JSON in the shape that `read` understands; None when the shop has no such order.

        Raises RemoteError.
        """

    def read(self, topic: str, payload: object) -> Event:
        """Understand a stored delivery (or a fetched order, topic ""). Pure. Raises OrderHeld naming the field."""

    can_write: bool
    """Whether credentials were given and the merchant wants the invoice shown on the order's page."""

    def tell(self, order_id: str, news: News) -> None:
        """Show the invoice on the order's page in the shop. Telling the same twice changes nothing more.

        What the shop then reports about the order is recognised as our own echo by the order's content: it is the same.
        Raises RemoteError.
        """

    def check(self) -> Iterable[Check]:
        """Credentials, permissions, webhooks: each looked at, none raised."""


class Ledger(Protocol):
    """An accounting system."""

    system: str
    company: str
    """Names the company whose calls are counted together; the same for every connection to it."""
    lanes: int
    """How many orders of the company may be worked on at the same time."""
    keeps_keys: bool
    """Whether the same key again never makes a second document; without, a document is looked for before it is sent
    once more."""
    resends: frozenset[DocumentKind]
    """What `send_again` can send."""

    @property
    def schemas(self) -> Mapping[DocumentKind, Schema]:
        """The fields of each kind of document that it can make."""

    def compose(self, kind: DocumentKind, draft: Draft, order: Order, *, today: date, marker: str) -> Document:
        """Amounts, taxes, limits. Raises OrderHeld with every problem found. Reads cached catalogues only."""

    def compose_credit_note(
        self, draft: Draft, order: Order, given_back: GivenBack, *, today: date, marker: str
    ) -> Document:
        """A credit note: what the mapping says of it, and items with the codes, taxes and prices of the invoice.

        Raises OrderHeld with every problem found, RemoteError when a catalogue cannot be read.
        """

    def compose_receipt(self, draft: Draft, order: Order, paid_in: PaidIn, *, today: date, marker: str) -> Document:
        """A receipt: what the mapping says of it, against the invoice that it pays, or as an advance.

        Raises OrderHeld with every problem found, RemoteError when a catalogue cannot be read.
        """

    def made_elsewhere(self, order: Order, trace: Trace) -> Adopted | None:
        """The invoice in force that the trace leads to; None where there is none. Raises RemoteError, and OrderHeld
        where it leads to several."""

    def credit_notes_of(self, invoice: Booked) -> Sequence[Issued]:
        """Credit notes of this invoice in the ledger, whoever made them. Raises RemoteError."""

    def standing(self, kind: DocumentKind, ledger_id: str) -> Standing:
        """Where the document stands now. Raises RemoteError."""

    def undo(self, kind: DocumentKind, ledger_id: str, how: Undoing) -> Standing:
        """Annul or delete a document that DIAN has not accepted. Done already is no error.

        Raises OrderHeld in the merchant's words when the ledger refuses, else RemoteError.
        """

    def send_again(self, document: Booked, *, today: date) -> Standing:
        """Send a document that is a draft or was rejected, an invoice dated today. Raises OrderHeld, RemoteError."""

    def issue(self, document: Document, *, key: str) -> Issued | Exported:
        """Make the document. Where the ledger keeps keys, the same `key` again never makes a second one.

        Raises RemoteError, OrderHeld.
        """

    def find(self, document: Document, *, since: datetime) -> Issued | None:
        """Look in the ledger for the document with this marker, made at `since` or later. Raises RemoteError."""

    def check(self, ids: Mapping[str, Iterable[object]]) -> Iterable[Check]:
        """Credentials, and that every catalogue id of the mapping exists and is active. `ids` by catalogue name."""


class Outbox(Protocol):
    """Where documents wait that a ledger sends in batches, kept by us. Every method is a transaction of its own."""

    def put(self, packed: Packed, *, now: datetime, room: int) -> Parcel:
        """Into the open batch of its month, or a new one: at most `room` rows, unless one document alone has more.

        Into none that has left already. The same key again gives the parcel that it made. Numbers have no gaps: what
        was withdrawn leaves its number to the next. Raises OrderHeld where a number that was given is taken already.
        """

    def parcel(self, id_: str) -> Parcel | None:
        """As it is now."""

    def marked(self, marker: str) -> Parcel | None:
        """The parcel with this marker that was not withdrawn."""

    def take(self, batch_id: str, *, now: datetime, states: Collection[str]) -> Sequence[Parcel]:
        """The batch's parcels, in their order, now on their way; none where the batch is in no such state any more, may
        not leave yet, or has nothing left that travels.

        Nobody else has them until `land` is called. Those that are booked, refused or withdrawn stay as they are; so do
        those of an open batch that are unclear.
        """

    def land(self, batch_id: str, landed: Landed, *, sent_at: datetime | None = None) -> bool:
        """What became of the batch; one that is open again leaves again.

        False, and nothing is changed, where it is not on its way any more, or left at another time than `sent_at`.
        """

    def withdraw(self, id_: str) -> bool:
        """Take a parcel back that waits and was not written out, or was refused; False where it is too late."""

    def parcels(self, batch_id: str) -> Sequence[Parcel]:
        """Those of a batch that were not withdrawn, in their order."""

    def batches(self, period: str = "") -> Sequence[Batch]:
        """Of one month, or all, oldest first."""
