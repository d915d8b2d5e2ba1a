"""The sheets of a year book: one frozen dataclass per sheet, with its columns in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from liaison_contracts.assessment.entries import Material
from liaison_contracts.codes import Basis, CaseDecision, ChangeDecision, Level, Side
from liaison_contracts.money import Fen
from liaison_contracts.registry.entries import StationEntry
from liaison_contracts.wire.fields import Text
from liaison_contracts.words import Code, Count, DocumentNo, Year

YesNo = Literal["yes", "no"]
MAY_BE_LEFT_OUT = {"may_be_left_out": True}
"""Metadata of a column that older books do not have."""
Refs = Annotated[str, Text(pattern=r"\S+( +\S+)*")]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionLine:
    """Extend the trial, or decide a reading (Article 15)."""

    edition: Code
    kind: Literal["extension", "reading"]
    document_no: DocumentNo
    decided_on: date
    valid_until: date | None = None
    reading: Annotated[str, Text(pattern=r"A[0-9]{1,2}")] | None = None
    value: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """Record one activity of a station (Article 11)."""

    record_code: Code
    station_code: Code
    duty_type: Code
    occurred_on: date
    reported_on: date
    evidence: str
    verified: YesNo


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """Score one material of a station for one side, 0 to 100 points (Article 12(2))."""

    station_code: Code
    year: Year
    side: Side
    material: Material
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RecruitmentLine:
    """Claim a recruitment, with the dates of admission to programmes (Article 14(1)).

    `member_refs` are the other members of a team, separated by spaces (reading A20).
    """

    recruitment_code: Code
    station_code: Code
    talent_ref: Code
    level: Level
    basis: Basis
    contract_months: Count | None = None
    signed_on: date
    claimed_on: date
    national_on: date | None = None
    provincial_on: date | None = None
    verified: YesNo
    member_refs: Refs | None = field(default=None, metadata=MAY_BE_LEFT_OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """Hold a special event with an approved amount, in yuan (Article 13(2))."""

    event_code: Code
    station_code: Code
    approved_on: date | None = None
    held_on: date
    approved_amount_fen: Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class BoleLine:
    """Decide a Bole award for an assessed year, in yuan (Article 14(2))."""

    bole_code: Code
    station_code: Code
    year: Year
    amount_fen: Fen
    leading_group_decision: DocumentNo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingLine:
    """Report a year's spending, in yuan, and its review by the leading group (Article 13(3))."""

    station_code: Code
    year: Year
    spent_fen: Fen
    submitted_on: date | None = None
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """Report a major change, and the decision on it (Article 10)."""

    station_code: Code
    change: Code
    happened_on: date
    reported_on: date
    decided_on: date | None = None
    decision: ChangeDecision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """A finding of falsification, its confirmation, and the withdrawal (Article 12(4))."""

    station_code: Code
    found_on: date
    confirmed_on: date | None = None
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """The decision on a case opened by two unqualified years (Article 12(3))."""

    station_code: Code
    year: Year
    decision: CaseDecision
    decided_on: date


@dataclass(frozen=True)
class Sheet:
    """One file of a year book: its name, its lines, and the columns that make a line unique."""

    name: str
    line: type
    unique: tuple[str, ...]


SHEETS = (
    Sheet("editions", EditionLine, ("edition", "kind", "document_no", "decided_on", "reading")),
    Sheet("stations", StationEntry, ("station_code",)),
    Sheet("duties", DutyLine, ("record_code",)),
    Sheet("scores", ScoreLine, ("station_code", "year", "side", "material")),
    Sheet("recruitments", RecruitmentLine, ("recruitment_code",)),
    Sheet("events", EventLine, ("event_code",)),
    Sheet("bole", BoleLine, ("bole_code",)),
    Sheet("spending", SpendingLine, ("station_code", "year")),
    Sheet("changes", ChangeLine, ("station_code", "change", "reported_on")),
    Sheet("findings", FindingLine, ("station_code", "found_on")),
    Sheet("case_decisions", CaseLine, ("station_code", "year")),
)
