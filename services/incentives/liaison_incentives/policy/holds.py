"""Determine the holds on a valid line, and what would end each."""

from __future__ import annotations

from liaison_contracts.reasons import Reason, reason

from .facts import StationFacts
from .lines import Claim, Hold, award_code

MANUAL_ARTICLE = "3"


def holds_on(claim: Claim, facts: StationFacts) -> tuple[tuple[Hold, Reason], ...]:
    """Return every hold on a claim with its reason (Articles 13(3), 10, 12(4), 14(1), 3)."""
    found = (*_spending(claim, facts), *_changes(claim, facts), *_findings(facts))
    disputes = ((Hold.DISPUTE, why) for why in claim.disputes)
    return (*found, *disputes, *_by_hand(claim, facts))


def _spending(claim: Claim, facts: StationFacts) -> tuple[tuple[Hold, Reason], ...]:
    year = claim.spending_year
    if year is None or any(review.year == year for review in facts.spending_reviews):
        return ()
    return ((Hold.SPENDING, reason("spending", "13(3)", year=year)),)


def _changes(claim: Claim, facts: StationFacts) -> tuple[tuple[Hold, Reason], ...]:
    """Hold a line whose due day lies in an open evaluation (reading A40)."""
    open_ones = [
        change
        for change in facts.changes
        if change.decided_on is None and change.reported_on <= claim.due_on
    ]
    if not open_ones:
        return ()
    since = min(change.reported_on for change in open_ones)
    return ((Hold.CHANGE_EVALUATION, reason("change_evaluation", "10", since=since)),)


def _findings(facts: StationFacts) -> tuple[tuple[Hold, Reason], ...]:
    open_ones = [f for f in facts.findings if f.dismissed_on is None and f.confirmed_on is None]
    if not open_ones:
        return ()
    since = min(finding.found_on for finding in open_ones)
    return ((Hold.FALSIFICATION, reason("falsification_open", "12(4)", since=since)),)


def _by_hand(claim: Claim, facts: StationFacts) -> tuple[tuple[Hold, Reason], ...]:
    code = award_code(claim.rule, facts.station_code, claim.year, claim.reference)
    since = [h.held_on for h in facts.manual_holds if h.award_code == code and not h.released_on]
    if not since:
        return ()
    return ((Hold.MANUAL, reason("manual", MANUAL_ARTICLE, since=min(since))),)
