"""Check a station's standing on a day: authorised, and the trial in force."""

from __future__ import annotations

from datetime import date

from liaison_contracts.reasons import Reason, reason

from .facts import FALSIFICATION, StationFacts
from .figures import Law

CAUSE_ARTICLES = {"two_unqualified_years": "12(3)", FALSIFICATION: "12(4)"}


def is_authorised(plaque_granted_on: date, withdrawn_on: date | None, day: date) -> bool:
    """Return whether a station is authorised on a day, first and last day included (Article 7).

    >>> is_authorised(date(2018, 4, 10), date(2020, 3, 1), date(2020, 3, 1))
    True
    """
    return plaque_granted_on <= day and (withdrawn_on is None or day <= withdrawn_on)


def refusals_on(
    due_on: date, withdrawn_on: date | None, law: Law, article: str = "12"
) -> tuple[Reason, ...]:
    """Return why nothing may fall due on a day: trial not in force, or authorisation ended.

    Article 15 ends the trial unless it is extended. Articles 10 and 12 end an authorisation;
    `article` is the one that did.
    """
    reasons = []
    if not law.is_in_force(due_on):
        reasons.append(reason("not_in_force", "15", on=due_on))
    if withdrawn_on is not None and due_on > withdrawn_on:
        reasons.append(reason("withdrawn", article, ended_on=withdrawn_on, due_on=due_on))
    return tuple(reasons)


def withdrawal_article(facts: StationFacts) -> str:
    """Return the article under which the authorisation ended."""
    return CAUSE_ARTICLES.get(facts.withdrawal_cause, "10")


def reducing_day(facts: StationFacts, year: int) -> date | None:
    """Return the day that reduces a year's grants, if the station was withdrawn in that year.

    A withdrawal for falsification (Article 12(4)) reduces nothing, because the clawback covers it.
    """
    day = facts.withdrawn_on
    if day is None or day.year != year or facts.withdrawal_cause == FALSIFICATION:
        return None
    return day
