"""What the database holds about one order: state, deliveries, attempts, documents."""

from dataclasses import dataclass

from sqlalchemy import Connection

from connector.db.books import answers_of
from connector.db.orders import attempts_of, deliveries_of, links_of
from connector.db.tables import AnswerRow, AttemptRow, DeliveryRow, LinkRow, OrderRow
from connector.issuing.books import Books
from connector.issuing.papers import books_of


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    row: OrderRow
    deliveries: list[DeliveryRow]
    """Newest first."""
    attempts: list[AttemptRow]
    links: list[LinkRow]
    answers: dict[str, AnswerRow]

    @property
    def books(self) -> Books:
        """As `plan` wants it."""
        return books_of(self.links, self.answers, self.row.told)


def history_of(database: Connection, row: OrderRow) -> History:
    """Read in the transaction given."""
    return History(
        row=row,
        deliveries=deliveries_of(database, row.connection, row.order_id),
        attempts=attempts_of(database, row.connection, row.order_id),
        links=links_of(database, [row]).get((row.connection, row.order_id), []),
        answers=answers_of(database, row.connection, row.order_id),
    )


def history_object(history: History) -> dict[str, object]:
    """For `--json`: no bodies and no requests, which hold personal data."""
    return {
        "state": history.row.state,
        "why": history.row.why,
        "deliveries": [
            {"topic": each.topic, "received_at": each.received_at.isoformat(), "ignored": each.ignored}
            for each in history.deliveries
        ],
        "attempts": [
            {
                "kind": each.kind,
                "number": each.number,
                "key": each.key,
                "sends": each.sends,
                "outcome": each.outcome,
                "error": each.error,
                "started_at": each.started_at.isoformat(),
            }
            for each in history.attempts
        ],
        "documents": [
            {
                "kind": each.kind,
                "id": each.ledger_id,
                "name": each.name,
                "total": each.total,
                "status": each.status,
                "cufe": each.cufe,
                "url": each.url,
            }
            for each in history.links
        ],
    }
