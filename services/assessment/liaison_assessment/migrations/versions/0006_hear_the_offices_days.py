"""Store the days that the office counts differently, as the registry has them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "office_days",
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("is_working_day", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("on_day"),
    )


def downgrade() -> None:
    """Go back; for development only, a log is never thrown away."""
    op.drop_table("office_days")
