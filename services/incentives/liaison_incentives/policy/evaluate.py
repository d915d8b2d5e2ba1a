"""Decide, for one station and one day, the state of every line that has fallen due.

The order within a day is: the decisions of the day, then what falls due, then payments. So a
review, a decision or a finding of that day counts for its lines, and a line that is reduced or held
on the day it would be paid counts as not paid. Repeating the evaluation changes nothing.
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
    """Return every line of a station due by a day, in its required state (Articles 12 to 15).

    Paid amounts never change: if less is owed now, a recovery line is added; if nothing is owed any
    more, a clawback is proposed. Lines are ordered by year, rule and reference.

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
    """Return the next day after `after` on which a line of the station falls due, or None.

    No hold ends on its own: holds end with a review, a decision or a dismissal, which are facts of
    their own day. A new fact may bring the day forward, so ask again after each.
    """
    horizon = max(_last_day(facts), date(after.year + 1, 12, 31))
    days = (claim.due_on for claim in claims_due(facts, law, horizon, tuple(rules)))
    return min((day for day in days if day > after), default=None)


def claims_due(
    facts: StationFacts, law: Law, on: date, rules: Iterable[IncentiveRule]
) -> Iterator[Claim]:
    """Yield the claims of all rules by a day, from the edition's and the ledger's first day on."""
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
