"""What Siigo is asked about an invoice that exists: its credit notes, where it stands, undoing it, sending it to DIAN.

Every call may be made again: nothing here makes a document.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from connector.errors import OrderHeld
from connector.ledgers.siigo.answers import SiigoRejected
from connector.ledgers.siigo.client import PAGE_SIZE, SiigoClient
from connector.ledgers.siigo.customer_schema import REFERENCE
from connector.ledgers.siigo.issued import holds_marker, issued_invoice, issued_receipt
from connector.ledgers.siigo.refusals import held_of
from connector.ledgers.siigo.repair import repaired_body
from connector.ledgers.siigo.standing import (
    ANNULLED,
    DELETED,
    GONE,
    NOT_SENT,
    REJECTED,
    errors_in,
    is_gone,
    not_undone,
    standing_of,
)
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.documents import Booked, Document, DocumentKind, Issued, Standing, Undoing

PATHS: Mapping[DocumentKind, str] = {
    "customer": "customers",
    "invoice": "invoices",
    "credit_note": "credit-notes",
    "receipt": "vouchers",
}

CLOCK_SKEW = timedelta(minutes=10)
"""Siigo's `created` is its own clock: look that much earlier than ours says, and than Siigo's answers show."""

FARTHEST_AHEAD = timedelta(days=1)
"""What is further back is not looked through, whatever the clocks say."""

MOST_OBSERVED = 50_000
"""Documents whose observations are remembered: some megabytes; what comes later is read each time."""

Row = Mapping[str, Any]


class AfterSale:
    """Over one company's client. Safe to share between threads."""

    def __init__(self, client: SiigoClient, *, takes_cents: bool) -> None:
        self._client = client
        self._takes_cents = takes_cents
        self._observed: dict[str, str] = {}
        """Observations by document: a look-up that was cut short goes on where it was, and does not read them again."""

    def credit_notes_of(self, invoice: Booked) -> Sequence[Issued]:
        """Whoever made them. Siigo has no query by invoice, so all notes since its date are looked through."""
        start = (invoice.dated_on - timedelta(days=1)).isoformat()
        rows = self._client.rows("credit-notes", created_start=start, page_size=str(PAGE_SIZE))
        found = [str(row["id"]) for row in rows if _is_about(row, invoice.ledger_id) and _is_in_force(row)]
        return [issued_invoice(self._client.get(f"credit-notes/{id_}")) for id_ in found]

    def found(self, document: Document, since: datetime) -> Issued | None:
        """The document that holds the marker, in force and made since then by our clock, which may be ahead."""
        self._client.sign_in()  # an answer shows Siigo's time
        path = PATHS[document.kind]
        answers = (self._if_ours(row, path, document.marker) for row in self._candidates(document, since))
        return next((answer for answer in answers if answer), None)

    def as_it_is(self, invoice: Booked) -> Booked:
        """With the payments and the customer that it has in Siigo: it may have been sent again with another due date.

        Raises OrderHeld where it is annulled or gone, RemoteError.
        """
        try:
            answer = self._client.get(f"invoices/{invoice.ledger_id}")
        except SiigoRejected as refused:
            if is_gone(refused):
                raise OrderHeld(say("siigo_receipt.invoice_gone", name=invoice.name)) from refused
            raise
        if not isinstance(answer, Mapping) or answer.get("annulled") is True:
            raise OrderHeld(say("siigo_receipt.invoice_gone", name=invoice.name))
        now = {"customer": answer.get("customer"), "payments": _on_credit(answer.get("payments"))}
        return replace(invoice, body={**invoice.body, **{name: value for name, value in now.items() if value}})

    def standing(self, kind: DocumentKind, id_: str) -> Standing:
        """One call; another one for the reasons of a rejected invoice. Raises RemoteError."""
        path = f"{PATHS[kind]}/{id_}"
        try:
            now = standing_of(self._client.get(path))
        except SiigoRejected as refused:
            if is_gone(refused):
                return GONE
            raise
        if kind != "invoice" or now.status != REJECTED:  # notes have no page of their reasons (siigo-api.md 14)
            return now
        return replace(now, errors=errors_in(self._client.get(f"{path}/stamp/errors")) or now.errors)

    def undo(self, kind: DocumentKind, id_: str, how: Undoing) -> Standing:
        """Raises OrderHeld where Siigo refuses, RemoteError."""
        if kind != "invoice":
            raise OrderHeld(say("siigo_after.only_invoices_undone"))
        try:
            if how == "annul":
                self._client.act(f"invoices/{id_}/annul")
                return Standing(status=ANNULLED)
            self._client.delete(f"invoices/{id_}")
            return GONE
        except SiigoRejected as refused:
            now = self.standing(kind, id_)
            if now.status in (ANNULLED, DELETED):
                return now
            raise not_undone(refused, now) from refused

    def send_again(self, invoice: Booked, today: date) -> Standing:
        """The invoice as it was sent, of today, with `stamp.send`. Nothing is sent where DIAN has it already.

        Raises OrderHeld for what a person must do in Siigo, RemoteError.
        """
        if invoice.kind != "invoice":
            raise OrderHeld(say("siigo_after.only_invoices_sent", name=invoice.name))
        now = self.standing("invoice", invoice.ledger_id)
        if now.status in (ANNULLED, DELETED):
            raise OrderHeld(say("siigo_after.nothing_to_send", name=invoice.name))
        if now.status not in NOT_SENT:
            return now
        if not invoice.body:
            raise OrderHeld(say("siigo_after.not_ours_to_send", name=invoice.name))
        return self._sent(_to_send(invoice, today))

    def _sent(self, document: Document) -> Standing:
        path = f"invoices/{document.marker}"
        try:
            return standing_of(self._with_cents(document, lambda body: self._client.put(path, body)))
        except SiigoRejected as refused:
            now = self.standing("invoice", document.marker)
            if now.status not in NOT_SENT:
                return now
            held = held_of(refused, document) or OrderHeld(say("siigo_after.not_sent", why=str(refused)))
            raise held from refused

    def _with_cents(self, document: Document, put: Callable[[Mapping[str, object]], object]) -> object:
        """Once more with Siigo's own total where that differs by cents, as when the invoice was made."""
        try:
            return put(document.body)
        except SiigoRejected as refused:
            body = repaired_body(document, refused) if self._takes_cents else None
            if body is None:
                raise
            return put(body)

    def _candidates(self, document: Document, since: datetime) -> Iterator[Row]:
        """Invoices are listed by customer; notes and receipts are not, and say their invoice or customer (7)."""
        body = document.body
        ahead = min(max(self._client.skew, timedelta()), FARTHEST_AHEAD)
        start = (since - CLOCK_SKEW - ahead).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if document.kind == "credit_note":
            rows = self._client.rows("credit-notes", created_start=start, page_size=str(PAGE_SIZE))
            return (row for row in rows if "invoice" not in body or _is_about(row, body["invoice"]))
        identification = str(_identification(body))
        if document.kind == "receipt":
            rows = self._client.rows("vouchers", created_start=start, page_size=str(PAGE_SIZE))
            return (row for row in rows if _identification(row) in (None, identification))
        return self._client.rows(
            "invoices", customer_identification=identification, created_start=start, page_size=str(PAGE_SIZE)
        )

    def _if_ours(self, row: Row, path: str, marker: str) -> Issued | None:
        """Lists leave out the stamp, and sometimes the observations (siigo-api.md 7): the document itself is read."""
        observations = row.get("observations")
        if observations is None:
            observations = self._observed.get(str(row.get("id")))
        if not _is_in_force(row) or (observations is not None and not holds_marker(observations, marker)):
            return None
        full = self._client.get(f"{path}/{row['id']}")
        if isinstance(full, Mapping) and len(self._observed) < MOST_OBSERVED:
            self._observed[str(row["id"])] = str(full.get("observations") or "")
        if isinstance(full, Mapping) and holds_marker(full.get("observations"), marker):
            return issued_receipt(full) if path == PATHS["receipt"] else issued_invoice(full)
        return None


