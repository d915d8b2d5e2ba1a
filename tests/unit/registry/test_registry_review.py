"""Keep hands apart and count the joint review (Articles 3, 7 and 8)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_registry.policy.density import Occupant, Site, check_density
from liaison_registry.policy.review import Opinion, close_review
from liaison_registry.policy.rounds import Urgency, round_gaps
from liaison_registry.policy.segregation import (
    APART,
    ActTaken,
    Applicant,
    Reviewer,
    act_conflicts,
    seat_panel,
)
from tests.unit.registry.registry_makers import ON, a_law, a_reviewer

LAW = a_law()
DEPARTMENT = "guiding_department"
APPLICANT = Applicant("H-1", "P-1", ("P-2",))
PANEL = (a_reviewer("T-1"), a_reviewer("T-2"), a_reviewer("D-1", DEPARTMENT))


@pytest.mark.parametrize("former", APART)
@pytest.mark.parametrize("act", APART)
def test_no_person_takes_two_steps_of_one_case(former: str, act: str) -> None:
    conflicts = act_conflicts(ActTaken("P-1", act), [ActTaken("P-1", former)])
    assert bool(conflicts) is (former != act)
    assert not act_conflicts(ActTaken("P-2", act), [ActTaken("P-1", former)])


def test_nobody_reviews_for_both_sides() -> None:
    taken = [ActTaken("P-1", "review", "talent_office"), ActTaken("P-1", "comment")]
    (reason,) = act_conflicts(ActTaken("P-1", "review", DEPARTMENT), taken)
    assert reason.article == "3"
    assert not act_conflicts(ActTaken("P-1", "review", "talent_office"), taken)


@pytest.mark.parametrize(
    "reviewer",
    [
        a_reviewer("D-2", DEPARTMENT, organisation="H-1"),
        a_reviewer("D-2", DEPARTMENT, contact_of=("H-7", "H-1")),
        a_reviewer("P-1", DEPARTMENT),
        a_reviewer("P-2", DEPARTMENT),
        a_reviewer("D-2", DEPARTMENT, declared_conflict="cousin"),
    ],
)
def test_a_reviewer_with_ties_steps_back_and_the_quorum_is_counted_anew(
    reviewer: Reviewer,
) -> None:
    panel = seat_panel((*PANEL, reviewer), APPLICANT, LAW.figures)
    assert [r.person_ref for r in panel.recused] == [reviewer.person_ref]
    assert panel.has_quorum
    stricter = seat_panel((*PANEL, reviewer), APPLICANT, a_law(quorum_per_side=2).figures)
    assert not stricter.has_quorum
    assert dict(stricter.sitting_by_side) == {"talent_office": 2, DEPARTMENT: 1}


@given(st.permutations(PANEL))
def test_the_order_of_a_panel_never_matters(members: list[Reviewer]) -> None:
    assert seat_panel(members, APPLICANT, LAW.figures) == seat_panel(PANEL, APPLICANT, LAW.figures)


@pytest.mark.parametrize(
    ("votes", "outcome"),
    [
        ({"T-1": True, "T-2": True, "D-1": True}, "passed"),
        ({"T-1": True, "T-2": False, "D-1": True}, "split"),
        ({"T-1": True, "T-2": True, "D-1": False}, "split"),
        ({"T-1": False, "T-2": False, "D-1": False}, "failed"),
        ({"T-1": True, "T-2": True}, "no_quorum"),
        ({"T-1": True, "X-9": True}, "no_quorum"),
    ],
)
def test_each_side_must_pass(votes: dict[str, bool], outcome: str) -> None:
    sides = {"D": DEPARTMENT}
    opinions = [
        Opinion(person, sides.get(person[0], "talent_office"), passes)
        for person, passes in votes.items()
    ]
    panel = seat_panel(PANEL, APPLICANT, LAW.figures)
    decision = close_review(panel, opinions, ON, LAW)
    assert decision.outcome == outcome
    assert decision.leading_group_sees_both is (outcome == "split")
    assert bool(decision.reasons) is (outcome != "passed")


@pytest.mark.parametrize(("year", "is_round"), [(2017, False), (2018, True), (2019, False)])
def test_rounds_fall_in_even_years_from_2018_on(year: int, is_round: bool) -> None:
    assert (round_gaps(date(year, 9, 1), None, LAW) == ()) is is_round


def test_an_urgent_need_is_declared_by_the_talent_office_with_a_reason() -> None:
    day = date(2019, 5, 1)
    assert round_gaps(day, Urgency("talent_office", "chip engineers"), LAW) == ()
    assert len(round_gaps(day, Urgency(DEPARTMENT, " "), LAW)) == 2


@pytest.mark.parametrize(
    ("city", "occupant", "state", "allowed"),
    [
        ("510100", "510104", "active", False),
        ("510100", "510104", "change_evaluation", False),
        ("510100", "510104", "revocation_case", False),
        ("510100", "510104", "withdrawn", True),
        ("510100", "510300", "active", True),
        ("110105", "110200", "active", False),
        ("500100", "310100", "active", True),
    ],
)
def test_a_city_of_prefecture_level_holds_one_station(
    city: str, occupant: str, state: str, allowed: bool
) -> None:
    stations = [Occupant("LZ-010", occupant, state)]
    decision = check_density(Site(city), stations, ON, LAW)
    assert decision.is_allowed is allowed


def test_a_justification_on_record_lets_a_second_station_go_on_to_the_leading_group() -> None:
    stations = [Occupant("LZ-010", "510100", "active")]
    second = check_density(Site("510100", "two high-tech zones"), stations, ON, LAW)
    assert (second.is_allowed, second.occupied_by) == (True, ("LZ-010",))
    (reason,) = check_density(Site("510100", " "), stations, ON, LAW).reasons
    assert (reason.article, reason.code) == ("8(1)", "city_has_station")
    assert reason.values == {"city": "510100", "stations": ["LZ-010"]}
