"""An order's documents composed by its connection: dated today in Bogotá, marked, and not yet made.

Raises OrderHeld with every problem, RemoteError when a catalogue cannot be read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from connector import clock
from connector.colombia.dates import bogota_date
from connector.errors import OrderHeld
from connector.issuing.connection import Connection
from connector.issuing.keys import marker_of
from connector.issuing.made import MadeOf
from connector.issuing.steps import IssueInvoice, IssueReceipt, SaveCustomer, Step
from connector.messages import say, typed
from connector.model.documents import Document, DocumentKind, GivenBack, PaidIn
from connector.model.fingerprint import fingerprint
from connector.model.money import plain
from connector.model.order import Order


def composed(connection: Connection, step: Step, order_now: Order | None, *, buyer: str) -> MadeOf:
    """The document of a step that makes one; `order_now`: as the shop tells it, whatever of it is invoiced; `buyer`:
    the correction that it holds."""
    match step:
        case SaveCustomer(order):
            return MadeOf(document=compose(connection, "customer", order, order.id), source_id=order.id)
        case IssueReceipt(order, source_id, paid_in):
            return MadeOf(document=compose_receipt(connection, order, paid_in, source_id), source_id=source_id)
        case IssueInvoice(order, source_id, settled):
            document, mark = compose(connection, "invoice", order, source_id), fingerprint(order_now or order)
            _must_show_its_advance(order, document)
            return MadeOf(document=document, source_id=source_id, fingerprint=mark, settled=settled, buyer=buyer)
        case _:
            raise ValueError(f"{type(step).__name__} makes no document")


def _must_show_its_advance(order: Order, invoice: Document) -> None:
    """Paid by itself, the invoice would take in what a receipt has taken in already."""
    if order.advanced and not invoice.receivable and not invoice.advance:
        raise OrderHeld(say("issuing.advance_paid_again", advanced=plain(order.advanced)))


@contextmanager
def saying_how_to_do_without(step: IssueReceipt) -> Iterator[None]:
    """Whatever holds a receipt may also be answered by having none."""
    try:
        yield
    except OrderHeld as held:
        answer = say("issuing.receipt_not_wanted", order=typed(step.order.number), receipt=step.source_id)
        raise OrderHeld(*held.problems, answer) from held


def compose(connection: Connection, kind: DocumentKind, order: Order, source_id: str) -> Document:
    """The buyer or the invoice, of the order as it is sold."""
    sold = connection.as_sold(order)
    return connection.ledger.compose(
        kind,
        connection.draft(kind, sold),
        sold,
        today=bogota_date(clock.now()),
        marker=marker_of(connection.name, kind, source_id),
    )


def compose_credit_note(connection: Connection, order: Order, given_back: GivenBack, source_id: str) -> Document:
    sold = replace(connection.as_sold(order), refund=given_back.refund)
    return connection.ledger.compose_credit_note(
        connection.draft("credit_note", sold),
        sold,
        given_back,
        today=bogota_date(clock.now()),
        marker=marker_of(connection.name, "credit_note", source_id),
    )


def compose_receipt(connection: Connection, order: Order, paid_in: PaidIn, source_id: str) -> Document:
    return connection.ledger.compose_receipt(
        connection.draft("receipt", order),
        order,
        paid_in,
        today=bogota_date(clock.now()),
        marker=marker_of(connection.name, "receipt", source_id),
    )
