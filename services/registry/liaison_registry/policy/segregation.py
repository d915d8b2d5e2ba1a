"""Separate duties: nobody takes two steps in one case or judges their own application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from liaison_contracts.reasons import Reason, reason
from liaison_registry.policy.facts import SIDES
from liaison_registry.policy.figures import Figures

# Article 7 has several bodies act in turn; one person in two of them would defeat that.
APART = ("submission", "review", "deliberation", "grant")


@dataclass(frozen=True)
class ActTaken:
    """Record that a person took a step in a case, and for which side, if that matters."""

    person_ref: str
    act: str
    side: str = ""


@dataclass(frozen=True)
class Reviewer:
    """Hold a panel member: person, organisation, side, and the hosts they are a contact for.

    `shares` names the kinds of value shared with the applicant, such as phone; `took` names the
    other steps they took in the case.
    """

    person_ref: str
    organisation_ref: str
    side: str
    contact_of: tuple[str, ...] = ()
    declared_conflict: str = ""
    shares: tuple[str, ...] = ()
    took: tuple[str, ...] = ()


@dataclass(frozen=True)
class Applicant:
    """Hold the interested parties: the host, its legal representative, others who act for it."""

    host_ref: str
    legal_representative_ref: str = ""
    other_refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Recusal:
    """Name a person who may not sit on a panel, and why."""

    person_ref: str
    reasons: tuple[Reason, ...]
    side: str = ""


@dataclass(frozen=True)
class Panel:
    """Hold the members of a panel after recusals, and the number on each side."""

    sitting: tuple[Reviewer, ...]
    recused: tuple[Recusal, ...]
    sitting_by_side: tuple[tuple[str, int], ...]
    quorum_per_side: int
    reasons: tuple[Reason, ...]

    @property
    def has_quorum(self) -> bool:
        """Return whether both sides have enough members left."""
        return not self.reasons


def act_conflicts(act: ActTaken, taken: Iterable[ActTaken]) -> tuple[Reason, ...]:
    """Return why a person may not take a step in a case, given the steps taken before.

    Nobody takes two of the steps submission, review, deliberation and grant in one case, or reviews
    for both sides (Articles 3 and 7). People are told apart by `person_ref`, whichever account
    they use.
    """
    reasons = []
    for former in taken:
        if former.person_ref != act.person_ref or act.act not in APART or former.act not in APART:
            continue
        if former.act != act.act:
            reasons.append(
                reason(
                    "step_taken_before", "7", who=act.person_ref, taken=former.act, wanted=act.act
                )
            )
        elif former.side != act.side:
            reasons.append(
                reason(
                    "acted_for_other_side",
                    "3",
                    who=act.person_ref,
                    other=former.side,
                    side=act.side,
                )
            )
    return tuple(dict.fromkeys(reasons))


def seat_panel(reviewers: Iterable[Reviewer], applicant: Applicant, figures: Figures) -> Panel:
    """Return the panel after forced recusals, with the quorum of each side recounted.

    A reviewer must step back if they belong to the host, are its contact at the guiding department,
    its legal representative or acting for it, share a number, address or organisation with it, took
    another step in the case, or declared a conflict (Article 7, HOUSE).
    """
    members = sorted(set(reviewers), key=lambda r: (r.side, r.person_ref))
    recused = tuple(
        Recusal(r.person_ref, why, r.side) for r in members if (why := _conflicts(r, applicant))
    )
    away = {recusal.person_ref for recusal in recused}
    sitting = tuple(r for r in members if r.person_ref not in away)
    counts = {side: len({r.person_ref for r in sitting if r.side == side}) for side in SIDES}
    need = figures.quorum_per_side
    reasons = tuple(
        reason("reviewers_of_side", "7", side=side, count=count, least=need)
        for side, count in counts.items()
        if count < need
    )
    return Panel(sitting, recused, tuple(counts.items()), need, reasons)


def _conflicts(reviewer: Reviewer, applicant: Applicant) -> tuple[Reason, ...]:
    who, declared = reviewer.person_ref, reviewer.declared_conflict
    found = []
    if reviewer.organisation_ref == applicant.host_ref:
        found.append(reason("reviewer_of_applicant", "7", who=who))
    if applicant.host_ref in reviewer.contact_of:
        found.append(reason("reviewer_is_contact", "7", who=who))
    if who == applicant.legal_representative_ref:
        found.append(reason("reviewer_is_representative", "7", who=who))
    if who in applicant.other_refs:
        found.append(reason("reviewer_acts_for_applicant", "7", who=who))
    if declared:
        found.append(reason("reviewer_declared_conflict", "7", who=who, declared=declared))
    found += [reason("reviewer_shares", "7", who=who, kind=kind) for kind in reviewer.shares]
    found += [reason("reviewer_took_step", "7", who=who, taken=act) for act in reviewer.took]
    return tuple(found)
