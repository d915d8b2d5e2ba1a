"""Find stations with two unqualified years, at the close of 31 January (Article 12(3))."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from liaison_assessment.policy.facts import Authorization, Grade
from liaison_assessment.policy.figures import Law
from liaison_contracts.reasons import Reason, reason


@dataclass(frozen=True)
class YearGrade:
    """Hold the published grade of one year."""

    year: int
    grade: Grade


@dataclass(frozen=True)
class StreakFacts:
    """Hold the facts about one station for the search; one value of A1 uses `is_overseas`."""

    station_code: str
    authorization: Authorization
    grades: tuple[YearGrade, ...]
    has_open_case: bool = False
    is_overseas: bool = False


@dataclass(frozen=True)
class StreakDecision:
    """State whether a case opens, for which years, on which day, and by which route (A3).

    `route` is `human_case` (people decide), `automatic`, or `both_required` (people decide, and a
    revocation also needs recorded ineffective work). Nothing here revokes by itself.
    """

    station_code: str
    opens: bool
    years: tuple[int, ...]
    year: int
    found_on: date
    route: str
    edition: str
    reasons: tuple[Reason, ...] = ()


def streak_day(year: int, law: Law) -> date:
    """Return the day whose close searches for streaks that end with `year` (HOUSE)."""
    return date.fromisoformat(f"{year + 1}-{law.figures.streak_found_on}")


def find_streak(facts: StreakFacts, year: int, law: Law) -> StreakDecision:
    """Decide whether `year` completes a streak of unqualified years that opens a case.

    Article 12(3): two consecutive unqualified years put the authorisation at risk. Years must be
    adjacent (A2), the rule applies to every station (A1), and people decide on the case (A3). No
    case opens for a station whose authorisation ended on or before that day, or that has an open
    case.
    """
    on = streak_day(year, law)
    readings = law.readings_on(on)
    years = CHAINS[readings.consecutive_years](facts, year, law.figures.unqualified_years_for_case)
    reasons = [r for r in (_no_streak(facts, year, years), _standing(facts, on)) if r]
    scope = SCOPES[readings.revocation_scope](facts)
    reasons += [scope] if scope else []
    return StreakDecision(
        station_code=facts.station_code,
        opens=not reasons,
        years=years,
        year=year,
        found_on=on,
        route=readings.case_route,
        edition=law.stamp,
        reasons=tuple(reasons),
    )


def _adjacent(facts: StreakFacts, year: int, length: int) -> tuple[int, ...]:
    grades = {entry.year: entry.grade for entry in facts.grades}
    years = tuple(range(year - length + 1, year + 1))
    return years if all(grades.get(y) is Grade.UNQUALIFIED for y in years) else ()


def _last_graded(facts: StreakFacts, year: int, length: int) -> tuple[int, ...]:
    known = sorted(
        (e for e in facts.grades if e.year <= year and e.grade is not Grade.UNGRADED),
        key=lambda e: e.year,
    )[-length:]
    bad = all(entry.grade is Grade.UNQUALIFIED for entry in known)
    whole = len(known) == length and known[-1].year == year
    return tuple(entry.year for entry in known) if bad and whole else ()


def _no_streak(facts: StreakFacts, year: int, years: tuple[int, ...]) -> Reason | None:
    if years:
        return None
    return reason("no_unqualified_run", "12(3)", station_code=facts.station_code, year=year)


def _standing(facts: StreakFacts, on: date) -> Reason | None:
    gone = facts.authorization.withdrawn_on
    if gone is not None and gone <= on:
        names = {"station_code": facts.station_code, "withdrawn_on": gone}
        return reason("authorisation_lost", "12(3)", **names, on=on)
    if facts.has_open_case:
        return reason("case_open_already", "12(3)", station_code=facts.station_code)
    return None


def _everywhere(facts: StreakFacts) -> Reason | None:
    return None


def _overseas_only(facts: StreakFacts) -> Reason | None:
    if facts.is_overseas:
        return None
    return reason("not_overseas", "12(3)", station_code=facts.station_code)


def _not_yet(facts: StreakFacts) -> Reason | None:
    return reason("streak_not_interpreted", "12(3)")


CHAINS: dict[str, Callable[[StreakFacts, int, int], tuple[int, ...]]] = {
    "adjacent_years": _adjacent,
    "last_two_graded": _last_graded,
}
SCOPES: dict[str, Callable[[StreakFacts], Reason | None]] = {
    "all_stations": _everywhere,
    "overseas_only": _overseas_only,
    "none_until_interpreted": _not_yet,
}
