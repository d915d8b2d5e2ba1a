"""Define the answers about the yearly assessment (Article 12)."""

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
    "FindingDefenceAnswer",
    "FindingExport",
    "ObjectionAnswer",
    "QuotaLabAnswer",
    "ReferralAnswer",
    "ScoresAnswer",
    "SelfAssessmentAnswer",
    "TieAnswer",
    "TrialAnswer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAssessmentAnswer:
    """The materials with a self-assessment of the station, and those without any data yet (A47)."""

    year: Year
    station_code: Code
    materials: tuple[Material, ...]
    notices: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieAnswer:
    """The decision on a tie; the grades of the year have to be proposed again."""

    year: Year
    excellent: tuple[Code, ...]
    qualified: Annotated[tuple[Code, ...], MANY]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionAnswer:
    """The state of an objection: filed, upheld or dismissed."""

    objection_code: Code
    station_code: Code
    year: Year
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDefenceAnswer:
    """The number of defences against a finding."""

    finding_code: Code
    defences: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAnswer:
    """The number of referrals of a finding to authorities."""

    finding_code: Code
    referrals: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingExport:
    """A finding with its evidence as one document; `sha256` is the hash of its canonical JSON."""

    finding_code: Code
    sha256: Sha256
    document: dict[str, Any] = field(repr=False, metadata=PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierAnswer:
    """The records of a station's year under the seven materials (Article 12(2)).

    Once the grades are published, it is the dossier on which they are based: `frozen_on` is that
    date.
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
    """The score sheets of a station's year; each side sees the other's once both are submitted."""

    year: Year
    station_code: Code
    sheets: tuple[SheetShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationAnswer:
    """A comparison of both sides over the stations that both have scored (Article 12)."""

    year: Year
    sides: tuple[SideSpread, ...]
    departments: tuple[SideSpread, ...]
    materials: tuple[MaterialGap, ...]
    stations: Annotated[tuple[StationPair, ...], MANY]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialAnswer:
    """The ranking with one different score; nothing is changed."""

    year: Year
    quota: Count
    grade_before: Grade
    grade_after: Grade
    score_after: Decimal | None
    moves: Annotated[tuple[RankMove, ...], MANY]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLabAnswer:
    """A year's grades under every reading of quota and ties, with the stations that differ."""

    year: Year
    graded: Count
    results: tuple[LabResult, ...]
    flips: Annotated[tuple[LabFlip, ...], MANY]
