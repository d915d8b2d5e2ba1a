"""Gather the facts of a year and work out its grades (Article 12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from sqlalchemy import or_, select

from liaison_assessment.policy.facts import Candidate, Grade, Recruitment, ScoreLine
from liaison_assessment.policy.figures import Figures
from liaison_assessment.policy.grading import Entry, YearDecision, grade_year
from liaison_assessment.policy.scoring import missing_materials
from liaison_assessment.tables import Recruitment as RecruitmentRow
from liaison_assessment.tables import ScoreSheet, Station
from liaison_assessment.usecases.findings import first_findings
from liaison_assessment.usecases.reasons import refusing, told
from liaison_assessment.usecases.scores import COUNTED
from liaison_contracts.assessment import GradeProposal, ProposeGradesAnswer
from liaison_contracts.errors import Reason
from liaison_kit.claims import hash_of
from liaison_kit.work import Work


@dataclass(frozen=True)
class Year:
    """Hold what a year comes to: the decision and what each station did not hand in."""

    decision: YearDecision
    missing: dict[str, tuple[Reason, ...]]

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
        """Return how many are graded, may be excellent, are excellent, are undecided."""
        grades = [entry.grade for entry in self.decision.entries]
        return {
            "graded": self.decision.graded,
            "quota": self.decision.quota,
            "excellent": grades.count(Grade.EXCELLENT),
            "undecided": grades.count(Grade.UNDECIDED),
        }

    def answer(self) -> ProposeGradesAnswer:
        """Return the proposal, with the reasons of who is not graded and notice of what lacks."""
        proposals = [
            GradeProposal(**fields, reasons=self._reasons(entry))
            for fields, entry in zip(self.entries(), self.decision.entries, strict=True)
        ]
        return ProposeGradesAnswer(
            year=self.decision.year,
            graded=self.decision.graded,
            quota=self.decision.quota,
            proposals=tuple(proposals),
        )

    def _reasons(self, entry: Entry) -> tuple[Reason, ...]:
        return told(entry.reasons) or self.missing.get(entry.station_code, ())


def work_out(work: Work, year: int) -> Year:
    """Grade a year on all facts that are known now; nothing is decided by it.

    Raises:
        Refused: over facts that no year can be graded on.
    """
    candidates = _candidates(work, year)
    with refusing("year_not_gradable", f"Grading {year}"):
        decision = grade_year(year, candidates, work.edition)
    figures = work.edition.figures
    return Year(decision, {c.station_code: _notice(c.scores, figures) for c in candidates})


def exact(score: Fraction | None) -> Decimal | None:
    """Return a score without any rounding: weights in per cent and two decimals end.

    >>> exact(Fraction(157325, 2000))
    Decimal('78.6625')
    """
    return None if score is None else Decimal(score.numerator) / Decimal(score.denominator)


def _candidates(work: Work, year: int) -> list[Candidate]:
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
    query = select(ScoreSheet).where(ScoreSheet.year == year, ScoreSheet.state.in_(COUNTED))
    for sheet in work.session.scalars(query):
        found[sheet.station_code] += sheet.facts()
    return found


def _recruitments(work: Work, first: date, last: date) -> dict[str, list[Recruitment]]:
    found: dict[str, list[Recruitment]] = defaultdict(list)
    query = select(RecruitmentRow).where(RecruitmentRow.signed_on.between(first, last))
    for row in work.session.scalars(query):
        found[row.station_code].append(row.facts())
    return found


def _notice(lines: Iterable[ScoreLine], figures: Figures) -> tuple[Reason, ...]:
    return tuple(
        Reason("12(2)", f"material {material} has no points of {side}", "it counts zero (A47)")
        for side, material in missing_materials(lines, figures)
    )
