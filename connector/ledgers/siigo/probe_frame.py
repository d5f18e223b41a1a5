"""The request of a probe but for its amounts: records that the connection names or the company has. Makes none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from connector.colombia.dates import bogota_date
from connector.ledgers.siigo.catalogue import Catalogue
from connector.ledgers.siigo.client import SiigoClient
from connector.ledgers.siigo.facts import CatalogueName, DocumentType, Entry, PaymentType, TaxType
from connector.ledgers.siigo.oracle import PAID, Sale
from connector.ledgers.siigo.probes import CannotRun, Grounds
from connector.ledgers.values import Fields, integer_of
from connector.messages import say

LOOKED_AT = 25
"""Customers and products among which one is chosen."""

DOCUMENT_CLASS = "FV"

AnyRecord = TypeVar("AnyRecord")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Everything of the request that is not about amounts, from records that exist."""

    grounds: Grounds
    customer: Fields
    product: str
    seller: int
    payment: PaymentType
    cost_center: int | None

    def body(self, sale: Sale, mark: str, now: datetime) -> Fields:
        """Never stamped, never mailed, and paid wrongly. `mark` is what a person would search for."""
        kind, today = sale.kind, bogota_date(now).isoformat()
        per_item = {"seller": self.seller} if kind.seller_by_item else {}
        payment: Fields = {"id": self.payment.id, "value": PAID}
        body: Fields = {
            "document": {"id": kind.id},
            "date": today,
            "customer": self.customer,
            "seller": self.seller,
            "observations": mark,
            "items": [sold.body(self.product) | per_item for sold in sale.lines],
            "payments": [payment | ({"due_date": today} if self.payment.due_date else {})],
            "mail": {"send": False},
            **sale.header(),
        }
        if not kind.automatic_number:
            body["number"] = max(kind.consecutive, 1)
        if kind.cost_center_mandatory:
            body["cost_center"] = kind.cost_center_default or self.cost_center
        if kind.is_electronic:
            body["stamp"] = {"send": False}
        return body


def frame_of(client: SiigoClient, catalogue: Catalogue, ids: Mapping[str, Iterable[object]]) -> Frame:
    """Raises CannotRun naming what the connection or the company lacks, RemoteError."""
    centers = [center.id for center in _named(catalogue, "cost_centers", ids)]
    kinds = [kind for kind in _named(catalogue, "document_types", ids) if isinstance(kind, DocumentType)]
    payments = [each for each in _named(catalogue, "payment_types", ids) if isinstance(each, PaymentType)]
    usable = [each for each in payments if each.type != "Proveedor"]
    return Frame(
        grounds=Grounds(
            kinds=_some([kind for kind in kinds if _is_usable(kind, centers)], "siigo_probe.no_document"),
            taxes=_taxes(catalogue, ids),
        ),
        payment=min(_some(usable, "siigo_probe.no_payment"), key=lambda each: each.due_date),
        seller=_some(_named(catalogue, "users", ids), "siigo_probe.no_seller")[0].id,
        cost_center=next(iter(centers), None),
        product=_product(client),
        customer=_customer(client),
    )


def _named(catalogue: Catalogue, name: CatalogueName, ids: Mapping[str, Iterable[object]]) -> list[Entry]:
    """The active entries that the connection names, in its order; Siigo is not asked for a catalogue without any."""
    wanted = [id_ for shown in ids.get(name, ()) if (id_ := integer_of(shown)) is not None]
    entries = catalogue.entries(name, DOCUMENT_CLASS, wanted) if wanted else {}
    return [entries[id_] for id_ in dict.fromkeys(wanted) if id_ in entries and entries[id_].active]


def _taxes(catalogue: Catalogue, ids: Mapping[str, Iterable[object]]) -> list[TaxType]:
    """All active taxes of the company, those that the connection names before the others."""
    named = {integer_of(shown) for shown in ids.get("taxes", ())}
    taxes = [tax for tax in catalogue.entries("taxes", DOCUMENT_CLASS).values() if isinstance(tax, TaxType)]
    return sorted((tax for tax in taxes if tax.active), key=lambda tax: tax.id not in named)


def _is_usable(kind: DocumentType, centers: Sequence[int]) -> bool:
    has_center = not kind.cost_center_mandatory or kind.cost_center_default is not None or bool(centers)
    return has_center and not kind.healthcare_company


def _product(client: SiigoClient) -> str:
    """Of an active product, one without stock before others."""
    rows = islice(client.rows("products", page_size=str(LOOKED_AT)), LOOKED_AT)
    codes = [(row.get("stock_control") is True, row["code"]) for row in rows if _is_active(row) and row.get("code")]
    return str(min(_some(codes, "siigo_probe.no_product"), key=lambda each: each[0])[1])


def _customer(client: SiigoClient) -> Fields:
    """An active one with a contact, without which Siigo refuses (`customer_settings`)."""
    rows = islice(client.rows("customers", page_size=str(LOOKED_AT)), LOOKED_AT)
    found = [
        row
        for row in rows
        if _is_active(row)
        and row.get("identification")
        and row.get("contacts") != []
        and row.get("type", "Customer") == "Customer"
    ]
    row = _some(found, "siigo_probe.no_customer")[0]
    return {"identification": row["identification"], "branch_office": row.get("branch_office") or 0}


def _is_active(row: Mapping[str, object]) -> bool:
    return row.get("active") is not False


def _some(found: list[AnyRecord], lacking: str) -> list[AnyRecord]:
    """What was found, at least one. Raises CannotRun with the text `lacking`."""
    if not found:
        raise CannotRun(say(lacking))
    return found
