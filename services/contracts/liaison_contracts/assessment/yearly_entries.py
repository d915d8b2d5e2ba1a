"""Define the parts of the messages of the yearly assessment (Article 12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated

from liaison_contracts.assessment.entries import Material
from liaison_contracts.codes import Grade, Side
from liaison_contracts.entries import PRIVATE
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, Count, DocumentNo, Sentence, Sha256

__all__ = [
    "DossierItem",
    "DossierMaterial",
    "LabFlip",
    "LabGrade",
    "LabResult",
    "LabTie",
    "MarkCorrection",
    "MaterialGap",
    "QuotaOverrideEntry",
    "RankMove",
    "SchemeFigures",
    "SelfAssessmentText",
    "SheetShown",
    "SideSpread",
    "StationPair",
    "TiedStation",
]

MANY = Items(most=100_000)
"""The maximum number of stations in a year, or of records in a dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFigures:
    """The HOUSE figures that the office adopts for a year: weights, scores, quota, windows."""

    weights_percent: tuple[Count, ...]
    pass_mark: Count
    excellent_mark: Count
    excellent_permille: Count
    quota_room: Count
    months_for_grading: Count
    objection_working_days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaOverrideEntry:
    """Another quota within the room of "about a fifth", with minutes and reason."""

    quota: Count
    document_no: DocumentNo
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessmentText:
    """What a station says about one material; `evidence_sha256` lists uploaded files."""

    material: Material
    text: Sentence = field(repr=False, metadata=PRIVATE)
    evidence_sha256: Annotated[tuple[Sha256, ...], Items(most=50)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkCorrection:
    """Corrected points of one side for one material, after an objection was upheld."""

    side: Side
    material: Material
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierItem:
    """One record: its kind, code, date and state."""

    kind: Code
    reference: Code
    on: date
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMaterial:
    """One of the seven materials: the records, the station's self-assessment, and gaps."""

    number: Material
    name: Code
    is_missing: bool
    states: dict[str, int]
    items: Annotated[tuple[DossierItem, ...], MANY]
    periods_missed: tuple[Code, ...]
    self_assessment: str | None
    evidence_sha256: tuple[Sha256, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetShown:
    """One side's points; a hidden sheet shows no scores."""

    side: Side
    is_submitted: bool
    is_hidden: bool
    marks: dict[str, str]
    submitted_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideSpread:
    """The scoring of one side: mean, minimum, maximum, deviation, leniency.

    `leniency` is how many points more than the other side it gives the same stations; all figures
    have two decimals, rounded half-up.
    """

    side: Side
    department: Code | None
    stations: Count
    mean: Decimal
    lowest: Decimal
    highest: Decimal
    deviation: Decimal
    leniency: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialGap:
    """Both sides' mean scores for one material."""

    material: Material
    talent_office: Decimal
    guiding_department: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StationPair:
    """Both sides' exact sums for one station."""

    station_code: Code
    department: Code
    talent_office: Decimal
    guiding_department: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RankMove:
    """A station's current rank, and its rank after the change."""

    station_code: Code
    grade_before: Grade
    grade_after: Grade
    score_before: Decimal | None
    score_after: Decimal | None
    rank_before: Count | None
    rank_after: Count | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedStation:
    """A station with the points of the cut-off: its exact sort keys, and the outcome."""

    station_code: Code
    keys: tuple[Decimal, ...]
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class LabTie:
    """A tie at the cut-off: the sort keys in their order, and what decided it.

    `settled_by` is the first key that differs across the cut-off; if none does, it is the leading
    group, or the reading that takes all or none of `tied`.
    """

    score: Decimal
    keys: tuple[Code, ...]
    settled_by: Code
    tied: Annotated[tuple[Code, ...], MANY]
    stations: Annotated[tuple[TiedStation, ...], MANY]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabResult:
    """A year's result under one reading of the quota (A4) and one of ties (A6)."""

    quota_reading: Code
    tie_reading: Code
    is_in_force: bool
    quota: Count
    excellent: Annotated[tuple[Code, ...], MANY]
    undecided: Annotated[tuple[Code, ...], MANY]
    ties: tuple[LabTie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabGrade:
    """A station's grade under one pair of readings."""

    quota_reading: Code
    tie_reading: Code
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class LabFlip:
    """A station whose grade depends on the readings."""

    station_code: Code
    grades: tuple[LabGrade, ...]
