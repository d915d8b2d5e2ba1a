"""Define the tables for duty records and missed periods (Article 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_assessment.policy import facts
from liaison_assessment.tables.base import Base


class Duty(Base):
    """Store a record of something a station did; `pending` until its plaque is known here.

    `entered_for` holds the organisations of the person who entered it, for a right that cannot be
    checked before the plaque is known; it waits until the close of `waits_until`. `due_on` is the
    due day of its task at that time.
    """

    __tablename__ = "duties"

    record_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str]
    duty_type: Mapped[str]
    occurred_on: Mapped[date]
    reported_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(Text)
    category: Mapped[str | None]
    task_code: Mapped[str | None] = mapped_column(index=True)
    joint_event: Mapped[str | None]
    part: Mapped[str | None] = mapped_column(Text)
    links: Mapped[list[str] | None] = mapped_column(JSON)
    files: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(10))
    waits_until: Mapped[date | None] = mapped_column(index=True)
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
        Index("duties_station", "station_code", "occurred_on", "state"),
        Index("duties_joint", "joint_event", "station_code"),
    )

    def facts(self) -> facts.DutyRecord:
        """Return the record as a fact for the rules."""
        return facts.DutyRecord(
            record_code=self.record_code,
            station_code=self.station_code,
            duty_type=self.duty_type,
            occurred_on=self.occurred_on,
            reported_on=self.reported_on,
            evidence=self.proof(),
            verified=self.outcome == "verified",
            category=self.category or "",
            task_code=self.task_code or "",
            due_on=self.due_on,
            joint_event=self.joint_event or "",
            part=self.part or "",
        )

    def proof(self) -> tuple[str, ...]:
        """Return all evidence of the record: its text, links and file hashes."""
        return (self.evidence, *(self.links or ()), *(file["sha256"] for file in self.files or ()))


class Evidence(Base):
    """Store a file or page that proves a record; the same `digest` elsewhere is reuse (12(4))."""

    __tablename__ = "evidence"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    record_code: Mapped[str] = mapped_column(primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    value: Mapped[str] = mapped_column(Text)
    station_code: Mapped[str] = mapped_column(index=True)
    year: Mapped[int]


class DutyYear(Base):
    """Store a calendar year in which this instance closed days; its duties are settled once."""

    __tablename__ = "duty_years"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    settled_on: Mapped[date | None]


class MissedDuty(Base):
    """Store a period without enough verified records, with the figures used."""

    __tablename__ = "missed_duties"

    station_code: Mapped[str] = mapped_column(primary_key=True)
    duty_type: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(String(8), primary_key=True)
    article: Mapped[str]
    verified: Mapped[int]
    minimum: Mapped[int]
    settled_on: Mapped[date]
    edition: Mapped[str] = mapped_column(String(120))
