"""Ask the registry: apply, review, approve, import, interpret, report, decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from liaison_contracts.entries import DocumentEntry, PersonEntry
from liaison_contracts.message import command
from liaison_contracts.registry.answers import (
    ApplicationAnswer,
    CaseAnswer,
    ChangeAnswer,
    EligibilityAnswer,
    ImportStationsAnswer,
    PersonAnswer,
    PlaqueAnswer,
    PolicyAnswer,
)
from liaison_contracts.registry.entries import ConditionAnswer, StationEntry
from liaison_contracts.wire import Items
from liaison_contracts.words import (
    CaseDecision,
    ChangeDecision,
    Channel,
    CityCode,
    Code,
    Count,
    CreditCode,
    DocumentNo,
    HostKind,
    Name,
    Sentence,
    Side,
)

__all__ = [
    "CheckEligibility",
    "CloseReview",
    "DecideChange",
    "DecideRevocationCase",
    "ForwardApplication",
    "GetPerson",
    "ImportStations",
    "RecordGovernmentApproval",
    "RecordLeadingGroupDecision",
    "RecordReading",
    "RecordTrialExtension",
    "ReportChange",
    "SubmitApplication",
    "SubmitReview",
]


@command(
    "registry",
    roles=("host", "guiding_department", "sector_department"),
    returns=ApplicationAnswer,
    articles=("4", "5", "6", "8", "9"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitApplication:
    """Apply for a station.

    Article 4: by the host through its guiding department, or by a sector department that names
    the host. Article 9: the host's legal representative is the head, and there is at least one
    liaison officer. Article 8: a second station of a city needs a justification. Article 7: an
    urgent need, with its reason, does not wait for the next round. `full_time_staff` counts heads.
    """

    application_code: Code | None = None
    host_name: Name
    host_kind: HostKind
    credit_code: CreditCode
    city_code: CityCode
    guiding_department: Code
    channel: Channel
    head: PersonEntry
    head_is_legal_representative: bool
    liaison_officers: Annotated[tuple[PersonEntry, ...], Items(most=20)]
    full_time_staff: Count
    premises: str
    online_channels: str
    local_resources: str
    event_capacity: str
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=200)]
    second_station_justification: str | None = None
    urgent_reason: str | None = None
    submitted_on: date


@command(
    "registry",
    roles=("guiding_department", "sector_department"),
    returns=ApplicationAnswer,
    articles=("4",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardApplication:
    """Pass an application on to the talent office with the department's opinion (Article 4)."""

    application_code: Code
    opinion: Sentence
    forwarded_on: date


@command(
    "registry",
    roles=("talent_office",),
    returns=EligibilityAnswer,
    articles=("5", "6", "8", "9"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEligibility:
    """Check that an application is complete (Article 6) and meets the six conditions (Article 5).

    `answers` says what people found where a check can only say that it needs proof. Article 7:
    with `urgent_reason` the talent office declares an urgent need, which waits for no round.
    """

    application_code: Code
    answers: Annotated[tuple[ConditionAnswer, ...], Items(most=6)] = ()
    urgent_reason: Sentence | None = None
    checked_on: date


@command(
    "registry",
    roles=("talent_office", "guiding_department", "reviewer"),
    returns=ApplicationAnswer,
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReview:
    """Give one side's opinion in the joint review of an application (Article 7).

    `has_conflict` declares that the reviewer belongs to the applicant's organisation: the opinion
    is kept, and does not count.
    """

    application_code: Code
    side: Side
    outcome: Literal["passed", "returned"]
    opinion: Sentence
    has_conflict: bool
    reviewed_on: date


@command("registry", roles=("talent_office",), returns=ApplicationAnswer, articles=("7",))
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReview:
    """End the joint review of an application and state its outcome (Article 7)."""

    application_code: Code
    closed_on: date


@command(
    "registry",
    roles=("talent_office", "leading_group"),
    returns=ApplicationAnswer,
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLeadingGroupDecision:
    """Record what the leading group decided on an application (Article 7)."""

    application_code: Code
    outcome: Literal["passed", "returned"]
    document_no: DocumentNo
    decided_on: date
    opinion: str


@command(
    "registry",
    roles=("talent_office", "city_government"),
    returns=PlaqueAnswer,
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordGovernmentApproval:
    """Record that the city government approved an application and granted the plaque (Article 7).

    Without a `station_code` the registry makes the next one.
    """

    application_code: Code
    approval_no: DocumentNo
    plaque_no: DocumentNo
    plaque_granted_on: date
    station_code: Code | None = None


@command(
    "registry",
    roles=("talent_office", "replay"),
    returns=ImportStationsAnswer,
    articles=("7",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ImportStations:
    """Bring in stations that had their plaque before the software came (Article 7)."""

    stations: Annotated[tuple[StationEntry, ...], Items(least=1)]


@command("registry", roles=("talent_office",), returns=PolicyAnswer, articles=("15",))
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTrialExtension:
    """Extend the trial to `valid_until`, that day included (Article 15).

    The first person's command proposes; a second person's equal command records.
    """

    edition: Code
    document_no: DocumentNo
    decided_on: date
    valid_until: date


@command("registry", roles=("talent_office",), returns=PolicyAnswer, articles=("15",))
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReading:
    """Decide how an open sentence is read from `decided_on` on (Article 15).

    The first person's command proposes; a second person's equal command records.
    """

    edition: Code
    reading: Code
    value: Sentence
    document_no: DocumentNo
    decided_on: date


@command(
    "registry",
    roles=("station_head", "liaison_officer", "guiding_department"),
    returns=ChangeAnswer,
    articles=("10",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChange:
    """Report a new name, a new head or another major change of a station (Article 10).

    `change` is name, head or a code for another one. The new values take effect when people decide
    that the station goes on; Article 9 asks the same of a new head as of the first.
    """

    change_code: Code | None = None
    station_code: Code
    change: Code
    description: str = ""
    happened_on: date
    reported_on: date
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=200)] = ()
    new_host_name: Name | None = None
    new_head: PersonEntry | None = None
    new_head_is_legal_representative: bool = False


@command("registry", roles=("talent_office",), returns=ChangeAnswer, articles=("10",))
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideChange:
    """Record whether the authorisation goes on after a reported change (Article 10).

    A withdrawal takes the way of the plaque back (A42): `passed_by` names the bodies that assented
    besides the talent office, `leading_group` and `city_government`.
    """

    change_code: Code
    decision: ChangeDecision
    decided_on: date
    document_no: DocumentNo
    passed_by: Annotated[tuple[Code, ...], Items(most=10)] = ()


@command(
    "registry",
    roles=("talent_office", "leading_group"),
    returns=CaseAnswer,
    articles=("10", "12(3)", "12(4)"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRevocationCase:
    """Record what people decided on a revocation case, with their reasons (Article 12(3), (4)).

    `is_work_found_ineffective` says that ineffective work is on record beside the two unqualified
    years, which one reading (A3, `both_required`) asks of a revocation.
    """

    case_code: Code
    decision: CaseDecision
    decided_on: date
    document_no: DocumentNo
    reasons: Annotated[tuple[Sentence, ...], Items(least=1, most=50)]
    is_work_found_ineffective: bool = False


@command(
    "registry",
    roles=("talent_office", "guiding_department", "auditor"),
    returns=PersonAnswer,
    articles=("9",),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class GetPerson:
    """Look at a head or liaison officer (Article 9) for a stated purpose; the look is logged."""

    person_ref: Code
    purpose: Sentence
