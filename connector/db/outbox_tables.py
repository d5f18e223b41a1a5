"""The outbox as tables: documents that a ledger sends in batches, their batches, and the numbers of each series."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Column, Index, String, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from connector.db.types import Amount, Moment


class BatchRow(SQLModel, table=True):
    """Documents of one company and one month that travel together."""

    __tablename__ = "batches"
    __table_args__ = (Index("batches_by_period", "company", "period", "state"),)

    id: int | None = Field(default=None, primary_key=True)
    company: str = Field(max_length=100)
    period: str = Field(max_length=7)
    state: str = Field(default="open", max_length=20)
    size: int = 0
    """Rows that its documents have."""
    has_left: bool = False
    """Once it has left, no other document joins it."""
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    sent_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    not_before: datetime | None = Field(default=None, sa_column=Column(Moment))
    why: str = Field(default="", sa_column=Column(Text, nullable=False))


class ParcelRow(SQLModel, table=True):
    """One document in the outbox."""

    __tablename__ = "parcels"
    __table_args__ = (
        UniqueConstraint("company", "key", name="parcels_once"),
        UniqueConstraint("company", "series", "number", name="parcels_numbered_once"),
        Index("parcels_by_batch", "batch_id"),
        Index("parcels_by_marker", "company", "marker"),
    )

    id: int | None = Field(default=None, primary_key=True)
    company: str = Field(max_length=100)
    key: str = Field(max_length=30)
    kind: str = Field(max_length=30)
    order_id: str = Field(max_length=100)
    marker: str = Field(max_length=30)
    dated_on: date
    total: Decimal = Field(sa_column=Column(Amount, nullable=False))
    series: str = Field(max_length=40)
    number: int | None = Field(default=None, sa_column=Column(BigInteger))
    """Null once it was withdrawn and another document has its number."""
    had_number: int = Field(sa_column=Column(BigInteger, nullable=False))
    """The number under which it was put in."""
    is_burnt: bool = False
    """Its number belongs to a document that is not ours, and is never given again."""
    state: str = Field(default="waiting", max_length=20)
    errors: str = Field(default="", sa_column=Column(Text, nullable=False))
    """One a line."""
    batch_id: int
    place: int
    size: int
    contents: str = Field(sa_column=Column(Text, nullable=False))
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class SeriesRow(SQLModel, table=True):
    """The next number of a series that no document has had."""

    __tablename__ = "series"

    company: str = Field(sa_column=Column(String(100), primary_key=True))
    name: str = Field(sa_column=Column(String(40), primary_key=True))
    next_number: int = Field(sa_column=Column(BigInteger, nullable=False))
