"""Count working days in China, with its holidays and the weekends worked in exchange."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays


def working_days(first: date, last: date) -> int:
    """Return the working days after `first`, up to and including `last`.

    >>> from datetime import date
    >>> working_days(date(2019, 9, 27), date(2019, 10, 8))  # a worked Sunday, a Monday, the 8th
    3
    """
    days = range(1, (last - first).days + 1)
    return sum(_china().is_working_day(first + timedelta(days=after)) for after in days)


@cache
def _china() -> holidays.HolidayBase:
    return holidays.country_holidays("CN")
