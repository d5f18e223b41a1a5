"""A receipt of an invoice on credit, or of an advance, as Siigo wants it. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date

from connector.ledgers.siigo.facts import CatalogueName, CompanyFacts
from connector.model.documents import Document, Draft, PaidIn
from connector.model.order import Order


def receipt_ids_named(draft: Draft) -> Mapping[CatalogueName, Iterable[int]]:
    """Catalogue ids that the draft names."""
    raise NotImplementedError(draft)


def compose_receipt(
    draft: Draft, order: Order, paid_in: PaidIn, *, company: CompanyFacts, today: date, marker: str
) -> Document:
    """Raises OrderHeld with every problem found."""
    raise NotImplementedError((draft, order, paid_in, company, today, marker))
