"""Check records against the assigned task that they carry out (Article 11(5))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.facts import Authorization, DutyRecord
from liaison_contracts.reasons import Reason, Refused, reason

ARTICLE = "11(5)"
DUTY_TYPE = "assigned_task"


@dataclass(frozen=True)
class Task:
    """Hold a task of one station: when it was assigned, when it is due, if it is accepted."""

    task_code: str
    station_code: str
    assigned_on: date
    due_on: date
    accepted: bool = False


def task_faults(record: DutyRecord, task: Task | None) -> tuple[Reason, ...]:
    """Return why a record cannot carry out the task it names; empty if it names no task."""
    if not record.task_code:
        return ()
    code, reasons = record.task_code, []
    if record.duty_type != DUTY_TYPE:
        names = {"record_code": record.record_code, "duty_type": record.duty_type}
        reasons.append(reason("task_of_other_duty", "11", **names, task_code=code, asked=DUTY_TYPE))
    if task is None or task.station_code != record.station_code:
        station = record.station_code
        unknown = reason("task_not_assigned", ARTICLE, task_code=code, station_code=station)
        return (*reasons, unknown)
    if record.occurred_on < task.assigned_on:
        reasons.append(reason("before_assignment", ARTICLE, task_code=code, on=task.assigned_on))
    return tuple(reasons)


def require_assignment(assigned_on: date, due_on: date, held: Authorization) -> None:
    """Refuse a task for a station without authorisation, or due before it is assigned.

    Raises:
        Refused: under Article 11(5), with every reason.
    """
    reasons = []
    if due_on < assigned_on:
        reasons.append(reason("task_due_before", ARTICLE, due_on=due_on, on=assigned_on))
    if not held.is_on(assigned_on):
        reasons.append(reason("not_authorised_on", ARTICLE, on=assigned_on))
    if reasons:
        raise Refused(*reasons)


def require_acceptance(task: Task, record: DutyRecord, accepted_on: date) -> None:
    """Refuse to accept a task through a record that does not carry it out.

    Raises:
        Refused: under Article 11(5), with every reason.
    """
    reasons = []
    if record.task_code != task.task_code:
        names = {"record_code": record.record_code, "task_code": task.task_code}
        reasons.append(reason("record_of_other_task", ARTICLE, **names))
    if task.accepted:
        reasons.append(reason("task_accepted_already", ARTICLE, task_code=task.task_code))
    if accepted_on < record.reported_on:
        code, on = record.record_code, record.reported_on
        reasons.append(reason("record_reported_later", ARTICLE, record_code=code, on=on))
    if reasons:
        raise Refused(*reasons)
