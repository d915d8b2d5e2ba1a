"""Assign each record to one period; it counts for one duty, once (Article 11, A44)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.calendar import Period, PeriodKind, periods
from liaison_contracts.reasons import Refused, reason

ARTICLE = "11"
Extended = Mapping[tuple[str, str], date]
"""The extended deadlines by duty type and period; each is later than the period's end."""


@dataclass(frozen=True)
class Due:
    """Hold a period of a duty, and the last day on which a record still counts for it."""

    period: Period
    until: date

    @property
    def is_extended(self) -> bool:
        """Return whether the deadline was extended beyond the period."""
        return self.until > self.period.last


def dues_of(
    duty_type: str, kind: PeriodKind, window: tuple[date, date], extended: Extended
) -> tuple[Due, ...]:
    """Return a duty's periods in a window, and earlier ones whose extension reaches into it."""
    first, last = window
    early = date(first.year - 1, 1, 1)
    found = (
        Due(period, extended.get((duty_type, period.name), period.last))
        for period in periods(kind, early, last)
    )
    return tuple(due for due in found if due.period.first >= first or _reaches(due, first))


def _reaches(due: Due, first: date) -> bool:
    return due.is_extended and due.until >= first


def allot(
    days: Iterable[date], dues: Sequence[Due], need: int, served: Sequence[int] = ()
) -> tuple[int, ...]:
    """Return how many records count for each due period; each record counts for one.

    A record counts for the period with an open need that ends first, so that as few periods as
    possible are missed; if there is none, for the period in which it happened. `served` is the
    number of records already counted for each period.

    >>> from liaison_assessment.policy.calendar import periods
    >>> march, april = periods("month", date(2018, 3, 1), date(2018, 4, 30))
    >>> dues = (Due(march, date(2018, 4, 10)), Due(april, april.last))
    >>> allot([date(2018, 4, 5)], dues, 1), allot([date(2018, 4, 11)], dues, 1)
    ((1, 0), (0, 1))
    """
    counts = list(served) or [0] * len(dues)
    for day in sorted(days):
        near = [n for n, due in enumerate(dues) if due.period.first <= day <= due.until]
        lacking = [n for n in near if counts[n] < need]
        own = [n for n in near if day <= dues[n].period.last]
        for chosen in sorted(lacking or own, key=lambda n: (dues[n].until, n))[:1]:
            counts[chosen] += 1
    return tuple(counts)


def require_extension(due: Due, until: date, decided_on: date, settled_on: date) -> None:
    """Refuse an extension that gives no additional time, or time that has passed.

    `settled_on` is the day whose close makes the year of the period final.

    Raises:
        Refused: under Article 11, with every reason.
    """
    reasons, name = [], due.period.name
    if until <= due.until:
        reasons.append(reason("deadline_not_later", ARTICLE, period=name, until=due.until))
    if until >= settled_on:
        reasons.append(reason("period_settled", ARTICLE, period=name, on=settled_on))
    if decided_on > until:
        reasons.append(reason("deadline_past", ARTICLE, on=decided_on, until=until))
    if reasons:
        raise Refused(*reasons)
