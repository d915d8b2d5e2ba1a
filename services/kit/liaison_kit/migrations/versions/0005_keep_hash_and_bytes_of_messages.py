"""Keep the hash of each message of an outside party, and the bytes of one that cannot be read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("inbox", sa.Column("sha256", sa.String(length=64), nullable=True))
    op.add_column("parked_events", sa.Column("sha256", sa.String(length=64), nullable=True))
    op.add_column("parked_events", sa.Column("raw", sa.LargeBinary(), nullable=True))
    op.add_column("parked_events", sa.Column("problem", sa.Text(), nullable=True))


def downgrade() -> None:
    """Go back; for development only, a log is never thrown away."""
    op.drop_column("parked_events", "problem")
    op.drop_column("parked_events", "raw")
    op.drop_column("parked_events", "sha256")
    op.drop_column("inbox", "sha256")
