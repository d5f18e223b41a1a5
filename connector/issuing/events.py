"""The newest state of an order that can be known: read from the shop, or the newest of the stored deliveries."""

from collections.abc import Sequence
from dataclasses import dataclass

from connector.db.tables import DeliveryRow
from connector.errors import OrderHeld, RemoteUnavailable
from connector.issuing.connection import Connection
from connector.json_text import NotJson, parse
from connector.messages import say
from connector.model.events import Event, Ignored, OrderDeleted, OrderSeen

PATIENCE = 5
"""Looks at a shop that does not show an order which it told us of, before a person is asked."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What one stored delivery says; `age` 0 is the one that arrived last."""

    age: int
    event: Event | OrderHeld


def newest_event(connection: Connection, order_id: str, deliveries: Sequence[DeliveryRow], tries: int) -> Event:
    """`deliveries` newest first; `tries`: failed looks so far.

    Raises RemoteError when the shop cannot be read, OrderHeld when what it says makes no sense.
    """
    if not (connection.refetch and connection.store.can_fetch):
        return newest_delivered(connection, deliveries)
    payload = connection.store.fetch(order_id)
    if payload is not None:
        return _later(connection.store.read("", payload), _delivered(connection, deliveries))
    if isinstance(_delivered(connection, deliveries), OrderDeleted):
        return OrderDeleted(order_id)
    if tries < PATIENCE:  # a shop's replica may lag behind its own webhook
        raise RemoteUnavailable(say("issuing.not_shown"))
    raise OrderHeld(say("issuing.not_shown"))


def newest_delivered(connection: Connection, deliveries: Sequence[DeliveryRow]) -> Event:
    """Arrival means nothing for states, so the latest `updated_at` wins.

    A deletion has no such time: it stands unless a state arrived after it that is later than all before. What cannot be
    read and arrived after the state that would win may be newer than it, so nothing is decided then.
    """
    read = [_Read(age, _understood(connection, delivery)) for age, delivery in enumerate(_wanted(deliveries))]
    seen = [(one.event.order.updated_at, -one.age, one) for one in read if isinstance(one.event, OrderSeen)]
    best = max(seen, key=lambda item: item[:2])[2] if seen else None
    deletion = next((one for one in read if isinstance(one.event, OrderDeleted)), None)
    if deletion and (best is None or best.age > deletion.age):
        return deletion.event if isinstance(deletion.event, OrderDeleted) else OrderDeleted("")
    trouble = next((one for one in read if isinstance(one.event, OrderHeld)), None)
    if trouble and isinstance(trouble.event, OrderHeld) and (best is None or trouble.age < best.age):
        raise trouble.event
    if best and isinstance(best.event, OrderSeen):
        return best.event
    ignored = next((one.event for one in read if isinstance(one.event, Ignored)), None)
    return ignored or Ignored(say("issuing.nothing_stored"))


def _later(fetched: Event, delivered: Event | None) -> Event:
    """The shop's answer, unless a delivery tells of a later state: a cache or replica may be behind."""
    match fetched, delivered:
        case OrderSeen(now), OrderSeen(told) if told.updated_at > now.updated_at:
            return delivered
        case _:
            return fetched


def _delivered(connection: Connection, deliveries: Sequence[DeliveryRow]) -> Event | None:
    try:
        return newest_delivered(connection, deliveries)
    except OrderHeld:
        return None


def _wanted(deliveries: Sequence[DeliveryRow]) -> list[DeliveryRow]:
    return [delivery for delivery in deliveries if not delivery.ignored]


def _understood(connection: Connection, delivery: DeliveryRow) -> Event | OrderHeld:
    try:
        return connection.store.read(delivery.topic, parse(delivery.body))
    except OrderHeld as held:
        return held
    except NotJson as error:
        return OrderHeld(str(error))
