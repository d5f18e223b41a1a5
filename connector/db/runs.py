"""Inventory runs: wanted once a slot, worked on by one at a time, and what each came to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from connector.db.stock import stock_of
from connector.db.stock_tables import RunRow
from connector.db.types import storable

LANES = "lane-"
"""How the holders begin that work in lanes."""


def want_run(connection: Connection, run: RunRow) -> int | None:
    """Its id, or None when there is nothing to add: the slot has its run, or one that has not begun does the same.

    A run that has not begun becomes a full one where a full one is wanted.
    """
    stock_of(connection, run.connection, for_update=True)
    waiting = _waiting(connection, run)
    if waiting is not None and run.cause != "command":
        if run.is_full and not waiting.is_full:
            connection.execute(update(RunRow).where(col(RunRow.id) == waiting.id).values(is_full=True))
        return None
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(RunRow).values(**run.model_dump(exclude={"id"}))
    made = connection.execute(statement.on_conflict_do_nothing().returning(col(RunRow.id))).first()
    return made[0] if made else None


def _waiting(connection: Connection, run: RunRow) -> RunRow | None:
    """One that has not begun and is about everything."""
    question = select_rows(RunRow).where(
        RunRow.connection == run.connection,
        RunRow.state == "waiting",
        col(RunRow.is_dry).is_(False),
        RunRow.skus == "[]",
    )
    with Session(connection) as session:
        return session.exec(question.order_by(col(RunRow.id)).limit(1)).first()


def was_wanted(
    connection: Connection, name: str, slot: datetime, *, is_full: bool, again_from: datetime, until: datetime
) -> bool:
    """Whether a run about everything has been wanted since the slot began, and not after `until`, whoever wanted it.

    One that has failed counts only where it was wanted after `again_from`: the slot gets another try.
    """
    question = select(col(RunRow.id)).where(
        col(RunRow.connection) == name,
        col(RunRow.made_at).between(slot, until),
        or_(col(RunRow.state) != "failed", col(RunRow.made_at) >= again_from),
        col(RunRow.is_dry).is_(False),
        col(RunRow.skus) == "[]",
    )
    if is_full:
        question = question.where(col(RunRow.is_full).is_(True))
    return connection.execute(question.limit(1)).first() is not None


def is_slot_taken(connection: Connection, name: str, cause: str, slot: datetime) -> bool:
    mine = (col(RunRow.connection) == name, col(RunRow.cause) == cause, col(RunRow.slot) == slot)
    return connection.execute(select(col(RunRow.id)).where(*mine)).first() is not None


def last_change(connection: Connection, name: str) -> datetime | None:
    """When the last run after a notice was due."""
    question = select(func.max(col(RunRow.slot))).where(col(RunRow.connection) == name, col(RunRow.cause) == "change")
    return connection.execute(question).scalar()


def next_run(connection: Connection, lane: str) -> RunRow | None:
    """The run that the lane works on: the oldest that has not ended. No other begins before it has."""
    question = select_rows(RunRow).where(RunRow.lane == lane, col(RunRow.ended_at).is_(None))
    with Session(connection) as session:
        return session.exec(question.order_by(col(RunRow.id)).limit(1)).first()


def put_off(connection: Connection, first: RunRow, until: datetime) -> None:
    """Those behind the first run of a lane are not due before then."""
    behind = (col(RunRow.lane) == first.lane, col(RunRow.id) != first.id, col(RunRow.due_at) < until)
    connection.execute(update(RunRow).where(*behind).values(due_at=until))


def unfinished(connection: Connection, name: str) -> list[RunRow]:
    """Runs of a connection that have not ended, oldest first."""
    question = select_rows(RunRow).where(RunRow.connection == name, col(RunRow.ended_at).is_(None))
    with Session(connection) as session:
        return list(session.exec(question.order_by(col(RunRow.id))))


def run_of(connection: Connection, run_id: int) -> RunRow:
    with Session(connection) as session:
        return session.exec(select_rows(RunRow).where(RunRow.id == run_id)).one()


def take(
    connection: Connection, run_id: int, holder: str, until: datetime, now: datetime, *, over_lanes: bool = False
) -> bool:
    """Work on it until then; false where another does. `over_lanes`: a lane that worked on it does so no more."""
    free = [col(RunRow.held_until).is_(None), col(RunRow.held_until) < now, col(RunRow.holder) == holder]
    if over_lanes:
        free.append(col(RunRow.holder).startswith(LANES))
    mine = update(RunRow).where(col(RunRow.id) == run_id, col(RunRow.ended_at).is_(None), or_(*free))
    values: dict[str, object] = {"holder": holder, "held_until": until}
    if not holder.startswith(LANES):
        values["due_at"] = None
    return connection.execute(mine.values(**values)).rowcount == 1


def give_up(connection: Connection, run_id: int, holder: str, now: datetime) -> None:
    """Whoever comes next may take it at once."""
    mine = (col(RunRow.id) == run_id, col(RunRow.holder) == holder, col(RunRow.ended_at).is_(None))
    connection.execute(update(RunRow).where(*mine).values(held_until=now))


def give_back_abandoned(connection: Connection, now: datetime) -> None:
    """What a command began and no longer works on is due in its lane."""
    abandoned = (
        col(RunRow.ended_at).is_(None),
        col(RunRow.held_until) <= now,
        ~col(RunRow.holder).startswith(LANES),
    )
    connection.execute(update(RunRow).where(*abandoned).values(due_at=now, holder="", held_until=None))


def bring_back_from_times_to_come(
    connection: Connection, now: datetime, *, latest: datetime, longest: datetime
) -> None:
    """Runs that were wanted after `latest`, or wait or are held beyond `longest`: the clock has been put back since."""
    ahead = (
        col(RunRow.ended_at).is_(None),
        or_(col(RunRow.made_at) > latest, col(RunRow.due_at) > longest, col(RunRow.held_until) > longest),
    )
    values = {"made_at": now, "due_at": now, "holder": "", "held_until": None}
    connection.execute(update(RunRow).where(*ahead).values(**values))


def change_run(connection: Connection, run: RunRow, **values: Any) -> bool:
    """Columns of the run, in the database and in the row at hand; false, and nothing is changed, where the run is over
    or has another holder by now."""
    given = {name: storable(value) if isinstance(value, str) else value for name, value in values.items()}
    mine = (col(RunRow.id) == run.id, col(RunRow.holder) == run.holder, col(RunRow.ended_at).is_(None))
    if connection.execute(update(RunRow).where(*mine).values(**given)).rowcount == 0:
        return False
    for name, value in given.items():
        setattr(run, name, value)
    return True


def latest_runs(connection: Connection, names: Sequence[str] = (), limit: int = 20) -> list[RunRow]:
    """Newest first."""
    question = select_rows(RunRow).order_by(col(RunRow.id).desc()).limit(limit)
    if names:
        question = question.where(col(RunRow.connection).in_(names))
    with Session(connection) as session:
        return list(session.exec(question))


def last_good(connection: Connection, name: str) -> datetime | None:
    """When the last run about everything ended well."""
    return last_good_runs(connection, name).get(name)


def last_good_began(connection: Connection, name: str) -> datetime | None:
    """When it began."""
    question = (
        select(col(RunRow.began_at))
        .where(col(RunRow.connection) == name, *_IS_GOOD)
        .order_by(col(RunRow.id).desc())
        .limit(1)
    )
    return connection.execute(question).scalar()


def last_good_runs(connection: Connection, name: str = "") -> dict[str, datetime]:
    """The same of every connection, or of one."""
    question = (
        select(col(RunRow.connection), func.max(col(RunRow.ended_at))).where(*_IS_GOOD).group_by(col(RunRow.connection))
    )
    if name:
        question = question.where(col(RunRow.connection) == name)
    return {found: ended_at for found, ended_at in connection.execute(question) if ended_at is not None}


def first_wanted(connection: Connection, name: str) -> datetime | None:
    """When the first of its runs was wanted."""
    question = select(func.min(col(RunRow.made_at))).where(col(RunRow.connection) == name)
    return connection.execute(question).scalar()


def forget_old_runs(connection: Connection, before: datetime) -> None:
    """Runs that ended before; the last good one of a connection that has stood still for so long, too."""
    connection.execute(delete(RunRow).where(col(RunRow.ended_at) < before))


_IS_GOOD = (col(RunRow.state) == "done", col(RunRow.is_dry).is_(False), col(RunRow.skus) == "[]")
