"""Define the tables for stations, their changes and their cases (Articles 7 to 12)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_contracts import codes
from liaison_registry.policy import density
from liaison_registry.policy.life import cases, changes
from liaison_registry.tables.base import Base, Code, DocumentNo, Ref


class Station(Base):
    """Store a station from its plaque on (Articles 7 to 10)."""

    __tablename__ = "station"
    station_code: Mapped[str] = mapped_column(Ref, primary_key=True)
    application_code: Mapped[str | None] = mapped_column(Ref)
    host_ref: Mapped[str] = mapped_column(Ref, index=True)
    host_name: Mapped[str]
    host_kind: Mapped[codes.HostKind] = mapped_column(String(40))
    credit_code: Mapped[str] = mapped_column(String(18))
    city_code: Mapped[str] = mapped_column(String(6))
    guiding_department: Mapped[str] = mapped_column(Ref)
    head_ref: Mapped[str] = mapped_column(Ref, index=True)
    liaison_ref: Mapped[str] = mapped_column(Ref, index=True)
    plaque_no: Mapped[str] = mapped_column(DocumentNo)
    approval_no: Mapped[str] = mapped_column(DocumentNo)
    plaque_granted_on: Mapped[date] = mapped_column(Date)
    imported_sha256: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(40), default="active", index=True)
    withdrawn_on: Mapped[date | None] = mapped_column(Date)
    withdrawal_cause: Mapped[str | None] = mapped_column(String(40))
    plaque_recovered_on: Mapped[date | None] = mapped_column(Date)
    plaque_receipt_no: Mapped[str | None] = mapped_column(DocumentNo)

    def facts(self) -> density.Occupant:
        """Return the facts for the rule on one station per city."""
        return density.Occupant(self.station_code, self.city_code, self.state)


class Change(Base):
    """Store a reported change and the decision on it (Article 10)."""

    __tablename__ = "change"
    change_code: Mapped[str] = mapped_column(Code, primary_key=True)
    station_code: Mapped[str] = mapped_column(Ref)
    change: Mapped[str] = mapped_column(Code)
    description: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date] = mapped_column(Date)
    reported_on: Mapped[date] = mapped_column(Date)
    reported_by: Mapped[str] = mapped_column(Ref)
    late: Mapped[bool]
    documents: Mapped[list[Any]]
    new_values: Mapped[dict[str, Any]]
    content_sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20), default="open")
    defence_until: Mapped[date | None] = mapped_column(Date)
    reasons: Mapped[list[Any]]
    decision: Mapped[codes.ChangeDecision | None] = mapped_column(String(20))
    decided_on: Mapped[date | None] = mapped_column(Date)
    document_no: Mapped[str | None] = mapped_column(DocumentNo)

    def facts(self) -> changes.ChangeReport:
        """Return the report as a fact for the rule on changes."""
        return changes.ChangeReport(
            self.station_code, self.change, self.happened_on, self.reported_on
        )


class CaseRow(Base):
    """Store a revocation case and the decision on it (Articles 12(3) and 12(4))."""

    __tablename__ = "revocation_case"
    case_code: Mapped[str] = mapped_column(Ref, primary_key=True)
    station_code: Mapped[str] = mapped_column(Ref)
    kind: Mapped[codes.CaseKind] = mapped_column(String(40))
    year: Mapped[int]
    opened_on: Mapped[date] = mapped_column(Date)
    route: Mapped[str] = mapped_column(String(40))
    defence_until: Mapped[date | None] = mapped_column(Date)
    decision: Mapped[str] = mapped_column(String(20), default="")
    decided_on: Mapped[date | None] = mapped_column(Date)
    document_no: Mapped[str | None] = mapped_column(DocumentNo)
    reasons: Mapped[list[Any]]
    grounds: Mapped[list[Any]] = mapped_column(default=list)
    documents: Mapped[list[Any]] = mapped_column(default=list)
    opened_by: Mapped[str] = mapped_column(Ref, default="", server_default="")

    def facts(self) -> cases.Case:
        """Return the case as a fact for the rule on decisions."""
        return cases.Case(
            self.station_code,
            self.kind,
            self.year,
            self.opened_on,
            self.route,
            self.decision,
            self.decided_on,
            self.opened_by,
        )


class FindingRow(Base):
    """Store a finding of falsification published by assessment (Article 12(4))."""

    __tablename__ = "finding"
    finding_code: Mapped[str] = mapped_column(Ref, primary_key=True)
    station_code: Mapped[str] = mapped_column(Ref)
    case_code: Mapped[str | None] = mapped_column(Ref, index=True)
    found_on: Mapped[date] = mapped_column(Date)
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    dismissed_on: Mapped[date | None] = mapped_column(Date)


class GradeRow(Base):
    """Store the latest published grade of a station and year (Article 12(1))."""

    __tablename__ = "grade"
    station_code: Mapped[str] = mapped_column(Ref, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    grade: Mapped[str] = mapped_column(String(20))
    score: Mapped[str | None] = mapped_column(String(40))
    revision: Mapped[int]
    published_on: Mapped[date] = mapped_column(Date)


Index("change_by_station", Change.station_code, Change.state)
Index("case_by_station", CaseRow.station_code, CaseRow.decision)
