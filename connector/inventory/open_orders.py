"""What was sold and is not in the ledger yet, from our own books, and from the shop where a delivery is on its way.

An order counts against a balance until its invoice was linked before that balance was asked for. An invoice that was
made in between is counted twice for a moment, never not at all: that way nothing is oversold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import Engine

from connector.db.database import reading, writing
from connector.db.open_orders import (
    Candidate,
    candidates,
    forget_open_orders,
    keep_open_orders,
    open_orders_of,
)
from connector.db.orders import deliveries_of
from connector.db.stock_tables import OpenOrderRow
from connector.db.tables import DeliveryRow
from connector.errors import OrderHeld
from connector.inventory.connection import Sibling
from connector.inventory.policy import OpenOrders
from connector.json_text import parse, write
from connector.model.events import Event, OrderDeleted, OrderSeen
from connector.model.money import ZERO, money_of, plain
from connector.model.order import Order
from connector.newest import newest_delivered

UNDONE = ("Annulled", "Deleted")
"""An invoice that stands so has given its units back."""

DELIVERIES = 10
"""How many deliveries of an order are looked through for one that tells its newest state."""


ON_ITS_WAY = timedelta(hours=1)
"""A delivery may be so late: until then an order counts though the shop is done with it."""


class Sold(NamedTuple):
    """Units of a line."""

    variant_id: str
    sku: str
    units: Decimal
    beyond: Decimal = ZERO
    """Of them, those that the order's invoice does not have: they were added to it since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOrder:
    """Units that a balance may not know of."""

    connection: str
    order_id: str
    lines: tuple[Sold, ...]
    is_sent: bool
    is_open: bool
    """Sold, and perhaps not in the ledger; false for one that was cancelled or never will be."""
    invoiced_at: datetime | None
    """Balances that were asked for later hold it."""
    read_at: datetime
    """When we learnt of it: a number of the shop that was looked at before may have changed since."""

    def missing_in(self, read_at: datetime, line: Sold) -> Decimal:
        """Units of the line that a balance of then does not know of."""
        if not self.is_open:
            return ZERO
        return line.units if self.invoiced_at is None or self.invoiced_at >= read_at else line.beyond


def open_orders(
    engine: Engine,
    siblings: Sequence[Sibling],
    policy: OpenOrders,
    *,
    name: str,
    invoiced_since: datetime,
    now: datetime,
) -> list[OpenOrder]:
    """Of every connection to the company, those too that have just stopped being open.

    Each order is read once for each newest delivery and then remembered; a sibling with a policy forgets its own.
    """
    names = [sibling.name for sibling in siblings]
    oldest = now - timedelta(days=policy.days)
    with reading(engine) as database:
        found = candidates(database, names, invoiced_since=invoiced_since, changed_since=oldest, undone=UNDONE)
        kept = open_orders_of(database, names)
    fresh = _read_anew(engine, siblings, found, kept, now)
    ours = {sibling.name for sibling in siblings if sibling.name == name or sibling.policy is None}
    _forget(engine, found, {key: row for key, row in kept.items() if row.connection in ours}, oldest)
    seen = {(one.connection, one.order_id): one for one in found}
    rows = {**kept, **fresh}
    return [_open(row, seen.get(key), policy, now) for key, row in rows.items()]


def _counts(row: OpenOrderRow, one: Candidate | None, policy: OpenOrders, now: datetime) -> bool:
    """`one` is None for an order of which no delivery has come, and for one that is in the ledger by now."""
    if not row.holds or row.units == "[]":
        return False
    if one is None:
        is_new = row.updated_at >= now - ON_ITS_WAY
        return row.delivery == 0 and (is_new or not row.is_over)
    if one.invoiced_at is not None:
        return True
    return one.state in policy.states and not (one.state == "skipped" and row.is_over)


def _open(row: OpenOrderRow, one: Candidate | None, policy: OpenOrders, now: datetime) -> OpenOrder:
    return OpenOrder(
        connection=row.connection,
        order_id=row.order_id,
        lines=tuple(_lines(row, one.document if one else "")),
        is_sent=row.is_sent,
        is_open=_counts(row, one, policy, now),
        invoiced_at=one.invoiced_at if one else None,
        read_at=row.read_at,
    )


