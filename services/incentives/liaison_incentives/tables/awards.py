"""Define the tables for stations, claims, grades and awards (Articles 12 to 14)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from liaison_incentives.policy import facts
from liaison_incentives.tables.base import (
    AmountFen,
    AwardKey,
    AwardRef,
    Base,
    Day,
    Key,
    OptionalDay,
    OptionalRef,
    Plain,
    Ref,
    Sealed,
    Word,
)


class Station(Base):
    """Store a copy of a station; `look_on` is the next day on which its awards may change."""

    __tablename__ = "station"
    station_code: Mapped[Key]
    guiding_department: Mapped[Ref]
    head_ref: Mapped[Ref]
    liaison_ref: Mapped[Ref]
    plaque_granted_on: Mapped[Day]
    withdrawn_on: Mapped[OptionalDay]
    withdrawal_cause: Mapped[Word] = mapped_column(default="")
    look_on: Mapped[OptionalDay] = mapped_column(index=True)


class StationGrade(Base):
    """Store the latest revision of a station's grade for a year (Article 12(1))."""

    __tablename__ = "station_grade"
    station_code: Mapped[Key]
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    grade: Mapped[Word]
    revision: Mapped[int]
    published_on: Mapped[Day]

    def facts(self) -> facts.Grade:
        """Return the grade as a fact for the rules."""
        return facts.Grade(self.year, self.grade, self.published_on)


class YearClosed(Base):
    """Store that all grades of a year are published, and their hash."""

    __tablename__ = "year_closed"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    graded: Mapped[int]
    grades_sha256: Mapped[str] = mapped_column(String(64))


class ChangeReport(Base):
    """Store a reported change and its decision (Article 10)."""

    __tablename__ = "change_report"
    change_code: Mapped[Key]
    station_code: Mapped[Ref] = mapped_column(index=True)
    reported_on: Mapped[Day]
    decided_on: Mapped[OptionalDay]

    def facts(self) -> facts.ChangeEvaluation:
        """Return the evaluation as a fact for the rules."""
        return facts.ChangeEvaluation(self.reported_on, self.decided_on)


class FalsificationFinding(Base):
    """Store a finding of falsification and its outcome (Article 12(4))."""

    __tablename__ = "falsification_finding"
    finding_code: Mapped[Key]
    station_code: Mapped[Ref] = mapped_column(index=True)
    found_on: Mapped[Day]
    confirmed_on: Mapped[OptionalDay]
    dismissed_on: Mapped[OptionalDay]

    def facts(self) -> facts.Finding:
        """Return the finding as a fact for the rules."""
        return facts.Finding(self.found_on, self.confirmed_on, self.dismissed_on)


class RevocationCase(Base):
    """Store a case that people decide; payments follow the withdrawal, not the case (12(3))."""

    __tablename__ = "revocation_case"
    case_code: Mapped[Key]
    station_code: Mapped[Ref] = mapped_column(index=True)
    kind: Mapped[Word]
    year: Mapped[int]
    opened_on: Mapped[OptionalDay]
    decided_on: Mapped[OptionalDay]
    decision: Mapped[OptionalRef]


class Talent(Base):
    """Store the identity of a recruited talent, encrypted; everything else uses the reference."""

    __tablename__ = "talent"
    talent_ref: Mapped[Key]
    document_type: Mapped[Word]
    name: Mapped[Sealed]
    document_number: Mapped[Sealed]


class RecruitmentClaim(Base):
    """Store a claim for a recruited talent or team (Article 14(1)) and who acted on it."""

    __tablename__ = "recruitment"
    recruitment_code: Mapped[Key]
    station_code: Mapped[Ref] = mapped_column(index=True)
    talent_ref: Mapped[Ref] = mapped_column(index=True)
    member_refs: Mapped[Plain] = mapped_column(default=list)
    level: Mapped[Word]
    basis: Mapped[Word]
    contract_months: Mapped[int | None]
    signed_on: Mapped[Day]
    claimed_on: Mapped[Day]
    documents: Mapped[Plain]
    state: Mapped[Word]
    reported_by: Mapped[Ref]
    first_verified_by: Mapped[OptionalRef]
    first_verified_on: Mapped[OptionalDay]
    decided_by: Mapped[OptionalRef]
    decided_on: Mapped[OptionalDay]
    national_on: Mapped[OptionalDay]
    provincial_on: Mapped[OptionalDay]
    contract_ended_on: Mapped[OptionalDay]

    def facts(self) -> facts.Recruitment:
        """Return the claim as a fact for the rules; an undecided one has no verdict yet."""
        return facts.Recruitment(
            recruitment_code=self.recruitment_code,
            talent_ref=self.talent_ref,
            level=self.level,
            basis=self.basis,
            contract_months=self.contract_months,
            signed_on=self.signed_on,
            claimed_on=self.claimed_on,
            verified={"verified": True, "rejected": False}.get(self.state),
            national_on=self.national_on,
            provincial_on=self.provincial_on,
            contract_ended_on=self.contract_ended_on,
            member_refs=tuple(self.member_refs),
        )

    def talent_refs(self) -> tuple[str, ...]:
        """Return all talents of the claim: the talent, and the other members of the team."""
        return (self.talent_ref, *self.member_refs)


