"""Hold the quota lab against a brute force over every pattern of ties (Article 12(1), A4, A6)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import ceil, floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_assessment.policy.ranking import Standing, ranked
from liaison_assessment.policy.year_grades import Field
from liaison_assessment.policy.yearly.lab import PAIRS, Lab, compare, lay_out
from tests.unit.assessment.assessment_makers import YEAR, a_candidate
from tests.unit.assessment.assessment_yearbook import law_with

LAW = law_with()
MOST, WITH_SOME_BELOW = 12, 8


def patterns(good: int) -> Iterator[tuple[int, ...]]:
    """Give every way in which that many stations may be tied, as the sizes of groups, best first.

    >>> list(patterns(3))
    [(1, 1, 1), (1, 2), (2, 1), (3,)]
    """
    if not good:
        yield ()
    for size in range(1, good + 1):
        for rest in patterns(good - size):
            yield (size, *rest)


def a_year(graded: int, groups: tuple[int, ...]) -> tuple[Lab, dict[str, int]]:
    """Return a lab of stations in groups of equals from 80 points on, and others below."""
    worth = [len(groups) - place for place, size in enumerate(groups) for _ in range(size)]
    worth += [0] * (graded - len(worth))
    codes = {f"LZ-{number:03d}": level for number, level in enumerate(worth, start=1)}
    standings = [
        Standing(code, (79 + level, 0, 0, 0))  # type: ignore[arg-type]
        for code, level in codes.items()
    ]
    return compare(Field(YEAR, ranked(standings), {}), LAW), codes


def quota_by_hand(graded: int, reading: str) -> int:
    share = Fraction(2 * graded, 10)
    return {"floor": floor(share), "ceil": ceil(share), "half_up": floor(share + Fraction(1, 2))}[
        reading
    ]


def fair_choices(codes: dict[str, int], quota: int) -> tuple[set[str], set[str]]:
    """Return who is in every fair choice and who is in some: no one outside is better than inside.

    Tried out on every set of that many stations with 80 points and more.
    """
    good = [code for code, level in codes.items() if level]
    always, ever = set(good), set()
    for chosen in combinations(good, min(quota, len(good))):
        out = [codes[code] for code in good if code not in chosen]
        if not chosen or not out or min(codes[code] for code in chosen) >= max(out):
            always &= set(chosen)
            ever |= set(chosen)
    return always, ever


@pytest.mark.parametrize("graded", range(MOST + 1))
def test_brute_force_agrees_for_every_pattern_of_ties(graded: int) -> None:
    below = range(graded) if graded <= WITH_SOME_BELOW else ()
    for good in (*below, graded):
        for groups in patterns(good):
            lab, codes = a_year(graded, groups)
            fair = {q: fair_choices(codes, q) for q in {r.quota for r in lab.results.values()}}
            for (a4, a6), result in lab.results.items():
                assert result.quota == quota_by_hand(graded, a4)
                always, ever = fair[result.quota]
                tied = ever - always
                best = {e.station_code for e in result.entries if e.grade == "excellent"}
                assert best == (ever if a6 == "include_all" else always)
                waiting = tied if a6 == "keys_then_leading_group" else set()
                assert set(result.undecided) == waiting
                [certificate] = result.ties or [None]
                assert set(certificate.tied if certificate else ()) == tied


FIELDS = st.lists(
    st.tuples(
        st.sampled_from(["50", "79.99", "80", "84", "84", "90"]),
        st.integers(0, 1),
        st.sampled_from([{}, {"m1": "70", "m2": "80"}, {"m4": "75", "m5": "81"}]),
    ),
    max_size=9,
)


@given(FIELDS, st.randoms(use_true_random=False))
def test_the_order_of_input_never_matters(told: list, random: object) -> None:
    field = [
        a_candidate(f"LZ-{number:03d}", points, recruited=recruited, **marks)
        for number, (points, recruited, marks) in enumerate(told)
    ]
    shuffled = list(field)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert lay_out(YEAR, shuffled, LAW) == lay_out(YEAR, field, LAW)


def test_the_stations_that_flip_are_named_with_each_reading() -> None:
    field = [a_candidate(f"LZ-{n:03d}", p) for n, p in enumerate(["90", "84", "84", "60"], 1)]
    lab = lay_out(YEAR, field, LAW)
    assert {result.quota for result in lab.results.values()} == {0, 1}
    [first] = [flip for flip in lab.flips if flip.station_code == "LZ-001"]
    assert first.grades["half_up", "keys_then_leading_group"] == "excellent"
    assert first.grades["floor", "keys_then_leading_group"] == "qualified"
    assert [flip.station_code for flip in lab.flips] == ["LZ-001"]
    assert lab.in_force == ("half_up", "keys_then_leading_group")


def test_a_certificate_says_which_key_parted_the_tied_or_that_none_did() -> None:
    parted = [a_candidate("LZ-001", "84"), a_candidate("LZ-002", "84", recruited=1)]
    equal = [a_candidate("LZ-001", "84"), a_candidate("LZ-002", "84")]
    others = [a_candidate(f"LZ-{n:03d}", "61") for n in (3, 4)]
    settled = {
        pair: [tie.settled_by for tie in lay_out(YEAR, field + others, LAW).results[pair].ties]
        for field, pair in (
            (parted, ("half_up", "exclude_all")),
            (equal, ("half_up", "include_all")),
            (equal, ("ceil", "keys_then_leading_group")),
        )
    }
    assert list(settled.values()) == [["verified_recruitments"], ["include_all"], ["leading_group"]]


def test_every_value_of_both_readings_is_laid_out() -> None:
    assert {a4 for a4, _ in PAIRS} == set(LAW.notes["A4"].implemented)  # type: ignore[attr-defined]
    assert {a6 for _, a6 in PAIRS} == set(LAW.notes["A6"].implemented)  # type: ignore[attr-defined]
