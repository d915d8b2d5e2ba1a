"""Count working days in China, with its public holidays and worked weekends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

LONGEST_COUNT_DAYS = 366


@dataclass(frozen=True)
class WorkingCalendar:
    """Count working days; `overrides` holds the single days that the office announced itself.

    If the moved weekends of a year are not announced yet, its statutory holidays count; a distant
    year counts by weekends only. An unknown year never makes a count fail.

    >>> WorkingCalendar()(date(2018, 9, 28), date(2018, 10, 8))  # over the National Day week
    3
    >>> WorkingCalendar({date(2018, 9, 29): False})(date(2018, 9, 28), date(2018, 10, 8))
    2
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def __call__(self, first: date, last: date) -> int:
        """Count the working days after `first`, up to and including `last`.

        Beyond a year this is an estimate: callers only need to know that the period is long.
        """
        days = (last - first).days
        if days > LONGEST_COUNT_DAYS:
            return days * 5 // 7
        return sum(self.is_working(first + timedelta(days=n)) for n in range(1, days + 1))

    def is_working(self, day: date) -> bool:
        """Return whether that day is a working day."""
        return self.overrides[day] if day in self.overrides else _is_working_day(day)


@cache
def _is_working_day(day: date) -> bool:
    return bool(country_holidays("CN", years=day.year).is_working_day(day))
