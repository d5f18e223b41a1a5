"""Writing in the books: attempts with their keys, and links that can exist only once."""

from datetime import datetime

from sqlalchemy import Connection, Integer, Text, bindparam, inspect, null, update
from sqlmodel import col

from connector.db.ready import Ready, bound
from connector.db.tables import AttemptRow, LinkRow
from connector.db.types import Moment


def begin_attempt(connection: Connection, attempt: AttemptRow) -> int:
    """A new key, before it is used. Raises IntegrityError when this attempt number exists already."""
    (made,) = _BEGIN(connection, attempt.model_dump(exclude={"id"})).one()
    return int(made)


def send_again(connection: Connection, attempt_id: int, *, sends: int, now: datetime) -> None:
    """The same key is about to be used once more."""
    _SEND_AGAIN(connection, {"attempt": attempt_id, "new_sends": sends, "now": now, "sending": "sending"})


def end_attempt(connection: Connection, attempt_id: int, *, outcome: str, now: datetime, error: str = "") -> None:
    """How a send or a look-up ended."""
    _END(connection, {"attempt": attempt_id, "how": outcome, "words": error, "now": now})


def add_link(connection: Connection, link: LinkRow) -> bool:
    """Remember the document. False when one is already linked for the same source."""
    return _ADD_LINK(connection, link.model_dump(exclude={"id"})).first() is not None


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
