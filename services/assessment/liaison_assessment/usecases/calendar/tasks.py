"""Assign tasks to stations and accept their completion (Article 11(5))."""

from __future__ import annotations

from liaison_assessment.context import Work
from liaison_assessment.policy.dues import tasks
from liaison_assessment.tables import Duty, Station, Task
from liaison_assessment.usecases.duties import tell_review
from liaison_assessment.usecases.refusals import refusing
from liaison_contracts.assessment import (
    AcceptTask,
    AssignTask,
    TaskAccepted,
    TaskAnswer,
    TaskAssigned,
)
from liaison_contracts.errors import Conflict, NotFound, Refused
from liaison_contracts.reasons import reason
from liaison_kit.store.ids import new_id


def assign(work: Work, body: AssignTask) -> TaskAnswer:
    """Assign a task to a station that is authorised on that day.

    Raises:
        NotFound: if the plaque of the station is not known here.
        Conflict: if the code belongs to another task.
        Refused: for a day on which the station is not authorised, or a due day before it.
    """
    work.require_come("assigned_on", body.assigned_on)
    station = work.session.get(Station, body.station_code)
    if station is None:
        raise NotFound("station_unknown")
    code = body.task_code or f"TK-{new_id()}"
    content = {name: getattr(body, name) for name in ("station_code", "what", "due_on")}
    row = work.session.get(Task, code)
    if row is not None:
        if any(getattr(row, name) != value for name, value in content.items()):
            raise Conflict("task_code_taken")
        return _answer(row)
    with refusing("task_refused"):
        tasks.require_assignment(body.assigned_on, body.due_on, station.facts())
    row = Task(
        task_code=code,
        assigned_on=body.assigned_on,
        assigned_by=work.actor,
        state="assigned",
        late=False,
        **content,
    )
    work.session.add(row)
    names = ("task_code", "station_code", "assigned_on", "due_on")
    event = TaskAssigned(**{name: getattr(row, name) for name in names})
    work.record(event, effective_on=body.assigned_on)
    return _answer(row)


def accept(work: Work, body: AcceptTask) -> TaskAnswer:
    """Accept a task through the record that proves it, and verify that record.

    Raises:
        NotFound: if there is no such task or record.
        Refused: if the record does not carry out the task, or has no evidence.
    """
    work.require_come("accepted_on", body.accepted_on)
    row = work.session.get(Task, body.task_code, with_for_update=True)
    if row is None:
        raise NotFound("task_unknown")
    if (row.state, row.record_code) == ("accepted", body.record_code):
        return _answer(row)
    record = work.session.get(Duty, body.record_code)
    if record is None or record.station_code != row.station_code:
        raise NotFound("duty_record_unknown")
    with refusing("task_not_accepted"):
        tasks.require_acceptance(row.facts(), record.facts(), body.accepted_on)
    _verify(work, record, body)
    row.state, row.record_code, row.late = "accepted", record.record_code, record.late
    row.accepted_on, row.accepted_by = body.accepted_on, work.actor
    names = ("task_code", "station_code", "record_code", "accepted_on", "late")
    event = TaskAccepted(**{name: getattr(row, name) for name in names})
    work.record(event, effective_on=body.accepted_on)
    return _answer(row)


def _verify(work: Work, record: Duty, body: AcceptTask) -> None:
    kind = work.context.duty_types.get(record.duty_type)
    fault = kind.fault(record.facts()) if kind else None
    if record.state != "accepted" or fault is not None:
        names = {"record_code": record.record_code, "state": record.state}
        why = fault or reason("record_state", "11(5)", **names)
        raise Refused("task_not_accepted", reasons=[why])
    if record.outcome != "verified":
        record.outcome, record.reason_code = "verified", None
        record.reviewed_on, record.reviewed_by = body.accepted_on, work.actor
        tell_review(work, record)


def _answer(row: Task) -> TaskAnswer:
    names = ("task_code", "station_code", "state", "due_on", "late")
    return TaskAnswer(**{name: getattr(row, name) for name in names})
