"""What is kept, as tables: `orders` holds each order's one visible state, `links` what must never be made twice."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import Column, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from connector.db.types import Amount, Moment

OrderState = Literal["issued", "issued_with_warnings", "skipped", "held", "waiting", "parked"]
STATES: tuple[OrderState, ...] = ("issued", "issued_with_warnings", "skipped", "held", "waiting", "parked")

IS_DUE = text("due_at is not null")
"""Few orders are; those that are done take no room in the index that every run asks."""


class DeliveryRow(SQLModel, table=True):
    """One webhook POST, bytes kept, committed before the 200."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("connection", "dedupe", name="deliveries_once"),
        Index("deliveries_of_order", "connection", "order_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    connection: str = Field(max_length=100)
    dedupe: str = Field(max_length=200)
    topic: str = Field(max_length=100)
    order_id: str = Field(default="", max_length=100)
    """Empty when it is about no order."""
    headers: str = Field(sa_column=Column(Text, nullable=False))
    """JSON object, names in lower case."""
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    received_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    ignored: str = Field(default="", sa_column=Column(Text, nullable=False))
    """Why there was nothing to do; empty when there was."""


class OrderRow(SQLModel, table=True):
    """An order, in exactly one visible state, and when we look at it next."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("connection", "order_id", name="orders_once"),
        Index("orders_due", "lane", "due_at", postgresql_where=IS_DUE, sqlite_where=IS_DUE),
        Index("orders_by_state", "connection", "state"),
    )

    id: int | None = Field(default=None, primary_key=True)
    connection: str = Field(max_length=100)
    order_id: str = Field(max_length=100)
    number: str = Field(default="", max_length=100)
    """What people call it; empty until the order has been read once."""
    state: str = Field(max_length=30)
    why: str = Field(default="", sa_column=Column(Text, nullable=False))
    total: Decimal | None = Field(default=None, sa_column=Column(Amount))
    """What the order says its invoice must come to."""
    currency: str = Field(default="", max_length=3)
    lane: str = Field(max_length=200)
    due_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    """When to look at it; null: nothing to do until something new arrives."""
    tries: int = 0
    """Failed tries in a row."""
    newest_delivery: int = 0
    """Id of the newest delivery received for it."""
    told: str = Field(default="", sa_column=Column(Text, nullable=False))
    """What the order's page in the shop shows because of us, JSON; empty: nothing yet."""
    first_seen_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    changed_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class LinkRow(SQLModel, table=True):
    """A document that exists in the ledger because of something in the shop."""

    __tablename__ = "links"
    __table_args__ = (
        UniqueConstraint("connection", "kind", "source_id", name="links_once"),
        Index("links_of_order", "connection", "order_id"),
        Index("links_by_document", "ledger_id"),
        Index("links_by_time", "connection", "created_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    connection: str = Field(max_length=100)
    kind: str = Field(max_length=30)
    source_id: str = Field(max_length=100)
    """Order id for an invoice; refund id for a credit note."""
    order_id: str = Field(max_length=100)
    ledger_id: str = Field(max_length=100)
    name: str = Field(default="", max_length=100)
    total: Decimal = Field(sa_column=Column(Amount, nullable=False))
    status: str = Field(default="", max_length=30)
    """Where it stands with DIAN."""
    url: str = Field(default="", sa_column=Column(Text, nullable=False))
    cufe: str = Field(default="", max_length=200)
    """CUFE of an invoice, CUDE of a credit note; empty until DIAN has accepted it."""
    errors: str = Field(default="", sa_column=Column(Text, nullable=False))
    """Why DIAN rejected it, one a line."""
    document: str = Field(default="", sa_column=Column(Text, nullable=False))
    """What it was made of, JSON: body, lines, date, and the order's fingerprint; credit notes are computed from it."""
    warnings: str = Field(default="", sa_column=Column(Text, nullable=False))
    """Sentences, one a line, that were shown when it was issued."""
    created_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    looked_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    """When the ledger was last asked where it stands."""


class AnswerRow(SQLModel, table=True):
    """What a person decided about a document of an order."""

    __tablename__ = "answers"
    __table_args__ = (UniqueConstraint("connection", "order_id", "about", name="answers_once"),)

    id: int | None = Field(default=None, primary_key=True)
    connection: str = Field(max_length=100)
    order_id: str = Field(max_length=100)
    about: str = Field(max_length=100)
    """Source id of a credit note or receipt, the ledger's id of an invoice, the order's own id, or "buyer"."""
    answer: str = Field(max_length=20)
    detail: str = Field(default="", sa_column=Column(Text, nullable=False))
    """About the buyer: who it is, JSON."""
    made_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class AttemptRow(SQLModel, table=True):
    """One idempotency key: committed before the call that uses it."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("connection", "kind", "source_id", "number", name="attempts_once"),
        Index("attempts_of_order", "connection", "order_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    connection: str = Field(max_length=100)
    kind: str = Field(max_length=30)
    source_id: str = Field(max_length=100)
    order_id: str = Field(max_length=100)
    number: int
    key: str = Field(max_length=30)
    sends: int = 0
    """How often the document was sent with this key and the outcome stayed unknown, plus the send in progress."""
    outcome: str = Field(default="sending", max_length=20)
    """sending, issued, refused, unavailable, unknown, absent (looked up and not there)."""
    error: str = Field(default="", sa_column=Column(Text, nullable=False))
    request: str = Field(default="", sa_column=Column(Text, nullable=False))
    """The document as sent, JSON."""
    made_of: str = Field(default="", sa_column=Column(Text, nullable=False))
    """What our books keep beside the document if it was made, JSON."""
    first_sent_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    """Whatever the key may have made is not older."""
    started_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    """The last send with it."""
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment))


class WakeRow(SQLModel, table=True):
    """A lane for which a run is queued and has not begun: the next delivery need not queue another."""

    __tablename__ = "wakes"

    lane: str = Field(sa_column=Column(String(200), primary_key=True))
    woken_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class WorkerRow(SQLModel, table=True):
    """A worker's sign of life."""

    __tablename__ = "workers"

    id: str = Field(sa_column=Column(String(60), primary_key=True))
    beat_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class PaceRow(SQLModel, table=True):
    """One company's rate limit: when its next call may leave, in microseconds since 1970."""

    __tablename__ = "paces"

    company: str = Field(sa_column=Column(String(100), primary_key=True))
    next_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class CounterRow(SQLModel, table=True):
    """How often something happened of which nothing else is kept: refused deliveries by reason."""

    __tablename__ = "counters"

    name: str = Field(sa_column=Column(String(200), primary_key=True))
    count: int = 0
