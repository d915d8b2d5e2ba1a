"""Define assessment's events: duties (Article 11), grades and findings (Article 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from liaison_contracts.assessment.entries import Material
from liaison_contracts.assessment.yearly_entries import SchemeFigures
from liaison_contracts.codes import CaseRoute, DutyOutcome, Grade
from liaison_contracts.message import event
from liaison_contracts.reasons import Reason
from liaison_contracts.words import Code, Count, DocumentNo, Sha256, Year

__all__ = [
    "AssessmentClosed",
    "AssessmentOpened",
    "DutyMissed",
    "DutyRecorded",
    "DutyRefused",
    "DutyReviewed",
    "DutyWaiting",
    "GradePublished",
    "ScoresSubmitted",
    "UnqualifiedStreakFound",
]


@event(
    "duty.recorded.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11",),
    zh="登记履职",
    en="Duty recorded",
    about_zh="告知工作站登记了一项工作。",
    says_zh="登记{duty_type}，发生于 {occurred_on}。",
    says_en="{duty_type} of {occurred_on} was recorded.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRecorded:
    """Announce that a station recorded an activity.

    Article 11: promotion posts, exchanges, the directory, information reports, visits, tasks.
    `evidence_sha256` lists the hashes of the evidence; older records may have a shortened hash.
    `reused` counts the other records with the same file or page as evidence at that time (12(4)).
    """

    record_code: Code
    station_code: Code
    duty_type: Code
    occurred_on: date
    reported_on: date
    late: bool
    evidence_sha256: tuple[Code, ...]
    category: Code | None = None
    task_code: Code | None = None
    joint_event: Code | None = None
    reused: Count = 0


@event(
    "duty.waiting.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11",),
    zh="履职记录待核定",
    en="Duty record waiting",
    about_zh="告知履职记录待其工作站授牌信息到达后核定，最迟至所列日期（第十一条）。",
    says_zh="履职记录 {record_code} 待核定，最迟至 {waits_until}。",
    says_en="Duty record {record_code} waits for the plaque until {waits_until}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DutyWaiting:
    """Announce that a record arrived before the plaque of its station was known (Article 11).

    It is recorded or refused when the plaque is known; without one it is refused at the close of
    `waits_until`. `reported_by` is the organisation that sent it.
    """

    record_code: Code
    station_code: Code
    duty_type: Code
    occurred_on: date
    reported_on: date
    reported_by: Code
    waits_until: date


@event(
    "duty.refused.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11",),
    zh="履职记录未接受",
    en="Duty record refused",
    about_zh="告知曾待核定的履职记录未被接受及理由（第十一条）。",
    says_zh="履职记录 {record_code} 未被接受。",
    says_en="Duty record {record_code} was refused.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRefused:
    """Announce that a record that waited for a plaque was refused, and why (Article 11)."""

    record_code: Code
    station_code: Code
    reported_by: Code
    refused_on: date
    reasons: tuple[Reason, ...]


@event(
    "duty.reviewed.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11",),
    zh="核实履职",
    en="Duty reviewed",
    about_zh="告知履职记录已核实，或附理由退回（第十一条）。",
    says_zh="履职记录 {record_code}：{outcome}。",
    says_en="Duty record {record_code}: {outcome}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReviewed:
    """Announce that a duty record was verified, or returned with a reason (Article 11)."""

    record_code: Code
    station_code: Code
    outcome: DutyOutcome
    reason_code: Code | None
    reviewed_on: date


@event(
    "duty.missed.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11(1)", "11(2)", "11(4)"),
    zh="未履职",
    en="Duty missed",
    about_zh="告知某期内没有经核实的履职记录。",
    says_zh="{period} 未履行职责：{duty_type}。",
    says_en="{duty_type} was missed in {period}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DutyMissed:
    """Announce that a period passed without a verified record of a duty.

    Article 11: a post each month, an exchange each quarter, a visit each year. `period` is 2018-03,
    2018-Q2 or 2018.
    """

    station_code: Code
    duty_type: Code
    period: Code


@event(
    "assessment.opened.v1",
    source="assessment",
    subject="year/{year}",
    articles=("12",),
    zh="年度考核启动",
    en="Assessment opened",
    about_zh="告知年度考核启动，并说明所依据的考核方案文件（第十二条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentOpened:
    """Announce that the yearly assessment began, under a scheme adopted by document (Article 12).

    `scheme` contains the figures that the document adopts.
    """

    year: Year
    scheme_document_no: DocumentNo
    opened_on: date
    scheme: SchemeFigures | None = None


@event(
    "scores.submitted.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("12(2)",),
    zh="考核评分完成",
    en="Scores submitted",
    about_zh="告知双方已对工作站材料评分（第十二条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresSubmitted:
    """Announce that both sides have scored the materials of a station (Article 12(2)).

    It does not contain the scores: only the two sides see them until the grades are published.
    """

    year: Year
    station_code: Code
    submitted_on: date


@event(
    "grade.published.v1",
    source="assessment",
    subject="station/{station_code}",
    heard_by=("registry", "incentives"),
    articles=("12(1)",),
    zh="公布等次",
    en="Grade published",
    about_zh="告知一个工作站某年度的等次；每站一条，未定等次的也有。",
    says_zh="{year} 年度考核等次：{grade}。",
    says_en="Grade for {year}: {grade}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GradePublished:
    """Announce the grade of one station for one year; every station has one, ungraded ones too.

    Article 12(1): excellent, qualified or unqualified. `score` is exact, 0 to 100; it and `rank`
    are absent if there is no score. A later `revision` replaces an earlier one. `zero_materials`
    lists the materials that counted as zero because a side gave no points (notice, A47).
    """

    year: Year
    station_code: Code
    grade: Grade
    score: Decimal | None
    rank: Count | None
    revision: Count
    published_on: date
    zero_materials: tuple[Material, ...] = ()


@event(
    "assessment.closed.v1",
    source="assessment",
    subject="year/{year}",
    heard_by=("incentives",),
    articles=("12(1)",),
    zh="年度考核结束",
    en="Assessment closed",
    about_zh="告知某年度全部等次已公布及各等次数量。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentClosed:
    """Announce that all grades of a year are published, with their totals.

    Article 12(1): about one fifth may be excellent; `quota` is that number of stations.
    `grades_sha256` is the hash of all grades of this revision; `quota_document_no` is the number of
    the minutes that set another quota, if any did.
    """

    year: Year
    graded: Count
    quota: Count
    excellent: Count
    undecided: Count
    revision: Count
    grades_sha256: Sha256
    quota_document_no: DocumentNo | None = None


@event(
    "unqualified_streak.found.v1",
    source="assessment",
    subject="station/{station_code}",
    heard_by=("registry",),
    articles=("12(3)",),
    zh="连续两年考核不合格",
    en="Two unqualified years found",
    about_zh="告知工作站连续两年考核不合格。",
    says_zh="至 {year} 年度连续两年不合格。",
    says_en="Two unqualified years in a row up to {year}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class UnqualifiedStreakFound:
    """Announce that a station was unqualified in two consecutive years.

    Article 12(3): this opens a case for people to decide; nothing is withdrawn automatically.
    `year` is the second of `years`; `route` is the reading A3 in force on `found_on`.
    """

    station_code: Code
    years: tuple[Year, ...]
    year: Year
    found_on: date
    route: CaseRoute = "human_case"
