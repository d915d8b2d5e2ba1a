"""Find unqualified years in a row (Article 12(3))."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_assessment.policy.findings import Finding, require_settlement
from liaison_assessment.policy.streaks import find_streak
from liaison_contracts.reasons import Refused
from tests.unit.assessment.assessment_makers import a_day, a_streak
from tests.unit.assessment.assessment_yearbook import law_with

LAW = law_with()


def test_two_unqualified_years_open_a_case_on_31_january_and_revoke_nothing() -> None:
    streak = find_streak(a_streak("uu"), 2019, LAW)
    assert (streak.opens, streak.years, streak.year) == (True, (2018, 2019), 2019)
    assert (streak.found_on, streak.route) == (a_day("2020-01-31"), "human_case")


@pytest.mark.parametrize("grades", ["u", "qu", "uq", "u-u", "uqu", "-u"])
def test_no_case_opens_without_two_adjacent_unqualified_years(grades: str) -> None:
    streak = find_streak(a_streak(grades), 2017 + len(grades), LAW)
    assert not streak.opens
    assert streak.reasons[0].article == "12(3)"


def test_a_gap_is_bridged_only_under_the_other_value_of_a2() -> None:
    other = law_with(A2="last_two_graded")
    assert find_streak(a_streak("u-u"), 2020, other).years == (2018, 2020)
    assert not find_streak(a_streak("uqu"), 2020, other).opens
    assert not find_streak(a_streak("uu-"), 2020, other).opens


def test_an_open_case_is_not_doubled_and_after_keep_a_third_year_opens_again() -> None:
    assert not find_streak(a_streak("uuu", has_open_case=True), 2020, LAW).opens
    assert find_streak(a_streak("uuu"), 2020, LAW).years == (2019, 2020)


@pytest.mark.parametrize(
    ("withdrawn", "opens"), [("2020-01-30", False), ("2020-01-31", False), ("2020-02-01", True)]
)
def test_a_station_that_is_gone_by_then_gets_no_case(withdrawn: str, opens: bool) -> None:
    assert find_streak(a_streak("uu", withdrawn=a_day(withdrawn)), 2019, LAW).opens is opens


@pytest.mark.parametrize(
    ("scope", "overseas", "opens"),
    [
        ("all_stations", False, True),
        ("overseas_only", False, False),
        ("overseas_only", True, True),
        ("none_until_interpreted", True, False),
    ],
)
def test_whom_the_clause_covers_follows_a1(scope: str, overseas: bool, opens: bool) -> None:
    streak = find_streak(a_streak("uu", is_overseas=overseas), 2019, law_with(A1=scope))
    assert streak.opens is opens


@pytest.mark.parametrize("route", ["human_case", "automatic", "both_required"])
def test_the_route_is_the_value_of_a3_on_that_day(route: str) -> None:
    assert find_streak(a_streak("uu"), 2019, law_with(A3=route)).route == route
    assert find_streak(a_streak("uu"), 2019, law_with("2020-02-01", A3=route)).route == "human_case"


@given(st.text("equ-", min_size=1, max_size=8))
def test_a_streak_is_found_exactly_where_two_letters_u_stand_side_by_side(grades: str) -> None:
    for place in range(len(grades)):
        opens = find_streak(a_streak(grades), 2018 + place, LAW).opens
        assert opens is (place > 0 and grades[place - 1 : place + 1] == "uu")


def test_a_finding_is_settled_once_by_a_second_person_on_paper() -> None:
    finding = Finding("F-1", "LZ-001", a_day("2019-05-01"), "P-1")
    require_settlement(finding, "P-2", a_day("2019-06-01"), "document 7")
    settled = Finding("F-1", "LZ-001", a_day("2019-05-01"), "P-1", a_day("2019-06-01"))
    with pytest.raises(Refused) as refusal:
        require_settlement(settled, "P-1", a_day("2019-04-01"), "")
    assert len(refusal.value.reasons) == 4
