"""Define the commands of the yearly assessment: dossier, self-assessment, ties, objections."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from liaison_contracts.assessment.entries import Material
from liaison_contracts.assessment.yearly_answers import (
    CalibrationAnswer,
    DossierAnswer,
    FindingDefenceAnswer,
    FindingExport,
    ObjectionAnswer,
    QuotaLabAnswer,
    ReferralAnswer,
    ScoresAnswer,
    SelfAssessmentAnswer,
    TieAnswer,
    TrialAnswer,
)
from liaison_contracts.assessment.yearly_entries import MarkCorrection, SelfAssessmentText
from liaison_contracts.codes import ObjectionOutcome, Side
from liaison_contracts.entries import PRIVATE
from liaison_contracts.message import command, query
from liaison_contracts.roles import (
    DECIDERS,
    LEADING_GROUP,
    REVIEWERS,
    STATION,
    STATION_SIDE,
    TALENT_OFFICE,
)
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, DocumentNo, Sentence, Sha256, Year

__all__ = [
    "DecideObjection",
    "ExportFinding",
    "FileObjection",
    "GetCalibration",
    "GetDossier",
    "GetQuotaLab",
    "GetScores",
    "RecordFindingDefence",
    "RecordReferral",
    "ResolveTie",
    "SubmitSelfAssessment",
    "TryScoreChange",
]


@command(
    "assessment",
    roles=STATION,
    returns=SelfAssessmentAnswer,
    articles=("12(2)",),
    zh="提交工作站自评",
    en="Submit a station's self-assessment",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitSelfAssessment:
    """Submit a station's self-assessment of its year, by material (Article 12(2)).

    Until the grades are published, a later text on a material replaces an earlier one.
    """

    year: Year
    station_code: Code
    texts: Annotated[tuple[SelfAssessmentText, ...], Items(least=1, most=7)]
    submitted_on: date


@command(
    "assessment",
    roles=LEADING_GROUP,
    returns=TieAnswer,
    articles=("12(1)",),
    zh="登记领导小组对同分的裁定",
    en="Resolve a tie at the cut by the leading group's minutes",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveTie:
    """Decide a tie at the cut-off of the quota, by minutes (Article 12(1), reading A6)."""

    year: Year
    excellent: Annotated[tuple[Code, ...], Items(most=1000)]
    document_no: DocumentNo
    reason: Sentence
    decided_on: date


@command(
    "assessment",
    roles=STATION,
    returns=ObjectionAnswer,
    articles=("12",),
    zh="对考核等次提出异议",
    en="Object to a grade",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FileObjection:
    """File an objection to a grade, once a year and in time (Article 12, reading A49, HOUSE)."""

    objection_code: Code | None = None
    year: Year
    station_code: Code
    grounds: Sentence = field(repr=False, metadata=PRIVATE)
    filed_on: date


@command(
    "assessment",
    roles=TALENT_OFFICE,
    returns=ObjectionAnswer,
    articles=("12",),
    zh="作出异议复核决定",
    en="Uphold or dismiss an objection",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideObjection:
    """Decide an objection by document (Article 12); an upheld one may correct scores."""

    objection_code: Code
    outcome: ObjectionOutcome
    reason: Sentence = field(repr=False, metadata=PRIVATE)
    document_no: DocumentNo
    decided_on: date
    corrections: Annotated[tuple[MarkCorrection, ...], Items(most=14)] = ()


@command(
    "assessment",
    roles=(*STATION, "talent_office"),
    returns=FindingDefenceAnswer,
    articles=("12(4)",),
    zh="登记工作站对核查的陈述",
    en="Record a station's defence on a finding",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFindingDefence:
    """Record a station's defence on a finding, or that it declines (Article 12(4), A49)."""

    finding_code: Code
    defence: Sentence = field(repr=False, metadata=PRIVATE)
    evidence_sha256: Annotated[tuple[Sha256, ...], Items(most=50)] = ()
    stated_on: date


@command(
    "assessment",
    roles=TALENT_OFFICE,
    returns=ReferralAnswer,
    articles=("12(4)",),
    zh="登记移送情况",
    en="Record that a finding was referred to an authority",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReferral:
    """Record that a confirmed falsification was referred to an authority (Article 12(4))."""

    finding_code: Code
    authority: Code
    document_no: DocumentNo
    referred_on: date


@command(
    "assessment",
    roles=("talent_office", "auditor"),
    returns=FindingExport,
    articles=("12(4)",),
    zh="导出核查材料（留痕）",
    en="Export a finding with its evidence; the export is logged",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFinding:
    """Export a finding with its evidence for an authority; the export is logged (Article 12(4))."""

    finding_code: Code
    purpose: Sentence


@query(
    "assessment",
    roles=(*STATION_SIDE, *DECIDERS, "reviewer", "auditor"),
    returns=DossierAnswer,
    articles=("12(2)",),
    zh="查看七项考核资料",
    en="Show the seven materials of a station's year",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetDossier:
    """Show the seven materials of a station's year, compiled from its records (Article 12(2))."""

    year: Year
    station_code: Code


@query(
    "assessment",
    roles=(*REVIEWERS, "leading_group", "auditor"),
    returns=ScoresAnswer,
    articles=("12(2)",),
    zh="查看评分（双方提交后互见）",
    en="Show a station's scores; the other side's once both are in",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetScores:
    """Show a station's score sheets; the other side's only after both are in (Article 12(2))."""

    year: Year
    station_code: Code


@query(
    "assessment",
    roles=(*REVIEWERS, "leading_group", "auditor"),
    returns=CalibrationAnswer,
    articles=("12",),
    zh="比较双方评分尺度",
    en="Compare how widely and how strictly both sides score",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetCalibration:
    """Compare the leniency and spread of both sides' scores in a year (Article 12)."""

    year: Year


@query(
    "assessment",
    roles=(*REVIEWERS, "leading_group", "auditor"),
    returns=TrialAnswer,
    articles=("12",),
    zh="试算单项改分对排名的影响",
    en="Try how one different mark would change the ranking",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class TryScoreChange:
    """Show a year's ranking with one different score; nothing is changed (Article 12)."""

    year: Year
    station_code: Code
    side: Side
    material: Material
    score: Decimal


@query(
    "assessment",
    roles=(*DECIDERS, "auditor"),
    returns=QuotaLabAnswer,
    articles=("12(1)",),
    zh="比较各种名额与同分解释的结果",
    en="Compare a year under every reading of quota and ties",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetQuotaLab:
    """Show a year's grades under every reading of quota (A4) and ties (A6) of Article 12(1)."""

    year: Year
