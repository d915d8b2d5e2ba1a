"""Find two unqualified years at the close of 31 January, and publish them (Article 12(3))."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import select

from liaison_assessment.context import Work
from liaison_assessment.policy.facts import Grade as GradeName
from liaison_assessment.policy.streaks import StreakFacts, YearGrade, find_streak, streak_day
from liaison_assessment.tables import Assessment, Case, Grade, Station, Streak
from liaison_assessment.usecases.rights import find_stations
from liaison_contracts.assessment import UnqualifiedStreakFound

KIND = "two_unqualified_years"


def find_due_streaks(work: Work, on: date) -> None:
    """Search each published year on its day; search a new revision again."""
    published = select(Assessment).where(Assessment.revision > Assessment.searched_revision)
    for row in work.session.scalars(published.order_by(Assessment.year)).all():
        if streak_day(row.year, work.edition) <= on:
            row.searched_revision = row.revision
            _search(work, row)


def _search(work: Work, assessment: Assessment) -> None:
    year = assessment.year
    grades = _grades(work, year)
    codes = [code for code, known in grades.items() if known[year] == GradeName.UNQUALIFIED]
    # A new revision is searched again, but a streak is published only once.
    told_before = set(work.session.scalars(select(Streak.station_code).where(Streak.year == year)))
    stations = find_stations(work, codes)
    pending = _stations_with_open_case(work)
    for code in sorted(set(codes) - told_before):
        facts = _facts(stations[code], grades[code], code in pending)
        decision = find_streak(facts, year, work.edition)
        if not decision.opens:
            continue
        # A streak in grades published after the day is found on the day of publication.
        found_on = max(decision.found_on, assessment.published_on or decision.found_on)
        told: dict[str, Any] = {
            "station_code": code,
            "year": year,
            "found_on": found_on,
            "route": decision.route,
        }
        event = UnqualifiedStreakFound(**told, years=decision.years)
        work.record(event, effective_on=found_on)
        work.session.add(Streak(**told, years=list(decision.years), edition=decision.edition))


def _facts(station: Station, known: dict[int, str], has_open_case: bool) -> StreakFacts:
    grades = tuple(YearGrade(year, GradeName(grade)) for year, grade in sorted(known.items()))
    return StreakFacts(station.station_code, station.facts(), grades, has_open_case)


def _grades(work: Work, year: int) -> dict[str, dict[int, str]]:
    """Return the latest grades up to a year, for the stations graded in that year."""
    here = select(Grade.station_code).where(
        Grade.year == year, Grade.grade == GradeName.UNQUALIFIED.value
    )
    query = select(Grade).where(Grade.year <= year, Grade.station_code.in_(here))
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for row in work.session.scalars(query.order_by(Grade.revision)):
        found[row.station_code][row.year] = row.grade
    return found


def _stations_with_open_case(work: Work) -> set[str]:
    query = select(Case.station_code).where(Case.kind == KIND, Case.decision.is_(None))
    return set(work.session.scalars(query))
