"""Define the tables for bank statements; what a line is follows from the books."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_incentives.tables.base import (
    AmountFen,
    Base,
    Day,
    Hash,
    Key,
    OptionalDay,
    OptionalRef,
    Ref,
    Word,
)


class BankStatement(Base):
    """Store an imported bank statement; the same file counts once.

    `state` is counted, set_aside_proposed or set_aside. `import_no` is its place among all.
    """

    __tablename__ = "bank_statement"
    statement_code: Mapped[Key]
    import_no: Mapped[int]
    sha256: Mapped[Hash] = mapped_column(index=True)
    lines: Mapped[int]
    total_fen: Mapped[AmountFen]
    imported_by: Mapped[Ref]
    imported_on: Mapped[Day]
    state: Mapped[Word]
    set_aside_reason: Mapped[str | None] = mapped_column(Text)
    document_no: Mapped[OptionalRef]
    replaced_by: Mapped[OptionalRef]
    proposed_by: Mapped[OptionalRef]
    proposed_on: Mapped[OptionalDay]
    set_aside_by: Mapped[OptionalRef]
    decided_on: Mapped[OptionalDay]


class BankStatementLine(Base):
    """Store one line of a bank statement; `reference_key` is the reference as it is compared."""

    __tablename__ = "bank_statement_line"
    statement_code: Mapped[str] = mapped_column(
        ForeignKey("bank_statement.statement_code"), primary_key=True
    )
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    booked_on: Mapped[Day] = mapped_column(index=True)
    kind: Mapped[Word]
    reference: Mapped[Ref]
    reference_key: Mapped[Ref] = mapped_column(index=True)
    amount_fen: Mapped[AmountFen]
    bank_reference: Mapped[Ref]
    explanation: Mapped[str | None] = mapped_column(Text)
    explained_by: Mapped[OptionalRef]
    explained_on: Mapped[OptionalDay]

    @property
    def place(self) -> tuple[str, int]:
        """Return the statement and line number."""
        return self.statement_code, self.line_no
