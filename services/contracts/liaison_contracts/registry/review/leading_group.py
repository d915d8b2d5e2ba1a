"""Define the leading group's meetings and waivers (Articles 5(2) and 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from liaison_contracts.codes import ReviewOutcome, Side
from liaison_contracts.message import command, query
from liaison_contracts.registry.answers import ApplicationAnswer
from liaison_contracts.registry.entries import MinutesEntry
from liaison_contracts.roles import DECIDERS
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, DocumentNo, Sentence

__all__ = [
    "AgendaAnswer",
    "AgendaItem",
    "AgendaOpinion",
    "GetAgenda",
    "RecordMinutes",
    "RecordWaiver",
    "SetAgenda",
    "UrgentNeed",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaOpinion:
    """One reviewer's opinion, for the leading group (A31)."""

    side: Side
    outcome: ReviewOutcome
    opinion: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """A case of an agenda with both sides' opinions, and the decision, if any."""

    application_code: Code
    stage: Code
    by_side: dict[str, Any]
    opinions: tuple[AgendaOpinion, ...]
    outcome: ReviewOutcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentNeed:
    """An urgent need that the talent office declared, with its reason (A30)."""

    application_code: Code
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaAnswer:
    """A meeting of the leading group: its cases, and the urgent needs since the last one."""

    meeting_code: Code
    meeting_on: date
    document_no: DocumentNo | None
    items: tuple[AgendaItem, ...]
    urgent_needs: tuple[UrgentNeed, ...]


@command(
    "registry",
    roles=DECIDERS,
    returns=AgendaAnswer,
    articles=("7",),
    zh="拟定领导小组会议议程",
    en="Set the agenda of a leading group meeting",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SetAgenda:
    """Put reviewed applications on the agenda of a meeting; without a list, all that are waiting.

    See Article 7.
    """

    meeting_on: date
    application_codes: Annotated[tuple[Code, ...], Items(most=200)] = ()


@command(
    "registry",
    roles=DECIDERS,
    returns=AgendaAnswer,
    articles=("7",),
    zh="登记会议纪要（逐件）",
    en="Record the minutes of a meeting, case by case",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMinutes:
    """Record the leading group's decision on each case of an agenda (Article 7)."""

    meeting_code: Code
    document_no: DocumentNo
    held_on: date
    decisions: Annotated[tuple[MinutesEntry, ...], Items(least=1, most=200)]


@query(
    "registry",
    roles=(*DECIDERS, "auditor"),
    returns=AgendaAnswer,
    articles=("7",),
    zh="查看会议议程及双方意见",
    en="Show an agenda with both sides' opinions",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetAgenda:
    """Show the agenda of a meeting with both sides' opinions (Article 7)."""

    meeting_code: Code


@command(
    "registry",
    roles=DECIDERS,
    returns=ApplicationAnswer,
    articles=("5(2)",),
    zh="登记领导小组对法人条件的豁免",
    en="Record the leading group's waiver of the legal-person condition",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWaiver:
    """Record that the leading group waives the requirement of a legal person of its own (A35).

    It requires the group's reason and document, and becomes void when the host's identity is
    edited. See Article 5(2).
    """

    application_code: Code
    document_no: DocumentNo
    reason: Sentence
    decided_on: date
