"""Tell what happens to a station between its plaque and its end (Articles 8 to 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.codes import ChangeDecision, Side
from liaison_contracts.message import event
from liaison_contracts.words import Code, DocumentNo, Sha256

__all__ = [
    "CalendarDayDecided",
    "ChangeEvaluated",
    "IncidentRecorded",
    "PlaqueRecovered",
    "StatementRecorded",
]


@event(
    "incident.recorded.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("8(2)",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRecorded:
    """Tell that business outside the duties was done under a station's name.

    Article 8(2): the host alone answers for it, and was given notice of that on
    `liability_notice_on`. Nothing follows by itself; who assesses the year sees it.
    """

    incident_code: Code
    station_code: Code
    occurred_on: date
    liability_notice_on: date
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "change.evaluated.v1", source="registry", subject="station/{station_code}", articles=("3", "10")
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEvaluated:
    """Tell what one side thinks of a reported change, before people decide on it.

    Article 10: talent office and guiding department evaluate. A later evaluation of the same side
    takes the place of an earlier one.
    """

    change_code: Code
    station_code: Code
    side: Side
    outcome: ChangeDecision
    evaluated_on: date
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "statement.recorded.v1",
    source="registry",
    subject="station/{station_code}",
    articles=("10", "12(3)", "12(4)"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRecorded:
    """Tell that a station said its word on a case or a change that may cost it its authorisation.

    Articles 10 and 12 let people decide; the station is heard first (HOUSE). `case_code` names the
    revocation case or the change. What was said stays in the registry.
    """

    case_code: Code
    station_code: Code
    stated_on: date
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "plaque.recovered.v1",
    source="registry",
    subject="station/{station_code}",
    articles=("12(3)", "12(4)"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaqueRecovered:
    """Tell that the plaque of a station that lost its authorisation is back (Article 12)."""

    station_code: Code
    recovered_on: date


@event(
    "calendar.day_decided.v1",
    source="registry",
    subject="calendar/{on.year}",
    heard_by=("assessment", "incentives"),
    articles=("10",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDayDecided:
    """Tell that the office counts `on` as a working day, or not, whatever the calendar says.

    Article 10 wants changes reported at once, which is counted in working days (HOUSE).
    """

    on: date
    is_working_day: bool
    document_no: DocumentNo
