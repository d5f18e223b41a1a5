"""How an order's payments stand against what a document comes to, whatever the system calls them. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from connector.ledgers.problems import Problems
from connector.model.documents import PaidIn
from connector.model.money import ZERO, half_up, plain
from connector.model.order import Order, Payment


def balanced(values: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """The values brought to `total`, none below 0: the largest gives or takes, then the next; the first of equals."""
    found = list(values)
    off = total - sum(found, ZERO)
    for index in sorted(range(len(found)), key=lambda index: (-found[index], index)):
        moved = max(off, -found[index])
        found[index] += moved
        off -= moved
    return found


def value_of(mapped: Decimal | None, payment: Payment | None) -> Decimal:
    """What was mapped for an entry, else what the order's payment says."""
    if mapped is not None:
        return mapped
    return max(half_up(payment.amount), ZERO) if payment else ZERO


def is_explained(found: Decimal, order: Order, total: Decimal, tolerance: Decimal) -> bool:
    """Whether what the payments come to is the document's total, or the order's before what an invoice leaves out.

    That is: what the buyer withholds and what an advance has paid, gift cards sold in the same order (colombia.md 3.6,
    3.7), and money that was given back after the order shrank.
    """
    gift_cards = sum((line.gross for line in order.gift_cards), ZERO)
    left_out = (ZERO, gift_cards, order.refunded, gift_cards + order.refunded)
    expected = (total, *(order.invoice_total + amount for amount in left_out))
    return any(abs(found - amount) <= tolerance for amount in expected)


def was_paid(payment: Payment | None, order: Order) -> bool:
    """By the entry's own payment where the order was paid in several ways, else by the order."""
    if payment is None or len(order.payments) == 1:
        return order.is_paid
    return payment.status == "paid" and payment.amount > ZERO


def amount_of(paid_in: PaidIn, *, most: Decimal, problems: Problems) -> Decimal:
    """What a receipt is for, in cents; a problem where nothing came in, or more than a document may be for."""
    amount = half_up(paid_in.amount)
    if amount <= ZERO:
        problems.add("", "siigo_receipt.nothing_paid", amount=plain(amount))
    elif amount > most:
        problems.add("", "siigo.too_much", found=plain(amount), limit=plain(most))
    return amount
