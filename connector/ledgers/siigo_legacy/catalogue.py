"""The company's catalogues, read once in half an hour for all threads, and again for a missing key, once a minute.

Products are not listed: a company may have tens of thousands. Cost centers have no list in this API.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from connector.errors import RemoteRejected
from connector.ledgers.siigo_legacy.client import LegacyClient
from connector.ledgers.siigo_legacy.facts import (
    ByCode,
    CatalogueName,
    CompanyFacts,
    DocumentType,
    Entry,
    PaymentMeans,
    TaxType,
    User,
)
from connector.ledgers.siigo_legacy.settings import DocumentClass
from connector.messages import say

LIFE = timedelta(minutes=30)
CHECK_AGAIN = timedelta(minutes=1)

Wanted = Mapping[CatalogueName, Iterable[str]]
"""The keys that a document names, by catalogue. A catalogue with no keys is read all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    path: str
    entry: type[Entry]
    document_class: DocumentClass | None = None


_SOURCES: Mapping[CatalogueName, _Source] = {
    "document_types": _Source(path="ERPDocumentTypes/GetAll", entry=DocumentType, document_class="FV"),
    "receipt_types": _Source(path="ERPDocumentTypes/GetAll", entry=DocumentType, document_class="RC"),
    "payment_means": _Source(path="PaymentMeans/GetAll", entry=PaymentMeans),
    "taxes": _Source(path="Taxes/GetAll", entry=TaxType),
    "users": _Source(path="Users/GetAll", entry=User),
    "warehouses": _Source(path="Warehouses/GetAll", entry=ByCode),
    "account_groups": _Source(path="AccountGroups/GetAll", entry=Entry),
}


_NAMES = ("Id", "ID", "Code", "Identification", "UserIdentification")


@dataclass(slots=True)
class _Shelf:
    lock: threading.Lock = field(default_factory=threading.Lock)
    entries: Mapping[str, Entry] = field(default_factory=dict)
    odd: Mapping[str, str] = field(default_factory=dict)
    """By each name of a row that cannot be read, why not."""
    read_at: datetime | None = None


class Shelves:
    """One company's catalogues as last read. Safe for many threads: one reads, the others wait for it."""

    def __init__(self) -> None:
        self._shelves: dict[str, _Shelf] = {}
        self._lock = threading.Lock()

    def shelf(self, name: str) -> _Shelf:
        with self._lock:
            return self._shelves.setdefault(name, _Shelf())


_companies: dict[str, Shelves] = {}
_companies_lock = threading.Lock()


def shelves_of(company: str) -> Shelves:
    """The shelves that every connection of this process to the company shares."""
    with _companies_lock:
        return _companies.setdefault(company, Shelves())


class Catalogue:
    """Reads through the shelves."""

    def __init__(
        self,
        client: LegacyClient,
        *,
        shelves: Shelves,
        now: Callable[[], datetime],
        document_codes: Mapping[DocumentClass, Iterable[str]],
    ) -> None:
        """`document_codes`: of document types that are asked for one by one, by class; other classes are listed."""
        self._client = client
        self._shelves = shelves
        self._now = now
        self._document_codes = document_codes

    def facts(self, wanted: Wanted) -> CompanyFacts:
        """A snapshot of the wanted catalogues. Raises RemoteError."""
        found: dict[str, Any] = {name: self.entries(name, keys) for name, keys in wanted.items()}
        return CompanyFacts(**found)

    def entries(self, name: CatalogueName, keys: Iterable[str] = ()) -> Mapping[str, Entry]:
        """One catalogue by key, read again if it is old, or if one of `keys` is missing and it is a minute old.

        Raises RemoteError, also for one of `keys` that is there and cannot be read; other such rows are left out.
        """
        source, wanted = _SOURCES[name], tuple(keys)
        shelf = self._shelves.shelf(" ".join((name, *self._codes_of(source))))
        with shelf.lock:
            if self._is_stale(shelf, wanted):
                shelf.entries, shelf.odd = self._read(source)
                shelf.read_at = self._now()
            if odd := next((key for key in wanted if key not in shelf.entries and key in shelf.odd), ""):
                raise RemoteRejected(shelf.odd[odd], code="odd_catalogue")
            return shelf.entries

    def _is_stale(self, shelf: _Shelf, keys: Iterable[str]) -> bool:
        if shelf.read_at is None:
            return True
        age = self._now() - shelf.read_at
        return age >= LIFE or (age >= CHECK_AGAIN and any(key not in shelf.entries for key in keys))

    def _read(self, source: _Source) -> tuple[Mapping[str, Entry], Mapping[str, str]]:
        """The entries by key, and what is odd about the others."""
        entries: dict[str, Entry] = {}
        odd: dict[str, str] = {}
        for row in self._rows(source):
            try:
                entry = source.entry.model_validate(row)
            except ValidationError as error:
                odd |= dict.fromkeys(_names_in(row), _why(error, source.path))
                continue
            if _is_of_class(entry, source.document_class):
                entries[entry.key] = entry
        return entries, odd

    def _codes_of(self, source: _Source) -> tuple[str, ...]:
        return tuple(self._document_codes.get(source.document_class, ())) if source.document_class else ()

    def _rows(self, source: _Source) -> Iterator[object]:
        """Seed 000 prints document types by code alone; the list is assumed, so that the codes may be given instead."""
        class_ = source.document_class
        if class_ is None:
            yield from self._client.rows(source.path, knows_pages=False)
            return
        codes = self._codes_of(source)
        if not codes:
            yield from self._client.rows(source.path, knows_pages=False, docClass=class_)
        for code in codes:
            answer = self._client.get("ERPDocumentTypes/GetByCode", docClass=class_, docCode=code)
            yield from answer if isinstance(answer, list) else [answer]


def _names_in(row: object) -> tuple[str, ...]:
    """All by which a mapping may name the row."""
    return tuple(str(row[name]) for name in _NAMES if name in row) if isinstance(row, Mapping) else ()


def _why(error: ValidationError, path: str) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return say("siigo_legacy.odd_catalogue", path=path, where=where, why=first["msg"])


def _is_of_class(entry: Entry, class_: DocumentClass | None) -> bool:
    """A list may hold other classes than the one that was asked for."""
    return not isinstance(entry, DocumentType) or entry.document_class in ("", class_)