def _lines(row: OpenOrderRow, document: str) -> Iterator[Sold]:
    """With what the invoice of this document lacks; nothing is said to lack where it names no line of the order."""
    invoiced: dict[str, Decimal] = {}
    for line in parse(document).get("lines", []) if document else ():
        if line_id := line.get("line_id"):
            invoiced[line_id] = invoiced.get(line_id, ZERO) + money_of(line.get("quantity", ZERO))
    for variant_id, sku, text, *line_id in parse(row.units):
        units = Decimal(text)
        beyond = units - invoiced.get(line_id[0], ZERO) if line_id and invoiced else ZERO
        yield Sold(variant_id, sku, units, max(beyond, ZERO))


def _read_anew(
    engine: Engine,
    siblings: Sequence[Sibling],
    found: Sequence[Candidate],
    kept: dict[tuple[str, str], OpenOrderRow],
    now: datetime,
) -> dict[tuple[str, str], OpenOrderRow]:
    """Orders of which a newer delivery has come since they were read."""
    stores = {sibling.name: sibling for sibling in siblings}
    fresh: dict[tuple[str, str], OpenOrderRow] = {}
    for one in found:
        row = kept.get((one.connection, one.order_id))
        if row is None or row.delivery < one.newest_delivery:
            read = _read(engine, stores[one.connection], one, now)
            if row is not None and (read is None or read.updated_at < row.updated_at):
                row.delivery, read = one.newest_delivery, row
            if read is not None:
                fresh[one.connection, one.order_id] = read
    if fresh:
        with writing(engine) as database:
            keep_open_orders(database, list(fresh.values()))
    return fresh


def _read(engine: Engine, sibling: Sibling, one: Candidate, now: datetime) -> OpenOrderRow | None:
    """Its newest state among the deliveries; None where none tells it."""
    with reading(engine) as database:
        deliveries = deliveries_of(database, one.connection, one.order_id, limit=DELIVERIES)
    event = _newest_readable(sibling, deliveries)
    if isinstance(event, OrderSeen):
        return row_of(one.connection, event.order, delivery=one.newest_delivery, now=now)
    if isinstance(event, OrderDeleted):
        return row_of_gone(one.connection, one.order_id, delivery=one.newest_delivery, now=now)
    return None


def _newest_readable(sibling: Sibling, deliveries: Sequence[DeliveryRow]) -> Event | None:
    """Without what cannot be read: units that were sold count even if something about the order has changed since."""
    for start in range(len(deliveries)):
        try:
            return newest_delivered(sibling.store, deliveries[start:])
        except OrderHeld:
            continue
    return None


def row_of(name: str, order: Order, *, delivery: int, now: datetime) -> OpenOrderRow:
    """An order's units, without those that were given back."""
    is_sent = order.is_delivered or order.fulfillment in ("fulfilled", "partial")
    is_all_sent = order.is_delivered or order.fulfillment == "fulfilled"
    return OpenOrderRow(
        connection=name,
        order_id=order.id,
        delivery=delivery,
        units=write([list(line) for line in units_of(order)]),
        holds=order.takes_stock and not (order.is_cancelled or order.is_draft or order.is_test),
        is_sent=is_sent,
        is_over=is_all_sent and order.is_paid,
        updated_at=order.updated_at,
        read_at=now,
    )


def row_of_gone(name: str, order_id: str, *, delivery: int, now: datetime) -> OpenOrderRow:
    """An order that was deleted holds nothing."""
    return OpenOrderRow(connection=name, order_id=order_id, delivery=delivery, holds=False, updated_at=now, read_at=now)


def units_of(order: Order) -> list[tuple[str, str, str, str]]:
    """Variant id, SKU, units and line id of each product line, less what refunds gave back."""
    back: dict[str, Decimal] = {}
    for refund in order.refunds:
        for line in refund.lines:
            back[line.line_id] = back.get(line.line_id, ZERO) + line.quantity
    left = [
        (line.variant_id or line.product_id, line.sku, line.quantity - back.get(line.id, ZERO), line.id)
        for line in order.lines
        if line.kind == "product"
    ]
    return [(variant, sku, plain(units), line) for variant, sku, units, line in left if units > ZERO]


def _forget(
    engine: Engine, found: Sequence[Candidate], rows: dict[tuple[str, str], OpenOrderRow], oldest: datetime
) -> None:
    """Rows of orders that are in the ledger by now, or that nobody has touched for too long."""
    still = {(one.connection, one.order_id) for one in found}
    over = [
        row.id
        for key, row in rows.items()
        if row.id is not None and key not in still and (row.delivery > 0 or row.updated_at < oldest)
    ]
    if over:
        with writing(engine) as database:
            forget_open_orders(database, over)
