"""Siigo Pyme as a Ledger: documents go into our outbox, and their batch leaves when it is ripe."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

import requests

from connector.errors import ConfigError, OrderHeld, RemoteError, RemoteUnavailable
from connector.json_text import write
from connector.ledgers.siigo_pyme.checks import batch_checks, numbers_check
from connector.ledgers.siigo_pyme.client import Bridge
from connector.ledgers.siigo_pyme.compose import compose
from connector.ledgers.siigo_pyme.credit_note import compose_credit_note
from connector.ledgers.siigo_pyme.receipt import compose_receipt
from connector.ledgers.siigo_pyme.schema import SCHEMAS
from connector.ledgers.siigo_pyme.sending import Sending
from connector.ledgers.siigo_pyme.settings import Settings
from connector.ledgers.values import integer_of
from connector.messages import say, typed
from connector.model.documents import (
    Adopted,
    Booked,
    Document,
    DocumentKind,
    Draft,
    Exported,
    GivenBack,
    Issued,
    PaidIn,
    Standing,
    Trace,
    Undoing,
)
from connector.model.order import Order
from connector.model.outbox import Packed, Parcel, ParcelState
from connector.model.schema import Schema
from connector.ports import Check, Outbox, Pace

STATUS: Mapping[ParcelState, str] = {
    "waiting": "Batched",
    "sending": "Batched",
    "booked": "Booked",
    "rejected": "Refused",
    "unclear": "Unclear",
    "withdrawn": "Annulled",
}
"""By the parcel's state, as `model.documents.Standing` has it."""

DELETED = "Deleted"


