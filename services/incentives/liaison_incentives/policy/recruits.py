"""Judge a claim for a recruited talent: whether it is valid, and whether it comes first.

Article 14(1) pays for a professor-level expert or a full-time doctorate who founds a company or
signs for at least five years. Reading A21 says what happens if several stations claim the same
talent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Reason, reason

from .facts import Recruitment, StationFacts
from .figures import Law
from .lines import award_code
from .standing import is_authorised, refusals_on

ARTICLE = "14(1)"
RULE = "talent_recruited"


@dataclass(frozen=True)
class Verdict:
    """Hold why a claim is refused or disputed; if neither, it stands."""

    refusals: tuple[Reason, ...] = ()
    disputes: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class _Rival:
    code: str
    claimed_on: date
    is_paid: bool
    shared: frozenset[str]


def judge(facts: StationFacts, recruitment: Recruitment, law: Law) -> Verdict | None:
    """Return the verdict on a claim, or None until people have decided on it.

    There is also no verdict on a claim made before the edition's first day.
    """
    if recruitment.verified is None or recruitment.claimed_on < law.valid_since:
        return None
    own = own_refusals(recruitment, facts.plaque_granted_on, facts.withdrawn_on, law)
    return Verdict(refusals=own) if own else _among_rivals(facts, recruitment, law)


def own_refusals(
    recruitment: Recruitment, plaque_granted_on: date, withdrawn_on: date | None, law: Law
) -> tuple[Reason, ...]:
    """Return why a claim is invalid, regardless of other claims (Article 14(1))."""
    code, figures = recruitment.recruitment_code, law.figures
    found = []
    if not recruitment.verified:
        found.append(reason("not_verified", ARTICLE, recruitment=code))
    if recruitment.level not in figures.award_levels:
        known = {"level": recruitment.level, "levels": figures.award_levels}
        found.append(reason("level", ARTICLE, recruitment=code, **known))
    found.extend(_contract_refusals(recruitment, law))
    if not is_authorised(plaque_granted_on, withdrawn_on, recruitment.signed_on):
        found.append(reason("not_authorised", ARTICLE, on=recruitment.signed_on))
    return (*found, *refusals_on(recruitment.claimed_on, withdrawn_on, law))


def _contract_refusals(recruitment: Recruitment, law: Law) -> Iterator[Reason]:
    figures, months = law.figures, recruitment.contract_months or 0
    if recruitment.basis in figures.company_bases:
        return
    if recruitment.basis not in figures.contract_bases:
        bases = (*figures.company_bases, *figures.contract_bases)
        yield reason("basis", ARTICLE, basis=recruitment.basis, bases=bases)
    elif months < figures.min_contract_months:
        least = figures.min_contract_months
        yield reason("contract_months", ARTICLE, months=months, least=least)


def _among_rivals(facts: StationFacts, recruitment: Recruitment, law: Law) -> Verdict:
    code, claimed_on = recruitment.recruitment_code, recruitment.claimed_on
    rivals = tuple(_good_rivals(facts, recruitment, law))
    winners = {d.talent_ref: d for d in facts.dispute_decisions}
    decided = [winners[ref] for r in rivals for ref in sorted(r.shared) if ref in winners]
    for decision in decided:
        if decision.winner != code:
            known = {"winner": decision.winner, "on": decision.decided_on}
            return Verdict(refusals=(reason("dispute_lost", ARTICLE, **known),))
    open_ones = [r for r in rivals if not r.shared & set(winners)]
    if _is_paid(facts, code):
        return Verdict()  # paid lines never change by a later claim; the newcomer is the dispute
    earlier = [r for r in open_ones if r.claimed_on < claimed_on]
    if earlier:
        first = min(earlier, key=lambda r: (r.claimed_on, r.code))
        lost = reason("rival_claim", ARTICLE, rival=first.code, on=first.claimed_on)
        return Verdict(refusals=(lost,))
    equal = sorted(r.code for r in open_ones if r.claimed_on == claimed_on or r.is_paid)
    if equal:
        return Verdict(disputes=(reason("dispute", ARTICLE, rivals=equal),))
    return Verdict()


def _good_rivals(facts: StationFacts, recruitment: Recruitment, law: Law) -> Iterator[_Rival]:
    """Yield the otherwise valid claims for any of the same talents, by this and other stations."""
    asked, code = recruitment.talent_refs(), recruitment.recruitment_code
    standing = facts.plaque_granted_on, facts.withdrawn_on
    for own in facts.recruitments:
        shared = asked & own.talent_refs()
        if shared and own.recruitment_code != code and _is_good(own, *standing, law):
            paid = _is_paid(facts, own.recruitment_code)
            yield _Rival(own.recruitment_code, own.claimed_on, paid, shared)
    for rival in facts.rivals:
        claim, standing = rival.recruitment, (rival.plaque_granted_on, rival.withdrawn_on)
        shared = asked & claim.talent_refs()
        if shared and _is_good(claim, *standing, law):
            is_paid = rival.paid_on is not None
            yield _Rival(claim.recruitment_code, claim.claimed_on, is_paid, shared)


def _is_good(claim: Recruitment, plaque_on: date, withdrawn_on: date | None, law: Law) -> bool:
    is_decided = claim.verified is not None and claim.claimed_on >= law.valid_since
    return is_decided and not own_refusals(claim, plaque_on, withdrawn_on, law)


def _is_paid(facts: StationFacts, recruitment_code: str) -> bool:
    code = award_code(RULE, facts.station_code, 0, recruitment_code)
    return any(payment.award_code == code for payment in facts.payments)
