"""Count working days of the country, with its moved weekends (HOUSE waits; A16)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("CN")


def working_days_after(day: date, count: int, decided: Mapping[date, bool]) -> date:
    """Return the day that is so many working days after another one; zero gives that day itself.

    `decided` says of single days how the office counts them. A year whose moved weekends are not
    announced yet is reckoned by the statutory holidays.

    >>> working_days_after(date(2018, 4, 4), 1, {}), working_days_after(date(2018, 4, 4), 0, {})
    (datetime.date(2018, 4, 8), datetime.date(2018, 4, 4))
    >>> working_days_after(date(2018, 4, 4), 1, {date(2018, 4, 8): False})
    datetime.date(2018, 4, 9)
    """
    while count and day < date.max:
        day += timedelta(days=1)
        count -= _is_working_day(day, decided)
    return day


def last_working_day(year: int, decided: Mapping[date, bool]) -> date:
    """Return 31 December of a year, or the last working day before it (Article 13(3), A16).

    >>> last_working_day(2019, {}), last_working_day(2018, {})
    (datetime.date(2019, 12, 31), datetime.date(2018, 12, 29))
    >>> last_working_day(2019, {date(2019, 12, 31): False})
    datetime.date(2019, 12, 30)
    """
    day = date(year, 12, 31)
    while not _is_working_day(day, decided):
        day -= timedelta(days=1)
    return day


def _is_working_day(day: date, decided: Mapping[date, bool]) -> bool:
    told = decided.get(day)
    return bool(_calendar().is_working_day(day)) if told is None else told