class PymeLedger:
    """One connection to one company. Safe to share between threads."""

    system = "siigo_pyme"
    keeps_keys = True
    """The outbox is keyed."""
    resends: frozenset[DocumentKind] = frozenset()
    """What was refused is composed anew, for its mapping may have changed."""

    def __init__(
        self,
        settings: Settings,
        *,
        session: requests.Session,
        pace: Pace,
        now: Callable[[], datetime],
        outbox: Outbox | None,
    ) -> None:
        self.company = settings.company
        self.lanes: int = settings.lanes
        self._settings = settings
        self._now = now
        self._outbox = outbox
        self._bridge = Bridge(settings, session=session, pace=pace)

    @property
    def schemas(self) -> Mapping[DocumentKind, Schema]:
        return SCHEMAS

    def compose(self, kind: DocumentKind, draft: Draft, order: Order, *, today: date, marker: str) -> Document:
        """Raises OrderHeld with every problem."""
        return compose(kind, draft, order, today=today, marker=marker)

    def compose_credit_note(
        self, draft: Draft, order: Order, given_back: GivenBack, *, today: date, marker: str
    ) -> Document:
        """Raises OrderHeld with every problem."""
        return compose_credit_note(draft, order, given_back, today=today, marker=marker)

    def compose_receipt(self, draft: Draft, order: Order, paid_in: PaidIn, *, today: date, marker: str) -> Document:
        """Raises OrderHeld with every problem."""
        return compose_receipt(draft, order, paid_in, today=today, marker=marker)

    def made_elsewhere(self, order: Order, trace: Trace) -> Adopted | None:
        """The bridge can be asked nothing: where the order says that it is invoiced, a person must look."""
        named = ", ".join((*trace.names, *trace.ids))
        if named:
            raise OrderHeld(say("siigo_pyme.claimed", names=named, order=typed(order.number)))
        return None

    def credit_notes_of(self, invoice: Booked) -> Sequence[Issued]:
        """None that we could see, but those in our own books."""
        del invoice
        return ()

    def standing(self, kind: DocumentKind, ledger_id: str) -> Standing:
        """Sends the document's batch where that is ripe. Raises RemoteError where the batch was not taken."""
        del kind
        parcel = self._box.parcel(ledger_id)
        if parcel is None:
            return Standing(status=DELETED)
        self._sending.push(parcel)
        return self._standing_of(self._box.parcel(ledger_id) or parcel)

    def undo(self, kind: DocumentKind, ledger_id: str, how: Undoing) -> Standing:
        """Takes back what the bridge does not have; its number goes to the next document.

        Raises OrderHeld for what is booked or may be, RemoteUnavailable while it is on its way.
        """
        del kind, how
        parcel = self._box.parcel(ledger_id)
        if parcel is None:
            return Standing(status=DELETED)
        if parcel.state == "withdrawn" or self._box.withdraw(ledger_id):
            return Standing(status=STATUS["withdrawn"])
        parcel = self._box.parcel(ledger_id) or parcel
        match parcel.state:
            case "booked":
                raise OrderHeld(say("siigo_pyme.booked_already", name=parcel.name))
            case "unclear":
                raise OrderHeld(*(parcel.errors or (say("siigo_pyme.is_unclear", batch=parcel.batch.id),)))
            case "waiting" if parcel.batch.state == "exported":
                raise OrderHeld(say("siigo_pyme.written_out", name=parcel.name, batch=parcel.batch.id))
            case _:
                raise RemoteUnavailable(say("siigo_pyme.on_its_way", name=parcel.name), counts=False)

    def send_again(self, document: Booked, *, today: date) -> Standing:
        """A batch leaves by itself, and what was refused is made anew: this looks where the document stands."""
        del today
        return self.standing(document.kind, document.ledger_id)

    def issue(self, document: Document, *, key: str) -> Exported:
        """Into the outbox. Raises OrderHeld where a mapped number is taken."""
        body, settings = document.body, self._settings
        series = str(body["_series"])
        packed = Packed(
            key=key,
            kind=document.kind,
            order_id=document.order_id,
            marker=document.marker,
            dated_on=document.dated_on,
            total=document.total,
            series=series,
            first_number=settings.numbers.get(series, 1),
            number=integer_of(body.get("_number")),
            size=_size(body),
            contents=write(body),
        )
        parcel = self._box.put(packed, now=self._now(), room=settings.batch_rows)
        return Exported(batch=parcel.batch.id, row=parcel.place, id=parcel.id, name=parcel.name)

    def find(self, document: Document, *, since: datetime) -> Issued | None:
        """In the outbox, which holds all that we ever made."""
        parcel = self._box.marked(document.marker)
        if parcel is None or parcel.created_at < since:
            return None
        return Issued(id=parcel.id, name=parcel.name, total=parcel.total, status=self._standing_of(parcel).status)

    def check(self, ids: Mapping[str, Iterable[object]]) -> Iterable[Check]:
        """Whether the bridge is there, where numbers begin, what batches wait for. Accounts and third parties cannot be
        asked for."""
        yield self._reached()
        yield numbers_check(self._settings, ids)
        yield from batch_checks(self._outbox.batches() if self._outbox else ())

    def _reached(self) -> Check:
        name = say("siigo_pyme.check_bridge")
        if self._settings.by_hand:
            return Check(name=name, ok=True, detail=say("siigo_pyme.is_by_hand"))
        try:
            self._bridge.reach()
        except RemoteError as error:
            return Check(name=name, ok=False, detail=str(error), fix=say("siigo_pyme.fix_bridge"))
        return Check(name=name, ok=True, detail=say("siigo_pyme.key_unproven"))

    def _standing_of(self, parcel: Parcel) -> Standing:
        """Nobody needs to look for what goes again by itself."""
        settings = self._settings
        goes_again = settings.modify_documents == "S" and not settings.by_hand
        state: ParcelState = "sending" if parcel.state == "unclear" and goes_again else parcel.state
        return Standing(status=STATUS[state], errors=parcel.errors)

    @property
    def _sending(self) -> Sending:
        return Sending(self._settings, bridge=self._bridge, outbox=self._box, now=self._now)

    @property
    def _box(self) -> Outbox:
        if self._outbox is None:
            raise ConfigError([say("siigo_pyme.no_outbox")])
        return self._outbox


def _size(body: Mapping[str, object]) -> int:
    rows = body["rows"]
    return len(rows) if isinstance(rows, list) else 0
