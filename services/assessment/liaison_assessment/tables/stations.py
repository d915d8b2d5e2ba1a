"""Define the tables for copies of registry's and incentives' data."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from liaison_assessment.policy import facts
from liaison_assessment.tables.base import Base


class Station(Base):
    """Store a copy of a station from the registry."""

    __tablename__ = "stations"

    station_code: Mapped[str] = mapped_column(primary_key=True)
    guiding_department: Mapped[str]
    plaque_granted_on: Mapped[date]
    withdrawn_on: Mapped[date | None]

    def facts(self) -> facts.Authorization:
        """Return the days on which the station is authorised."""
        return facts.Authorization(self.plaque_granted_on, self.withdrawn_on)


class Case(Base):
    """Store a copy of a case that people decide, from the registry."""

    __tablename__ = "cases"

    case_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    year: Mapped[int]
    opened_on: Mapped[date]
    decision: Mapped[str | None]
    decided_on: Mapped[date | None]


class Change(Base):
    """Store a copy of a reported change from the registry; duties continue meanwhile (A40)."""

    __tablename__ = "changes"

    change_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str] = mapped_column(index=True)
    change: Mapped[str]
    reported_on: Mapped[date]
    decision: Mapped[str | None]
    decided_on: Mapped[date | None]


class Recruitment(Base):
    """Store a copy of a recruitment from incentives, which a tie may need (A6)."""

    __tablename__ = "recruitments"

    recruitment_code: Mapped[str] = mapped_column(primary_key=True)
    station_code: Mapped[str]
    signed_on: Mapped[date]
    claimed_on: Mapped[date]
    verified: Mapped[bool]
    decided_on: Mapped[date | None]
    __table_args__ = (Index("recruitments_signed", "signed_on", "station_code"),)

    def facts(self) -> facts.Recruitment:
        """Return the recruitment as a fact for ties."""
        return facts.Recruitment(self.signed_on, self.claimed_on, self.verified)


class Spending(Base):
    """Store a copy of a spending report from incentives: material 7 of Article 12(2)."""

    __tablename__ = "spending"

    station_code: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    spent_fen: Mapped[int] = mapped_column(BigInteger)
    submitted_on: Mapped[date]
    outcome: Mapped[str | None]
    reviewed_on: Mapped[date | None]
