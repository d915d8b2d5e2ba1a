"""Define the answers to assessment's commands."""

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
    """The result for one duty record; `reused` counts other records with the same evidence."""

    record_code: Code
    state: ItemState
    reasons: tuple[Reason, ...]
    late: bool = False
    reused: Count = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDutiesAnswer:
    """The result for each record, in the order of the command."""

    results: tuple[RecordResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDutiesAnswer:
    """The result for each review, in the order of the command."""

    results: tuple[RecordResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentAnswer:
    """The state of a year's assessment."""

    year: Year
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreResult:
    """The result for the scores of one station."""

    station_code: Code
    state: ItemState
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitScoresAnswer:
    """The result for each station's scores, in the order of the command."""

    year: Year
    side: Side
    results: tuple[ScoreResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeProposal:
    """The proposed grade of one station (Article 12(1)); `score` is exact."""

    station_code: Code
    grade: Grade
    score: Decimal | None
    rank: Count | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeGradesAnswer:
    """The proposed grades of a year; `quota` is the number of stations that may be excellent."""

    year: Year
    graded: Count
    quota: Count
    proposals: tuple[GradeProposal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishGradesAnswer:
    """The totals of the published grades."""

    year: Year
    graded: Count
    quota: Count
    excellent: Count
    undecided: Count
    revision: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingAnswer:
    """The state of a finding: opened, confirmed or dismissed."""

    finding_code: Code
    station_code: Code
    state: Code
