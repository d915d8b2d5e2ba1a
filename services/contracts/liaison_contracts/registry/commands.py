"""Define the commands of an application: apply, forward, check, review, decide, approve.

`content_sha256` is the hash of the content that the person approved (see `show_application`): if
the application has been edited since, nothing happens.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from liaison_contracts.codes import Channel, HostKind, ReviewOutcome, Side
from liaison_contracts.entries import PRIVATE, DocumentEntry
from liaison_contracts.message import command
from liaison_contracts.registry.answers import (
    ApplicationAnswer,
    EligibilityAnswer,
    PlaqueAnswer,
)
from liaison_contracts.registry.entries import (
    ConditionAnswer,
    ConditionOpinion,
    OfficerEntry,
    Phone,
)
from liaison_contracts.roles import APPLICANTS, DECIDERS, REVIEWERS, TALENT_OFFICE
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import (
    CityCode,
    Code,
    Count,
    CreditCode,
    DocumentNo,
    Name,
    Sentence,
    Sha256,
)

__all__ = [
    "CheckEligibility",
    "CloseReview",
    "ForwardApplication",
    "RecordGovernmentApproval",
    "RecordLeadingGroupDecision",
    "SubmitApplication",
    "SubmitReview",
]


@command(
    "registry",
    roles=APPLICANTS,
    returns=ApplicationAnswer,
    articles=("4", "5", "6", "8", "9"),
    zh="申请设立工作站",
    en="Apply for a station",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitApplication:
    """Apply for a station.

    Article 4: by the host through its guiding department, or by a sector department that names
    the host. Article 9: the host's legal representative is the head, and there is at least one
    liaison officer. Article 8: a second station of a city needs a justification. Article 7: an
    urgent need, with its reason, does not wait for the next round. `full_time_staff` counts heads.
    Without a `guiding_department` the application waits until the talent office assigned one (A33).
    """

    application_code: Code | None = None
    host_name: Name
    host_kind: HostKind
    credit_code: CreditCode
    city_code: CityCode
    guiding_department: Code | None = None
    channel: Channel
    head: OfficerEntry
    head_is_legal_representative: bool
    liaison_officers: Annotated[tuple[OfficerEntry, ...], Items(most=20)]
    full_time_staff: Count
    premises: str
    online_channels: str
    local_resources: str
    event_capacity: str
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=200)]
    second_station_justification: str | None = None
    urgent_reason: str | None = None
    is_independent_legal_person: bool = True
    address: str | None = None
    contact_phone: Phone | None = field(default=None, repr=False, metadata=PRIVATE)
    submitted_on: date


@command(
    "registry",
    roles=("guiding_department", "sector_department"),
    returns=ApplicationAnswer,
    articles=("4",),
    zh="转报设站申请",
    en="Forward an application to the talent office",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardApplication:
    """Forward an application to the talent office with the department's opinion (Article 4)."""

    application_code: Code
    opinion: Sentence
    forwarded_on: date
    content_sha256: Sha256 | None = None


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=EligibilityAnswer,
    articles=("5", "6", "8", "9"),
    zh="审查材料与设站条件",
    en="Check completeness and the six conditions",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CheckEligibility:
    """Check that an application is complete (Article 6) and meets the six conditions (Article 5).

    `answers` contains people's findings on conditions for which a check needs proof. Article 7:
    with `urgent_reason` the talent office declares an urgent need, which does not wait for a round.
    """

    application_code: Code
    answers: Annotated[tuple[ConditionAnswer, ...], Items(most=6)] = ()
    urgent_reason: Sentence | None = None
    checked_on: date
    content_sha256: Sha256 | None = None


@command(
    "registry",
    roles=REVIEWERS,
    returns=ApplicationAnswer,
    articles=("7",),
    zh="提交资格评审意见",
    en="Submit one side's opinion in the qualification review",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReview:
    """Submit one side's opinion in the joint review of an application (Article 7).

    Only members of the panel may do so. `conditions` contains a result for each of the six
    conditions. Nobody sees the opinions of others before both sides have given theirs.
    `has_conflict` declares that the reviewer belongs to the applicant's organisation: the opinion
    is kept, but does not count.
    """

    application_code: Code
    side: Side
    outcome: ReviewOutcome
    opinion: Sentence
    has_conflict: bool
    reviewed_on: date
    conditions: Annotated[tuple[ConditionOpinion, ...], Items(most=6)] = ()
    content_sha256: Sha256 | None = None


@command(
    "registry",
    roles=TALENT_OFFICE,
    returns=ApplicationAnswer,
    articles=("7",),
    zh="结束资格评审意见征集",
    en="Close the qualification review",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReview:
    """Close the joint review of an application with its outcome (Article 7)."""

    application_code: Code
    closed_on: date


@command(
    "registry",
    roles=DECIDERS,
    returns=ApplicationAnswer,
    articles=("7",),
    zh="登记领导小组审议结果",
    en="Record the leading group's decision",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLeadingGroupDecision:
    """Record the leading group's decision on an application (Article 7)."""

    application_code: Code
    outcome: ReviewOutcome
    document_no: DocumentNo
    decided_on: date
    opinion: str
    content_sha256: Sha256 | None = None


@command(
    "registry",
    roles=("talent_office", "city_government"),
    returns=PlaqueAnswer,
    articles=("7",),
    zh="登记市人民政府批准与授牌",
    en="Record the government's approval and the plaque",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RecordGovernmentApproval:
    """Record that the city government approved an application and granted the plaque (Article 7).

    Without a `station_code` the registry assigns the next one.
    """

    application_code: Code
    approval_no: DocumentNo
    plaque_no: DocumentNo
    plaque_granted_on: date
    station_code: Code | None = None
    content_sha256: Sha256 | None = None
