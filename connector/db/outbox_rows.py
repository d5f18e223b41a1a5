"""Rows of the outbox read as parcels and batches, and a batch held so that nobody else changes it meanwhile."""

from typing import cast

from sqlalchemy import ColumnElement, Connection, select
from sqlmodel import Session, col
from sqlmodel import select as select_rows

from connector.db.outbox_tables import BatchRow, ParcelRow
from connector.model.documents import DocumentKind
from connector.model.outbox import Batch, BatchState, Parcel, ParcelState


def key_of(id_: str) -> int:
    """Of text that is no number of ours: of nothing."""
    number = id_.rpartition("-")[2]
    return int(number) if number.isdecimal() and len(number) < 18 else 0


def is_batch(company: str, batch_id: str) -> ColumnElement[bool]:
    return (col(BatchRow.company) == company) & (col(BatchRow.id) == key_of(batch_id))


def held(database: Connection, company: str, batch_id: str) -> BatchRow | None:
    """The batch as it stays until the transaction ends, unless we change it; None where the company has none such."""
    database.execute(select(col(BatchRow.id)).where(is_batch(company, batch_id)).with_for_update())
    with Session(database) as session:
        return session.exec(select_rows(BatchRow).where(is_batch(company, batch_id))).first()


def parcels_of(database: Connection, company: str, which: ColumnElement[bool]) -> list[Parcel]:
    with Session(database) as session:
        question = (
            select_rows(ParcelRow, BatchRow)
            .join(BatchRow, col(BatchRow.id) == col(ParcelRow.batch_id))
            .where(which, col(ParcelRow.company) == company)
            .order_by(col(ParcelRow.batch_id), col(ParcelRow.place))
        )
        return [_parcel_of(parcel, batch) for parcel, batch in session.exec(question)]


def batch_of(row: BatchRow) -> Batch:
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
        batch=batch_of(batch),
        place=row.place,
        size=row.size,
        contents=row.contents,
        created_at=row.created_at,
    )
