"""Compare the scores of both sides, and try the effect of a different mark (Article 12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from math import isqrt

from liaison_assessment.policy.facts import SIDES, Candidate, ScoreLine
from liaison_assessment.policy.figures import Law
from liaison_assessment.policy.marks import (
    Marks,
    marks_of,
    side_sum,
)
from liaison_assessment.policy.quota import QuotaOverride
from liaison_assessment.policy.year_grades import (
    Entry,
    YearDecision,
    grade_year,
)
from liaison_contracts.reasons import Refused, reason

OFFICE, DEPARTMENT = SIDES


@dataclass(frozen=True)
class Spread:
    """Describe one side's sums in points: mean, standard deviation, minimum and maximum.

    `leniency` is how much more the side gives than the other, on average over the same stations.
    `deviation_hundredths` is the population standard deviation in hundredths, rounded half up.
    """

    side: str
    stations: int
    mean: Fraction
    lowest: Fraction
    highest: Fraction
    deviation_hundredths: int
    leniency: Fraction


@dataclass(frozen=True)
class Pair:
    """Hold both sides' exact sums for one station, and its guiding department."""

    station_code: str
    department: str
    marks: Marks
    office: Fraction
    other: Fraction


@dataclass(frozen=True)
class MaterialGap:
    """Hold the mean points of both sides for one material over all stations."""

    material: int
    office: Fraction
    department: Fraction


@dataclass(frozen=True)
class Calibration:
    """Hold the spread of both sides and each department, gaps by material, and stations."""

    sides: tuple[Spread, ...]
    departments: tuple[tuple[str, Spread], ...]
    materials: tuple[MaterialGap, ...]
    stations: tuple[Pair, ...]


@dataclass(frozen=True)
class Move:
    """Hold the present and the hypothetical place of one station."""

    before: Entry
    after: Entry


def calibrate(year: int, scored: Iterable[tuple[Candidate, str]], law: Law) -> Calibration:
    """Compare both sides over the stations scored by both; others would reveal hidden scores.

    `scored` holds each candidate with its guiding department.
    """
    readings, figures = law.readings_on(date(year, 12, 31)), law.figures
    pairs = []
    for candidate, department in scored:
        marks = marks_of(candidate.scores, figures)
        if {side for side, _ in marks} == set(SIDES):
            office, other = (side_sum(marks, side, figures, readings) for side in SIDES)
            pairs.append(Pair(candidate.station_code, department, marks, office, other))
    pairs.sort(key=lambda pair: pair.station_code)
    return Calibration(
        sides=(_spread(OFFICE, pairs), _spread(DEPARTMENT, pairs)) if pairs else (),
        departments=tuple(
            (name, _spread(DEPARTMENT, [p for p in pairs if p.department == name]))
            for name in sorted({pair.department for pair in pairs})
        ),
        materials=tuple(
            _gap(number, pairs) for number in range(1, len(figures.weights_percent) + 1)
        )
        if pairs
        else (),
        stations=tuple(pairs),
    )


def try_change(
    year: int,
    candidates: Sequence[Candidate],
    law: Law,
    change: tuple[str, ScoreLine],
    override: QuotaOverride | None = None,
) -> tuple[YearDecision, YearDecision, tuple[Move, ...]]:
    """Return a year as it is, the year with one different mark, and the stations that would move.

    Raises:
        Refused: for a station that does not take part, or a mark out of range.
    """
    code, line = change
    if code not in {candidate.station_code for candidate in candidates}:
        raise Refused(reason("takes_no_part", "12", station_code=code, year=year))
    before = grade_year(year, candidates, law, override)
    changed = [_with(c, line) if c.station_code == code else c for c in candidates]
    after = grade_year(year, changed, law, override)
    moves = (Move(*pair) for pair in zip(before.entries, after.entries, strict=True))
    return before, after, tuple(move for move in moves if move.before != move.after)


def _with(candidate: Candidate, line: ScoreLine) -> Candidate:
    place = (line.side, line.material)
    others = tuple(old for old in candidate.scores if (old.side, old.material) != place)
    return replace(candidate, scores=(*others, line))


def _gap(material: int, pairs: Sequence[Pair]) -> MaterialGap:
    totals = [
        sum((pair.marks.get((side, material), Fraction(0)) for pair in pairs), Fraction(0))
        for side in SIDES
    ]
    office, department = (total / len(pairs) for total in totals)
    return MaterialGap(material, office, department)


def _spread(side: str, pairs: Sequence[Pair]) -> Spread:
    own = [pair.office if side == OFFICE else pair.other for pair in pairs]
    other = [pair.other if side == OFFICE else pair.office for pair in pairs]
    mean = sum(own, Fraction(0)) / len(own)
    variance = sum(((value - mean) ** 2 for value in own), Fraction(0)) / len(own)
    return Spread(
        side=side,
        stations=len(own),
        mean=mean,
        lowest=min(own),
        highest=max(own),
        deviation_hundredths=_root_hundredths(variance),
        leniency=mean - sum(other, Fraction(0)) / len(other),
    )


def _root_hundredths(value: Fraction) -> int:
    """Return the square root in hundredths, rounded half up, without intermediate rounding.

    >>> _root_hundredths(Fraction(2, 3))
    82
    """
    doubled = isqrt(4 * 100 * 100 * value.numerator // value.denominator)
    return (doubled + 1) // 2
