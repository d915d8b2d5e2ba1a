"""Define what is said about the Bole award: call, nomination, decision (Article 14(2))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.message import command, event
from liaison_contracts.money import Fen
from liaison_contracts.roles import BOTH_SIDES, DECIDERS
from liaison_contracts.words import Code, Count, DocumentNo, Year

__all__ = [
    "BoleAnswer",
    "BoleCallAnswer",
    "BoleCallOpened",
    "BoleDecided",
    "BoleNominated",
    "BoleNominationAnswer",
    "DecideBole",
    "NominateBole",
    "OpenBoleCall",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoleAnswer:
    """The state of a Bole award."""

    bole_code: Code
    station_code: Code
    year: Year
    state: Code


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
