"""Remember up to which day a live instance brings its history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.add_column("instance", sa.Column("history_until", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("instance", "history_until")
