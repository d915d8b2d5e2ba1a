"""Define the events of a major change: reported, evaluated and decided (Article 10)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from liaison_contracts.codes import (
    ChangeDecision,
    Side,
)
from liaison_contracts.message import event
from liaison_contracts.words import (
    Code,
    DocumentNo,
    Sha256,
)

__all__ = ["ChangeDecided", "ChangeEvaluated", "ChangeReported"]


@event(
    "change.evaluated.v1",
    source="registry",
    subject="station/{station_code}",
    articles=("3", "10"),
    zh="变故评估意见",
    en="Change evaluated by one side",
    about_zh="告知决定之前一方对所报变故的评估意见。",
    says_zh="{side}对变故 {change_code} 的评估意见：{outcome}。",
    says_en="The {side} evaluated change {change_code}: {outcome}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEvaluated:
    """Announce one side's evaluation of a reported change, before people decide on it.

    Article 10: talent office and guiding department evaluate. A later evaluation of the same side
    replaces an earlier one.
    """

    change_code: Code
    station_code: Code
    side: Side
    outcome: ChangeDecision
    evaluated_on: date
    evidence_sha256: tuple[Sha256, ...] = ()


@event(
    "change.reported.v1",
    source="registry",
    subject="station/{station_code}",
    heard_by=("assessment", "incentives"),
    articles=("10",),
    zh="报备重大变故",
    en="Change reported",
    about_zh="告知工作站报备变故；评估期自 `reported_on` 起算。",
    says_zh="{reported_on} 报备重大变故 {change_code}（{change}），发生于 {happened_on}。",
    says_en="Change {change_code} ({change}) of {happened_on} was reported on {reported_on}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeReported:
    """Announce that a station reported a change; its evaluation runs from `reported_on`.

    Article 10: a new name, a new head or another major change is reported at once. `change` is
    name, head or a code for another one; `late` is a remark without consequences.
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
    zh="变故评估决定",
    en="Change decided",
    about_zh="告知报备变故后授权是否继续。",
    says_zh="变故 {change_code} 决定：{decision}（{document_no}）。",
    says_en="Change {change_code} was decided: {decision} ({document_no}).",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDecided:
    """Announce whether the authorisation continues after a reported change.

    Article 10: people evaluate the change and decide. `by_side` maps each side that evaluated it to
    its proposal; it is empty for an imported decision.
    """

    change_code: Code
    station_code: Code
    decision: ChangeDecision
    decided_on: date
    document_no: DocumentNo
    by_side: dict[str, Any] = field(default_factory=dict)
