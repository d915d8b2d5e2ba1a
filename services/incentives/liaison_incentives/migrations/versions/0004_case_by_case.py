"""Remember what was decided for one case alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "case_by_case_decision",
        sa.Column("decision_code", sa.String(length=120), nullable=False),
        sa.Column("station_code", sa.String(length=120), nullable=False),
        sa.Column("article", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("document_no", sa.String(length=120), nullable=False),
        sa.Column("concerns", sa.String(length=300), nullable=False),
        sa.Column("award_code", sa.String(length=300), nullable=False),
        sa.Column("corrects", sa.Boolean(), nullable=False),
        sa.Column(
            "amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("proposed_by", sa.String(length=120), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(length=120), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("decision_code"),
    )
    for column in ("award_code", "station_code"):
        op.create_index(
            op.f(f"ix_case_by_case_decision_{column}"), "case_by_case_decision", [column]
        )


def downgrade() -> None:
    """Take the tables back."""
    op.drop_table("case_by_case_decision")
