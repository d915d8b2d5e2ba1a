"""Define the tables around the grades of a year: ties, objections, dossiers (Article 12)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_assessment.policy.yearly import dossier, objections
from liaison_assessment.tables.base import Base


class TieDecision(Base):
    """Store the leading group's decision on a tie; it holds for exactly these tied stations."""

    __tablename__ = "tie_decisions"

    year: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    tied: Mapped[list[str]]
    excellent: Mapped[list[str]]
    document_no: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    decided_by: Mapped[str] = mapped_column(String(120))


class ObjectionRow(Base):
    """Store a station's objection to its grade, and its outcome."""

    __tablename__ = "objections"

    objection_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str]
    year: Mapped[int]
    revision: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    grounds: Mapped[str] = mapped_column(Text)
    filed_on: Mapped[date]
    filed_by: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str | None] = mapped_column(Text)
    document_no: Mapped[str | None] = mapped_column(String(100))
    corrections: Mapped[list[dict[str, Any]]]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None] = mapped_column(String(120))
    __table_args__ = (Index("objections_station", "station_code", "year", unique=True),)

    def facts(self) -> objections.Objection:
        """Return the objection as a fact for the rules."""
        return objections.Objection(
            self.objection_code, self.filed_on, self.filed_by, self.decided_on
        )


class SelfAssessment(Base):
    """Store a station's self-assessment of one material of its year."""

    __tablename__ = "self_assessments"

    year: Mapped[int] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(primary_key=True)
    material: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    evidence_sha256: Mapped[list[str]]
    submitted_on: Mapped[date]
    submitted_by: Mapped[str] = mapped_column(String(120))

    def facts(self) -> dossier.SelfAssessmentText:
        """Return the self-assessment as part of a dossier."""
        return dossier.SelfAssessmentText(self.text, tuple(self.evidence_sha256))


class FrozenDossier(Base):
    """Store a station's dossier as it was when a revision of its grade was published."""

    __tablename__ = "frozen_dossiers"

    year: Mapped[int] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]]
    sha256: Mapped[str]
    frozen_on: Mapped[date]


class SpecialEvent(Base):
    """Store a copy of a special event from incentives: material 6 of Article 12(2)."""

    __tablename__ = "special_events"

    event_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str]
    held_on: Mapped[date]
    approved_on: Mapped[date]
    settled_on: Mapped[date | None]
    __table_args__ = (Index("special_events_held", "held_on", "station_code"),)


class Incident(Base):
    """Store a copy of an incident from the registry: scorers see it, nothing is automatic (A38)."""

    __tablename__ = "incidents"

    incident_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str]
    occurred_on: Mapped[date]
    __table_args__ = (Index("incidents_occurred", "occurred_on", "station_code"),)
