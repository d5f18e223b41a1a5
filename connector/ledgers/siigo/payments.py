"""The payments of an invoice: what the mapping left open is filled so that they come to Siigo's total. Pure."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from connector.ledgers.siigo.facts import CompanyFacts
from connector.ledgers.siigo.fields import Fields
from connector.ledgers.siigo.problems import Problems
from connector.model.money import ZERO, half_up, plain
from connector.model.order import Order


def fill_payments(
    fields: Fields,
    order: Order,
    *,
    total: Decimal | None,
    tolerance: Decimal,
    company: CompanyFacts,
    today: date,
    problems: Problems,
) -> list[Fields]:
    """Entries with value and due date. `total` is None while there are problems: then the entries are only checked."""
    entries = [dict(entry) for entry in cast(list[Fields], fields.get("payments", []))]
    _fill_due_dates(entries, order, company, today, problems)
    if total is None or not entries:
        return entries
    if total <= ZERO:
        problems.add("payments", "siigo.nothing_to_pay", total=plain(total))
        return entries
    values = _values(entries, order, total, tolerance, problems)
    paid = [{**entry, "value": value} for entry, value in zip(entries, values, strict=True) if value]
    return [_in_order(entry) for entry in paid]


def _fill_due_dates(
    entries: Sequence[Fields], order: Order, company: CompanyFacts, today: date, problems: Problems
) -> None:
    """A type with due date wants one, and wants to be alone (siigo-api.md 12.1)."""
    for index, entry in enumerate(entries):
        kind = company.payment_types.get(cast(int, entry.get("id", 0)))
        if kind is None:
            continue
        if kind.type == "Proveedor":
            problems.add(f"payments[{index}].id", "siigo.payment_of_suppliers", id=kind.id, name=kind.name)
        if not kind.due_date:
            continue
        entry.setdefault("due_date", today.isoformat())
        if len(entries) > 1:
            problems.add(f"payments[{index}].id", "siigo.due_date_not_alone", id=kind.id, name=kind.name)
        if order.is_paid:
            problems.warn(f"payments[{index}].id", "siigo.paid_on_credit", id=kind.id, name=kind.name)


def _values(
    entries: Sequence[Fields], order: Order, total: Decimal, tolerance: Decimal, problems: Problems
) -> list[Decimal]:
    given = [cast(Decimal | None, entry.get("value")) for entry in entries]
    open_ = [index for index, value in enumerate(given) if value is None]
    if len(open_) > 1 and not (len(open_) == len(entries) == len(order.payments)):
        problems.add("payments", "siigo.payments_do_not_pair", entries=len(entries), payments=len(order.payments))
        return [value or ZERO for value in given]
    if len(open_) > 1:
        return _balanced([half_up(payment.amount) for payment in order.payments], total, problems)
    known = sum((value for value in given if value is not None), ZERO)
    if open_:
        given[open_[0]] = total - known
        return _balanced([value or ZERO for value in given], total, problems)
    if abs(total - known) > tolerance:
        problems.add("payments", "siigo.payments_differ", payments=plain(known), total=plain(total))
    return _balanced([value or ZERO for value in given], total, problems)


def _balanced(values: list[Decimal], total: Decimal, problems: Problems) -> list[Decimal]:
    """Whatever is left to the total goes on the largest: cents, or gift cards that were sold."""
    largest = max(range(len(values)), key=lambda index: values[index])
    values[largest] += total - sum(values, ZERO)
    if min(values) < ZERO:
        problems.add("payments", "siigo.payment_below_zero", total=plain(total), found=plain(min(values)))
    return values


def _in_order(entry: Fields) -> Fields:
    return {name: entry[name] for name in ("id", "value", "due_date") if name in entry}
