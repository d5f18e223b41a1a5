"""What the intake writes, in the one transaction before the 200."""

from datetime import datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from connector.db.tables import CounterRow, DeliveryRow, OrderRow

Insert = sqlite.Insert | postgresql.Insert


def keep_delivery(connection: Connection, delivery: DeliveryRow) -> int | None:
    """Store it; the new row's id, or None when the same delivery (connection, dedupe) is already there."""
    values = delivery.model_dump(exclude={"id"})
    statement = _insert(connection, DeliveryRow).values(values).on_conflict_do_nothing()
    row = connection.execute(statement.returning(col(DeliveryRow.id))).first()
    return None if row is None else row[0]


def order_arrived(connection: Connection, order: OrderRow) -> None:
    """The order is due now. A new one begins in the state given; a known one keeps its state until it is looked at."""
    values = order.model_dump(exclude={"id"})
    statement = _insert(connection, OrderRow).values(values)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["connection", "order_id"],
            set_={
                "due_at": statement.excluded.due_at,
                "lane": statement.excluded.lane,
                "newest_delivery": statement.excluded.newest_delivery,
            },
        )
    )


def count(connection: Connection, name: str) -> None:
    """Add one to a counter."""
    statement = _insert(connection, CounterRow).values(name=name, count=1)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_={"count": col(CounterRow.count) + 1})
    )


def newest_delivery_at(connection: Connection, name: str) -> datetime | None:
    """When the connection received its newest delivery."""
    question = select(func.max(col(DeliveryRow.received_at))).where(col(DeliveryRow.connection) == name)
    return connection.execute(question).scalar()


def _insert(connection: Connection, table: type) -> Insert:
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    return insert(table)
