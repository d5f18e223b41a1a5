"""A draft, an order and the company's catalogues in; the exact body for Siigo out, or every problem at once. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from connector.errors import OrderHeld
from connector.ledgers.composed import customer_document, with_marker
from connector.ledgers.problems import Problems
from connector.ledgers.siigo.checks import check_currency, check_document, document_type_of
from connector.ledgers.siigo.customer import check_customer
from connector.ledgers.siigo.customer_schema import CUSTOMER, REFERENCE
from connector.ledgers.siigo.facts import CatalogueName, CompanyFacts
from connector.ledgers.siigo.fields import read_fields, wanted_ids
from connector.ledgers.siigo.items import read_items
from connector.ledgers.siigo.payments import fill_payments, paid_later
from connector.ledgers.siigo.pricing import Priced
from connector.ledgers.siigo.sale_schema import OBSERVATIONS_MAX
from connector.ledgers.siigo.schema import INVOICE
from connector.ledgers.siigo.settings import Choices, Customers
from connector.ledgers.siigo.totals import count, document_line, item_body
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.documents import Document, DocumentKind, Draft
from connector.model.money import ZERO
from connector.model.order import Order
from connector.model.schema import Field, Schema


def compose(
    kind: DocumentKind,
    draft: Draft,
    order: Order,
    *,
    company: CompanyFacts,
    choices: Choices,
    today: date,
    marker: str,
) -> Document:
    """Composing twice from the same input gives an equal document. Raises OrderHeld with every problem found."""
    match kind:
        case "invoice":
            return _invoice(draft, order, company=company, choices=choices, today=today, marker=marker)
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
    return customer_document(body, draft, order, today=today, marker=marker, problems=problems)


def _invoice(
    draft: Draft, order: Order, *, company: CompanyFacts, choices: Choices, today: date, marker: str
) -> Document:
    problems = Problems(draft.origins)
    fields = _invoice_fields(draft, order, company, choices.customers, problems)
    kind = document_type_of(fields, company)
    if kind:
        check_document(fields, kind, today=today, problems=problems)
    rows = read_items(fields, order, line_ids=draft.line_ids, company=company, document_type=kind, problems=problems)
    counted = count(fields, rows, order, kind=kind, company=company, choices=choices, problems=problems)
    fields["payments"] = fill_payments(
        fields,
        order,
        total=counted.amounts.total if counted.is_right else None,
        tolerance=counted.tolerance,
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
        body=_body(fields, counted.items, dated_on, marker),
        total=counted.amounts.total,
        order_total=counted.order_total,
        withheld=counted.amounts.gross - counted.amounts.total,
        receivable=paid_later(cast(list[Fields], fields["payments"])),
        advance=cast(Decimal, fields.get("advance_payment", ZERO)),
        marker=marker,
        lines=tuple(document_line(item) for item in counted.items),
        warnings=(*draft.warnings, *problems.warnings),
    )


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


def _body(fields: Fields, items: Sequence[Priced], dated_on: date, marker: str) -> Fields:
    """The fields in the schema's order, with what was computed."""
    filled = {
        **fields,
        "date": dated_on.isoformat(),
        "items": [item_body(item) for item in items],
        "observations": with_marker(fields.get("observations"), marker, OBSERVATIONS_MAX),
    }
    return {name: filled[name] for name in INVOICE if name in filled}
