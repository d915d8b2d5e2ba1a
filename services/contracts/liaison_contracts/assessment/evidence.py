"""Ask assessment what proves a record, and where the same proof was used before (12(4))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from liaison_contracts.message import query
from liaison_contracts.roles import BOTH_SIDES, STATION_SIDE
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.fields import Text
from liaison_contracts.words import Code, Count, Sha256, Year

__all__ = [
    "DutyEvidence",
    "EvidenceItem",
    "EvidenceLink",
    "EvidenceUse",
    "FileEntry",
    "ReusedEvidence",
    "ReusedItem",
    "ShowDutyEvidence",
    "ShowReusedEvidence",
]

EvidenceLink = Annotated[str, Text(shortest=8, pattern=r"https?://[^\s\x00-\x1f]+")]
"""The address of a page that shows what was done."""

EvidenceKind = Annotated[
    Literal["file", "link", "text"],
    Words(
        "evidence_kind",
        ("file", "文件", "file"),
        ("link", "网页地址", "web address"),
        ("text", "文字说明", "remark"),
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """Name an uploaded file by the hash of its content, with its size in bytes and its type."""

    sha256: Sha256
    size: Count
    media_type: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceUse:
    """Say where a piece of evidence was used: which record, of which station, in which year."""

    record_code: Code
    station_code: Code
    year: Year


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """Show one piece of evidence and its other uses; `value` is a text, an address or a hash."""

    kind: EvidenceKind
    value: str
    also_used: tuple[EvidenceUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyEvidence:
    """Show a duty record to whoever verifies it: all that proves it, and what was seen before."""

    record_code: Code
    station_code: Code
    duty_type: Code
    occurred_on: date
    reported_on: date
    state: Code
    late: bool
    category: Code | None
    task_code: Code | None
    joint_event: Code | None
    part: str | None
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReusedItem:
    """Name one file or page that proves more than one record, and all records that it proves."""

    kind: EvidenceKind
    value: str
    uses: tuple[EvidenceUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReusedEvidence:
    """List what proves more than one record, for a finding under Article 12(4)."""

    station_code: Code
    items: tuple[ReusedItem, ...]


@query(
    "assessment",
    roles=(*STATION_SIDE, "talent_office", "auditor"),
    returns=DutyEvidence,
    articles=("11", "12(4)"),
    zh="查看履职佐证及重复使用情况",
    en="Show the evidence of a duty record and where else it was used",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDutyEvidence:
    """Show what proves a duty record (Article 11), and where the same file or page was used."""

    record_code: Code


@query(
    "assessment",
    roles=(*BOTH_SIDES, "auditor"),
    returns=ReusedEvidence,
    articles=("12(4)",),
    zh="汇集重复使用的佐证",
    en="List evidence that was used for more than one record",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowReusedEvidence:
    """Collect the evidence that a station used twice, or shares with others (Article 12(4))."""

    station_code: Code
