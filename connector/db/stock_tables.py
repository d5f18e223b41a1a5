"""What is kept of stock, as tables: the ledger's balances, the shop's variants and levels, runs, open orders."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Column, Index, String, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from connector.db.types import Amount, Moment


class BalanceRow(SQLModel, table=True):
    """A product of a company's ledger as it was last read."""

    __tablename__ = "balances"
    __table_args__ = (
        UniqueConstraint("company", "code", name="balances_once"),
        Index("balances_by_product", "company", "product_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    company: str = Field(max_length=100)
    code: str = Field(max_length=100)
    product_id: str = Field(default="", max_length=100)
    name: str = Field(default="", max_length=200)
    kind: str = Field(default="product", max_length=20)
    is_counted: bool = True
    is_active: bool = True
    is_readable: bool = True
    balances: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    """JSON: units as text by warehouse."""
    barcode: str = Field(default="", max_length=100)
    group_id: str = Field(default="", max_length=50)
    prices: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    """JSON: list price as text by position of the price list."""
    has_vat_inside: bool = False
    vat: Decimal | None = Field(default=None, sa_column=Column(Amount))
    components: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    """JSON: of a combo, units as text by code."""
    read_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    """Just before it was asked for: every movement that the ledger had then is in it."""


class CompanyRow(SQLModel, table=True):
    """How far a company's ledger has been read."""

    __tablename__ = "companies"

    company: str = Field(sa_column=Column(String(100), primary_key=True))
    read_from: datetime | None = Field(default=None, sa_column=Column(Moment))
    """When the last complete reading began: what changed before it is in `balances`."""
    full_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    """When the last complete reading of everything began."""
    warehouses: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    """JSON: name by id."""
    hook: str = Field(default="", max_length=100, index=True)
    """The secret part of the address to which the ledger posts its stock changes; empty: none yet."""
    is_hooked: bool = False
    hook_detail: str = Field(default="", sa_column=Column(Text, nullable=False))
    hooked_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    """When the subscription was last looked after."""


class VariantRow(SQLModel, table=True):
    """A variant of a shop, and the product of the ledger that it is."""

    __tablename__ = "variants"
    __table_args__ = (
        UniqueConstraint("connection", "variant_id", name="variants_once"),
        Index("variants_by_sku", "connection", "sku"),
    )

    id: int | None = Field(default=None, primary_key=True)
    connection: str = Field(max_length=100)
    variant_id: str = Field(max_length=100)
    item_id: str = Field(default="", max_length=100)
    parent_id: str = Field(default="", max_length=100)
    sku: str = Field(default="", max_length=255)
    barcode: str = Field(default="", max_length=255)
    title: str = Field(default="", max_length=300)
    price: Decimal | None = Field(default=None, sa_column=Column(Amount))
    is_counted: bool = True
    is_offered: bool = True
    """On sale: no draft, not archived."""
    refusal: str = Field(default="", sa_column=Column(Text, nullable=False))
    code: str = Field(default="", max_length=100)
    """Of the product in the ledger; empty: none, and `problem` says why."""
    how: str = Field(default="", max_length=20)
    """alias, sku, barcode, pattern"""
    problem: str = Field(default="", max_length=30)
    why: str = Field(default="", sa_column=Column(Text, nullable=False))
    price_refused: Decimal | None = Field(default=None, sa_column=Column(Amount))
    price_why: str = Field(default="", sa_column=Column(Text, nullable=False))
    """Why the shop refused its price."""
    seen_in: int = 0
    """The run that last found it in the shop."""


class LevelRow(SQLModel, table=True):
    """What the shop shows of a variant at a location, what it should show, and what became of it."""

    __tablename__ = "levels"
    __table_args__ = (
        UniqueConstraint("connection", "variant_id", "location_id", name="levels_once"),
        Index(
            "levels_to_do",
            "connection",
            "to_do",
            postgresql_where=text("to_do <> ''"),
            sqlite_where=text("to_do <> ''"),
        ),
        Index("levels_drifting", "connection", "drift_since"),
    )

    id: int | None = Field(default=None, primary_key=True)
    connection: str = Field(max_length=100)
    variant_id: str = Field(max_length=100)
    location_id: str = Field(default="", max_length=100)
    available: int | None = Field(default=None, sa_type=BigInteger)
    on_hand: int | None = Field(default=None, sa_type=BigInteger)
    committed: int = Field(default=0, sa_type=BigInteger)
    is_active: bool = True
    looked_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    expected: int | None = Field(default=None, sa_type=BigInteger)
    """By the policy; null: not synchronised."""
    reckoning: str = Field(default="", sa_column=Column(Text, nullable=False))
    """How it came about, JSON."""
    to_do: str = Field(default="", max_length=10)
    """look, write; empty: nothing in this run."""
    before: int | None = Field(default=None, sa_type=BigInteger)
    after: int | None = Field(default=None, sa_type=BigInteger)
    """Of the last write."""
    result: str = Field(default="", max_length=20)
    """same, written, pending, refused, dry; empty: never compared."""
    planned: int | None = Field(default=None, sa_type=BigInteger)
    """What a dry run would have written."""
    planned_in: int = 0
    """That run."""
    why: str = Field(default="", sa_column=Column(Text, nullable=False))
    done_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    drift_since: datetime | None = Field(default=None, sa_column=Column(Moment))
    """Since when the shop is known to show something else; null: it shows what it should."""


class RunRow(SQLModel, table=True):
    """One run of an inventory, from the moment that it is wanted."""

    __tablename__ = "runs"
    __table_args__ = (
        UniqueConstraint("connection", "cause", "slot", name="runs_once"),
        Index(
            "runs_due",
            "lane",
            "due_at",
            postgresql_where=text("due_at is not null"),
            sqlite_where=text("due_at is not null"),
        ),
        Index("runs_of_connection", "connection", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    connection: str = Field(max_length=100)
    lane: str = Field(max_length=200)
    cause: str = Field(max_length=10)
    """schedule, full, change, command"""
    slot: datetime = Field(sa_column=Column(Moment, nullable=False))
    """When it was due: two processes that want the same run make one."""
    is_full: bool = False
    is_dry: bool = False
    skus: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    """JSON: only these; empty: all."""
    state: str = Field(default="waiting", max_length=10)
    """waiting, running, done, failed"""
    phase: str = Field(default="", max_length=20)
    progress: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    """JSON: where the phase stands, so that another process can go on."""
    counts: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    ledger_calls: int = 0
    shop_calls: int = 0
    why: str = Field(default="", sa_column=Column(Text, nullable=False))
    tries: int = 0
    due_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    made_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    began_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    ended_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    holder: str = Field(default="", max_length=60)
    """Who works on it: a worker's lane, or a command; empty: nobody yet."""
    held_until: datetime | None = Field(default=None, sa_column=Column(Moment))


class OpenOrderRow(SQLModel, table=True):
    """The units of an order that was not in the ledger when it was last looked at."""

    __tablename__ = "open_orders"
    __table_args__ = (UniqueConstraint("connection", "order_id", name="open_orders_once"),)

    id: int | None = Field(default=None, primary_key=True)
    connection: str = Field(max_length=100)
    order_id: str = Field(max_length=100)
    delivery: int = 0
    """The newest delivery that was read; 0: the shop named it, and no delivery has come."""
    units: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    """JSON: [variant id, SKU, units as text, line id] for each line."""
    holds: bool = True
    """The shop has taken them off its stock."""
    is_sent: bool = False
    is_over: bool = False
    """Paid and sent: the shop has nothing more to do with it."""
    updated_at: datetime = Field(sa_column=Column(Moment, nullable=False))
    """The order's own time of change."""
    read_at: datetime = Field(sa_column=Column(Moment, nullable=False))


class StockRow(SQLModel, table=True):
    """What a connection's inventory remembers between runs."""

    __tablename__ = "stocks"

    connection: str = Field(sa_column=Column(String(100), primary_key=True))
    listed_from: datetime | None = Field(default=None, sa_column=Column(Moment))
    """When the shop was last asked for its orders: those changed before are known."""
    shop_read_at: datetime | None = Field(default=None, sa_column=Column(Moment))
    """When the whole shop was last read."""
    places: str = Field(default="{}", sa_column=Column(Text, nullable=False))
    """JSON: the shop's location by its name in the connection file."""
    alarm: str = Field(default="", sa_column=Column(Text, nullable=False))
    """What is wrong, in sentences; empty: nothing."""
    alarm_kinds: str = Field(default="", max_length=100)
    alarm_since: datetime | None = Field(default=None, sa_column=Column(Moment))
