"""A document composed without asking the accounting system anything; what could not be checked is said."""

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date
from decimal import Decimal

from connector.colombia.sale import VAT_RATES
from connector.ledgers.siigo.compose import compose, ids_named
from connector.ledgers.siigo.credit_note import AS_ON_INVOICE, compose_credit_note, note_ids_named
from connector.ledgers.siigo.facts import (
    CatalogueName,
    CompanyFacts,
    CostCenter,
    DocumentType,
    Entry,
    PaymentType,
    TaxType,
    User,
    Warehouse,
)
from connector.ledgers.siigo.settings import Settings
from connector.ledgers.values import integer_of
from connector.messages import say
from connector.model.documents import DocumentKind, Draft, GivenBack
from connector.model.order import Order
from connector.ports import ComposedOffline


def compose_offline(
    settings: Settings,
    kind: DocumentKind,
    draft: Draft,
    order: Order,
    *,
    tax_rates: Mapping[int, Decimal],
    today: date,
    marker: str,
) -> ComposedOffline:
    """`tax_rates`: tax id -> per cent, as far as the mapping tells. Raises OrderHeld with every problem seen so."""
    values = draft.values
    wanted = ids_named(kind, draft, settings.customers)
    retentions = {id_ for row in _rows(values, "retentions") if (id_ := _id_of(row)) is not None}
    if unknown := wanted.get("taxes", set()) - retentions - tax_rates.keys():
        return ComposedOffline(document=None, not_checked=(say("siigo.offline_unknown_taxes", ids=_listed(unknown)),))
    document = compose(
        kind,
        draft,
        order,
        company=_assumed(wanted, values, tax_rates, retentions),
        choices=settings.choices,
        today=today,
        marker=marker,
    )
    return ComposedOffline(document=document, not_checked=tuple(_not_checked(wanted, values, retentions)))


def compose_credit_note_offline(
    settings: Settings,
    draft: Draft,
    order: Order,
    given_back: GivenBack,
    *,
    tax_rates: Mapping[int, Decimal],
    today: date,
    marker: str,
) -> ComposedOffline:
    """As `compose_offline`, of a note. Raises OrderHeld with every problem seen so."""
    invoice = given_back.invoice.body
    values = {name: invoice[name] for name in AS_ON_INVOICE if name in invoice} | dict(draft.values)
    wanted = note_ids_named(draft, given_back)
    retentions = {id_ for row in _rows(values, "retentions") if (id_ := _id_of(row)) is not None}
    if unknown := wanted.get("taxes", set()) - retentions - tax_rates.keys():
        return ComposedOffline(document=None, not_checked=(say("siigo.offline_unknown_taxes", ids=_listed(unknown)),))
    document = compose_credit_note(
        draft,
        order,
        given_back,
        company=replace(_assumed(wanted, values, tax_rates, retentions), document_class="NC"),
        choices=settings.choices,
        today=today,
        marker=marker,
    )
    return ComposedOffline(document=document, not_checked=tuple(_not_checked(wanted, values, retentions)))


def _assumed(
    wanted: Mapping[CatalogueName, set[int]],
    values: Mapping[str, object],
    percentages: Mapping[int, Decimal],
    retentions: Set[int],
) -> CompanyFacts:
    """A company in which every id that the draft names exists and every document type allows what the draft holds."""
    return CompanyFacts(
        document_types={id_: _document_type(id_, values) for id_ in wanted.get("document_types", ())},
        payment_types={id_: PaymentType(id=id_) for id_ in wanted.get("payment_types", ())},
        taxes={id_: _tax(id_, percentages, retentions) for id_ in wanted.get("taxes", ())},
        users={id_: User(id=id_) for id_ in wanted.get("users", ())},
        warehouses={id_: Warehouse(id=id_) for id_ in wanted.get("warehouses", ())},
        cost_centers={id_: CostCenter(id=id_) for id_ in wanted.get("cost_centers", ())},
    )


def _tax(id_: int, percentages: Mapping[int, Decimal], retentions: Set[int]) -> TaxType:
    """A retention is taken for one that changes no total; how much it is stands in no mapping."""
    if id_ in retentions:
        return TaxType(id=id_, type="Autorretencion", name=str(id_))
    kind = "IVA" if percentages[id_] in VAT_RATES else "Impoconsumo"
    return TaxType(id=id_, type=kind, percentage=percentages[id_], name=str(id_))


def _document_type(id_: int, values: Mapping[str, object]) -> DocumentType:
    items = [item for item in _rows(values, "items") if isinstance(item, Mapping)]
    stamp = values.get("stamp")
    return DocumentType(
        id=id_,
        name=str(id_),
        automatic_number="number" not in values,
        seller_by_item=bool(items) and all("seller" in item for item in items),
        cost_center="cost_center" in values,
        discount_type="Value",
        advance_payment=True,
        reteiva=True,
        reteica=True,
        self_withholding=True,
        electronic_type="ElectronicInvoice"
        if isinstance(stamp, Mapping) and stamp.get("send") is True
        else "NoElectronic",
        customer_by_item=True,
        cargo_transportation=True,
        healthcare_company="healthcare_company" in values,
        global_discounts=_entries(values, "global_discounts"),
        global_charges=_entries(values, "global_charges"),
    )


def _entries(values: Mapping[str, object], name: str) -> tuple[Entry, ...]:
    ids = [_id_of(row) for row in _rows(values, name)]
    return tuple(Entry(id=id_) for id_ in ids if id_ is not None)


def _id_of(row: object) -> int | None:
    return integer_of(row.get("id")) if isinstance(row, Mapping) else None


def _rows(values: Mapping[str, object], name: str) -> list[object]:
    rows = values.get(name)
    return rows if isinstance(rows, list) else []


def _not_checked(
    wanted: Mapping[CatalogueName, set[int]], values: Mapping[str, object], retentions: Set[int]
) -> list[str]:
    found = []
    if wanted:
        ids = ", ".join(_listed(wanted[name]) for name in sorted(wanted))
        found.append(say("siigo.offline_ids_not_checked", ids=ids))
    if taxes := wanted.get("taxes", set()) - retentions:
        found.append(say("siigo.offline_taxes_not_checked", ids=_listed(taxes)))
    if retentions:
        found.append(say("siigo.offline_retentions_not_checked", ids=_listed(retentions)))
    for id_ in sorted(wanted.get("document_types", ())):
        found.append(say("siigo.offline_flags_not_checked", id=id_))
    if any(isinstance(item, Mapping) and item.get("discount") for item in _rows(values, "items")):
        found.append(say("siigo.offline_discount_not_checked"))
    return found


def _listed(ids: Set[int]) -> str:
    return ", ".join(str(id_) for id_ in sorted(ids))
