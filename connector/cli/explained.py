"""An explanation on the terminal and as JSON."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import click

from connector.cli.explanation import Explanation
from connector.cli.history import History
from connector.cli.orders import document_words
from connector.cli.tables import clean, show_table
from connector.json_text import write_pretty
from connector.mapping import Row
from connector.messages import say
from connector.model.documents import Document, DocumentKind, DocumentLine
from connector.model.money import plain


def explanation_object(found: Explanation) -> dict[str, object]:
    """For `--json`. Money is a number, digit for digit."""
    return {
        "connection": found.connection,
        "order_id": found.order.id,
        "order_number": found.order.number,
        "total": found.order.invoice_total,
        "currency": found.order.currency,
        "decision": found.decision,
        "problems": found.problems,
        "fields": [{"document": kind, **field_object(row)} for kind, row in found.fields],
        "documents": [document_object(document) for document in found.documents],
        "not_checked": found.not_checked,
    }


def show_explanation(found: Explanation) -> None:
    """Decision, fields, documents, what is wrong and what was not checked."""
    order = found.order
    total = plain(order.invoice_total)
    click.echo(clean(say("explain.order", number=order.number, id=order.id, connection=found.connection)))
    click.echo(say("explain.total", total=total, currency=order.currency))
    click.echo(clean(found.decision))
    for kind in dict.fromkeys(kind for kind, _ in found.fields):
        show_fields(kind, [row for each, row in found.fields if each == kind])
    for document in found.documents:
        show_document(document)
    show_sentences("explain.problems", found.problems)
    show_sentences("explain.not_checked", found.not_checked)


def show_history(history: History) -> None:
    """State, deliveries, attempts and documents, without what they hold."""
    row = history.row
    click.echo(clean(" ".join([say("explain.state", state=row.state), *filter(None, [row.why])])))
    _show_rows(
        "explain.deliveries",
        ("received_at", "topic", "ignored"),
        [[_moment(each.received_at), each.topic, each.ignored] for each in history.deliveries],
    )
    _show_rows(
        "explain.attempts",
        ("started_at", "kind", "key", "outcome", "error"),
        [[_moment(each.started_at), each.kind, each.key, each.outcome, each.error] for each in history.attempts],
    )
    _show_rows(
        "explain.links",
        ("kind", "id", "document", "url"),
        [[each.kind, each.ledger_id, document_words(each), each.url] for each in history.links],
    )
    click.echo()


def show_fields(kind: DocumentKind, rows: Sequence[Row]) -> None:
    headed("explain.fields", kind=kind)
    headings = [say(f"explain.heading.{name}") for name in ("target", "value", "place", "source")]
    show_table(headings, [_field_cells(row) for row in rows], whole=[2])


def show_document(document: Document) -> None:
    """The body, each line beside what was paid or given back for it, and the totals."""
    headed("explain.document", kind=document.kind)
    click.echo(clean(write_pretty(document.sent)))
    if document.lines:
        headed("explain.lines")
        is_note = document.kind == "credit_note"
        money = "given_back" if is_note else "paid"
        names = ("code", "quantity", "unit_price", money, "base", "tax", "line_total", "difference")
        headings = [say(f"explain.heading.{name}") for name in names]
        show_table(headings, [_line_cells(line) for line in document.lines], right=range(1, 8))
        show_sentences("explain.moved", [_moved(line) for line in document.lines if line.note])
        shown = {"total": document.total, "order": document.order_total, "off": document.off}
        key = "explain_note.totals" if is_note else "explain.totals"
        click.echo(say(key, **{name: plain(amount) for name, amount in shown.items()}))
        if document.withheld:
            click.echo(say("explain.withheld", withheld=plain(document.withheld)))
    show_sentences("explain.warnings", document.warnings)


def _show_rows(key: str, names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if rows:
        headed(key)
        show_table([say(f"explain.heading.{name}") for name in names], rows)


def show_sentences(key: str, sentences: Sequence[str]) -> None:
    if sentences:
        headed(key)
        for sentence in sentences:
            click.echo(f"- {clean(sentence)}")


def headed(key: str, **values: object) -> None:
    click.echo(f"\n{say(key, **values)}")


def _field_cells(row: Row) -> list[str]:
    return [row.target, _shown(row.value), _place(row), row.origin.source if row.origin else ""]


def _line_cells(line: DocumentLine) -> list[str]:
    cost = line.base + line.tax
    amounts = (line.quantity, line.unit_price, line.order_gross, line.base, line.tax, cost, line.moved)
    return [line.code, *(plain(amount) for amount in amounts)]


def _moved(line: DocumentLine) -> str:
    off = f"{line.moved:+}" if line.moved else plain(line.moved)
    return f"{line.code} ({off}): {line.note}"


def field_object(row: Row) -> dict[str, object]:
    value = row.value.isoformat() if isinstance(row.value, date) else row.value
    source = row.origin.source if row.origin else ""
    return {"target": row.target, "value": value, "source": source, "place": _place(row)}


def document_object(document: Document) -> dict[str, object]:
    return {
        "kind": document.kind,
        "body": document.sent,
        "total": document.total,
        "order_total": document.order_total,
        "withheld": document.withheld,
        "difference": document.off,
        "warnings": document.warnings,
        "lines": [
            {
                "code": line.code,
                "line_id": line.line_id,
                "quantity": line.quantity,
                "unit_price": line.unit_price,
                "base": line.base,
                "tax": line.tax,
                "total": line.total,
                "order_gross": line.order_gross,
                "difference": line.moved,
                "note": line.note,
            }
            for line in document.lines
        ],
    }


def _shown(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case _:
            return str(value)


def _place(row: Row) -> str:
    return f"{row.origin.file}:{row.origin.line}" if row.origin else ""


def _moment(moment: date) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}Z"
