"""Keep why a condition is met or not as a code with values, where there was a sentence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SENTENCE = (
    "json_build_object('code', 'in_words', 'article', condition,"
    " 'values', json_build_object('fact', reason, 'needs', ''))"
)
"""An earlier sentence: what people wrote stays as they wrote it."""


def upgrade() -> None:
    """Bring the tables forward."""
    op.alter_column("application_condition", "reason", type_=sa.JSON(), postgresql_using=SENTENCE)


def downgrade() -> None:
    """Take the tables back."""
    op.alter_column(
        "application_condition",
        "reason",
        type_=sa.Text(),
        postgresql_using="coalesce(reason -> 'values' ->> 'fact', reason ->> 'code')",
    )
