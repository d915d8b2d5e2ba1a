"""Define the tables for accounts, second factors, batches, payouts and answers (Article 3)."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from liaison_contracts import codes
from liaison_incentives.tables.base import (
    AmountFen,
    AwardKey,
    AwardRef,
    Base,
    Day,
    Hash,
    Key,
    OptionalDay,
    OptionalRef,
    Plain,
    Ref,
    Sealed,
    Whole,
    Word,
)


class PayeeAccount(Base):
    """Store one version of a station's bank account; holder and number are encrypted."""

    __tablename__ = "payee_account"
    payee_ref: Mapped[Key]
    account_version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    station_code: Mapped[Ref] = mapped_column(index=True)
    holder: Mapped[Sealed]
    bank: Mapped[Sealed]
    number: Mapped[Sealed]
    last4: Mapped[str] = mapped_column(String(4))
    state: Mapped[Word]
    registered_by: Mapped[Ref]
    registered_on: Mapped[Day]
    approved_by: Mapped[OptionalRef]
    usable_on: Mapped[OptionalDay]


class SecondFactor(Base):
    """Store a person's secret for one-time passwords, encrypted; proven once a password matched."""

    __tablename__ = "second_factor"
    person_ref: Mapped[Key]
    secret: Mapped[Sealed]
    enrolled_on: Mapped[Day]
    is_proven: Mapped[bool]


class UsedPassword(Base):
    """Store that a person used the password of a time step, so that it never matches again."""

    __tablename__ = "used_password"
    person_ref: Mapped[Key]
    step: Mapped[int] = mapped_column(Whole, primary_key=True, autoincrement=False)


class Batch(Base):
    """Store a list of payments under one hash: sealed, approved, released, or broken."""

    __tablename__ = "batch"
    batch_code: Mapped[Key]
    channel: Mapped[codes.PayoutChannel] = mapped_column(String(40))
    state: Mapped[Word] = mapped_column(index=True)
    sha256: Mapped[Hash]
    count: Mapped[int]
    total_fen: Mapped[AmountFen]
    departments: Mapped[Plain]
    sealed_on: Mapped[Day]
    released_on: Mapped[OptionalDay]
    document_no: Mapped[OptionalRef]
    handed_over_as: Mapped[OptionalRef]


class BatchItem(Base):
    """Store one award of a batch as it was sealed; the hash covers this list."""

    __tablename__ = "batch_item"
    batch_code: Mapped[str] = mapped_column(ForeignKey("batch.batch_code"), primary_key=True)
    award_code: Mapped[AwardKey]
    reissue_no: Mapped[int]
    station_code: Mapped[Ref]
    department: Mapped[Ref]
    payee_ref: Mapped[Ref]
    account_version: Mapped[int]
    amount_fen: Mapped[AmountFen]
    rule: Mapped[Word]
    articles: Mapped[Plain]
    edition: Mapped[str] = mapped_column(String(80))


class BatchSignature(Base):
    """Store who did which step of a batch; a person acts on a batch only once."""

    __tablename__ = "batch_signature"
    batch_code: Mapped[str] = mapped_column(ForeignKey("batch.batch_code"), primary_key=True)
    person_ref: Mapped[Key]
    step: Mapped[Word]
    department: Mapped[Ref]
    signed_on: Mapped[Day]
    __table_args__ = (UniqueConstraint("batch_code", "step", "department"),)


class Payout(Base):
    """Store one order to pay one award; its id never changes."""

    __tablename__ = "payout"
    payout_id: Mapped[Key]
    award_code: Mapped[AwardRef] = mapped_column(index=True)
    reissue_no: Mapped[int]
    station_code: Mapped[Ref]
    batch_code: Mapped[Ref] = mapped_column(index=True)
    payee_ref: Mapped[Ref]
    account_version: Mapped[int]
    amount_fen: Mapped[AmountFen]
    state: Mapped[Word]
    requested_on: Mapped[Day]
    asked_on: Mapped[Day]
    reminders: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        UniqueConstraint("award_code", "reissue_no"),
        Index("payout_unanswered", "state", "asked_on"),
    )


class Settlement(Base):
    """Store one answer of finance; its number counts once."""

    __tablename__ = "settlement"
    settlement_id: Mapped[Key]
    payout_id: Mapped[Ref] = mapped_column(index=True)
    outcome: Mapped[Word]
    amount_fen: Mapped[AmountFen]
    on: Mapped[Day]
    note: Mapped[Ref]


class PayoutDay(Base):
    """Store the control total of a day's payouts, and the log position it covers."""

    __tablename__ = "payout_day"
    on: Mapped[Day] = mapped_column(primary_key=True)
    log_position: Mapped[int] = mapped_column(Whole)
    last_sequence: Mapped[int] = mapped_column(Whole)
    sha256: Mapped[Hash]


class HeardPayout(Base):
    """Store what finance had received when a restored database was compared with its list."""

    __tablename__ = "heard_payout"
    payout_id: Mapped[Key]
    amount_fen: Mapped[AmountFen]
    explanation: Mapped[str] = mapped_column(Text)
