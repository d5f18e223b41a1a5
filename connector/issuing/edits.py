"""An order that is no longer what was invoiced, or has lost its invoice: kept, or made again. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from connector.issuing.books import REJECTED, Books, Kept
from connector.issuing.crediting import CANCELLED, REDONE, credit, may_go_now, undoing, was_never_stamped
from connector.issuing.dian import next_look, sent_again
from connector.issuing.receipts import to_invoice
from connector.issuing.rules import Rules
from connector.issuing.steps import AcceptEdit, Ask, IssueInvoice, Later, Step
from connector.messages import say, typed
from connector.model.fingerprint import fingerprint
from connector.model.money import ZERO, plain
from connector.model.order import Order, Refund


def without_invoice(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """A live order whose invoice was taken back: its cancellation was withdrawn, or a person annulled the invoice."""
    is_off = order.is_cancelled or order.refunded >= order.total > 0
    is_credited = any(note.booked.source_id.endswith(CANCELLED) for note in books.notes_of(invoice))
    if is_off or not (invoice.is_undone or is_credited) or books.is_kept(invoice) or not rules.due(order):
        return
    yield Ask(say("issuing.without_invoice", invoice=invoice.booked.name, order=typed(order.number)))


def edited(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """The order is no longer what was invoiced: three ways out, none of them taken by itself."""
    if rules.after.edits == "ignore" or not invoice.fingerprint or order.is_cancelled:
        return
    if books.is_kept(invoice) and not any(note.booked.source_id.endswith(CANCELLED) for note in books.papers):
        yield AcceptEdit(invoice, order)
    if fingerprint(order) == invoice.fingerprint or books.is_kept(invoice):
        return
    shown = {"invoice": invoice.booked.name, "total": plain(order.invoice_total), "order": typed(order.number)}
    yield Ask(say("issuing.edited", issued=plain(invoice.booked.total), **shown))


def is_to_be_redone(order: Order, invoice: Kept, books: Books) -> bool:
    """A person said so, or has named another buyer. Not where nothing is left to invoice: its refunds take it back."""
    if order.is_cancelled or order.refunded >= order.total > 0:
        return False
    is_other_buyer = bool(books.buyer) and invoice.buyer != books.buyer and not invoice.is_adopted
    return is_other_buyer or books.answers.get(invoice.booked.ledger_id) == "redo"


def made_again(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """Take the invoice back, then make a new one of what the order is now. Nothing is taken back for an order that
    cannot be invoiced: raises OrderHeld."""
    number = sum(kept.booked.kind == "invoice" for kept in books.papers) + 1
    settled = frozenset(refund.id for refund in order.refunds if not refund.is_pending)
    new = IssueInvoice(to_invoice(order, books, rules), f"{order.id}#{number}", settled)
    left = ZERO if invoice.is_undone else books.left_of(invoice)
    if left > 0 and may_go_now(invoice) and was_never_stamped(invoice, books):
        yield from undoing(invoice, books, rules, new)
        return
    whole = Refund(id=f"{invoice.booked.source_id}{REDONE}", amount=left)
    said = books.answers.get(whole.id)
    if left > 0 and (rules.makes_notes or said != "ignore"):  # by hand it may have been annulled instead
        sure = replace(books, answers={**books.answers, whole.id: "made" if said == "made" else "approve"})
        wanted = replace(rules, after=rules.after.model_copy(update={"credit_notes": "auto"}))
        yield from credit(order, whole, invoice, sure, wanted, new)
        return
    yield from _once_taken_back(order, invoice, books, rules)
    yield new


def _once_taken_back(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """Two invoices stand until DIAN has taken the notes of the first."""
    notes = books.notes_of(invoice)
    if any(note.booked.status == REJECTED for note in notes):
        yield from sent_again(order, books)
    if waiting := [next_look(note, rules.after.first_look) for note in notes if note.is_on_its_way]:
        yield Later(min(waiting), (say("issuing.invoice_waits", invoice=invoice.booked.name),))
