"""Apply case-by-case decisions that set an award to another amount (Article 14(2)).

Paid lines never change: a lower amount becomes a recovery (`outcome.taken_back`), a higher one a
separate line (`rules.case_by_case`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from liaison_contracts.reasons import Reason, Step, reason, step

from .facts import CaseByCaseDecision, StationFacts
from .lines import Claim

ARTICLES = ("13(2)", "14(2)")
EVENT_RULE, LEADING_GROUP = "event_subsidy", "leading_group"


def bodies_lacking(article: str, decided_by: str, rule: str = "") -> Iterator[Reason]:
    """Yield why a body may not decide a case under an article; `rule` is that of a corrected award.

    The talent office decides on events (13(2)). A decision beyond the rules of Article 14 needs the
    leading group, as an award above the cap does (reading A27).
    """
    if article == "14(2)" and decided_by != LEADING_GROUP:
        yield reason("case_body", article, decided_by=decided_by)
    if article == "13(2)" and rule not in ("", EVENT_RULE):
        yield reason("case_article", article, rule=rule)


def correction_of(award_code: str, facts: StationFacts) -> CaseByCaseDecision | None:
    """Return the latest decision that sets an award to another amount, or None."""
    found = [d for d in facts.case_decisions if d.corrects and d.award_code == award_code]
    return max(found, key=_order, default=None)


def _order(decision: CaseByCaseDecision) -> tuple[date, date, str]:
    return decision.decided_on, decision.recorded_on, decision.decision_code


def corrected(claim: Claim, award_code: str, facts: StationFacts) -> Claim:
    """Return a claim with the amount that people decided for it, if any (Article 14(2)).

    Zero refuses the claim. A later withdrawal that leaves less than the decided amount still
    counts.
    """
    decision = correction_of(award_code, facts)
    if decision is None or claim.refusals:
        return claim
    amount_fen, steps = decision.amount_fen, [_step(decision)]
    if claim.reduced_on is not None and claim.reduced_on > decision.decided_on:
        amount_fen = min(amount_fen, claim.amount_fen)
        steps.append(step("reduced_later", on=claim.reduced_on, amount=amount_fen))
    explanation = replace(
        claim.explanation,
        inputs={**claim.explanation.inputs, "case_by_case_decision": decision.decision_code},
        arithmetic=(*claim.explanation.arithmetic, *steps),
    )
    refused = reason("corrected", decision.article, decision=decision.decision_code)
    return replace(
        claim,
        amount_fen=amount_fen or claim.amount_fen,
        articles=tuple(dict.fromkeys((*claim.articles, decision.article))),
        explanation=explanation,
        refusals=() if amount_fen else (refused,),
        reduction_articles=(*claim.reduction_articles, decision.article),
    )


def _step(decision: CaseByCaseDecision) -> Step:
    return step(
        "set_by_decision",
        amount=decision.amount_fen,
        decision=decision.decision_code,
        decided_by=decision.decided_by,
        on=decision.decided_on,
        document_no=decision.document_no,
    )
