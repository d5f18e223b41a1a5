"""What the intake writes, in the one transaction before the 200."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Executable, case, inspect
from sqlmodel import col

from connector.db.ready import Insert, Ready, bound
from connector.db.tables import CounterRow, DeliveryRow, OrderRow


def keep_delivery(connection: Connection, delivery: Mapping[str, object]) -> int | None:
    """Store it; the new row's id, or None when the same delivery (connection, dedupe) is already there.

    `delivery`: every column of `DeliveryRow` but the id.
    """
    row = _KEEP_DELIVERY(connection, delivery).first()
    return None if row is None else row[0]


def order_arrived(connection: Connection, order: Mapping[str, object]) -> str:
    """The order is due now; the lane that it is worked on in.

    A new one begins in the state and lane given; a known one keeps its state until it is looked at, and its lane for
    ever: it must never be in two lanes. `order`: some columns of `OrderRow`, the others as for a new order.
    """
    (lane,) = _ORDER_ARRIVED(connection, {**NEW_ORDER, **order}).one()
    return str(lane)


def count(connection: Connection, name: str) -> None:
    """Add one to a counter."""
    _COUNT(connection, {"name": name, "count": 1})


NEW_ORDER: Mapping[str, object] = {
    "number": "",
    "state": "waiting",
    "why": "",
    "total": None,
    "currency": "",
    "tries": 0,
}


def _keep_delivery(insert: Callable[[Any], Insert]) -> Executable:
    table = inspect(DeliveryRow).local_table
    return insert(table).values(bound(DeliveryRow)).on_conflict_do_nothing().returning(table.c.id)


def _order_arrived(insert: Callable[[Any], Insert]) -> Executable:
    table = inspect(OrderRow).local_table
    statement = insert(table).values(bound(OrderRow))
    new, known = statement.excluded.newest_delivery, table.c.newest_delivery
    changed = {
        "due_at": statement.excluded.due_at,
        "newest_delivery": case((new > known, new), else_=known),  # ids are given before they are committed
    }
    update = statement.on_conflict_do_update(index_elements=["connection", "order_id"], set_=changed)
    return update.returning(table.c.lane)


def _count(insert: Callable[[Any], Insert]) -> Executable:
    statement = insert(inspect(CounterRow).local_table).values(bound(CounterRow))
    return statement.on_conflict_do_update(index_elements=["name"], set_={"count": col(CounterRow.count) + 1})


_KEEP_DELIVERY = Ready(_keep_delivery)
_ORDER_ARRIVED = Ready(_order_arrived)
_COUNT = Ready(_count)
