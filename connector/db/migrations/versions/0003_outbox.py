"""The outbox: documents that a ledger sends in batches, their batches, and the numbers of each series."""

import sqlalchemy as sa
from alembic import op

from connector.db.types import Amount, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company", sa.String(length=100), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("has_left", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("not_before", Moment(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("batches", schema=None) as batch_op:
        batch_op.create_index("batches_by_period", ["company", "period", "state"], unique=False)

    op.create_table(
        "parcels",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=30), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("order_id", sa.String(length=100), nullable=False),
        sa.Column("marker", sa.String(length=30), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("total", Amount(length=40), nullable=False),
        sa.Column("series", sa.String(length=40), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("had_number", sa.BigInteger(), nullable=False),
        sa.Column("is_burnt", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("errors", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("company", "key", name="parcels_once"),
        sa.UniqueConstraint("company", "series", "number", name="parcels_numbered_once"),
    )
    with op.batch_alter_table("parcels", schema=None) as batch_op:
        batch_op.create_index("parcels_by_batch", ["batch_id"], unique=False)
        batch_op.create_index("parcels_by_marker", ["company", "marker"], unique=False)

    op.create_table(
        "series",
        sa.Column("company", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("next_number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("company", "name"),
    )


def downgrade() -> None:
    op.drop_table("series")
    with op.batch_alter_table("parcels", schema=None) as batch_op:
        batch_op.drop_index("parcels_by_marker")
        batch_op.drop_index("parcels_by_batch")

    op.drop_table("parcels")
    with op.batch_alter_table("batches", schema=None) as batch_op:
        batch_op.drop_index("batches_by_period")

    op.drop_table("batches")
