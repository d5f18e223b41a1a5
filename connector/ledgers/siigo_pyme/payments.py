"""The money side of a document: what the mapping left open is filled so that debits meet credits to the cent. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from connector.ledgers.paid import balanced, is_explained, value_of
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_pyme.rows import Movement, joined, own_fields
from connector.ledgers.values import Fields
from connector.model.money import ZERO, plain
from connector.model.order import Order, Payment

PESO = Decimal("1.00")
"""What rounding may come to, and no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One mapped payment, and the order's own that it stands for where that is known."""

    fields: Fields
    value: Decimal | None
    """As mapped."""
    is_receivable: bool
    payment: Payment | None


def payment_rows(
    fields: Fields, order: Order, *, total: Decimal, advance: Decimal, dated_on: date, problems: Problems
) -> list[Movement]:
    """Debits that come to `total`, rounding included; those that say the same are one row. `advance`: what receipts
    took in before, which the order's payments tell once more."""
    mapped = cast(list[Fields], fields.get("payments", []))
    is_paired = len(mapped) == len(order.payments)
    entries = [
        _entry(row, fields, dated_on, order.payments[index] if is_paired else None) for index, row in enumerate(mapped)
    ]
    if not entries or problems.touch("payments"):
        return []
    values = _values(entries, order, total, advance, problems)
    if not values:
        return []
    rounding = _rounding(fields, total - sum(values, ZERO))
    to_share = total - sum((movement.amount for movement in rounding), ZERO)
    debits = zip(entries, balanced(values, to_share), strict=True)
    _warn_of_credit(entries, values, order, problems)
    return [*joined([_movement(entry, value) for entry, value in debits]), *rounding]


def crossing(mapped: Mapping[str, object], fields: Mapping[str, object], due_on: date) -> Fields:
    """What a receivable says of the document that it crosses with, but for its number; what is mapped stays."""
    return {
        "cross_voucher_type": fields.get("voucher_code"),
        "expiration_number": 1,
        "cross_document_expiration_year": due_on.year,
        "cross_document_expiration_month": due_on.month,
        "cross_document_expiration_day": due_on.day,
        **own_fields(mapped),
    }


def _entry(row: Fields, fields: Fields, dated_on: date, payment: Payment | None) -> _Entry:
    is_receivable = row.get("is_receivable") is True
    due_on = max(date.fromisoformat(str(row["due_date"])), dated_on) if "due_date" in row else dated_on
    return _Entry(
        fields=crossing(row, fields, due_on) if is_receivable else own_fields(row),
        value=cast(Decimal | None, row.get("sequence_value")),
        is_receivable=is_receivable,
        payment=payment,
    )


def _movement(entry: _Entry, value: Decimal) -> Movement:
    crosses = entry.is_receivable and "cross_document_number" not in entry.fields
    return Movement(
        role="payment",
        fields=entry.fields,
        amount=value,
        is_receivable=entry.is_receivable,
        crosses_itself=crosses,
    )


def _values(
    entries: Sequence[_Entry], order: Order, total: Decimal, advance: Decimal, problems: Problems
) -> list[Decimal]:
    """Money of each: mapped, what the others leave, or the order's own. A split nobody can tell is a problem."""
    open_ = [entry for entry in entries if entry.value is None]
    if len(open_) == len(entries) and all(entry.fields == entries[0].fields for entry in entries):
        return [total, *(ZERO for _ in entries[1:])]
    if len(open_) == 1:
        return _with_rest(entries, total, problems)
    if any(entry.payment is None for entry in open_):
        problems.add("payments", "siigo_pyme.payments_do_not_pair", entries=len(entries), payments=len(order.payments))
        return []
    values = [value_of(entry.value, entry.payment) for entry in entries]
    if not is_explained(found := sum(values, ZERO), order, total, PESO):
        problems.add("payments", "siigo_pyme.payments_differ", payments=plain(found), total=plain(total))
        return []
    return _less(entries, values, advance)


def _less(entries: Sequence[_Entry], values: Sequence[Decimal], advance: Decimal) -> list[Decimal]:
    """Without what came in advance: that was of payments that are paid, the earlier ones first."""
    found = list(values)
    for index, entry in enumerate(entries):
        if entry.payment is not None and entry.payment.status == "paid":
            taken = min(found[index], advance)
            found[index] -= taken
            advance -= taken
    return found


def _with_rest(entries: Sequence[_Entry], total: Decimal, problems: Problems) -> list[Decimal]:
    rest = total - sum((entry.value for entry in entries if entry.value is not None), ZERO)
    if rest < ZERO:
        problems.add("payments", "siigo_pyme.payment_below_zero", total=plain(total), found=plain(rest))
        return []
    return [rest if entry.value is None else entry.value for entry in entries]


def _rounding(fields: Fields, off: Decimal) -> list[Movement]:
    """A difference of at most a peso, where the merchant books it by itself."""
    account = fields.get("rounding")
    if not isinstance(account, Mapping) or not off or abs(off) > PESO:
        return []
    return [Movement(role="rounding", fields=own_fields(account), amount=off)]


def _warn_of_credit(entries: Sequence[_Entry], values: Sequence[Decimal], order: Order, problems: Problems) -> None:
    """Of what goes on credit though it was paid and no receipt follows."""
    if not order.is_paid or order.is_receipted_later:
        return
    for index, (entry, value) in enumerate(zip(entries, values, strict=True)):
        if entry.is_receivable and value:
            problems.warn(f"payments[{index}].is_receivable", "siigo_pyme.paid_on_credit", value=plain(value))
