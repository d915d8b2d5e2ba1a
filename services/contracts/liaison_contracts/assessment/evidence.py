"""Show the evidence of a record, and earlier uses of the same evidence (Article 12(4))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from liaison_contracts.message import query
from liaison_contracts.roles import BOTH_SIDES, STATION_SIDE
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.fields import Text
from liaison_contracts.words import Code, Count, MediaType, Sha256, Year

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
"""The address of a page that documents the activity."""

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
    """An uploaded file, by the hash of its content, with its size in bytes and media type."""

    sha256: Sha256
    size: Count
    media_type: MediaType


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceUse:
    """A use of a piece of evidence: the record, its station and its year."""

    record_code: Code
    station_code: Code
    year: Year


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """One piece of evidence and its other uses; `value` is a text, an address or a hash."""

    kind: EvidenceKind
    value: str
    also_used: tuple[EvidenceUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyEvidence:
    """A duty record for its reviewer: its evidence, and earlier uses of the same evidence."""

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
    """One file or page that is evidence of more than one record, with all these records."""

    kind: EvidenceKind
    value: str
    uses: tuple[EvidenceUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReusedEvidence:
    """The evidence used for more than one record, for a finding under Article 12(4)."""

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
    """Show the evidence of a duty record (Article 11), and other uses of the same file or page."""

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
    """List the evidence that a station used twice, or shares with others (Article 12(4))."""

    station_code: Code
