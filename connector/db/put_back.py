"""What was noted while the clock of a machine was ahead, brought back to now: nothing waits until it is that late."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, exists, literal, or_, select, update
from sqlmodel import col

from connector.clock import AHEAD
from connector.db.database import reading, writing
from connector.db.orders import attempts_of
from connector.db.tables import AttemptRow, DeliveryRow, LinkRow, OrderRow
from connector.db.types import Moment

FAR_BACK = timedelta(days=1)
"""Nobody knows when an attempt of times to come was made: what it may have made is looked for since then."""


def bring_orders_back(engine: Engine, now: datetime) -> None:
    """What was put off waits as long from now on; what a delivery made due is due."""
    with reading(engine) as connection:
        ahead = select(col(OrderRow.id)).where(or_(_put_off(now), _arrived(now))).limit(1)
        if connection.execute(ahead).first() is None:
            return
    as_long = col(OrderRow.due_at) - col(OrderRow.changed_at)
    waits = {"due_at": literal(now, Moment()) + as_long, "changed_at": now}
    with writing(engine) as connection:
        connection.execute(update(OrderRow).where(_put_off(now)).values(waits))
        connection.execute(update(OrderRow).where(_arrived(now)).values(due_at=now))


def attempts_now(engine: Engine, name: str, order_id: str, now: datetime) -> list[AttemptRow]:
    """Every attempt to make a document of an order, oldest first; the wait of one of times to come begins now."""
    with reading(engine) as connection:
        rows = attempts_of(connection, name, order_id)
    times = (time for row in rows for time in (row.first_sent_at, row.started_at, row.ended_at) if time)
    if max(times, default=now) <= now + AHEAD:
        return rows
    with writing(engine) as connection:
        for row in rows:
            _bring_attempt_back(connection, row, now)
    return rows


def is_ahead(link: LinkRow, now: datetime) -> bool:
    return max(link.created_at, link.looked_at or link.created_at) > now + AHEAD


def begin_link_now(connection: Connection, link: LinkRow) -> None:
    """Its times and what they say in `document`, as they are in the row at hand."""
    values = {"created_at": link.created_at, "looked_at": link.looked_at, "document": link.document}
    connection.execute(update(LinkRow).where(col(LinkRow.id) == link.id).values(values))


def _bring_attempt_back(connection: Connection, row: AttemptRow, now: datetime) -> None:
    row.first_sent_at = min(row.first_sent_at, now - FAR_BACK)
    row.started_at = min(row.started_at, now)
    row.ended_at = min(row.ended_at, now) if row.ended_at else None
    values = {"first_sent_at": row.first_sent_at, "started_at": row.started_at, "ended_at": row.ended_at}
    connection.execute(update(AttemptRow).where(col(AttemptRow.id) == row.id).values(values))


def _put_off(now: datetime) -> ColumnElement[bool]:
    return and_(col(OrderRow.due_at) > now + AHEAD, col(OrderRow.changed_at) > now + AHEAD)


def _arrived(now: datetime) -> ColumnElement[bool]:
    """A delivery makes an order due at the moment of its arrival."""
    newest = (col(DeliveryRow.id) == col(OrderRow.newest_delivery)) & (col(DeliveryRow.received_at) == OrderRow.due_at)
    return and_(col(OrderRow.due_at) > now + AHEAD, exists().where(newest))
