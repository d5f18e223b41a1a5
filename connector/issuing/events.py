"""The newest state of an order that can be known: read from the shop, or the newest of the stored deliveries."""

from collections.abc import Sequence

from connector.db.tables import DeliveryRow
from connector.errors import OrderHeld, RemoteUnavailable
from connector.issuing.connection import Connection
from connector.messages import say
from connector.model.events import Event, OrderDeleted, OrderSeen
from connector.newest import newest_delivered

PATIENCE = 5
"""Looks at a shop that does not show an order which it told us of, before a person is asked."""


def newest_event(connection: Connection, order_id: str, deliveries: Sequence[DeliveryRow], tries: int) -> Event:
    """`deliveries` newest first; `tries`: failed looks so far.

    Raises RemoteError when the shop cannot be read, OrderHeld when what it says makes no sense.
    """
    if not (connection.refetch and connection.store.can_fetch):
        return newest_delivered(connection.store, deliveries)
    payload = connection.store.fetch(order_id)
    if payload is not None:
        return _later(connection.store.read("", payload), _delivered(connection, deliveries))
    if isinstance(_delivered(connection, deliveries), OrderDeleted):
        return OrderDeleted(order_id)
    if tries < PATIENCE:  # a shop's replica may lag behind its own webhook
        raise RemoteUnavailable(say("issuing.not_shown"))
    raise OrderHeld(say("issuing.not_shown"))


def _later(fetched: Event, delivered: Event | None) -> Event:
    """The shop's answer, unless a delivery tells of a later state: a cache or replica may be behind."""
    match fetched, delivered:
        case OrderSeen(now), OrderSeen(told) if told.updated_at > now.updated_at:
            return delivered
        case _:
            return fetched


def _delivered(connection: Connection, deliveries: Sequence[DeliveryRow]) -> Event | None:
    try:
        return newest_delivered(connection.store, deliveries)
    except OrderHeld:
        return None
