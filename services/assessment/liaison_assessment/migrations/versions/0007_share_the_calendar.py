"""Move the office's days to the table that every service shares (`calendar_days` of the kit)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward; the kit's own history ran before and made `calendar_days`."""
    op.execute(
        "INSERT INTO calendar_days (on_day, is_working_day, document_no, decided_by) "
        "SELECT on_day, is_working_day, '', '' FROM office_days"
    )
    op.drop_table("office_days")


def downgrade() -> None:
    """Go back; for development only, a log is never thrown away."""
    op.create_table(
        "office_days",
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("is_working_day", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("on_day"),
    )
