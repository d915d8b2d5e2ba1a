"""Define the events of review and deliberation (Article 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.codes import Side
from liaison_contracts.message import event
from liaison_contracts.words import Code, DocumentNo, Sha256

__all__ = [
    "AgendaSet",
    "ConflictDeclared",
    "MinutesRecorded",
    "PanelAppointed",
    "ReviewRoundClosed",
    "ReviewRoundOpened",
    "ReviewerRegistered",
    "SiteVisitRecorded",
]


@event(
    "review_round.opened.v1",
    source="registry",
    subject="review_round/{round_code}",
    articles=("7",),
    zh="评审批次开始",
    en="Review round opened",
    about_zh="告知一批资格评审开始；急需紧缺的只含一项申请（解释 A29、A30）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRoundOpened:
    """Announce that a round of review is open; an urgent one has a single application (A29, A30).

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
    zh="评审批次结束",
    en="Review round closed",
    about_zh="告知一批资格评审结束（第七条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRoundClosed:
    """Announce that a round of review is closed (Article 7)."""

    round_code: Code
    urgent: bool
    closed_on: date


@event(
    "reviewer.registered.v1",
    source="registry",
    subject="reviewer/{person_ref}",
    articles=("7",),
    zh="评审人员登记",
    en="Reviewer registered",
    about_zh="告知某人可代表一方参加评审（第七条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerRegistered:
    """Announce that a person may sit on panels for a side (Article 7)."""

    person_ref: Code
    side: Side
    guiding_department: Code | None
    registered_on: date


@event(
    "panel.appointed.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("7",),
    zh="组成评审组",
    en="Panel appointed",
    about_zh="告知申请的评审组成员，以及名单中须回避的人员。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PanelAppointed:
    """Announce the members of the panel of an application, and the recused ones.

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
    zh="评审回避",
    en="Conflict of interest declared",
    about_zh="告知评审组成员回避；原因只留在登记服务中（第七条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeclared:
    """Announce that a member of a panel was recused; the reason is not published (Article 7)."""

    application_code: Code
    person_ref: Code
    declared_on: date


@event(
    "site_visit.recorded.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("7",),
    zh="实地考察",
    en="Site visit recorded",
    about_zh="告知评审人员已实地考察（第七条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SiteVisitRecorded:
    """Announce that reviewers visited the site (Article 7)."""

    application_code: Code
    visitors: tuple[Code, ...]
    visited_on: date
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "agenda.set.v1",
    source="registry",
    subject="meeting/{meeting_code}",
    articles=("7",),
    zh="列入领导小组会议议程",
    en="Leading group agenda set",
    about_zh="告知领导小组某次会议审议哪些申请（第七条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaSet:
    """Announce which applications a meeting of the leading group deliberates on (Article 7).

    `urgent` lists all open applications for which an urgent need was declared (A30).
    """

    meeting_code: Code
    meeting_on: date
    application_codes: tuple[Code, ...]
    urgent: tuple[Code, ...]


@event(
    "minutes.recorded.v1",
    source="registry",
    subject="meeting/{meeting_code}",
    articles=("7",),
    zh="登记会议纪要",
    en="Minutes recorded",
    about_zh="告知会议纪要已存档；各事项的决定另行告知。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesRecorded:
    """Announce that a meeting's minutes are recorded; each case has an event of its own.

    See Article 7.
    """

    meeting_code: Code
    document_no: DocumentNo
    held_on: date
    application_codes: tuple[Code, ...]
