"""Send reminders and escalations of duties at a day's close (Article 11).

Each due day has steps (see `policy.dues.reminders`), and each step is sent once. Years that are
only replayed send no reminders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy import func, or_, select

from liaison_assessment.context import Work
from liaison_assessment.policy.calendar import Period, periods
from liaison_assessment.policy.dues.reminders import step_on, told_to
from liaison_assessment.policy.dues.tasks import DUTY_TYPE
from liaison_assessment.policy.duties import COUNTS, DutyType
from liaison_assessment.tables import Duty, Reminder, Station, Task
from liaison_assessment.usecases.calendar.extended import Rows, all_extensions
from liaison_assessment.usecases.calendar.outlook import lines_of, reported_tasks
from liaison_contracts.assessment import DutyReminded
from liaison_kit.law.working_days import working_days

AROUND = timedelta(days=45)
"""Due days farther away than this are handled on another day, or have passed."""
ALL = "*"


@dataclass(frozen=True)
class DueDay:
    """Hold one due day: for all stations, for one with an extended deadline, or for a task."""

    station_code: str
    duty_type: str
    period: str
    due_on: date


def remind_due(work: Work, on: date) -> None:
    """Send the reminders that are due, each once."""
    if work.is_of_the_past or not work.edition.figures.reminders_working_days:
        return
    near = (on - AROUND, on + AROUND)
    gone, extended = _gone(work, near), all_extensions(work, near[0])
    for due, lacking in _due_days(work, near, extended):
        if step := _next(work, due, gone):
            for code in lacking():
                _tell(work, due, step, code)


def _due_days(
    work: Work, near: tuple[date, date], extended: dict[str, Rows]
) -> Iterator[tuple[DueDay, Callable[[], Iterable[str]]]]:
    """Yield each due day near this day, with a query for the stations that still owe it."""
    for kind in work.context.duty_types.values():
        for period in _periods(kind, near):
            due = DueDay(ALL, kind.name, period.name, period.last)
            yield due, partial(_lacking, work, kind, period, extended)
    for code, rows in extended.items():
        for due in _extended(code, rows, near):
            yield due, partial(_itself, work, due, rows)
    for due in _tasks(work, near):
        yield due, partial(list, [due.station_code])


def _gone(work: Work, near: tuple[date, date]) -> dict[DueDay, Reminder]:
    rows = work.session.scalars(select(Reminder).where(Reminder.due_on.between(*near)))
    return {DueDay(r.station_code, r.duty_type, r.period, r.due_on): r for r in rows}


def _periods(kind: DutyType, near: tuple[date, date]) -> Iterator[Period]:
    first, last = near
    if kind.period is not None:
        window = (date(first.year, 1, 1), date(last.year, 12, 31))
        yield from (p for p in periods(kind.period, *window) if first <= p.last <= last)


def _next(work: Work, due: DueDay, gone: dict[DueDay, Reminder]) -> int:
    """Return the step to send now and record it as sent; 0 is none."""
    step = step_on(work.today, due.due_on, work.edition.figures, working_days(work.session).between)
    row = gone.get(due)
    if step <= (row.step if row else 0):
        return 0
    if row is None:
        row = gone[due] = Reminder(**vars(due), step=step)
        work.session.add(row)
    row.step = step
    return step


def _lacking(
    work: Work, kind: DutyType, period: Period, extended: dict[str, Rows]
) -> Iterator[str]:
    """Yield the stations that owe a period and do not have enough records in it."""
    stands = or_(Duty.outcome.is_(None), Duty.outcome == "verified")
    query = (
        select(Duty.station_code, func.count())
        .where(
            Duty.occurred_on.between(period.first, period.last),
            Duty.duty_type == kind.name,
            Duty.state == "accepted",
            stands,
        )
        .group_by(Duty.station_code)
    )
    done = {row[0]: row[1] for row in work.session.execute(query)}
    owes = COUNTS[work.edition.readings_on(period.last).first_period]
    need = kind.minimum(work.edition.figures)
    query_stations = select(Station).where(Station.plaque_granted_on <= period.last)
    for station in work.session.scalars(query_stations.order_by(Station.station_code)):
        rows = extended.get(station.station_code, {})
        if not owes(station.facts(), period) or (kind.name, period.name) in rows:
            continue  # an extended deadline has its own steps
        if any(duty_type == kind.name for duty_type, _ in rows):
            due = DueDay(station.station_code, kind.name, period.name, period.last)
            if _still_lacks(work, due, rows):
                yield station.station_code
        elif done.get(station.station_code, 0) < need:
            yield station.station_code


def _extended(code: str, rows: Rows, near: tuple[date, date]) -> Iterator[DueDay]:
    first, last = near
    for (duty_type, period), row in rows.items():
        if duty_type != DUTY_TYPE and first <= row.until <= last:
            yield DueDay(code, duty_type, period, row.until)


def _itself(work: Work, due: DueDay, rows: Rows) -> list[str]:
    return [due.station_code] if _still_lacks(work, due, rows) else []


def _still_lacks(work: Work, due: DueDay, rows: Rows) -> bool:
    station = work.session.get(Station, due.station_code)
    assert station is not None, "what is extended has a station"
    return any(
        line.missing
        for line in lines_of(work, station, rows)
        if (line.duty_type, line.period) == (due.duty_type, due.period)
    )


def _tasks(work: Work, near: tuple[date, date]) -> Iterable[DueDay]:
    query = select(Task).where(Task.state == "assigned", Task.due_on.between(*near))
    tasks = work.session.scalars(query.order_by(Task.task_code)).all()
    reported = reported_tasks(work, (task.task_code for task in tasks))
    for task in tasks:
        if task.task_code not in reported:
            yield DueDay(task.station_code, DUTY_TYPE, task.task_code, task.due_on)


def _tell(work: Work, due: DueDay, step: int, station_code: str) -> None:
    event = DutyReminded(
        station_code=station_code,
        duty_type=due.duty_type,
        period=due.period,
        due_on=due.due_on,
        step=step,
        told_to=told_to(step, work.edition.figures),
    )
    work.record(event, effective_on=work.today)
