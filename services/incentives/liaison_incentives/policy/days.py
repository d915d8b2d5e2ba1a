"""Calculate calendar days, months and years; both ends of a period are always included."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta


def years_after(day: date, years: int) -> date:
    """Return the same calendar day `years` later; 29 February becomes the 28th.

    >>> years_after(date(2020, 2, 29), 3)
    datetime.date(2023, 2, 28)
    """
    if (day.month, day.day) == (2, 29) and not isleap(day.year + years):
        return date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)


def days_in_year(year: int) -> int:
    """Return 365 or 366.

    >>> days_in_year(2020)
    366
    """
    return 366 if isleap(year) else 365


def months_touched(first: date, last: date) -> int:
    """Return how many calendar months lie between two days of one year, both months included.

    >>> months_touched(date(2018, 4, 10), date(2018, 12, 31))
    9
    """
    return last.month - first.month + 1


def whole_months(first: date, last: date) -> int:
    """Return how many full months two days enclose, both included, such as those of a contract.

    A month from the 10th on ends with the 9th; one from the 31st on ends with the day before the
    31st, or before the first day of the next month where there is none.

    >>> whole_months(date(2018, 4, 10), date(2019, 4, 8)), whole_months(
    ...     date(2018, 4, 10), date(2019, 4, 9))
    (11, 12)
    >>> whole_months(date(2016, 1, 31), date(2016, 2, 28)), whole_months(
    ...     date(2016, 1, 31), date(2016, 2, 29))
    (0, 1)
    """
    end = last + timedelta(days=1)  # the first day that is not included
    months = (end.year - first.year) * 12 + end.month - first.month
    return max(0, months - (end.day < first.day))
