"""Define the events of the yearly assessment: self-assessment, ties, objections (Article 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.assessment.entries import Material
from liaison_contracts.codes import ObjectionOutcome, Side
from liaison_contracts.message import event
from liaison_contracts.words import Code, DocumentNo, Sha256, Year

__all__ = [
    "FindingDefenceRecorded",
    "FindingReferred",
    "ObjectionDecided",
    "ObjectionFiled",
    "ScoresCorrected",
    "SelfAssessmentSubmitted",
    "TieResolved",
]


@event(
    "self_assessment.submitted.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("12(2)",),
    zh="提交自评",
    en="Self-assessment submitted",
    about_zh="告知工作站提交了部分材料的自评（第十二条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessmentSubmitted:
    """Announce that a station submitted its self-assessment of some materials (Article 12(2)).

    It lists the materials but not the text, which may name people.
    """

    year: Year
    station_code: Code
    materials: tuple[Material, ...]
    evidence_sha256: tuple[Sha256, ...] = ()
    submitted_on: date


@event(
    "scores.corrected.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("12(2)",),
    zh="考核评分更正",
    en="Scores corrected",
    about_zh="告知一方依据会议纪要更正了双方已见的评分（第十二条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresCorrected:
    """Announce that a side changed scores that both could see, by minutes (Article 12(2)).

    `document_no` is the document of the calibration, or of the upheld objection.
    """

    year: Year
    station_code: Code
    side: Side
    document_no: DocumentNo
    corrected_on: date


@event(
    "tie.resolved.v1",
    source="assessment",
    subject="year/{year}",
    articles=("12(1)",),
    zh="同分裁定",
    en="Tie resolved",
    about_zh="告知领导小组对入围线上同分的裁定（第十二条第一款，解释 A6）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class TieResolved:
    """Announce how the leading group decided a tie at the cut-off (Article 12(1), reading A6)."""

    year: Year
    tied: tuple[Code, ...]
    excellent: tuple[Code, ...]
    document_no: DocumentNo
    decided_on: date


@event(
    "objection.filed.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("12",),
    zh="提出异议",
    en="Objection filed",
    about_zh="告知工作站对年度等次提出异议（第十二条，解释 A49）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionFiled:
    """Announce that a station objected to its grade of a year (Article 12, reading A49, HOUSE)."""

    objection_code: Code
    station_code: Code
    year: Year
    filed_on: date


@event(
    "objection.decided.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("12",),
    zh="异议决定",
    en="Objection decided",
    about_zh="告知异议的处理结果（第十二条）；成立的将产生新的版本。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionDecided:
    """Announce the decision on an objection (Article 12); an upheld one leads to a new revision."""

    objection_code: Code
    station_code: Code
    year: Year
    outcome: ObjectionOutcome
    document_no: DocumentNo
    decided_on: date


@event(
    "finding.defence_recorded.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("12(4)",),
    zh="听取工作站陈述",
    en="Station's defence against a finding recorded",
    about_zh="告知已就弄虚作假核查听取工作站陈述（第十二条第四款，解释 A49）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDefenceRecorded:
    """Announce a station's defence against a suspicion of falsification (Article 12(4), A49)."""

    finding_code: Code
    station_code: Code
    evidence_sha256: tuple[Sha256, ...] = ()
    stated_on: date


@event(
    "finding.referred.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("12(4)",),
    zh="移送有关机关",
    en="Finding referred to an authority",
    about_zh="告知已认定的弄虚作假移送有关机关（第十二条第四款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FindingReferred:
    """Announce that a confirmed falsification was referred to an authority (Article 12(4))."""

    finding_code: Code
    station_code: Code
    authority: Code
    document_no: DocumentNo
    referred_on: date
