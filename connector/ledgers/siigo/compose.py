"""A draft, an order and the company's catalogues in; the exact body for Siigo out, or every problem at once. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from connector.errors import OrderHeld
from connector.ledgers.siigo.amounts import DocumentAmounts, document_total, global_amount
from connector.ledgers.siigo.checks import (
    check_advance,
    check_currency,
    check_document,
    document_type_of,
    retentions_of,
)
from connector.ledgers.siigo.customer import check_customer
from connector.ledgers.siigo.customer_schema import CUSTOMER, REFERENCE
from connector.ledgers.siigo.facts import CatalogueName, CompanyFacts, DocumentType
from connector.ledgers.siigo.fields import Fields, read_fields, wanted_ids
from connector.ledgers.siigo.items import PricedItem, price_items
from connector.ledgers.siigo.payments import fill_payments
from connector.ledgers.siigo.problems import Problems
from connector.ledgers.siigo.schema import INVOICE
from connector.ledgers.siigo.settings import Customers
from connector.messages import say
from connector.model.documents import Document, DocumentKind, Draft
from connector.model.money import CENT, ZERO, plain
from connector.model.order import Order
from connector.model.schema import Field, Schema

OBSERVATIONS_MAX = 4000
WHOLE_PESO = Decimal("1.00")


def compose(
    kind: DocumentKind,
    draft: Draft,
    order: Order,
    *,
    company: CompanyFacts,
    customers: Customers,
    today: date,
    marker: str,
) -> Document:
    """Composing twice from the same input gives an equal document. Raises OrderHeld with every problem found."""
    match kind:
        case "invoice":
            return _invoice(draft, order, company=company, customers=customers, today=today, marker=marker)
        case "customer":
            return _customer(draft, order, company=company, today=today, marker=marker)
        case _:
            raise OrderHeld(say("siigo.no_kind", kind=kind))


def ids_named(kind: DocumentKind, draft: Draft, customers: Customers) -> dict[CatalogueName, set[int]]:
    """The catalogue ids that the draft names: `compose` needs to know them, and no others."""
    if kind == "invoice":
        return wanted_ids(_invoice_values(draft, customers), _invoice_schema(customers))
    return wanted_ids(draft.values, CUSTOMER) if kind == "customer" else {}


def _invoice_schema(customers: Customers) -> Schema:
    """The customer in full, or only the reference to one that a document of its own has made before."""
    if customers == "inline":
        return INVOICE
    return {**INVOICE, "customer": Field(kind="object", required=True, fields=REFERENCE)}


def _invoice_values(draft: Draft, customers: Customers) -> Mapping[str, object]:
    """The draft's values, with the customer cut to the reference unless it travels inside the invoice."""
    customer = draft.values.get("customer")
    if customers == "inline" or not isinstance(customer, Mapping):
        return draft.values
    return {**draft.values, "customer": {name: customer[name] for name in REFERENCE if name in customer}}


def _customer(draft: Draft, order: Order, *, company: CompanyFacts, today: date, marker: str) -> Document:
    problems = Problems(draft.origins)
    fields = read_fields(draft.values, CUSTOMER, company, problems)
    body = check_customer(fields, problems)
    problems.raise_if_any()
    return Document(
        kind="customer",
        order_id=order.id,
        dated_on=today,
        body=body,
        total=ZERO,
        order_total=ZERO,
        marker=marker,
        warnings=(*draft.warnings, *problems.warnings),
    )


def _invoice(
    draft: Draft, order: Order, *, company: CompanyFacts, customers: Customers, today: date, marker: str
) -> Document:
    problems = Problems(draft.origins)
    fields = _invoice_fields(draft, order, company, customers, problems)
    kind = document_type_of(fields, company)
    if kind:
        check_document(fields, kind, today=today, problems=problems)
    items = price_items(fields, order, line_ids=draft.line_ids, company=company, document_type=kind, problems=problems)
    amounts = _amounts(fields, items, kind, company, problems)
    is_priced = kind is not None and not problems.touch("items") and _compare(order, amounts, items, problems)
    fields["payments"] = fill_payments(
        fields,
        order,
        total=amounts.total if is_priced else None,
        tolerance=tolerance_of(len(items)),
        company=company,
        today=today,
        problems=problems,
    )
    problems.raise_if_any()
    dated_on = date.fromisoformat(str(fields.get("date", today.isoformat())))
    return Document(
        kind="invoice",
        order_id=order.id,
        dated_on=dated_on,
        body=_body(fields, items, dated_on, marker),
        total=amounts.total,
        order_total=order.invoice_total,
        marker=marker,
        lines=tuple(item.as_document_line() for item in items),
        warnings=(*draft.warnings, *problems.warnings),
    )


