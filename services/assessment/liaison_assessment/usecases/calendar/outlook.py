"""Show what a station still owes under Article 11 this month, this quarter and this year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select

from liaison_assessment.context import Work
from liaison_assessment.policy.dues import outlook
from liaison_assessment.policy.dues.outlook import Done, Line, StationYear
from liaison_assessment.tables import Duty, Station, Task
from liaison_assessment.usecases.calendar.extended import (
    Rows,
    extensions_of,
    reach_back,
    untils,
)
from liaison_assessment.usecases.rights import may_see_station
from liaison_contracts.assessment import (
    LeastToDo,
    OpenTask,
    Outlook,
    OutlookHorizon,
    OutlookLine,
    ShowOutlook,
)
from liaison_contracts.errors import NotFound
from liaison_kit.law.working_days import working_days


def show(work: Work, body: ShowOutlook) -> Outlook:
    """Show the outlook of one station as of today.

    Raises:
        NotFound: if there is no such station, or the caller may not see it.
    """
    code = body.station_code
    station = work.session.get(Station, code)
    if station is None or not may_see_station(work, code):
        raise NotFound("station_unknown")
    extended = extensions_of(work, code, date(work.today.year, 1, 1))
    lines = lines_of(work, station, extended)
    return Outlook(
        station_code=code,
        on=work.today,
        year=work.today.year,
        horizons=tuple(
            OutlookHorizon(kind=h.kind, period=h.period, ends_on=h.until, missing=h.missing)
            for h in outlook.horizons_of(lines, work.today)
        ),
        least=tuple(_least(lines)),
        lines=tuple(_shown(work, line, extended) for line in lines),
        tasks=tuple(_tasks(work, code)),
    )


def lines_of(work: Work, station: Station, extended: Rows) -> tuple[Line, ...]:
    """Return what a station owes this year, based on its current records."""
    today, kinds = work.today, work.context.duty_types.values()
    year = date(today.year, 1, 1)
    since = date(today.year - 1, 1, 1) if reach_back([extended], year) else year
    owed = StationYear(station.facts(), _done(work, station.station_code, since), untils(extended))
    return outlook.lines_of(owed, kinds, today, work.edition)


def _done(work: Work, code: str, since: date) -> tuple[Done, ...]:
    stands = or_(Duty.outcome.is_(None), Duty.outcome == "verified")
    query = select(Duty.duty_type, Duty.occurred_on, Duty.outcome).where(
        Duty.station_code == code, Duty.occurred_on >= since, Duty.state == "accepted", stands
    )
    rows = work.session.execute(query)
    return tuple(Done(row[0], row[1], row[2] == "verified") for row in rows)


def _shown(work: Work, line: Line, extended: Rows) -> OutlookLine:
    given = extended.get((line.duty_type, line.period))
    return OutlookLine(
        duty_type=line.duty_type,
        article=line.article,
        period=line.period,
        first_on=line.first_on,
        due_on=line.due_on,
        working_days_left=_left(work, line.due_on) if line.state == "open" else None,
        minimum=line.minimum,
        verified=line.verified,
        waiting=line.waiting,
        missing=line.missing,
        state=line.state,
        reason=given.reason if given else None,
    )


def _least(lines: tuple[Line, ...]) -> Iterable[LeastToDo]:
    for duty_type, missing in outlook.least_of(lines).items():
        first = next(
            line for line in lines if line.duty_type == duty_type and line.state in outlook.OWED
        )
        yield LeastToDo(
            duty_type=duty_type, article=first.article, missing=missing, next_due_on=first.due_on
        )


def _tasks(work: Work, code: str) -> Iterable[OpenTask]:
    query = select(Task).where(Task.station_code == code, Task.state == "assigned")
    tasks = work.session.scalars(query.order_by(Task.due_on, Task.task_code)).all()
    reported = reported_tasks(work, (task.task_code for task in tasks))
    for task in tasks:
        yield OpenTask(
            task_code=task.task_code,
            what=task.what,
            assigned_on=task.assigned_on,
            due_on=task.due_on,
            working_days_left=_left(work, task.due_on),
            reported=task.task_code in reported,
        )


def reported_tasks(work: Work, codes: Iterable[str]) -> set[str]:
    """Return the tasks, of those given, that have a record."""
    if not (wanted := set(codes)):
        return set()
    stands = or_(Duty.outcome.is_(None), Duty.outcome == "verified")
    query = select(Duty.task_code).where(
        Duty.task_code.in_(wanted), Duty.state == "accepted", stands
    )
    return {str(code) for code in work.session.scalars(query)}


def _left(work: Work, due_on: date) -> int | None:
    return working_days(work.session).between(work.today, due_on) if due_on >= work.today else None
