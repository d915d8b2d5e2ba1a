"""Define special events and Bole awards, which are decided case by case (13(2), 14(2))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.message import command, event
from liaison_contracts.money import Fen
from liaison_contracts.roles import DECIDERS, STATION_SIDE, TALENT_OFFICE
from liaison_contracts.words import Code, DocumentNo, Year

__all__ = [
    "ApproveEvent",
    "BoleAnswer",
    "BoleDecided",
    "DecideBole",
    "EventAnswer",
    "EventSubsidyApproved",
    "EventSubsidyProposed",
    "ProposeEvent",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAnswer:
    """The state of a special event."""

    event_code: Code
    station_code: Code
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class BoleAnswer:
    """The state of a Bole award."""

    bole_code: Code
    station_code: Code
    year: Year
    state: Code


@command(
    "incentives",
    roles=STATION_SIDE,
    returns=EventAnswer,
    articles=("13(2)",),
    zh="申报专项活动",
    en="Propose a special event",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeEvent:
    """Propose an event that a station holds on `held_on`, with its budget in yuan (Article 13(2)).

    The talent office has to approve it in advance; the date of the proposal is the instance's date.
    """

    event_code: Code | None = None
    station_code: Code
    held_on: date
    budget_fen: Fen


@command(
    "incentives",
    roles=TALENT_OFFICE,
    returns=EventAnswer,
    articles=("13(2)",),
    zh="审批专项活动及经费补助",
    en="Approve a special event and its subsidy",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveEvent:
    """Approve an event and its subsidy, in yuan, by document (Article 13(2)).

    Each case is decided individually; the regulation sets no amount.
    """

    event_code: Code
    approved_on: date
    amount_fen: Fen
    document_no: DocumentNo


@command(
    "incentives",
    roles=DECIDERS,
    returns=BoleAnswer,
    articles=("14(2)",),
    zh="登记引才伯乐奖",
    en="Decide a Bole award",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideBole:
    """Decide a Bole award, in yuan, for an excellent station of a `year` (Article 14(2)).

    `leading_group_decision` is the document that allows an award outside the cap.
    """

    bole_code: Code | None = None
    station_code: Code
    year: Year
    amount_fen: Fen
    leading_group_decision: DocumentNo | None = None
    decided_on: date
    document_no: DocumentNo


@event(
    "event_subsidy.proposed.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("13(2)",),
    zh="申报专项活动",
    en="Special event proposed",
    about_zh="告知工作站申报专项活动及其预算，以元计（第十三条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EventSubsidyProposed:
    """Announce that a station proposed an event, with its budget in yuan (Article 13(2))."""

    event_code: Code
    station_code: Code
    held_on: date
    budget_fen: Fen
    proposed_on: date


@event(
    "event_subsidy.approved.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("13(2)",),
    zh="批准专项经费补助",
    en="Special event approved",
    about_zh="告知市人才办批准专项活动及补助（元）（第十三条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EventSubsidyApproved:
    """Announce that an event and its subsidy, in yuan, were approved (Article 13(2))."""

    event_code: Code
    station_code: Code
    approved_on: date
    held_on: date
    amount_fen: Fen
    document_no: DocumentNo


@event(
    "bole.decided.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("14(2)",),
    zh="决定引才伯乐奖",
    en="Bole award decided",
    about_zh="告知以文件决定引才伯乐奖，以元计（第十四条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BoleDecided:
    """Announce that a Bole award was decided by document, in yuan (Article 14(2)).

    Grade and cap are checked when it falls due; `leading_group_decision` allows it outside the cap.
    """

    bole_code: Code
    station_code: Code
    year: Year
    amount_fen: Fen
    leading_group_decision: DocumentNo | None
    decided_on: date
    document_no: DocumentNo
