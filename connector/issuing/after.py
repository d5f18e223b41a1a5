"""What follows an invoice: DIAN's answer, refunds, a cancellation, an edit, the shop's order page. Pure.

Every question that only a person can answer ends in `Ask`, once, and with what to do.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from connector.issuing.books import BATCHED, REFUSED, UNCLEAR, Books, Kept
from connector.issuing.dian import late, next_look, sent_again, unclear
from connector.issuing.edits import edited, is_to_be_redone, made_again, without_invoice
from connector.issuing.receipts import advances, not_crossed, receipts_of_invoice
from connector.issuing.refunds import changed_refunds, refunds, rest_of_cancelled, unwanted
from connector.issuing.rules import Rules
from connector.issuing.steps import Ask, Done, Later, Look, Skip, Step, Tell
from connector.messages import say
from connector.model.documents import News
from connector.model.order import Order


def follow_up(order: Order | None, books: Books, rules: Rules, now: datetime) -> list[Step]:
    """The next step for an order that has an invoice; `order` None: the shop has deleted it."""
    invoice = books.invoice
    if invoice is None:
        raise ValueError("nothing follows an invoice that does not exist")
    step = next(_in_turn(order, invoice, books, rules, now))
    if isinstance(step, Ask):  # what is known is shown before a person is waited for
        step = next(_telling(order, invoice, books, rules), step)
    looks = [next_look(kept, rules.after.first_look) for kept in books.papers if kept.is_on_its_way]
    return [replace(step, at=min(looks)) if isinstance(step, Ask) and looks else step]


def news_of(books: Books) -> News | None:
    """What the shop should show, once DIAN has answered or need not; not what is not in the ledger."""
    invoice = books.invoice
    if invoice is None or invoice.is_on_its_way or invoice.booked.status == REFUSED:
        return None
    notes = (note.booked for note in books.notes_of(invoice))
    names = tuple(note.name for note in notes if note.status not in (BATCHED, UNCLEAR, REFUSED))
    booked = invoice.booked
    return News(invoice=booked.name, status=booked.status, cufe=invoice.cufe, url=invoice.url, credit_notes=names)


def _in_turn(order: Order | None, invoice: Kept, books: Books, rules: Rules, now: datetime) -> Iterator[Step]:
    """The steps that are open, the first of which is taken."""
    waiting = [kept for kept in books.papers if kept.is_on_its_way]
    looks = {kept.booked.ledger_id: next_look(kept, rules.after.first_look) for kept in waiting}
    yield from (Look(kept) for kept in waiting if looks[kept.booked.ledger_id] <= now)
    yield from unclear(waiting)
    if order is not None and is_to_be_redone(order, invoice, books):
        yield from made_again(order, invoice, books, rules)
    if not invoice.is_undone:
        yield from unwanted(order, invoice, books, rules)
        if order is not None:
            yield from refunds(order, invoice, books, rules)
            yield from changed_refunds(order, invoice, books, rules)
            yield from rest_of_cancelled(order, invoice, books, rules)
        yield from sent_again(order, books)
    if order is not None:
        yield from without_invoice(order, invoice, books, rules)
        if not invoice.is_undone:
            yield from edited(order, invoice, books, rules)
            yield from advances(order, books, rules, is_due=True)
            yield from receipts_of_invoice(order, invoice, books, rules)
    yield from _telling(order, invoice, books, rules)
    if invoice.is_undone:
        yield Skip(say("issuing.undone", invoice=invoice.booked.name, status=invoice.booked.status))
    warnings = (*books.warnings, *not_crossed(invoice, books), *late(waiting, rules, now))
    yield Later(min(looks.values()), warnings) if waiting else Done(warnings)


def _telling(order: Order | None, invoice: Kept, books: Books, rules: Rules) -> Iterator[Step]:
    """An invoice that was undone is news only where it was shown."""
    news = news_of(books)
    if not rules.tells or order is None or news is None or news == books.told:
        return
    if not invoice.is_undone or books.told is not None:
        yield Tell(order.id, news)
