"""Where the money of a credit note leaves: as it came in on the invoice, or as the mapping says. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from connector.ledgers.problems import Problems
from connector.ledgers.siigo_pyme.left import Amounts, Left
from connector.ledgers.siigo_pyme.reversing import copied, of_money
from connector.ledgers.siigo_pyme.rows import Movement, joined, own_fields
from connector.ledgers.values import Fields
from connector.model.money import ZERO, half_up, in_cents, money_of, plain, shares
from connector.model.order import Order, Refund


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyBack:
    movements: Sequence[Movement]
    taken: Amounts
    """By sequence of the invoice's row."""
    withheld: Decimal
    """What the buyer had kept back of it."""


def money_back(
    fields: Fields,
    mapped: Mapping[str, object],
    order: Order,
    refund: Refund,
    left: Left,
    amount: Decimal,
    *,
    number: int,
    problems: Problems,
) -> MoneyBack:
    """Credits that come to `amount`: what was withheld in proportion, the rest where the money leaves."""
    if problems.any:
        return MoneyBack(movements=(), taken={}, withheld=ZERO)
    kept = _withheld(left, amount)
    withheld = sum(kept.values(), ZERO)
    rest = amount - withheld
    if fields.get("payments"):
        taken = kept
        out = _mapped_out(fields, order, refund, rest, number=number, problems=problems)
    else:
        taken = {**_as_it_came(left, rest, problems), **kept}
        out = []
    reversed_ = [_reversed(left, place, part, mapped, number) for place, part in sorted(taken.items()) if part]
    return MoneyBack(movements=[*out, *reversed_], taken=taken, withheld=withheld)


def _withheld(left: Left, amount: Decimal) -> Amounts:
    return {
        place: half_up(money * amount / left.total)
        for place, money in left.money.items()
        if left.roles[place] == "withholding"
    }


def _as_it_came(left: Left, rest: Decimal, problems: Problems) -> Amounts:
    """In proportion to what is left on each row."""
    rows = {place: money for place, money in left.money.items() if left.roles[place] != "withholding" and money}
    whole = sum(rows.values(), ZERO)
    if rest and whole <= ZERO:
        problems.add("payments", "siigo_pyme.money_gone", amount=plain(rest))
        return {}
    cents = in_cents([money * rest / whole for money in rows.values()]) if rest else [ZERO for _ in rows]
    return dict(zip(rows, cents, strict=True))


def _reversed(left: Left, place: int, amount: Decimal, mapped: Mapping[str, object], number: int) -> Movement:
    row = of_money(copied(left, place, number), abs(amount), money_of(left.rows[place]["sequence_value"]))
    return Movement(role="payment", fields={**row, **mapped}, amount=-amount)


def _mapped_out(
    fields: Fields, order: Order, refund: Refund, rest: Decimal, *, number: int, problems: Problems
) -> list[Movement]:
    """All on one account; on the gateway of the refund; else as the order was paid."""
    rows = [_out(row, number) for row in cast(list[Fields], fields["payments"])]
    if all(row == rows[0] for row in rows):
        return [Movement(role="payment", fields=rows[0], amount=-rest)] if rest else []
    payments = order.payments
    if len(rows) != len(payments):
        problems.add("payments", "siigo_pyme.money_unclear", entries=len(rows), payments=len(payments))
        return []
    ways = [row for row, payment in zip(rows, payments, strict=True) if payment.method == refund.method]
    if ways and all(row == ways[0] for row in ways):
        return [Movement(role="payment", fields=ways[0], amount=-rest)]
    weights = [max(payment.amount, ZERO) for payment in payments]
    parts = shares(rest, weights) if any(weights) else [rest, *(ZERO for _ in rows[1:])]
    return joined([Movement(role="payment", fields=row, amount=-part) for row, part in zip(rows, parts, strict=True)])


def _out(row: Fields, number: int) -> Fields:
    """A receivable crosses with the invoice; when it is due is no matter any more."""
    if row.get("is_receivable") is not True:
        return own_fields(row)
    return {"cross_document_number": number, "expiration_number": 1, **own_fields(row)}
