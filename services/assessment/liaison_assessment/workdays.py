"""Count working days in China, with its public holidays and worked weekends."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

LONGEST_COUNT_DAYS = 366


def count_working_days(first: date, last: date) -> int:
    """Count the working days after `first`, up to and including `last`.

    Beyond a year the count is an estimate: whoever asks only wants to know that it is long.

    >>> count_working_days(date(2018, 9, 28), date(2018, 10, 8))  # over the National Day week
    3
    """
    days = (last - first).days
    if days > LONGEST_COUNT_DAYS:
        return days * 5 // 7
    return sum(_is_working_day(first + timedelta(days=n)) for n in range(1, days + 1))


@cache
def _is_working_day(day: date) -> bool:
    return bool(country_holidays("CN", years=day.year).is_working_day(day))
