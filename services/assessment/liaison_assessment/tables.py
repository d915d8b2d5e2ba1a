"""Remember what assessment owns (duties, scores, grades, findings) and what it heard of others."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from liaison_assessment.policy import facts, findings
from liaison_assessment.policy.streaks import YearGrade

CODE = String(64)


class Base(DeclarativeBase):
    """Collect the tables of assessment in one metadata."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as declared
        str: CODE,
        list[str]: JSON,
        list[dict[str, Any]]: JSON,
        dict[str, Any]: JSON,
    }


class Station(Base):
    """Copy of what registry tells of a station."""

    __tablename__ = "stations"

    station_code: Mapped[str] = mapped_column(primary_key=True)
    guiding_department: Mapped[str]
    plaque_granted_on: Mapped[date]
    withdrawn_on: Mapped[date | None]

    def facts(self) -> facts.Authorization:
        """Return the days on which the station is authorised."""
        return facts.Authorization(self.plaque_granted_on, self.withdrawn_on)


class Case(Base):
    """Copy of a case that people decide (registry's)."""

    __tablename__ = "cases"

    case_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    year: Mapped[int]
    opened_on: Mapped[date]
    decision: Mapped[str | None]
    decided_on: Mapped[date | None]


class Change(Base):
    """Copy of a reported change (registry's); duties go on while it is evaluated (A40)."""

    __tablename__ = "changes"

    change_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(index=True)
    change: Mapped[str]
    reported_on: Mapped[date]
    decision: Mapped[str | None]
    decided_on: Mapped[date | None]


class Recruitment(Base):
    """Copy of a recruitment (incentives'), which a tie may ask for (A6)."""

    __tablename__ = "recruitments"

    recruitment_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str]
    signed_on: Mapped[date]
    claimed_on: Mapped[date]
    verified: Mapped[bool]
    decided_on: Mapped[date | None]
    __table_args__ = (Index("recruitments_signed", "signed_on", "station_code"),)

    def facts(self) -> facts.Recruitment:
        """Return what a tie asks of it."""
        return facts.Recruitment(self.signed_on, self.claimed_on, self.verified)


class Spending(Base):
    """Copy of a spending report (incentives'): material 7 of Article 12(2)."""

    __tablename__ = "spending"

    station_code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    spent_fen: Mapped[int] = mapped_column(BigInteger)
    submitted_on: Mapped[date]
    outcome: Mapped[str | None]
    reviewed_on: Mapped[date | None]


class Duty(Base):
    """A record of something a station did; `pending` until its plaque is known here.

    `entered_for` holds the organisations of whoever entered it, for a right that cannot be
    checked before the plaque is known.
    """

    __tablename__ = "duties"

    record_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str]
    duty_type: Mapped[str]
    occurred_on: Mapped[date]
    reported_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    late: Mapped[bool]
    reasons: Mapped[list[dict[str, Any]]]
    entered_by: Mapped[str] = mapped_column(String(120))
    entered_for: Mapped[list[str]]
    outcome: Mapped[str | None]
    reason_code: Mapped[str | None]
    reviewed_on: Mapped[date | None]
    reviewed_by: Mapped[str | None] = mapped_column(String(120))
    __table_args__ = (
        Index("duties_occurred", "occurred_on", "duty_type"),
        Index("duties_station", "station_code", "state"),
    )

    def facts(self) -> facts.DutyRecord:
        """Return the record as the rules read it."""
        return facts.DutyRecord(
            record_code=self.record_code,
            station_code=self.station_code,
            duty_type=self.duty_type,
            occurred_on=self.occurred_on,
            reported_on=self.reported_on,
            evidence=(self.evidence,),
            verified=self.outcome == "verified",
        )


class DutyYear(Base):
    """A calendar year in which this instance closed days; its duties are settled once."""

    __tablename__ = "duty_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    settled_on: Mapped[date | None]


class MissedDuty(Base):
    """A period without enough verified records, with the figures it was counted by."""

    __tablename__ = "missed_duties"

    station_code: Mapped[str] = mapped_column(primary_key=True)
    duty_type: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    article: Mapped[str]
    verified: Mapped[int]
    minimum: Mapped[int]
    settled_on: Mapped[date]
    edition: Mapped[str] = mapped_column(String(120))


class Assessment(Base):
    """The assessment of one year: open, then closed once per revision of its grades."""

    __tablename__ = "assessments"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(10))
    scheme_document_no: Mapped[str] = mapped_column(String(100))
    opened_on: Mapped[date]
    revision: Mapped[int]
    searched_revision: Mapped[int]
    published_on: Mapped[date | None]


class ScoreSheet(Base):
    """One side's points for one station's year, by material; a later sheet takes its place."""

    __tablename__ = "score_sheets"

    year: Mapped[int] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(String(20), primary_key=True)
    marks: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10))
    reasons: Mapped[list[dict[str, Any]]]
    submitted_on: Mapped[date]
    submitted_by: Mapped[str] = mapped_column(String(120))
    entered_for: Mapped[list[str]]
    told: Mapped[bool]

    def facts(self) -> tuple[facts.ScoreLine, ...]:
        """Return one line a material."""
        return tuple(
            facts.ScoreLine(self.side, int(material), Decimal(score))
            for material, score in self.marks.items()
        )


class Proposal(Base):
    """What the scores of a year came to when somebody asked; people publish it or do not."""

    __tablename__ = "proposals"

    year: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    edition: Mapped[str] = mapped_column(String(120))
    proposed_on: Mapped[date]
    proposed_by: Mapped[str] = mapped_column(String(120))
    published: Mapped[bool]


class Grade(Base):
    """A published grade; the highest revision of a year is the one that counts."""

    __tablename__ = "grades"

    year: Mapped[int] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    grade: Mapped[str] = mapped_column(String(20))
    score: Mapped[str | None] = mapped_column(String(20))
    rank: Mapped[int | None]
    document_no: Mapped[str] = mapped_column(String(100))
    published_on: Mapped[date]
    published_by: Mapped[str] = mapped_column(String(120))
    edition: Mapped[str] = mapped_column(String(120))

    def facts(self) -> YearGrade:
        """Return the year and its grade."""
        return YearGrade(self.year, facts.Grade(self.grade))


class Streak(Base):
    """Two unqualified years that were told to registry, once for each second year."""

    __tablename__ = "streaks"

    station_code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    years: Mapped[list[int]] = mapped_column(JSON)
    found_on: Mapped[date]
    route: Mapped[str]
    edition: Mapped[str] = mapped_column(String(120))


class Finding(Base):
    """A suspicion of falsification: opened, then confirmed or dismissed by a second person."""

    __tablename__ = "findings"

    finding_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(10))
    found_on: Mapped[date]
    found_by: Mapped[str] = mapped_column(String(120))
    grounds: Mapped[str] = mapped_column(Text)
    settled_on: Mapped[date | None]
    settled_by: Mapped[str | None] = mapped_column(String(120))
    document_no: Mapped[str | None] = mapped_column(String(100))
    reason: Mapped[str | None] = mapped_column(Text)

    def facts(self) -> findings.Finding:
        """Return the finding as its rules read it."""
        return findings.Finding(
            self.finding_code, self.station_code, self.found_on, self.found_by, self.settled_on
        )
