"""Keep the vouchers of a spending report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward; the reports of before have none here."""
    op.add_column("spending_report", sa.Column("vouchers", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("spending_report", "vouchers")
