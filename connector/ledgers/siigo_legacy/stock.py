"""Siigo Nube as a StockLedger: balances code by code, warehouses, and a product it lacks. It lists no changes."""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import requests

from connector.errors import OrderHeld, RemoteRejected
from connector.ledgers.shelves import Companies
from connector.ledgers.siigo_legacy.answers import LegacyRejected
from connector.ledgers.siigo_legacy.catalogue import Catalogue, Shelves, shelves_of
from connector.ledgers.siigo_legacy.client import LegacyClient
from connector.ledgers.siigo_legacy.facts import TaxType
from connector.ledgers.siigo_legacy.product import CODE, held_of, product_body, product_keys_named
from connector.ledgers.siigo_legacy.product_back import read_facts, unreadable, with_balance
from connector.ledgers.siigo_legacy.product_schema import PRODUCT
from connector.ledgers.siigo_legacy.settings import Settings
from connector.ledgers.tokens import TOKENS, Tokens
from connector.ledgers.values import integer_of
from connector.messages import say
from connector.model.documents import Origin
from connector.model.stock import Product, Watched
from connector.ports import Pace

log = logging.getLogger("connector.siigo_legacy")

LIFE = timedelta(days=1)
"""What a product is changes seldom; its balance is asked each time."""


@dataclass(frozen=True, slots=True)
class _Known:
    facts: Product
    read_at: datetime


class KnownProducts:
    """One company's products without their balances, as last read. Safe for many threads."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def fresh(self, code: str, now: datetime) -> Product | None:
        with self._lock:
            known = self._known.get(code)
        return known.facts if known and now - known.read_at < LIFE else None

    def keep(self, facts: Product, now: datetime) -> None:
        with self._lock:
            self._known[facts.code] = _Known(facts, now)

    def forget(self, code: str) -> None:
        with self._lock:
            self._known.pop(code, None)


products_of = Companies(KnownProducts).of
"""What every connection of this process to the company shares."""


class LegacyStock:
    """One connection's view of one company. Safe to share between threads."""

    lists_changes = False
    code_field = "Code"
    most_codes = 20

    def __init__(
        self,
        settings: Settings,
        *,
        session: requests.Session,
        pace: Pace,
        now: Callable[[], datetime],
        tokens: Tokens = TOKENS,
        shelves: Shelves | None = None,
        products: KnownProducts | None = None,
    ) -> None:
        self.company = settings.company
        self._now = now
        self._client = LegacyClient(settings, session=session, pace=pace, now=now, tokens=tokens)
        self._codes = settings.document_codes
        self._catalogue = self._reading(shelves or shelves_of(settings.company))
        self._products = products or products_of(settings.company)

    def page(
        self,
        cursor: str,  # noqa: ARG002 - the port's
        *,
        since: datetime | None,  # noqa: ARG002 - the port's
    ) -> tuple[Sequence[Product], str]:
        """Never to be asked: the API says of no product when it changed. Raises RemoteRejected."""
        raise RemoteRejected(say("siigo_legacy_stock.lists_nothing"), code="lists_nothing")

    def by_code(self, codes: Sequence[str]) -> Mapping[str, Product]:
        """A call for each balance, and once a day one for what the product is. Raises RemoteError."""
        found = {code: self._product(code) for code in dict.fromkeys(codes) if _is_code(code)}
        return {code: product for code, product in found.items() if product}

    def warehouses(self) -> Mapping[str, str]:
        """The active ones by code, as they are now. Raises RemoteError."""
        entries = self._reading(Shelves()).entries("warehouses")
        return {key: entry.name for key, entry in entries.items() if entry.active}

    def watch(self, url: str) -> Watched:  # noqa: ARG002 - the port's
        """There are no notices here: changes are read at intervals."""
        return Watched(is_on=False, detail=say("siigo_legacy_stock.no_notices"))

    def compose(
        self, values: Mapping[str, object], *, origins: Mapping[str, Origin] | None = None
    ) -> Mapping[str, object]:
        """Checked against `PRODUCT_SCHEMA` and the company's taxes and account groups.

        Raises OrderHeld with every problem, each `[origin: ]product.Code: …`; RemoteError when a catalogue must be
        read and cannot be.
        """
        company = self._catalogue.facts(product_keys_named(values))
        return product_body(values, company=company, origins=origins)

    def create(self, body: Mapping[str, object]) -> Product:
        """The product of this code: the one that is there, however it came, else a new one.

        It is looked up first, and calling it again after OutcomeUnknown is right. Raises OrderHeld for what the
        merchant can change (the RemoteRejected is its cause), else RemoteError.
        """
        code = str(body.get("Code", ""))
        row = self._row(code) or self._made(code, body)
        try:
            facts = read_facts(row, self._taxes())
        except OrderHeld as error:
            words = say("siigo_legacy_stock.unreadable", product=code, why=error)
            raise RemoteRejected(words, code="odd_product") from error
        self._products.keep(facts, self._now())
        return facts

    def _made(self, code: str, body: Mapping[str, object]) -> object:
        """Somebody else may make it between our look and our call: then theirs is the one."""
        try:
            return self._client.post("Products/Create", body)
        except LegacyRejected as refused:
            if row := self._row(code):
                return row
            if held := held_of(refused, code):
                raise held from refused
            raise

    def _product(self, code: str) -> Product | None:
        try:
            facts = self._facts(code)
            if facts is None or not facts.is_counted:
                return facts
            return with_balance(facts, self._client.get("Products/GetProductBalanceByCode", code=code))
        except OrderHeld as error:
            log.warning("product %s of Siigo Nube cannot be read: %s", code[:60], error)
            return unreadable(code)
        except LegacyRejected as refused:
            if refused.status != 404:
                raise
            self._products.forget(code)
            return None

    def _facts(self, code: str) -> Product | None:
        """As known for at most a day, else as it is now. Raises OrderHeld for one that cannot be read."""
        now = self._now()
        if known := self._products.fresh(code, now):
            return known
        row = self._row(code)
        if row is None:
            return None
        facts = read_facts(row, self._taxes())
        self._products.keep(facts, now)
        return facts

    def _row(self, code: str) -> object | None:
        """None where there is none of exactly this code; what makes no sense is left to whoever reads it.

        Raises RemoteError.
        """
        if not _is_code(code):
            return None
        try:
            answer = self._client.get("Products/GetByCode", code=code)
        except LegacyRejected as refused:
            if refused.status == 404:
                return None
            raise
        rows: Iterable[object] = answer if isinstance(answer, list) else [answer]
        return next((row for row in rows if not _is_nothing(row) and not _is_of_another(row, code)), None)

    def _taxes(self) -> Mapping[str, TaxType]:
        return self._catalogue.facts({"taxes": ()}).taxes

    def _reading(self, shelves: Shelves) -> Catalogue:
        return Catalogue(self._client, shelves=shelves, now=self._now, document_codes=self._codes)


def _is_nothing(row: object) -> bool:
    """Older installations answer an empty product, of `Id` 0, for one that they do not have."""
    return row is None or (isinstance(row, Mapping) and row.get("Code") is None and integer_of(row.get("Id")) == 0)


def _is_of_another(row: object, code: str) -> bool:
    return isinstance(row, Mapping) and row.get("Code") is not None and str(row["Code"]) != code


def _is_code(text: str) -> bool:
    """Asking for what can be no code is asking for nothing."""
    limit = PRODUCT["Code"].max_length
    return bool(CODE.fullmatch(text)) and (limit is None or len(text) <= limit)
