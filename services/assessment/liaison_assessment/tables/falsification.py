"""Define the tables for findings of falsification (Article 12(4))."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_assessment.policy import findings
from liaison_assessment.tables.base import Base


class Finding(Base):
    """Store a finding of falsification: opened, then confirmed or dismissed by a second person."""

    __tablename__ = "findings"

    finding_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(10))
    found_on: Mapped[date]
    found_by: Mapped[str] = mapped_column(String(120))
    grounds: Mapped[str] = mapped_column(Text)
    record_codes: Mapped[list[str]] = mapped_column(JSON)
    settled_on: Mapped[date | None]
    settled_by: Mapped[str | None] = mapped_column(String(120))
    document_no: Mapped[str | None] = mapped_column(String(100))
    reason: Mapped[str | None] = mapped_column(Text)

    def facts(self) -> findings.Finding:
        """Return the finding as a fact for the rules."""
        return findings.Finding(
            self.finding_code, self.station_code, self.found_on, self.found_by, self.settled_on
        )


class FindingDefence(Base):
    """Store a station's defence against a finding, or that it declined to make one (A49)."""

    __tablename__ = "finding_defences"

    finding_code: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    evidence_sha256: Mapped[list[str]]
    stated_on: Mapped[date]
    stated_by: Mapped[str] = mapped_column(String(120))
    stated_for: Mapped[str] = mapped_column(String(120))


class Referral(Base):
    """Store the referral of a confirmed finding to an authority (Article 12(4))."""

    __tablename__ = "referrals"

    finding_code: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    authority: Mapped[str] = mapped_column(String(100))
    document_no: Mapped[str] = mapped_column(String(100))
    referred_on: Mapped[date]
    referred_by: Mapped[str] = mapped_column(String(120))
