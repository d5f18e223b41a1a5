"""The outbox in the database: numbers without gaps, batches that leave once, whatever dies between."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import ColumnElement, Connection, Engine, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from connector.db.database import reading, writing
from connector.db.outbox_tables import BatchRow, ParcelRow, SeriesRow
from connector.db.types import storable
from connector.errors import OrderHeld
from connector.messages import say
from connector.model.documents import DocumentKind
from connector.model.outbox import Batch, BatchState, Fate, Landed, Packed, Parcel, ParcelState

EVERYBODY = ""
"""A series without documents, whose row whoever puts something in holds: one after the other, also on PostgreSQL."""

MAY_LEAVE = ("waiting", "sending", "unclear")
"""Parcels that travel when their batch leaves."""


class DatabaseOutbox:
    """`ports.Outbox` of one company. Safe to share between threads and processes."""

    def __init__(self, engine: Engine, company: str) -> None:
        self._engine = engine
        self._company = company

    def put(self, packed: Packed, *, now: datetime, room: int) -> Parcel:
        with writing(self._engine) as database:
            self._begin_series(database, EVERYBODY, 0)
            found = self._found(database, col(ParcelRow.key) == packed.key)
            if found:
                return found[0]
            number = self._number(database, packed)
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
            found = self._found(database, col(ParcelRow.id) == _key(id_))
        return found[0] if found else None

    def marked(self, marker: str) -> Parcel | None:
        with reading(self._engine) as database:
            is_it = (col(ParcelRow.marker) == marker) & (col(ParcelRow.state) != "withdrawn")
            found = self._found(database, is_it)
        return found[-1] if found else None

    def take(self, batch_id: str, *, now: datetime, states: Collection[str]) -> Sequence[Parcel]:
        with writing(self._engine) as database:
            is_ours = (col(BatchRow.id) == _key(batch_id)) & (col(BatchRow.company) == self._company)
            taken = database.execute(
                update(BatchRow).where(is_ours, col(BatchRow.state).in_(states)).values(state="sending", sent_at=now)
            )
            if not taken.rowcount:
                return ()
            travels = (col(ParcelRow.batch_id) == _key(batch_id)) & col(ParcelRow.state).in_(MAY_LEAVE)
            database.execute(update(ParcelRow).where(travels).values(state="sending"))
            return self._found(database, travels)

    def land(self, batch_id: str, landed: Landed) -> None:
        with writing(self._engine) as database:
            here = col(ParcelRow.batch_id) == _key(batch_id)
            on_the_way = here & (col(ParcelRow.state) == "sending")
            for id_, fate in landed.fates.items():
                database.execute(update(ParcelRow).where(on_the_way, col(ParcelRow.id) == _key(id_)).values(_of(fate)))
            database.execute(update(ParcelRow).where(on_the_way).values(_of(landed.rest)))
            values = {"state": landed.state, "not_before": landed.not_before, "why": storable(landed.why)}
            database.execute(update(BatchRow).where(col(BatchRow.id) == _key(batch_id)).values(values))

    def withdraw(self, id_: str) -> bool:
        with writing(self._engine) as database:
            may_go = col(ParcelRow.state).in_(("waiting", "rejected")) & (col(ParcelRow.id) == _key(id_))
            gone = database.execute(update(ParcelRow).where(may_go, self._is_ours).values(state="withdrawn"))
            return bool(gone.rowcount)

    def batches(self, period: str = "") -> Sequence[Batch]:
        """Of one month, or all, oldest first."""
        with reading(self._engine) as database, Session(database) as session:
            question = select_rows(BatchRow).where(BatchRow.company == self._company).order_by(col(BatchRow.id))
            rows = session.exec(question.where(BatchRow.period == period) if period else question)
            return [_batch_of(row) for row in rows]

    def parcels(self, batch_id: str) -> Sequence[Parcel]:
        """Those of a batch that were not withdrawn, in their order."""
        with reading(self._engine) as database:
            is_here = (col(ParcelRow.batch_id) == _key(batch_id)) & (col(ParcelRow.state) != "withdrawn")
            return self._found(database, is_here)

    @property
    def _is_ours(self) -> ColumnElement[bool]:
        return col(ParcelRow.company) == self._company

    def _found(self, database: Connection, which: ColumnElement[bool]) -> list[Parcel]:
        with Session(database) as session:
            question = (
                select_rows(ParcelRow, BatchRow)
                .join(BatchRow, col(BatchRow.id) == col(ParcelRow.batch_id))
                .where(which, self._is_ours)
                .order_by(col(ParcelRow.batch_id), col(ParcelRow.place))
            )
            return [_parcel_of(parcel, batch) for parcel, batch in session.exec(question)]

    def _number(self, database: Connection, packed: Packed) -> int:
        if packed.number is not None:
            self._must_be_free(database, packed)
            return packed.number
        is_left = self._in_series(packed) & (col(ParcelRow.state) == "withdrawn")
        is_left &= col(ParcelRow.number) >= packed.first_number
        left = database.execute(select(func.min(col(ParcelRow.number))).where(is_left)).scalar()
        if left is not None:
            database.execute(update(ParcelRow).where(is_left, col(ParcelRow.number) == left).values(number=None))
            return int(left)
        return self._next(database, packed)

    def _begin_series(self, database: Connection, name: str, first: int) -> None:
        """Its row is there, and changed by us alone until the transaction ends."""
        insert = sqlite.insert if database.dialect.name == "sqlite" else postgresql.insert
        made = {"company": self._company, "name": name, "next_number": first}
        same = {"next_number": col(SeriesRow.next_number)}
        at = [col(SeriesRow.company), col(SeriesRow.name)]
        database.execute(insert(SeriesRow).values(made).on_conflict_do_update(index_elements=at, set_=same))

    def _next(self, database: Connection, packed: Packed) -> int:
        """Never below the first number that the merchant wants, and none that was given by hand."""
        self._begin_series(database, packed.series, packed.first_number)
        ours = (col(SeriesRow.company) == self._company) & (col(SeriesRow.name) == packed.series)
        kept = database.execute(select(col(SeriesRow.next_number)).where(ours)).scalar_one()
        number = max(int(kept), packed.first_number)
        while database.execute(select(col(ParcelRow.id)).where(self._in_series(packed, number))).first():
            number += 1
        database.execute(update(SeriesRow).where(ours).values(next_number=number + 1))
        return number

    def _must_be_free(self, database: Connection, packed: Packed) -> None:
        is_taken = self._in_series(packed, packed.number)
        left = is_taken & (col(ParcelRow.state) == "withdrawn")
        database.execute(update(ParcelRow).where(left).values(number=None))
        other = database.execute(select(col(ParcelRow.order_id)).where(is_taken)).scalar()
        if other is not None:
            raise OrderHeld(say("outbox.number_taken", name=f"{packed.series}-{packed.number}", order=other))

    def _in_series(self, packed: Packed, number: int | None = None) -> ColumnElement[bool]:
        ours = (col(ParcelRow.company) == self._company) & (col(ParcelRow.series) == packed.series)
        return ours if number is None else ours & (col(ParcelRow.number) == number)

    def _batch(self, database: Connection, period: str, size: int, room: int, now: datetime) -> tuple[int, int]:
        """(batch, place of the first row). The newest open one with room; it cannot leave while this is written."""
        fits = (col(BatchRow.company) == self._company) & (col(BatchRow.period) == period)
        fits &= (col(BatchRow.state) == "open") & (col(BatchRow.size) + size <= room)
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


def _of(fate: Fate) -> Mapping[str, object]:
    return {"state": fate.state, "errors": storable("\n".join(fate.errors))}


def _key(id_: str) -> int:
    """Of text that is no number of ours: of nothing."""
    number = id_.rpartition("-")[2]
    return int(number) if number.isdecimal() and len(number) < 18 else 0


def _batch_of(row: BatchRow) -> Batch:
    return Batch(
        id=f"{row.period}-{row.id}",
        company=row.company,
        period=row.period,
        state=cast(BatchState, row.state),
        size=row.size,
        created_at=row.created_at,
        sent_at=row.sent_at,
        not_before=row.not_before,
        why=row.why,
    )


def _parcel_of(row: ParcelRow, batch: BatchRow) -> Parcel:
    return Parcel(
        id=f"parcel-{row.id}",
        kind=cast(DocumentKind, row.kind),
        order_id=row.order_id,
        marker=row.marker,
        dated_on=row.dated_on,
        total=row.total,
        series=row.series,
        number=row.had_number,
        state=cast(ParcelState, row.state),
        errors=tuple(row.errors.splitlines()),
        batch=_batch_of(batch),
        place=row.place,
        size=row.size,
        contents=row.contents,
        created_at=row.created_at,
    )
