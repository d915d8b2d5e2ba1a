"""Answer assessment's commands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from liaison_contracts.codes import Grade, ItemState, Side
from liaison_contracts.reasons import Reason
from liaison_contracts.words import Code, Count, Year

__all__ = [
    "AssessmentAnswer",
    "FindingAnswer",
    "GradeProposal",
    "ProposeGradesAnswer",
    "PublishGradesAnswer",
    "RecordDutiesAnswer",
    "RecordResult",
    "ReviewDutiesAnswer",
    "ScoreResult",
    "SubmitScoresAnswer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordResult:
    """Say what became of one duty record; `reused` counts other records with the same evidence."""

    record_code: Code
    state: ItemState
    reasons: tuple[Reason, ...]
    late: bool = False
    reused: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDutiesAnswer:
    """Say what became of each record, in the order of the command."""

    results: tuple[RecordResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDutiesAnswer:
    """Say what became of each review, in the order of the command."""

    results: tuple[RecordResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentAnswer:
    """Say where the assessment of a year stands."""

    year: Year
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreResult:
    """Say what became of the scores of one station."""

    station_code: Code
    state: ItemState
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitScoresAnswer:
    """Say what became of each station's scores, in the order of the command."""

    year: Year
    side: Side
    results: tuple[ScoreResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeProposal:
    """Propose the grade of one station (Article 12(1)); `score` is exact."""

    station_code: Code
    grade: Grade
    score: Decimal | None
    rank: Count | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeGradesAnswer:
    """Propose the grades of a year; `quota` is how many stations may be excellent."""

    year: Year
    graded: Count
    quota: Count
    proposals: tuple[GradeProposal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishGradesAnswer:
    """Give the totals of the grades that were published."""

    year: Year
    graded: Count
    quota: Count
    excellent: Count
    undecided: Count
    revision: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingAnswer:
    """Say where a finding stands: opened, confirmed or dismissed."""

    finding_code: Code
    station_code: Code
    state: Code
