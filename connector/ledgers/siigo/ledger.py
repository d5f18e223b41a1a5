"""Siigo as a Ledger: composes with cached catalogues, issues with a key, finds by marker, and says what is not well."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import requests

from connector.errors import OrderHeld, RemoteError
from connector.ledgers.siigo.answers import SiigoRejected
from connector.ledgers.siigo.auth import TOKENS, Tokens
from connector.ledgers.siigo.catalogue import Catalogue, Shelves, shelves_of
from connector.ledgers.siigo.client import PAGE_SIZE, SiigoClient
from connector.ledgers.siigo.compose import compose, ids_named
from connector.ledgers.siigo.customer_update import known, merged
from connector.ledgers.siigo.facts import CatalogueName, DocumentType, Entry, User
from connector.ledgers.siigo.fields import integer_of
from connector.ledgers.siigo.issued import holds_marker, issued_customer, issued_invoice
from connector.ledgers.siigo.refusals import held_of
from connector.ledgers.siigo.repair import paid, repair_key, repaired_body
from connector.ledgers.siigo.schema import SCHEMAS
from connector.ledgers.siigo.settings import Settings
from connector.messages import say
from connector.model.documents import Document, DocumentKind, Draft, Issued
from connector.model.money import plain
from connector.model.order import Order
from connector.model.schema import Schema
from connector.ports import Check, Pace

CLOCK_SKEW = timedelta(minutes=10)
"""Siigo's `created` is its own clock: look that much earlier than ours says."""

INVOICE_CLASS = "FV"
CATALOGUES: tuple[CatalogueName, ...] = (
    "document_types",
    "payment_types",
    "taxes",
    "users",
    "warehouses",
    "cost_centers",
)


