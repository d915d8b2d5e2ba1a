"""Let bank statements be set aside, and compare references in one form."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

REFS = ("document_no", "replaced_by", "proposed_by", "set_aside_by")
DAYS = ("proposed_on", "decided_on")
KEYS = """
UPDATE bank_statement_line SET reference_key = CASE
  WHEN plain ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN lower(plain)
  WHEN plain ~* '^cb-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    THEN 'CB-' || lower(substr(plain, 4))
  ELSE plain END
FROM (
  SELECT statement_code AS code, line_no AS number,
    regexp_replace(normalize(reference, NFKC), '\\s', '', 'g') AS plain
  FROM bank_statement_line
) AS found
WHERE statement_code = code AND line_no = number
"""
NUMBERS = """
UPDATE bank_statement SET import_no = number FROM (
  SELECT statement_code AS code,
    row_number() OVER (ORDER BY imported_on, statement_code) AS number
  FROM bank_statement
) AS found
WHERE statement_code = code
"""


def upgrade() -> None:
    """Bring the tables forward; what a line is follows from the books and is stored no more."""
    op.add_column("bank_statement", _new("import_no", sa.Integer(), "0"))
    op.add_column("bank_statement", _new("state", sa.String(40), "counted"))
    op.add_column("bank_statement", sa.Column("set_aside_reason", sa.Text()))
    for name in REFS:
        op.add_column("bank_statement", sa.Column(name, sa.String(120)))
    for name in DAYS:
        op.add_column("bank_statement", sa.Column(name, sa.Date()))
    op.execute(NUMBERS)
    op.drop_constraint("statement_sha256_key", "bank_statement", type_="unique")
    op.create_index("ix_bank_statement_sha256", "bank_statement", ["sha256"])
    op.add_column("bank_statement_line", _new("reference_key", sa.String(120), ""))
    op.execute(KEYS)
    for name in ("import_no", "state"):
        op.alter_column("bank_statement", name, server_default=None)
    op.alter_column("bank_statement_line", "reference_key", server_default=None)
    for name in ("reference", "bank_reference"):
        op.drop_index(f"ix_bank_statement_line_{name}", "bank_statement_line")
    op.create_index(
        "ix_bank_statement_line_reference_key", "bank_statement_line", ["reference_key"]
    )
    op.drop_column("bank_statement_line", "doubles")


def _new(name: str, kind: sa.types.TypeEngine[Any], start: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=start)


def downgrade() -> None:
    """Go back; for development only: statements set aside count again."""
    op.add_column("bank_statement_line", _new("doubles", sa.String(40), ""))
    op.alter_column("bank_statement_line", "doubles", server_default=None)
    op.drop_index("ix_bank_statement_line_reference_key", "bank_statement_line")
    for name in ("reference", "bank_reference"):
        op.create_index(f"ix_bank_statement_line_{name}", "bank_statement_line", [name])
    op.drop_column("bank_statement_line", "reference_key")
    op.drop_index("ix_bank_statement_sha256", "bank_statement")
    op.create_unique_constraint("statement_sha256_key", "bank_statement", ["sha256"])
    for name in ("import_no", "state", "set_aside_reason", *REFS, *DAYS):
        op.drop_column("bank_statement", name)
