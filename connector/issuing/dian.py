"""DIAN's answer: when it is asked for next, when it is missed, and what is sent once more. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from connector.issuing.books import NOT_SENT, REFUSED, REJECTED, UNCLEAR, Books, Kept
from connector.issuing.rules import Rules
from connector.issuing.steps import Ask, MakeAnew, SendToDian, Step
from connector.messages import say, typed
from connector.model.order import Order

LONGEST_WAIT = timedelta(hours=1)


def next_look(kept: Kept, first: timedelta) -> datetime:
    """Soon at first, then after as long again as has passed, at most an hour on the first day (siigo-api.md 18: seconds
    to minutes), and less and less often after it."""
    since = kept.under_way_since
    if kept.looked_at is None or kept.looked_at < since:
        return since + first
    age = kept.looked_at - since
    return kept.looked_at + min(max(age, first), max(LONGEST_WAIT, age / 24))


def late(waiting: Sequence[Kept], rules: Rules, now: datetime) -> Iterator[str]:
    for kept in waiting:
        age = now - kept.under_way_since
        if age >= rules.after.late:
            hours = int(age.total_seconds() // 3600)
            key = "issuing.no_answer_of_dian" if kept.is_stamped else "issuing.not_loaded"
            yield say(key, name=kept.booked.name, hours=hours, status=kept.booked.status)


def unclear(waiting: Sequence[Kept]) -> Iterator[Ask]:
    """What only a person can find out comes before everything that waits for it."""
    for kept in waiting:
        if kept.booked.status == UNCLEAR:
            yield Ask(say("issuing.unclear", name=kept.booked.name, errors="; ".join(kept.errors) or "—"))


def sent_again(order: Order | None, books: Books) -> Iterator[Step]:
    """What DIAN rejected, and a draft that a person wants to be sent."""
    number = typed(order.number) if order else _order_id(books)
    for kept in books.papers:
        status, is_asked_for = kept.booked.status, books.answers.get(kept.booked.ledger_id) == "send"
        errors = "; ".join(kept.errors) or "—"
        if status == REFUSED and is_asked_for:
            yield MakeAnew(kept)
        elif status == REFUSED:
            yield Ask(say("issuing.refused", name=kept.booked.name, errors=errors, order=number))
        elif is_asked_for and (status == REJECTED or status in NOT_SENT):
            yield SendToDian(kept)
        elif status == REJECTED:
            key = "issuing.rejected_by_dian" if kept.booked.kind == "invoice" else "issuing.note_rejected_by_dian"
            yield Ask(say(key, name=kept.booked.name, errors=errors, order=number))


def _order_id(books: Books) -> str:
    """Of an order that is not known any more; an invoice that was made again has a number after it."""
    return books.invoice.booked.source_id.partition("#")[0] if books.invoice else ""
