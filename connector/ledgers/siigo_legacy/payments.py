"""The payments of an invoice: what the mapping left open is filled so that they come to its total to the cent. Pure.

One entry for each payment means and quote. Several means on credit, and a mean on credit in several quotes, stay as
mapped; quotes without values share what is left equally.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import cast

from connector.ledgers.paid import balanced, is_explained, value_of, was_paid
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.credit import credit_by_mapping
from connector.ledgers.siigo_legacy.facts import FOR_SALES, CompanyFacts, PaymentMeans
from connector.ledgers.siigo_legacy.limits import AMOUNT_MAX
from connector.ledgers.siigo_legacy.quotes import Part, numbered
from connector.ledgers.values import Fields
from connector.model.money import ZERO, plain, shares
from connector.model.order import Order, Payment


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPay:
    """What the payments of an invoice must come to."""

    total: Decimal | None
    """None while there are problems."""
    tolerance: Decimal
    """What is still rounding."""
    dated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One mapped payment, and the order's own that it stands for where that is known."""

    path: str
    means: PaymentMeans
    value: Decimal | None
    """As mapped."""
    due_date: str
    """ISO; empty where there is none."""
    quote: int
    """0 where none is mapped."""
    payment: Payment | None

    @property
    def key(self) -> tuple[str, str, int]:
        """Entries that are one in the body."""
        return self.means.key, self.due_date, self.quote


def fill_payments(
    fields: Fields,
    order: Order,
    to_pay: ToPay,
    *,
    company: CompanyFacts,
    problems: Problems,
) -> list[Part]:
    """While the total is unknown the entries are only checked, and none is given back."""
    total, tolerance, dated_on = to_pay.total, to_pay.tolerance, to_pay.dated_on
    rows = cast(list[Fields], fields.get("Payments", []))
    entries = _read(rows, order, credit_by_mapping(company, rows), dated_on, problems)
    if total is None or problems.touch("Payments"):
        return []
    if total <= ZERO:
        problems.add("Payments", "siigo.nothing_to_pay", total=plain(total))
        return []
    values = _values(entries, order, total, tolerance, problems)
    if problems.touch("Payments"):
        return []
    parts = _one_for_each(entries, values, order)
    _warn(parts, order, tolerance, problems)
    balanced_values = balanced([part.value for part in parts], total)
    paid = [replace(part, value=value) for part, value in zip(parts, balanced_values, strict=True) if value]
    _check_bounds(paid, problems)
    return numbered(paid, problems)


def _read(
    mapped: Sequence[Fields], order: Order, company: CompanyFacts, dated_on: date, problems: Problems
) -> list[_Entry]:
    """Those whose means is known; what is wrong with the others has been said."""
    is_paired = len(mapped) == len(order.payments)
    entries = []
    for index, row in enumerate(mapped):
        means = company.payment_means.get(str(row.get("PaymentMeansCode", "")))
        if means is None:
            continue
        path = f"Payments[{index}]"
        if means.type not in FOR_SALES or means.is_system:
            problems.add(f"{path}.PaymentMeansCode", "siigo_legacy.means_not_for_sales", id=means.id, name=means.name)
        entries.append(
            _Entry(
                path=path,
                means=means,
                value=cast(Decimal | None, row.get("Value")),
                due_date=_due_date(row, means, dated_on.isoformat(), problems, path),
                quote=cast(int, row.get("DueQuote", 0)) if means.is_credit else 0,
                payment=order.payments[index] if is_paired else None,
            )
        )
    return entries


def _due_date(row: Fields, means: PaymentMeans, dated_on: str, problems: Problems, path: str) -> str:
    """As mapped, or the invoice's day on credit; nothing is due before it is invoiced. ISO texts sort as dates."""
    if not means.is_credit:
        if "DueDate" in row or "DueQuote" in row:
            problems.warn(path, "siigo_legacy.not_on_credit", id=means.id, name=means.name)
        return ""
    found = str(row.get("DueDate", dated_on))
    if found >= dated_on:
        return found
    problems.warn(f"{path}.DueDate", "siigo_payments.due_before_invoice", found=found, date=dated_on)
    return dated_on


