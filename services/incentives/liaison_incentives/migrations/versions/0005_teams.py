"""Remember for whom each claim is: the talent, and the others of a team."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward; a claim of before is for one talent."""
    op.add_column("recruitment", sa.Column("member_refs", sa.JSON(), nullable=True))
    op.execute("UPDATE recruitment SET member_refs = '[]'")
    op.alter_column("recruitment", "member_refs", nullable=False)
    op.create_table(
        "claimed_talent",
        sa.Column("recruitment_code", sa.String(length=120), nullable=False),
        sa.Column("talent_ref", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("recruitment_code", "talent_ref"),
    )
    op.create_index(op.f("ix_claimed_talent_talent_ref"), "claimed_talent", ["talent_ref"])
    op.execute("INSERT INTO claimed_talent SELECT recruitment_code, talent_ref FROM recruitment")


def downgrade() -> None:
    """Take the tables back."""
    op.drop_table("claimed_talent")
    op.drop_column("recruitment", "member_refs")
