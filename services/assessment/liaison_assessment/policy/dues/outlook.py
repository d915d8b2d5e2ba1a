"""Calculate the outlook of a station: what is missing, and the least still to do (Article 11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from liaison_assessment.policy.calendar import PeriodKind, periods
from liaison_assessment.policy.dues.allotment import Extended, allot, dues_of
from liaison_assessment.policy.duties import COUNTS, DutyType
from liaison_assessment.policy.facts import Authorization
from liaison_assessment.policy.figures import Law

LineState = Literal["done", "waiting", "open", "ahead", "passed"]
OWED: tuple[LineState, ...] = ("open", "ahead")
HORIZONS: tuple[PeriodKind, ...] = ("month", "quarter", "year")


@dataclass(frozen=True)
class Done:
    """Hold the day of one accepted record, and whether it was verified."""

    duty_type: str
    on: date
    verified: bool


@dataclass(frozen=True)
class StationYear:
    """Hold the facts for the outlook of one station, without returned records."""

    authorization: Authorization
    records: tuple[Done, ...] = ()
    extended: Extended = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """Hold one duty in one period: how many records it needs, has and lacks.

    `waiting` counts unverified records; they are not part of `missing`.
    """

    duty_type: str
    article: str
    period: str
    first_on: date
    due_on: date
    extended: bool
    minimum: int
    verified: int
    waiting: int
    missing: int
    state: LineState


@dataclass(frozen=True)
class Horizon:
    """Hold how many records are missing until the end of this month, quarter or year."""

    kind: PeriodKind
    period: str
    until: date
    missing: int


def lines_of(
    station: StationYear, kinds: Iterable[DutyType], today: date, law: Law
) -> tuple[Line, ...]:
    """Return every period of this year in which the station owes a duty, by due day.

    Periods of last year are included while an extension runs. Duties are owed from the first full
    period after the plaque (A43). In a past period a station can still report, but no longer act.
    """
    window = (date(today.year, 1, 1), periods_end(today, "year"))
    found: list[Line] = []
    for kind in kinds:
        if kind.period is not None:
            found += _lines_of_kind(station, kind, kind.period, window, today, law)
    return tuple(sorted(found, key=lambda line: (line.due_on, line.duty_type, line.period)))


def _lines_of_kind(
    station: StationYear,
    kind: DutyType,
    period: PeriodKind,
    window: tuple[date, date],
    today: date,
    law: Law,
) -> Iterable[Line]:
    need, held = kind.minimum(law.figures), station.authorization
    dues = dues_of(kind.name, period, window, station.extended)
    done = [record for record in station.records if record.duty_type == kind.name]
    verified = allot((record.on for record in done if record.verified), dues, need)
    both = allot((record.on for record in done if not record.verified), dues, need, verified)
    for due, sure, count in zip(dues, verified, both, strict=True):
        if not COUNTS[law.readings_on(due.period.last).first_period](held, due.period):
            continue
        missing = max(0, need - count)
        state: LineState = "done" if sure >= need else "waiting"
        if missing:
            began: LineState = "open" if due.period.first <= today else "ahead"
            state = "passed" if due.until < today else began
        yield Line(
            duty_type=kind.name,
            article=kind.article,
            period=due.period.name,
            first_on=due.period.first,
            due_on=due.until,
            extended=due.is_extended,
            minimum=need,
            verified=sure,
            waiting=count - sure,
            missing=missing,
            state=state,
        )


def horizons_of(lines: Iterable[Line], today: date) -> tuple[Horizon, ...]:
    """Return how many records due this month, this quarter and this year are missing."""
    owed = [line for line in lines if line.state in OWED]
    found = []
    for kind in HORIZONS:
        until = periods_end(today, kind)
        missing = sum(line.missing for line in owed if line.due_on <= until)
        found.append(Horizon(kind, _name_of(kind, until), until, missing))
    return tuple(found)


def least_of(lines: Iterable[Line]) -> dict[str, int]:
    """Return the fewest records that would still complete the year from today on, by duty type."""
    least: dict[str, int] = {}
    for line in lines:
        if line.state in OWED:
            least[line.duty_type] = least.get(line.duty_type, 0) + line.missing
    return least


def periods_end(today: date, kind: PeriodKind) -> date:
    """Return the last day of the month, quarter or year that contains a day.

    >>> periods_end(date(2018, 2, 10), "quarter")
    datetime.date(2018, 3, 31)
    """
    year = (date(today.year, 1, 1), date(today.year, 12, 31))
    return next(found.last for found in periods(kind, *year) if today <= found.last)


def _name_of(kind: PeriodKind, last: date) -> str:
    year = (date(last.year, 1, 1), date(last.year, 12, 31))
    return next(found.name for found in periods(kind, *year) if found.last == last)
