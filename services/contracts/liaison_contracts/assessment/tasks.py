"""Define tasks that the talent office assigns to stations, and their acceptance (Article 11(5))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.message import command, event
from liaison_contracts.roles import TALENT_OFFICE
from liaison_contracts.words import Code, Sentence

__all__ = ["AcceptTask", "AssignTask", "TaskAccepted", "TaskAnswer", "TaskAssigned"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAnswer:
    """The state of a task: assigned or accepted, and whether it was carried out late."""

    task_code: Code
    station_code: Code
    state: Code
    due_on: date
    late: bool


@command(
    "assessment",
    roles=TALENT_OFFICE,
    returns=TaskAnswer,
    articles=("11(5)",),
    zh="交办任务",
    en="Assign a task to a station",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTask:
    """Assign a task with a due date to a station (Article 11(5)).

    `what` is shown to the station and its department, and is never in an event: it must name no
    person.
    """

    task_code: Code | None = None
    station_code: Code
    what: Sentence
    assigned_on: date
    due_on: date


@command(
    "assessment",
    roles=TALENT_OFFICE,
    returns=TaskAnswer,
    articles=("11(5)", "12(2)"),
    zh="验收交办任务",
    en="Accept a task as carried out",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptTask:
    """Accept a task as carried out, by its duty record (Article 11(5)).

    This verifies the record. Accepted tasks are part of material 6 (Article 12(2)).
    """

    task_code: Code
    record_code: Code
    accepted_on: date


@event(
    "task.assigned.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11(5)",),
    zh="交办任务",
    en="Task assigned",
    about_zh="告知市人才办向工作站交办任务（第十一条第五款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAssigned:
    """Announce that the talent office assigned a task to a station (Article 11(5))."""

    task_code: Code
    station_code: Code
    assigned_on: date
    due_on: date


@event(
    "task.accepted.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11(5)", "12(2)"),
    zh="任务验收",
    en="Task accepted",
    about_zh="告知市人才办已验收工作站的任务（第十一条第五款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAccepted:
    """Announce that the talent office accepted a station's task as carried out (Article 11(5))."""

    task_code: Code
    station_code: Code
    record_code: Code
    accepted_on: date
    late: bool
