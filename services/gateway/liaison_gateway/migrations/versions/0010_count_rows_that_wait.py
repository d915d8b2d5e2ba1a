"""Count the rows of an import that wait for a plaque apart from the accepted ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward; no import of before has counted such rows."""
    op.add_column(
        "import_jobs", sa.Column("waiting", sa.Integer(), server_default="0", nullable=False)
    )
    op.alter_column("import_jobs", "waiting", server_default=None)


def downgrade() -> None:
    """Take the tables back."""
    op.drop_column("import_jobs", "waiting")
