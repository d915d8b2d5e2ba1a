"""Number events and documents in the order in which they become visible."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_NUMBER_EVENTS = """
UPDATE heard_events SET change_no = numbered.number
FROM (
  SELECT service, position, row_number() OVER (ORDER BY time, service, position) AS number
  FROM heard_events
) AS numbered
WHERE heard_events.service = numbered.service AND heard_events.position = numbered.position
"""
_NUMBER_DOCUMENTS = """
UPDATE documents SET change_no = numbered.number + (
  SELECT coalesce(max(change_no), 0) FROM heard_events
)
FROM (
  SELECT kind, code, row_number() OVER (ORDER BY updated_at, kind, code) AS number FROM documents
) AS numbered
WHERE documents.kind = numbered.kind AND documents.code = numbered.code
"""
_NEWEST = """
INSERT INTO change_head
SELECT coalesce(max(change_no), 0)
FROM (SELECT change_no FROM heard_events UNION ALL SELECT change_no FROM documents) AS every
"""


def upgrade() -> None:
    """Bring the tables forward; rows of before are numbered by their instants."""
    op.create_table(
        "change_head",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    for table, numbering in (("heard_events", _NUMBER_EVENTS), ("documents", _NUMBER_DOCUMENTS)):
        op.add_column(table, sa.Column("change_no", sa.BigInteger(), nullable=True))
        op.execute(numbering)
        op.alter_column(table, "change_no", nullable=False)
    op.execute(_NEWEST)
    op.create_index("heard_events_change", "heard_events", ["change_no"], unique=False)
    op.create_index("documents_change", "documents", ["kind", "change_no"], unique=False)


def downgrade() -> None:
    """Go back; for development only, a log is never thrown away."""
    op.drop_index("documents_change", table_name="documents")
    op.drop_index("heard_events_change", table_name="heard_events")
    op.drop_column("documents", "change_no")
    op.drop_column("heard_events", "change_no")
    op.drop_table("change_head")
