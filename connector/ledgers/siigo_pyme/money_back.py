"""Where the money of a credit note leaves: as it came in on the invoice, or as the mapping says. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    received: Decimal
    """Of what receipts had taken in."""
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
        return MoneyBack(movements=(), taken={}, received=ZERO, withheld=ZERO)
    kept = _withheld(left, amount)
    withheld = sum(kept.values(), ZERO)
    rest = amount - withheld
    taken, received = dict(kept), ZERO
    if fields.get("payments"):
        out = _mapped_out(fields, order, refund, rest, left, number=number, problems=problems)
    else:
        came, received = _as_it_came(left, rest, problems)
        taken |= came
        out = _received_out(fields, received, problems)
    reversed_ = [_reversed(left, place, part, mapped, number) for place, part in sorted(taken.items()) if part]
    return MoneyBack(movements=[*out, *reversed_], taken=taken, received=received, withheld=withheld)


def _withheld(left: Left, amount: Decimal) -> Amounts:
    return {
        place: half_up(money * amount / left.total)
        for place, money in left.money.items()
        if left.roles[place] == "withholding"
    }


def _as_it_came(left: Left, rest: Decimal, problems: Problems) -> tuple[Amounts, Decimal]:
    """In proportion to what is left on each row, and to what came by receipts, which the buyer owes no more."""
    rows = {place: money for place, money in left.money.items() if left.roles[place] != "withholding" and money}
    weights = [*rows.values(), left.received]
    whole = sum(weights, ZERO)
    if rest and whole <= ZERO:
        problems.add("payments", "siigo_pyme.money_gone", amount=plain(rest))
        return {}, ZERO
    *cents, received = in_cents([money * rest / whole for money in weights]) if rest else [ZERO for _ in weights]
    return dict(zip(rows, cents, strict=True)), received


def _received_out(fields: Fields, received: Decimal, problems: Problems) -> list[Movement]:
    """The receipt's account may not be the one that money leaves from: the merchant says which."""
    account = fields.get("received")
    if not received:
        return []
    if not isinstance(account, Mapping):
        problems.add("received", "siigo_pyme.received_back", amount=plain(received))
        return []
    return [Movement(role="payment", fields=own_fields(account), amount=-received)]


def _reversed(left: Left, place: int, amount: Decimal, mapped: Mapping[str, object], number: int) -> Movement:
    row = of_money(copied(left, place, number), abs(amount), money_of(left.rows[place]["sequence_value"]))
    is_receivable = place in left.receivables
    return Movement(role="payment", fields={**row, **mapped}, amount=-amount, is_receivable=is_receivable)


def _mapped_out(
    fields: Fields, order: Order, refund: Refund, rest: Decimal, left: Left, *, number: int, problems: Problems
) -> list[Movement]:
    """All on one account; on the gateway of the refund; else as the order was paid."""
    rows = [_out(row, left, number) for row in cast(list[Fields], fields["payments"])]
    if all(row == rows[0] for row in rows):
        return [replace(rows[0], amount=-rest)] if rest else []
    payments = order.payments
    if len(rows) != len(payments):
        problems.add("payments", "siigo_pyme.money_unclear", entries=len(rows), payments=len(payments))
        return []
    ways = [row for row, payment in zip(rows, payments, strict=True) if payment.method == refund.method]
    if ways and all(row == ways[0] for row in ways):
        return [replace(ways[0], amount=-rest)]
    weights = [max(payment.amount, ZERO) for payment in payments]
    parts = shares(rest, weights) if any(weights) else [rest, *(ZERO for _ in rows[1:])]
    return joined([replace(row, amount=-part) for row, part in zip(rows, parts, strict=True)])


def _out(row: Fields, left: Left, number: int) -> Movement:
    """A receivable crosses with the invoice; when it is due is no matter any more."""
    if row.get("is_receivable") is not True:
        return Movement(role="payment", fields=own_fields(row), amount=ZERO)
    type_ = {"cross_voucher_type": _cross_type(left), "cross_document_number": number, "expiration_number": 1}
    return Movement(role="payment", fields={**type_, **own_fields(row)}, amount=ZERO, is_receivable=True)


def _cross_type(left: Left) -> object:
    """As the invoice crosses with itself, else by its voucher."""
    row = left.rows[min(left.own_crosses, default=1)]
    return row.get("cross_voucher_type", row.get("voucher_code"))
