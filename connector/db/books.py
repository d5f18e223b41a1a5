"""Writing in the books: attempts with their keys, and links that can exist only once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Integer, Text, bindparam, delete, func, inspect, null, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from connector.db.ready import Ready, bound
from connector.db.tables import AnswerRow, AttemptRow, LinkRow, OrderRow
from connector.db.types import Moment, storable


def begin_attempt(connection: Connection, attempt: AttemptRow) -> int:
    """A new key, before it is used. Raises IntegrityError when this attempt number exists already."""
    values = attempt.model_dump(exclude={"id"})
    texts = {"request": storable(attempt.request), "made_of": storable(attempt.made_of)}
    (made,) = _BEGIN(connection, {**values, **texts}).one()
    return int(made)


def send_again(
    connection: Connection, attempt_id: int, *, request: str, made_of: str, sends: int, now: datetime
) -> None:
    """The same key is about to be used once more, for the document as it is now."""
    values = {"attempt": attempt_id, "new_request": storable(request), "new_sends": sends}
    values |= {"new_made_of": storable(made_of)}
    _SEND_AGAIN(connection, {**values, "now": now, "sending": "sending"})


def end_attempt(connection: Connection, attempt_id: int, *, outcome: str, now: datetime, error: str = "") -> None:
    """How a send or a look-up ended."""
    _END(connection, {"attempt": attempt_id, "how": outcome, "words": storable(error), "now": now})


def add_link(connection: Connection, link: LinkRow) -> LinkRow | None:
    """Remember the document, and give it its id. When another is already linked for the same source, that one comes
    back instead."""
    values = link.model_dump(exclude={"id"})
    values |= {"name": storable(link.name, 100), "status": storable(link.status, 30), "url": storable(link.url)}
    values |= {"warnings": storable(link.warnings)}
    made = _ADD_LINK(connection, values).first()
    if made is not None:
        link.id = int(made[0])
        return None
    with Session(connection) as session:
        question = select_rows(LinkRow).where(
            LinkRow.connection == link.connection, LinkRow.kind == link.kind, LinkRow.source_id == link.source_id
        )
        return session.exec(question).one()


def linked_to(connection: Connection, kind: str, ledger_id: str, company: str) -> LinkRow | None:
    """What a document of this company is linked to, in any connection to it: other companies have the same ids."""
    same = (col(LinkRow.connection) == col(OrderRow.connection)) & (col(LinkRow.order_id) == col(OrderRow.order_id))
    is_it = (col(LinkRow.ledger_id) == ledger_id) & (col(LinkRow.kind) == kind)
    is_ours = func.substr(col(OrderRow.lane), 1, len(company) + 1) == f"{company}#"
    with Session(connection) as session:
        return session.exec(select_rows(LinkRow).join(OrderRow, same).where(is_it, is_ours)).first()


def warn_of(connection: Connection, link: LinkRow, warning: str) -> LinkRow:
    """Add a warning to a link; the link with it."""
    link.warnings = "\n".join(filter(None, [link.warnings, storable(warning)]))
    connection.execute(update(LinkRow).where(col(LinkRow.id) == link.id).values(warnings=link.warnings))
    return link


def stands(
    connection: Connection,
    link_id: int,
    *,
    status: str,
    cufe: str,
    url: str,
    errors: str,
    now: datetime,
) -> None:
    """Where a document stands, as the ledger says now. What it no longer says of CUFE and address stays."""
    values: dict[str, object] = {"status": storable(status, 30), "errors": storable(errors), "looked_at": now}
    values |= {"cufe": storable(cufe, 200)} if cufe else {}
    values |= {"url": storable(url)} if url else {}
    connection.execute(update(LinkRow).where(col(LinkRow.id) == link_id).values(**values))


def keep_document(connection: Connection, link_id: int, document: str) -> None:
    """What the document was made of, as we know it now."""
    connection.execute(update(LinkRow).where(col(LinkRow.id) == link_id).values(document=document))


def shown_in_shop(connection: Connection, order_row_id: int, told: str) -> None:
    """What the order's page shows from now on."""
    connection.execute(update(OrderRow).where(col(OrderRow.id) == order_row_id).values(told=storable(told)))


def answered(connection: Connection, answer: AnswerRow) -> None:
    """What a person decided; the latest answer about the same thing counts."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(AnswerRow).values(**answer.model_dump(exclude={"id"}))
    newest = {name: statement.excluded[name] for name in ("answer", "detail", "made_at")}
    connection.execute(statement.on_conflict_do_update(index_elements=["connection", "order_id", "about"], set_=newest))


def forget_answer(connection: Connection, name: str, order_id: str, about: str) -> None:
    """It was carried out: the next time the question is asked anew."""
    is_it = (col(AnswerRow.connection) == name, col(AnswerRow.order_id) == order_id, col(AnswerRow.about) == about)
    connection.execute(delete(AnswerRow).where(*is_it))


def look_again(connection: Connection, ledger_ids: Sequence[str]) -> None:
    """Whenever these documents were last looked at: something is known of them now."""
    connection.execute(update(LinkRow).where(col(LinkRow.ledger_id).in_(ledger_ids)).values(looked_at=None))


def forget_link(connection: Connection, link_id: int) -> None:
    """Of a document that does not exist in the ledger."""
    connection.execute(delete(LinkRow).where(col(LinkRow.id) == link_id))


def answers_of(connection: Connection, name: str, order_id: str) -> dict[str, AnswerRow]:
    """What was decided about an order, by what was asked about."""
    question = select_rows(AnswerRow).where(AnswerRow.connection == name, AnswerRow.order_id == order_id)
    with Session(connection) as session:
        return {row.about: row for row in session.exec(question)}


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
            made_of=bindparam("new_made_of", type_=Text),
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
