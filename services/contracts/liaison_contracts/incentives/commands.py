"""Define incentives' commands on claims and spending (Articles 13(3) and 14(1))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from liaison_contracts.codes import Basis, Language, Level, Programme, SpendingOutcome
from liaison_contracts.entries import DocumentEntry, PersonEntry
from liaison_contracts.incentives.answers import ExplainAnswer, RecruitmentAnswer, SpendingAnswer
from liaison_contracts.message import command, query
from liaison_contracts.money import Fen
from liaison_contracts.roles import DECIDERS, FINANCE_READERS, STATION_SIDE, TALENT_OFFICE
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import AwardCode, Code, Count, DocumentNo, Sentence, Year

__all__ = [
    "Explain",
    "RecordProgramme",
    "RejectRecruitment",
    "ReportRecruitment",
    "ReviewSpending",
    "SubmitSpending",
    "VerifyRecruitment",
]


@command(
    "incentives",
    roles=STATION_SIDE,
    returns=RecruitmentAnswer,
    articles=("14(1)",),
    zh="申报引才成果",
    en="Report a recruitment",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecruitment:
    """Claim the recruitment of a talent by a station.

    Article 14(1): level, and a company founded or a contract of at least five years. Exactly one of
    `talent` and `talent_ref` identifies the talent. `contract_months` counts months.

    A team is one claim (reading A20): `members`, or `member_refs` if they are known, are the other
    members of the team; none of them can be claimed again, alone or in another team.
    """

    recruitment_code: Code | None = None
    station_code: Code
    talent: PersonEntry | None = None
    talent_ref: Code | None = None
    members: Annotated[tuple[PersonEntry, ...], Items(most=100)] = ()
    member_refs: Annotated[tuple[Code, ...], Items(most=100)] = ()
    level: Level
    basis: Basis
    contract_months: Count | None = None
    signed_on: date
    claimed_on: date
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=200)] = ()


@command(
    "incentives",
    roles=TALENT_OFFICE,
    returns=RecruitmentAnswer,
    articles=("14(1)",),
    zh="认定引才成果（两人）",
    en="Verify a recruitment; two persons are needed",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyRecruitment:
    """Verify a recruitment (Article 14(1)), as the first or the second person."""

    recruitment_code: Code
    verified_on: date


@command(
    "incentives",
    roles=TALENT_OFFICE,
    returns=RecruitmentAnswer,
    articles=("14(1)",),
    zh="引才成果不予认定",
    en="Reject a recruitment",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RejectRecruitment:
    """Reject a recruitment, with a reason (Article 14(1))."""

    recruitment_code: Code
    reason: Sentence
    rejected_on: date


@command(
    "incentives",
    roles=(*STATION_SIDE, "talent_office"),
    returns=RecruitmentAnswer,
    articles=("14(1)",),
    zh="登记入选人才计划",
    en="Record a talent programme",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProgramme:
    """Record a recruited talent's admission to a programme on `awarded_on` (Article 14(1))."""

    recruitment_code: Code
    programme: Programme
    awarded_on: date


@command(
    "incentives",
    roles=STATION_SIDE,
    returns=SpendingAnswer,
    articles=("13(3)",),
    zh="报送经费使用情况",
    en="Submit a year's spending report",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitSpending:
    """Report a station's spending of a year's operating grant, in yuan (Article 13(3)).

    `vouchers` are uploaded files; a report on paper has none here.
    """

    station_code: Code
    year: Year
    spent_fen: Fen
    submitted_on: date
    vouchers: Annotated[tuple[DocumentEntry, ...], Items(most=200)] = ()


@command(
    "incentives",
    roles=DECIDERS,
    returns=SpendingAnswer,
    articles=("13(3)",),
    zh="登记经费使用情况审核结果",
    en="Record the review of a spending report",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSpending:
    """Record the leading group's opinion on a spending report (Article 13(3))."""

    station_code: Code
    year: Year
    outcome: SpendingOutcome
    reviewed_on: date
    document_no: DocumentNo


@query(
    "incentives",
    roles=(*STATION_SIDE, *FINANCE_READERS, *DECIDERS, "auditor"),
    returns=ExplainAnswer,
    articles=("13", "14"),
    zh="说明金额依据",
    en="Explain an amount",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Explain:
    """Explain the amount of an award, in a language (Articles 13 and 14)."""

    award_code: AwardCode
    lang: Language = "en"
