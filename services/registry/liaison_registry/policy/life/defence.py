"""Require a hearing before an authorisation ends (Articles 10, 12(3) and 12(4), HOUSE A49)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Reason, reason
from liaison_registry.policy.figures import Figures, Law

DayAfter = Callable[[date, int], date]
"""Return the day that is a number of working days after another."""


@dataclass(frozen=True)
class Hearing:
    """Hold the last day for a station's defence, if any, and the day of its first defence."""

    article: str
    until: date | None
    stated_on: date | None = None


def defence_until(opened_on: date, law: Law, day_after: DayAfter) -> date | None:
    """Return the last day for the station's defence, or None if no hearing is required.

    A49, HOUSE: a number of working days from the day on which a case opened or a change was
    reported.
    """
    return PERIODS[law.readings_on(opened_on).hearing](opened_on, law.figures, day_after)


def hearing_gap(hearing: Hearing, decided_on: date) -> Reason | None:
    """Return why a station cannot lose its authorisation yet on a day, or None.

    A station has been heard once its defence is on record, or the period has passed without one.

    >>> hearing_gap(Hearing("12(3)", date(2020, 2, 14)), date(2020, 2, 14)).code
    'defence_still_possible'
    """
    if hearing.until is None or decided_on > hearing.until:
        return None
    if hearing.stated_on is not None and hearing.stated_on <= decided_on:
        return None
    return reason("defence_still_possible", hearing.article, until=hearing.until)


def _period(opened_on: date, figures: Figures, day_after: DayAfter) -> date | None:
    return day_after(opened_on, figures.statement_working_days)


def _none(opened_on: date, figures: Figures, day_after: DayAfter) -> date | None:
    return None


PERIODS: dict[str, Callable[[date, Figures, DayAfter], date | None]] = {
    "statement_and_review": _period,
    "off": _none,
}
