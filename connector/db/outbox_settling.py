"""What a person says of documents of which nobody knows whether they arrived, and what then becomes of their batch."""

from collections.abc import Collection, Sequence
from typing import cast

from sqlalchemy import ColumnElement, Connection, func, select, update
from sqlmodel import Session, col

from connector.db.outbox_rows import key_of, parcels_of
from connector.db.outbox_tables import BatchRow, ParcelRow
from connector.db.types import storable
from connector.errors import OrderHeld
from connector.messages import say
from connector.model.outbox import BatchState, Fate, Parcel


def settled(
    database: Connection, batch: BatchRow, fate: Fate, *, names: Collection[str], burns: bool
) -> Sequence[Parcel]:
    """The documents of a batch that is held; those that are not named stay what they are."""
    here = col(ParcelRow.batch_id) == batch.id
    asked = parcels_of(database, batch.company, here & _is_asked(batch))
    chosen = [parcel for parcel in asked if not names or parcel.name in names]
    if unknown := set(names) - {parcel.name for parcel in chosen}:
        raise OrderHeld(say("outbox.no_document", names=", ".join(sorted(unknown)), batch=f"{batch.period}-{batch.id}"))
    if not chosen:
        return ()
    values = {"state": fate.state, "errors": storable("\n".join(fate.errors)), "is_burnt": burns}
    database.execute(update(ParcelRow).where(_are(chosen)).values(values))
    if batch.state == "exported" and fate.state == "waiting" and len(chosen) < len(asked):
        apart(database, batch, chosen)
        return chosen
    state = _state(database, here, is_kept=batch.state == "exported" and fate.state != "waiting")
    still = {} if state == "unclear" else {"not_before": None, "why": ""}
    database.execute(update(BatchRow).where(col(BatchRow.id) == batch.id).values(state=state, **still))
    return chosen


def apart(database: Connection, batch: BatchRow, parcels: Sequence[Parcel]) -> None:
    """These leave in a batch of their own, as old as theirs was, which no other document joins."""
    size = sum(parcel.size for parcel in parcels)
    row = BatchRow(
        company=batch.company,
        period=batch.period,
        size=size,
        has_left=True,
        created_at=batch.created_at,
        sent_at=batch.sent_at,
        not_before=batch.not_before,
        why=batch.why,
    )
    with Session(database) as session:
        session.add(row)
        session.flush()
        batch_id, place = cast(int, row.id), 1
    for parcel in parcels:
        database.execute(update(ParcelRow).where(_are([parcel])).values(batch_id=batch_id, place=place))
        place += parcel.size
    database.execute(update(BatchRow).where(col(BatchRow.id) == batch.id).values(size=col(BatchRow.size) - size))


def _are(parcels: Sequence[Parcel]) -> ColumnElement[bool]:
    return col(ParcelRow.id).in_([key_of(parcel.id) for parcel in parcels])


def _is_asked(batch: BatchRow) -> ColumnElement[bool]:
    """What a person may say something of."""
    if batch.state == "sending":
        return col(ParcelRow.id).is_(None)
    return col(ParcelRow.state).in_(("unclear", "waiting") if batch.state == "exported" else ("unclear",))


def _state(database: Connection, here: ColumnElement[bool], *, is_kept: bool) -> BatchState:
    """What waits leaves, whatever is still unclear beside it; but what was written out waits for its own answer."""
    counted = select(col(ParcelRow.state), func.count()).where(here).group_by(col(ParcelRow.state))
    states = {state for state, _ in database.execute(counted)}
    if "waiting" in states:
        return "exported" if is_kept else "open"
    return "unclear" if "unclear" in states else "sent"
