"""Define the tables of the ledger: every movement of money as two chained lines; append-only."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from liaison_incentives.tables.base import (
    AmountFen,
    AwardRef,
    Base,
    Day,
    Hash,
    OptionalRef,
    Ref,
    Sealed,
    Whole,
    Word,
)


class LedgerHead(Base):
    """Store the number and hash of the last line; locked while lines are added."""

    __tablename__ = "ledger_head"
    name: Mapped[Word] = mapped_column(primary_key=True)
    entry_no: Mapped[int] = mapped_column(Whole)
    row_hash: Mapped[Hash]


class LedgerEntry(Base):
    """Store one line: an amount in fen on one side of one account, chained to the line before."""

    __tablename__ = "ledger_entry"
    entry_no: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    posting_no: Mapped[int] = mapped_column(Whole, index=True)
    posted_on: Mapped[Day]
    kind: Mapped[Word]
    account: Mapped[Word]
    debit_fen: Mapped[AmountFen]
    credit_fen: Mapped[AmountFen]
    award_code: Mapped[AwardRef] = mapped_column(index=True)
    payout_id: Mapped[OptionalRef]
    event_id: Mapped[Ref] = mapped_column(default="", server_default="")
    previous_hash: Mapped[Hash]
    row_hash: Mapped[Hash]


class LedgerCheckpoint(Base):
    """Store a signed head of the ledger, as one line of text that outsiders keep a copy of."""

    __tablename__ = "ledger_checkpoint"
    checkpoint_no: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)
    entry_no: Mapped[int] = mapped_column(Whole, index=True)
    signed: Mapped[Sealed]
