"""Gather the facts of a year and calculate its grades (Article 12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import or_, select

from liaison_assessment.context import Work
from liaison_assessment.policy.facts import Candidate, Grade, Recruitment, ScoreLine
from liaison_assessment.policy.marks import missing_materials
from liaison_assessment.policy.quota import QuotaOverride
from liaison_assessment.policy.year_grades import (
    Entry,
    Ruling,
    YearDecision,
    apply_rulings,
    grade_year,
)
from liaison_assessment.policy.yearly.scheme import require_unchanged
from liaison_assessment.tables import Assessment, ScoreSheet, Station, TieDecision
from liaison_assessment.tables import Recruitment as RecruitmentRow
from liaison_assessment.tables.grades import lines_of
from liaison_assessment.usecases.findings import first_findings
from liaison_assessment.usecases.refusals import refusing
from liaison_assessment.usecases.scores import COUNTED
from liaison_contracts.assessment import GradeProposal, ProposeGradesAnswer
from liaison_contracts.reasons import Reason, reason
from liaison_kit.claims import hash_of


@dataclass(frozen=True)
class Year:
    """Hold the outcome of a year: the decision, and the missing materials by station and side."""

    decision: YearDecision
    missing: dict[str, tuple[tuple[str, int], ...]]

    @cached_property
    def content(self) -> dict[str, Any]:
        """Return the outcome as plain JSON data, the same for the same outcome."""
        return {
            "year": self.decision.year,
            "graded": self.decision.graded,
            "quota": self.decision.quota,
            "grades": [
                {**entry, "score": None if entry["score"] is None else str(entry["score"])}
                for entry in self.entries()
            ],
        }

    @cached_property
    def sha256(self) -> str:
        """Return the hash over all grades."""
        return hash_of(self.content)

    def entries(self) -> list[dict[str, Any]]:
        """Return station, grade, exact score and rank, ordered by station."""
        return [
            {
                "station_code": entry.station_code,
                "grade": str(entry.grade),
                "score": exact(entry.score),
                "rank": entry.rank,
            }
            for entry in self.decision.entries
        ]

    def totals(self) -> dict[str, int]:
        """Return how many stations are graded, may be excellent, are excellent, are undecided."""
        grades = [entry.grade for entry in self.decision.entries]
        return {
            "graded": self.decision.graded,
            "quota": self.decision.quota,
            "excellent": grades.count(Grade.EXCELLENT),
            "undecided": grades.count(Grade.UNDECIDED),
        }

    def zero_materials(self, station_code: str) -> tuple[int, ...]:
        """Return the materials of a station that counted as zero for a side (A47)."""
        return tuple(sorted({material for _, material in self.missing.get(station_code, ())}))

    def answer(self, hidden: Mapping[str, Reason]) -> ProposeGradesAnswer:
        """Return the proposal, with reasons for ungraded stations and notices of gaps.

        `hidden` holds the stations whose score the caller may not see yet, each with the reason.
        """
        proposals = []
        for fields, entry in zip(self.entries(), self.decision.entries, strict=True):
            reasons = self._reasons(entry)
            if entry.station_code in hidden:
                fields |= {"score": None, "rank": None}
                reasons = (hidden[entry.station_code],)
            proposals.append(GradeProposal(**fields, reasons=reasons))
        return ProposeGradesAnswer(
            year=self.decision.year,
            graded=self.decision.graded,
            quota=self.decision.quota,
            proposals=tuple(proposals),
        )

    def _reasons(self, entry: Entry) -> tuple[Reason, ...]:
        return entry.reasons or tuple(
            reason("no_points", "12(2)", material=material, side=side)
            for side, material in self.missing.get(entry.station_code, ())
        )


def work_out(work: Work, year: int, override: QuotaOverride | None = None) -> Year:
    """Grade a year on all facts known now, including rulings on its ties.

    Raises:
        Refused: if the facts do not allow grading, or the figures were not adopted for the year.
    """
    candidates = candidates_of(work, year)
    figures = work.edition.figures
    with refusing("year_not_gradable"):
        require_scheme(work, year)
        decision = grade_year(year, candidates, work.edition, override)
    decision = apply_rulings(decision, rulings_of(work, year))
    lacking = {c.station_code: missing_materials(c.scores, figures) for c in candidates}
    return Year(decision, {code: missing for code, missing in lacking.items() if missing})


def require_scheme(work: Work, year: int) -> None:
    """Refuse to grade a year by figures other than its scheme's; for use in `refusing`."""
    row = work.session.get(Assessment, year)
    if row is not None:
        require_unchanged(row.scheme, work.edition.figures, row.scheme_document_no)


def rulings_of(work: Work, year: int) -> list[Ruling]:
    """Return the leading group's decisions on ties of a year, latest first."""
    query = select(TieDecision).where(TieDecision.year == year)
    rows = work.session.scalars(query.order_by(TieDecision.number.desc()))
    return [Ruling(frozenset(row.tied), frozenset(row.excellent), row.document_no) for row in rows]


def exact(score: Fraction | None) -> Decimal | None:
    """Return a score without rounding: weights in per cent give a finite decimal.

    >>> exact(Fraction(157325, 2000))
    Decimal('78.6625')
    """
    return None if score is None else Decimal(score.numerator) / Decimal(score.denominator)


def candidates_of(work: Work, year: int) -> list[Candidate]:
    """Return every station authorised in a year, with all facts that grading needs."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    ends = or_(Station.withdrawn_on.is_(None), Station.withdrawn_on >= first)
    query = select(Station).where(Station.plaque_granted_on <= last, ends)
    stations = work.session.scalars(query.order_by(Station.station_code)).all()
    scores = _scores(work, year)
    recruitments = _recruitments(work, first, last)
    findings = first_findings(work)
    return [
        Candidate(
            station_code=station.station_code,
            authorization=station.facts(),
            scores=tuple(scores[station.station_code]),
            recruitments=tuple(recruitments[station.station_code]),
            finding_on=findings.get(station.station_code),
        )
        for station in stations
    ]


def _scores(work: Work, year: int) -> dict[str, list[ScoreLine]]:
    found: dict[str, list[ScoreLine]] = defaultdict(list)
    columns = select(ScoreSheet.station_code, ScoreSheet.side, ScoreSheet.marks)
    query = columns.where(ScoreSheet.year == year, ScoreSheet.state.in_(COUNTED))
    for code, side, marks in work.session.execute(query):
        found[code] += lines_of(side, marks)
    return found


def _recruitments(work: Work, first: date, last: date) -> dict[str, list[Recruitment]]:
    found: dict[str, list[Recruitment]] = defaultdict(list)
    query = select(RecruitmentRow).where(RecruitmentRow.signed_on.between(first, last))
    for row in work.session.scalars(query):
        found[row.station_code].append(row.facts())
    return found
