"""Define the answers about review rounds, panels and opinions (Article 7)."""

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
"""The state of a round of review (Article 7)."""

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
    """The state of a round of review, and the waiting applications, longest waiting first."""

    round_code: Code
    state: RoundState
    waiting: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewerAnswer:
    """The registered reviewer, with the number of ties of each kind."""

    person_ref: Code
    side: Side
    ties: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatShown:
    """A member of a panel: sitting, or recused with the reasons."""

    person_ref: Code
    side: Side
    state: SeatState
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """A proposed substitute without ties for the side that lost a reviewer."""

    person_ref: Code
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelAnswer:
    """A panel after recusals: its members, the new quorum, and proposed substitutes."""

    application_code: Code
    stage: Code
    members: tuple[SeatShown, ...]
    sitting: dict[str, Any]
    quorum_per_side: Count
    has_quorum: bool
    substitutes: tuple[Substitute, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionShown:
    """One reviewer's opinion, with the result of each condition."""

    person_ref: Code
    side: Side
    outcome: ReviewOutcome
    opinion: Sentence
    conditions: tuple[ConditionOpinion, ...]
    reviewed_on: date
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsShown:
    """The opinions that the caller may see; `hidden` counts those that wait for the other side."""

    application_code: Code
    review_round: Count
    is_complete: bool
    opinions: tuple[OpinionShown, ...]
    hidden: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class HostConflict:
    """A reviewer, a host and their ties: kinds such as phone or credit_code."""

    person_ref: Code
    host_ref: Code
    shared: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictsFound:
    """All ties between some reviewers and all hosts on record."""

    hosts_compared: Count
    conflicts: tuple[HostConflict, ...]
