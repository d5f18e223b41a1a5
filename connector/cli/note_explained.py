"""The explanation of an order's refunds on the terminal and as JSON."""

from collections.abc import Sequence

import click

from connector.cli.explained import document_object, field_object, headed, show_document, show_fields, show_sentences
from connector.cli.note_explanation import NoteExplanation
from connector.cli.tables import clean
from connector.messages import say
from connector.model.money import plain


def notes_object(notes: Sequence[NoteExplanation]) -> list[dict[str, object]]:
    """For `--json`."""
    return [
        {
            "refund": note.refund.id,
            "amount": note.refund.amount,
            "reason": note.refund.reason,
            "decision": note.decision,
            "problems": note.problems,
            "fields": [field_object(row) for row in note.fields],
            "document": document_object(note.document) if note.document else None,
        }
        for note in notes
    ]


def show_notes(notes: Sequence[NoteExplanation], currency: str, *, is_invoiced: bool, with_fields: bool) -> None:
    """Each with its decision, its document and what is wrong with it."""
    if notes and not is_invoiced:
        headed("explain_note.as_if")
    for note in notes:
        headed("explain_note.heading", id=note.refund.id, amount=plain(note.refund.amount), currency=currency)
        if note.refund.reason:
            click.echo(clean(say("explain_note.said", reason=note.refund.reason)))
        click.echo(clean(note.decision))
        if note.fields and with_fields:
            show_fields("credit_note", note.fields)
        if note.document:
            show_document(note.document)
        show_sentences("explain_note.not_held", note.problems)
