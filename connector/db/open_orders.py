"""Orders that may hold units which the ledger does not know of yet."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, case, delete, exists, null, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from connector.db.stock_tables import OpenOrderRow
from connector.db.tables import LinkRow, OrderRow
from connector.db.types import storable

NOT_ISSUED = ("waiting", "held", "parked", "skipped")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order that has no invoice in the ledger, or one so new that a balance may not hold it yet, or one that waits
    for us or for a person though it is invoiced: it may have been edited since.
    """

    connection: str
    order_id: str
    state: str
    newest_delivery: int
    invoiced_at: datetime | None
    """When its invoice was linked."""
    document: str = ""
    """`LinkRow.document` of that invoice, of an order that is not issued."""


def candidates(
    connection: Connection,
    names: Collection[str],
    *,
    invoiced_since: datetime,
    changed_since: datetime,
    undone: Collection[str],
) -> list[Candidate]:
    """Orders of these connections without an invoice that changed since then, those invoiced since then, and those
    invoiced before that are not issued and changed since then; each once, with its newest invoice.

    An invoice that stands as one of `undone` is none.
    """
    invoiced = (
        col(LinkRow.connection).in_(list(names)),
        col(LinkRow.kind) == "invoice",
        col(LinkRow.status).not_in(list(undone)),
    )
    link = exists().where(
        col(LinkRow.connection) == col(OrderRow.connection),
        col(LinkRow.order_id) == col(OrderRow.order_id),
        *invoiced[1:],
    )
    columns = (col(OrderRow.connection), col(OrderRow.order_id), col(OrderRow.state), col(OrderRow.newest_delivery))
    without = select(*columns, null()).where(
        col(OrderRow.connection).in_(list(names)),
        col(OrderRow.state).in_(NOT_ISSUED),
        col(OrderRow.changed_at) >= changed_since,
        ~link,
    )
    same = (col(LinkRow.connection) == col(OrderRow.connection)) & (col(LinkRow.order_id) == col(OrderRow.order_id))
    is_again_open = col(OrderRow.state).in_(NOT_ISSUED)
    invoices = (
        select(*columns, col(LinkRow.created_at), case((is_again_open, col(LinkRow.document)), else_=""))
        .join_from(LinkRow, OrderRow, same)
        .where(
            *invoiced,
            or_(
                col(LinkRow.created_at) >= invoiced_since,
                and_(is_again_open, col(OrderRow.changed_at) >= changed_since),
            ),
        )
        .order_by(col(LinkRow.created_at), col(LinkRow.id))
    )
    found = [Candidate(*row) for question in (without, invoices) for row in connection.execute(question)]
    return list({(one.connection, one.order_id): one for one in found}.values())


def open_orders_of(connection: Connection, names: Collection[str]) -> dict[tuple[str, str], OpenOrderRow]:
    """What was read of such orders, by connection and order id."""
    with Session(connection) as session:
        rows = session.exec(select_rows(OpenOrderRow).where(col(OpenOrderRow.connection).in_(list(names))))
        return {(row.connection, row.order_id): row for row in rows}


def keep_open_orders(connection: Connection, rows: Sequence[OpenOrderRow]) -> None:
    """As they were read now."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    for row in rows:
        values: Mapping[str, object] = row.model_dump(exclude={"id"}) | {"units": storable(row.units)}
        statement = insert(OpenOrderRow).values(**values)
        newest = {name: statement.excluded[name] for name in values if name not in ("connection", "order_id")}
        connection.execute(statement.on_conflict_do_update(index_elements=["connection", "order_id"], set_=newest))


def forget_open_orders(connection: Connection, ids: Collection[int]) -> None:
    """They are in the ledger, or too old."""
    listed = list(ids)
    for start in range(0, len(listed), 500):
        connection.execute(delete(OpenOrderRow).where(col(OpenOrderRow.id).in_(listed[start : start + 500])))


def invoiced_orders(connection: Connection, name: str, ids: Collection[str], undone: Collection[str]) -> set[str]:
    """Those of which an invoice stands in the ledger."""
    listed, found = list(ids), set()
    for start in range(0, len(listed), 500):
        question = select(col(LinkRow.order_id)).where(
            col(LinkRow.connection) == name,
            col(LinkRow.kind) == "invoice",
            col(LinkRow.status).not_in(list(undone)),
            col(LinkRow.order_id).in_(listed[start : start + 500]),
        )
        found |= set(connection.execute(question).scalars())
    return found


def orders_without_row(connection: Connection, name: str, changed_since: datetime) -> list[str]:
    """Orders that are not issued, changed since then, and of which no delivery could be read."""
    row = exists().where(
        col(OpenOrderRow.connection) == col(OrderRow.connection), col(OpenOrderRow.order_id) == col(OrderRow.order_id)
    )
    link = exists().where(
        col(LinkRow.connection) == col(OrderRow.connection),
        col(LinkRow.order_id) == col(OrderRow.order_id),
        col(LinkRow.kind) == "invoice",
    )
    question = select(col(OrderRow.order_id)).where(
        col(OrderRow.connection) == name,
        col(OrderRow.state).in_(("waiting", "held", "parked")),
        col(OrderRow.changed_at) >= changed_since,
        ~row,
        ~link,
    )
    return list(connection.execute(question).scalars())
