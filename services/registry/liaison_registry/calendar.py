"""Count working days in China: public holidays, worked weekends, and the office's own decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

import holidays

LONGEST_COUNT_DAYS = 366


@dataclass(frozen=True)
class WorkingDays:
    """Count working days by the national holiday calendar, except on days that the office decided.

    >>> from datetime import date
    >>> plain = WorkingDays()
    >>> plain.between(date(2019, 9, 27), date(2019, 10, 8))  # a worked Sunday, a Monday, the 8th
    3
    >>> WorkingDays({date(2019, 9, 30): False}).between(date(2019, 9, 27), date(2019, 10, 8))
    2
    """

    decided: Mapping[date, bool] = field(default_factory=dict)

    def between(self, first: date, last: date) -> int:
        """Return the working days after `first`, up to and including `last`.

        Beyond a year this is an estimate: callers only need to know that the period is long.
        """
        days = (last - first).days
        if days > LONGEST_COUNT_DAYS:
            return days * 5 // 7
        return sum(self._is_worked(first + timedelta(days=after)) for after in range(1, days + 1))

    def after(self, day: date, count: int) -> date:
        """Return the day that is `days` working days after `first`; zero returns `first`.

        >>> from datetime import date
        >>> WorkingDays().after(date(2020, 1, 31), 10)
        datetime.date(2020, 2, 14)
        """
        while count and day < date.max:
            day += timedelta(days=1)
            count -= self._is_worked(day)
        return day

    def unknown_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years of a period that are counted by weekends and statutory holidays only.

        The state announces the moved weekends of a year in the autumn before. A year is known once
        the holiday calendar has them, or the office has decided on any of its days.

        >>> from datetime import date
        >>> WorkingDays().unknown_years(date(2999, 12, 30), date(2999, 12, 31))
        (2999,)
        """
        known = {*_china().special_public_holidays, *(day.year for day in self.decided)}
        return tuple(year for year in range(first.year, last.year + 1) if year not in known)

    def _is_worked(self, day: date) -> bool:
        told = self.decided.get(day)
        return bool(_china().is_working_day(day)) if told is None else told


@cache
def _china() -> Any:
    return holidays.country_holidays("CN")
