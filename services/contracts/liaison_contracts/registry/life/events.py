"""Define the events of existing stations (Articles 8 to 12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.codes import (
    CaseDecision,
    CaseKind,
    WithdrawalCause,
)
from liaison_contracts.message import event
from liaison_contracts.reasons import Reason
from liaison_contracts.words import (
    Code,
    DocumentNo,
    Sha256,
    Year,
)

__all__ = [
    "AuthorizationWithdrawn",
    "CalendarDayDecided",
    "DefenceRecorded",
    "IncidentRecorded",
    "PlaqueRecovered",
    "RevocationCaseDecided",
    "RevocationCaseOpened",
]


@event(
    "incident.recorded.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment",),
    articles=("8(2)",),
    zh="超范围业务登记",
    en="Business outside the duties recorded",
    about_zh="告知有人以工作站名义从事职责以外的业务。",
    says_zh="登记 {occurred_on} 超范围业务 {incident_code}，{liability_notice_on} 告知责任主体。",
    says_en="Business outside the duties of {occurred_on} was recorded as {incident_code}; "
    "the host received notice of its liability on {liability_notice_on}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRecorded:
    """Announce that business outside the duties was conducted under a station's name.

    Article 8(2): only the host is liable, and was notified on `liability_notice_on`. Nothing
    follows automatically; the assessors of the year see it.
    """

    incident_code: Code
    station_code: Code
    occurred_on: date
    liability_notice_on: date
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "defence.recorded.v1",
    source="registry",
    subject="station/{station_code}",
    articles=("10", "12(3)", "12(4)"),
    zh="工作站陈述",
    en="Station's defence recorded",
    about_zh="告知工作站已就可能取消授权的案件或变故作出陈述。",
    says_zh="{stated_on} 工作站就 {case_code} 作出陈述。",
    says_en="The station made its defence in {case_code} on {stated_on}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class DefenceRecorded:
    """Announce a station's defence in a case or a change that may end its authorisation.

    Articles 10 and 12 let people decide; the station is heard first (HOUSE). `case_code` is the
    code of the revocation case or the change. The text stays in the registry.
    """

    case_code: Code
    station_code: Code
    stated_on: date
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "plaque.recovered.v1",
    source="registry",
    subject="station/{station_code}",
    articles=("12(3)", "12(4)"),
    zh="收回授牌",
    en="Plaque recovered",
    about_zh="告知已收回被取消授权的工作站的牌匾（第十二条）。",
    says_zh="{recovered_on} 收回授牌。",
    says_en="The plaque was recovered on {recovered_on}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class PlaqueRecovered:
    """Announce that the plaque of a withdrawn station was returned (Article 12)."""

    station_code: Code
    recovered_on: date


@event(
    "calendar.day_decided.v1",
    source="registry",
    subject="calendar/{on.year}",
    heard_by=("assessment", "incentives"),
    articles=("10",),
    zh="调整工作日历",
    en="Calendar day decided",
    about_zh="告知市人才办认定 `on` 是否为工作日，不论日历如何规定。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDayDecided:
    """Announce that the office counts `on` as a working day, or not, regardless of the calendar.

    Article 10 requires changes to be reported at once, which is counted in working days (HOUSE).
    """

    on: date
    is_working_day: bool
    document_no: DocumentNo


@event(
    "revocation_case.opened.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment", "incentives"),
    articles=("10", "12(3)", "12(4)"),
    zh="取消授权立案",
    en="Revocation case opened",
    about_zh="告知须由人决定工作站是否保留授权。",
    says_zh="{opened_on} 就{kind}立案 {case_code}。",
    says_en="Case {case_code} was opened on {opened_on}: {kind}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationCaseOpened:
    """Announce that people have to decide whether a station keeps its authorisation.

    Article 12(3): two unqualified years; 12(4): falsification; 10: a serious change. Opening a case
    withdraws nothing. `year` is the second unqualified year, otherwise the year of the cause.
    `grounds` are the talent office's, if it opened the case manually; they name no person.
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
    zh="取消授权案件决定",
    en="Revocation case decided",
    about_zh="告知对案件的决定：取消授权或保留。",
    says_zh="案件 {case_code} 决定：{decision}（{document_no}）。",
    says_en="Case {case_code} was decided: {decision} ({document_no}).",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationCaseDecided:
    """Announce the decision on a revocation case: revoke or keep.

    Articles 12(3) and 12(4): the authorisation ends by a decision with reasons, never
    automatically.
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
    zh="授权终止",
    en="Authorisation ended",
    about_zh="告知工作站授权截至 `withdrawn_on`（含当日），此后终止。",
    says_zh="授权于 {withdrawn_on} 终止，原因：{cause}。",
    says_en="The authorisation ended on {withdrawn_on}: {cause}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationWithdrawn:
    """Announce that a station's authorisation ends on `withdrawn_on` (inclusive).

    Articles 10, 12(3) and 12(4) name the causes; a closure is at the host's own request.
    """

    station_code: Code
    withdrawn_on: date
    cause: WithdrawalCause
    case_code: Code | None
