"""Score a station's year: two sides, seven materials, exact arithmetic (Article 12(2))."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from liaison_assessment.policy.facts import SIDES, ScoreLine
from liaison_assessment.policy.figures import Figures, Readings
from liaison_contracts.reasons import Reason, Refused, reason

LOWEST, HIGHEST = 0, 100

# A47: the points of a material that was not submitted.
WORTH_OF_MISSING = {"zero": Fraction(0)}


Marks = Mapping[tuple[str, int], Fraction]
"""Points by side and material."""


def score_of(lines: Iterable[ScoreLine], figures: Figures, readings: Readings) -> Fraction:
    """Return the exact score of a year in points: the mean of both sides' weighted sums.

    Article 12 has both sides assess together and lists seven materials; the weights are HOUSE.
    """
    return total_of(marks_of(lines, figures), figures, readings)


def total_of(marks: Marks, figures: Figures, readings: Readings) -> Fraction:
    """Return the exact score of a year from checked marks (Article 12(2))."""
    parts = [part for side in SIDES for part in _weighted(marks, side, figures, readings)]
    return _sum(parts, 100 * len(SIDES))


def side_sum(marks: Marks, side: str, figures: Figures, readings: Readings) -> Fraction:
    """Return one side's exact weighted sum in points; A47 says how a missing material counts."""
    return _sum(_weighted(marks, side, figures, readings), 100)


def mean_of(marks: Marks, material: int, readings: Readings) -> Fraction:
    """Return the exact mean of both sides' points for one material (A6 uses it for ties)."""
    worth = WORTH_OF_MISSING[readings.missing_material]
    return _sum([(marks.get((side, material), worth), 1) for side in SIDES], len(SIDES))


def _weighted(
    marks: Marks, side: str, figures: Figures, readings: Readings
) -> list[tuple[Fraction, int]]:
    worth = WORTH_OF_MISSING[readings.missing_material]
    weights = enumerate(figures.weights_percent, start=1)
    return [(marks.get((side, material), worth), weight) for material, weight in weights]


def _sum(parts: Sequence[tuple[Fraction, int]], by: int) -> Fraction:
    """Return the exact sum of weighted parts divided by a number, reducing the fraction only once.

    >>> _sum([(Fraction(1, 2), 3), (Fraction(1, 3), 6)], 7)
    Fraction(1, 2)
    """
    common = lcm(*(part.denominator for part, _ in parts))
    whole = sum(part.numerator * (common // part.denominator) * weight for part, weight in parts)
    return Fraction(whole, common * by)


def missing_materials(lines: Iterable[ScoreLine], figures: Figures) -> tuple[tuple[str, int], ...]:
    """Return each side and material without a score, to notify the station (A47)."""
    given = {(line.side, line.material) for line in lines}
    materials = range(1, len(figures.weights_percent) + 1)
    return tuple((side, m) for side in SIDES for m in materials if (side, m) not in given)


def marks_of(lines: Iterable[ScoreLine], figures: Figures) -> dict[tuple[str, int], Fraction]:
    """Return the points by side and material (Article 12(2)).

    Raises:
        Refused: for an unknown side or material, points out of range, or a repeated line.
    """
    marks: dict[tuple[str, int], Fraction] = {}
    faults: list[Reason] = []
    for line in lines:
        faults.extend(_faults(line, figures))
        if (line.side, line.material) in marks:
            names = {"material": line.material, "side": line.side}
            faults.append(reason("material_scored_twice", "12(2)", **names))
        marks[line.side, line.material] = Fraction(line.score)
    if faults:
        raise Refused(*faults)
    return marks


def _faults(line: ScoreLine, figures: Figures) -> Iterable[Reason]:
    known = len(figures.weights_percent)
    if line.side not in SIDES:
        yield reason("side_unknown", "12", side=line.side, known=SIDES)
    if not 1 <= line.material <= known:
        yield reason("material_unknown", "12(2)", material=line.material, most=known)
    if not LOWEST <= line.score <= HIGHEST:
        range_ = {"least": LOWEST, "most": HIGHEST}
        yield reason("score_out_of_range", "12(2)", score=line.score, **range_)


def shown(score: Fraction) -> str:
    """Return a score with two decimals, half up, for display; comparisons are exact.

    >>> shown(Fraction(59995, 1000))
    '60.00'
    """
    hundredths = (score.numerator * 200 + score.denominator) // (2 * score.denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
