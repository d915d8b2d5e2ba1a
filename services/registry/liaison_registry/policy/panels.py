"""Propose substitutes for recused reviewers, and decide when opinions are visible (Article 7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from liaison_registry.policy.facts import SIDES
from liaison_registry.policy.segregation import Panel


@dataclass(frozen=True)
class Candidate:
    """Hold a registered reviewer: side, ties to the applicant by kind, number of open cases."""

    person_ref: str
    side: str
    ties: tuple[str, ...] = ()
    cases: int = 0


def substitutes(
    pool: Iterable[Candidate], panel: Panel, busy: Collection[str]
) -> tuple[Candidate, ...]:
    """Return a substitute for each recused reviewer, from the same side, least busy first.

    Reviewers who have ties to the applicant, are on the panel, or took a step in the case are not
    proposed.
    """
    seated = {r.person_ref for r in panel.sitting} | {r.person_ref for r in panel.recused}
    lost = dict.fromkeys(SIDES, 0)
    for recusal in panel.recused:
        lost[recusal.side] = lost.get(recusal.side, 0) + 1
    free = sorted(
        (c for c in pool if not c.ties and c.person_ref not in seated and c.person_ref not in busy),
        key=lambda c: (c.cases, c.person_ref),
    )
    return tuple(
        candidate
        for side in SIDES
        for candidate in [c for c in free if c.side == side][: lost[side]]
    )


def both_sides_are_in(panel: Panel, given: Mapping[str, str]) -> bool:
    """Return whether all members of both sides gave their opinions, which makes them visible.

    `given` maps each person who gave an opinion to the side. Until then the sides cannot see each
    other's opinions, so neither waits for the other's (Articles 3 and 7).
    """
    waiting = [r for r in panel.sitting if given.get(r.person_ref) != r.side]
    return panel.has_quorum and not waiting
