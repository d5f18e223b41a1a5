"""Finding the invoice that somebody else made of an order; it must be nobody else's."""

from contextlib import suppress
from dataclasses import replace

from connector.db.books import linked_to
from connector.db.database import reading
from connector.errors import OrderHeld
from connector.issuing.connection import Connection
from connector.issuing.documents import Desk
from connector.issuing.keys import marker_of
from connector.issuing.steps import Adopt
from connector.messages import say, typed
from connector.model.documents import Adopted
from connector.model.order import Order

ID_FIELDS = frozenset({"identification", "nit"})
"""What ledgers call the number of a customer's identity document, in lower case."""


def made_elsewhere(desk: Desk, step: Adopt) -> Adopted | None:
    """None where there is none, and where we may have made it ourselves: then making it again finds it.

    Raises OrderHeld where the trace leads to several, or to the invoice of another order; RemoteError.
    """
    order, connection = step.order, desk.connection
    if desk.was_tried("invoice", order.id, order.id):
        return None
    marker = marker_of(connection.name, "invoice", order.id)
    trace = replace(step.trace, marker=marker, identification=_identification(connection, order))
    found = connection.ledger.made_elsewhere(order, trace)
    if found is None:
        return None
    with reading(desk.engine) as database:
        link = linked_to(database, "invoice", found.issued.id, connection.ledger.company)
    if link:
        shown = {"other": link.order_id, "order": typed(order.number)}
        raise OrderHeld(say("issuing.adopted_twice", name=found.issued.name, **shown))
    return found


def _identification(connection: Connection, order: Order) -> str:
    """The buyer's, where the mapping can tell: an order that will be held may all the same have its invoice."""
    with suppress(OrderHeld):
        values = connection.draft("customer", order).values
        return next((str(value) for name, value in values.items() if name.lower() in ID_FIELDS), "")
    return ""