class SiigoLedger:
    """One connection to one Siigo company. Safe to share between threads."""

    system = "siigo"

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
        self._customers = settings.customers
        self._rules = settings.amounts
        self._arithmetic = settings.arithmetic
        self._client = SiigoClient(settings, session=session, pace=pace, now=now, tokens=tokens)
        self._catalogue = Catalogue(self._client, shelves=shelves or shelves_of(settings.company), now=now)

    @property
    def schemas(self) -> Mapping[DocumentKind, Schema]:
        return SCHEMAS

    def compose(self, kind: DocumentKind, draft: Draft, order: Order, *, today: date, marker: str) -> Document:
        """Raises OrderHeld with every problem; RemoteError when a catalogue must be read and cannot be."""
        company = self._catalogue.facts(INVOICE_CLASS, ids_named(kind, draft, self._customers))
        return compose(
            kind,
            draft,
            order,
            company=company,
            customers=self._customers,
            rules=self._rules,
            arithmetic=self._arithmetic,
            today=today,
            marker=marker,
        )

    def issue(self, document: Document, *, key: str) -> Issued:
        """An invoice goes with its idempotency key; a customer has none, so it is looked up first.

        Raises OrderHeld for what the merchant can change (the RemoteRejected is its cause), else RemoteError.
        """
        try:
            if document.kind == "customer":
                return self._save_customer(document)
            return self._make_invoice(document, key)
        except SiigoRejected as refused:
            held = held_of(refused, document)
            if held:
                raise held from refused
            raise

    def find(self, document: Document, *, since: datetime) -> Issued | None:
        """The customer by identification and branch; an invoice by its marker among the customer's since then."""
        if document.kind == "customer":
            customer = self._find_customer(document.body)
            return issued_customer(customer) if customer else None
        return next((found for row in self._invoices(document, since) if (found := self._if_ours(row, document))), None)

    def check(self, ids: Mapping[str, Iterable[object]]) -> Iterable[Check]:
        """Sign-in first; without it nothing else is looked at."""
        try:
            self._client.sign_in()
        except RemoteError as error:
            yield Check(name=say("siigo.check_sign_in"), ok=False, detail=str(error), fix=say("siigo.fix_sign_in"))
            return
        yield Check(name=say("siigo.check_sign_in"), ok=True, detail=self.company)
        for name in CATALOGUES:
            if wanted := list(ids.get(name, ())):
                yield from self._check_catalogue(name, wanted)

    def _make_invoice(self, document: Document, key: str) -> Issued:
        """Where Siigo's total differs by cents, once more with payments that come to it, unless the merchant decides.

        With a key of its own, derived from `key`: sent again after a crash, `key` is refused as before, and the derived
        one gives the invoice that it made.
        """
        try:
            return issued_invoice(self._client.post("invoices", document.body, key=key))
        except SiigoRejected as refused:
            body = None if self._rules.residue == "hold" else repaired_body(document, refused)
            if body is None:
                raise
        issued = issued_invoice(self._client.post("invoices", body, key=repair_key(key)))
        words = say("siigo_payments.repaired", theirs=plain(issued.total), ours=plain(paid(document)))
        return replace(issued, warnings=(words,))

    def _save_customer(self, document: Document) -> Issued:
        body = document.body
        found = self._find_customer(body)
        if found is None:
            return issued_customer(self._create_customer(body))
        _must_be_active(found)
        if self._customers == "update" and (changed := merged(found, body)) != known(found):
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

    def _invoices(self, document: Document, since: datetime) -> Iterator[dict[str, object]]:
        customer = document.body.get("customer")
        identification = customer.get("identification") if isinstance(customer, Mapping) else None
        start = (since - CLOCK_SKEW).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._client.rows(
            "invoices", customer_identification=str(identification), created_start=start, page_size=str(PAGE_SIZE)
        )

    def _if_ours(self, row: dict[str, object], document: Document) -> Issued | None:
        """Lists leave out the stamp, and sometimes the observations (siigo-api.md 7), so the invoice itself is read."""
        if row.get("annulled") is True or not row.get("id"):
            return None
        observations = row.get("observations")
        if observations is not None and not holds_marker(observations, document.marker):
            return None
        full = self._client.get(f"invoices/{row['id']}")
        if isinstance(full, Mapping) and holds_marker(full.get("observations"), document.marker):
            return issued_invoice(full)
        return None

    def _check_catalogue(self, name: CatalogueName, ids: Iterable[object]) -> Iterator[Check]:
        label = say(f"siigo.catalogue_{name}")
        numbers = {shown: integer_of(shown) for shown in dict.fromkeys(ids)}
        try:
            entries = self._catalogue.entries(name, INVOICE_CLASS, [id_ for id_ in numbers.values() if id_ is not None])
        except RemoteError as error:
            yield Check(name=label, ok=False, detail=str(error), fix=say("siigo.fix_catalogue"))
            return
        for shown, id_ in numbers.items():
            yield _check_entry(f"{label}: {shown}", entries.get(id_) if id_ is not None else None)


def _check_entry(name: str, entry: Entry | None) -> Check:
    if entry is None:
        return Check(name=name, ok=False, detail=say("siigo.check_unknown"), fix=say("siigo.fix_unknown"))
    if not entry.active:
        return Check(
            name=name, ok=False, detail=say("siigo.check_inactive", name=entry.name), fix=say("siigo.fix_inactive")
        )
    return Check(name=name, ok=True, detail=_described(entry))


def _described(entry: Entry) -> str:
    match entry:
        case DocumentType():
            return _described_document_type(entry)
        case User():
            return entry.full_name
        case _:
            return entry.name


def _described_document_type(kind: DocumentType) -> str:
    flags = {
        "siigo.flag_electronic": kind.is_electronic,
        "siigo.flag_manual_number": not kind.automatic_number,
        "siigo.flag_seller_by_item": kind.seller_by_item,
        "siigo.flag_cost_center": kind.cost_center_mandatory,
        "siigo.flag_whole_pesos": not kind.decimals,
        "siigo.flag_discount_value": kind.discount_type == "Value",
        "siigo.flag_discount_percentage": kind.discount_type == "Percentage",
    }
    return ", ".join([kind.name, *(say(key) for key, is_set in flags.items() if is_set)])


def _is_customer(row: Mapping[str, object], identification: str, branch: int) -> bool:
    return (
        bool(row.get("id"))
        and str(row.get("identification")) == identification
        and (integer_of(row.get("branch_office")) or 0) == branch
    )


def _must_be_active(customer: Mapping[str, object]) -> None:
    if customer.get("active") is False:
        raise OrderHeld(say("siigo.customer_inactive", identification=customer.get("identification")))
