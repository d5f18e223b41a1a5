"""Questions about orders, and the one way in which an order's visible state changes."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Integer, Text, bindparam, case, func, or_, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from connector.clock import AHEAD
from connector.db.ready import Ready
from connector.db.stock_tables import RunRow
from connector.db.tables import AttemptRow, DeliveryRow, LinkRow, OrderRow, OrderState, WakeRow
from connector.db.types import Amount, Moment, storable


def due_lanes(connection: Connection, now: datetime, *, queued_since: datetime | None = None) -> list[str]:
    """The lanes in which something is due, orders or inventory, without those that were queued since then."""
    found: list[str] = []
    for table in (OrderRow, RunRow):
        question = select(col(table.lane)).distinct().where(col(table.due_at) <= now)
        if queued_since:
            queued = select(col(WakeRow.lane)).where(col(WakeRow.woken_at).between(queued_since, now + AHEAD))
            question = question.where(col(table.lane).not_in(queued))
        found += connection.execute(question).scalars()
    return found


def due_orders(connection: Connection, lane: str, now: datetime, limit: int) -> list[OrderRow]:
    """What is due in a lane, longest due first."""
    question = (
        select_rows(OrderRow)
        .where(OrderRow.lane == lane, col(OrderRow.due_at) <= now)
        .order_by(col(OrderRow.due_at), col(OrderRow.id))
        .limit(limit)
    )
    with Session(connection) as session:
        return list(session.exec(question))


def linked_orders(connection: Connection, ledger_ids: Sequence[str]) -> list[OrderRow]:
    """The orders because of which these documents exist."""
    same = (col(LinkRow.connection) == col(OrderRow.connection)) & (col(LinkRow.order_id) == col(OrderRow.order_id))
    question = select_rows(OrderRow).join(LinkRow, same).where(col(LinkRow.ledger_id).in_(ledger_ids)).distinct()
    with Session(connection) as session:
        return list(session.exec(question))


def is_due(connection: Connection, lane: str, now: datetime) -> bool:
    question = select(col(OrderRow.id)).where(col(OrderRow.lane) == lane, col(OrderRow.due_at) <= now).limit(1)
    return connection.execute(question).first() is not None


def settle(
    connection: Connection,
    order: OrderRow,
    *,
    state: OrderState,
    why: str,
    now: datetime,
    due_at: datetime | None = None,
    tries: int = 0,
    number: str | None = None,
    total: Decimal | None = None,
    currency: str | None = None,
    with_link: bool = False,
) -> None:
    """The order's new state, and when it is looked at next; `order` as it was read before the work.

    Whatever made it due since then (a delivery, a replay) keeps it due: nothing that arrives is overlooked. A state
    that somebody wrote since then stands, unless ours is written `with_link`, together with the document it tells of.
    """
    _SETTLE(
        connection,
        {
            "row": order.id,
            "seen": order.newest_delivery,
            "seen_due": order.due_at,
            "seen_changed": order.changed_at,
            "forced": int(with_link),
            "new_state": state,
            "new_why": storable(why),
            "new_tries": tries,
            "now": now,
            "next_look": due_at,
            "new_number": number and storable(number, 100),
            "new_total": total,
            "new_currency": currency and storable(currency, 3),
        },
    )


def make_due(connection: Connection, order_row_id: int, now: datetime) -> None:
    """Look at it again: what `replay` does. The tries begin anew; a run that is in work does not undo it."""
    values = {"due_at": now, "changed_at": now, "tries": 0, "state": "waiting", "why": ""}
    connection.execute(update(OrderRow).where(col(OrderRow.id) == order_row_id).values(values))


def find_orders(
    connection: Connection, *, names: Sequence[str] = (), states: Sequence[str] = (), which: Sequence[str] = ()
) -> list[OrderRow]:
    """Orders by connection, state, and id or number (with or without `#`), oldest first; no filter means all."""
    question = select_rows(OrderRow).order_by(col(OrderRow.id))
    if names:
        question = question.where(col(OrderRow.connection).in_(names))
    if states:
        question = question.where(col(OrderRow.state).in_(states))
    if which:
        numbers = [*which, *(f"#{text}" for text in which)]
        question = question.where(col(OrderRow.order_id).in_(which) | col(OrderRow.number).in_(numbers))
    with Session(connection) as session:
        return list(session.exec(question))


def links_of(connection: Connection, orders: Sequence[OrderRow]) -> dict[tuple[str, str], list[LinkRow]]:
    """The documents of these orders, by (connection, order id)."""
    found: dict[tuple[str, str], list[LinkRow]] = {}
    ids = [order.order_id for order in orders]
    with Session(connection) as session:
        for start in range(0, len(ids), 500):
            question = select_rows(LinkRow).where(col(LinkRow.order_id).in_(ids[start : start + 500]))
            for link in session.exec(question.order_by(col(LinkRow.id))):
                found.setdefault((link.connection, link.order_id), []).append(link)
    return found


def deliveries_of(connection: Connection, name: str, order_id: str, limit: int = 200) -> list[DeliveryRow]:
    """The stored deliveries about an order, newest first."""
    question = (
        select_rows(DeliveryRow)
        .where(DeliveryRow.connection == name, DeliveryRow.order_id == order_id)
        .order_by(col(DeliveryRow.id).desc())
        .limit(limit)
    )
    with Session(connection) as session:
        return list(session.exec(question))


def attempts_of(connection: Connection, name: str, order_id: str) -> list[AttemptRow]:
    """Every attempt to make a document of an order, oldest first."""
    question = (
        select_rows(AttemptRow)
        .where(AttemptRow.connection == name, AttemptRow.order_id == order_id)
        .order_by(col(AttemptRow.id))
    )
    with Session(connection) as session:
        return list(session.exec(question))


def count_by_state(connection: Connection) -> dict[tuple[str, str], int]:
    """How many orders of each connection are in each state."""
    question = select(col(OrderRow.connection), col(OrderRow.state), func.count()).group_by(
        col(OrderRow.connection), col(OrderRow.state)
    )
    return {(name, state): count for name, state, count in connection.execute(question)}


def _kept_unless_given(name: str, column: Any, type_: Any) -> Any:
    return func.coalesce(bindparam(name, type_=type_), column)


_SETTLE = Ready(
    lambda _insert: (
        update(OrderRow)
        .where(
            col(OrderRow.id) == bindparam("row", type_=Integer),
            or_(
                col(OrderRow.changed_at) == bindparam("seen_changed", type_=Moment()),
                bindparam("forced", type_=Integer) == 1,
            ),
        )
        .values(
            state=bindparam("new_state", type_=Text),
            why=bindparam("new_why", type_=Text),
            tries=bindparam("new_tries", type_=Integer),
            changed_at=bindparam("now", type_=Moment()),
            due_at=case(
                (
                    or_(
                        col(OrderRow.newest_delivery) != bindparam("seen", type_=Integer),
                        col(OrderRow.due_at).is_distinct_from(bindparam("seen_due", type_=Moment())),
                    ),
                    col(OrderRow.due_at),
                ),
                else_=bindparam("next_look", type_=Moment()),
            ),
            number=_kept_unless_given("new_number", col(OrderRow.number), Text),
            total=_kept_unless_given("new_total", col(OrderRow.total), Amount()),
            currency=_kept_unless_given("new_currency", col(OrderRow.currency), Text),
        )
    )
)
