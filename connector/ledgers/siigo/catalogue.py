"""Siigo's catalogues, read once in half an hour for all threads, and again for a missing id, at most once a minute.

Products are not listed here: a company may have tens of thousands, and Siigo's refusal names the missing one.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from connector.errors import RemoteRejected
from connector.ledgers import shelves
from connector.ledgers.shelves import Companies
from connector.ledgers.siigo.client import PAGE_SIZE, SiigoClient
from connector.ledgers.siigo.facts import (
    AccountGroup,
    CatalogueName,
    CompanyFacts,
    CostCenter,
    DocumentType,
    Entry,
    PaymentType,
    TaxType,
    User,
    Warehouse,
    by_id,
)
from connector.messages import say

Wanted = Mapping[CatalogueName, Iterable[int]]
"""The ids that a document names, by catalogue. A catalogue with no ids is read all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    path: str
    entry: type[Entry]
    class_parameter: str = ""
    """Document types and payment types are listed by class of document: FV, NC, RC."""
    is_paged: bool = False


_SOURCES: Mapping[CatalogueName, _Source] = {
    "document_types": _Source(path="document-types", entry=DocumentType, class_parameter="type"),
    "payment_types": _Source(path="payment-types", entry=PaymentType, class_parameter="document_type"),
    "taxes": _Source(path="taxes", entry=TaxType),
    "users": _Source(path="users", entry=User, is_paged=True),
    "warehouses": _Source(path="warehouses", entry=Warehouse),
    "cost_centers": _Source(path="cost-centers", entry=CostCenter),
    "account_groups": _Source(path="account-groups", entry=AccountGroup),
}


Shelves = shelves.Shelves[Mapping[int, Entry]]

shelves_of = Companies(Shelves).of
"""The shelves that every connection of this process to the company shares."""


class Catalogue:
    """Reads through the shelves."""

    def __init__(self, client: SiigoClient, *, shelves: Shelves, now: Callable[[], datetime]) -> None:
        self._client = client
        self._shelves = shelves
        self._now = now

    def facts(self, document_class: str, wanted: Wanted) -> CompanyFacts:
        """A snapshot of the wanted catalogues for documents of a class: "FV". Raises RemoteError."""
        found: dict[str, Any] = {name: self.entries(name, document_class, ids) for name, ids in wanted.items()}
        return CompanyFacts(document_class=document_class, **found)

    def entries(self, name: CatalogueName, document_class: str, ids: Iterable[int] = ()) -> Mapping[int, Entry]:
        """One catalogue by id, read again if it is old, or if one of `ids` is missing and it is a minute old."""
        source = _SOURCES[name]
        shelf = self._shelves.shelf(f"{name} {document_class}" if source.class_parameter else name)
        return shelf.held(lambda: self._read(source, document_class), ids, self._now)

    def _read(self, source: _Source, document_class: str) -> Mapping[int, Entry]:
        params = {source.class_parameter: document_class} if source.class_parameter else {}
        if source.is_paged:
            params["page_size"] = str(PAGE_SIZE)
        try:
            return by_id(source.entry.model_validate(row) for row in self._client.rows(source.path, **params))
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            words = say("siigo.odd_catalogue", path=source.path, where=where, why=first["msg"])
            raise RemoteRejected(words, code="odd_catalogue") from None
