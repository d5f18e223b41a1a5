"""Inventory: balances, variants and levels, runs, open orders; invoices are found by time."""

import sqlalchemy as sa
from alembic import op

from connector.db.types import Amount, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "balances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company", sa.String(length=100), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("product_id", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("is_readable", sa.Boolean(), nullable=False),
        sa.Column("balances", sa.Text(), nullable=False),
        sa.Column("barcode", sa.String(length=100), nullable=False),
        sa.Column("group_id", sa.String(length=50), nullable=False),
        sa.Column("prices", sa.Text(), nullable=False),
        sa.Column("has_vat_inside", sa.Boolean(), nullable=False),
        sa.Column("vat", Amount(length=40), nullable=True),
        sa.Column("components", sa.Text(), nullable=False),
        sa.Column("read_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("company", "code", name="balances_once"),
    )
    with op.batch_alter_table("balances", schema=None) as batch_op:
        batch_op.create_index("balances_by_product", ["company", "product_id"], unique=False)
    op.create_table(
        "companies",
        sa.Column("company", sa.String(length=100), nullable=False),
        sa.Column("read_from", Moment(), nullable=True),
        sa.Column("full_at", Moment(), nullable=True),
        sa.Column("warehouses", sa.Text(), nullable=False),
        sa.Column("hook", sa.String(length=100), nullable=False),
        sa.Column("is_hooked", sa.Boolean(), nullable=False),
        sa.Column("hook_detail", sa.Text(), nullable=False),
        sa.Column("hooked_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("company"),
    )
    with op.batch_alter_table("companies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_companies_hook"), ["hook"], unique=False)
    op.create_table(
        "levels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("connection", sa.String(length=100), nullable=False),
        sa.Column("variant_id", sa.String(length=100), nullable=False),
        sa.Column("location_id", sa.String(length=100), nullable=False),
        sa.Column("available", sa.Integer(), nullable=True),
        sa.Column("on_hand", sa.Integer(), nullable=True),
        sa.Column("committed", sa.Integer(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("looked_at", Moment(), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("reckoning", sa.Text(), nullable=False),
        sa.Column("to_do", sa.String(length=10), nullable=False),
        sa.Column("before", sa.Integer(), nullable=True),
        sa.Column("after", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=True),
        sa.Column("planned_in", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("drift_since", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("connection", "variant_id", "location_id", name="levels_once"),
    )
    with op.batch_alter_table("levels", schema=None) as batch_op:
        batch_op.create_index("levels_drifting", ["connection", "drift_since"], unique=False)
        batch_op.create_index(
            "levels_to_do",
            ["connection", "to_do"],
            unique=False,
            postgresql_where=sa.text("to_do <> ''"),
            sqlite_where=sa.text("to_do <> ''"),
        )
    op.create_table(
        "open_orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("connection", sa.String(length=100), nullable=False),
        sa.Column("order_id", sa.String(length=100), nullable=False),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("units", sa.Text(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("is_sent", sa.Boolean(), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.Column("read_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("connection", "order_id", name="open_orders_once"),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("connection", sa.String(length=100), nullable=False),
        sa.Column("lane", sa.String(length=200), nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("slot", Moment(), nullable=False),
        sa.Column("is_full", sa.Boolean(), nullable=False),
        sa.Column("is_dry", sa.Boolean(), nullable=False),
        sa.Column("skus", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("phase", sa.String(length=20), nullable=False),
        sa.Column("progress", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("ledger_calls", sa.Integer(), nullable=False),
        sa.Column("shop_calls", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("began_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("holder", sa.String(length=60), nullable=False),
        sa.Column("held_until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("connection", "cause", "slot", name="runs_once"),
    )
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.create_index(
            "runs_due",
            ["lane", "due_at"],
            unique=False,
            postgresql_where=sa.text("due_at is not null"),
            sqlite_where=sa.text("due_at is not null"),
        )
        batch_op.create_index("runs_of_connection", ["connection", "id"], unique=False)
    op.create_table(
        "stocks",
        sa.Column("connection", sa.String(length=100), nullable=False),
        sa.Column("listed_from", Moment(), nullable=True),
        sa.Column("shop_read_at", Moment(), nullable=True),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("alarm", sa.Text(), nullable=False),
        sa.Column("alarm_kinds", sa.String(length=100), nullable=False),
        sa.Column("alarm_since", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("connection"),
    )
    op.create_table(
        "variants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("connection", sa.String(length=100), nullable=False),
        sa.Column("variant_id", sa.String(length=100), nullable=False),
        sa.Column("item_id", sa.String(length=100), nullable=False),
        sa.Column("parent_id", sa.String(length=100), nullable=False),
        sa.Column("sku", sa.String(length=255), nullable=False),
        sa.Column("barcode", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("price", Amount(length=40), nullable=True),
        sa.Column("is_counted", sa.Boolean(), nullable=False),
        sa.Column("refusal", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("problem", sa.String(length=30), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("price_refused", Amount(length=40), nullable=True),
        sa.Column("price_why", sa.Text(), nullable=False),
        sa.Column("seen_in", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("connection", "variant_id", name="variants_once"),
    )
    with op.batch_alter_table("variants", schema=None) as batch_op:
        batch_op.create_index("variants_by_sku", ["connection", "sku"], unique=False)
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index("links_by_time", ["connection", "created_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.drop_index("links_by_time")
    with op.batch_alter_table("variants", schema=None) as batch_op:
        batch_op.drop_index("variants_by_sku")
    op.drop_table("variants")
    op.drop_table("stocks")
    with op.batch_alter_table("runs", schema=None) as batch_op:
        batch_op.drop_index("runs_of_connection")
        batch_op.drop_index(
            "runs_due", postgresql_where=sa.text("due_at is not null"), sqlite_where=sa.text("due_at is not null")
        )
    op.drop_table("runs")
    op.drop_table("open_orders")
    with op.batch_alter_table("levels", schema=None) as batch_op:
        batch_op.drop_index(
            "levels_to_do", postgresql_where=sa.text("to_do <> ''"), sqlite_where=sa.text("to_do <> ''")
        )
        batch_op.drop_index("levels_drifting")
    op.drop_table("levels")
    with op.batch_alter_table("companies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_companies_hook"))
    op.drop_table("companies")
    with op.batch_alter_table("balances", schema=None) as batch_op:
        batch_op.drop_index("balances_by_product")
    op.drop_table("balances")
