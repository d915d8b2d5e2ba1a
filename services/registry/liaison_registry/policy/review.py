"""Count the joint review of an application: each side must pass it (Article 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from liaison_contracts.reasons import Reason, reason
from liaison_registry.policy.facts import SIDES
from liaison_registry.policy.figures import Law
from liaison_registry.policy.segregation import Panel

ReviewOutcome = Literal["passed", "failed", "split", "no_quorum"]


@dataclass(frozen=True)
class Opinion:
    """Record one reviewer's opinion for a side, with its reason."""

    person_ref: str
    side: str
    passes: bool
    reason: str = ""


@dataclass(frozen=True)
class ReviewDecision:
    """Hold the outcome overall and by side, and whether the leading group sees both opinions."""

    outcome: ReviewOutcome
    by_side: tuple[tuple[str, str], ...]
    leading_group_sees_both: bool
    reasons: tuple[Reason, ...]


def close_review(panel: Panel, opinions: Iterable[Opinion], on: date, law: Law) -> ReviewDecision:
    """Return the outcome of a review: it passes only if each side passes it (Article 7, A31).

    A side passes by more than half of its panel members who gave an opinion; opinions of other
    people do not count. A side below its quorum has no outcome. If the sides differ, the leading
    group sees both opinions.
    """
    seats = {(r.person_ref, r.side) for r in panel.sitting}
    heard = {o.person_ref: o for o in opinions if (o.person_ref, o.side) in seats}
    votes = {side: [o.passes for o in heard.values() if o.side == side] for side in SIDES}
    need = law.figures.quorum_per_side
    short = tuple(
        reason("opinions_of_side", "7", side=side, count=len(given), least=need)
        for side, given in votes.items()
        if len(given) < need
    )
    if short:
        return ReviewDecision("no_quorum", (), False, short)
    passed = {side: 2 * sum(given) > len(given) for side, given in votes.items()}
    outcome = JOINT[law.readings_on(on).joint_review](passed)
    words = tuple((side, "passed" if ok else "failed") for side, ok in passed.items())
    reasons = tuple(
        reason("side_does_not_pass", "7", side=side) for side, ok in passed.items() if not ok
    )
    return ReviewDecision(outcome, words, outcome == "split", reasons)


def _each_side(passed: Mapping[str, bool]) -> ReviewOutcome:
    if all(passed.values()):
        return "passed"
    return "split" if any(passed.values()) else "failed"


JOINT: dict[str, Callable[[Mapping[str, bool]], ReviewOutcome]] = {"each_side": _each_side}
