"""Writing in the books: attempts with their keys, and links that can exist only once."""

from datetime import datetime

from sqlalchemy import Connection, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from connector.db.tables import AttemptRow, LinkRow


def begin_attempt(connection: Connection, attempt: AttemptRow) -> int:
    """A new key, before it is used. Raises IntegrityError when this attempt number exists already."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    values = attempt.model_dump(exclude={"id"})
    statement = insert(AttemptRow).values(values).returning(col(AttemptRow.id))
    return connection.execute(statement).scalar_one() or 0


def send_again(connection: Connection, attempt_id: int, *, sends: int, now: datetime) -> None:
    """The same key is about to be used once more."""
    connection.execute(
        update(AttemptRow)
        .where(col(AttemptRow.id) == attempt_id)
        .values(sends=sends, outcome="sending", started_at=now, ended_at=None)
    )


def end_attempt(connection: Connection, attempt_id: int, *, outcome: str, now: datetime, error: str = "") -> None:
    """How a send or a look-up ended."""
    connection.execute(
        update(AttemptRow).where(col(AttemptRow.id) == attempt_id).values(outcome=outcome, error=error, ended_at=now)
    )


def add_link(connection: Connection, link: LinkRow) -> bool:
    """Remember the document. False when one is already linked for the same source."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(LinkRow).values(link.model_dump(exclude={"id"})).on_conflict_do_nothing()
    return connection.execute(statement.returning(col(LinkRow.id))).first() is not None
