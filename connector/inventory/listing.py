"""The shop's own list of its orders: what of it has not come by delivery, or could not be read, is read in the shop."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Engine

from connector.clock import AHEAD
from connector.db.database import reading, writing
from connector.db.open_orders import invoiced_orders, keep_open_orders, open_orders_of, orders_without_row
from connector.errors import OrderHeld
from connector.inventory.connection import StockConnection
from connector.inventory.open_orders import UNDONE, row_of, row_of_gone
from connector.model.events import OrderSeen
from connector.model.stock import Placed

log = logging.getLogger("connector.inventory")

MOST_LISTED = 5000
MOST_FETCHED = 200
"""Orders that are read in the shop at a time."""
OVERLAP = timedelta(minutes=2)
FIRST_LIST = timedelta(days=1)
"""How far back the first list goes: older orders that never came by delivery are not known."""

Listed = Literal["known", "some", "too_many"]


def list_orders(engine: Engine, connection: StockConnection, since: datetime | None, now: datetime) -> Listed:
    """Orders of the shop of which no delivery has come, or none that can be read, are read there and remembered.

    some: one cannot be read at all, or there are more to read another time; what was read is kept. too_many: they could
    not even be listed. In both cases nothing may be raised now. Raises RemoteError.
    """
    is_known = since is not None and since <= now + AHEAD
    listed = connection.shop.orders_since(since - OVERLAP if since and is_known else now - FIRST_LIST, most=MOST_LISTED)
    if listed is None:
        log.warning("%s inventory: more than %d orders to list, only deliveries count", connection.name, MOST_LISTED)
        return "too_many"
    wanted = _not_known(engine, connection, listed, now - timedelta(days=connection.policy.open_orders.days))
    are_read = [_fetched(engine, connection, order_id, now) for order_id in wanted[:MOST_FETCHED]]
    return "known" if all(are_read) and len(wanted) <= MOST_FETCHED else "some"


def _not_known(
    engine: Engine, connection: StockConnection, listed: Sequence[Placed], changed_since: datetime
) -> list[str]:
    """Ids of orders whose newest state is neither remembered nor in the ledger; what is older counts no more."""
    name = connection.name
    with reading(engine) as database:
        kept = {order_id: row for (_, order_id), row in open_orders_of(database, [name]).items()}
        invoiced = invoiced_orders(database, name, [placed.id for placed in listed], UNDONE)
        unread = orders_without_row(database, name, changed_since)
    changed = [
        placed.id
        for placed in listed
        if placed.id not in invoiced and (placed.id not in kept or kept[placed.id].updated_at < placed.updated_at)
    ]
    return list(dict.fromkeys([*changed, *unread]))


def _fetched(engine: Engine, connection: StockConnection, order_id: str, now: datetime) -> bool:
    """Read in the shop and remembered; whether that could be done. One that is gone holds nothing."""
    payload = connection.store.fetch(order_id)
    try:
        event = None if payload is None else connection.store.read("", payload)
    except OrderHeld:
        return False
    with writing(engine) as database:
        known = open_orders_of(database, [connection.name]).get((connection.name, order_id))
        delivery = known.delivery if known else 0
        if event is None:
            keep_open_orders(database, [row_of_gone(connection.name, order_id, delivery=delivery, now=now)])
        elif isinstance(event, OrderSeen):
            keep_open_orders(database, [row_of(connection.name, event.order, delivery=delivery, now=now)])
    return True
