"""Money that came in and a draft in; the cash receipt (recibo de caja) for Siigo out, or every problem at once. Pure.

siigo-api.md 15: a DebtPayment of an invoice on credit, an AdvancePayment before a sale, a Detailed with a fee.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from connector.ledgers.composed import with_marker
from connector.ledgers.paid import amount_of
from connector.ledgers.problems import Problems
from connector.ledgers.siigo.checks import check_currency, check_receipt, document_type_of
from connector.ledgers.siigo.customer_schema import REFERENCE
from connector.ledgers.siigo.facts import CatalogueName, CompanyFacts
from connector.ledgers.siigo.fields import read_fields, wanted_ids
from connector.ledgers.siigo.limits import AMOUNT_MAX
from connector.ledgers.siigo.receipt_due import instalment_of
from connector.ledgers.siigo.receipt_rows import OF_DEBTS, debt_rows, entry_rows
from connector.ledgers.siigo.receipt_schema import DUE, RECEIPT
from connector.ledgers.siigo.sale_schema import OBSERVATIONS_MAX
from connector.ledgers.values import Fields
from connector.model.documents import Document, Draft, PaidIn
from connector.model.money import ZERO, plain
from connector.model.order import Order

_PARTS: Mapping[str, tuple[str, ...]] = {
    "DebtPayment": ("items", "payment"),
    "AdvancePayment": ("payment",),
    "Detailed": ("items",),
    "MiscIncome": ("payment", "income"),
}
"""What each type has of these three; Siigo refuses the others (siigo-api.md 15)."""


def receipt_ids_named(draft: Draft) -> dict[CatalogueName, set[int]]:
    """Catalogue ids that the draft names."""
    return wanted_ids(draft.values, RECEIPT)


def compose_receipt(
    draft: Draft, order: Order, paid_in: PaidIn, *, company: CompanyFacts, today: date, marker: str
) -> Document:
    """Composing twice from the same input gives an equal receipt. Raises OrderHeld with every problem found."""
    problems = Problems(draft.origins)
    fields = read_fields(_values(draft, paid_in), RECEIPT, company, problems)
    fields.setdefault("type", "DebtPayment" if paid_in.invoice else "AdvancePayment")
    _check_parts(fields, "type" in draft.values, problems)
    if kind := document_type_of(draft.values, company):
        check_receipt(fields, kind, problems)
    check_currency(fields, order, problems)
    if "customer" not in fields:
        problems.add("customer", "siigo_receipt.no_customer")
    amount = amount_of(paid_in, most=AMOUNT_MAX, problems=problems)
    items = _items(fields, paid_in, amount, problems)
    payment = _payment(fields, items, amount, company, problems)
    problems.raise_if_any()
    dated_on = date.fromisoformat(str(fields.get("date", today.isoformat())))
    filled = {**fields, "date": dated_on.isoformat(), "items": items, "payment": payment}
    filled["observations"] = with_marker(fields.get("observations"), marker, OBSERVATIONS_MAX)
    return Document(
        kind="receipt",
        order_id=order.id,
        dated_on=dated_on,
        body={name: filled[name] for name in RECEIPT if filled.get(name)},
        total=amount,
        order_total=amount,
        marker=marker,
        warnings=(*draft.warnings, *problems.warnings),
    )


def _values(draft: Draft, paid_in: PaidIn) -> Fields:
    """With the customer of the invoice, else the mapped one, cut to what Siigo knows a customer by."""
    invoiced = paid_in.invoice.body.get("customer") if paid_in.invoice else None
    customer = invoiced or draft.values.get("customer")
    if not isinstance(customer, Mapping):
        return {**draft.values}
    return {**draft.values, "customer": {name: customer[name] for name in REFERENCE if name in customer}}


def _check_parts(fields: Fields, is_mapped: bool, problems: Problems) -> None:
    """A mapping is for debts and advances alike: what belongs to debts alone is left out of an advance."""
    type_ = cast(str, fields["type"])
    if type_ == "AdvancePayment" and not is_mapped and fields.pop("items", None):
        problems.warn("items", "siigo_receipt.items_left_out")
    for name in ("items", "payment", "income"):
        if name in fields and name not in _PARTS[type_]:
            problems.add(name, "siigo_receipt.not_in_type", type=type_)
    if type_ == "MiscIncome" and "income" not in fields and not problems.touch("income"):
        problems.add("income.id", "siigo.required")


def _items(fields: Fields, paid_in: PaidIn, amount: Decimal, problems: Problems) -> list[Fields]:
    rows, type_ = cast(list[Fields], fields.get("items", [])), fields["type"]
    if type_ not in ("DebtPayment", "Detailed") or problems.touch("items"):
        return []
    if type_ == "DebtPayment" and not paid_in.invoice:
        problems.add("type", "siigo_receipt.no_invoice")
        return []
    due = {} if _is_named(rows) else _due(paid_in, amount, problems)
    if due is None:
        return []
    return debt_rows(rows, amount, due, problems) if type_ == "DebtPayment" else entry_rows(rows, amount, due, problems)


def _is_named(rows: list[Fields]) -> bool:
    """Whether the mapping itself names an instalment in full."""
    return any(all(name in cast(Fields, row.get("due", {})) for name in DUE) for row in rows)


def _due(paid_in: PaidIn, amount: Decimal, problems: Problems) -> Fields | None:
    """Empty for an advance; None after a problem."""
    if paid_in.invoice is None:
        return {}
    instalment = instalment_of(paid_in.invoice, problems)
    if instalment is None:
        return None
    if amount > instalment.value:
        shown = {"amount": plain(amount), "value": plain(instalment.value), "name": paid_in.invoice.name}
        problems.add("", "siigo_receipt.over_receivable", **shown)
    return instalment.due


def _payment(
    fields: Fields, items: list[Fields], amount: Decimal, company: CompanyFacts, problems: Problems
) -> Fields | None:
    if "payment" not in _PARTS[cast(str, fields["type"])] or problems.touch("payment"):
        return None
    mapped = cast(Fields, fields.get("payment", {}))
    if "id" not in mapped:
        problems.add("payment.id", "siigo_receipt.no_payment")
        return None
    type_ = company.payment_types[cast(int, mapped["id"])]
    if type_.due_date:
        problems.add("payment.id", "siigo_receipt.payment_with_due_date", id=type_.id, name=type_.name)
    if type_.type == "Proveedor":
        problems.add("payment.id", "siigo.payment_of_suppliers", id=type_.id, name=type_.name)
    return {"id": type_.id, "value": _paid(mapped, items, amount, problems)}


def _paid(mapped: Fields, items: list[Fields], amount: Decimal, problems: Problems) -> Decimal:
    """What withholdings and discounts do to the payment is not documented: a mapped value may be lower with them."""
    is_less = any(name in row for row in items for name in OF_DEBTS)
    value = cast(Decimal, mapped.get("value", amount))
    if value != amount and not (is_less and ZERO < value < amount):
        problems.add("payment.value", "siigo_receipt.value_differs", found=plain(value), amount=plain(amount))
    elif is_less and "value" not in mapped:
        problems.warn("payment.value", "siigo_receipt.less_unproven")
    return value
