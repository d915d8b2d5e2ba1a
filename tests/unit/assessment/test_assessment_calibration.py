"""Calibration by figures that were worked out by hand (Article 12)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from liaison_assessment.policy.facts import SIDES, Candidate, ScoreLine
from liaison_assessment.policy.yearly.calibration import calibrate, try_change
from liaison_contracts.reasons import Refused
from tests.unit.assessment.assessment_makers import YEAR, a_candidate, a_day
from tests.unit.assessment.assessment_yearbook import law_with

LAW = law_with()
OFFICE, DEPARTMENT = SIDES


def scored(code: str, office: str, department: str) -> Candidate:
    """Return a station that each side gave the same points for every material."""
    own = a_candidate(code, points="")
    points = {OFFICE: office, DEPARTMENT: department}
    lines = tuple(
        ScoreLine(side, material, Decimal(worth))
        for side, worth in points.items()
        if worth
        for material in range(1, 8)
    )
    return Candidate(code, own.authorization, lines)


# By hand: the office gives 90, 80, 70: mean 80, variance 200/3, deviation 8.1650 -> 8.16.
# The departments give 84, 82, 62: mean 76, variance 296/3, deviation 9.9331 -> 9.93.
FIELD = [
    (scored("LZ-001", "90", "84"), "industry_federation"),
    (scored("LZ-002", "80", "82"), "industry_federation"),
    (scored("LZ-003", "70", "62"), "overseas_federation"),
    (scored("LZ-004", "99", ""), "overseas_federation"),
]


def test_spread_and_leniency_of_each_side() -> None:
    office, department = calibrate(YEAR, FIELD, LAW).sides
    assert (office.mean, office.lowest, office.highest) == (80, 70, 90)
    assert (department.mean, department.lowest, department.highest) == (76, 62, 84)
    assert (office.deviation_hundredths, department.deviation_hundredths) == (816, 993)
    assert (office.leniency, department.leniency) == (4, -4)


def test_each_department_stands_by_itself_beside_the_same_stations_of_the_office() -> None:
    found = dict(calibrate(YEAR, FIELD, LAW).departments)
    industry, overseas = found["industry_federation"], found["overseas_federation"]
    assert (industry.stations, industry.mean, industry.leniency) == (2, 83, -2)
    assert (overseas.stations, overseas.mean, overseas.leniency) == (1, 62, -8)
    assert (industry.deviation_hundredths, overseas.deviation_hundredths) == (100, 0)


def test_a_station_scored_by_one_side_only_is_not_compared() -> None:
    found = calibrate(YEAR, FIELD, LAW)
    assert [pair.station_code for pair in found.stations] == ["LZ-001", "LZ-002", "LZ-003"]
    assert calibrate(YEAR, FIELD[3:], LAW).sides == ()


def test_gaps_stand_by_material() -> None:
    gaps = calibrate(YEAR, FIELD, LAW).materials
    assert [gap.material for gap in gaps] == list(range(1, 8))
    assert {(gap.office, gap.department) for gap in gaps} == {(80, 76)}


def test_one_other_mark_changes_a_score_by_half_of_its_weight() -> None:
    field = [
        a_candidate("LZ-001", "83"),
        a_candidate("LZ-002", "81", m5="76"),
        a_candidate("LZ-003", "60"),
    ]
    change = ("LZ-002", ScoreLine(OFFICE, 5, Decimal(124)))
    with pytest.raises(Refused, match="score_out_of_range"):
        try_change(YEAR, field, LAW, change)
    change = ("LZ-002", ScoreLine(OFFICE, 5, Decimal(100)))
    before, after, moves = try_change(YEAR, field, LAW, change)
    assert (before.quota, after.quota) == (1, 1)
    assert [move.before.station_code for move in moves] == ["LZ-002"]
    # 81 less 5 x 25 % = 79.75; 24 more on one side of two at 25 %: 3 points, 82.75
    assert (moves[0].before.score, moves[0].after.score) == (Fraction("79.75"), Fraction("82.75"))
    assert (moves[0].before.grade, moves[0].after.grade) == ("qualified", "qualified")
    lines = [("LZ-001", ScoreLine(OFFICE, 7, Decimal(0))), ("LZ-009", change[1])]
    _, _, moves = try_change(YEAR, field, LAW, lines[0])
    assert [(m.before.station_code, m.before.grade, m.after.grade) for m in moves] == [
        ("LZ-001", "excellent", "excellent")
    ]
    with pytest.raises(Refused, match="takes_no_part"):
        try_change(YEAR, field, LAW, lines[1])


def test_what_one_mark_takes_from_one_station_it_gives_to_the_next() -> None:
    field = [a_candidate("LZ-001", "83"), a_candidate("LZ-002", "82"), a_candidate("LZ-003", "60")]
    change = ("LZ-001", ScoreLine(DEPARTMENT, 5, Decimal(70)))  # 83 - 13 x 25 % / 2 = 81.375
    _, after, moves = try_change(YEAR, field, LAW, change)
    told = [(m.after.station_code, str(m.after.grade), m.after.rank) for m in moves]
    assert told == [("LZ-001", "qualified", 2), ("LZ-002", "excellent", 1)]
    assert after.entries[0].score == Fraction("81.375")
    assert a_day("2019-12-31").year == after.year
