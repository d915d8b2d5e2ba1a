"""Define settled special events and nominations for the Bole award (Articles 13(2) and 14(2))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from liaison_contracts.entries import DocumentEntry
from liaison_contracts.incentives.special import EventAnswer
from liaison_contracts.message import command, event
from liaison_contracts.money import Fen
from liaison_contracts.roles import BOTH_SIDES, DECIDERS, STATION_SIDE
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, Count, DocumentNo, Sha256, Year

__all__ = [
    "BoleCallAnswer",
    "BoleCallOpened",
    "BoleNominated",
    "BoleNominationAnswer",
    "EventSubsidySettled",
    "NominateBole",
    "OpenBoleCall",
    "SettleEvent",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoleCallAnswer:
    """The deadline for nominations for the Bole award of a year."""

    year: Year
    closes_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BoleNominationAnswer:
    """The figures of a nominated station, and its rank among the nominations so far.

    `earned` is the amount earned by its recruitments and their programmes, in yuan.
    """

    station_code: Code
    year: Year
    recruits: Count
    earned_fen: Fen
    rank: Count


@command(
    "incentives",
    roles=STATION_SIDE,
    returns=EventAnswer,
    articles=("13(2)",),
    zh="专项活动决算（附凭证）",
    en="Report what an event cost, with vouchers",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SettleEvent:
    """Report the costs of a held event, in yuan, with its vouchers (Article 13(2))."""

    event_code: Code
    spent_fen: Fen
    settled_on: date
    vouchers: Annotated[tuple[DocumentEntry, ...], Items(most=200)]


@command(
    "incentives",
    roles=DECIDERS,
    returns=BoleCallAnswer,
    articles=("14(2)",),
    zh="征集引才伯乐奖提名",
    en="Call for nominations for the Bole award",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBoleCall:
    """Call for nominations for the Bole award of an assessed year, by document (Article 14(2))."""

    year: Year
    closes_on: date
    document_no: DocumentNo


@command(
    "incentives",
    roles=BOTH_SIDES,
    returns=BoleNominationAnswer,
    articles=("14(2)",),
    zh="提名引才伯乐奖",
    en="Nominate an excellent station for the Bole award",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NominateBole:
    """Nominate a station graded excellent for the Bole award of that year (Article 14(2))."""

    station_code: Code
    year: Year


@event(
    "event_subsidy.settled.v1",
    source="incentives",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("13(2)",),
    zh="专项活动决算",
    en="Special event settled",
    about_zh="告知活动的实际支出与批准的补助，均以元计（第十三条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class EventSubsidySettled:
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


@event(
    "bole_call.opened.v1",
    source="incentives",
    subject="year/{year}",
    articles=("14(2)",),
    zh="征集引才伯乐奖提名",
    en="Call for the Bole award opened",
    about_zh="告知某年度引才伯乐奖的提名截止日期（第十四条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BoleCallOpened:
    """Announce the deadline for nominations for the Bole award of a year (Article 14(2))."""

    year: Year
    opened_on: date
    closes_on: date
    document_no: DocumentNo


@event(
    "bole.nominated.v1",
    source="incentives",
    subject="station/{station_code}",
    articles=("14(2)",),
    zh="提名引才伯乐奖",
    en="Bole award nomination made",
    about_zh="告知工作站参评引才伯乐奖及其数据（第十四条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class BoleNominated:
    """Announce that a station was nominated for the Bole award, with its figures (Article 14(2)).

    `recruits` counts its recruitments of the year that earned an award, `earned` is the amount that
    these and their programmes earned, in yuan. The ranking uses both; people decide.
    """

    station_code: Code
    year: Year
    recruits: Count
    earned_fen: Fen
    nominated_on: date
