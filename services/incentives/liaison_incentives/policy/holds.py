"""Say what keeps a good line from being paid yet, and what would end each hold."""

from __future__ import annotations

from .facts import StationFacts
from .lines import Claim, Hold, Reason


def holds_on(claim: Claim, facts: StationFacts) -> tuple[tuple[Hold, Reason], ...]:
    """Return every hold on a claim with its reason (Articles 13(3), 10, 12(4) and 14(1))."""
    found = (*_spending(claim, facts), *_changes(claim, facts), *_findings(facts))
    return (*found, *((Hold.DISPUTE, reason) for reason in claim.disputes))


def _spending(claim: Claim, facts: StationFacts) -> tuple[tuple[Hold, Reason], ...]:
    year = claim.spending_year
    if year is None or any(review.year == year for review in facts.spending_reviews):
        return ()
    fact = f"the spending report of {year} is not reviewed (reading A13)"
    reason = Reason("spending", "13(3)", fact, "the review by the leading group")
    return ((Hold.SPENDING, reason),)


def _changes(claim: Claim, facts: StationFacts) -> tuple[tuple[Hold, Reason], ...]:
    """Hold a line whose due day lies in an evaluation that is still open (reading A40)."""
    open_ones = [
        change
        for change in facts.changes
        if change.decided_on is None and change.reported_on <= claim.due_on
    ]
    if not open_ones:
        return ()
    since = min(change.reported_on for change in open_ones)
    fact = f"a change reported on {since} is being evaluated"
    reason = Reason("change_evaluation", "10", fact, "the decision on the change")
    return ((Hold.CHANGE_EVALUATION, reason),)


def _findings(facts: StationFacts) -> tuple[tuple[Hold, Reason], ...]:
    open_ones = [f for f in facts.findings if f.dismissed_on is None and f.confirmed_on is None]
    if not open_ones:
        return ()
    since = min(finding.found_on for finding in open_ones)
    fact = f"a finding of falsification of {since} is open"
    reason = Reason("falsification", "12(4)", fact, "the finding confirmed or dismissed")
    return ((Hold.FALSIFICATION, reason),)
