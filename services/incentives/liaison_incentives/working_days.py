"""Count working days of the country, with its moved weekends (HOUSE waiting times)."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays


@cache
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("CN")


def working_days_after(day: date, count: int) -> date:
    """Return the day that is so many working days after another one; zero gives that day itself.

    A year whose moved weekends are not announced yet is reckoned by the statutory holidays.

    >>> working_days_after(date(2018, 4, 4), 1), working_days_after(date(2018, 4, 4), 0)
    (datetime.date(2018, 4, 8), datetime.date(2018, 4, 4))
    """
    if count == 0:
        return day
    found: date = _calendar().get_nth_working_day(day, count)
    return found
