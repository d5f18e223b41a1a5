"""Siigo as a Ledger: composes with cached catalogues, issues with a key, finds by marker, and says what is not well."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import requests

from connector.colombia.dates import bogota_date
from connector.errors import OrderHeld, RemoteError, RemoteUnavailable
from connector.ledgers.siigo.adopting import made_elsewhere
from connector.ledgers.siigo.after_sale import PATHS, AfterSale
from connector.ledgers.siigo.answers import SiigoRejected
from connector.ledgers.siigo.catalogue import Catalogue, Shelves, shelves_of
from connector.ledgers.siigo.catalogue_checks import checks_of
from connector.ledgers.siigo.client import PAGE_SIZE, SiigoClient
from connector.ledgers.siigo.clock_checks import clock_checks
from connector.ledgers.siigo.compose import compose, ids_named
from connector.ledgers.siigo.credit_note import compose_credit_note, note_ids_named
from connector.ledgers.siigo.customer_update import known, merged
from connector.ledgers.siigo.issued import issued_customer, issued_invoice, issued_receipt
from connector.ledgers.siigo.receipt import compose_receipt, receipt_ids_named
from connector.ledgers.siigo.refusals import held_of
from connector.ledgers.siigo.repair import paid, repair_key, repaired_body
from connector.ledgers.siigo.schema import SCHEMAS
from connector.ledgers.siigo.settings import Settings
from connector.ledgers.tokens import TOKENS, Tokens
from connector.ledgers.values import integer_of
from connector.messages import say
from connector.model.documents import (
    Adopted,
    Booked,
    Document,
    DocumentKind,
    Draft,
    GivenBack,
    Issued,
    PaidIn,
    Standing,
    Trace,
    Undoing,
)
from connector.model.money import plain
from connector.model.order import Order
from connector.model.schema import Schema
from connector.ports import Check, Pace

INVOICE_CLASS = "FV"
NOTE_CLASS = "NC"
RECEIPT_CLASS = "RC"

AROUND_MIDNIGHT = timedelta(minutes=10)
"""No document takes longer from being composed to being sent."""


class SiigoLedger:
    """One connection to one Siigo company. Safe to share between threads."""

    system = "siigo"
    keeps_keys = True
    resends: frozenset[DocumentKind] = frozenset({"invoice"})

    def __init__(
        self,
        settings: Settings,
        *,
        session: requests.Session,
        pace: Pace,
        now: Callable[[], datetime],
        tokens: Tokens = TOKENS,
        shelves: Shelves | None = None,
    ) -> None:
        self.company = settings.company
        self._now = now
        self.lanes = settings.lanes
        self._choices = settings.choices
        self._client = SiigoClient(settings, session=session, pace=pace, now=now, tokens=tokens)
        self._after_sale = AfterSale(self._client, takes_cents=settings.amounts.residue != "hold")
        self._catalogue = Catalogue(self._client, shelves=shelves or shelves_of(settings.company), now=now)

    @property
    def schemas(self) -> Mapping[DocumentKind, Schema]:
        return SCHEMAS

    def compose(self, kind: DocumentKind, draft: Draft, order: Order, *, today: date, marker: str) -> Document:
        """Raises OrderHeld with every problem; RemoteError when a catalogue must be read and cannot be."""
        company = self._catalogue.facts(INVOICE_CLASS, ids_named(kind, draft, self._choices.customers))
        return compose(
            kind,
            draft,
            order,
            company=company,
            choices=self._choices,
            today=today,
            marker=marker,
        )

    def compose_credit_note(
        self, draft: Draft, order: Order, given_back: GivenBack, *, today: date, marker: str
    ) -> Document:
        """Raises OrderHeld with every problem; RemoteError when a catalogue must be read and cannot be."""
        return compose_credit_note(
            draft,
            order,
            given_back,
            company=self._catalogue.facts(NOTE_CLASS, note_ids_named(draft, given_back)),
            choices=self._choices,
            today=today,
            marker=marker,
        )

    def compose_receipt(self, draft: Draft, order: Order, paid_in: PaidIn, *, today: date, marker: str) -> Document:
        """Asks for the invoice: its instalment is what Siigo has now, not what was sent.

        Raises OrderHeld with every problem; RemoteError when the invoice or a catalogue cannot be read.
        """
        company = self._catalogue.facts(RECEIPT_CLASS, receipt_ids_named(draft))
        if paid_in.invoice:
            paid_in = replace(paid_in, invoice=self._after_sale.as_it_is(paid_in.invoice))
        return compose_receipt(draft, order, paid_in, company=company, today=today, marker=marker)

    def made_elsewhere(self, order: Order, trace: Trace) -> Adopted | None:
        """Raises OrderHeld where the trace leads to several invoices or to one of something else, RemoteError."""
        return made_elsewhere(
            self._client, order, trace, catalogue=self._catalogue, arithmetic=self._choices.arithmetic
        )

    def credit_notes_of(self, invoice: Booked) -> Sequence[Issued]:
        """Raises RemoteError."""
        return self._after_sale.credit_notes_of(invoice)

    def standing(self, kind: DocumentKind, ledger_id: str) -> Standing:
        """Raises RemoteError."""
        return self._after_sale.standing(kind, ledger_id)

    def undo(self, kind: DocumentKind, ledger_id: str, how: Undoing) -> Standing:
        """Raises OrderHeld where Siigo refuses, RemoteError."""
        return self._after_sale.undo(kind, ledger_id, how)

    def send_again(self, document: Booked, *, today: date) -> Standing:
        """Raises OrderHeld for what a person must do in Siigo, RemoteError."""
        return self._after_sale.send_again(document, today)

    def issue(self, document: Document, *, key: str) -> Issued:
        """Documents go with their idempotency key; a customer has none, so it is looked up first.

        Raises OrderHeld for what the merchant can change (the RemoteRejected is its cause), else RemoteError.
        """
        try:
            if document.kind == "customer":
                return self._save_customer(document)
            return self._make(document, key)
        except SiigoRejected as refused:
            if refused.code == "invalid_date" and self._is_of_the_day_that_ended(document):
                raise RemoteUnavailable(say("siigo.day_ended", date=document.dated_on), counts=False) from refused
            held = held_of(refused, document)
            if held:
                raise held from refused
            raise

    def find(self, document: Document, *, since: datetime) -> Issued | None:
        """The customer by identification and branch; any other document by its marker, since then."""
        if document.kind == "customer":
            customer = self._find_customer(document.body)
            return issued_customer(customer) if customer else None
        return self._after_sale.found(document, since)

    def check(self, ids: Mapping[str, Iterable[object]]) -> Iterable[Check]:
        """Sign-in first; without it nothing else is looked at."""
        try:
            self._client.sign_in()
        except RemoteError as error:
            yield Check(name=say("siigo.check_sign_in"), ok=False, detail=str(error), fix=say("siigo.fix_sign_in"))
            return
        yield Check(name=say("siigo.check_sign_in"), ok=True, detail=self.company)
        yield from clock_checks(self._client.skew)
        yield from checks_of(self._catalogue, ids)

    def _is_of_the_day_that_ended(self, document: Document) -> bool:
        """Composed before midnight in Bogotá and sent after it: composed again, it is of today."""
        now = self._now()
        return document.dated_on == bogota_date(now - AROUND_MIDNIGHT) != bogota_date(now)

    def _make(self, document: Document, key: str) -> Issued:
        """Where Siigo's total differs by cents, once more with payments that come to it, unless the merchant decides.

        With a key of its own, derived from `key`: sent again after a crash, `key` is refused as before, and the derived
        one gives the document that it made.
        """
        path = PATHS[document.kind]
        if document.kind == "receipt":
            return issued_receipt(self._client.post(path, document.body, key=key))
        try:
            return issued_invoice(self._client.post(path, document.body, key=key))
        except SiigoRejected as refused:
            body = None if self._choices.rules.residue == "hold" else repaired_body(document, refused)
            if body is None:
                raise
        issued = issued_invoice(self._client.post(path, body, key=repair_key(key)))
        words = say("siigo_payments.repaired", theirs=plain(issued.total), ours=plain(paid(document)))
        return replace(issued, warnings=(words,))

    def _save_customer(self, document: Document) -> Issued:
        body = document.body
        found = self._find_customer(body)
        if found is None:
            return issued_customer(self._create_customer(body))
        _must_be_active(found)
        if self._choices.customers == "update" and (changed := merged(found, body)) != known(found):
            return issued_customer(self._client.put(f"customers/{found['id']}", changed))
        return issued_customer(found)

    def _create_customer(self, body: Mapping[str, object]) -> object:
        """Someone else may create it between our look and our call: then theirs is the one."""
        try:
            return self._client.post("customers", body)
        except SiigoRejected as refused:
            found = self._find_customer(body) if refused.code == "already_exists" else None
            if found is None:
                raise
            _must_be_active(found)
            return found

    def _find_customer(self, body: Mapping[str, object]) -> dict[str, object] | None:
        identification, branch = str(body.get("identification", "")), integer_of(body.get("branch_office")) or 0
        rows = self._client.rows("customers", identification=identification, page_size=str(PAGE_SIZE))
        return next((row for row in rows if _is_customer(row, identification, branch)), None)


def _is_customer(row: Mapping[str, object], identification: str, branch: int) -> bool:
    return (
        bool(row.get("id"))
        and str(row.get("identification")) == identification
        and (integer_of(row.get("branch_office")) or 0) == branch
    )


def _must_be_active(customer: Mapping[str, object]) -> None:
    if customer.get("active") is False:
        raise OrderHeld(say("siigo.customer_inactive", identification=customer.get("identification")))
