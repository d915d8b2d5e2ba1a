"""Define the answers to the registry's commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from liaison_contracts.codes import ChangeDecision, ItemState, StageOutcome
from liaison_contracts.entries import PRIVATE, DocumentType
from liaison_contracts.reasons import Reason
from liaison_contracts.registry.entries import ConditionOutcome, EligibilityCondition
from liaison_contracts.words import Code, Name

__all__ = [
    "ApplicationAnswer",
    "CaseAnswer",
    "ChangeAnswer",
    "ConditionResult",
    "EligibilityAnswer",
    "ImportStationsAnswer",
    "PersonAnswer",
    "PlaqueAnswer",
    "PolicyAnswer",
    "StationResult",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationAnswer:
    """The state of an application: `stage` is a state of the registry's application.

    `reasons` lists what it waits for, if anything.
    """

    application_code: Code
    stage: Code
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionResult:
    """The result for one of the six conditions of Article 5, with reasons."""

    condition: EligibilityCondition
    outcome: ConditionOutcome
    reason: Reason
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityAnswer:
    """The result of checking completeness (Article 6) and the six conditions (Article 5)."""

    application_code: Code
    outcome: StageOutcome
    conditions: tuple[ConditionResult, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaqueAnswer:
    """The station that an approval created (Article 7)."""

    application_code: Code
    station_code: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class StationResult:
    """The result for one station of an import."""

    station_code: Code
    state: ItemState
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStationsAnswer:
    """The result for each station, in the order of the command."""

    results: tuple[StationResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAnswer:
    """The state of an entry in the policy register: proposed or, by a second person, recorded."""

    edition: Code
    state: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAnswer:
    """The state of a reported change; there is no decision while its evaluation is open.

    `state` refused means that the report or the decision is recorded without effect, and why; the
    `reasons` of an accepted one are remarks, such as how working days of a far year were counted.
    """

    change_code: Code
    station_code: Code
    late: bool
    decision: ChangeDecision | None
    state: ItemState = "accepted"
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswer:
    """The state of a revocation case, and the last day of the station's authorisation.

    `state` is open, revoke or keep; refused means that the decision is recorded without effect, and
    why. `defence_until` is the last day of the period for the station's defence, if it has one.
    """

    case_code: Code
    station_code: Code
    state: Code
    withdrawn_on: date | None
    reasons: tuple[Reason, ...] = ()
    defence_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAnswer:
    """A person's data, revealed for a stated purpose; the access is logged."""

    person_ref: Code
    name: Name = field(repr=False, metadata=PRIVATE)
    document_type: DocumentType
    document_number: Code = field(repr=False, metadata=PRIVATE)
