"""Define what is said about special events: proposal, approval, settlement (Article 13(2))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from liaison_contracts.entries import DocumentEntry
from liaison_contracts.message import command, event
from liaison_contracts.money import Fen
from liaison_contracts.roles import STATION_SIDE, TALENT_OFFICE
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, DocumentNo, Sha256

__all__ = [
    "ApproveSpecialEvent",
    "ProposeSpecialEvent",
    "SettleSpecialEvent",
    "SpecialEventAnswer",
    "SpecialEventApproved",
    "SpecialEventProposed",
    "SpecialEventSettled",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialEventAnswer:
    """The state of a special event."""

    event_code: Code
    station_code: Code
    state: Code


@command(
    "incentives",
    roles=STATION_SIDE,
    returns=SpecialEventAnswer,
    articles=("13(2)",),
    zh="申报专项活动",
    en="Propose a special event",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeSpecialEvent:
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
    returns=SpecialEventAnswer,
    articles=("13(2)",),
    zh="审批专项活动及经费补助",
    en="Approve a special event and its subsidy",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveSpecialEvent:
    """Approve an event and its subsidy, in yuan, by document (Article 13(2)).

    Each case is decided individually; the regulation sets no amount.
    """

    event_code: Code
    approved_on: date
    amount_fen: Fen
    document_no: DocumentNo


@event(
    "special_event.proposed.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("13(2)",),
    zh="申报专项活动",
    en="Special event proposed",
    about_zh="告知工作站申报专项活动及其预算，以元计（第十三条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialEventProposed:
    """Announce that a station proposed an event, with its budget in yuan (Article 13(2))."""

    event_code: Code
    station_code: Code
    held_on: date
    budget_fen: Fen
    proposed_on: date


@event(
    "special_event.approved.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("13(2)",),
    zh="批准专项经费补助",
    en="Special event approved",
    about_zh="告知市人才办批准专项活动及补助（元）（第十三条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialEventApproved:
    """Announce that an event and its subsidy, in yuan, were approved (Article 13(2))."""

    event_code: Code
    station_code: Code
    approved_on: date
    held_on: date
    amount_fen: Fen
    document_no: DocumentNo


@command(
    "incentives",
    roles=STATION_SIDE,
    returns=SpecialEventAnswer,
    articles=("13(2)",),
    zh="专项活动决算（附凭证）",
    en="Report what an event cost, with vouchers",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SettleSpecialEvent:
    """Report the costs of a held event, in yuan, with its vouchers (Article 13(2))."""

    event_code: Code
    spent_fen: Fen
    settled_on: date
    vouchers: Annotated[tuple[DocumentEntry, ...], Items(most=200)]


@event(
    "special_event.settled.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("13(2)",),
    zh="专项活动决算",
    en="Special event settled",
    about_zh="告知活动的实际支出与批准的补助，均以元计（第十三条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialEventSettled:
    """Announce the costs of a held event and its approved subsidy, both in yuan (Article 13(2)).

    `vouchers_sha256` are the hashes of the vouchers; `underspent` means that people have to decide
    on the rest.
    """

    event_code: Code
    station_code: Code
    held_on: date
    settled_on: date
    amount_fen: Fen
    spent_fen: Fen
    underspent: bool
    vouchers_sha256: tuple[Sha256, ...]
