"""An order's documents composed by its connection: dated today in Bogotá, marked, and not yet made.

Raises OrderHeld with every problem, RemoteError when a catalogue cannot be read.
"""

from connector import clock
from connector.colombia.dates import bogota_date
from connector.issuing.connection import Connection
from connector.issuing.keys import marker_of
from connector.model.documents import Document, DocumentKind, GivenBack, PaidIn
from connector.model.order import Order


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
    sold = connection.as_sold(order)
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
