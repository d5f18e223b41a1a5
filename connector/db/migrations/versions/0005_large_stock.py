"""Numbers of stock may be larger than PostgreSQL's integers; SQLite's are large enough."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NUMBERS = ("available", "on_hand", "committed", "expected", "before", "after", "planned")


def upgrade() -> None:
    _change(sa.BigInteger())


def downgrade() -> None:
    _change(sa.Integer())


def _change(kind: sa.BigInteger | sa.Integer) -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in NUMBERS:
            op.alter_column("levels", name, type_=kind)