def _values(
    entries: Sequence[_Entry], order: Order, total: Decimal, tolerance: Decimal, problems: Problems
) -> list[Decimal]:
    """Money of each entry: mapped, what the others leave, or the order's own. A split nobody can tell is a problem."""
    open_ = [entry for entry in entries if entry.value is None]
    if open_ and len({entry.means.id for entry in open_}) == 1 and not _tell_themselves(open_, entries):
        return _with_rest(entries, total, problems)
    if any(entry.payment is None for entry in open_):
        problems.add(
            "Payments", "siigo_legacy.payments_do_not_pair", entries=len(entries), payments=len(order.payments)
        )
        return []
    values = [value_of(entry.value, entry.payment) for entry in entries]
    if not is_explained(found := sum(values, ZERO), order, total, tolerance):
        key = "siigo_legacy.split_differs" if open_ else "siigo_legacy.payments_differ"
        problems.add("Payments", key, payments=plain(found), total=plain(total), order=plain(order.total))
    return values


def _tell_themselves(open_: Sequence[_Entry], entries: Sequence[_Entry]) -> bool:
    """Whether several open entries of one means, beside others, are the order's own payments and no quotes."""
    return len(open_) > 1 and len(open_) < len(entries) and all(entry.payment for entry in open_)


def _with_rest(entries: Sequence[_Entry], total: Decimal, problems: Problems) -> list[Decimal]:
    """What the others leave, on the one open entry; in equal parts on the open quotes."""
    rest = total - sum((entry.value for entry in entries if entry.value is not None), ZERO)
    if rest < ZERO:
        problems.add("Payments", "siigo_legacy.payment_below_zero", total=plain(total), found=plain(rest))
        return []
    keys = list(dict.fromkeys(entry.key for entry in entries if entry.value is None))
    parts = dict(zip(keys, shares(rest, [Decimal(1)] * len(keys)), strict=True))
    return [parts.pop(entry.key, ZERO) if entry.value is None else entry.value for entry in entries]


def _one_for_each(entries: Sequence[_Entry], values: Sequence[Decimal], order: Order) -> list[Part]:
    """In the order of their first entries; one on which nothing goes is left out."""
    parts: dict[tuple[str, str, int], Part] = {}
    for entry, value in zip(entries, values, strict=True):
        before = parts.get(entry.key)
        parts[entry.key] = Part(
            path=before.path if before else entry.path,
            means=entry.means,
            value=value + (before.value if before else ZERO),
            due_date=entry.due_date,
            quote=entry.quote,
            was_paid=was_paid(entry.payment, order) or bool(before and before.was_paid),
        )
    return [part for part in parts.values() if part.value] or list(parts.values())[:1]


def _warn(parts: Sequence[Part], order: Order, tolerance: Decimal, problems: Problems) -> None:
    """Of what is invoiced on credit though it was paid and no receipt follows, and of what is invoiced as paid though a
    part of it was not."""
    for part in parts:
        if part.means.is_credit and part.was_paid and not order.is_receipted_later:
            problems.warn(
                f"{part.path}.PaymentMeansCode", "siigo.paid_on_credit", id=part.means.id, name=part.means.name
            )
    came = sum((payment.amount for payment in order.payments if payment.status == "paid"), ZERO)
    is_partly_paid = not order.is_paid and ZERO < came < order.total - tolerance
    if is_partly_paid and len(parts) == 1 and not parts[0].means.is_credit:
        means, shown = parts[0].means, {"paid": plain(came), "order": plain(order.total)}
        path = f"{parts[0].path}.PaymentMeansCode"
        problems.warn(path, "siigo_payments.partly_paid", id=means.id, name=means.name, **shown)


def _check_bounds(parts: Iterable[Part], problems: Problems) -> None:
    for part in parts:
        if part.value > AMOUNT_MAX:
            problems.add(f"{part.path}.Value", "siigo.too_much", found=plain(part.value), limit=plain(AMOUNT_MAX))
