"""Define the tables for review rounds, reviewers, panels, visits and meetings (Article 7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_contracts import codes
from liaison_registry.tables.base import Base, DocumentNo, Ref


class ReviewRound(Base):
    """Store a review round: every two years for all, or an urgent one for one application."""

    __tablename__ = "review_round"
    round_code: Mapped[str] = mapped_column(Ref, primary_key=True)
    urgent: Mapped[bool]
    document_no: Mapped[str | None] = mapped_column(DocumentNo)
    opened_on: Mapped[date] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)


class ReviewerRow(Base):
    """Store a person who may sit on panels; their ties are in `tie`."""

    __tablename__ = "reviewer"
    person_ref: Mapped[str] = mapped_column(Ref, primary_key=True)
    side: Mapped[codes.Side] = mapped_column(String(40), index=True)
    guiding_department: Mapped[str] = mapped_column(Ref, default="")
    organisation: Mapped[str]
    registered_by: Mapped[str] = mapped_column(Ref)
    registered_on: Mapped[date] = mapped_column(Date)


class TieRow(Base):
    """Store one tie of a reviewer or a host: a kind and the keyed hash of the value."""

    __tablename__ = "tie"
    owner: Mapped[str] = mapped_column(String(10), primary_key=True)
    owner_ref: Mapped[str] = mapped_column(Ref, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    token: Mapped[str] = mapped_column(String(32), primary_key=True)


class SeatRow(Base):
    """Store a seat on the panel of an application, and a conflict declared by its holder."""

    __tablename__ = "panel_seat"
    application_code: Mapped[str] = mapped_column(
        ForeignKey("application.application_code"), primary_key=True
    )
    person_ref: Mapped[str] = mapped_column(Ref, primary_key=True)
    side: Mapped[codes.Side] = mapped_column(String(40))
    round_code: Mapped[str] = mapped_column(Ref)
    appointed_on: Mapped[date] = mapped_column(Date)
    declared_conflict: Mapped[str] = mapped_column(Text, default="")


class SiteVisitRow(Base):
    """Store a site visit for an application (Article 7)."""

    __tablename__ = "site_visit"
    application_code: Mapped[str] = mapped_column(
        ForeignKey("application.application_code"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    visited_on: Mapped[date] = mapped_column(Date)
    visitors: Mapped[list[Any]]
    findings: Mapped[str] = mapped_column(Text)
    documents: Mapped[list[Any]]
    recorded_by: Mapped[str] = mapped_column(Ref)


class Meeting(Base):
    """Store a meeting of the leading group, and the document number of its minutes."""

    __tablename__ = "meeting"
    meeting_code: Mapped[str] = mapped_column(Ref, primary_key=True)
    meeting_on: Mapped[date] = mapped_column(Date)
    document_no: Mapped[str | None] = mapped_column(DocumentNo)
    held_on: Mapped[date | None] = mapped_column(Date)


class AgendaRow(Base):
    """Store one agenda item and its decision."""

    __tablename__ = "agenda_item"
    meeting_code: Mapped[str] = mapped_column(ForeignKey("meeting.meeting_code"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    application_code: Mapped[str] = mapped_column(Ref, index=True)
    outcome: Mapped[codes.ReviewOutcome | None] = mapped_column(String(20))
    opinion: Mapped[str] = mapped_column(Text, default="")


Index("tie_by_token", TieRow.token, TieRow.owner)
