"""Remember holds, clawbacks, disputes, budgets, statements, calls, and what events cost."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward; a payout of before was asked for once, on its own day."""
    op.add_column("payout", sa.Column("asked_on", sa.Date(), nullable=True))
    op.add_column("payout", sa.Column("reminders", sa.Integer(), nullable=True))
    op.execute("UPDATE payout SET asked_on = requested_on, reminders = 0")
    op.alter_column("payout", "asked_on", nullable=False)
    op.alter_column("payout", "reminders", nullable=False)
    op.create_index("payout_unanswered", "payout", ["state", "asked_on"], unique=False)
    op.create_table(
        "award_hold",
        sa.Column("hold_code", sa.String(length=120), nullable=False),
        sa.Column("award_code", sa.String(length=300), nullable=False),
        sa.Column("station_code", sa.String(length=120), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_by", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("released_by", sa.String(length=120), nullable=True),
        sa.Column("release_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("hold_code"),
    )
    op.create_index(op.f("ix_award_hold_award_code"), "award_hold", ["award_code"], unique=False)
    op.create_index(
        op.f("ix_award_hold_station_code"), "award_hold", ["station_code"], unique=False
    )
    op.create_table(
        "clawback",
        sa.Column("clawback_code", sa.String(length=120), nullable=False),
        sa.Column("award_code", sa.String(length=300), nullable=False),
        sa.Column("paid_code", sa.String(length=300), nullable=False),
        sa.Column("station_code", sa.String(length=120), nullable=False),
        sa.Column(
            "amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "received_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("cause", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("proposed_by", sa.String(length=120), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("payout_id", sa.String(length=120), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("document_no", sa.String(length=120), nullable=True),
        sa.PrimaryKeyConstraint("clawback_code"),
    )
    op.create_index(op.f("ix_clawback_paid_code"), "clawback", ["paid_code"], unique=False)
    op.add_column("dispute", sa.Column("winner", sa.String(length=120), nullable=True))
    op.add_column("dispute", sa.Column("decided_on", sa.Date(), nullable=True))
    op.add_column("dispute", sa.Column("decided_by", sa.String(length=120), nullable=True))
    op.add_column("dispute", sa.Column("document_no", sa.String(length=120), nullable=True))
    op.add_column("recruitment", sa.Column("contract_ended_on", sa.Date(), nullable=True))
    op.create_table(
        "budget",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("document_no", sa.String(length=120), nullable=False),
        sa.Column("set_by", sa.String(length=120), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("alerted_permille", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year"),
    )
    op.create_table(
        "statement",
        sa.Column("statement_code", sa.String(length=120), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column(
            "total_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("imported_by", sa.String(length=120), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("statement_code"),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "statement_line",
        sa.Column("statement_code", sa.String(length=120), nullable=False),
        sa.Column("line_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=120), nullable=False),
        sa.Column(
            "amount_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("bank_reference", sa.String(length=120), nullable=False),
        sa.Column("doubles", sa.String(length=40), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=True),
        sa.Column("explained_by", sa.String(length=120), nullable=True),
        sa.Column("explained_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["statement_code"],
            ["statement.statement_code"],
        ),
        sa.PrimaryKeyConstraint("statement_code", "line_no"),
    )
    op.create_index(
        op.f("ix_statement_line_bank_reference"), "statement_line", ["bank_reference"], unique=False
    )
    op.create_index(
        op.f("ix_statement_line_booked_on"), "statement_line", ["booked_on"], unique=False
    )
    op.create_index(
        op.f("ix_statement_line_reference"), "statement_line", ["reference"], unique=False
    )
    op.create_table(
        "bole_call",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.String(length=120), nullable=False),
        sa.Column("document_no", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("year"),
    )
    op.create_table(
        "bole_nomination",
        sa.Column("station_code", sa.String(length=120), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recruits", sa.Integer(), nullable=False),
        sa.Column(
            "earned_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("nominated_by", sa.String(length=120), nullable=False),
        sa.Column("nominated_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("station_code", "year"),
    )
    op.add_column(
        "special_event",
        sa.Column("spent_fen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
    op.add_column("special_event", sa.Column("settled_on", sa.Date(), nullable=True))
    op.add_column("special_event", sa.Column("settled_by", sa.String(length=120), nullable=True))
    op.add_column("special_event", sa.Column("vouchers", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Go back; for development only, a log is never thrown away."""
    op.drop_column("special_event", "vouchers")
    op.drop_column("special_event", "settled_by")
    op.drop_column("special_event", "settled_on")
    op.drop_column("special_event", "spent_fen")
    op.drop_table("bole_nomination")
    op.drop_table("bole_call")
    op.drop_index(op.f("ix_statement_line_reference"), table_name="statement_line")
    op.drop_index(op.f("ix_statement_line_booked_on"), table_name="statement_line")
    op.drop_index(op.f("ix_statement_line_bank_reference"), table_name="statement_line")
    op.drop_table("statement_line")
    op.drop_table("statement")
    op.drop_table("budget")
    op.drop_column("recruitment", "contract_ended_on")
    op.drop_column("dispute", "document_no")
    op.drop_column("dispute", "decided_by")
    op.drop_column("dispute", "decided_on")
    op.drop_column("dispute", "winner")
    op.drop_index(op.f("ix_clawback_paid_code"), table_name="clawback")
    op.drop_table("clawback")
    op.drop_index(op.f("ix_award_hold_station_code"), table_name="award_hold")
    op.drop_index(op.f("ix_award_hold_award_code"), table_name="award_hold")
    op.drop_table("award_hold")
    op.drop_index("payout_unanswered", table_name="payout")
    op.drop_column("payout", "reminders")
    op.drop_column("payout", "asked_on")
