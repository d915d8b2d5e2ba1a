"""Rank scored stations and find the cut-off for excellent (Article 12(1), reading A6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from liaison_assessment.policy.facts import Candidate, Grade
from liaison_assessment.policy.figures import Law
from liaison_assessment.policy.marks import (
    marks_of,
    mean_of,
    total_of,
)

# A6: fixed keys, never chance or station code; material numbers are those of Article 12(2).
RECRUITING, EXCHANGES = 5, 2
KEYS = ("score", "material_5", "material_2", "verified_recruitments")

# A6: what happens to a group that is tied in all keys across the cut-off.
OUTCOME_OF_TIE = {
    "keys_then_leading_group": Grade.UNDECIDED,
    "include_all": Grade.EXCELLENT,
    "exclude_all": Grade.QUALIFIED,
}
SETTLED_BY = {
    "keys_then_leading_group": "leading_group",
    "include_all": "include_all",
    "exclude_all": "exclude_all",
}


@dataclass(frozen=True)
class Standing:
    """Hold a station's code and the keys it is compared by; higher is better."""

    station_code: str
    key: tuple[Fraction, ...]

    @property
    def score(self) -> Fraction:
        """Return the exact score in points."""
        return self.key[0]


@dataclass(frozen=True)
class TieCertificate:
    """Certify how a tie at the cut-off was settled: the stations, their keys, the deciding key.

    `settled_by` is the first key that differs across the cut-off, or `leading_group`, `include_all`
    or `exclude_all` if no key does (reading A6). `tied` are the stations that are equal in all
    keys.
    """

    score: Fraction
    stations: tuple[tuple[str, tuple[Fraction, ...]], ...]
    settled_by: str
    tied: tuple[str, ...] = ()
    keys: tuple[str, ...] = KEYS


@dataclass(frozen=True)
class Cut:
    """Hold the result of the quota: the excellent stations, and those in a tie."""

    excellent: frozenset[str]
    tied: frozenset[str]
    ties: tuple[TieCertificate, ...]


def standing_of(candidate: Candidate, year: int, law: Law) -> Standing:
    """Return a station's standing: score, material 5, material 2, verified recruitments (A6)."""
    figures, last = law.figures, date(year, 12, 31)
    readings, marks = law.readings_on(last), marks_of(candidate.scores, law.figures)
    counted = sum(
        r.verified and r.signed_on.year == year and r.claimed_on <= last
        for r in candidate.recruitments
    )
    key = (
        total_of(marks, figures, readings),
        mean_of(marks, RECRUITING, readings),
        mean_of(marks, EXCHANGES, readings),
        Fraction(counted),
    )
    return Standing(candidate.station_code, key)


def ranked(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    """Return standings best first; codes only order equal ones and decide nothing."""
    by_code = sorted(standings, key=lambda s: s.station_code)
    # Sorting is stable: equals keep the order of their codes.
    return tuple(sorted(by_code, key=lambda s: s.key, reverse=True))


def ranks_of(standings: Sequence[Standing]) -> dict[str, int]:
    """Return each station's rank from standings ordered best first; equals share a rank."""
    ranks: dict[str, int] = {}
    for number, own in enumerate(standings, start=1):
        before = standings[number - 2] if number > 1 else None
        shared = before is not None and before.key == own.key
        ranks[own.station_code] = ranks[before.station_code] if before and shared else number
    return ranks


def cut(standings: Sequence[Standing], quota: int, tie_at_cut: str) -> Cut:
    """Return who is excellent within the quota, and who is tied at the cut-off (Article 12(1), A6).

    `standings` are the stations with enough points, best first as `ranked` orders them.
    """
    excellent: list[str] = []
    tied: tuple[str, ...] = ()
    for _, equals in groupby(standings, key=lambda s: s.key):
        group = tuple(s.station_code for s in equals)
        room = quota - len(excellent)
        if len(group) > room:
            tied = group if room > 0 else ()
            break
        excellent.extend(group)
    return Cut(frozenset(excellent), frozenset(tied), _ties(standings, quota, tied, tie_at_cut))


def _ties(
    order: Sequence[Standing], quota: int, tied: tuple[str, ...], tie_at_cut: str
) -> tuple[TieCertificate, ...]:
    if not 0 < quota < len(order) or order[quota - 1].score != order[quota].score:
        return ()
    inside, outside = order[quota - 1].key, order[quota].key
    differs = [name for name, a, b in zip(KEYS, inside, outside, strict=True) if a != b]
    same = tuple((s.station_code, s.key) for s in order if s.score == order[quota].score)
    settled_by = differs[0] if differs else SETTLED_BY[tie_at_cut]
    return (TieCertificate(order[quota].score, same, settled_by, tied),)
