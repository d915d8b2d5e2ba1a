"""Say until when a record waits for the plaque of its station."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward; a record of before waits 30 days from the day of its report."""
    op.add_column("duties", sa.Column("waits_until", sa.Date(), nullable=True))
    op.create_index(op.f("ix_duties_waits_until"), "duties", ["waits_until"], unique=False)
    op.execute("UPDATE duties SET waits_until = reported_on + 30 WHERE state = 'pending'")


def downgrade() -> None:
    """Take the tables back."""
    op.drop_index(op.f("ix_duties_waits_until"), table_name="duties")
    op.drop_column("duties", "waits_until")
