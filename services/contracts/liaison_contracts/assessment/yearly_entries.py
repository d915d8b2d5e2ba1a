"""Describe the parts of what surrounds the grades of a year (Article 12)."""

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
    "MaterialStatement",
    "QuotaOverrideEntry",
    "RankMove",
    "SchemeFigures",
    "SheetShown",
    "SideSpread",
    "StationPair",
    "TiedStation",
]

MANY = Items(most=100_000)
"""As many as there may be stations in a year, or records in a dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFigures:
    """Print the HOUSE figures that the office adopts for a year: weights, marks, room, windows."""

    weights_percent: tuple[Count, ...]
    pass_mark: Count
    excellent_mark: Count
    excellent_permille: Count
    quota_room: Count
    months_for_grading: Count
    objection_working_days: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaOverrideEntry:
    """Set the quota otherwise within the room that "about a fifth" leaves, with minutes and why."""

    quota: Count
    document_no: DocumentNo
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialStatement:
    """Say, as a station, how it did on one material; `evidence_sha256` names uploaded files."""

    material: Material
    text: Sentence = field(repr=False, metadata=PRIVATE)
    evidence_sha256: Annotated[tuple[Sha256, ...], Items(most=50)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkCorrection:
    """Give one material of one side other points after an objection was upheld."""

    side: Side
    material: Material
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierItem:
    """Name one recorded thing: what it is, its code, its day, and where it stands."""

    kind: Code
    reference: Code
    on: date
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierMaterial:
    """Show one of the seven materials: what is recorded, what the station says, what lacks."""

    number: Material
    name: Code
    is_missing: bool
    states: dict[str, int]
    items: Annotated[tuple[DossierItem, ...], MANY]
    periods_missed: tuple[Code, ...]
    statement: str | None
    evidence_sha256: tuple[Sha256, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetShown:
    """Show one side's points; hidden ones have no marks, whatever is there."""

    side: Side
    is_submitted: bool
    is_hidden: bool
    marks: dict[str, str]
    submitted_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideSpread:
    """Describe how one side scores: points on the mean, both ends, deviation, leniency.

    `leniency` is how much more than the other side it gives on the same stations; all figures
    have two decimals, half-up.
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
    """Tell how both sides score one material on the mean."""

    material: Material
    talent_office: Decimal
    guiding_department: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StationPair:
    """Hold both sides' exact sums for one station."""

    station_code: Code
    department: Code
    talent_office: Decimal
    guiding_department: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RankMove:
    """Tell where a station stands, and where it would stand."""

    station_code: Code
    grade_before: Grade
    grade_after: Grade
    score_before: Decimal | None
    score_after: Decimal | None
    rank_before: Count | None
    rank_after: Count | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TiedStation:
    """Hold a station with the points of the cut: its exact keys, and how it fell."""

    station_code: Code
    keys: tuple[Decimal, ...]
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class LabTie:
    """Certify a tie at the cut: the keys in their order, and what settled it.

    `settled_by` is the first key that differs across the cut; where none does, it is the
    leading group, or the reading that takes all or none of `tied`.
    """

    score: Decimal
    keys: tuple[Code, ...]
    settled_by: Code
    tied: Annotated[tuple[Code, ...], MANY]
    stations: Annotated[tuple[TiedStation, ...], MANY]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabResult:
    """Hold a year's result under one reading of the quota (A4) and one of ties (A6)."""

    quota_reading: Code
    tie_reading: Code
    is_in_force: bool
    quota: Count
    excellent: Annotated[tuple[Code, ...], MANY]
    undecided: Annotated[tuple[Code, ...], MANY]
    ties: tuple[LabTie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabGrade:
    """Give a station's grade under one pair of readings."""

    quota_reading: Code
    tie_reading: Code
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class LabFlip:
    """Name a station whose grade depends on the readings."""

    station_code: Code
    grades: tuple[LabGrade, ...]
