"""Define the tables for drafts, revisions, and approvals based on them (Articles 4 to 7)."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Date, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from liaison_registry.policy import facts
from liaison_registry.policy.approvals import Approval
from liaison_registry.tables.base import Base, DocumentNo, Ref


class ApplicationDraft(Base):
    """Store the owner of a draft application and its newest revision."""

    __tablename__ = "application_draft"
    application_code: Mapped[str] = mapped_column(Ref, primary_key=True)
    applicant_org: Mapped[str] = mapped_column(index=True)
    revision: Mapped[int] = mapped_column(default=0)
    last_saved_on: Mapped[date] = mapped_column(Date)


class Revision(Base):
    """Store one revision, encrypted because it names people, with a keyed digest of each part."""

    __tablename__ = "application_revision"
    application_code: Mapped[str] = mapped_column(
        ForeignKey("application_draft.application_code"), primary_key=True
    )
    revision: Mapped[int] = mapped_column(primary_key=True)
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    digests: Mapped[dict[str, Any]]
    content_sha256: Mapped[str] = mapped_column(String(64))
    saved_by: Mapped[str] = mapped_column(Ref)
    saved_on: Mapped[date] = mapped_column(Date)
    is_of_applicant: Mapped[bool] = mapped_column(default=True)
    reason: Mapped[str] = mapped_column(Text, default="")


class OfficerRow(Base):
    """Store the term of a head or liaison officer named in an application (Article 9)."""

    __tablename__ = "application_officer"
    application_code: Mapped[str] = mapped_column(
        ForeignKey("application.application_code"), primary_key=True
    )
    office: Mapped[str] = mapped_column(String(20), primary_key=True)
    person_ref: Mapped[str] = mapped_column(Ref, primary_key=True)
    since: Mapped[date | None] = mapped_column(Date)
    until: Mapped[date | None] = mapped_column("until_day", Date)
    is_full_time: Mapped[bool]


class ApprovalRow(Base):
    """Store an approval with the parts it rests on and their hash (Article 7)."""

    __tablename__ = "application_approval"
    application_code: Mapped[str] = mapped_column(
        ForeignKey("application.application_code"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    detail: Mapped[str] = mapped_column(Ref, default="")
    rests_on: Mapped[list[Any]]
    content_sha256: Mapped[str] = mapped_column(String(64))
    given_by: Mapped[str] = mapped_column(Ref)
    given_on: Mapped[date] = mapped_column(Date)
    given_at_revision: Mapped[int]
    ended_at_revision: Mapped[int | None]

    def facts(self) -> Approval:
        """Return the approval as a fact for the rule on edits."""
        return Approval(self.kind, self.detail, frozenset(self.rests_on), self.content_sha256)


class WaiverRow(Base):
    """Store the leading group's waiver of a condition, with its reason (A35)."""

    __tablename__ = "application_waiver"
    application_code: Mapped[str] = mapped_column(
        ForeignKey("application.application_code"), primary_key=True
    )
    article: Mapped[str] = mapped_column(String(10), primary_key=True)
    document_no: Mapped[str] = mapped_column(DocumentNo)
    reason: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date] = mapped_column(Date)

    def facts(self) -> facts.Waiver:
        """Return the waiver as a fact for the checks."""
        return facts.Waiver(self.article, self.document_no, self.reason)
