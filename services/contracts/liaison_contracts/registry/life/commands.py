"""Define commands on existing stations: incidents, defences, recovered plaques, closures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from liaison_contracts.codes import ChangeDecision, Side
from liaison_contracts.entries import DocumentEntry
from liaison_contracts.message import command
from liaison_contracts.registry.answers import ChangeAnswer
from liaison_contracts.registry.life.answers import (
    CalendarAnswer,
    DefenceAnswer,
    IncidentAnswer,
    StationAnswer,
)
from liaison_contracts.roles import BOTH_SIDES, STATION_SIDE, TALENT_OFFICE
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, DocumentNo, Sentence

__all__ = [
    "CalendarDay",
    "CloseStation",
    "DecideCalendarDays",
    "RecordDefence",
    "RecordIncident",
    "RecordPlaqueRecovered",
    "SubmitChangeEvaluation",
]


@command(
    "registry",
    roles=BOTH_SIDES,
    returns=IncidentAnswer,
    articles=("8(2)",),
    zh="登记超范围业务及责任告知",
    en="Record business outside the duties and the notice of liability",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordIncident:
    """Record business outside the duties under a station's name, and the notice to its host.

    Article 8(2): only the host is liable; the notice `liability_notice_no` informs it. No sanction
    follows automatically (A38). `description` stays in the registry.
    """

    incident_code: Code | None = None
    station_code: Code
    occurred_on: date
    description: Sentence
    liability_notice_no: DocumentNo
    liability_notice_on: date
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=200)] = ()


@command(
    "registry",
    roles=BOTH_SIDES,
    returns=ChangeAnswer,
    articles=("3", "10"),
    zh="提交变故评估意见",
    en="Evaluate a reported change for one side",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitChangeEvaluation:
    """Submit one side's evaluation of a reported change (Article 10).

    Both sides evaluate before the talent office decides (A41).
    """

    change_code: Code
    side: Side
    outcome: ChangeDecision
    opinion: Sentence
    evaluated_on: date
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=200)] = ()


@command(
    "registry",
    roles=(*STATION_SIDE, "talent_office"),
    returns=DefenceAnswer,
    articles=("10", "12(3)", "12(4)"),
    zh="登记工作站陈述",
    en="Record a station's defence before it may lose its authorisation",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDefence:
    """Record a station's defence on a case or a change that may end its authorisation.

    Articles 10 and 12 let people decide; the station is heard first (HOUSE, A49). `case_code` is
    the code of the revocation case or the change; once the defence is recorded, the period ends
    early.
    """

    case_code: Code
    stated_on: date
    defence: Sentence
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=200)] = ()


@command(
    "registry",
    roles=BOTH_SIDES,
    returns=StationAnswer,
    articles=("12(3)", "12(4)"),
    zh="登记收回授牌",
    en="Record that a plaque was recovered",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPlaqueRecovered:
    """Record that the plaque of a station without authorisation was returned (Article 12).

    The end of an authorisation opens this task; `receipt_no` is the number of the receipt.
    """

    station_code: Code
    recovered_on: date
    receipt_no: DocumentNo


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=StationAnswer,
    articles=("10",),
    zh="依申请终止工作站",
    en="Close a station at its host's own request",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseStation:
    """Close a station at its host's own request, with `closed_on` as its last day (Article 10).

    `document_no` is the host's letter of `requested_on`. It is refused while a revocation case is
    open, which has to be decided first. The host may apply again afterwards (Article 4).
    """

    station_code: Code
    requested_on: date
    closed_on: date
    document_no: DocumentNo
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A date, and whether it counts as a working day."""

    on: date
    is_working_day: bool


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=CalendarAnswer,
    articles=("10",),
    zh="登记工作日历调整",
    en="Record days that the holiday calendar counts differently",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideCalendarDays:
    """Enter days that the office counts differently from the calendar of holidays (HOUSE).

    Article 10 is counted in working days. Such days are the moved weekends of a year that the
    government has just announced, by the number of its notice; a later decision replaces an earlier
    one.
    """

    document_no: DocumentNo
    days: Annotated[tuple[CalendarDay, ...], Items(least=1, most=400)]
