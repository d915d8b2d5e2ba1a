"""Grade a year: who is graded, the quota, the three grades, ties at the cut-off (Article 12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from liaison_assessment.policy.eligible import reasons_ungraded
from liaison_assessment.policy.facts import Candidate, Grade
from liaison_assessment.policy.figures import Figures, Law, Readings
from liaison_assessment.policy.marks import shown
from liaison_assessment.policy.quota import QuotaOverride, quota_of
from liaison_assessment.policy.ranking import (
    OUTCOME_OF_TIE,
    Cut,
    Standing,
    TieCertificate,
    cut,
    ranked,
    ranks_of,
    standing_of,
)
from liaison_contracts.reasons import Reason, Refused, reason


@dataclass(frozen=True)
class Entry:
    """Hold one station's outcome of a year; score and rank are None if it is not graded."""

    station_code: str
    grade: Grade
    score: Fraction | None = None
    rank: int | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def score_shown(self) -> str:
        """Return the score with two decimals, rounded half up, or None."""
        return "" if self.score is None else shown(self.score)


@dataclass(frozen=True)
class YearDecision:
    """Hold the outcome of a year for all stations, ordered by code, with tie certificates."""

    year: int
    graded: int
    quota: int
    entries: tuple[Entry, ...]
    ties: tuple[TieCertificate, ...]
    edition: str
    override: QuotaOverride | None = None
    tie_document_no: str = ""

    @property
    def undecided(self) -> tuple[str, ...]:
        """Return the stations whose tie at the cut-off waits for the leading group (A6)."""
        return tuple(e.station_code for e in self.entries if e.grade is Grade.UNDECIDED)

    @property
    def places_left(self) -> int:
        """Return how many places of the quota are free."""
        return max(0, self.quota - sum(e.grade is Grade.EXCELLENT for e in self.entries))


@dataclass(frozen=True)
class Field:
    """Hold the stations of a year: the graded ones, best first, and why others are not."""

    year: int
    standings: tuple[Standing, ...]
    ungraded: Mapping[str, tuple[Reason, ...]]


def field_of(year: int, candidates: Iterable[Candidate], law: Law) -> Field:
    """Return the graded stations of a year, ranked, and the others (Article 12).

    The field includes every station that was authorised on at least one day of the year.

    Raises:
        Refused: if a station appears twice, or a score line is faulty.
    """
    window = (date(year, 1, 1), date(year, 12, 31))
    present = tuple(c for c in candidates if c.authorization.touches(*window))
    _refuse_doubles(present)
    out = {c.station_code: reasons_ungraded(year, c, law) for c in present}
    graded = [standing_of(c, year, law) for c in present if not out[c.station_code]]
    return Field(year, ranked(graded), {code: why for code, why in out.items() if why})


def grade_year(
    year: int, candidates: Iterable[Candidate], law: Law, override: QuotaOverride | None = None
) -> YearDecision:
    """Grade every station that was authorised in a year (Article 12(1)), on points of 0 to 100.

    The readings of 31 December apply. Stations that are not graded carry the reasons.

    Raises:
        Refused: if a station appears twice, a score line is faulty, or an override has no basis.
    """
    readings = law.readings_on(date(year, 12, 31))
    return grade_field(field_of(year, candidates, law), law, readings, override)


def grade_field(
    field: Field, law: Law, readings: Readings, override: QuotaOverride | None = None
) -> YearDecision:
    """Grade a ranked field under the given readings of quota and ties (A4, A6).

    Raises:
        Refused: if an override has no basis.
    """
    standings, figures = field.standings, law.figures
    quota = quota_of(len(standings), figures, readings, override)
    good = [s for s in standings if s.score >= figures.excellent_mark]
    edge = cut(good, quota, readings.tie_at_cut)
    outcome = OUTCOME_OF_TIE[readings.tie_at_cut]
    ranks = ranks_of(standings)
    entries = [_graded(s, ranks[s.station_code], edge, outcome, figures) for s in standings]
    entries += [Entry(code, Grade.UNGRADED, reasons=why) for code, why in field.ungraded.items()]
    ordered = tuple(sorted(entries, key=lambda entry: entry.station_code))
    return YearDecision(field.year, len(standings), quota, ordered, edge.ties, law.stamp, override)


def resolve_tie(
    decision: YearDecision, excellent: Collection[str], document_no: str
) -> YearDecision:
    """Return the year with its tie decided by the leading group; the others become qualified (A6).

    Raises:
        Refused: if nothing is tied, the document is missing, or more stations are chosen than
            places are left.
    """
    tied, chosen = set(decision.undecided), set(excellent)
    faults = []
    if not tied:
        faults.append(reason("no_tie", "12(1)", year=decision.year))
    if chosen - tied:
        names = {"stations": sorted(chosen - tied), "tied": sorted(tied)}
        faults.append(reason("not_among_the_tied", "12(1)", **names))
    if len(chosen) > decision.places_left:
        counts = {"chosen": len(chosen), "places": decision.places_left}
        faults.append(reason("more_than_places", "12(1)", **counts))
    if not document_no:
        faults.append(reason("decision_without_document", "12(1)"))
    if faults:
        raise Refused(*faults)
    grades = {code: Grade.EXCELLENT if code in chosen else Grade.QUALIFIED for code in tied}
    entries = tuple(_regraded(entry, grades) for entry in decision.entries)
    return replace(decision, entries=entries, tie_document_no=document_no)


@dataclass(frozen=True)
class Ruling:
    """Hold the leading group's decision on a tie: the tied, the chosen, and the document."""

    tied: frozenset[str]
    excellent: frozenset[str]
    document_no: str


def apply_rulings(decision: YearDecision, rulings: Iterable[Ruling]) -> YearDecision:
    """Return the year with its tie decided by the latest ruling on exactly that tie (A6).

    `rulings` are ordered latest first. A ruling on other stations, or for more places than are
    left, has lapsed, because the facts behind it have changed.
    """
    tied = frozenset(decision.undecided)
    for ruling in rulings:
        if tied and ruling.tied == tied and len(ruling.excellent) <= decision.places_left:
            return resolve_tie(decision, ruling.excellent, ruling.document_no)
    return decision


def _graded(own: Standing, rank: int, edge: Cut, outcome: Grade, figures: Figures) -> Entry:
    if own.score < figures.pass_mark:
        grade = Grade.UNQUALIFIED
    elif own.station_code in edge.excellent:
        grade = Grade.EXCELLENT
    else:
        grade = outcome if own.station_code in edge.tied else Grade.QUALIFIED
    return Entry(own.station_code, grade, own.score, rank)


def _regraded(entry: Entry, grades: Mapping[str, Grade]) -> Entry:
    return replace(entry, grade=grades.get(entry.station_code, entry.grade))


def _refuse_doubles(candidates: tuple[Candidate, ...]) -> None:
    counts = Counter(candidate.station_code for candidate in candidates)
    doubles = sorted(code for code, count in counts.items() if count > 1)
    if doubles:
        raise Refused(reason("station_twice", "12", stations=doubles))
