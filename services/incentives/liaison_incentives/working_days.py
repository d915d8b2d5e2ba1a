"""Count working days of the country, with its moved weekends (HOUSE waiting times)."""

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
        told = decided.get(day)
        count -= bool(_calendar().is_working_day(day)) if told is None else told
    return day
