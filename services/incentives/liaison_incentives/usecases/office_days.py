"""Count working days as the talent office decided in the registry: one word counts everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from liaison_contracts.registry import CalendarDayDecided
from liaison_incentives.context import Work
from liaison_incentives.tables import OfficeDay


def decided(work: Work, told: CalendarDayDecided) -> None:
    """Keep how the office counts a day; a later word replaces an earlier."""
    work.session.merge(OfficeDay(on=told.on, is_working_day=told.is_working_day))


def office_days(work: Work) -> Mapping[date, bool]:
    """Return the days that the office counts otherwise than the calendar of holidays."""
    rows = work.session.execute(select(OfficeDay.on, OfficeDay.is_working_day))
    return {row.on: row.is_working_day for row in rows}
