"""Define the events of an application: drafts, amendments, waivers (Articles 4 to 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.message import event
from liaison_contracts.registry.entries import EligibilityCondition
from liaison_contracts.words import Code, Count, DocumentNo, OrgCode, Sentence, Sha256

__all__ = [
    "ApplicationAmended",
    "ApplicationDepartmentAssigned",
    "ApplicationDepartmentWanted",
    "ApplicationDraftSaved",
    "UrgentNeedDeclared",
    "WaiverRecorded",
]


@event(
    "application.draft_saved.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("4", "6"),
    zh="保存设站申请草稿",
    en="Application draft saved",
    about_zh="告知申请单位保存了一个版本；草稿内容只留在登记服务中。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDraftSaved:
    """Announce that an applicant saved a revision; its content stays in the registry.

    `evidence_sha256` lists its files, so that they are kept and found. See Article 4.
    """

    application_code: Code
    applicant_org: OrgCode
    revision: Count
    content_sha256: Sha256
    evidence_sha256: tuple[Sha256, ...]
    saved_on: date


@event(
    "application.department_wanted.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("4",),
    zh="待指派管理或指导部门",
    en="Guiding department needed",
    about_zh="告知申请尚待市人才办指派管理或指导部门。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDepartmentWanted:
    """Announce that an application waits for the talent office to assign a guiding department.

    Article 4: every application goes through a department (A33), and one nominated by a sector
    department is reviewed with a guiding department (A32). `way` is direct or sector_department.
    """

    application_code: Code
    applicant_org: OrgCode
    way: Code
    wanted_on: date


@event(
    "application.department_assigned.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("4",),
    zh="指派管理或指导部门",
    en="Guiding department assigned",
    about_zh="告知市人才办为申请指派的管理或指导部门（第四条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDepartmentAssigned:
    """Announce the guiding department assigned to an application (Article 4)."""

    application_code: Code
    guiding_department: Code
    assigned_on: date


@event(
    "application.amended.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("7",),
    zh="修改设站申请",
    en="Application amended",
    about_zh="告知申请已修改，以及哪些审批须重新办理。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAmended:
    """Announce that an application was edited, and which approvals are open again.

    `changed` and `reopened` list fields and approvals, never their content. See Article 7.
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
    zh="急需紧缺",
    en="Urgent need declared",
    about_zh="告知申请因急需紧缺不等批次评审及理由，领导小组可见（解释 A30）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentNeedDeclared:
    """Announce that an application is urgent and waits for no round, and why (A30).

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
    zh="豁免条件",
    en="Waiver recorded",
    about_zh="告知领导小组为一项申请豁免某项条件及理由（解释 A35）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverRecorded:
    """Announce that the leading group waived a condition for an application, and why (A35).

    See Article 5(2).
    """

    application_code: Code
    condition: EligibilityCondition
    document_no: DocumentNo
    reason: Sentence
    decided_on: date
