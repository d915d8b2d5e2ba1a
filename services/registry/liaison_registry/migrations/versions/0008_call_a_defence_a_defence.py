"""Name the tables and columns of defences as the code names them."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.rename_table("statement", "defence")
    op.alter_column("defence", "statement", new_column_name="defence")
    op.execute("ALTER INDEX ix_statement_station_code RENAME TO ix_defence_station_code")
    for table in ("change", "revocation_case"):
        op.alter_column(table, "statement_until", new_column_name="defence_until")


def downgrade() -> None:
    """Take the tables back."""
    for table in ("change", "revocation_case"):
        op.alter_column(table, "defence_until", new_column_name="statement_until")
    op.execute("ALTER INDEX ix_defence_station_code RENAME TO ix_statement_station_code")
    op.alter_column("defence", "defence", new_column_name="statement")
    op.rename_table("defence", "statement")
