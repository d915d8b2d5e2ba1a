"""Decide which stations are graded in a year, and why others are not (Article 12, reading A5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from liaison_assessment.policy.calendar import add_months
from liaison_assessment.policy.facts import Candidate
from liaison_assessment.policy.figures import Figures, Law
from liaison_contracts.reasons import Reason, reason

Test = Callable[[Candidate, int, Figures], Reason | None]


def reasons_ungraded(year: int, candidate: Candidate, law: Law) -> tuple[Reason, ...]:
    """Return every reason why a station is not graded for a year; no reasons mean that it is.

    The default reading (A5) grades stations that are authorised on 31 December and have been
    stations for six months (HOUSE). A finding of falsification (Article 12(4)) excludes a station
    under every reading.
    """
    last = date(year, 12, 31)
    if not law.is_in_force(last):
        return (reason("outside_the_trial", "15", on=last),)
    tests = TESTS[law.readings_on(last).who_is_graded]
    found: Iterable[Reason | None] = (test(candidate, year, law.figures) for test in tests)
    return tuple(why for why in found if why)


def _on_last_day(candidate: Candidate, year: int, figures: Figures) -> Reason | None:
    if candidate.authorization.is_on(date(year, 12, 31)):
        return None
    station = candidate.station_code
    return reason("not_authorised_at_year_end", "12", station_code=station, on=date(year, 12, 31))


def _on_some_day(candidate: Candidate, year: int, figures: Figures) -> Reason | None:
    if candidate.authorization.touches(date(year, 1, 1), date(year, 12, 31)):
        return None
    return reason("not_authorised_in_year", "12", station_code=candidate.station_code, year=year)


def _long_enough(candidate: Candidate, year: int, figures: Figures) -> Reason | None:
    months = figures.months_for_grading
    granted = candidate.authorization.granted_on
    if add_months(granted, months) <= date(year, 12, 31):
        return None
    names = {"station_code": candidate.station_code, "months": months}
    return reason("plaque_too_young", "12", **names, granted_on=granted, on=date(year, 12, 31))


def _no_finding(candidate: Candidate, year: int, figures: Figures) -> Reason | None:
    if candidate.finding_on is None or candidate.finding_on > date(year, 12, 31):
        return None
    return reason("falsification_found", "12(4)", on=candidate.finding_on)


def _scored(candidate: Candidate, year: int, figures: Figures) -> Reason | None:
    if candidate.scores:
        return None
    return reason("not_scored", "12(2)", station_code=candidate.station_code, year=year)


TESTS: dict[str, tuple[Test, ...]] = {
    "active_6_months": (_on_last_day, _long_enough, _no_finding, _scored),
    "all_active": (_on_last_day, _no_finding, _scored),
    "all_ever_active": (_on_some_day, _no_finding, _scored),
}
