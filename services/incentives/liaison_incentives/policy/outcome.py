"""Turn a claim into a line: refused, cancelled, held, payable, paid, or to be recovered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from liaison_contracts.reasons import Reason, reason, step

from .facts import Finding, Payment, StationFacts
from .figures import Law
from .holds import holds_on
from .lines import RECOVERY, Claim, Explanation, Line, State, award_code
from .standing import refusals_on, withdrawal_article


def outcome(
    code: str, claim: Claim, payment: Payment | None, facts: StationFacts, law: Law
) -> Line:
    """Return the line of a claim; facts are as known on that day."""
    refusals = _refusals(claim, facts, law)
    line = Line(
        award_code=code,
        rule=claim.rule,
        year=claim.year,
        reference=claim.reference,
        amount_fen=claim.amount_fen,
        due_on=claim.due_on,
        state=State.PAYABLE,
        articles=claim.articles,
        explanation=claim.explanation,
    )
    if payment is not None:
        return _paid(line, payment, facts, refusals)
    if refusals:
        return _as(replace(line, amount_fen=0), State.REFUSED, refusals)
    confirmed = tuple(_confirmed(finding) for finding in facts.findings if finding.confirmed_on)
    if confirmed:
        return _as(line, State.CANCELLED, confirmed)
    held = holds_on(claim, facts)
    if held:
        holds = tuple(hold for hold, _ in held)
        return replace(_as(line, State.HELD, tuple(why for _, why in held)), holds=holds)
    return line


def taken_back(
    line: Line, claim: Claim, payment: Payment | None, facts: StationFacts
) -> Iterator[Line]:
    """Yield a recovery line if more was paid than is owed now (Articles 10, 12(3), 14(1)).

    A line whose whole payment is reclaimed because it is refused now has no recovery line.
    """
    if payment is None or any(reason.code != "falsification" for reason in line.reasons):
        return
    if claim.amount_fen < payment.amount_fen:
        since = claim.reduced_on or payment.due_on
        articles = (*claim.articles, *claim.reduction_articles)
        yield _recovery(payment, facts, claim.amount_fen, since, articles, claim.explanation)


def unearned(payment: Payment, facts: StationFacts, *, is_asked: bool) -> Iterator[Line]:
    """Yield the line of a payment that no rule claims any more, and its recovery.

    A payment of a rule that is no longer installed stays paid, because nothing shows it was wrong.
    """
    nothing = Explanation({"paid_on": str(payment.paid_on)}, {}, {}, ())
    paid = Line(
        award_code=payment.award_code,
        rule=payment.rule,
        year=payment.year,
        reference=payment.reference,
        amount_fen=payment.amount_fen,
        due_on=payment.due_on,
        state=State.PAID,
        articles=("13",),
        explanation=nothing,
        paid_on=payment.paid_on,
    )
    yield paid
    if is_asked:
        yield _recovery(payment, facts, 0, payment.due_on, ("13",), nothing)


def _refusals(claim: Claim, facts: StationFacts, law: Law) -> tuple[Reason, ...]:
    """Return the refusals of the rule and of the station, without repeating any."""
    article = withdrawal_article(facts)
    standing = refusals_on(claim.due_on, facts.withdrawn_on, law, article)
    codes = {reason.code for reason in standing}
    return (*(reason for reason in claim.refusals if reason.code not in codes), *standing)


def _paid(line: Line, payment: Payment, facts: StationFacts, refusals: tuple[Reason, ...]) -> Line:
    paid = replace(line, amount_fen=payment.amount_fen, state=State.PAID, paid_on=payment.paid_on)
    fraud = tuple(_confirmed(f) for f in facts.findings if _reclaims(f, line, payment))
    reasons = (*refusals, *fraud)
    return _as(paid, State.CLAWBACK_PROPOSED, reasons) if reasons else paid


def _reclaims(finding: Finding, line: Line, payment: Payment) -> bool:
    """Return whether a confirmed finding reclaims a payment (Article 12(4)).

    It reclaims what fell due in the year of the finding, and any payment made after the finding.
    """
    if finding.confirmed_on is None:
        return False
    is_of_year = line.due_on.year == finding.found_on.year
    return is_of_year or payment.paid_on >= finding.found_on


def _confirmed(finding: Finding) -> Reason:
    days = {"found_on": finding.found_on, "confirmed_on": finding.confirmed_on}
    return reason("falsification", "12(4)", **days)


def _as(line: Line, state: State, reasons: tuple[Reason, ...]) -> Line:
    articles = dict.fromkeys((*line.articles, *(reason.article for reason in reasons)))
    return replace(line, state=state, reasons=reasons, articles=tuple(articles))


def _recovery(
    payment: Payment,
    facts: StationFacts,
    owed_fen: int,
    since: date,
    articles: tuple[str, ...],
    basis: Explanation,
) -> Line:
    rule, difference = payment.rule + RECOVERY, owed_fen - payment.amount_fen
    paid_fen = payment.amount_fen
    comes = step("less_paid", full=owed_fen, taken=paid_fen, amount=difference)
    why = reason("overpaid", articles[-1], paid=paid_fen, on=payment.paid_on, owed=owed_fen)
    return Line(
        award_code=award_code(rule, facts.station_code, payment.year, payment.reference),
        rule=rule,
        year=payment.year,
        reference=payment.reference,
        amount_fen=difference,
        due_on=since,
        state=State.CLAWBACK_PROPOSED,
        articles=tuple(dict.fromkeys(articles)),
        explanation=replace(basis, arithmetic=(*basis.arithmetic, comes)),
        reasons=(why,),
        recovers=payment.award_code,
    )
