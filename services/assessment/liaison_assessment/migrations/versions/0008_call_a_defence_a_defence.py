"""Name the table of defences as the code names it."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.rename_table("finding_statements", "finding_defences")


def downgrade() -> None:
    """Take the tables back."""
    op.rename_table("finding_defences", "finding_statements")
