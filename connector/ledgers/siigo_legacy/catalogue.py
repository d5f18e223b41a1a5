"""The company's catalogues, read once in half an hour for all threads, and again for a missing key, once a minute.

Products are not listed: a company may have tens of thousands. Cost centers have no list in this API.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from connector.errors import RemoteRejected
from connector.ledgers import shelves
from connector.ledgers.shelves import Companies
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Of one catalogue; holds the keys of those that can be read."""

    entries: Mapping[str, Entry]
    odd: Mapping[str, str]
    """By each name of a row that cannot be read, why not."""

    def __contains__(self, key: object) -> bool:
        return key in self.entries


Shelves = shelves.Shelves[_Rows]

shelves_of = Companies(Shelves).of
"""The shelves that every connection of this process to the company shares."""


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
        rows = shelf.held(lambda: self._read(source), wanted, self._now)
        if odd := next((key for key in wanted if key not in rows.entries and key in rows.odd), ""):
            raise RemoteRejected(rows.odd[odd], code="odd_catalogue")
        return rows.entries

    def _read(self, source: _Source) -> _Rows:
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
        return _Rows(entries=entries, odd=odd)

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
