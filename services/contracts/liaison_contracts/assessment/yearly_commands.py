"""Ask what surrounds the grades of a year: dossier, self-assessment, ties, objections, review."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from liaison_contracts.assessment.entries import Material
from liaison_contracts.assessment.yearly_answers import (
    CalibrationAnswer,
    DossierAnswer,
    FindingExport,
    ObjectionAnswer,
    QuotaLabAnswer,
    ReferralAnswer,
    ScoresAnswer,
    SelfAssessmentAnswer,
    StatementAnswer,
    TieAnswer,
    TrialAnswer,
)
from liaison_contracts.assessment.yearly_entries import MarkCorrection, MaterialStatement
from liaison_contracts.codes import ObjectionOutcome, Side
from liaison_contracts.entries import PRIVATE
from liaison_contracts.message import command, query
from liaison_contracts.wire import Items
from liaison_contracts.words import Code, DocumentNo, Sentence, Sha256, Year

__all__ = [
    "DecideObjection",
    "ExportFinding",
    "FileObjection",
    "GetCalibration",
    "GetDossier",
    "GetQuotaLab",
    "GetScores",
    "RecordFindingStatement",
    "RecordReferral",
    "ResolveTie",
    "SubmitSelfAssessment",
    "TryScoreChange",
]

STATION = ("station_head", "liaison_officer")
SIDES = ("talent_office", "guiding_department", "reviewer")
ABOVE = ("leading_group", "auditor")


@command("assessment", roles=STATION, returns=SelfAssessmentAnswer, articles=("12(2)",))
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitSelfAssessment:
    """Hand in a station's own account of its year, by material (Article 12(2)).

    Until the grades are out a later account of a material takes the place of an earlier one.
    """

    year: Year
    station_code: Code
    statements: Annotated[tuple[MaterialStatement, ...], Items(least=1, most=7)]
    submitted_on: date


@command("assessment", roles=("leading_group",), returns=TieAnswer, articles=("12(1)",))
@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveTie:
    """Decide a tie at the cut within the quota, by minutes (Article 12(1), reading A6)."""

    year: Year
    excellent: Annotated[tuple[Code, ...], Items(most=1000)]
    document_no: DocumentNo
    reason: Sentence
    decided_on: date


@command("assessment", roles=STATION, returns=ObjectionAnswer, articles=("12",))
@dataclass(frozen=True, slots=True, kw_only=True)
class FileObjection:
    """Object to a grade, once a year and in time (Article 12, reading A49, HOUSE)."""

    objection_code: Code | None = None
    year: Year
    station_code: Code
    grounds: Sentence = field(repr=False, metadata=PRIVATE)
    filed_on: date


@command("assessment", roles=("talent_office",), returns=ObjectionAnswer, articles=("12",))
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideObjection:
    """Decide an objection by document (Article 12); an upheld one may correct marks."""

    objection_code: Code
    outcome: ObjectionOutcome
    reason: Sentence = field(repr=False, metadata=PRIVATE)
    document_no: DocumentNo
    decided_on: date
    corrections: Annotated[tuple[MarkCorrection, ...], Items(most=14)] = ()


@command(
    "assessment",
    roles=(*STATION, "talent_office"),
    returns=StatementAnswer,
    articles=("12(4)",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFindingStatement:
    """Record what a station says to a finding, or that it declines to (Article 12(4), A49)."""

    finding_code: Code
    statement: Sentence = field(repr=False, metadata=PRIVATE)
    evidence_sha256: Annotated[tuple[Sha256, ...], Items(most=50)] = ()
    stated_on: date


@command("assessment", roles=("talent_office",), returns=ReferralAnswer, articles=("12(4)",))
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReferral:
    """Record that a confirmed falsification was handed to an authority (Article 12(4))."""

    finding_code: Code
    authority: Code
    document_no: DocumentNo
    referred_on: date


@command(
    "assessment",
    roles=("talent_office", "auditor"),
    returns=FindingExport,
    articles=("12(4)",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFinding:
    """Hand out a finding with its evidence for an authority; the export is logged (12(4))."""

    finding_code: Code
    purpose: Sentence


@query(
    "assessment",
    roles=(*SIDES, *ABOVE, *STATION),
    returns=DossierAnswer,
    articles=("12(2)",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetDossier:
    """Show the seven materials of a station's year, filled from what is recorded (12(2))."""

    year: Year
    station_code: Code


@query("assessment", roles=(*SIDES, *ABOVE), returns=ScoresAnswer, articles=("12(2)",))
@dataclass(frozen=True, slots=True, kw_only=True)
class GetScores:
    """Show the sheets of a station; the other side's only after both are in (Article 12(2))."""

    year: Year
    station_code: Code


@query("assessment", roles=(*SIDES, *ABOVE), returns=CalibrationAnswer, articles=("12",))
@dataclass(frozen=True, slots=True, kw_only=True)
class GetCalibration:
    """Compare how strictly and how widely both sides score a year (Article 12)."""

    year: Year


@query("assessment", roles=(*SIDES, *ABOVE), returns=TrialAnswer, articles=("12",))
@dataclass(frozen=True, slots=True, kw_only=True)
class TryScoreChange:
    """Ask what one other mark would make of a year's ranking; nothing changes (Article 12)."""

    year: Year
    station_code: Code
    side: Side
    material: Material
    score: Decimal


@query(
    "assessment",
    roles=("talent_office", *ABOVE),
    returns=QuotaLabAnswer,
    articles=("12(1)",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetQuotaLab:
    """Lay a year out under every reading of quota (A4) and ties (A6) of Article 12(1)."""

    year: Year
