"""Keep who opened a case by hand and why, and the papers of an evaluation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    for table, name in (
        ("revocation_case", "grounds"),
        ("revocation_case", "documents"),
        ("change_evaluation", "documents"),
    ):
        op.add_column(table, sa.Column(name, sa.JSON(), server_default="[]", nullable=False))
        op.alter_column(table, name, server_default=None)  # from now on the code gives it
    op.add_column(
        "revocation_case",
        sa.Column("opened_by", sa.String(length=64), server_default="", nullable=False),
    )


def downgrade() -> None:
    """Take the tables back."""
    for name in ("grounds", "documents", "opened_by"):
        op.drop_column("revocation_case", name)
    op.drop_column("change_evaluation", "documents")
