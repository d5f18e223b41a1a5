"""The outbox in the database: numbers without gaps, batches that leave once, whatever dies between."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Connection, Engine, func, select, update
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from connector.db.database import reading, writing
from connector.db.outbox_numbers import EVERYBODY, begin_series, number_for
from connector.db.outbox_rows import batch_of, held, key_of, parcels_of
from connector.db.outbox_settling import apart, settled
from connector.db.outbox_tables import BatchRow, ParcelRow
from connector.db.types import storable
from connector.model.outbox import Batch, Fate, Landed, Packed, Parcel

TRAVELS: Mapping[str, tuple[str, ...]] = {"open": ("waiting",), "unclear": ("waiting", "unclear")}
"""States of parcels that leave with their batch, by its state: what is unclear leaves with a batch that repeats itself,
and not with others that wait."""


class DatabaseOutbox:
    """`ports.Outbox` of one company. Safe to share between threads and processes."""

    def __init__(self, engine: Engine, company: str) -> None:
        self._engine = engine
        self._company = company

    def put(self, packed: Packed, *, now: datetime, room: int) -> Parcel:
        with writing(self._engine) as database:
            begin_series(database, self._company, EVERYBODY, 0)
            found = self._found(database, col(ParcelRow.key) == packed.key)
            if found:
                return found[0]
            number = number_for(database, self._company, packed)
            batch_id, place = self._batch(database, f"{packed.dated_on:%Y-%m}", packed.size, room, now)
            row = ParcelRow(
                company=self._company,
                key=packed.key,
                kind=packed.kind,
                order_id=packed.order_id,
                marker=packed.marker,
                dated_on=packed.dated_on,
                total=packed.total,
                series=packed.series,
                number=number,
                had_number=number,
                batch_id=batch_id,
                place=place,
                size=packed.size,
                contents=storable(packed.contents),
                created_at=now,
            )
            with Session(database) as session:
                session.add(row)
                session.flush()
                id_ = row.id
            return self._found(database, col(ParcelRow.id) == id_)[0]

    def parcel(self, id_: str) -> Parcel | None:
        with reading(self._engine) as database:
            found = self._found(database, col(ParcelRow.id) == key_of(id_))
        return found[0] if found else None

    def marked(self, marker: str) -> Parcel | None:
        with reading(self._engine) as database:
            is_it = (col(ParcelRow.marker) == marker) & (col(ParcelRow.state) != "withdrawn")
            found = self._found(database, is_it)
        return found[-1] if found else None

    def take(self, batch_id: str, *, now: datetime, states: Collection[str]) -> Sequence[Parcel]:
        with writing(self._engine) as database:
            batch = held(database, self._company, batch_id)
            if batch is None or batch.state not in states or (batch.not_before and now < batch.not_before):
                return ()
            here = col(ParcelRow.batch_id) == batch.id
            travels = here & col(ParcelRow.state).in_(TRAVELS.get(batch.state, ()))
            if not database.execute(update(ParcelRow).where(travels).values(state="sending")).rowcount:
                return ()
            _change(database, batch, state="sending", sent_at=now)
            return self._found(database, here & (col(ParcelRow.state) == "sending"))

    def land(self, batch_id: str, landed: Landed, *, sent_at: datetime | None = None) -> bool:
        with writing(self._engine) as database:
            batch = held(database, self._company, batch_id)
            if batch is None or batch.state != "sending" or sent_at not in (None, batch.sent_at):
                return False
            on_the_way = (col(ParcelRow.batch_id) == batch.id) & (col(ParcelRow.state) == "sending")
            for id_, fate in landed.fates.items():
                is_it = on_the_way & (col(ParcelRow.id) == key_of(id_))
                database.execute(update(ParcelRow).where(is_it).values(_of(fate)))
            database.execute(update(ParcelRow).where(on_the_way).values(_of(landed.rest)))
            changes = {"state": landed.state, "not_before": landed.not_before, "why": storable(landed.why)}
            _change(database, batch, has_left=batch.has_left or landed.has_left, **changes)
            if landed.halves:
                self._halve(database, batch_id)
            return True

    def withdraw(self, id_: str) -> bool:
        with writing(self._engine) as database:
            is_it = col(ParcelRow.id) == key_of(id_)
            for parcel in self._found(database, is_it):
                batch = held(database, self._company, parcel.batch.id)
                is_here = batch is not None and batch.state != "exported"
                states = ("waiting", "rejected") if is_here else ("rejected",)
                gone = update(ParcelRow).where(is_it, col(ParcelRow.state).in_(states)).values(state="withdrawn")
                return bool(database.execute(gone).rowcount)
            return False

    def export(self, batch_id: str, *, now: datetime) -> bool:
        """An open batch is written out to be loaded by hand: nothing joins it or is taken out of it any more.

        False where it is not open, or nothing waits in it.
        """
        with writing(self._engine) as database:
            batch = held(database, self._company, batch_id)
            waits = (col(ParcelRow.batch_id) == key_of(batch_id)) & (col(ParcelRow.state) == "waiting")
            if batch is None or batch.state != "open" or not self._found(database, waits):
                return False
            _change(database, batch, state="exported", sent_at=now, has_left=True)
            return True

    def settle(
        self, batch_id: str, fate: Fate, *, names: Collection[str] = (), burns: bool = False
    ) -> Sequence[Parcel]:
        """What a person knows of documents whose batch is unclear or was written out; without names of all of these.

        `burns`: their numbers belong to somebody else. Gives what it was about; nothing where there is nothing to say.
        Raises OrderHeld for a name that is none of them.
        """
        with writing(self._engine) as database:
            batch = held(database, self._company, batch_id)
            return settled(database, batch, fate, names=names, burns=burns) if batch else ()

    def batches(self, period: str = "") -> Sequence[Batch]:
        with reading(self._engine) as database, Session(database) as session:
            question = select_rows(BatchRow).where(BatchRow.company == self._company).order_by(col(BatchRow.id))
            rows = session.exec(question.where(BatchRow.period == period) if period else question)
            return [batch_of(row) for row in rows]

    def parcels(self, batch_id: str) -> Sequence[Parcel]:
        with reading(self._engine) as database:
            is_here = (col(ParcelRow.batch_id) == key_of(batch_id)) & (col(ParcelRow.state) != "withdrawn")
            return self._found(database, is_here)

    def _found(self, database: Connection, which: ColumnElement[bool]) -> list[Parcel]:
        return parcels_of(database, self._company, which)

    def _halve(self, database: Connection, batch_id: str) -> None:
        """The second half of what waits leaves by itself: whatever nobody can take stands alone in the end."""
        batch = held(database, self._company, batch_id)
        waits = (col(ParcelRow.batch_id) == key_of(batch_id)) & (col(ParcelRow.state) == "waiting")
        parcels = self._found(database, waits)
        if batch is not None and len(parcels) > 1:
            apart(database, batch, parcels[(len(parcels) + 1) // 2 :])

    def _batch(self, database: Connection, period: str, size: int, room: int, now: datetime) -> tuple[int, int]:
        """(batch, place of the first row). The newest one with room; it cannot leave while this is written."""
        fits = (col(BatchRow.company) == self._company) & (col(BatchRow.period) == period)
        fits &= (col(BatchRow.state) == "open") & ~col(BatchRow.has_left) & (col(BatchRow.size) + size <= room)
        newest = database.execute(select(func.max(col(BatchRow.id))).where(fits)).scalar()
        if newest is not None:
            grown = {"size": col(BatchRow.size) + size}
            joined = database.execute(
                update(BatchRow).where(col(BatchRow.id) == newest, fits).values(grown).returning(col(BatchRow.size))
            ).scalar()
            if joined is not None:
                return int(newest), int(joined) - size + 1
        row = BatchRow(company=self._company, period=period, size=size, created_at=now)
        with Session(database) as session:
            session.add(row)
            session.flush()
            return cast(int, row.id), 1


def _change(database: Connection, batch: BatchRow, **values: object) -> None:
    database.execute(update(BatchRow).where(col(BatchRow.id) == batch.id).values(values))


def _of(fate: Fate) -> Mapping[str, object]:
    return {"state": fate.state, "errors": storable("\n".join(fate.errors))}
