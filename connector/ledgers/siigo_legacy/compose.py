"""A draft, an order and the company's catalogues in; the exact body out, or every problem at once. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from connector.errors import OrderHeld
from connector.ledgers.composed import customer_document
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.annexes import LOCAL_CURRENCY
from connector.ledgers.siigo_legacy.bodies import document_line, header_body, item_body
from connector.ledgers.siigo_legacy.credit import credit_by_setting
from connector.ledgers.siigo_legacy.customer import complete_customer
from connector.ledgers.siigo_legacy.customer_schema import CUSTOMER
from connector.ledgers.siigo_legacy.facts import CatalogueName, CompanyFacts, DocumentType
from connector.ledgers.siigo_legacy.fields import (
    check_text_entry,
    keys_named,
    prepared_customer,
    read_fields,
    without_absent,
)
from connector.ledgers.siigo_legacy.items import read_items
from connector.ledgers.siigo_legacy.payments import ToPay, fill_payments
from connector.ledgers.siigo_legacy.quotes import payment_body, receivable_of
from connector.ledgers.siigo_legacy.schema import HEADER, INVOICE, ITEM, OURS_ON_HEADER, OURS_ON_ITEM
from connector.ledgers.siigo_legacy.settings import Choices
from connector.ledgers.siigo_legacy.totals import count
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.documents import Document, DocumentKind, Draft
from connector.model.order import Order
from connector.model.schema import Schema


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
    company = credit_by_setting(company, choices.credit_means)
    match kind:
        case "invoice":
            return _invoice(draft, order, company=company, choices=choices, today=today, marker=marker)
        case "customer":
            return _customer(draft, order, company=company, today=today, marker=marker)
        case _:
            raise OrderHeld(say("siigo_legacy.no_kind", kind=kind))


def keys_wanted(kind: DocumentKind, draft: Draft) -> dict[CatalogueName, set[str]]:
    """The catalogue keys that the draft names: `compose` needs to know them, and no others."""
    if kind == "invoice":
        return keys_named(draft.values, INVOICE)
    return keys_named(draft.values, CUSTOMER) if kind == "customer" else {}


def _customer(draft: Draft, order: Order, *, company: CompanyFacts, today: date, marker: str) -> Document:
    problems = Problems(draft.origins)
    fields = read_fields(prepared_customer(draft.values), CUSTOMER, company, problems)
    found = complete_customer(fields, problems)
    problems.raise_if_any()
    body = {name: found[name] for name in CUSTOMER if name in found}
    return customer_document(body, draft, order, today=today, marker=marker, problems=problems)


def _invoice(
    draft: Draft, order: Order, *, company: CompanyFacts, choices: Choices, today: date, marker: str
) -> Document:
    problems = Problems(draft.origins)
    fields = read_fields(_prepared(draft.values, problems), INVOICE, company, problems)
    header = cast(Fields, fields.get("Header", {}))
    customer = complete_customer(cast(Fields, fields.get("customer", {})), problems, "customer")
    _check_header(header, order, company, problems)
    rows = read_items(fields, order, line_ids=draft.line_ids, company=company, problems=problems)
    counted = count(header, rows, order, company=company, choices=choices, problems=problems)
    dated_on = date.fromisoformat(str(header.get("DocDate", today.isoformat())))
    total = counted.amounts.total if counted.is_right else None
    to_pay = ToPay(total=total, tolerance=counted.tolerance, dated_on=dated_on)
    payments = fill_payments(fields, order, to_pay, company=company, problems=problems)
    problems.raise_if_any()
    return Document(
        kind="invoice",
        order_id=order.id,
        dated_on=dated_on,
        body={
            "Header": header_body(header, customer, counted.amounts, dated_on, marker),
            "Items": [item_body(item) for item in counted.items],
            "Payments": [payment_body(part) for part in payments],
        },
        total=counted.amounts.total,
        order_total=counted.order_total,
        withheld=counted.amounts.withheld,
        receivable=receivable_of(payments),
        marker=marker,
        lines=tuple(document_line(item) for item in counted.items),
        warnings=(*draft.warnings, *problems.warnings),
    )


def _prepared(values: Mapping[str, object], problems: Problems) -> dict[str, object]:
    """In the spelling that the schema has; what is ours to compute is a problem where it is mapped."""
    ready = dict(values)
    if isinstance(customer := values.get("customer"), Mapping):
        ready["customer"] = prepared_customer(customer)
    if isinstance(header := values.get("Header"), Mapping):
        ready["Header"] = _without_ours(header, HEADER, OURS_ON_HEADER, "Header", problems)
    if isinstance(items := values.get("Items"), list | tuple):
        ready["Items"] = [
            _without_ours(row, ITEM, OURS_ON_ITEM, f"Items[{index}]", problems) if isinstance(row, Mapping) else row
            for index, row in enumerate(items)
        ]
    return ready


def _without_ours(
    values: Mapping[str, object], schema: Schema, ours: Sequence[str], path: str, problems: Problems
) -> dict[str, object]:
    for name in ours:
        if values.get(name) not in (None, ""):
            problems.add(f"{path}.{name}", "mapping.computed")
    return without_absent({name: value for name, value in values.items() if name not in ours}, schema)


def _check_header(header: Fields, order: Order, company: CompanyFacts, problems: Problems) -> None:
    check_text_entry(header, "SalesmanIdentification", HEADER["SalesmanIdentification"], company, problems, "Header")
    if kind := company.document_types.get(str(header.get("DocCode", ""))):
        _check_type(header, kind, problems)
    if "SubCostCenterCode" in header and "CostCenterCode" not in header:
        problems.add("Header.CostCenterCode", "siigo_legacy.center_of_part")
    _check_currency(header, order, problems)


def _check_type(header: Fields, kind: DocumentType, problems: Problems) -> None:
    name = kind.name or kind.id
    if kind.automatic_number and "Number" in header:
        problems.add("Header.Number", "siigo_legacy.number_is_automatic", document=name)
    elif not kind.automatic_number and "Number" not in header:
        problems.add("Header.Number", "siigo_legacy.number_is_manual", document=name)
    if kind.cost_center_mandatory and "CostCenterCode" not in header:
        problems.add("Header.CostCenterCode", "siigo_legacy.center_is_mandatory", document=name)


def _check_currency(header: Fields, order: Order, problems: Problems) -> None:
    """Another currency only when the merchant configured it, with its rate; pesos need neither."""
    code = str(header.get("MoneyCode", LOCAL_CURRENCY))
    rate = header.get("ExchangeValue")
    if code != order.currency:
        key = "siigo_legacy.currency_differs" if "MoneyCode" in header else "siigo_legacy.foreign_order"
        problems.add("Header.MoneyCode", key, mapped=code, found=order.currency)
    elif code != LOCAL_CURRENCY and not isinstance(rate, Decimal):
        problems.add("Header.ExchangeValue", "siigo_legacy.rate_is_missing", found=code)
    elif code == LOCAL_CURRENCY and rate is not None:
        problems.add("Header.ExchangeValue", "siigo_legacy.rate_of_pesos")
