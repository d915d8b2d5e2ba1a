"""Define the tables for a year: scheme, scores, proposals and grades (Article 12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from liaison_assessment.policy import facts
from liaison_assessment.policy.quota import QuotaOverride
from liaison_assessment.policy.streaks import YearGrade
from liaison_assessment.policy.yearly import objections
from liaison_assessment.tables.base import Base


class Assessment(Base):
    """Store the assessment of one year: open, then closed once per revision of its grades."""

    __tablename__ = "assessments"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(10))
    scheme_document_no: Mapped[str] = mapped_column(String(100))
    scheme: Mapped[dict[str, Any]] = mapped_column(JSON)
    scheme_adopted_on: Mapped[date | None]
    opened_on: Mapped[date]
    revision: Mapped[int]
    searched_revision: Mapped[int]
    published_on: Mapped[date | None]


def lines_of(side: str, marks: Mapping[str, str]) -> tuple[facts.ScoreLine, ...]:
    """Return a sheet's marks as one line per material."""
    return tuple(
        facts.ScoreLine(side, int(material), Decimal(score)) for material, score in marks.items()
    )


class ScoreSheet(Base):
    """Store one side's points for one station's year, by material.

    A later sheet replaces it; `history` holds the former points and who changed them.
    """

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
    history: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    def facts(self) -> tuple[facts.ScoreLine, ...]:
        """Return one line per material."""
        return lines_of(self.side, self.marks)


class Proposal(Base):
    """Store the proposed outcome of a year at one time; people may publish it."""

    __tablename__ = "proposals"

    year: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    edition: Mapped[str] = mapped_column(String(120))
    override: Mapped[dict[str, Any]] = mapped_column(JSON)
    proposed_on: Mapped[date]
    proposed_by: Mapped[str] = mapped_column(String(120))
    published: Mapped[bool]

    def quota_override(self) -> QuotaOverride | None:
        """Return the quota that people set, if they did."""
        return QuotaOverride(**self.override) if self.override else None


class Grade(Base):
    """Store a published grade; the highest revision of a year counts."""

    __tablename__ = "grades"

    year: Mapped[int] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    grade: Mapped[str] = mapped_column(String(20))
    score: Mapped[str | None] = mapped_column(String(20))
    rank: Mapped[int | None]
    zero_materials: Mapped[list[int]] = mapped_column(JSON)
    document_no: Mapped[str] = mapped_column(String(100))
    published_on: Mapped[date]
    published_by: Mapped[str] = mapped_column(String(120))
    edition: Mapped[str] = mapped_column(String(120))

    def published(self) -> objections.Published:
        """Return the grade as a fact for objections."""
        return objections.Published(
            self.station_code, self.year, self.published_on, self.published_by
        )

    def facts(self) -> YearGrade:
        """Return the year and its grade."""
        return YearGrade(self.year, facts.Grade(self.grade))


class Streak(Base):
    """Store two unqualified years that were published to the registry, once per second year."""

    __tablename__ = "streaks"

    station_code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    years: Mapped[list[int]] = mapped_column(JSON)
    found_on: Mapped[date]
    route: Mapped[str]
    edition: Mapped[str] = mapped_column(String(120))
