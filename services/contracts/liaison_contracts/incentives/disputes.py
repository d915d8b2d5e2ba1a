"""Define disputes over talents, and contracts that ended early (Article 14(1))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.incentives.answers import RecruitmentAnswer
from liaison_contracts.message import command, event
from liaison_contracts.roles import DECIDERS, STATION_SIDE
from liaison_contracts.words import Code, DocumentNo

__all__ = [
    "DecideDispute",
    "DisputeAnswer",
    "RecordContractEnd",
    "RecruitmentContractEnded",
    "RecruitmentDisputeDecided",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeAnswer:
    """The competing claims for a talent, and the winner."""

    talent_ref: Code
    recruitment_codes: tuple[Code, ...]
    winner: Code
    decided_on: date


@command(
    "incentives",
    roles=DECIDERS,
    returns=DisputeAnswer,
    articles=("14(1)",),
    money=True,
    zh="裁定引才争议",
    en="Decide which claim receives a disputed talent",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideDispute:
    """Decide a dispute over a talent, by document (Article 14(1), reading A21).

    `winner` is the recruitment that earns the award; the other claims are refused. People who
    reported or verified one of them, or belong to one of the stations, cannot decide.
    """

    talent_ref: Code
    winner: Code
    decided_on: date
    document_no: DocumentNo


@command(
    "incentives",
    roles=(*STATION_SIDE, "talent_office"),
    returns=RecruitmentAnswer,
    articles=("14(1)",),
    zh="登记服务合同终止",
    en="Record that a talent's contract ended",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordContractEnd:
    """Record that a recruited talent's contract ended on `ended_on` (Article 14(1)).

    Reading A22 decides whether an early end affects the award; it is flagged in any case.
    """

    recruitment_code: Code
    ended_on: date
    reason_code: Code


@event(
    "recruitment.dispute_decided.v1",
    source="incentives",
    subject="talent/{talent_ref}",
    articles=("14(1)",),
    zh="归属争议决定",
    en="Dispute decided",
    about_zh="告知多个工作站申报同一人才时的归属决定（第十四条第一款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitmentDisputeDecided:
    """Announce the decision on a talent that several stations had claimed (Article 14(1))."""

    talent_ref: Code
    recruitment_codes: tuple[Code, ...]
    winner: Code
    decided_on: date
    document_no: DocumentNo


@event(
    "recruitment.contract_ended.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("14(1)",),
    zh="合同终止",
    en="Contract ended",
    about_zh="告知人才合同终止；不足第十四条第一款所要求年限的标为 `early`。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitmentContractEnded:
    """Announce that a talent's contract ended; `early` if sooner than Article 14(1) requires."""

    recruitment_code: Code
    station_code: Code
    ended_on: date
    early: bool
    reason_code: Code
