"""Tell how an application grows, is amended, and is reviewed by a panel (Articles 4 to 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.codes import Side
from liaison_contracts.message import event
from liaison_contracts.registry.entries import EligibilityCondition
from liaison_contracts.words import Code, Count, DocumentNo, Sentence, Sha256

__all__ = [
    "AgendaSet",
    "ApplicationAmended",
    "ApplicationDepartmentAssigned",
    "ApplicationDepartmentWanted",
    "ApplicationDraftSaved",
    "ConflictDeclared",
    "MinutesRecorded",
    "PanelAppointed",
    "ReviewRoundClosed",
    "ReviewRoundOpened",
    "ReviewerRegistered",
    "SiteVisitRecorded",
    "UrgentNeedDeclared",
    "WaiverRecorded",
]


@event(
    "application.draft_saved.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("4", "6"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDraftSaved:
    """Tell that an applicant saved a revision; what stands in it stays in the registry.

    `evidence_sha256` names its files, so that they are kept and found. See Article 4.
    """

    application_code: Code
    applicant_org: Code
    revision: Count
    content_sha256: Sha256
    evidence_sha256: tuple[Sha256, ...]
    saved_on: date


@event(
    "application.department_wanted.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("4",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDepartmentWanted:
    """Tell that an application waits for the talent office to assign a guiding department.

    Article 4: nobody applies past the departments (A33), and one that a sector department names
    is reviewed with a guiding department (A32). `way` is direct or sector_department.
    """

    application_code: Code
    applicant_org: Code
    way: Code
    wanted_on: date


@event(
    "application.department_assigned.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("4",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDepartmentAssigned:
    """Tell which guiding department the talent office assigned to an application (Article 4)."""

    application_code: Code
    guiding_department: Code
    assigned_on: date


@event(
    "application.amended.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAmended:
    """Tell that an application was edited, and which approvals are open again for it.

    `changed` and `reopened` name fields and approvals, never what stands in them. See Article 7.
    """

    application_code: Code
    revision: Count
    content_sha256: Sha256
    changed: tuple[Code, ...]
    reopened: tuple[Code, ...]
    stage_after: Code
    evidence_sha256: tuple[Sha256, ...]
    amended_on: date


@event(
    "urgent_need.declared.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentNeedDeclared:
    """Tell that an application waits for no round, and why; the leading group sees it (A30).

    See Article 7.
    """

    application_code: Code
    reason: Sentence
    declared_on: date


@event(
    "waiver.recorded.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("5(2)",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverRecorded:
    """Tell that the leading group waived a condition for an application, and why (A35).

    See Article 5(2).
    """

    application_code: Code
    condition: EligibilityCondition
    document_no: DocumentNo
    reason: Sentence
    decided_on: date


@event(
    "review_round.opened.v1",
    source="registry",
    subject="review_round/{round_code}",
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRoundOpened:
    """Tell that a round of review is open; an urgent one is of a single application (A29, A30).

    See Article 7.
    """

    round_code: Code
    urgent: bool
    document_no: DocumentNo | None
    opened_on: date


@event(
    "review_round.closed.v1",
    source="registry",
    subject="review_round/{round_code}",
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRoundClosed:
    """Tell that a round of review is over (Article 7)."""

    round_code: Code
    urgent: bool
    closed_on: date


@event(
    "reviewer.registered.v1", source="registry", subject="reviewer/{person_ref}", articles=("7",)
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerRegistered:
    """Tell that a person may sit on panels for a side (Article 7)."""

    person_ref: Code
    side: Side
    guiding_department: Code | None
    registered_on: date


@event(
    "panel.appointed.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PanelAppointed:
    """Tell who sits on the panel of an application, and who of those named had to step back.

    See Article 7.
    """

    application_code: Code
    round_code: Code
    sitting: tuple[Code, ...]
    recused: tuple[Code, ...]
    appointed_on: date


@event(
    "conflict.declared.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeclared:
    """Tell that a member of a panel stepped back; the reason stays in the registry (Article 7)."""

    application_code: Code
    person_ref: Code
    declared_on: date


@event(
    "site_visit.recorded.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteVisitRecorded:
    """Tell that people of the review visited the place (Article 7)."""

    application_code: Code
    visitors: tuple[Code, ...]
    visited_on: date
    evidence_sha256: tuple[Sha256, ...] = ()


@event("agenda.set.v1", source="registry", subject="meeting/{meeting_code}", articles=("7",))
@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSet:
    """Tell which applications a meeting of the leading group deliberates on (Article 7).

    `urgent` names those among all under way for which an urgent need was declared (A30).
    """

    meeting_code: Code
    meeting_on: date
    application_codes: tuple[Code, ...]
    urgent: tuple[Code, ...]


@event("minutes.recorded.v1", source="registry", subject="meeting/{meeting_code}", articles=("7",))
@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRecorded:
    """Tell that the minutes of a meeting are on record; each case tells its own decision.

    See Article 7.
    """

    meeting_code: Code
    document_no: DocumentNo
    held_on: date
    application_codes: tuple[Code, ...]
