"""Ask for and extend what a station owes, and tell of reminders: the living calendar (11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.message import command, event, query
from liaison_contracts.roles import BOTH_SIDES, STATION_SIDE
from liaison_contracts.words import Code, Count, Sentence, Year

__all__ = [
    "DeadlineAnswer",
    "DeadlineExtended",
    "DutyReminded",
    "ExtendDeadline",
    "LeastToDo",
    "OpenTask",
    "Outlook",
    "OutlookHorizon",
    "OutlookLine",
    "ShowOutlook",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineAnswer:
    """Say until when a duty of a period, or a task, may be done now."""

    station_code: Code
    duty_type: Code
    period: Code
    due_on: date


@command(
    "assessment",
    roles=BOTH_SIDES,
    returns=DeadlineAnswer,
    articles=("11",),
    zh="延长履职期限",
    en="Extend a station's deadline for a duty",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendDeadline:
    """Give a station more time for one duty of one period, with the reason (Article 11).

    `period` reads 2018-03, 2018-Q2 or 2018; for an assigned_task it is the code of the task.
    """

    station_code: Code
    duty_type: Code
    period: Code
    due_on: date
    reason: Sentence
    decided_on: date


@event(
    "deadline.extended.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11",),
    zh="延长履职期限",
    en="Deadline extended",
    about_zh="告知工作站某期某项职责或任务的期限延长（第十一条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineExtended:
    """Tell that a station has more time for one duty of one period, or for a task (Article 11)."""

    station_code: Code
    duty_type: Code
    period: Code
    due_on: date
    decided_on: date


@event(
    "duty.reminded.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11",),
    zh="履职提醒",
    en="Duty reminder sent",
    about_zh="告知某项职责尚未履行：到期前逐次提醒，到期后提醒一次（第十一条）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReminded:
    """Tell that a duty is still missing, in steps before its day and once after it (Article 11).

    `told_to` names roles: the station before the due day; the guiding department and the talent
    office after it. `step` counts from 1; `period` may be the code of a task.
    """

    station_code: Code
    duty_type: Code
    period: Code
    due_on: date
    step: Count
    told_to: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookLine:
    """Show one duty in one period; `missing` leaves out what waits to be verified.

    `state` is done, waiting (for somebody to verify), open, ahead, or passed: what has passed may
    still be reported if it was done, until the year is final. `reason` is that of an extension.
    """

    duty_type: Code
    article: Code
    period: Code
    first_on: date
    due_on: date
    working_days_left: Count | None
    minimum: Count
    verified: Count
    waiting: Count
    missing: Count
    state: Code
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookHorizon:
    """Say how many records are missing that are due until the end of a month, quarter or year."""

    kind: Code
    period: Code
    ends_on: date
    missing: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastToDo:
    """Say how many records of a duty still make the year whole, at least."""

    duty_type: Code
    article: Code
    missing: Count
    next_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """Show a task that the talent office has not accepted yet; `reported` if a record names it."""

    task_code: Code
    what: str
    assigned_on: date
    due_on: date
    working_days_left: Count | None
    reported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Show what a station still owes this month, quarter and year, and the least that remains."""

    station_code: Code
    on: date
    year: Year
    horizons: tuple[OutlookHorizon, ...]
    least: tuple[LeastToDo, ...]
    lines: tuple[OutlookLine, ...]
    tasks: tuple[OpenTask, ...]


@query(
    "assessment",
    roles=(*STATION_SIDE, "talent_office", "auditor"),
    returns=Outlook,
    articles=("11",),
    zh="查看履职展望",
    en="Show what a station still has to do this year",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOutlook:
    """Look ahead for one station: what Article 11 still asks of it this month, quarter and year."""

    station_code: Code
