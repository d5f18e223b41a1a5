"""The payments of an invoice: what the mapping left open is filled so that they come to its total to the cent. Pure.

One entry for each payment type; one alone where a type has a due date, since Siigo takes no more (siigo-api.md 12.1).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

from connector.ledgers.paid import balanced, is_explained, value_of, was_paid
from connector.ledgers.problems import Problems
from connector.ledgers.siigo.facts import CompanyFacts, PaymentType
from connector.ledgers.siigo.limits import AMOUNT_MAX
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.money import ZERO, money_of, plain
from connector.model.order import Order, Payment


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One mapped payment, and the order's own that it stands for where that is known."""

    path: str
    type: PaymentType
    value: Decimal | None
    """As mapped."""
    due_date: str
    """ISO; empty where there is none."""
    payment: Payment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What goes on one payment type."""

    path: str
    type: PaymentType
    value: Decimal
    due_date: str
    was_paid: bool


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
    mapped = cast(list[Fields], fields.get("payments", []))
    dated_on = str(fields.get("date", today.isoformat()))
    entries = _read(mapped, order, company, today.isoformat(), dated_on, problems)
    if total is None or problems.touch("payments"):
        return mapped
    if total <= ZERO:
        problems.add("payments", "siigo.nothing_to_pay", total=plain(total))
        return mapped
    values = _values(entries, order, total, tolerance, problems)
    if problems.touch("payments"):
        return mapped
    parts = _one_for_each_type(entries, values, order)
    _warn(parts, order, tolerance, problems)
    parts = _one_receivable(parts, problems)
    shares = balanced([part.value for part in parts], total)
    paid = [replace(part, value=share) for part, share in zip(parts, shares, strict=True) if share]
    _check_bounds(paid, problems)
    return [_body(part) for part in paid]


def _read(
    mapped: Sequence[Fields], order: Order, company: CompanyFacts, today: str, dated_on: str, problems: Problems
) -> list[_Entry]:
    """Those whose type is known; what is wrong with the others has been said."""
    is_paired = len(mapped) == len(order.payments)
    entries = []
    for index, row in enumerate(mapped):
        type_ = company.payment_types.get(cast(int, row.get("id", 0)))
        if type_ is None:
            continue
        path = f"payments[{index}]"
        if type_.type == "Proveedor":
            problems.add(f"{path}.id", "siigo.payment_of_suppliers", id=type_.id, name=type_.name)
        entries.append(
            _Entry(
                path=path,
                type=type_,
                value=cast(Decimal | None, row.get("value")),
                due_date=_due_date(row, type_, today, dated_on, problems, path),
                payment=order.payments[index] if is_paired else None,
            )
        )
    return entries


def _due_date(row: Fields, type_: PaymentType, today: str, dated_on: str, problems: Problems, path: str) -> str:
    """As mapped, or today where the type wants one; nothing is due before it is invoiced. ISO texts sort as dates.

    A type that settles at once has none: with one it would look as if money were still to come.
    """
    if not type_.due_date and "due_date" in row:
        problems.warn(f"{path}.due_date", "siigo_payments.no_due_date", id=type_.id, name=type_.name)
        return ""
    found = str(row.get("due_date", today if type_.due_date else ""))
    if not found or found >= dated_on:
        return found
    if "due_date" in row:
        problems.warn(f"{path}.due_date", "siigo_payments.due_before_invoice", found=found, date=dated_on)
    return dated_on


def _values(
    entries: Sequence[_Entry], order: Order, total: Decimal, tolerance: Decimal, problems: Problems
) -> list[Decimal]:
    """Money of each entry: mapped, what the others leave, or the order's own. A split nobody can tell is a problem."""
    open_ = [entry for entry in entries if entry.value is None]
    if len(open_) == len(entries) and len({entry.type.id for entry in entries}) == 1:
        return [total, *(ZERO for _ in entries[1:])]
    if len(open_) == 1:
        return _with_rest(entries, total, problems)
    if any(entry.payment is None for entry in open_):
        problems.add("payments", "siigo.payments_do_not_pair", entries=len(entries), payments=len(order.payments))
        return []
    values = [value_of(entry.value, entry.payment) for entry in entries]
    if not is_explained(found := sum(values, ZERO), order, total, tolerance):
        shown = {"payments": plain(found), "total": plain(total)}
        if open_:
            problems.add("payments", "siigo_payments.split_differs", order=plain(order.total), **shown)
        else:
            problems.add("payments", "siigo.payments_differ", **shown)
    return values


