"""Answer what surrounds the grades of a year (Article 12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from liaison_contracts.assessment.entries import Material
from liaison_contracts.assessment.yearly_entries import (
    MANY,
    DossierItem,
    DossierMaterial,
    LabFlip,
    LabResult,
    MaterialGap,
    RankMove,
    SchemeFigures,
    SheetShown,
    SideSpread,
    StationPair,
)
from liaison_contracts.codes import Grade
from liaison_contracts.entries import PRIVATE
from liaison_contracts.reasons import Reason
from liaison_contracts.words import Code, Count, Sha256, Year

__all__ = [
    "CalibrationAnswer",
    "DossierAnswer",
    "FindingExport",
    "ObjectionAnswer",
    "QuotaLabAnswer",
    "ReferralAnswer",
    "ScoresAnswer",
    "SelfAssessmentAnswer",
    "StatementAnswer",
    "TieAnswer",
    "TrialAnswer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessmentAnswer:
    """Say which materials a station has spoken of, and of which nothing is there yet (A47)."""

    year: Year
    station_code: Code
    materials: tuple[Material, ...]
    notices: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieAnswer:
    """Say how a tie was decided; the grades of the year are to be proposed again on it."""

    year: Year
    excellent: tuple[Code, ...]
    qualified: Annotated[tuple[Code, ...], MANY]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswer:
    """Say where an objection stands: filed, upheld or dismissed."""

    objection_code: Code
    station_code: Code
    year: Year
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAnswer:
    """Say how many statements a finding has now."""

    finding_code: Code
    statements: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswer:
    """Say how often a finding was referred to an authority."""

    finding_code: Code
    referrals: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingExport:
    """Hand out a finding with its evidence as one document; `sha256` is over its canonical JSON."""

    finding_code: Code
    sha256: Sha256
    document: dict[str, Any] = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAnswer:
    """Show what is recorded of a station's year under the seven materials (Article 12(2)).

    After the grades are out it is the dossier on which they stand: `frozen_on` is that day.
    """

    year: Year
    station_code: Code
    scheme_document_no: str
    scheme: SchemeFigures | None
    materials: tuple[DossierMaterial, ...]
    incidents: Annotated[tuple[DossierItem, ...], MANY]
    notices: tuple[Reason, ...]
    sha256: Sha256
    frozen_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoresAnswer:
    """Show the sheets of a station's year; each side sees the other's once both are in."""

    year: Year
    station_code: Code
    sheets: tuple[SheetShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationAnswer:
    """Compare both sides over the stations that both have scored (Article 12)."""

    year: Year
    sides: tuple[SideSpread, ...]
    departments: tuple[SideSpread, ...]
    materials: tuple[MaterialGap, ...]
    stations: Annotated[tuple[StationPair, ...], MANY]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialAnswer:
    """Say what one other mark would make of the ranking; nothing is changed by it."""

    year: Year
    quota: Count
    grade_before: Grade
    grade_after: Grade
    score_after: Decimal | None
    moves: Annotated[tuple[RankMove, ...], MANY]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLabAnswer:
    """Lay a year out under every reading of quota and ties, with the stations that flip."""

    year: Year
    graded: Count
    results: tuple[LabResult, ...]
    flips: Annotated[tuple[LabFlip, ...], MANY]
