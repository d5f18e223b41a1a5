"""Credit notes made: by us, or linked where a person has made one, or kept where a person says so."""

from collections.abc import Collection

from connector import clock
from connector.colombia.dates import bogota_date
from connector.errors import OrderHeld
from connector.issuing.books import BOOKED
from connector.issuing.documents import Desk
from connector.issuing.keys import marker_of
from connector.issuing.made import MadeOf
from connector.issuing.steps import IssueCreditNote, NoteByHand
from connector.messages import say
from connector.model.documents import Document, Issued
from connector.model.money import plain


def make_note(desk: Desk, step: IssueCreditNote, made_of: MadeOf, known: Collection[str], answer: str) -> None:
    """A note that somebody made by hand for the same amount is linked, not made again (siigo-api.md 14).

    `known`: ledger ids that are in the books. `answer`: what a person said of the refund. Raises OrderHeld and
    RemoteError.
    """
    document = made_of.document
    was_tried = desk.was_tried("credit_note", step.order.id, step.source_id)
    by_hand = [] if was_tried else _made_by_hand(desk, step, known)
    same = next((note for note in by_hand if note.total == document.total), None)
    if same:
        desk.adopt(made_of, same, say("issuing.note_by_hand", name=same.name))
    elif by_hand and answer != "approve":
        names = ", ".join(note.name for note in by_hand)
        raise OrderHeld(say("issuing.other_notes", names=names, amount=plain(document.total)))
    else:
        desk.make(made_of)


def keep_note(desk: Desk, step: NoteByHand) -> None:
    """In a ledger that makes none for us: what a person made is in the books under the name that they gave."""
    refund, invoice = step.given_back.refund, step.given_back.invoice
    document = Document(
        kind="credit_note",
        order_id=step.order.id,
        dated_on=bogota_date(clock.now()),
        body={},
        total=refund.amount,
        order_total=refund.amount,
        receivable=refund.amount,
        marker=marker_of(desk.connection.name, "credit_note", step.source_id),
    )
    made = Issued(id=f"{invoice.ledger_id}/{step.source_id}", name=step.name, total=refund.amount, status=BOOKED)
    desk.adopt(MadeOf(document=document, source_id=step.source_id), made)


def _made_by_hand(desk: Desk, step: IssueCreditNote, known: Collection[str]) -> list[Issued]:
    return [note for note in desk.connection.ledger.credit_notes_of(step.given_back.invoice) if note.id not in known]