def _with_rest(entries: Sequence[_Entry], total: Decimal, problems: Problems) -> list[Decimal]:
    rest = total - sum((entry.value for entry in entries if entry.value is not None), ZERO)
    if rest < ZERO:
        problems.add("payments", "siigo.payment_below_zero", total=plain(total), found=plain(rest))
    return [rest if entry.value is None else entry.value for entry in entries]


def _one_for_each_type(entries: Sequence[_Entry], values: Sequence[Decimal], order: Order) -> list[_Part]:
    """In the order of their first entries; a type on which nothing goes is left out."""
    parts: dict[int, _Part] = {}
    for entry, value in zip(entries, values, strict=True):
        is_paid = was_paid(entry.payment, order)
        part = _Part(path=entry.path, type=entry.type, value=value, due_date=entry.due_date, was_paid=is_paid)
        before = parts.get(entry.type.id)
        parts[entry.type.id] = _together(before, part) if before else part
    return [part for part in parts.values() if part.value] or list(parts.values())[:1]


def _together(one: _Part, other: _Part) -> _Part:
    """On the type of the first; of two due dates the later, so that nothing is overdue before its time."""
    return replace(
        one,
        value=one.value + other.value,
        due_date=max(one.due_date, other.due_date),
        was_paid=one.was_paid or other.was_paid,
    )


def _warn(parts: Sequence[_Part], order: Order, tolerance: Decimal, problems: Problems) -> None:
    """Of what is invoiced on credit though it was paid and no receipt follows, and of what is invoiced as paid though a
    part of it was not."""
    for part in parts:
        if part.type.due_date and part.was_paid and not order.is_receipted_later:
            problems.warn(f"{part.path}.id", "siigo.paid_on_credit", id=part.type.id, name=part.type.name)
    came = sum((payment.amount for payment in order.payments if payment.status == "paid"), ZERO)
    is_partly_paid = not order.is_paid and ZERO < came < order.total - tolerance
    if is_partly_paid and len(parts) == 1 and not parts[0].type.due_date:
        type_, shown = parts[0].type, {"paid": plain(came), "order": plain(order.total)}
        problems.warn(f"{parts[0].path}.id", "siigo_payments.partly_paid", id=type_.id, name=type_.name, **shown)


def _one_receivable(parts: list[_Part], problems: Problems) -> list[_Part]:
    """Where a type has a due date, all on the largest of those (12.1); a person books what was paid as a receipt."""
    due = [part for part in parts if part.type.due_date]
    if not due or len(parts) == 1:
        return parts
    receivable = max(due, key=lambda part: part.value)
    others = [part for part in parts if part is not receivable]
    alone = replace(
        receivable, value=sum((part.value for part in parts), ZERO), due_date=max(part.due_date for part in due)
    )
    problems.warn(
        f"{alone.path}.id",
        "siigo_payments.merged",
        id=alone.type.id,
        name=alone.type.name,
        merged=_listed(others),
        due_date=alone.due_date,
    )
    return [alone]


def _listed(parts: Iterable[_Part]) -> str:
    return ", ".join(
        say("siigo_payments.part", value=plain(part.value), id=part.type.id, name=part.type.name) for part in parts
    )


def _check_bounds(parts: Iterable[_Part], problems: Problems) -> None:
    for part in parts:
        if part.value > AMOUNT_MAX:
            problems.add(f"{part.path}.value", "siigo.too_much", found=plain(part.value), limit=plain(AMOUNT_MAX))


def paid_later(payments: Sequence[Fields]) -> Decimal:
    """What stands on payments with a due date: the receivable."""
    return sum((money_of(row["value"]) for row in payments if row.get("due_date")), ZERO)


def _body(part: _Part) -> Fields:
    due_date: Fields = {"due_date": part.due_date} if part.due_date else {}
    return {"id": part.type.id, "value": part.value, **due_date}
