"""Define the tables for special events, Bole awards and case-by-case decisions (13(2), 14(2))."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from liaison_contracts import codes
from liaison_incentives.policy import facts
from liaison_incentives.tables.base import (
    AmountFen,
    AwardRef,
    Base,
    Day,
    Key,
    OptionalDay,
    OptionalRef,
    Plain,
    Ref,
)


class SpecialEvent(Base):
    """Store a proposed special event, its approved subsidy, and its cost (Article 13(2))."""

    __tablename__ = "special_event"
    event_code: Mapped[Key]
    station_code: Mapped[Ref]
    held_on: Mapped[Day]
    budget_fen: Mapped[AmountFen]
    proposed_by: Mapped[Ref]
    approved_on: Mapped[OptionalDay]
    approved_fen: Mapped[AmountFen | None]
    approved_by: Mapped[OptionalRef]
    document_no: Mapped[OptionalRef]
    spent_fen: Mapped[AmountFen | None]
    settled_on: Mapped[OptionalDay]
    settled_by: Mapped[OptionalRef]
    vouchers: Mapped[Plain | None]

    def facts(self) -> facts.SpecialEvent:
        """Return the event as a fact for the rules; before an approval its amount is zero."""
        return facts.SpecialEvent(
            self.event_code, self.approved_on, self.held_on, self.approved_fen or 0
        )


class BoleDecision(Base):
    """Store a decided Bole award of an assessed year (Article 14(2))."""

    __tablename__ = "bole_decision"
    bole_code: Mapped[Key]
    station_code: Mapped[Ref]
    year: Mapped[int]
    amount_fen: Mapped[AmountFen]
    leading_group_decision: Mapped[OptionalRef]
    decided_by: Mapped[Ref]
    decided_on: Mapped[Day]
    document_no: Mapped[Ref]

    def facts(self) -> facts.BoleDecision:
        """Return the decision as a fact for the rules."""
        return facts.BoleDecision(
            self.bole_code, self.year, self.amount_fen, self.leading_group_decision or ""
        )


class BoleCall(Base):
    """Store the last day for nominations for the Bole award of a year."""

    __tablename__ = "bole_call"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opened_on: Mapped[Day]
    closes_on: Mapped[Day]
    opened_by: Mapped[Ref]
    document_no: Mapped[Ref]


class BoleNomination(Base):
    """Store a station's nomination for the Bole award of a year, with its figures of that day."""

    __tablename__ = "bole_nomination"
    station_code: Mapped[Key]
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recruits: Mapped[int]
    earned_fen: Mapped[AmountFen]
    nominated_by: Mapped[Ref]
    nominated_on: Mapped[Day]


class CaseByCaseDecision(Base):
    """Store a case-by-case decision; it counts once a second person has recorded it.

    `award_code` is the award that it grants, or the one that it corrects.
    """

    __tablename__ = "case_by_case_decision"
    decision_code: Mapped[Key]
    station_code: Mapped[Ref] = mapped_column(index=True)
    article: Mapped[codes.CaseArticle] = mapped_column(String(40))
    decided_by: Mapped[codes.CaseBody] = mapped_column(String(40))
    decided_on: Mapped[Day]
    document_no: Mapped[Ref]
    concerns: Mapped[AwardRef]
    award_code: Mapped[AwardRef] = mapped_column(index=True)
    corrects: Mapped[bool]
    amount_fen: Mapped[AmountFen]
    proposed_by: Mapped[Ref]
    proposed_on: Mapped[Day]
    recorded_by: Mapped[OptionalRef]
    recorded_on: Mapped[OptionalDay]

    def facts(self) -> facts.CaseByCaseDecision | None:
        """Return the decision as a fact for the rules, once two people have recorded it."""
        if self.recorded_on is None:
            return None
        return facts.CaseByCaseDecision(
            decision_code=self.decision_code,
            article=self.article,
            decided_by=self.decided_by,
            decided_on=self.decided_on,
            document_no=self.document_no,
            concerns=self.concerns,
            award_code=self.award_code,
            corrects=self.corrects,
            amount_fen=self.amount_fen,
            recorded_on=self.recorded_on,
        )
