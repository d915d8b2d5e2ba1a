"""Define the registry's main events: applications, plaques, policy (Articles 4 to 10 and 15)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from liaison_contracts.codes import (
    Channel,
    HostKind,
    Stage,
    StageOutcome,
)
from liaison_contracts.message import event
from liaison_contracts.reasons import Reason
from liaison_contracts.words import (
    CityCode,
    Code,
    CreditCode,
    DocumentNo,
    Name,
    OrgCode,
    Sentence,
    Sha256,
)

__all__ = [
    "ApplicationStageDecided",
    "ApplicationSubmitted",
    "PlaqueGranted",
    "PolicyExtended",
    "PolicyReadingDecided",
    "StationUpdated",
]


@event(
    "application.submitted.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("4", "6"),
    zh="提交设站申请",
    en="Application submitted",
    about_zh="告知某单位申请设立工作站。",
    says_zh="{submitted_on} 经{guiding_department}提交设站申请 {application_code}。",
    says_en="Application {application_code} was submitted through the {guiding_department} "
    "on {submitted_on}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSubmitted:
    """Announce that a host applied for a station.

    Article 4: a host applies through its guiding department, or a sector department nominates it.
    Article 6: form, proof of legal personality and successful cases are attached.
    """

    application_code: Code
    host_ref: Code
    host_kind: HostKind
    city_code: CityCode
    channel: Channel
    guiding_department: Code
    submitted_on: date
    applicant_org: OrgCode | None = None
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "application.stage_decided.v1",
    source="registry",
    subject="application/{application_code}",
    articles=("5", "6", "7", "8"),
    zh="设站审核环节办结",
    en="Application stage decided",
    about_zh="告知申请某一审核环节的结果及理由。",
    says_zh="设站申请 {application_code} 的{stage}环节：{outcome}。",
    says_en="Application {application_code}, {stage}: {outcome}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationStageDecided:
    """Announce the outcome of one stage of an application, and why.

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
    zh="授牌",
    en="Plaque granted",
    about_zh="告知工作站成立，自 `plaque_granted_on`（含当日）起获得授权。",
    says_zh="{plaque_granted_on} 授牌 {plaque_no}，批准文号 {approval_no}。",
    says_en="Plaque {plaque_no} was granted on {plaque_granted_on} under {approval_no}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaqueGranted:
    """Announce that a station exists and is authorised from `plaque_granted_on` (inclusive).

    Article 7: the city government approves and grants the plaque. Article 9: the station has a head
    and a liaison officer, given here only by reference. `imported` marks a station from the time
    before this software, which has no application here.
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
    zh="工作站信息变更",
    en="Station details changed",
    about_zh="告知工作站信息自 `effective_on` 起的新值。",
    says_zh="自 {effective_on} 起工作站信息变更。",
    says_en="New details of the station are in force from {effective_on}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class StationUpdated:
    """Announce new values of a station's fields from `effective_on`.

    Article 10: changes after a report and its evaluation. The keys of `changed` are field names of
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
    zh="试行期延长",
    en="Trial extended",
    about_zh="告知试行期延长至 `valid_until`（含当日）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyExtended:
    """Announce that the trial is extended to `valid_until` (inclusive).

    Article 15: the measures are on trial for one year; without an extension no decisions are
    possible.
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
    zh="条文解释",
    en="Reading decided",
    about_zh="告知自 `decided_on` 起某一条文的解释。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyReadingDecided:
    """Announce how an ambiguous sentence is interpreted from `decided_on` on.

    Article 15: the talent office interprets. `reading` is its number, such as A18.
    """

    edition: Code
    reading: Code
    value: Sentence
    document_no: DocumentNo
    decided_on: date
