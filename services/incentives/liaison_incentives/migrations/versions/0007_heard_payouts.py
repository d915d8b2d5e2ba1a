"""Store what finance had received when a restored database was compared with its list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "heard_payout",
        sa.Column("payout_id", sa.String(length=120), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("payout_id"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("heard_payout")