def _is_in_force(row: Row) -> bool:
    return bool(row.get("id")) and row.get("annulled") is not True


def _identification(row: Row) -> object:
    customer = row.get("customer")
    return customer.get("identification") if isinstance(customer, Mapping) else None


def _on_credit(payments: object) -> list[object]:
    rows = payments if isinstance(payments, list) else []
    return [row for row in rows if isinstance(row, Mapping) and row.get("due_date")]


def _is_about(row: Row, invoice_id: object) -> bool:
    invoice = row.get("invoice")
    return (invoice.get("id") if isinstance(invoice, Mapping) else invoice) == invoice_id


def _to_send(invoice: Booked, today: date) -> Document:
    """The body as it was sent, re-dated: DIAN takes no other day than that of sending (colombia.md 0.1)."""
    dated_on = today.isoformat()
    customer = cast(Fields, invoice.body.get("customer", {}))
    payments = [
        {**row, "due_date": max(str(row["due_date"]), dated_on)} if "due_date" in row else row
        for row in cast(list[Fields], invoice.body.get("payments", []))
    ]
    body = {
        **invoice.body,
        "date": dated_on,
        "customer": {name: customer[name] for name in REFERENCE if name in customer},
        "payments": payments,
        "stamp": {"send": True},
    }
    return Document(
        kind="invoice",
        order_id=invoice.source_id,
        dated_on=today,
        body=body,
        total=invoice.total,
        order_total=invoice.total,
        marker=invoice.ledger_id,
        lines=invoice.lines,
    )
