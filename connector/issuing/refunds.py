"""What the shop gave back of an invoiced order, and orders that nobody wants any more. Pure."""

from collections.abc import Iterator

from connector.colombia.sale_refunds import PESO, of_the_sale
from connector.issuing.books import Books, Kept
from connector.issuing.crediting import CANCELLED, REDONE, credit, is_all, is_sure, may_go_now, may_undo, undoing
from connector.issuing.rules import Rules
from connector.issuing.steps import Ask, Step
from connector.messages import say, typed
from connector.model.money import ZERO, plain
from connector.model.order import Order, Refund


def unwanted(order: Order | None, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """The order was cancelled or deleted: without refunds of its own, the whole invoice is taken back."""
    if order is not None and (not order.is_cancelled or _own_refunds(order, invoice)):
        return
    if books.left_of(invoice) <= 0 or (order is None and books.is_kept(invoice)):
        return
    if may_go_now(invoice) and may_undo(invoice, books, rules):
        yield from undoing(invoice, books, rules)
        return
    if order is None:
        shown = {"invoice": invoice.booked.name, "order": typed(invoice.booked.source_id)}
        yield Ask(say("issuing.deleted_after_invoice", **shown))
        return
    yield from credit(order, _cancellation(order, invoice, books), invoice, books, rules)


def rest_of_cancelled(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """A cancelled order gave back only a part of its money: a person must know what the rest is."""
    rest = _cancellation(order, invoice, books)
    answer = books.answers.get(rest.id)
    if not order.is_cancelled or rest.amount <= PESO or rules.after.credit_notes == "ignore" or answer == "ignore":
        return
    if any(refund.is_pending for refund in order.refunds):
        return
    if is_sure(answer, rules):
        yield from credit(order, rest, invoice, books, rules)
        return
    shown = {"left": plain(rest.amount), "invoice": invoice.booked.name, "refund": rest.id}
    yield Ask(say("issuing.rest_of_cancelled", order=typed(order.number), **shown))


def refunds(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    left = books.left_of(invoice)
    for each in _own_refunds(order, invoice):
        refund = of_the_sale(each, rules.cards(order), left)
        if refund.is_pending or refund.amount <= 0 or _has_note(refund, books):
            continue
        answer = books.answers.get(refund.id)
        is_sure = answer != "ignore" and (not refund.doubt or answer == "approve")
        is_whole = is_sure and is_all(refund, left) and not books.notes_of(invoice)
        if is_whole and may_go_now(invoice) and may_undo(invoice, books, rules):
            yield from undoing(invoice, books, rules)
        else:
            yield from credit(order, refund, invoice, books, rules)


def changed_refunds(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """A refund that went away, or is of another amount, since its note: neither is put right by itself."""
    if rules.after.credit_notes == "ignore":
        return
    now = {refund.id: refund for refund in order.refunds}
    for note in books.notes_of(invoice):
        source_id, worth = note.booked.source_id, note.booked.worth
        if source_id.endswith((CANCELLED, REDONE)) or books.answers.get(source_id) == "ignore":
            continue
        refund = now.get(source_id)
        amount = of_the_sale(refund, rules.cards(order), worth).amount if refund else ZERO
        if abs(amount - worth) > PESO:
            shown = {"note": note.booked.name, "worth": plain(worth), "amount": plain(amount), "refund": source_id}
            yield Ask(say("issuing.refund_changed", order=typed(order.number), **shown))


def _cancellation(order: Order, invoice: Kept, books: Books) -> Refund:
    """All that is left of this invoice: an order may be cancelled again after another one."""
    id_ = f"{invoice.booked.source_id}{CANCELLED}"
    return Refund(id=id_, amount=books.left_of(invoice), created_at=order.cancelled_at)


def _own_refunds(order: Order, invoice: Kept) -> list[Refund]:
    """Those that the invoice does not leave out already."""
    return [refund for refund in order.refunds if refund.id not in invoice.settled]


def _has_note(refund: Refund, books: Books) -> bool:
    return any(note.booked.source_id == refund.id and not note.is_undone for note in books.papers)
