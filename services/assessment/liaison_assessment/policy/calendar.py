"""Divide the calendar into the periods of Article 11: months, quarters and years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

PeriodKind = Literal["month", "quarter", "year"]
MONTHS: dict[PeriodKind, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Period:
    """Hold one calendar period: its name (2018-03, 2018-Q2, 2018), first and last day."""

    name: str
    first: date
    last: date


def periods(kind: PeriodKind, first: date, last: date) -> Iterator[Period]:
    """Yield each period of that kind that lies completely between two days, both included.

    >>> [period.name for period in periods("quarter", date(2018, 2, 1), date(2018, 12, 31))]
    ['2018-Q2', '2018-Q3', '2018-Q4']
    """
    length = MONTHS[kind]
    start = date(first.year, 1, 1)
    while start <= last:
        end = add_months(start, length) - timedelta(days=1)
        if first <= start and end <= last:
            yield Period(_name(kind, start), start, end)
        start = end + timedelta(days=1)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month if it is shorter.

    >>> add_months(date(2018, 8, 31), 6)
    datetime.date(2019, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    follows = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (follows - timedelta(days=1)).day))


def _name(kind: PeriodKind, start: date) -> str:
    if kind == "month":
        return f"{start.year}-{start.month:02d}"
    return f"{start.year}-Q{(start.month + 2) // 3}" if kind == "quarter" else f"{start.year}"
