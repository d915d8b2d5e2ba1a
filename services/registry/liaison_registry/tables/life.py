"""Define the tables for incidents, evaluations, defences and calendar days (Articles 8 to 12)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_contracts import codes
from liaison_registry.tables.base import Base, Code, DocumentNo, Ref


class IncidentRow(Base):
    """Store business outside the duties, and the notice given to its host (Article 8(2))."""

    __tablename__ = "incident"
    incident_code: Mapped[str] = mapped_column(Code, primary_key=True)
    station_code: Mapped[str] = mapped_column(Code, index=True)
    occurred_on: Mapped[date] = mapped_column(Date)
    description: Mapped[str] = mapped_column(Text)
    liability_notice_no: Mapped[str] = mapped_column(DocumentNo)
    liability_notice_on: Mapped[date] = mapped_column(Date)
    documents: Mapped[list[Any]]
    recorded_by: Mapped[str] = mapped_column(Ref)
    content_sha256: Mapped[str] = mapped_column(String(64))
    edition: Mapped[str] = mapped_column(String(120))


class EvaluationRow(Base):
    """Store one side's evaluation of a reported change; a later one replaces it (Article 10)."""

    __tablename__ = "change_evaluation"
    change_code: Mapped[str] = mapped_column(Code, primary_key=True)
    side: Mapped[codes.Side] = mapped_column(String(40), primary_key=True)
    outcome: Mapped[codes.ChangeDecision] = mapped_column(String(20))
    opinion: Mapped[str] = mapped_column(Text)
    evaluated_on: Mapped[date] = mapped_column(Date)
    evaluated_by: Mapped[str] = mapped_column(Ref)
    documents: Mapped[list[Any]] = mapped_column(default=list)


class DefenceRow(Base):
    """Store a station's defence in a case or a change (HOUSE, A49)."""

    __tablename__ = "defence"
    case_code: Mapped[str] = mapped_column(Code, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(Code, index=True)
    stated_on: Mapped[date] = mapped_column(Date)
    defence: Mapped[str] = mapped_column(Text)
    documents: Mapped[list[Any]]
    recorded_by: Mapped[str] = mapped_column(Ref)
