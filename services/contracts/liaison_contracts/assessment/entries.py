"""Define the parts of assessment's commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from liaison_contracts.assessment.evidence import EvidenceLink, FileEntry
from liaison_contracts.codes import DutyOutcome
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.fields import Items
from liaison_contracts.words import Code, Sentence

__all__ = [
    "DutyEntry",
    "DutyReview",
    "Material",
    "MaterialScore",
    "StationScores",
]

Material = Annotated[
    Literal[1, 2, 3, 4, 5, 6, 7],
    Words(
        "material",
        (1, "宣传推广情况", "publicity"),
        (2, "每季度召开高层次人才交流活动情况", "quarterly talent exchanges"),
        (3, "成功人士动态信息库和日常联系情况", "directory of natives and contacts"),
        (4, "信息收集和报送情况", "information gathered and reported"),
        (5, "招引合作成果情况", "results of cooperation"),
        (6, "承办活动成果和其他联络服务工作情况", "events and other tasks for the talent office"),
        (7, "经费使用情况", "use of the funds"),
    ),
]
"""The seven materials of Article 12(2), by number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyEntry:
    """Record one activity of a station (Article 11); one record counts for one duty (A44).

    `evidence` is a text: a remark, an address or a hash; `links` and `files` may be given in
    addition. A file must be uploaded first. `category` is the kind of an information report
    (institutions_and_results, local_events, societies_and_headhunters), `task_code` the assigned
    task. An activity of several stations has the code `joint_event`, and each station describes its
    own `part` in it.
    """

    record_code: Code | None = None
    station_code: Code
    duty_type: Code
    occurred_on: date
    reported_on: date
    evidence: str
    category: Code | None = None
    task_code: Code | None = None
    joint_event: Code | None = None
    part: Sentence | None = None
    links: Annotated[tuple[EvidenceLink, ...], Items(most=20)] = ()
    files: Annotated[tuple[FileEntry, ...], Items(most=20)] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyReview:
    """Verify a duty record, or return it with a reason."""

    record_code: Code
    outcome: DutyOutcome
    reason_code: Code | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialScore:
    """Score one material of Article 12(2): 0 to 100 points, with at most two decimals."""

    material: Material
    score: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class StationScores:
    """Score the materials of one station; an omitted material counts as zero."""

    station_code: Code
    materials: Annotated[tuple[MaterialScore, ...], Items(most=7)]
