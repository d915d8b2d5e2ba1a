"""Define the events of recruitments and spending reports (Articles 13(3) and 14)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.codes import Basis, Level, Programme, SpendingOutcome
from liaison_contracts.message import event
from liaison_contracts.money import Fen
from liaison_contracts.reasons import Reason
from liaison_contracts.words import Code, Count, DocumentNo, Sha256, Year

__all__ = [
    "ProgrammeRecorded",
    "RecruitmentDisputed",
    "RecruitmentFirstVerified",
    "RecruitmentRejected",
    "RecruitmentReported",
    "RecruitmentVerified",
    "SpendingReviewed",
    "SpendingSubmitted",
]


@event(
    "recruitment.reported.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("14(1)",),
    zh="申报引才",
    en="Recruitment reported",
    about_zh="告知工作站申报引进一名人才。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitmentReported:
    """Announce that a station claims the recruitment of a talent.

    Article 14(1): a professor or full-time doctor who founds a company or signs for five years.
    `contract_months` counts months, and is absent if a company was founded. `member_refs` are the
    other members of a team, which is one claim; `evidence_sha256` lists its documents.
    """

    recruitment_code: Code
    station_code: Code
    talent_ref: Code
    level: Level
    basis: Basis
    contract_months: Count | None
    signed_on: date
    claimed_on: date
    member_refs: tuple[Code, ...] = ()
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "recruitment.first_verified.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("14(1)",),
    zh="初次认定引才",
    en="Recruitment verified by a first person",
    about_zh="告知引才成果已经一人初次认定，待第二人认定（第十四条第一款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitmentFirstVerified:
    """Announce that a first person verified a recruitment; it waits for a second person (14(1))."""

    recruitment_code: Code
    station_code: Code
    verified_on: date


@event(
    "recruitment.verified.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("14(1)",),
    zh="认定引才",
    en="Recruitment verified",
    about_zh="告知引才成果经两人认定（第十四条第一款）；其后可给予激励。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitmentVerified:
    """Announce that two persons verified a recruitment (Article 14(1)); an award may follow."""

    recruitment_code: Code
    station_code: Code
    signed_on: date
    decided_on: date
    reasons: tuple[Reason, ...]


@event(
    "recruitment.rejected.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("14(1)",),
    zh="引才不予认定",
    en="Recruitment rejected",
    about_zh="告知引才成果不予认定及理由（第十四条第一款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitmentRejected:
    """Announce that a recruitment was rejected, and why (Article 14(1))."""

    recruitment_code: Code
    station_code: Code
    signed_on: date
    decided_on: date
    reasons: tuple[Reason, ...]


@event(
    "recruitment.disputed.v1",
    source="incentives",
    subject="talent/{talent_ref}",
    articles=("14(1)",),
    zh="引才归属争议",
    en="Recruitment disputed",
    about_zh="告知同一日收到多个工作站对同一人才的有效申报。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitmentDisputed:
    """Announce that several valid claims for one talent have the same date.

    Article 14(1) pays once: all of them wait until people decide.
    """

    talent_ref: Code
    recruitment_codes: tuple[Code, ...]
    opened_on: date


@event(
    "programme.recorded.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("14(1)",),
    zh="入选人才计划",
    en="Talent programme recorded",
    about_zh="告知所引人才入选国家或省人才计划（第十四条第一款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRecorded:
    """Announce a talent's admission to a national or provincial programme (14(1))."""

    recruitment_code: Code
    station_code: Code
    programme: Programme
    awarded_on: date


@event(
    "spending.submitted.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("13(3)",),
    zh="报送经费使用情况",
    en="Spending report submitted",
    about_zh="告知工作站报送的年度运营保障经费支出（元）（第十三条第三款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingSubmitted:
    """Announce a station's report on spending a year's operating grant, in yuan (Article 13(3)).

    `vouchers_sha256` are the hashes of the vouchers. `due_on` is the year's last working day, and
    `late` means that it had passed. `carried_over` is the part of the year's paid grants that is
    not spent.
    """

    station_code: Code
    year: Year
    spent_fen: Fen
    submitted_on: date
    vouchers_sha256: tuple[Sha256, ...] = ()
    due_on: date | None = None
    late: bool = False
    carried_over_fen: Fen | None = None


@event(
    "spending.reviewed.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("13(3)",),
    zh="审核经费使用情况",
    en="Spending report reviewed",
    about_zh="告知领导小组对经费使用情况报告予以认可或退回（第十三条第三款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingReviewed:
    """Announce that the leading group accepted or returned a spending report (Article 13(3))."""

    station_code: Code
    year: Year
    outcome: SpendingOutcome
    reviewed_on: date
    document_no: DocumentNo
