"""Name the tables of bank statements as the code names them."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INDEXED = ("bank_reference", "booked_on", "reference")


def upgrade() -> None:
    """Bring the tables forward."""
    op.rename_table("statement", "bank_statement")
    op.rename_table("statement_line", "bank_statement_line")
    for column in INDEXED:
        was = f"ix_statement_line_{column}"
        op.execute(f"ALTER INDEX {was} RENAME TO ix_bank_statement_line_{column}")


def downgrade() -> None:
    """Take the tables back."""
    for column in INDEXED:
        was = f"ix_bank_statement_line_{column}"
        op.execute(f"ALTER INDEX {was} RENAME TO ix_statement_line_{column}")
    op.rename_table("bank_statement_line", "statement_line")
    op.rename_table("bank_statement", "statement")
