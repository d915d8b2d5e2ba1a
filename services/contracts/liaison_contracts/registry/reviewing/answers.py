"""Answer about review rounds, panels and opinions (Article 7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from liaison_contracts.codes import ReviewOutcome, Side
from liaison_contracts.reasons import Reason
from liaison_contracts.registry.entries import ConditionOpinion
from liaison_contracts.vocabulary.word_lists import Words
from liaison_contracts.words import Code, Count, Sentence

__all__ = [
    "ConflictsFound",
    "HostConflict",
    "OpinionShown",
    "OpinionsShown",
    "PanelAnswer",
    "ReviewerAnswer",
    "RoundAnswer",
    "SeatShown",
    "Substitute",
]

RoundState = Annotated[
    Literal["open", "closed"],
    Words("round_state", ("open", "办理中", "open"), ("closed", "已结束", "closed")),
]
"""Where a round of review stands (Article 7)."""

SeatState = Annotated[
    Literal["sitting", "recused"],
    Words(
        "seat_state",
        ("sitting", "参加评审", "sitting"),
        ("recused", "已回避", "recused"),
    ),
]
"""Whether a member of a panel sits (Article 7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundAnswer:
    """Say where a round of review stands, and which applications wait, the longest first."""

    round_code: Code
    state: RoundState
    waiting: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerAnswer:
    """Say that a reviewer is on record, with how many ties of each kind to compare."""

    person_ref: Code
    side: Side
    ties: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatShown:
    """Show a member of a panel: sitting, or recused with the reasons."""

    person_ref: Code
    side: Side
    state: SeatState
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """Propose a reviewer without ties for the side that lost one."""

    person_ref: Code
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelAnswer:
    """Show a panel after recusals: who sits, the quorum counted anew, and whom to seat instead."""

    application_code: Code
    stage: Code
    members: tuple[SeatShown, ...]
    sitting: dict[str, Any]
    quorum_per_side: Count
    has_quorum: bool
    substitutes: tuple[Substitute, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionShown:
    """Show one reviewer's opinion, with what each condition came to."""

    person_ref: Code
    side: Side
    outcome: ReviewOutcome
    opinion: Sentence
    conditions: tuple[ConditionOpinion, ...]
    reviewed_on: date
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsShown:
    """Show the opinions a caller may see; `hidden` counts those that wait for the other side."""

    application_code: Code
    review_round: Count
    is_complete: bool
    opinions: tuple[OpinionShown, ...]
    hidden: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class HostConflict:
    """Name a reviewer, a host and what they share: kinds such as phone or credit_code."""

    person_ref: Code
    host_ref: Code
    shared: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictsFound:
    """List every tie between some reviewers and all hosts on record."""

    hosts_compared: Count
    conflicts: tuple[HostConflict, ...]
