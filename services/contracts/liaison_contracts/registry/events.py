"""Tell who applied, who became a station, and who stopped being one (Articles 4 to 10 and 15)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from liaison_contracts.codes import (
    CaseDecision,
    CaseKind,
    ChangeDecision,
    Channel,
    HostKind,
    Stage,
    StageOutcome,
    WithdrawalCause,
)
from liaison_contracts.errors import Reason
from liaison_contracts.message import event
from liaison_contracts.words import (
    CityCode,
    Code,
    CreditCode,
    DocumentNo,
    Name,
    Sentence,
    Sha256,
    Year,
)

__all__ = [
    "ApplicationStageDecided",
    "ApplicationSubmitted",
    "AuthorizationWithdrawn",
    "ChangeDecided",
    "ChangeReported",
    "PlaqueGranted",
    "PolicyExtended",
    "PolicyReadingDecided",
    "RevocationCaseDecided",
    "RevocationCaseOpened",
    "StationUpdated",
]


@event(
    "application.submitted.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("4", "6"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSubmitted:
    """Tell that a host asks for a station.

    Article 4: a host applies through its guiding department, or a sector department names it.
    Article 6: form, proof of legal personality and successful cases come with it.
    """

    application_code: Code
    host_ref: Code
    host_kind: HostKind
    city_code: CityCode
    channel: Channel
    guiding_department: Code
    submitted_on: date
    applicant_org: Code | None = None
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "application.stage_decided.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("5", "6", "7", "8"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationStageDecided:
    """Tell how one stage of an application ended, and why.

    Article 7: both sides review, the leading group deliberates, the city government approves.
    `by_side` maps each side of the review to its outcome; it is empty at other stages.
    """

    application_code: Code
    stage: Stage
    outcome: StageOutcome
    by_side: dict[str, Any]
    document_no: DocumentNo | None
    decided_on: date
    reasons: tuple[Reason, ...]


@event(
    "plaque.granted.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment", "incentives"),
    articles=("7", "9"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaqueGranted:
    """Tell that a station exists and is authorised from `plaque_granted_on`, that day included.

    Article 7: the city government approves and grants the plaque. Article 9: the station has a
    head and a liaison officer, named here by reference only. `imported` marks a station of the
    time before the software, which has no application here.
    """

    station_code: Code
    application_code: Code | None
    host_ref: Code
    host_name: Name
    host_kind: HostKind
    credit_code: CreditCode
    city_code: CityCode
    guiding_department: Code
    head_ref: Code
    liaison_ref: Code
    plaque_no: DocumentNo
    approval_no: DocumentNo
    plaque_granted_on: date
    imported: bool


@event(
    "station.updated.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment", "incentives"),
    articles=("9", "10"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class StationUpdated:
    """Tell new values of a station's fields from `effective_on`.

    Article 10: what a report and its evaluation changed. The keys of `changed` are field names of
    `plaque.granted`, its values have the same form as there.
    """

    station_code: Code
    changed: dict[str, Any]
    effective_on: date


@event(
    "policy.extended.v1",
    source="registry",
    subject="policy/{edition}",
    heard_by=("assessment", "incentives"),
    articles=("15",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyExtended:
    """Tell that the trial goes on to `valid_until`, that day included.

    Article 15: the measures are on trial for one year; without an extension decisions stop.
    """

    edition: Code
    document_no: DocumentNo
    decided_on: date
    valid_until: date


@event(
    "policy.reading_decided.v1",
    source="registry",
    subject="policy/{edition}",
    heard_by=("assessment", "incentives"),
    articles=("15",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyReadingDecided:
    """Tell how an open sentence is read from `decided_on` on.

    Article 15: the talent office interprets. `reading` is its number, such as A18.
    """

    edition: Code
    reading: Code
    value: Sentence
    document_no: DocumentNo
    decided_on: date


@event(
    "revocation_case.opened.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment", "incentives"),
    articles=("10", "12(3)", "12(4)"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationCaseOpened:
    """Tell that people have to decide whether a station keeps its authorisation.

    Article 12(3): two unqualified years; 12(4): falsification; 10: a change that weighs. Opening
    a case takes nothing away. `year` is the second unqualified year, else that of the cause.
    `grounds` are the talent office's, where it opened the case by hand; they name no person.
    """

    case_code: Code
    station_code: Code
    kind: CaseKind
    year: Year
    opened_on: date
    grounds: tuple[Reason, ...] = ()
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "revocation_case.decided.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment", "incentives"),
    articles=("10", "12(3)", "12(4)"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationCaseDecided:
    """Tell what people decided on a case: revoke, or keep.

    Articles 12(3) and 12(4): the authorisation ends by a decision with reasons, never by itself.
    """

    case_code: Code
    station_code: Code
    kind: CaseKind
    year: Year
    decision: CaseDecision
    decided_on: date
    document_no: DocumentNo
    reasons: tuple[Reason, ...]


@event(
    "authorization.withdrawn.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment", "incentives"),
    articles=("10", "12(3)", "12(4)"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationWithdrawn:
    """Tell that a station is authorised up to `withdrawn_on`, that day included, and not after.

    Articles 10, 12(3) and 12(4) name the causes; a closure is the host's own wish.
    """

    station_code: Code
    withdrawn_on: date
    cause: WithdrawalCause
    case_code: Code | None


@event(
    "change.reported.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment", "incentives"),
    articles=("10",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReported:
    """Tell that a station reported a change; its evaluation runs from `reported_on`.

    Article 10: a new name, a new head or another major change is reported at once. `change` is
    name, head or a code for another one; `late` is a remark and takes nothing away.
    """

    change_code: Code
    station_code: Code
    change: Code
    happened_on: date
    reported_on: date
    late: bool
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "change.decided.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment", "incentives"),
    articles=("10",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDecided:
    """Tell whether the authorisation goes on after a reported change.

    Article 10: people evaluate the change and decide. `by_side` maps each side that evaluated it
    to what it proposed; it is empty where a decision of the past is entered.
    """

    change_code: Code
    station_code: Code
    decision: ChangeDecision
    decided_on: date
    document_no: DocumentNo
    by_side: dict[str, Any] = field(default_factory=dict)
