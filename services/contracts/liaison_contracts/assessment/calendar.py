"""Show a station's outstanding duties, extend deadlines, and remind of missing duties (11)."""

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
    """The current deadline of a duty in a period, or of a task."""

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
    """Extend a station's deadline for one duty of one period, with the reason (Article 11).

    `period` is 2018-03, 2018-Q2 or 2018; for an assigned_task it is the code of the task.
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
    """Announce a longer deadline for one duty of one period, or for a task (Article 11)."""

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
    """Announce that a duty is still missing, before its due date and once after it (Article 11).

    `told_to` lists the roles to notify: the station before the due date; the guiding department and
    the talent office after it. `step` counts from 1; `period` may be the code of a task.
    """

    station_code: Code
    duty_type: Code
    period: Code
    due_on: date
    step: Count
    told_to: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookLine:
    """The state of one duty in one period; `missing` excludes records that wait for verification.

    `state` is done, waiting (for verification), open, ahead, or passed: a passed duty may still be
    reported if it was carried out in time, until the year is final. `reason` is the reason of an
    extension.
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
    """The number of missing records that are due by the end of a month, quarter or year."""

    kind: Code
    period: Code
    ends_on: date
    missing: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastToDo:
    """The minimum number of further records of a duty that complete the year."""

    duty_type: Code
    article: Code
    missing: Count
    next_due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTask:
    """A task that the talent office has not accepted yet; `reported` if a record names it."""

    task_code: Code
    what: str
    assigned_on: date
    due_on: date
    working_days_left: Count | None
    reported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A station's outstanding duties this month, quarter and year, and the minimum that remains."""

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
    """Show a station's outstanding duties under Article 11 for this month, quarter and year."""

    station_code: Code
