"""The older Siigo Nube API as a Ledger: it keeps no keys, so that documents are found by their marker, not repeated."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import cast

import requests

from connector.colombia.dates import bogota_date
from connector.errors import OrderHeld, RemoteError, RemoteRejected
from connector.ledgers.siigo_legacy.accounts import found_account, save_account
from connector.ledgers.siigo_legacy.adopting import made_elsewhere
from connector.ledgers.siigo_legacy.answers import LegacyRejected
from connector.ledgers.siigo_legacy.catalogue import Catalogue, Shelves, Wanted, shelves_of
from connector.ledgers.siigo_legacy.catalogue_checks import checks_of
from connector.ledgers.siigo_legacy.client import LegacyClient
from connector.ledgers.siigo_legacy.compose import compose, keys_wanted
from connector.ledgers.siigo_legacy.credit import credit_by_setting
from connector.ledgers.siigo_legacy.facts import CatalogueName
from connector.ledgers.siigo_legacy.receipt import compose_receipt
from connector.ledgers.siigo_legacy.receipt_back import issued_receipt
from connector.ledgers.siigo_legacy.receipt_fields import receipt_keys_named
from connector.ledgers.siigo_legacy.receipt_rows import Settled, settled_by
from connector.ledgers.siigo_legacy.refusals import held_of
from connector.ledgers.siigo_legacy.saved import (
    BOOKED,
    dated_on,
    header_of,
    holds_marker,
    issued_customer,
    issued_document,
    number_of,
    odd_row,
    papers_of,
)
from connector.ledgers.siigo_legacy.schema import SCHEMAS
from connector.ledgers.siigo_legacy.settings import Settings
from connector.ledgers.tokens import TOKENS, Tokens
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
from connector.model.order import Order
from connector.model.schema import Schema
from connector.ports import Check, Pace

RESOURCES: Mapping[DocumentKind, str] = {"invoice": "Invoice", "receipt": "Voucher"}
TYPES: Mapping[DocumentKind, CatalogueName] = {"invoice": "document_types", "receipt": "receipt_types"}


class SiigoLegacyLedger:
    """One connection to one company. Safe to share between threads."""

    system = "siigo_legacy"
    keeps_keys = False
    resends: frozenset[DocumentKind] = frozenset()

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
        self.lanes = settings.lanes
        self._choices = settings.choices
        self._now = now
        self._client = LegacyClient(settings, session=session, pace=pace, now=now, tokens=tokens)
        self._catalogue = Catalogue(
            self._client,
            shelves=shelves or shelves_of(settings.company),
            now=now,
            document_codes=settings.document_codes,
        )

    @property
    def schemas(self) -> Mapping[DocumentKind, Schema]:
        return SCHEMAS

    def compose(self, kind: DocumentKind, draft: Draft, order: Order, *, today: date, marker: str) -> Document:
        """Raises OrderHeld with every problem; RemoteError when a catalogue must be read and cannot be."""
        company = self._catalogue.facts(keys_wanted(kind, draft))
        return compose(kind, draft, order, company=company, choices=self._choices, today=today, marker=marker)

    def compose_credit_note(
        self, draft: Draft, order: Order, given_back: GivenBack, *, today: date, marker: str
    ) -> Document:
        """Raises OrderHeld always: this API makes no credit notes."""
        del draft, order, today, marker
        raise OrderHeld(say("siigo_legacy.no_credit_notes", name=given_back.invoice.name))

    def compose_receipt(self, draft: Draft, order: Order, paid_in: PaidIn, *, today: date, marker: str) -> Document:
        """Raises OrderHeld with every problem; RemoteError when a catalogue or earlier receipts cannot be read."""
        facts = self._catalogue.facts(cast(Wanted, receipt_keys_named(draft)))
        company = credit_by_setting(facts, self._choices.credit_means)
        settled = self._settled(paid_in.invoice)
        return compose_receipt(draft, order, paid_in, company=company, settled=settled, today=today, marker=marker)

    def made_elsewhere(self, order: Order, trace: Trace) -> Adopted | None:
        """Raises OrderHeld where the trace leads to several invoices or to one of something else, RemoteError."""
        return made_elsewhere(self._client, order, trace, catalogue=self._catalogue)

    def credit_notes_of(self, invoice: Booked) -> Sequence[Issued]:
        """None: this API neither makes nor lists any."""
        del invoice
        return ()

    def standing(self, kind: DocumentKind, ledger_id: str) -> Standing:
        """That it is there, and no more: where it stands with DIAN only Siigo Nube shows.

        A 404 does not say that it is gone: no manual prints this path. Raises RemoteError.
        """
        path = f"{RESOURCES.get(kind, RESOURCES['invoice'])}/GetByID"
        try:
            self._client.get(path, id=number_of(ledger_id))
        except LegacyRejected as refused:
            if refused.status == 404:
                words = say("siigo_legacy.not_seen", path=path, id=number_of(ledger_id))
                raise RemoteRejected(words, status=404, code="not_seen") from refused
            raise
        return Standing(status=BOOKED)

    def undo(self, kind: DocumentKind, ledger_id: str, how: Undoing) -> Standing:
        """Raises OrderHeld always: a person does it in Siigo Nube, and nothing else tells whether it was done."""
        del kind
        raise OrderHeld(say(f"siigo_legacy.{how}_by_hand", id=number_of(ledger_id)))

    def send_again(self, document: Booked, *, today: date) -> Standing:
        """Raises OrderHeld always: documents are sent to DIAN from Siigo Nube."""
        del today
        raise OrderHeld(say("siigo_legacy.send_by_hand", name=document.name))

    def issue(self, document: Document, *, key: str) -> Issued:
        """`key` is of no use to this API: before the same document is sent again, `find` has to look for it.

        Raises OrderHeld for what the merchant can change (the RemoteRejected is its cause), else RemoteError.
        """
        del key
        try:
            if document.kind == "customer":
                updates = self._choices.customers == "update"
                return save_account(self._client, document.body, updates=updates)
            codes = self._codes(document)  # before, since an error after the call would look as if nothing was made
            answer = self._client.post(f"{RESOURCES[document.kind]}/Save", document.body)
            return _issued(document, answer, codes)
        except LegacyRejected as refused:
            if held := held_of(refused, document):
                raise held from refused
            raise

    def find(self, document: Document, *, since: datetime) -> Issued | None:
        """The customer by identification and branch; any other document by its marker, among all of its kind."""
        if document.kind == "customer":
            found = found_account(self._client, document.body)
            return issued_customer(found) if found else None
        earliest = self._earliest(document, since)
        is_any, shows_observations = False, False
        for row in papers_of(self._client.rows(f"{RESOURCES[document.kind]}/GetAll")):
            header = header_of(row)
            day = dated_on(header)
            is_any, shows_observations = True, shows_observations or "Observations" in header
            if holds_marker(header.get("Observations"), document.marker) and (day is None or day >= earliest):
                return _issued(document, row, self._codes(document))
        if is_any and not shows_observations:
            raise odd_row("Observations")
        return None

    def check(self, ids: Mapping[str, Iterable[object]]) -> Iterable[Check]:
        """Sign-in first; without it nothing else is looked at."""
        name = say("siigo_legacy.check_sign_in")
        try:
            self._client.sign_in()
        except RemoteError as error:
            yield Check(name=name, ok=False, detail=str(error), fix=say("siigo_legacy.fix_sign_in"))
            return
        yield Check(name=name, ok=True, detail=self.company)
        yield from checks_of(self._catalogue, ids, self._choices)
        yield Check(name=say("siigo_legacy.check_dian"), ok=True, detail=say("siigo_legacy.dian_by_hand"))

    def _codes(self, document: Document) -> Mapping[str, str]:
        """Codes of document types by id, the document's own among them if there is one."""
        header = header_of(document.body)
        entries = self._catalogue.entries(TYPES[document.kind], [str(header.get("DocCode"))])
        return {key: entry.code for key, entry in entries.items()}

    def _earliest(self, document: Document, since: datetime) -> date:
        """Rows tell a day and no moment; a document that was mapped to an earlier day has that day."""
        first = bogota_date(since)
        return min(first, document.dated_on) if document.dated_on < bogota_date(self._now()) else first

    def _settled(self, invoice: Booked | None) -> Settled | None:
        """What receipts have paid of an invoice in several quotes; of one alone Siigo itself says when it is paid."""
        if invoice is None or len(_quotes(invoice)) < 2:
            return None
        return settled_by(papers_of(self._client.rows("Voucher/GetAll")), invoice.name)


def _quotes(invoice: Booked) -> list[object]:
    payments = invoice.body.get("Payments")
    rows = payments if isinstance(payments, list) else []
    return [row for row in rows if isinstance(row, Mapping) and row.get("DueQuote")]


def _issued(document: Document, answer: object, codes: Mapping[str, str]) -> Issued:
    """Raises OutcomeUnknown for an answer that does not say which document it is."""
    if document.kind == "receipt":
        return issued_receipt(answer, code=codes.get(str(header_of(answer).get("DocCode")), ""))
    return issued_document(document.kind, answer, codes)
