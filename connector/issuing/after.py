"""What follows an invoice: DIAN's answer, refunds, a cancellation, an edit, the shop's order page. Pure.

Every question that only a person can answer ends in `Ask`, once, and with what to do.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from connector.colombia.sale_refunds import PESO, of_the_sale
from connector.issuing.books import NOT_SENT, REJECTED, Books, Kept
from connector.issuing.receipts import advances, not_crossed, receipts_of_invoice, to_invoice
from connector.issuing.rules import Rules
from connector.issuing.steps import (
    AcceptEdit,
    Ask,
    Done,
    IssueCreditNote,
    IssueInvoice,
    Later,
    Look,
    SendToDian,
    Skip,
    Step,
    Tell,
    Undo,
)
from connector.messages import say, typed
from connector.model.documents import GivenBack, News
from connector.model.fingerprint import fingerprint
from connector.model.money import ZERO, plain
from connector.model.order import Order, Refund

LONGEST_WAIT = timedelta(hours=1)

PART, WHOLE, DISCOUNT = 1, 2, 3
"""Reasons of a credit note (seed 002, colombia.md 4.2)."""


def follow_up(order: Order | None, books: Books, rules: Rules, now: datetime) -> list[Step]:
    """The next step for an order that has an invoice; `order` None: the shop has deleted it."""
    invoice = books.invoice
    if invoice is None:
        raise ValueError("nothing follows an invoice that does not exist")
    return [next(_in_turn(order, invoice, books, rules, now))]


def news_of(books: Books) -> News | None:
    """What the shop should show, once DIAN has answered or need not."""
    invoice = books.invoice
    if invoice is None or invoice.is_on_its_way:
        return None
    names = tuple(note.booked.name for note in books.notes_of(invoice))
    booked = invoice.booked
    return News(invoice=booked.name, status=booked.status, cufe=invoice.cufe, url=invoice.url, credit_notes=names)


def next_look(kept: Kept, first: timedelta) -> datetime:
    """Soon at first, then after as long again as has passed, at most an hour (siigo-api.md 18: seconds to minutes)."""
    if kept.looked_at is None:
        return kept.made_at + first
    return kept.looked_at + min(max(kept.looked_at - kept.made_at, first), LONGEST_WAIT)


def _in_turn(order: Order | None, invoice: Kept, books: Books, rules: Rules, now: datetime) -> Iterator[Step]:
    """The steps that are open, the first of which is taken."""
    waiting = [kept for kept in books.papers if kept.is_on_its_way]
    looks = {kept.booked.ledger_id: next_look(kept, rules.after.first_look) for kept in waiting}
    yield from (Look(kept) for kept in waiting if looks[kept.booked.ledger_id] <= now)
    if invoice.is_undone:
        if order is not None and _is_to_be_redone(order, invoice, books):
            yield from _again(order, invoice, books, rules)
        yield Skip(say("issuing.undone", invoice=invoice.booked.name, status=invoice.booked.status))
        return
    yield from _unwanted(order, invoice, books, rules)
    if order is not None and _is_to_be_redone(order, invoice, books):
        yield from _again(order, invoice, books, rules)
    if order is not None:
        yield from _refunds(order, invoice, books, rules)
    yield from _sent_again(order, books)
    if order is not None:
        yield from _edited(order, invoice, books, rules)
        yield from advances(order, books, rules, is_due=True)
        yield from receipts_of_invoice(order, invoice, books, rules)
    news = news_of(books)
    if rules.tells and order is not None and news is not None and news != books.told:
        yield Tell(order.id, news)
    warnings = (*books.warnings, *not_crossed(invoice, books), *_late(waiting, rules, now))
    yield Later(min(looks.values()), warnings) if waiting else Done(warnings)


def _late(waiting: list[Kept], rules: Rules, now: datetime) -> Iterator[str]:
    for kept in waiting:
        if now - kept.made_at >= rules.after.late:
            hours = int((now - kept.made_at).total_seconds() // 3600)
            yield say("issuing.no_answer_of_dian", name=kept.booked.name, hours=hours, status=kept.booked.status)


def _unwanted(order: Order | None, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """The order was cancelled or deleted: without refunds of its own, the whole invoice is taken back."""
    if order is not None and (not order.is_cancelled or order.refunds):
        return
    if books.left_of(invoice) <= 0:
        return
    if not invoice.is_on_its_way and _may_undo(invoice, books, rules):
        yield from _undoing(invoice, rules)
        return
    if order is None:
        yield Ask(say("issuing.deleted_after_invoice", invoice=invoice.booked.name))
        return
    whole = Refund(id=f"{order.id}-cancelled", amount=books.left_of(invoice), created_at=order.cancelled_at)
    yield from _credit(order, whole, invoice, books, rules)


def _refunds(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    left = books.left_of(invoice)
    for each in order.refunds:
        refund = of_the_sale(each, rules.cards(order), left)
        if refund.is_pending or refund.amount <= 0 or refund.id in invoice.settled:
            continue
        if any(note.booked.source_id == refund.id for note in books.papers):
            continue
        is_whole = _is_all(refund, left) and not books.notes_of(invoice)
        if is_whole and not invoice.is_on_its_way and _may_undo(invoice, books, rules):
            yield from _undoing(invoice, rules)
        else:
            yield from _credit(order, refund, invoice, books, rules)


def _may_undo(invoice: Kept, books: Books, rules: Rules) -> bool:
    return _was_never_stamped(invoice, books) and rules.after.credit_notes != "ignore"


def _was_never_stamped(invoice: Kept, books: Books) -> bool:
    """And nothing hangs on it: then the ledger lets go of it (siigo-api.md 12.3)."""
    is_free = not books.notes_of(invoice) and not books.receipts_since(invoice)
    return is_free and invoice.booked.status in {*NOT_SENT, REJECTED}


def _undoing(invoice: Kept, rules: Rules) -> Iterator[Step]:
    if rules.after.undo == "hold":
        yield Ask(say("issuing.undo_by_hand", invoice=invoice.booked.name))
    else:
        yield Undo(invoice, rules.after.undo)


def _credit(order: Order, refund: Refund, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """One credit note: made, waited for, or asked about."""
    name, left = invoice.booked.name, books.left_of(invoice)
    shown = {"amount": plain(refund.amount), "currency": order.currency, "invoice": name, "refund": refund.id}
    answer = books.answers.get(refund.id)
    if rules.after.credit_notes == "ignore" or answer == "ignore":
        return
    if refund.doubt and answer != "approve":
        yield Ask(say("issuing.doubtful_refund", doubt=refund.doubt, order=typed(order.number), **shown))
        return
    if invoice.is_adopted and answer != "approve" and _was_before(refund, invoice):
        yield Ask(say("issuing.refund_before_adoption", order=typed(order.number), **shown))
        return
    if refund.amount > left + PESO:
        yield Ask(say("issuing.refund_too_big", left=plain(left), **shown))
        return
    if rules.after.credit_notes == "hold" and answer != "approve":
        yield Ask(say("issuing.approve_credit_note", order=typed(order.number), **shown))
        return
    if invoice.is_on_its_way:
        yield Later(next_look(invoice, rules.after.first_look), (say("issuing.credit_note_waits", **shown),))
        return
    if invoice.booked.status == REJECTED:
        return
    notes = tuple(note.booked for note in books.notes_of(invoice))
    reason = _reason(refund, left, is_first=not notes)
    yield IssueCreditNote(
        order, refund.id, GivenBack(invoice=invoice.booked, refund=refund, earlier=notes, reason=reason)
    )


def _was_before(refund: Refund, invoice: Kept) -> bool:
    return refund.created_at is None or refund.created_at < invoice.made_at


def _is_all(refund: Refund, left: Decimal) -> bool:
    """Rounding apart: the ledger's total may be cents off what the shop charged (siigo-api.md 13.5)."""
    return abs(refund.amount - left) <= PESO


