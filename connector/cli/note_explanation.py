"""What each refund of an order would become: its credit note, or why there is none. Pure.

Where no invoice exists yet, as if the one that would be made stood in the ledger and DIAN had accepted it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from connector.checking import Checked
from connector.cli.tax_rates import tax_percentages
from connector.colombia.dates import bogota_date
from connector.errors import OrderHeld
from connector.issuing.books import ACCEPTED, BOOKED, Books, Kept
from connector.issuing.connection import Connection
from connector.issuing.keys import marker_of
from connector.issuing.plan import plan
from connector.issuing.steps import Ask, IssueCreditNote, Step, Undo
from connector.ledgers import ledger_module
from connector.mapping import Row, explain
from connector.messages import say
from connector.model.documents import Booked, Document, GivenBack
from connector.model.events import OrderSeen
from connector.model.order import Order, Refund
from connector.ports import ComposedOffline


@dataclass(slots=True, kw_only=True)
class NoteExplanation:
    """One refund."""

    refund: Refund
    decision: str
    fields: Sequence[Row] = ()
    """Of the mapping's `credit_note:`."""
    document: Document | None = None
    problems: Sequence[str] = ()
    """Why the note would be held."""
    not_checked: Sequence[str] = ()


def notes_explained(
    connection: Connection, checked: Checked, order: Order, books: Books, invoice: Document | None, now: datetime
) -> list[NoteExplanation]:
    """One for each refund, oldest first; none where there is no invoice that they could be of."""
    at_rest = "" if "invoice" in connection.ledger.resends else BOOKED
    kept = books.invoice or (_as_if_made(invoice, now, at_rest) if invoice else None)
    if kept is None:
        return []
    papers = books.papers if books.invoice else (kept,)
    found: list[NoteExplanation] = []
    for refund in order.refunds:
        one = NoteExplanation(refund=refund, decision=_known(refund, kept, papers))
        if not one.decision:
            _explain(one, connection, checked, replace(order, refunds=(refund,)), Books(papers=papers), now)
        if one.document:
            papers = (*papers, _as_if_made(one.document, now, at_rest, refund.id))
        found.append(one)
    return found


def _known(refund: Refund, invoice: Kept, papers: Sequence[Kept]) -> str:
    """What needs no deciding; else empty."""
    if refund.is_pending:
        return say("explain_note.pending")
    if refund.id in invoice.settled:
        return say("explain_note.settled", invoice=invoice.booked.name)
    made = next((kept.booked.name for kept in papers if kept.booked.source_id == refund.id), "")
    return say("explain_note.made", name=made) if made else ""


def _explain(
    one: NoteExplanation, connection: Connection, checked: Checked, order: Order, books: Books, now: datetime
) -> None:
    """Where a person is asked, the note is shown as it would be once that person approves it."""
    is_waiting = books.invoice is not None and books.invoice.is_on_its_way
    at_rest = replace(books, papers=tuple(_at_rest(kept) for kept in books.papers))
    step = _step(connection, order, at_rest, now)
    one.decision = _in_words(step, is_waiting=is_waiting)
    if isinstance(step, Ask):
        step = _step(connection, order, replace(at_rest, answers={one.refund.id: "approve"}), now)
    if not isinstance(step, IssueCreditNote):
        one.problems = [step.why] if isinstance(step, Ask) else []
        return
    try:
        composed = _composed(one, connection, checked, step, now)
    except OrderHeld as held:
        one.problems = held.problems
        return
    one.document, one.not_checked = composed.document, composed.not_checked


def _composed(
    one: NoteExplanation, connection: Connection, checked: Checked, step: IssueCreditNote, now: datetime
) -> ComposedOffline:
    """Raises OrderHeld; the fields are kept all the same, where the mapping has no problem."""
    given_back: GivenBack = step.given_back
    order = replace(connection.as_sold(step.order), refund=given_back.refund)
    draft = connection.draft("credit_note", order)
    one.fields = explain(draft)
    return ledger_module(connection.ledger.system).compose_credit_note_offline(
        checked.ledger,
        draft,
        order,
        given_back,
        tax_rates=tax_percentages(checked.file),
        today=bogota_date(now),
        marker=marker_of(connection.name, "credit_note", step.source_id),
    )


def _step(connection: Connection, order: Order, books: Books, now: datetime) -> Step:
    return plan(OrderSeen(replace(order, is_cancelled=False)), books, connection.rules, now)[0]


def _in_words(step: Step, *, is_waiting: bool) -> str:
    match step:
        case IssueCreditNote() if is_waiting:
            return say("explain_note.waits")
        case IssueCreditNote():
            return say("explain_note.is_made")
        case Ask(why):
            return say("explain_note.asks", why=why)
        case Undo(kept):
            return say("explain_note.undone", invoice=kept.booked.name)
        case _:
            return say("explain_note.none")


def _at_rest(kept: Kept) -> Kept:
    """Whatever waits for DIAN is taken for accepted, and an edited order for the one that was invoiced."""
    status = ACCEPTED if kept.is_on_its_way else kept.booked.status
    return replace(kept, booked=replace(kept.booked, status=status), fingerprint="")


def _as_if_made(document: Document, now: datetime, at_rest: str, source_id: str = "") -> Kept:
    """`at_rest`: where a document that DIAN does not see comes to stand."""
    stamp = document.body.get("stamp")
    is_sent = isinstance(stamp, dict) and stamp.get("send") is True
    booked = Booked(
        kind=document.kind,
        source_id=source_id or document.order_id,
        ledger_id=say("explain_note.future_id"),
        name=say("explain_note.future_name"),
        total=document.total,
        status=ACCEPTED if is_sent else at_rest,
        receivable=document.receivable,
        advance=document.advance,
        dated_on=document.dated_on,
        body=document.body,
        lines=document.lines,
    )
    return Kept(booked=booked, made_at=now)