class ClaimedTalent(Base):
    """Store the talents of a claim, one row per person, to find all claims for a person."""

    __tablename__ = "claimed_talent"
    recruitment_code: Mapped[Key]
    talent_ref: Mapped[Key] = mapped_column(index=True)


class Dispute(Base):
    """Store the claims of a disputed talent, and the decision (A21)."""

    __tablename__ = "dispute"
    talent_ref: Mapped[Key]
    recruitment_codes: Mapped[Plain]
    opened_on: Mapped[Day]
    winner: Mapped[OptionalRef]
    decided_on: Mapped[OptionalDay]
    decided_by: Mapped[OptionalRef]
    document_no: Mapped[OptionalRef]

    def facts(self) -> facts.DisputeDecision | None:
        """Return the decision as a fact for the rules, once there is one."""
        if self.winner is None or self.decided_on is None:
            return None
        return facts.DisputeDecision(self.talent_ref, self.winner, self.decided_on)


class SpendingReport(Base):
    """Store a year's spending report and its review (Article 13(3))."""

    __tablename__ = "spending_report"
    station_code: Mapped[Key]
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    spent_fen: Mapped[AmountFen]
    submitted_on: Mapped[Day]
    vouchers: Mapped[Plain | None]
    state: Mapped[Word]
    reviewed_on: Mapped[OptionalDay]
    document_no: Mapped[OptionalRef]

    def facts(self) -> facts.SpendingReview | None:
        """Return the review as a fact for the rules; a returned report is not reviewed."""
        if self.state != "accepted" or self.reviewed_on is None:
            return None
        return facts.SpendingReview(self.year, self.reviewed_on)


class Award(Base):
    """Store one award: what a rule gives a station, and how far its payment is.

    `state` is what the rules say; `stage` is where the money is (see `stages.moved`).
    """

    __tablename__ = "award"
    award_code: Mapped[AwardKey]
    station_code: Mapped[Ref]
    year: Mapped[int]
    rule: Mapped[Word]
    reference: Mapped[Ref]
    amount_fen: Mapped[AmountFen]
    due_on: Mapped[Day]
    state: Mapped[Word]
    stage: Mapped[Word] = mapped_column(default="free")
    holds: Mapped[Plain]
    articles: Mapped[Plain]
    explanation: Mapped[Plain]
    reasons: Mapped[Plain]
    recovers: Mapped[AwardRef] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(String(80))
    decided_on: Mapped[Day]
    reissue_no: Mapped[int] = mapped_column(default=0)
    batch_code: Mapped[OptionalRef]
    paid_on: Mapped[OptionalDay]
    __table_args__ = (
        Index("award_station", "station_code", "year"),
        Index("award_payable", "state", "stage"),
    )

    def facts(self) -> facts.Payment | None:
        """Return the payment as a fact for the rules, if the award is paid."""
        if self.paid_on is None:
            return None
        return facts.Payment(
            self.award_code,
            self.rule,
            self.year,
            self.reference,
            self.amount_fen,
            self.due_on,
            self.paid_on,
        )

    def owed_fen(self) -> int:
        """Return what the fund owes or paid for this award; a proposed recovery owes nothing."""
        return owed_fen_of(self.recovers, self.state, self.amount_fen)


def owed_fen_of(recovers: str | None, state: str, amount_fen: int) -> int:
    """Return what the fund owes or paid for a line that says this."""
    return 0 if recovers or state in ("refused", "cancelled") else amount_fen


def earliest(first: date | None, second: date | None) -> date | None:
    """Return the earlier of two days, either of which may be missing."""
    return min((day for day in (first, second) if day is not None), default=None)
