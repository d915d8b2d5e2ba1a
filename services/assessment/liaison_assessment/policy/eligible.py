"""Decide which stations are graded in a year, and why others are not (Article 12, reading A5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from liaison_assessment.policy.calendar import add_months
from liaison_assessment.policy.facts import Candidate, Reason
from liaison_assessment.policy.figures import Figures, Law

Test = Callable[[Candidate, int, Figures], Reason | None]


def reasons_ungraded(year: int, candidate: Candidate, law: Law) -> tuple[Reason, ...]:
    """Return every reason why a station is not graded for a year; no reasons mean that it is.

    The default reading (A5) grades stations that are authorised on 31 December and have been
    stations for six months (HOUSE). A finding of falsification (Article 12(4)) excludes a station
    under every reading.
    """
    last = date(year, 12, 31)
    if not law.is_in_force(last):
        fact = f"{last} lies outside the trial"
        return (Reason("15", fact, "an extension or a superseding edition on record"),)
    tests = TESTS[law.readings_on(last).who_is_graded]
    found: Iterable[Reason | None] = (test(candidate, year, law.figures) for test in tests)
    return tuple(reason for reason in found if reason)


def _on_last_day(candidate: Candidate, year: int, figures: Figures) -> Reason | None:
    if candidate.authorization.is_on(date(year, 12, 31)):
        return None
    fact = f"{candidate.station_code} is not authorised on {year}-12-31"
    return Reason("12", fact, "an authorisation on the last day of the year")


def _on_some_day(candidate: Candidate, year: int, figures: Figures) -> Reason | None:
    if candidate.authorization.touches(date(year, 1, 1), date(year, 12, 31)):
        return None
    fact = f"{candidate.station_code} is not authorised on any day of {year}"
    return Reason("12", fact, "an authorisation in the year")


def _long_enough(candidate: Candidate, year: int, figures: Figures) -> Reason | None:
    months = figures.months_for_grading
    granted = candidate.authorization.granted_on
    if add_months(granted, months) <= date(year, 12, 31):
        return None
    fact = f"the plaque of {candidate.station_code} dates from {granted}"
    return Reason("12", fact, f"{months} months as a station by {year}-12-31")


def _no_finding(candidate: Candidate, year: int, figures: Figures) -> Reason | None:
    if candidate.finding_on is None or candidate.finding_on > date(year, 12, 31):
        return None
    fact = f"falsification was found on {candidate.finding_on}"
    return Reason("12(4)", fact, "the finding dismissed")


def _scored(candidate: Candidate, year: int, figures: Figures) -> Reason | None:
    if candidate.scores:
        return None
    fact = f"{candidate.station_code} has no score for {year}"
    return Reason("12(2)", fact, "at least one score of either side")


TESTS: dict[str, tuple[Test, ...]] = {
    "active_6_months": (_on_last_day, _long_enough, _no_finding, _scored),
    "all_active": (_on_last_day, _no_finding, _scored),
    "all_ever_active": (_on_some_day, _no_finding, _scored),
}
