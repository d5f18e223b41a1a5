"""One invoice taken back, as a whole or in part: by a credit note, or undone while DIAN does not have it. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from connector.colombia.sale_refunds import PESO
from connector.issuing.books import BATCHED, NOT_SENT, REFUSED, REJECTED, Books, Kept
from connector.issuing.by_hand import note_task
from connector.issuing.dian import next_look
from connector.issuing.rules import Rules
from connector.issuing.steps import Ask, IssueCreditNote, IssueInvoice, Later, Look, NoteByHand, Step, Undo
from connector.messages import say, typed
from connector.model.documents import GivenBack
from connector.model.money import ZERO, plain
from connector.model.order import Order, Refund

PART, WHOLE, DISCOUNT = 1, 2, 3
"""Reasons of a credit note (seed 002, colombia.md 4.2)."""

CANCELLED, REDONE = "-cancelled", "-redone"
"""How the source id ends of a credit note that no refund asked for."""


def is_sure(answer: str | None, rules: Rules) -> bool:
    """Whether a person stands for the amount. That a note is made says nothing where notes are ours to make."""
    return answer == "approve" or (answer == "made" and not rules.makes_notes)


def may_undo(invoice: Kept, books: Books, rules: Rules) -> bool:
    return was_never_stamped(invoice, books) and rules.after.credit_notes != "ignore"


def was_never_stamped(invoice: Kept, books: Books) -> bool:
    """And nothing hangs on it: then the ledger lets go of it (siigo-api.md 12.3)."""
    is_free = not books.notes_of(invoice) and not books.receipts_since(invoice)
    return is_free and invoice.booked.status in {*NOT_SENT, REJECTED, REFUSED, BATCHED}


def may_go_now(invoice: Kept) -> bool:
    """Whether the ledger lets go of it now: nobody else is at it, or it still waits for its batch."""
    return not invoice.is_on_its_way or invoice.booked.status == BATCHED


def undoing(invoice: Kept, books: Books, rules: Rules, then: IssueInvoice | None = None) -> Iterator[Step]:
    """By hand: looked at each time that the order is worked on, since nobody says when it is done."""
    if invoice.booked.status in (REFUSED, BATCHED):  # the ledger does not have it: nothing is annulled
        yield Undo(invoice, "delete", then)
        return
    if rules.after.undo != "hold":
        yield Undo(invoice, rules.after.undo, then)
        return
    if invoice.booked.ledger_id not in books.looked:
        yield Look(invoice)
    yield Ask(say("issuing.undo_by_hand", invoice=invoice.booked.name))


def credit(
    order: Order, refund: Refund, invoice: Kept, books: Books, rules: Rules, then: IssueInvoice | None = None
) -> Iterator[Step]:
    """One credit note: made, waited for, or asked about."""
    if rules.after.credit_notes == "ignore" or books.answers.get(refund.id) == "ignore":
        return
    left, answer, shown = books.left_of(invoice), books.answers.get(refund.id), _shown(order, refund, invoice)
    question = _question(order, refund, invoice, books, rules)
    if question:
        yield Ask(question)
        return
    if invoice.is_on_its_way:
        key = "issuing.credit_note_waits" if invoice.is_stamped else "issuing.credit_note_waits_for_batch"
        yield Later(next_look(invoice, rules.after.first_look), (say(key, **shown),))
        return
    if invoice.booked.status in (REJECTED, REFUSED):
        return
    notes = tuple(note.booked for note in books.notes_of(invoice))
    reason = _reason(refund, left, is_first=not notes)
    received = sum((receipt.booked.total for receipt in books.receipts_since(invoice)), ZERO)
    given_back = GivenBack(invoice=invoice.booked, refund=refund, earlier=notes, reason=reason, received=received)
    if rules.makes_notes:
        yield IssueCreditNote(order, refund.id, given_back, then)
    elif answer == "made":
        yield NoteByHand(order, refund.id, given_back, books.details.get(refund.id, refund.id))
    else:
        yield Ask(note_task(order, given_back, is_whole=is_all(refund, left)))


def _shown(order: Order, refund: Refund, invoice: Kept) -> dict[str, str]:
    name = invoice.booked.name
    return {"amount": plain(refund.amount), "currency": order.currency, "invoice": name, "refund": refund.id}


def _question(order: Order, refund: Refund, invoice: Kept, books: Books, rules: Rules) -> str:
    """What a person must decide before there is a note; empty where there is nothing."""
    left, shown, number = books.left_of(invoice), _shown(order, refund, invoice), typed(order.number)
    answer = books.answers.get(refund.id)
    undone = next((note for note in books.papers if note.booked.source_id == refund.id and note.is_undone), None)
    if undone is not None:
        return say("issuing.note_undone", note=undone.booked.name, order=number, **shown)
    if refund.doubt and not is_sure(answer, rules):
        return say("issuing.doubtful_refund", doubt=refund.doubt, order=number, **shown)
    if invoice.is_adopted and not is_sure(answer, rules) and _was_before(refund, invoice):
        return say("issuing.refund_before_adoption", order=number, **shown)
    if refund.amount > left + PESO:
        return say("issuing.refund_too_big", left=plain(left), **shown)
    if rules.makes_notes and rules.after.credit_notes == "hold" and answer != "approve":
        return say("issuing.approve_credit_note", order=number, **shown)
    return ""


def _was_before(refund: Refund, invoice: Kept) -> bool:
    return refund.created_at is None or refund.created_at < invoice.made_at


def is_all(refund: Refund, left: Decimal) -> bool:
    """Rounding apart: the ledger's total may be cents off what the shop charged (siigo-api.md 13.5)."""
    return abs(refund.amount - left) <= PESO


def _reason(refund: Refund, left: Decimal, *, is_first: bool) -> int:
    """The last of several partial notes is partial too (colombia.md 4.2)."""
    if is_all(refund, left):
        return WHOLE if is_first else PART
    return PART if any(line.quantity for line in refund.lines) else DISCOUNT
