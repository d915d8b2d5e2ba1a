"""Define the parts of the registry's commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from liaison_contracts.codes import HostKind, ReviewOutcome
from liaison_contracts.entries import PRIVATE, PersonEntry
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.wire.fields import Text, Whole
from liaison_contracts.words import (
    ArticleNo,
    CityCode,
    Code,
    CreditCode,
    DocumentNo,
    Name,
    Sentence,
)

__all__ = [
    "AnsweredOutcome",
    "ConditionAnswer",
    "ConditionOpinion",
    "ConditionOutcome",
    "Correction",
    "EligibilityCondition",
    "MinutesEntry",
    "OfficerEntry",
    "Phone",
    "Points",
    "ResidentNumber",
    "StationEntry",
]

EligibilityCondition = Annotated[
    Literal["5(1)", "5(2)", "5(3)", "5(4)", "5(5)", "5(6)"],
    Words(
        "condition",
        ("5(1)", "驻地人才密集", "a place with many talents"),
        ("5(2)", "独立法人资格与信誉", "legal person of good standing"),
        ("5(3)", "办公场所、工作人员与设施", "premises, staff and equipment"),
        ("5(4)", "互联网资源与宣传推介能力", "online resources and publicity"),
        ("5(5)", "当地社会资源与人才信息", "local resources and knowledge of talents"),
        ("5(6)", "组织人才活动的能力", "ability to organise talent events"),
    ),
]
"""The six conditions of Article 5, by their number."""

ConditionOutcome = Annotated[
    Literal["met", "not_met", "needs_proof"],
    Words(
        "condition_outcome",
        ("met", "符合", "met"),
        ("not_met", "不符合", "not met"),
        ("needs_proof", "需核实佐证", "needs proof"),
    ),
]
"""The result of a check; `needs_proof` requires a person's answer."""

AnsweredOutcome = Annotated[
    Literal["met", "not_met"],
    Words("answered_outcome", ("met", "符合", "met"), ("not_met", "不符合", "not met")),
]
"""A person's answer if a check needs proof."""

Phone = Annotated[str, Text(shortest=5, longest=40, pattern=r"[0-9０-９+＋()（）\- .#转extEXT]+")]
"""A telephone number as people write it, with its extension if it has one."""

ResidentNumber = Annotated[str, Text(longest=18, pattern=r"[0-9]{17}[0-9Xx]|[0-9]{15}")]
"""The number of a resident identity card, of eighteen signs or, before 2013, of fifteen."""

Points = Annotated[int, Whole(least=0, most=100)]
"""A reviewer's score for one condition, in points of a hundred; people decide, not the points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerEntry(PersonEntry):
    """A head or liaison officer with the term of office (Article 9).

    The term runs from `appointed_on` to `appointed_until`, that day included, or has no end.
    """

    phone: Phone | None = field(default=None, repr=False, metadata=PRIVATE)
    appointed_on: date | None = None
    appointed_until: date | None = None
    is_full_time: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionOpinion:
    """A reviewer's opinion on one condition of Article 5: points, and why."""

    condition: EligibilityCondition
    points: Points
    opinion: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction that an applicant has to make: where, what, and under which article."""

    field: Code
    what: Sentence
    article: ArticleNo


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesEntry:
    """The leading group's decision on one application of its agenda (Article 7)."""

    application_code: Code
    outcome: ReviewOutcome
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionAnswer:
    """A person's finding on a condition of Article 5 that a check cannot decide, with a reason."""

    condition: EligibilityCondition
    outcome: AnsweredOutcome
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class StationEntry:
    """A station that already has its plaque, for import: one line of the year book's stations.

    Address, number and the head's resident identity number are stored only as keyed hashes, to find
    reviewers with ties to the host (Article 7); values given later are added.
    """

    station_code: Code
    host_name: Name
    host_kind: HostKind
    credit_code: CreditCode
    city_code: CityCode
    guiding_department: Code
    head_ref: Code
    liaison_ref: Code
    plaque_granted_on: date
    plaque_no: DocumentNo
    approval_no: DocumentNo
    address: Sentence | None = field(default=None, repr=False, metadata=PRIVATE)
    contact_phone: Phone | None = field(default=None, repr=False, metadata=PRIVATE)
    head_document_number: ResidentNumber | None = field(default=None, repr=False, metadata=PRIVATE)
