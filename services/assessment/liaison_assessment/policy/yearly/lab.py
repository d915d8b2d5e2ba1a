"""Compare the results of a year under every reading of quota and ties (12(1), A4, A6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from liaison_assessment.policy.facts import Candidate, Grade
from liaison_assessment.policy.figures import Law
from liaison_assessment.policy.quota import ROUNDINGS
from liaison_assessment.policy.ranking import OUTCOME_OF_TIE
from liaison_assessment.policy.year_grades import (
    Field,
    YearDecision,
    field_of,
    grade_field,
)

Pair = tuple[str, str]
"""A reading of the quota (A4) and one of ties at the cut-off (A6)."""
PAIRS: tuple[Pair, ...] = tuple((a4, a6) for a4 in ROUNDINGS for a6 in OUTCOME_OF_TIE)


@dataclass(frozen=True)
class Flip:
    """Hold a station whose grade depends on the readings, with its grade under each pair."""

    station_code: str
    grades: Mapping[Pair, Grade]


@dataclass(frozen=True)
class Lab:
    """Hold a year's result under every pair of readings; `in_force` is the pair that applies.

    Each result carries the certificates of its ties at the cut-off.
    """

    year: int
    graded: int
    in_force: Pair
    results: Mapping[Pair, YearDecision]
    flips: tuple[Flip, ...]


def lay_out(year: int, candidates: Iterable[Candidate], law: Law) -> Lab:
    """Return the results of a year under every reading of quota and ties (Article 12(1)).

    All other readings are those of 31 December. Nothing is decided.

    Raises:
        Refused: if the facts do not allow grading.
    """
    return compare(field_of(year, candidates, law), law)


def compare(field: Field, law: Law) -> Lab:
    """Return the results of a ranked field under every pair, and the grades that change."""
    now = law.readings_on(date(field.year, 12, 31))
    results = {
        (a4, a6): grade_field(field, law, replace(now, quota_rounding=a4, tie_at_cut=a6))
        for a4, a6 in PAIRS
    }
    in_force = (now.quota_rounding, now.tie_at_cut)
    return Lab(field.year, len(field.standings), in_force, results, _flips(results))


def _flips(results: Mapping[Pair, YearDecision]) -> tuple[Flip, ...]:
    found = []
    for entries in zip(*(decision.entries for decision in results.values()), strict=True):
        grades = {pair: entry.grade for pair, entry in zip(results, entries, strict=True)}
        if len(set(grades.values())) > 1:
            found.append(Flip(entries[0].station_code, grades))
    return tuple(found)
