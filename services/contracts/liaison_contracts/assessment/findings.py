"""Define the events of findings of falsification: opened and decided (Article 12(4))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.message import event
from liaison_contracts.words import Code, DocumentNo

__all__ = ["FindingConfirmed", "FindingDismissed", "FindingOpened"]


@event(
    "finding.opened.v1",
    source="assessment",
    subject="station/{station_code}",
    heard_by=("registry", "incentives"),
    articles=("12(4)",),
    zh="弄虚作假立项核查",
    en="Suspicion of falsification opened",
    about_zh="告知涉嫌弄虚作假立项核查，自该日起暂缓拨付（第十二条第四款）。",
    says_zh="{found_on} 就弄虚作假立项核查 {finding_code}。",
    says_en="A suspicion of falsification was opened as {finding_code} on {found_on}.",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FindingOpened:
    """Announce that falsification is suspected (Article 12(4)): payments are held from then on."""

    finding_code: Code
    station_code: Code
    found_on: date


@event(
    "finding.confirmed.v1",
    source="assessment",
    subject="station/{station_code}",
    heard_by=("registry", "incentives"),
    articles=("12(4)",),
    zh="认定弄虚作假",
    en="Falsification confirmed",
    about_zh="告知第二人以文件认定弄虚作假（第十二条第四款）。",
    says_zh="认定弄虚作假 {finding_code}（{document_no}）。",
    says_en="Falsification {finding_code} was confirmed ({document_no}).",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FindingConfirmed:
    """Announce that a second person confirmed falsification by document (Article 12(4))."""

    finding_code: Code
    station_code: Code
    confirmed_on: date
    document_no: DocumentNo


@event(
    "finding.dismissed.v1",
    source="assessment",
    subject="station/{station_code}",
    heard_by=("registry", "incentives"),
    articles=("12(4)",),
    zh="弄虚作假不成立",
    en="Suspicion of falsification dismissed",
    about_zh="告知弄虚作假不成立，恢复拨付（第十二条第四款）。",
    says_zh="弄虚作假 {finding_code} 不成立（{document_no}）。",
    says_en="Suspicion {finding_code} was dismissed ({document_no}).",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDismissed:
    """Announce that a suspicion of falsification was dismissed (Article 12(4)); payments resume."""

    finding_code: Code
    station_code: Code
    dismissed_on: date
    document_no: DocumentNo
