"""Define the tables for bank statements, with the result of comparing each line."""

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
    """Store an imported bank statement; the same file is one statement."""

    __tablename__ = "bank_statement"
    statement_code: Mapped[Key]
    sha256: Mapped[Hash] = mapped_column(unique=True)
    lines: Mapped[int]
    total_fen: Mapped[AmountFen]
    imported_by: Mapped[Ref]
    imported_on: Mapped[Day]


class BankStatementLine(Base):
    """Store one line of a bank statement; `doubles` names the statement that had it before."""

    __tablename__ = "bank_statement_line"
    statement_code: Mapped[str] = mapped_column(
        ForeignKey("bank_statement.statement_code"), primary_key=True
    )
    line_no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    booked_on: Mapped[Day] = mapped_column(index=True)
    kind: Mapped[Word]
    reference: Mapped[Ref] = mapped_column(index=True)
    amount_fen: Mapped[AmountFen]
    bank_reference: Mapped[Ref] = mapped_column(index=True)
    doubles: Mapped[Word] = mapped_column(default="")
    explanation: Mapped[str | None] = mapped_column(Text)
    explained_by: Mapped[OptionalRef]
    explained_on: Mapped[OptionalDay]
