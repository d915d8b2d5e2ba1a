"""Remember what stations did, and which periods passed without it (Article 11)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_assessment.policy import facts
from liaison_assessment.tables.base import Base


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
