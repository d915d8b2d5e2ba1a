"""Count working days as the talent office decided in the registry, the same in all services."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from liaison_assessment.context import Work
from liaison_assessment.tables import OfficeDay
from liaison_assessment.workdays import WorkingCalendar
from liaison_contracts.registry import CalendarDayDecided

_CALENDAR = "liaison_calendar"


def decided(work: Work, told: CalendarDayDecided) -> None:
    """Store how the office counts a day; a later decision replaces an earlier one."""
    work.session.merge(OfficeDay(on=told.on, is_working_day=told.is_working_day))
    # Later counts in this transaction must see the new day.
    work.session.info.pop(_CALENDAR, None)


def counter(work: Work) -> Callable[[date, date], int]:
    """Return the counter of working days; it reads the office's days on first use."""
    return lambda first, last: working_days(work)(first, last)


def working_days(work: Work) -> WorkingCalendar:
    """Return the working-day calendar; it is read once per transaction."""
    known: dict[str, WorkingCalendar] = work.session.info
    if _CALENDAR not in known:
        with work.session.no_autoflush:  # asked for while records are still being judged
            rows = work.session.execute(select(OfficeDay.on, OfficeDay.is_working_day))
            known[_CALENDAR] = WorkingCalendar({row.on: row.is_working_day for row in rows})
    return known[_CALENDAR]
