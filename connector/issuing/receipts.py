"""Receipts that an order asks for: of its invoice on credit, of money before the sale, of gift cards sold. Pure.

An invoice whose payments have no due date is paid by itself and gets none (siigo-api.md 15, flow A).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from connector.issuing.books import OF_CARDS, REFUSED, REJECTED, Books, Kept
from connector.issuing.remaining import without_refunds
from connector.issuing.rules import Rules
from connector.issuing.steps import Ask, IssueReceipt
from connector.messages import say, typed
from connector.model.documents import PaidIn
from connector.model.money import ZERO, plain
from connector.model.order import Order, Payment


def to_invoice(order: Order, books: Books, rules: Rules) -> Order:
    """The order without what was given back, with what its receipts have to do with the invoice."""
    is_receipted_later = rules.after.receipts == "auto"
    return replace(without_refunds(order), advanced=_sum(books.receipts), is_receipted_later=is_receipted_later)


def receipts_of_invoice(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[IssueReceipt | Ask]:
    """Of what has come of the invoice's receivable and has no receipt yet: all at once when the order is paid.

    Not before DIAN has answered: an invoice with a receipt can no longer be mended (siigo-api.md 12.3). Of an invoice
    that somebody else made, a person must know whether its money is recorded.
    """
    if rules.after.receipts == "ignore" or invoice.is_on_its_way or invoice.booked.status in (REJECTED, REFUSED):
        return
    made = books.receipts_since(invoice)
    took_in = _sum(made)
    notes = sum((note.booked.receivable for note in books.notes_of(invoice)), ZERO)
    owed = receivable(invoice) - notes - took_in
    came = _came(order, rules) - took_in - _sum(books.receipts_before(invoice))
    source_id = _first_free(books, f"{invoice.booked.source_id}-receipt")
    amount = min(owed, came)
    answer = books.answers.get(source_id)
    if amount <= 0 or answer == "ignore" or not rules.receipt_due(order):
        return
    if invoice.is_adopted and answer != "approve":
        shown = {"invoice": invoice.booked.name, "order": typed(order.number), "receipt": source_id}
        yield Ask(say("issuing.receipt_of_adopted", amount=plain(amount), **shown))
        return
    yield IssueReceipt(order, source_id, PaidIn(amount=amount, invoice=invoice.booked, payment=_payment(order)))


def advances(order: Order, books: Books, rules: Rules, *, is_due: bool) -> Iterator[IssueReceipt]:
    """Gift cards that were sold and paid; and what has come for an order that is not to be invoiced yet."""
    if rules.after.advances == "ignore" or not rules.receipt_due(order):
        return
    cards = sum((card.gross for card in rules.cards(order)), ZERO) - _given_back_of_cards(order, rules)
    yield from _advance(order, books, f"{order.id}{OF_CARDS}", cards if order.is_paid else ZERO)
    if not is_due:
        came = _came(order, rules) - _sum(books.receipts)
        yield from _advance(order, books, _first_free(books, f"{order.id}-advance"), came)


def not_crossed(invoice: Kept, books: Books) -> Iterator[str]:
    """Receipts of the order that only a person can apply to its newest invoice, in Siigo itself."""
    if invoice.booked.advance:
        return
    for receipt in books.receipts_before(invoice):
        yield say("issuing.receipt_to_cross", receipt=receipt.booked.name, invoice=invoice.booked.name)


def receivable(invoice: Kept) -> Decimal:
    """What the invoice leaves to be paid later, by the ledger's own total."""
    return min(invoice.booked.receivable, invoice.booked.total)


def _advance(order: Order, books: Books, source_id: str, amount: Decimal) -> Iterator[IssueReceipt]:
    is_made = any(kept.booked.source_id == source_id for kept in books.papers)
    if amount > 0 and not is_made and books.answers.get(source_id) != "ignore":
        yield IssueReceipt(order, source_id, PaidIn(amount=amount, payment=_payment(order)))


def _first_free(books: Books, begin: str) -> str:
    """A source id that no document has: one that was refused and forgotten leaves its own."""
    taken = {kept.booked.source_id for kept in books.papers}
    return next(name for number in range(1, len(taken) + 2) if (name := f"{begin}-{number}") not in taken)


def _came(order: Order, rules: Rules) -> Decimal:
    """Money for goods, less what went back for them: gift cards sold have a receipt of their own, and so had those
    that the buyer paid with."""
    cards = {card.id for card in rules.cards(order)}
    given_back = order.refunded - _given_back_of_cards(order, rules)
    stored = sum((payment.amount for payment in order.payments if payment.is_stored_value), ZERO)
    if order.is_paid:
        return sum((line.gross for line in order.lines if line.id not in cards), ZERO) - given_back - stored
    return sum((payment.amount for payment in order.payments if payment.status == "paid"), ZERO) - given_back - stored


def _given_back_of_cards(order: Order, rules: Rules) -> Decimal:
    cards = {card.id for card in rules.cards(order)}
    lines = (line for refund in order.refunds for line in refund.lines if line.line_id in cards)
    return sum((line.net + line.tax for line in lines), ZERO)


def _payment(order: Order) -> Payment | None:
    found = [payment for payment in order.payments if not payment.is_stored_value]
    return found[0] if len(found) == 1 else None


def _sum(receipts: Sequence[Kept]) -> Decimal:
    return sum((kept.booked.total for kept in receipts), ZERO)
