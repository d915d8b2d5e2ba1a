"""Define the tables for applications, with answers, steps and opinions (Articles 4 to 9)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, ForeignKey, String, Text, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison_contracts import codes
from liaison_contracts.registry import entries
from liaison_registry.policy import facts, review, segregation
from liaison_registry.tables.base import Base, Ref
from liaison_registry.tables.drafts import ApprovalRow, OfficerRow, WaiverRow
from liaison_registry.tables.panels import SeatRow

DOCUMENT_KINDS = {"success_case": "success_cases"}


class Application(Base):
    """Store an application and its stage."""

    __tablename__ = "application"
    application_code: Mapped[str] = mapped_column(Ref, primary_key=True)
    host_ref: Mapped[str] = mapped_column(Ref, index=True)
    host_name: Mapped[str]
    host_kind: Mapped[codes.HostKind] = mapped_column(String(40))
    credit_code: Mapped[str] = mapped_column(String(18))
    city_code: Mapped[str] = mapped_column(String(6))
    guiding_department: Mapped[str] = mapped_column(Ref, index=True)
    channel: Mapped[codes.Channel] = mapped_column(String(40))
    head_ref: Mapped[str] = mapped_column(Ref)
    head_is_legal_representative: Mapped[bool]
    liaison_refs: Mapped[list[Any]]
    full_time_staff: Mapped[int]
    statements: Mapped[dict[str, Any]]
    second_station_justification: Mapped[str] = mapped_column(Text)
    urgent_reason: Mapped[str] = mapped_column(Text)
    urgency_declared: Mapped[str] = mapped_column(Text, default="")
    submitted_on: Mapped[date] = mapped_column(Date)
    submitted_by: Mapped[str] = mapped_column(Ref)
    submitted_org: Mapped[str]
    is_submitted_by_host: Mapped[bool]
    forwarded_by: Mapped[str | None] = mapped_column(Ref)
    forwarding_opinion: Mapped[str] = mapped_column(Text, default="")
    stage: Mapped[str] = mapped_column(String(40), index=True)
    review_round: Mapped[int] = mapped_column(default=1)
    last_step_on: Mapped[date] = mapped_column(Date)
    is_independent_legal_person: Mapped[bool] = mapped_column(default=True, server_default=true())
    address: Mapped[str] = mapped_column(Text, default="", server_default="")
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    digests: Mapped[dict[str, Any]] = mapped_column(default=dict)
    content_sha256: Mapped[str] = mapped_column(String(64), default="", server_default="")
    reached_stage: Mapped[str] = mapped_column(String(40), default="", server_default="")
    corrections: Mapped[list[Any]] = mapped_column(default=list)
    correct_until: Mapped[date | None] = mapped_column(Date)
    urgency_declared_on: Mapped[date | None] = mapped_column(Date)
    documents: Mapped[list[ApplicationDocument]] = relationship(
        order_by="ApplicationDocument.number", cascade="all, delete-orphan"
    )
    conditions: Mapped[list[ConditionRow]] = relationship(cascade="all, delete-orphan")
    acts: Mapped[list[ActRow]] = relationship(order_by="ActRow.number")
    opinions: Mapped[list[OpinionRow]] = relationship(order_by="OpinionRow.person_ref")
    approvals: Mapped[list[ApprovalRow]] = relationship(order_by=ApprovalRow.number)
    waivers: Mapped[list[WaiverRow]] = relationship(order_by=WaiverRow.article)
    officers: Mapped[list[OfficerRow]] = relationship(cascade="all, delete-orphan")
    seats: Mapped[list[SeatRow]] = relationship(
        order_by=SeatRow.person_ref, cascade="all, delete-orphan"
    )

    def facts(self) -> facts.Application:
        """Return the facts for the rules on completeness and eligibility."""
        has_certificate = any(d.kind == "legal_person_certificate" for d in self.documents)
        shown = True if has_certificate else None
        host = facts.Host(
            self.host_ref,
            self.host_kind,
            self.credit_code,
            shown if self.is_independent_legal_person else False,
        )
        return facts.Application(
            application_code=self.application_code,
            host=host,
            city_code=self.city_code,
            full_time_staff=self.full_time_staff,
            liaison_officers=len(self.liaison_refs),
            liaison_officers_with_term=sum(
                row.office == "liaison_officer" and row.since is not None for row in self.officers
            ),
            legal_representative_ref=self.head_ref if self.head_is_legal_representative else "",
            head_ref=self.head_ref,
            channel=self.channel,
            guiding_department=self.guiding_department,
            evidence=tuple(document.facts() for document in self.documents),
            waivers=tuple(row.facts() for row in self.held_waivers()),
        )

    def held(self) -> list[ApprovalRow]:
        """Return the approvals that no edit or later approval has replaced."""
        return [row for row in self.approvals if row.ended_at_revision is None]

    def held_waivers(self) -> list[WaiverRow]:
        """Return the waivers whose approval still holds."""
        held = {row.detail for row in self.held() if row.kind == "waiver"}
        return [row for row in self.waivers if row.article in held]

    def applicant(self) -> segregation.Applicant:
        """Return the interested parties, for the recusal of reviewers."""
        others = (self.submitted_by,) if self.is_submitted_by_host else ()
        return segregation.Applicant(self.host_ref, self.head_ref, (*others, *self.liaison_refs))


class ApplicationDocument(Base):
    """Store one document of an application: kind, hash, who saw the original (Article 6)."""

    __tablename__ = "application_document"
    application_code: Mapped[str] = mapped_column(
        ForeignKey("application.application_code"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Ref)
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(Ref)
    original_inspected_by: Mapped[str | None] = mapped_column(Ref)
    original_inspected_on: Mapped[date | None] = mapped_column(Date)

    def facts(self) -> facts.Evidence:
        """Return the document as evidence; a seen original needs both a person and a day."""
        seen = self.original_inspected_on if self.original_inspected_by else None
        return facts.Evidence(DOCUMENT_KINDS.get(self.kind, self.kind), self.sha256, seen)


class ConditionRow(Base):
    """Store the answer to one condition of Article 5, and who gave it."""

    __tablename__ = "application_condition"
    application_code: Mapped[str] = mapped_column(
        ForeignKey("application.application_code"), primary_key=True
    )
    condition: Mapped[entries.EligibilityCondition] = mapped_column(String(10), primary_key=True)
    outcome: Mapped[entries.ConditionOutcome] = mapped_column(String(20))
    reason: Mapped[dict[str, Any]]
    answered_by: Mapped[str] = mapped_column(Ref)
    is_of_people: Mapped[bool] = mapped_column(default=False, server_default=false())


class ActRow(Base):
    """Store who took which step of an application: nobody may take two (Article 7)."""

    __tablename__ = "application_act"
    application_code: Mapped[str] = mapped_column(
        ForeignKey("application.application_code"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    person_ref: Mapped[str] = mapped_column(Ref)
    act: Mapped[str] = mapped_column(String(20))
    side: Mapped[str] = mapped_column(String(40), default="")

    def facts(self) -> segregation.ActTaken:
        """Return the step as a fact for the separation of duties."""
        return segregation.ActTaken(self.person_ref, self.act, self.side)


class OpinionRow(Base):
    """Store one reviewer's opinion in one round of review (Article 7)."""

    __tablename__ = "review_opinion"
    application_code: Mapped[str] = mapped_column(
        ForeignKey("application.application_code"), primary_key=True
    )
    review_round: Mapped[int] = mapped_column(primary_key=True)
    person_ref: Mapped[str] = mapped_column(Ref, primary_key=True)
    side: Mapped[codes.Side] = mapped_column(String(40))
    organisation: Mapped[str]
    is_contact: Mapped[bool]
    has_conflict: Mapped[bool]
    outcome: Mapped[codes.ReviewOutcome] = mapped_column(String(20))
    opinion: Mapped[str] = mapped_column(Text)
    conditions: Mapped[list[Any]] = mapped_column(default=list)
    reviewed_on: Mapped[date] = mapped_column(Date)

    def facts(self) -> review.Opinion:
        """Return the opinion as a fact for the review."""
        return review.Opinion(self.person_ref, self.side, self.outcome == "passed", self.opinion)
