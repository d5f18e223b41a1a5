"""What the intake writes, in the one transaction before the 200."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Executable, case, inspect, select
from sqlmodel import col

from connector.db.ready import Insert, Ready, bound
from connector.db.tables import CounterRow, DeliveryRow, OrderRow, WakeRow


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


@dataclass(frozen=True, slots=True)
class Arrived:
    """Where the order of a new delivery is worked on."""

    lane: str
    is_queued: bool
    """A run of the lane is queued and held until we commit, as `Lanes.wake` would hold it; false: not known."""


def keep_with_order(
    connection: Connection, delivery: Mapping[str, object], order: Mapping[str, object]
) -> Arrived | None:
    """`keep_delivery` and `order_arrived`, on PostgreSQL in one round trip; None when the delivery is known."""
    if connection.dialect.name != "sqlite":
        row: Any = _KEEP_WITH_ORDER(connection, {**NEW_ORDER, **delivery, **order}).first()
        return None if row is None else Arrived(row[0], row[1] is not None)
    delivery_id = keep_delivery(connection, delivery)
    if delivery_id is None:
        return None
    return Arrived(order_arrived(connection, {**order, "newest_delivery": delivery_id}), is_queued=False)


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
    "told": "",
}


def _keep_delivery(insert: Callable[[Any], Insert]) -> Executable:
    table = inspect(DeliveryRow).local_table
    return insert(table).values(bound(DeliveryRow)).on_conflict_do_nothing().returning(table.c.id)


def _order_arrived(insert: Callable[[Any], Insert]) -> Executable:
    table = inspect(OrderRow).local_table
    return _when_known(insert(table).values(bound(OrderRow)), table).returning(table.c.lane)


def _when_known(statement: Insert, table: Any) -> Insert:
    """What a delivery changes in an order that is there already."""
    new, known = statement.excluded.newest_delivery, table.c.newest_delivery
    changed = {
        "due_at": statement.excluded.due_at,
        "newest_delivery": case((new > known, new), else_=known),  # ids are given before they are committed
    }
    return statement.on_conflict_do_update(index_elements=["connection", "order_id"], set_=changed)


def _keep_with_order(insert: Callable[[Any], Insert]) -> Executable:
    delivery: Any = _keep_delivery(insert)
    kept = delivery.cte("kept")
    table, given = inspect(OrderRow).local_table, bound(OrderRow, "newest_delivery")
    names = [*given, "newest_delivery"]
    values = select(*given.values(), kept.c.id)
    order: Any = _when_known(insert(table).from_select(names, values), table)
    arrived = order.returning(table.c.lane).cte("arrived")
    wakes = inspect(WakeRow).local_table
    queued = select(wakes.c.lane).where(wakes.c.lane == arrived.c.lane).with_for_update(read=True).scalar_subquery()
    return select(arrived.c.lane, queued)


def _count(insert: Callable[[Any], Insert]) -> Executable:
    statement = insert(inspect(CounterRow).local_table).values(bound(CounterRow))
    return statement.on_conflict_do_update(index_elements=["name"], set_={"count": col(CounterRow.count) + 1})


_KEEP_DELIVERY = Ready(_keep_delivery)
_ORDER_ARRIVED = Ready(_order_arrived)
_KEEP_WITH_ORDER = Ready(_keep_with_order)
_COUNT = Ready(_count)
