"""Count working days in China: public holidays, weekends worked in exchange, the office's days.

A day that the talent office decided on counts as it decided; all other days follow the calendar of
public holidays. Every service counts by this one calendar and keeps the decided days in one table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from holidays import HolidayBase, country_holidays
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from liaison_kit.store.records import calendar_days

LONGEST_COUNT_DAYS = 366
_CALENDAR = "liaison_calendar"


@dataclass(frozen=True)
class WorkingDays:
    """Count by the calendar of holidays, and as the office decided on the days in `decided`.

    A year whose moved weekends are not announced yet is counted by its statutory holidays, one far
    away by its weekends: a count never fails because a year is unknown.

    >>> WorkingDays().between(date(2019, 9, 27), date(2019, 10, 8))  # Sunday, Monday, 8th
    3
    >>> WorkingDays({date(2019, 9, 30): False}).between(date(2019, 9, 27), date(2019, 10, 8))
    2
    """

    decided: Mapping[date, bool] = field(default_factory=dict)

    def between(self, first: date, last: date) -> int:
        """Return the working days after `first`, up to and including `last`.

        Beyond a year it is an estimate: the caller only needs to know that the time was long.
        """
        days = (last - first).days
        if days > LONGEST_COUNT_DAYS:
            return days * 5 // 7
        return sum(self.is_working(first + timedelta(days=after)) for after in range(1, days + 1))

    def after(self, day: date, count: int) -> date:
        """Return the day that is so many working days after another; zero gives that day.

        >>> WorkingDays().after(date(2020, 1, 31), 10)
        datetime.date(2020, 2, 14)
        """
        while count and day < date.max:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day

    def last_of_year(self, year: int) -> date:
        """Return 31 December of a year, or the last working day before it (Article 13(3), A16).

        >>> WorkingDays().last_of_year(2018)
        datetime.date(2018, 12, 29)
        >>> WorkingDays({date(2019, 12, 31): False}).last_of_year(2019)
        datetime.date(2019, 12, 30)
        """
        day = date(year, 12, 31)
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years of a span that are counted by weekends and statutory holidays only.

        The state announces each year's moved weekends the autumn before; a year is known once the
        calendar of holidays has them, or the office decided on any of its days.

        >>> WorkingDays().unknown_years(date(2999, 12, 30), date(2999, 12, 31))
        (2999,)
        """
        known = {*_china().special_public_holidays, *(day.year for day in self.decided)}
        return tuple(year for year in range(first.year, last.year + 1) if year not in known)

    def is_working(self, day: date) -> bool:
        """Tell whether people work on that day."""
        decided = self.decided.get(day)
        return _is_working_day(day) if decided is None else decided


def working_days(session: Session) -> WorkingDays:
    """Return the calendar that counts in this database; it is read once a transaction."""
    known: WorkingDays | None = session.info.get(_CALENDAR)
    if known is None:
        with session.no_autoflush:  # asked for while records are still being judged
            rows = session.execute(select(calendar_days.c.on_day, calendar_days.c.is_working_day))
            known = WorkingDays({row.on_day: row.is_working_day for row in rows})
        session.info[_CALENDAR] = known
    return known


def decide_day(
    session: Session, on: date, is_working_day: bool, document_no: str, decided_by: str
) -> None:
    """Store how the office counts a day; a later decision replaces an earlier one."""
    session.execute(delete(calendar_days).where(calendar_days.c.on_day == on))
    session.execute(
        insert(calendar_days).values(
            on_day=on, is_working_day=is_working_day, document_no=document_no, decided_by=decided_by
        )
    )
    session.info.pop(_CALENDAR, None)


@cache
def _china() -> HolidayBase:
    return country_holidays("CN")


@cache
def _is_working_day(day: date) -> bool:
    return bool(_china().is_working_day(day))
