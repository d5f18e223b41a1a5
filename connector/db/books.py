"""Writing in the books: attempts with their keys, and links that can exist only once."""

from datetime import datetime

from sqlalchemy import Connection, Integer, Text, bindparam, inspect, null, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from connector.db.ready import Ready, bound
from connector.db.tables import AttemptRow, LinkRow
from connector.db.types import Moment, storable


def begin_attempt(connection: Connection, attempt: AttemptRow) -> int:
    """A new key, before it is used. Raises IntegrityError when this attempt number exists already."""
    values = attempt.model_dump(exclude={"id"})
    (made,) = _BEGIN(connection, {**values, "request": storable(attempt.request)}).one()
    return int(made)


def send_again(connection: Connection, attempt_id: int, *, request: str, sends: int, now: datetime) -> None:
    """The same key is about to be used once more, for the document as it is now."""
    values = {"attempt": attempt_id, "new_request": storable(request), "new_sends": sends}
    _SEND_AGAIN(connection, {**values, "now": now, "sending": "sending"})


def end_attempt(connection: Connection, attempt_id: int, *, outcome: str, now: datetime, error: str = "") -> None:
    """How a send or a look-up ended."""
    _END(connection, {"attempt": attempt_id, "how": outcome, "words": storable(error), "now": now})


def add_link(connection: Connection, link: LinkRow) -> LinkRow | None:
    """Remember the document. When another is already linked for the same source, that one comes back instead."""
    values = link.model_dump(exclude={"id"})
    values |= {"name": storable(link.name, 100), "status": storable(link.status, 30), "url": storable(link.url)}
    values |= {"warnings": storable(link.warnings)}
    if _ADD_LINK(connection, values).first() is not None:
        return None
    with Session(connection) as session:
        question = select_rows(LinkRow).where(
            LinkRow.connection == link.connection, LinkRow.kind == link.kind, LinkRow.source_id == link.source_id
        )
        return session.exec(question).one()


def warn_of(connection: Connection, link: LinkRow, warning: str) -> LinkRow:
    """Add a warning to a link; the link with it."""
    link.warnings = "\n".join(filter(None, [link.warnings, storable(warning)]))
    connection.execute(update(LinkRow).where(col(LinkRow.id) == link.id).values(warnings=link.warnings))
    return link


_THIS = col(AttemptRow.id) == bindparam("attempt", type_=Integer)
_NOW = bindparam("now", type_=Moment())

_BEGIN = Ready(
    lambda insert: insert(inspect(AttemptRow).local_table).values(bound(AttemptRow)).returning(col(AttemptRow.id))
)
_SEND_AGAIN = Ready(
    lambda _insert: (
        update(AttemptRow)
        .where(_THIS)
        .values(
            request=bindparam("new_request", type_=Text),
            sends=bindparam("new_sends", type_=Integer),
            outcome=bindparam("sending", type_=Text),
            started_at=_NOW,
            ended_at=null(),
        )
    )
)
_END = Ready(
    lambda _insert: (
        update(AttemptRow)
        .where(_THIS)
        .values(outcome=bindparam("how", type_=Text), error=bindparam("words", type_=Text), ended_at=_NOW)
    )
)
_ADD_LINK = Ready(
    lambda insert: (
        insert(inspect(LinkRow).local_table).values(bound(LinkRow)).on_conflict_do_nothing().returning(col(LinkRow.id))
    )
)
