"""The payments of a credit note: how the money went back, by the mapping or else as the invoice was paid. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from connector.ledgers.problems import Problems
from connector.ledgers.siigo.back import SLACK
from connector.ledgers.siigo.facts import CompanyFacts, PaymentType
from connector.ledgers.siigo.left import price_of
from connector.ledgers.values import Fields, integer_of
from connector.model.documents import Booked, GivenBack
from connector.model.money import ZERO, plain, shares
from connector.model.order import Order


def as_invoiced(invoice: Booked) -> list[Fields]:
    """The payment types of the invoice, for a mapping that names none; values stay open."""
    return [{"id": id_} for id_ in _shares_of(invoice)]


def note_payments(
    fields: Fields,
    order: Order,
    given_back: GivenBack,
    *,
    total: Decimal | None,
    company: CompanyFacts,
    dated_on: str,
    problems: Problems,
) -> list[Fields]:
    """One entry for each type, exactly `total` together; None while there are problems: then nothing is laid out.

    A type with a due date stands alone (siigo-api.md 12.1).
    """
    rows = cast(list[Fields], fields.get("payments", []))
    types = [company.payment_types.get(cast(int, row.get("id", 0))) for row in rows]
    if not rows:
        problems.add("payments", "siigo.required")
    if total is None or not rows or None in types:
        return rows
    values = _values(rows, order, given_back, total, problems)
    found: dict[int, Decimal] = defaultdict(Decimal)
    for row, value in zip(rows, values, strict=False):
        found[cast(int, row["id"])] += value
    parts = [(company.payment_types[id_], value) for id_, value in found.items() if value]
    due = {cast(int, row["id"]): str(row["due_date"]) for row in rows if "due_date" in row}
    return [_entry(type_, value, due, dated_on) for type_, value in _alone(parts, total, problems)]


def _values(
    rows: Sequence[Fields], order: Order, given_back: GivenBack, total: Decimal, problems: Problems
) -> list[Decimal]:
    open_ = [index for index, row in enumerate(rows) if "value" not in row]
    mapped = sum((cast(Decimal, row["value"]) for row in rows if "value" in row), ZERO)
    rest = total - mapped
    if not open_ and abs(rest) <= SLACK:
        return [cast(Decimal, row["value"]) + (rest if index == 0 else ZERO) for index, row in enumerate(rows)]
    if not open_ or rest < ZERO:
        problems.add("payments", "siigo_after.payments_differ", payments=plain(mapped), total=plain(total))
        return []
    parts = _open_shares([rows[index] for index in open_], _ways_back(rows, open_, order, given_back), given_back, rest)
    if parts is None:
        problems.add("payments", "siigo_after.payments_unclear", entries=len(open_))
        return []
    if sum(1 for part in parts if part) > 1:
        problems.warn("payments", "siigo_after.payments_as_invoiced")
    given = dict(zip(open_, parts, strict=True))
    return [given.get(index, cast(Decimal, row.get("value", ZERO))) for index, row in enumerate(rows)]


def _ways_back(rows: Sequence[Fields], open_: Sequence[int], order: Order, given_back: GivenBack) -> set[int]:
    """The open entries that stand for the gateway through which the money went back; empty when nobody knows."""
    method = given_back.refund.method
    if not method or len(rows) != len(order.payments):
        return set()
    return {place for place, index in enumerate(open_) if order.payments[index].method == method}


def _open_shares(
    rows: Sequence[Fields], ways_back: set[int], given_back: GivenBack, rest: Decimal
) -> list[Decimal] | None:
    """All on one type; on the gateway of the refund; or as the invoice was paid. None when none of it is known."""
    ids = [cast(int, row["id"]) for row in rows]
    if len(set(ids)) == 1:
        return [rest, *(ZERO for _ in ids[1:])]
    if len({ids[place] for place in ways_back}) == 1:
        first = min(ways_back)
        return [rest if place == first else ZERO for place in range(len(ids))]
    paid = _shares_of(given_back.invoice)
    weights = [paid.get(id_, ZERO) if ids.index(id_) == place else ZERO for place, id_ in enumerate(ids)]
    if not sum(weights, ZERO) or not set(ids) <= paid.keys():
        return None
    return shares(rest, weights)


def _shares_of(invoice: Booked) -> Mapping[int, Decimal]:
    """Payment type -> what the invoice has on it."""
    found: dict[int, Decimal] = defaultdict(Decimal)
    for row in cast(list[Fields], invoice.body.get("payments") or []):
        if (id_ := integer_of(row.get("id"))) is not None:
            found[id_] += price_of(row, "value") or ZERO
    return found


def _alone(
    parts: Sequence[tuple[PaymentType, Decimal]], total: Decimal, problems: Problems
) -> Sequence[tuple[PaymentType, Decimal]]:
    due = [part for part in parts if part[0].due_date]
    if not due or len(parts) == 1:
        return parts
    type_, _ = max(due, key=lambda part: part[1])
    problems.warn("payments", "siigo_after.one_payment", id=type_.id, name=type_.name)
    return [(type_, total)]


def _entry(type_: PaymentType, value: Decimal, due: Mapping[int, str], dated_on: str) -> Fields:
    """Nothing is due before the note; ISO texts sort as dates."""
    found = due.get(type_.id, dated_on if type_.due_date else "")
    due_date: Fields = {"due_date": max(found, dated_on)} if found else {}
    return {"id": type_.id, "value": value, **due_date}
