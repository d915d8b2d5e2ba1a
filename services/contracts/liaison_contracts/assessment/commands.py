"""Define assessment's commands: record and review duties, score, grade, decide on findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from liaison_contracts.assessment.answers import (
    AssessmentAnswer,
    FindingAnswer,
    ProposeGradesAnswer,
    PublishGradesAnswer,
    RecordDutiesAnswer,
    ReviewDutiesAnswer,
    SubmitScoresAnswer,
)
from liaison_contracts.assessment.entries import DutyEntry, DutyReview, StationScores
from liaison_contracts.assessment.yearly_entries import QuotaOverrideEntry
from liaison_contracts.codes import Side
from liaison_contracts.message import command
from liaison_contracts.roles import BOTH_SIDES, REVIEWERS, STATION_SIDE, TALENT_OFFICE
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, DocumentNo, Sentence, Year

__all__ = [
    "ConfirmFinding",
    "DismissFinding",
    "OpenAssessment",
    "OpenFinding",
    "ProposeGrades",
    "PublishGrades",
    "RecordDuties",
    "ReviewDuties",
    "SubmitScores",
]


@command(
    "assessment",
    roles=STATION_SIDE,
    returns=RecordDutiesAnswer,
    articles=("11",),
    zh="登记履职记录",
    en="Record what stations did, up to 500 records",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDuties:
    """Record up to 500 activities of stations (Article 11); a refused one affects no other."""

    records: Annotated[tuple[DutyEntry, ...], Items(least=1, most=500)]


@command(
    "assessment",
    roles=BOTH_SIDES,
    returns=ReviewDutiesAnswer,
    articles=("11",),
    zh="核实或退回履职记录",
    en="Verify or return duty records",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDuties:
    """Verify or return up to 500 duty records (Article 11)."""

    reviews: Annotated[tuple[DutyReview, ...], Items(least=1, most=500)]
    reviewed_on: date


@command(
    "assessment",
    roles=TALENT_OFFICE,
    returns=AssessmentAnswer,
    articles=("12",),
    zh="启动年度考核",
    en="Open the yearly assessment",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAssessment:
    """Open the assessment of a year under a scheme adopted by document (Article 12).

    The document adopts the HOUSE figures of the edition: weights, scores, months, windows. They are
    stored with the year, and the year is graded by them alone.
    """

    year: Year
    scheme_document_no: DocumentNo
    scheme_adopted_on: date | None = None
    opened_on: date


@command(
    "assessment",
    roles=REVIEWERS,
    returns=SubmitScoresAnswer,
    articles=("12(2)",),
    zh="提交考核评分",
    en="Score materials for one side",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitScores:
    """Score the materials of stations for one side (Article 12(2)).

    Once both sides have scored, each sees the other's points; from then on a change requires the
    minutes of the calibration, `calibration_document_no`.
    """

    year: Year
    side: Side
    scores: Annotated[tuple[StationScores, ...], Items(least=1)]
    submitted_on: date
    calibration_document_no: DocumentNo | None = None


@command(
    "assessment",
    roles=TALENT_OFFICE,
    returns=ProposeGradesAnswer,
    articles=("12(1)",),
    zh="形成等次建议",
    en="Propose the grades that follow from the scores",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeGrades:
    """Calculate proposed grades from the scores of a year; people decide on them (Article 12(1)).

    `override` sets another quota within the room of "about a fifth".
    """

    year: Year
    proposed_on: date
    override: QuotaOverrideEntry | None = None


@command(
    "assessment",
    roles=TALENT_OFFICE,
    returns=PublishGradesAnswer,
    articles=("12(1)",),
    zh="公布考核等次",
    en="Publish the proposed grades",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PublishGrades:
    """Publish the proposed grades of a year under a document (Article 12(1))."""

    year: Year
    document_no: DocumentNo
    published_on: date


@command(
    "assessment",
    roles=TALENT_OFFICE,
    returns=FindingAnswer,
    articles=("12(4)",),
    zh="弄虚作假立项核查",
    en="Open a suspicion of falsification",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    """Open a finding of suspected falsification with grounds (Article 12(4)); payments are held.

    `record_codes` lists the duty records in doubt.
    """

    finding_code: Code | None = None
    station_code: Code
    found_on: date
    grounds: Sentence
    record_codes: Annotated[tuple[Code, ...], Items(most=500)] = ()


@command(
    "assessment",
    roles=TALENT_OFFICE,
    returns=FindingAnswer,
    articles=("12(4)",),
    zh="认定弄虚作假",
    en="Confirm falsification",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmFinding:
    """Confirm falsification by document, as a second person (Article 12(4))."""

    finding_code: Code
    confirmed_on: date
    document_no: DocumentNo


@command(
    "assessment",
    roles=TALENT_OFFICE,
    returns=FindingAnswer,
    articles=("12(4)",),
    zh="认定弄虚作假不成立",
    en="Dismiss a suspicion of falsification",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DismissFinding:
    """Dismiss a suspicion of falsification, by document (Article 12(4))."""

    finding_code: Code
    dismissed_on: date
    document_no: DocumentNo
    reason: Sentence
