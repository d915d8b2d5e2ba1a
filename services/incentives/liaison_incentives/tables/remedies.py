"""Define the tables for manual holds and clawbacks."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_incentives.policy import facts
from liaison_incentives.tables.base import (
    AmountFen,
    AwardRef,
    Base,
    Day,
    Key,
    OptionalDay,
    OptionalRef,
    Ref,
    Word,
)


class AwardHold(Base):
    """Store a manual hold on an award, and how it ended."""

    __tablename__ = "award_hold"
    hold_code: Mapped[Key]
    award_code: Mapped[AwardRef] = mapped_column(index=True)
    station_code: Mapped[Ref] = mapped_column(index=True)
    held_on: Mapped[Day]
    held_by: Mapped[Ref]
    reason: Mapped[str] = mapped_column(Text)
    released_on: Mapped[OptionalDay]
    released_by: Mapped[OptionalRef]
    release_reason: Mapped[str | None] = mapped_column(Text)

    def facts(self) -> facts.ManualHold:
        """Return the hold as a fact for the rules."""
        return facts.ManualHold(self.award_code, self.held_on, self.released_on)


class Clawback(Base):
    """Store a clawback of a paid award: `paid_code` is that award, `award_code` the line.

    `state` is proposed, waived, requested, received or void.
    """

    __tablename__ = "clawback"
    clawback_code: Mapped[Key]
    award_code: Mapped[AwardRef]
    paid_code: Mapped[AwardRef] = mapped_column(index=True)
    station_code: Mapped[Ref]
    amount_fen: Mapped[AmountFen]
    received_fen: Mapped[AmountFen] = mapped_column(default=0)
    cause: Mapped[Ref]
    state: Mapped[Word]
    proposed_by: Mapped[Ref]
    proposed_on: Mapped[Day]
    payout_id: Mapped[OptionalRef]
    decided_by: Mapped[OptionalRef]
    decided_on: Mapped[OptionalDay]
    due_on: Mapped[OptionalDay]
    document_no: Mapped[OptionalRef]
