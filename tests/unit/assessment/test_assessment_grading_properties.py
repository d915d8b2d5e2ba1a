"""Hold the law's shape against thousands of made-up years (Article 12(1))."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from liaison_assessment.policy.facts import Candidate
from liaison_assessment.policy.quota import quota_of
from liaison_assessment.policy.ranking import standing_of
from liaison_assessment.policy.year_grades import grade_year
from tests.unit.assessment.assessment_makers import YEAR, a_candidate, grades_of
from tests.unit.assessment.assessment_yearbook import law_with

LAWS = {reading: law_with(A4=reading) for reading in ("half_up", "floor", "ceil")}
POINTS = st.sampled_from(["50", "59.99", "60", "79.99", "80", "80", "84", "84", "90"])


@st.composite
def fields(draw: st.DrawFn, most: int = 8) -> list[Candidate]:
    count = draw(st.integers(0, most))
    return [
        a_candidate(
            f"LZ-{number:03d}",
            draw(POINTS),
            granted=draw(st.sampled_from(["2018-01-01", "2018-01-01", "2019-09-01"])),
            recruited=draw(st.integers(0, 1)),
            **draw(st.sampled_from([{}, {}, {"m1": "70", "m2": "80"}, {"m4": "75", "m5": "81"}])),
        )
        for number in range(count)
    ]


@given(fields(), st.randoms(use_true_random=False), st.sampled_from(sorted(LAWS)))
def test_the_order_of_candidates_never_matters(
    field: list[Candidate], random: Random, reading: str
) -> None:
    shuffled = list(field)
    random.shuffle(shuffled)
    assert grade_year(YEAR, shuffled, LAWS[reading]) == grade_year(YEAR, field, LAWS[reading])


@given(fields(most=30), st.sampled_from(sorted(LAWS)))
def test_excellent_never_exceeds_the_quota_nor_does_a_better_one_miss_it(
    field: list[Candidate], reading: str
) -> None:
    decision = grade_year(YEAR, field, LAWS[reading])
    best = [e for e in decision.entries if e.grade == "excellent"]
    assert len(best) <= decision.quota
    assert not decision.undecided or len(decision.undecided) > decision.places_left > 0
    others = [e.score for e in decision.entries if e.grade in ("qualified", "undecided")]
    assert all(e.score >= score for e in best for score in others if e.score and score)


@given(fields(), st.sampled_from(sorted(LAWS)))
def test_the_cut_is_what_every_fair_choice_agrees_on(field: list[Candidate], reading: str) -> None:
    law = LAWS[reading]
    decision = grade_year(YEAR, field, law)
    graded = {e.station_code for e in decision.entries if e.grade != "ungraded"}
    keys = {c.station_code: standing_of(c, YEAR, law).key for c in field}
    good = [code for code in graded if keys[code][0] >= 80]
    fair = [
        set(choice)
        for choice in combinations(good, min(decision.quota, len(good)))
        if all(keys[i] >= keys[o] for i in choice for o in good if o not in choice)
    ]
    always, ever = set.intersection(*fair), set.union(*fair)
    grades = grades_of(decision)
    assert {code for code in graded if grades[code] == "excellent"} == always
    assert {code for code in graded if grades[code] == "undecided"} == ever - always


@given(st.integers(0, 4000))
def test_a_quota_is_the_whole_number_next_to_a_fifth(graded: int) -> None:
    last = date(YEAR, 12, 31)
    quotas = {
        name: quota_of(graded, law.figures, law.readings_on(last)) for name, law in LAWS.items()
    }
    share = Fraction(graded, 5)
    assert quotas["floor"] <= share <= quotas["ceil"] <= quotas["floor"] + 1
    assert abs(quotas["half_up"] - share) <= Fraction(1, 2)


def test_half_up_and_floor_differ_for_sixteen_of_the_first_forty() -> None:
    figures, last = LAWS["floor"].figures, date(YEAR, 12, 31)
    half_up, floor = (LAWS[name].readings_on(last) for name in ("half_up", "floor"))
    differ = [
        n for n in range(1, 41) if quota_of(n, figures, half_up) > quota_of(n, figures, floor)
    ]
    assert (len(differ), differ[:5]) == (16, [3, 4, 8, 9, 13])
