"""Remove facts of a station that a given day cannot know yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from .facts import (
    ChangeEvaluation,
    Finding,
    ManualHold,
    Recruitment,
    RivalClaim,
    SpecialEvent,
    StationFacts,
)


def as_known(facts: StationFacts, on: date) -> StationFacts:
    """Return the facts as of the end of a day, so that the past can be evaluated again.

    Decisions of that day are included: they come before its due lines.
    """
    is_gone = facts.withdrawn_on is not None and facts.withdrawn_on <= on
    return replace(
        facts,
        withdrawn_on=facts.withdrawn_on if is_gone else None,
        withdrawal_cause=facts.withdrawal_cause if is_gone else "",
        grades=tuple(g for g in facts.grades if g.published_on <= on),
        recruitments=tuple(_claim(r, on) for r in facts.recruitments if r.claimed_on <= on),
        rivals=tuple(_rival(r, on) for r in facts.rivals if r.recruitment.claimed_on <= on),
        dispute_decisions=tuple(d for d in facts.dispute_decisions if d.decided_on <= on),
        events=tuple(_event(e, on) for e in facts.events if e.held_on <= on),
        case_decisions=tuple(d for d in facts.case_decisions if d.recorded_on <= on),
        spending_reviews=tuple(s for s in facts.spending_reviews if s.reviewed_on <= on),
        changes=tuple(_change(c, on) for c in facts.changes if c.reported_on <= on),
        findings=tuple(_finding(f, on) for f in facts.findings if f.found_on <= on),
        manual_holds=tuple(_held(h, on) for h in facts.manual_holds if h.held_on <= on),
        payments=tuple(p for p in facts.payments if p.paid_on <= on),
    )


def _seen(day: date | None, on: date) -> date | None:
    return day if day is not None and day <= on else None


def _claim(recruitment: Recruitment, on: date) -> Recruitment:
    return replace(
        recruitment,
        national_on=_seen(recruitment.national_on, on),
        provincial_on=_seen(recruitment.provincial_on, on),
        contract_ended_on=_seen(recruitment.contract_ended_on, on),
    )


def _rival(rival: RivalClaim, on: date) -> RivalClaim:
    return replace(
        rival,
        withdrawn_on=_seen(rival.withdrawn_on, on),
        recruitment=_claim(rival.recruitment, on),
        paid_on=_seen(rival.paid_on, on),
    )


def _event(event: SpecialEvent, on: date) -> SpecialEvent:
    return replace(event, approved_on=_seen(event.approved_on, on))


def _change(change: ChangeEvaluation, on: date) -> ChangeEvaluation:
    return replace(change, decided_on=_seen(change.decided_on, on))


def _finding(finding: Finding, on: date) -> Finding:
    return replace(
        finding,
        confirmed_on=_seen(finding.confirmed_on, on),
        dismissed_on=_seen(finding.dismissed_on, on),
    )


def _held(hold: ManualHold, on: date) -> ManualHold:
    return replace(hold, released_on=_seen(hold.released_on, on))