def tolerance_of(lines: int) -> Decimal:
    """More than a cent a line, or a peso, is no rounding but a mistake (siigo-api.md 13.7, colombia.md 3.4)."""
    return max(WHOLE_PESO, CENT * lines)


def _invoice_fields(
    draft: Draft, order: Order, company: CompanyFacts, customers: Customers, problems: Problems
) -> Fields:
    """What was mapped, read against the schema; the customer as it will travel."""
    fields = read_fields(_invoice_values(draft, customers), _invoice_schema(customers), company, problems)
    check_currency(fields, order, problems)
    if customers == "inline" and isinstance(customer := fields.get("customer"), dict):
        fields["customer"] = check_customer(customer, problems, "customer")
    if fields.get("advance_payment") == ZERO:
        del fields["advance_payment"]  # Siigo wants more than 0 (siigo-api.md 12.1), and no advance is no field
    return fields


def _amounts(
    fields: Fields,
    items: Sequence[PricedItem],
    kind: DocumentType | None,
    company: CompanyFacts,
    problems: Problems,
) -> DocumentAmounts:
    lines = [item.amounts for item in items]
    subtotal = sum((line.base for line in lines), ZERO)
    amounts = document_total(
        lines,
        retentions=retentions_of(fields, kind, company, problems),
        discounts=_globals(fields, "global_discounts", subtotal, problems),
        charges=_globals(fields, "global_charges", subtotal, problems),
        has_decimals=kind.decimals if kind else True,
    )
    if kind and not kind.decimals:
        problems.warn("document.id", "siigo.whole_pesos", document=kind.name)
    if "advance_payment" in fields:
        check_advance(fields, amounts.total, problems)
        problems.warn("advance_payment", "siigo.advance_unproven")
    return amounts


def _globals(fields: Fields, name: str, subtotal: Decimal, problems: Problems) -> Decimal:
    """One production client takes them off the sum of lines, another one does not (13.3): sent, with a warning."""
    total = ZERO
    for row in cast(list[Fields], fields.get(name, [])):
        percentage, value = cast(Decimal | None, row.get("percentage")), cast(Decimal | None, row.get("value"))
        total += global_amount(subtotal, percentage=percentage, value=value)
        problems.warn(name, "siigo.global_unproven")
    return total


def _compare(order: Order, amounts: DocumentAmounts, items: Sequence[PricedItem], problems: Problems) -> bool:
    """Whether Siigo's total, before anything is withheld, is the order's but for rounding.

    A cent a line lies in the nature of two-decimal bases (siigo-api.md 13.5); the document's two totals show it.
    """
    off = amounts.gross - order.invoice_total
    if abs(off) <= CENT * len(items):
        return True
    shown = {"total": plain(amounts.gross), "order": plain(order.invoice_total), "off": plain(abs(off))}
    if abs(off) > tolerance_of(len(items)):
        problems.add("", "siigo.total_differs", cause=_cause(order, abs(off), items), **shown)
        return False
    problems.warn("", "siigo.total_off_by_cents", **shown)
    return True


def _cause(order: Order, off: Decimal, items: Sequence[PricedItem]) -> str:
    discounts = sum((line.discount for line in order.lines), ZERO)
    tax = sum((line.tax for line in order.lines), ZERO)
    extra = sum((item.amounts.gross for item in items if item.line is None), ZERO)
    for amount, key in ((extra, "siigo.cause_extra"), (discounts, "siigo.cause_discount"), (tax, "siigo.cause_tax")):
        if amount and abs(off - amount) <= tolerance_of(len(items)):
            return say(key)
    return say("siigo.cause_price")


def _body(fields: Fields, items: Sequence[PricedItem], dated_on: date, marker: str) -> Fields:
    """The fields in the schema's order, with what was computed."""
    filled = {
        **fields,
        "date": dated_on.isoformat(),
        "items": [item.body for item in items],
        "observations": _observations(fields.get("observations"), marker),
    }
    return {name: filled[name] for name in INVOICE if name in filled}


def _observations(mapped: object, marker: str) -> str:
    """The marker stands last and whole, however long the mapped text is."""
    text = mapped if isinstance(mapped, str) else ""
    return f"{text[: OBSERVATIONS_MAX - len(marker) - 1].rstrip()} {marker}".strip()
