"""Keep the days that the office counts otherwise in one table of every service."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "calendar_days",
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("is_working_day", sa.Boolean(), nullable=False),
        sa.Column("document_no", sa.String(length=120), nullable=False),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("on_day"),
    )


def downgrade() -> None:
    """Go back; for development only, a log is never thrown away."""
    op.drop_table("calendar_days")
