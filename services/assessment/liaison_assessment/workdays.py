"""Count working days in China, with its public holidays and worked weekends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

LONGEST_COUNT_DAYS = 366
KINDS = {"work": True, "rest": False}


@dataclass(frozen=True)
class WorkingCalendar:
    """Count working days; `overrides` says of single days what the office announced itself.

    A year whose moved weekends nobody announced yet is reckoned by its statutory holidays, one
    far away by its weekends: a count never fails over a year that is not known.

    >>> WorkingCalendar()(date(2018, 9, 28), date(2018, 10, 8))  # over the National Day week
    3
    >>> WorkingCalendar({date(2018, 9, 29): False})(date(2018, 9, 28), date(2018, 10, 8))
    2
    """

    overrides: dict[date, bool] = field(default_factory=dict)

    def __call__(self, first: date, last: date) -> int:
        """Count the working days after `first`, up to and including `last`.

        Beyond a year the count is an estimate: whoever asks only wants to know that it is long.
        """
        days = (last - first).days
        if days > LONGEST_COUNT_DAYS:
            return days * 5 // 7
        return sum(self.is_working(first + timedelta(days=n)) for n in range(1, days + 1))

    def is_working(self, day: date) -> bool:
        """Tell whether people work on that day."""
        return self.overrides[day] if day in self.overrides else _is_working_day(day)


def overrides_of(entries: Iterable[str]) -> dict[date, bool]:
    """Return the days that entries such as `2027-02-14=work` or `2027-02-08=rest` name.

    Raises:
        ValueError: naming the entry that cannot be read.
    """
    found = {}
    for entry in entries:
        day, _, kind = entry.partition("=")
        try:
            found[date.fromisoformat(day.strip())] = KINDS[kind.strip()]
        except (ValueError, KeyError):
            raise ValueError(f"{entry!r} is no day such as 2027-02-14=work or =rest") from None
    return found


@cache
def _is_working_day(day: date) -> bool:
    return bool(country_holidays("CN", years=day.year).is_working_day(day))
