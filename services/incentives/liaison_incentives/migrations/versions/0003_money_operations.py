"""Remember when finance was asked last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward; a payout of before was asked for once, on its own day."""
    op.add_column("payout", sa.Column("asked_on", sa.Date(), nullable=True))
    op.add_column("payout", sa.Column("reminders", sa.Integer(), nullable=True))
    op.execute("UPDATE payout SET asked_on = requested_on, reminders = 0")
    op.alter_column("payout", "asked_on", nullable=False)
    op.alter_column("payout", "reminders", nullable=False)
    op.create_index("payout_unanswered", "payout", ["state", "asked_on"], unique=False)


def downgrade() -> None:
    """Go back; for development only, a log is never thrown away."""
    op.drop_index("payout_unanswered", table_name="payout")
    op.drop_column("payout", "reminders")
    op.drop_column("payout", "asked_on")
