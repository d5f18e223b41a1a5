"""The newest state of an order that can be known: read from the shop, or the newest of the stored deliveries."""

from collections.abc import Sequence
from datetime import datetime

from connector.db.tables import DeliveryRow
from connector.errors import OrderHeld
from connector.issuing.connection import Connection
from connector.json_text import NotJson, parse
from connector.messages import say
from connector.model.events import Event, Ignored, OrderDeleted, OrderSeen


def newest_event(connection: Connection, order_id: str, deliveries: Sequence[DeliveryRow]) -> Event:
    """`deliveries` newest first. Raises RemoteError when the shop cannot be read, OrderHeld when it makes no sense."""
    if connection.refetch and connection.store.can_fetch:
        payload = connection.store.fetch(order_id)
        if payload is None:
            return OrderDeleted(order_id)
        return connection.store.read("", payload)
    return newest_delivered(connection, deliveries)


def newest_delivered(connection: Connection, deliveries: Sequence[DeliveryRow]) -> Event:
    """Arrival means nothing, so the latest `updated_at` wins; a deletion wins when it arrived last."""
    best: OrderSeen | None = None
    best_at: datetime | None = None
    ignored: Ignored | None = None
    trouble: OrderHeld | None = None
    for position, delivery in enumerate(deliveries):
        if delivery.ignored:
            continue
        try:
            event = connection.store.read(delivery.topic, parse(delivery.body))
        except (OrderHeld, NotJson) as error:
            trouble = trouble or (error if isinstance(error, OrderHeld) else OrderHeld(str(error)))
            if best is None and position == 0:
                break  # the newest state is unreadable: an older one must not stand in for it
            continue
        match event:
            case OrderDeleted() if best is None:
                return event
            case OrderSeen(order) if best_at is None or order.updated_at > best_at:
                best, best_at = event, order.updated_at
            case Ignored():
                ignored = ignored or event
    if best:
        return best
    if trouble:
        raise trouble
    return ignored or Ignored(say("issuing.nothing_stored"))
