"""Check records against the assigned task that they carry out (Article 11(5))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.facts import Authorization, DutyRecord, Reason, Refused

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
        fact = f"record {record.record_code} is a {record.duty_type} and names task {code}"
        reasons.append(Reason("11", fact, f"one primary duty: {DUTY_TYPE}, or no task (A44)"))
    if task is None or task.station_code != record.station_code:
        fact = f"no task {code} is assigned to {record.station_code}"
        return (*reasons, Reason(ARTICLE, fact, "the code of a task of this station"))
    if record.occurred_on < task.assigned_on:
        fact = f"task {code} was assigned on {task.assigned_on} only"
        reasons.append(Reason(ARTICLE, fact, "a day from the assignment on"))
    return tuple(reasons)


def require_assignment(assigned_on: date, due_on: date, held: Authorization) -> None:
    """Refuse a task for a station without authorisation, or due before it is assigned.

    Raises:
        Refused: under Article 11(5), with every reason.
    """
    reasons = []
    if due_on < assigned_on:
        fact = f"the task is due on {due_on}, before it is assigned on {assigned_on}"
        reasons.append(Reason(ARTICLE, fact, "a due day on or after that day"))
    if not held.is_on(assigned_on):
        fact = f"the station is not authorised on {assigned_on}"
        reasons.append(Reason(ARTICLE, fact, "a day between plaque and withdrawal"))
    if reasons:
        raise Refused(*reasons)


def require_acceptance(task: Task, record: DutyRecord, accepted_on: date) -> None:
    """Refuse to accept a task through a record that does not carry it out.

    Raises:
        Refused: under Article 11(5), with every reason.
    """
    reasons = []
    if record.task_code != task.task_code:
        fact = f"record {record.record_code} does not name task {task.task_code}"
        reasons.append(Reason(ARTICLE, fact, "the record of this task"))
    if task.accepted:
        fact = f"task {task.task_code} was accepted already"
        reasons.append(Reason(ARTICLE, fact, "nothing more; a false record is a finding (12(4))"))
    if accepted_on < record.reported_on:
        fact = f"record {record.record_code} was reported on {record.reported_on} only"
        reasons.append(Reason(ARTICLE, fact, "a day of acceptance from then on"))
    if reasons:
        raise Refused(*reasons)
