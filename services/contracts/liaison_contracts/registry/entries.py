"""Describe the parts of the registry's commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from liaison_contracts.words import CityCode, Code, CreditCode, DocumentNo, HostKind, Name, Sentence

__all__ = [
    "AnsweredOutcome",
    "ConditionAnswer",
    "ConditionOutcome",
    "EligibilityCondition",
    "StationEntry",
]

EligibilityCondition = Literal["5(1)", "5(2)", "5(3)", "5(4)", "5(5)", "5(6)"]
"""The six conditions of Article 5, by their number."""

ConditionOutcome = Literal["met", "not_met", "needs_proof"]
"""What a check finds; `needs_proof` is for people to answer."""

AnsweredOutcome = Literal["met", "not_met"]
"""What people answer where a check needs proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionAnswer:
    """Answer a condition of Article 5 that a check cannot judge, with a reason."""

    condition: EligibilityCondition
    outcome: AnsweredOutcome
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class StationEntry:
    """Bring in a station that has its plaque already: one line of the year book's stations."""

    station_code: Code
    host_name: Name
    host_kind: HostKind
    credit_code: CreditCode
    city_code: CityCode
    guiding_department: Code
    head_ref: Code
    liaison_ref: Code
    plaque_granted_on: date
    plaque_no: DocumentNo
    approval_no: DocumentNo
