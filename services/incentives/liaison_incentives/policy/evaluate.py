"""Decide, for one station and one day, what has become of every line that fell due.

Within a day the order is: the decisions of the day, then what falls due, then the payment. So a
review, a decision or a finding of the day counts for the day's lines, and a line that is cut or
frozen on the day it would be paid counts as not paid. Asking again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from .corrections import corrected
from .facts import StationFacts
from .figures import Law
from .knowledge import as_known
from .lines import Claim, IncentiveRule, Line, award_code
from .outcome import outcome, taken_back, unearned


def evaluate(
    facts: StationFacts, law: Law, on: date, rules: Iterable[IncentiveRule]
) -> tuple[Line, ...]:
    """Return every line of a station due by a day in the state it ought to have (Articles 12-15).

    What was paid never changes: where less is owed now, a recovery line stands beside it; where
    nothing is owed any more, a clawback is proposed. Lines come by year, rule and reference.

    Raises:
        ValueError: if two claims answer to one award code.
    """
    asked = tuple(rules)
    known = as_known(facts, on)
    payments = {payment.award_code: payment for payment in known.payments}
    lines: list[Line] = []
    for claim in claims_due(known, law, on, asked):
        code = award_code(claim.rule, known.station_code, claim.year, claim.reference)
        payment = payments.pop(code, None)
        claim = corrected(claim, code, known)
        line = outcome(code, claim, payment, known, law)
        lines.append(line)
        lines.extend(taken_back(line, claim, payment, known))
    names = {rule.name for rule in asked}
    for payment in payments.values():
        lines.extend(unearned(payment, known, is_asked=payment.rule in names))
    _refuse_doubles(lines)
    return tuple(sorted(lines, key=lambda line: (line.year, line.rule, line.reference)))


def next_due_on(
    facts: StationFacts, law: Law, after: date, rules: Iterable[IncentiveRule]
) -> date | None:
    """Return the next day after `after` on which something of the station falls due, or None.

    No hold ends by itself: holds end by a review, a decision or a dismissal, which are facts of
    their own day. A new fact may bring the day forward; ask again after each.
    """
    horizon = max(_last_day(facts), date(after.year + 1, 12, 31))
    days = (claim.due_on for claim in claims_due(facts, law, horizon, tuple(rules)))
    return min((day for day in days if day > after), default=None)


def claims_due(
    facts: StationFacts, law: Law, on: date, rules: Iterable[IncentiveRule]
) -> Iterator[Claim]:
    """Yield what the rules claim by a day, from the edition's and the ledger's first day on."""
    first = max(law.valid_since, facts.accounts_since)
    for rule in rules:
        for claim in rule.lines(facts, law, on):
            if first <= claim.due_on <= on:
                yield claim


def _last_day(facts: StationFacts) -> date:
    """Return a day by which every known fact has fallen due."""
    days = [
        day for r in facts.recruitments for day in (r.claimed_on, r.national_on, r.provincial_on)
    ]
    days.extend(day for e in facts.events for day in (e.held_on, e.approved_on))
    days.extend(date(b.year + 1, 12, 31) for b in facts.bole_decisions)
    return max((day for day in days if day is not None), default=date.min)


def _refuse_doubles(lines: list[Line]) -> None:
    seen: set[str] = set()
    for line in lines:
        if line.award_code in seen:
            raise ValueError(f"two lines answer to {line.award_code}; references must be unique")
        seen.add(line.award_code)
