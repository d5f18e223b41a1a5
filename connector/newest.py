"""The newest state of an order among its stored deliveries: they come unordered and late, and some cannot be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from connector.db.tables import DeliveryRow
from connector.errors import OrderHeld
from connector.json_text import NotJson, parse
from connector.messages import say
from connector.model.events import Event, Ignored, OrderDeleted, OrderSeen
from connector.ports import Store


@dataclass(frozen=True, slots=True)
class _Read:
    """What one stored delivery says; `age` 0 is the one that arrived last."""

    age: int
    event: Event | OrderHeld


def newest_delivered(store: Store, deliveries: Sequence[DeliveryRow]) -> Event:
    """Arrival means nothing for states, so the latest `updated_at` wins.

    A deletion has no such time: it stands unless a state arrived after it that is later than all before. What cannot be
    read and arrived after the state that would win may be newer than it, so nothing is decided then.
    """
    read = [_Read(age, _understood(store, delivery)) for age, delivery in enumerate(_wanted(deliveries))]
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


def _wanted(deliveries: Sequence[DeliveryRow]) -> list[DeliveryRow]:
    return [delivery for delivery in deliveries if not delivery.ignored]


def _understood(store: Store, delivery: DeliveryRow) -> Event | OrderHeld:
    try:
        return store.read(delivery.topic, parse(delivery.body))
    except OrderHeld as held:
        return held
    except NotJson as error:
        return OrderHeld(str(error))
