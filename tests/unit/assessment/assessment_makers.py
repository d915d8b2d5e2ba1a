"""Make candidates, records and streaks with everything unsaid in good order."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from liaison_assessment.policy.facts import (
    SIDES,
    Authorization,
    Candidate,
    DutyRecord,
    Grade,
    Recruitment,
    ScoreLine,
)
from liaison_assessment.policy.streaks import StreakFacts, YearGrade
from liaison_assessment.policy.year_grades import YearDecision

YEAR = 2019
WEIGHTS = (15, 15, 10, 15, 25, 15, 5)


def a_day(text: str) -> date:
    return date.fromisoformat(text)


def some_scores(points: str = "70", **materials: str) -> tuple[ScoreLine, ...]:
    """Return both sides' scores: `points` for each material, or its own as `m5="80"`."""
    return tuple(
        ScoreLine(side, number, Decimal(materials.get(f"m{number}", points)))
        for side in SIDES
        for number in range(1, 8)
    )


def a_candidate(
    code: str = "LZ-001",
    points: str = "70",
    *,
    granted: str = "2018-01-01",
    withdrawn: str = "",
    found: str = "",
    recruited: int = 0,
    **materials: str,
) -> Candidate:
    return Candidate(
        station_code=code,
        authorization=Authorization(a_day(granted), a_day(withdrawn) if withdrawn else None),
        scores=some_scores(points, **materials) if points else (),
        recruitments=recruited * (Recruitment(a_day("2019-03-01"), a_day("2019-05-01"), True),),
        finding_on=a_day(found) if found else None,
    )


def grades_of(decision: YearDecision) -> dict[str, str]:
    return {entry.station_code: str(entry.grade) for entry in decision.entries}


def a_record(
    code: str = "D-1",
    duty_type: str = "promotion_post",
    occurred: str = "2019-03-05",
    reported: str = "2019-03-06",
    *,
    verified: bool = True,
    evidence: tuple[str, ...] = ("https://example.org/post",),
    category: str = "",
) -> DutyRecord:
    return DutyRecord(
        record_code=code,
        station_code="LZ-001",
        duty_type=duty_type,
        occurred_on=a_day(occurred),
        reported_on=a_day(reported),
        evidence=evidence,
        verified=verified,
        category=category,
    )


def a_streak(grades: str, first: int = 2018, **more: object) -> StreakFacts:
    """Return a station's grades as letters from `first` on: e, q, u, and - for ungraded."""
    words = {
        "e": Grade.EXCELLENT,
        "q": Grade.QUALIFIED,
        "u": Grade.UNQUALIFIED,
        "-": Grade.UNGRADED,
    }
    years = tuple(YearGrade(first + n, words[letter]) for n, letter in enumerate(grades))
    authorization = Authorization(a_day("2018-01-01"), more.pop("withdrawn", None))  # type: ignore[arg-type]
    return StreakFacts("LZ-001", authorization, years, **more)  # type: ignore[arg-type]


def weekdays(first: date, last: date) -> int:
    """Count Mondays to Fridays after first, up to and including last."""
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)