def _reason(refund: Refund, left: Decimal, *, is_first: bool) -> int:
    """The last of several partial notes is partial too (colombia.md 4.2)."""
    if _is_all(refund, left):
        return WHOLE if is_first else PART
    return PART if any(line.quantity for line in refund.lines) else DISCOUNT


def _sent_again(order: Order | None, books: Books) -> Iterator[Step]:
    """What DIAN rejected, and a draft that a person wants to be sent."""
    number = typed(order.number) if order else ""
    for kept in books.papers:
        status, is_asked_for = kept.booked.status, books.answers.get(kept.booked.ledger_id) == "send"
        if is_asked_for and (status == REJECTED or status in NOT_SENT):
            yield SendToDian(kept)
        elif status == REJECTED:
            key = "issuing.rejected_by_dian" if kept.booked.kind == "invoice" else "issuing.note_rejected_by_dian"
            yield Ask(say(key, name=kept.booked.name, errors="; ".join(kept.errors) or "—", order=number))


def _edited(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """The order is no longer what was invoiced: three ways out, none of them taken by itself."""
    if rules.after.edits == "ignore" or not invoice.fingerprint or order.is_cancelled:
        return
    if fingerprint(order) == invoice.fingerprint:
        return
    if books.answers.get(invoice.booked.ledger_id) == "keep":
        yield AcceptEdit(invoice, order)
        return
    shown = {"invoice": invoice.booked.name, "total": plain(order.invoice_total), "order": typed(order.number)}
    yield Ask(say("issuing.edited", issued=plain(invoice.booked.total), **shown))


def _is_to_be_redone(order: Order, invoice: Kept, books: Books) -> bool:
    """Not where nothing is left to invoice: then its refunds take it back."""
    is_all_back = order.is_cancelled or order.refunded >= order.total > 0
    return books.answers.get(invoice.booked.ledger_id) == "redo" and not is_all_back


def _again(order: Order, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """Take the invoice back, then make a new one of what the order is now."""
    left = ZERO if invoice.is_undone else books.left_of(invoice)
    if left > 0 and not invoice.is_on_its_way and _was_never_stamped(invoice, books):
        yield from _undoing(invoice, rules)
        return
    if left > 0:
        whole = Refund(id=f"{invoice.booked.source_id}-redone", amount=left)
        approved = replace(books, answers={**books.answers, whole.id: "approve"})
        wanted = replace(rules, after=rules.after.model_copy(update={"credit_notes": "auto"}))
        yield from _credit(order, whole, invoice, approved, wanted)
        return
    number = sum(kept.booked.kind == "invoice" for kept in books.papers) + 1
    settled = frozenset(refund.id for refund in order.refunds if not refund.is_pending)
    yield IssueInvoice(to_invoice(order, books, rules), f"{order.id}#{number}", settled)
