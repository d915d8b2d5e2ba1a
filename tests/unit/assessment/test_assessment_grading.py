"""Grade years by hand-made examples (Article 12)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from liaison_assessment.policy.facts import Authorization, Candidate, Recruitment
from liaison_assessment.policy.marks import (
    missing_materials,
    score_of,
    shown,
)
from liaison_assessment.policy.quota import QuotaOverride
from liaison_assessment.policy.year_grades import (
    YearDecision,
    grade_year,
    resolve_tie,
)
from liaison_assessment.policy.year_opening import require_opening
from liaison_contracts.reasons import Refused
from tests.sentences import fact as fact_of
from tests.unit.assessment.assessment_makers import YEAR, a_candidate, a_day, grades_of, some_scores
from tests.unit.assessment.assessment_yearbook import base_edition, law_with

LAW = law_with()
FIGURES = LAW.figures
READINGS = LAW.readings_on(a_day("2019-12-31"))


def a_field(*points: str) -> list[Candidate]:
    return [a_candidate(f"LZ-{n:03d}", p) for n, p in enumerate(points, start=1)]


def test_a_score_is_the_mean_of_both_sides_weighted_sums() -> None:
    lines = some_scores("0", m5="80", m2="40")
    assert score_of(lines, FIGURES, READINGS) == Fraction(80 * 25 + 40 * 15, 100)


def test_a_missing_material_counts_zero_and_is_named() -> None:
    lines = [line for line in some_scores("100") if line.material != 7]
    assert score_of(lines, FIGURES, READINGS) == 95
    assert missing_materials(lines, FIGURES) == (("talent_office", 7), ("guiding_department", 7))


def test_one_side_alone_reaches_half_of_the_points() -> None:
    lines = [line for line in some_scores("100") if line.side == "talent_office"]
    assert score_of(lines, FIGURES, READINGS) == 50


def test_59_995_points_show_as_60_00_and_are_unqualified() -> None:
    decision = grade_year(YEAR, [a_candidate(points="59.99", m7="60.09")], LAW)
    (entry,) = decision.entries
    assert (entry.score_shown, entry.grade) == ("60.00", "unqualified")
    assert entry.score == Fraction("59.995")
    assert shown(Fraction("59.9949")) == "59.99"


def test_faulty_score_lines_are_refused_all_at_once() -> None:
    line = some_scores()[0]
    bad = (line, replace(line, side="mayor"), replace(line, material=8), line)
    with pytest.raises(Refused) as refusal:
        score_of((*bad, replace(line, material=2, score=line.score + 31)), FIGURES, READINGS)
    assert len(refusal.value.reasons) == 4
    assert {reason.article for reason in refusal.value.reasons} == {"12", "12(2)"}


@pytest.mark.parametrize(
    ("candidate", "fact"),
    [
        (a_candidate(withdrawn="2019-12-30"), "not authorised on 2019-12-31"),
        (a_candidate(granted="2019-07-01"), "the plaque of LZ-001 dates from 2019-07-01"),
        (a_candidate(found="2019-12-31"), "falsification was found on 2019-12-31"),
        (a_candidate(points=""), "LZ-001 has no score for 2019"),
    ],
)
def test_who_is_not_graded_learns_why(candidate: Candidate, fact: str) -> None:
    (entry,) = grade_year(YEAR, [candidate], LAW).entries
    assert (entry.grade, entry.score, entry.rank) == ("ungraded", None, None)
    assert fact in fact_of(entry.reasons[0])


@pytest.mark.parametrize(
    "candidate",
    [
        a_candidate(withdrawn="2019-12-31"),
        a_candidate(granted="2019-06-30"),
        a_candidate(found="2020-01-01"),
    ],
)
def test_who_is_just_inside_the_line_is_graded(candidate: Candidate) -> None:
    assert grades_of(grade_year(YEAR, [candidate], LAW)) == {"LZ-001": "qualified"}


def test_a_station_without_a_day_of_authorisation_is_not_listed() -> None:
    strangers = [a_candidate("A", granted="2020-01-01"), a_candidate("B", withdrawn="2018-12-31")]
    assert grade_year(YEAR, strangers, LAW).entries == ()


def test_a_year_outside_the_trial_is_ungraded_for_everyone() -> None:
    decision = grade_year(YEAR, a_field("90", "80", "50"), base_edition())
    assert set(grades_of(decision).values()) == {"ungraded"}
    assert (decision.graded, decision.quota) == (0, 0)
    assert decision.entries[0].reasons[0].article == "15"


@pytest.mark.parametrize(
    ("reading", "graded"), [("active_6_months", 1), ("all_active", 2), ("all_ever_active", 3)]
)
def test_who_is_graded_follows_reading_a5(reading: str, graded: int) -> None:
    field = [
        a_candidate("A"),
        a_candidate("B", granted="2019-11-01"),
        a_candidate("C", withdrawn="2019-02-01"),
        a_candidate("D", found="2019-02-01"),
    ]
    assert grade_year(YEAR, field, law_with(A5=reading)).graded == graded


def test_79_99_points_are_not_excellent_whatever_the_quota() -> None:
    decision = grade_year(YEAR, a_field("79.99", *["70"] * 9), LAW)
    assert decision.quota == 2
    assert set(grades_of(decision).values()) == {"qualified"}


def a_tie_at_the_cut(second: Candidate, third: Candidate) -> list[Candidate]:
    return [a_candidate("LZ-001", "95"), second, third, *a_field(*["65"] * 10)[3:]]


def test_a_tie_in_points_falls_by_material_5_first() -> None:
    richer = a_candidate("LZ-003", "84", m5="90", m2="74")
    poorer = a_candidate("LZ-002", "84", recruited=9)
    decision = grade_year(YEAR, a_tie_at_the_cut(poorer, richer), LAW)
    assert decision.quota == 2
    assert grades_of(decision)["LZ-003"] == "excellent"
    assert [tie.settled_by for tie in decision.ties] == ["material_5"]


def test_then_by_material_2_and_then_by_verified_recruitments() -> None:
    by_exchanges = a_tie_at_the_cut(
        a_candidate("LZ-002", "84", m2="88", m1="80"), a_candidate("LZ-003", "84", recruited=9)
    )
    by_recruits = a_tie_at_the_cut(
        a_candidate("LZ-002", "84", recruited=1), a_candidate("LZ-003", "84", recruited=2)
    )
    one, two = (grade_year(YEAR, field, LAW) for field in (by_exchanges, by_recruits))
    assert (grades_of(one)["LZ-002"], one.ties[0].settled_by) == ("excellent", "material_2")
    assert grades_of(two)["LZ-003"] == "excellent"
    assert two.ties[0].settled_by == "verified_recruitments"


def test_only_verified_recruitments_signed_and_claimed_in_the_year_break_a_tie() -> None:
    good = Recruitment(a_day("2019-12-01"), a_day("2019-12-31"), True)
    others = (
        replace(good, verified=False),
        replace(good, claimed_on=a_day("2020-01-01")),
        replace(good, signed_on=a_day("2018-12-31")),
    )
    second = replace(a_candidate("LZ-002", "84"), recruitments=others)
    third = replace(a_candidate("LZ-003", "84"), recruitments=(good,))
    assert grades_of(grade_year(YEAR, a_tie_at_the_cut(second, third), LAW))["LZ-003"] == (
        "excellent"
    )


@pytest.mark.parametrize(
    ("reading", "grade", "settled_by"),
    [
        ("keys_then_leading_group", "undecided", "leading_group"),
        ("include_all", "excellent", "include_all"),
        ("exclude_all", "qualified", "exclude_all"),
    ],
)
def test_a_tie_that_no_key_breaks_follows_reading_a6(
    reading: str, grade: str, settled_by: str
) -> None:
    field = a_tie_at_the_cut(a_candidate("LZ-002", "84"), a_candidate("LZ-003", "84"))
    decision = grade_year(YEAR, field, law_with(A6=reading))
    grades = grades_of(decision)
    assert (grades["LZ-001"], grades["LZ-002"], grades["LZ-003"]) == ("excellent", grade, grade)
    assert decision.ties[0].tied == ("LZ-002", "LZ-003")
    assert decision.ties[0].settled_by == settled_by


def an_undecided_year() -> YearDecision:
    field = a_tie_at_the_cut(a_candidate("LZ-002", "84"), a_candidate("LZ-003", "84"))
    return grade_year(YEAR, field, LAW)


def test_the_leading_group_decides_a_tie_on_paper() -> None:
    decided = resolve_tie(an_undecided_year(), ["LZ-003"], "minutes 2020-4")
    grades = grades_of(decided)
    assert (grades["LZ-002"], grades["LZ-003"]) == ("qualified", "excellent")
    assert (decided.undecided, decided.tie_document_no) == ((), "minutes 2020-4")


@pytest.mark.parametrize(
    ("chosen", "paper"), [(["LZ-002", "LZ-003"], "m"), (["LZ-009"], "m"), (["LZ-002"], "")]
)
def test_a_tie_is_not_decided_beyond_the_quota_the_tie_or_paper(
    chosen: list[str], paper: str
) -> None:
    with pytest.raises(Refused):
        resolve_tie(an_undecided_year(), chosen, paper)


def test_a_quota_set_by_hand_needs_paper_and_reason() -> None:
    field = a_field("90", "85")
    assert grade_year(YEAR, field, LAW).quota == 0
    by_hand = QuotaOverride(1, "minutes 2020-5", "only two stations were graded")
    assert grades_of(grade_year(YEAR, field, LAW, by_hand))["LZ-001"] == "excellent"
    for bad in (replace(by_hand, reason=""), replace(by_hand, quota=3)):
        with pytest.raises(Refused):
            grade_year(YEAR, field, LAW, bad)


def test_a_station_given_twice_is_refused() -> None:
    with pytest.raises(Refused, match="station_twice"):
        grade_year(YEAR, [a_candidate(), a_candidate()], LAW)


def test_ranks_are_shared_by_equals() -> None:
    ranks = [e.rank for e in grade_year(YEAR, a_field("90", "70", "70", "50"), LAW).entries]
    assert ranks == [1, 2, 2, 4]


def test_a_withdrawal_before_the_plaque_leaves_no_authorised_day() -> None:
    assert not Authorization(a_day("2019-05-01"), a_day("2019-04-01")).touches(
        a_day("2019-01-01"), a_day("2019-12-31")
    )


def test_an_assessment_opens_only_on_an_adopted_scheme_within_the_trial() -> None:
    require_opening(YEAR, "document 2019-40", a_day("2019-12-01"), LAW)
    with pytest.raises(Refused) as refusal:
        require_opening(YEAR, "", a_day("2019-12-01"), base_edition())
    assert [reason.article for reason in refusal.value.reasons] == ["12", "15"]


def test_where_nothing_is_tied_there_is_nothing_to_decide() -> None:
    with pytest.raises(Refused, match="no_tie"):
        resolve_tie(grade_year(YEAR, a_field("90", "70", "70"), LAW), [], "minutes")
