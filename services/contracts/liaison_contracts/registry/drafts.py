"""Define the commands on drafts: save, submit, amend, show and compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from liaison_contracts.codes import Channel, HostKind
from liaison_contracts.entries import PRIVATE, DocumentEntry
from liaison_contracts.message import command, query
from liaison_contracts.registry.answers import ApplicationAnswer
from liaison_contracts.registry.draft_answers import (
    ApplicationFile,
    DraftAnswer,
    RevisionDifferences,
)
from liaison_contracts.registry.entries import Correction, OfficerEntry, Phone
from liaison_contracts.roles import (
    APPLICANTS,
    BOTH_SIDES,
    DECIDERS,
    SECTOR_DEPARTMENT,
    TALENT_OFFICE,
)
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import CityCode, Code, Count, CreditCode, Name, Sentence

__all__ = [
    "AmendApplication",
    "ApplicationForm",
    "AssignGuidingDepartment",
    "CompareRevisions",
    "NominateHost",
    "ReturnApplication",
    "SaveDraft",
    "ShowApplication",
    "SubmitDraft",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm:
    """The fields of an application; omitted fields keep their saved values."""

    host_name: Name | None = None
    host_kind: HostKind | None = None
    credit_code: CreditCode | None = None
    is_independent_legal_person: bool | None = None
    city_code: CityCode | None = None
    guiding_department: Code | None = None
    head: OfficerEntry | None = None
    head_is_legal_representative: bool | None = None
    liaison_officers: Annotated[tuple[OfficerEntry, ...], Items(most=20)] | None = None
    full_time_staff: Count | None = None
    premises: str | None = None
    address: str | None = None
    contact_phone: Phone | None = field(default=None, repr=False, metadata=PRIVATE)
    online_channels: str | None = None
    local_resources: str | None = None
    event_capacity: str | None = None
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=200)] | None = None
    second_station_justification: str | None = None
    urgent_reason: str | None = None


@command(
    "registry",
    roles=APPLICANTS,
    returns=DraftAnswer,
    articles=("4", "6", "9"),
    zh="保存设站申请草稿",
    en="Save an application draft",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft(ApplicationForm):
    """Save a draft of an application; the answer lists what is still missing (Article 6).

    Each save is a revision that can be compared. Without an `application_code` a new draft begins.
    """

    application_code: Code | None = None
    saved_on: date


@command(
    "registry",
    roles=APPLICANTS,
    returns=ApplicationAnswer,
    articles=("4", "6", "9"),
    zh="提交设站申请草稿",
    en="Submit a saved application",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitDraft:
    """Submit a saved application (Article 4).

    One that names no guiding department waits until the talent office assigns one (A33).
    """

    application_code: Code
    channel: Channel = "guiding_department"
    submitted_on: date


@command(
    "registry",
    roles=SECTOR_DEPARTMENT,
    returns=ApplicationAnswer,
    articles=("4",),
    zh="行业主管部门申报拟设站单位",
    en="Nominate a host as a sector department",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NominateHost:
    """Nominate a host whose application the department has saved, with its opinion (Article 4).

    If it names no guiding department, the talent office assigns one for the review (A32).
    """

    application_code: Code
    opinion: Sentence
    nominated_on: date


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=ApplicationAnswer,
    articles=("4",),
    zh="为申请指派管理或指导部门",
    en="Assign the guiding department of an application",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AssignGuidingDepartment:
    """Assign a guiding department to an application without one (Article 4, A32, A33)."""

    application_code: Code
    guiding_department: Code
    assigned_on: date


@command(
    "registry",
    roles=BOTH_SIDES,
    returns=ApplicationAnswer,
    articles=("4", "6"),
    zh="退回补正（附清单和期限）",
    en="Return an application for correction, with a list and a deadline",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnApplication:
    """Return an application for correction, with a list and a deadline (Articles 4 and 6)."""

    application_code: Code
    corrections: Annotated[tuple[Correction, ...], Items(least=1, most=100)]
    correct_until: date
    returned_on: date


@command(
    "registry",
    roles=APPLICANTS,
    returns=DraftAnswer,
    articles=("4", "7"),
    zh="修改在办申请（相关审批重新办理）",
    en="Amend an application under way; affected approvals are reopened",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AmendApplication(ApplicationForm):
    """Edit a submitted application (Article 7).

    Only approvals that depend on an edited field are open again: the answer lists them.
    """

    application_code: Code
    reason: Sentence
    amended_on: date


@query(
    "registry",
    roles=(*APPLICANTS, *DECIDERS, "city_government", "reviewer", "auditor"),
    returns=ApplicationFile,
    articles=("4", "6"),
    zh="查看申请材料（人员信息脱敏）",
    en="Show an application with personal data masked",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowApplication:
    """Show an application to the parties concerned, with people masked (Articles 4 and 6)."""

    application_code: Code


@query(
    "registry",
    roles=(*APPLICANTS, *DECIDERS, "city_government", "reviewer", "auditor"),
    returns=RevisionDifferences,
    articles=("6",),
    zh="比较申请的两个版本",
    en="Compare two revisions of an application",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRevisions:
    """Compare two revisions of an application field by field (Article 6)."""

    application_code: Code
    earlier: Count
    later: Count
