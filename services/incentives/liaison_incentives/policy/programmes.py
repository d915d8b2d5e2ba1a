"""Calculate the bonus for a recruited talent in a national or provincial programme.

Article 14(1) gives a one-time bonus. Whether it adds or replaces (A17), whether both count (A18)
and which dates count (A23) are readings, each on the due day of the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import Step, step

from .days import years_after
from .explain import explain
from .facts import Recruitment, StationFacts
from .figures import Law
from .lines import Claim
from .recruits import ARTICLE, Verdict, judge
from .standing import refusals_on

NATIONAL, PROVINCIAL = "national_programme", "provincial_programme"
FIGURES = ("recruitment_award_fen", "programme_window_years")
READINGS = ("programme_bonus", "both_programmes", "programme_date")


@dataclass(frozen=True)
class _Bonus:
    rule: str
    awarded_on: date
    due_on: date
    own_fen: int
    steps: tuple[Step, ...]
    is_refused: bool


def claim_of(facts: StationFacts, recruitment: Recruitment, rule: str, law: Law) -> Claim | None:
    """Return the bonus claim of one recruitment under one programme, or None if none is due.

    There is a bonus only with a recruitment award that is not refused, and it shares its dispute.
    """
    verdict = judge(facts, recruitment, law)
    if verdict is None or verdict.refusals:
        return None
    national = _bonus(facts, recruitment, NATIONAL, law)
    provincial = _bonus(facts, recruitment, PROVINCIAL, law)
    if rule == NATIONAL:
        amount = _after_provincial(national, provincial, law)
        return _claim(recruitment, national, amount, verdict, law)
    if _is_absorbed(provincial, national, law):
        return None
    own = provincial.own_fen if provincial else 0
    return _claim(recruitment, provincial, (own, ()), verdict, law)


def _bonus(facts: StationFacts, recruitment: Recruitment, rule: str, law: Law) -> _Bonus | None:
    is_national = rule == NATIONAL
    awarded_on = recruitment.national_on if is_national else recruitment.provincial_on
    if awarded_on is None:
        return None
    due_on = max(recruitment.claimed_on, awarded_on)
    taken, figures = law.readings_on(due_on), law.figures
    last = years_after(recruitment.signed_on, figures.programme_window_years)
    if taken.programme_date != "any_time" and not recruitment.signed_on <= awarded_on <= last:
        return None
    full = figures.national_programme_fen if is_national else figures.provincial_programme_fen
    own = full
    steps: tuple[Step, ...] = (step("programme_bonus", rule=rule, amount=full),)
    if taken.programme_bonus == "replaces":
        own = max(0, full - figures.recruitment_award_fen)
        award = figures.recruitment_award_fen
        steps = (*steps, step("less_award", full=full, taken=award, amount=own))
    refused = bool(refusals_on(due_on, facts.withdrawn_on, law))
    return _Bonus(rule, awarded_on, due_on, own, steps, refused)


def _is_absorbed(provincial: _Bonus | None, national: _Bonus | None, law: Law) -> bool:
    """Return whether the national bonus fell due first, so that only the higher one counts."""
    if provincial is None or national is None or national.is_refused:
        return False
    is_highest = law.readings_on(provincial.due_on).both_programmes == "highest"
    return is_highest and national.due_on <= provincial.due_on


def _after_provincial(
    national: _Bonus | None, provincial: _Bonus | None, law: Law
) -> tuple[int, tuple[Step, ...]]:
    """Return what national still pays if provincial fell due on an earlier day."""
    if national is None:
        return 0, ()
    is_highest = law.readings_on(national.due_on).both_programmes == "highest"
    if not is_highest or provincial is None or provincial.is_refused:
        return national.own_fen, ()
    if provincial.due_on >= national.due_on:
        return national.own_fen, ()
    rest = max(0, national.own_fen - provincial.own_fen)
    paid = provincial.own_fen
    return rest, (step("less_provincial", full=national.own_fen, taken=paid, amount=rest),)


def _claim(
    recruitment: Recruitment,
    bonus: _Bonus | None,
    amount: tuple[int, tuple[Step, ...]],
    verdict: Verdict,
    law: Law,
) -> Claim | None:
    if bonus is None:
        return None
    inputs = {
        "recruitment_code": recruitment.recruitment_code,
        "signed_on": recruitment.signed_on,
        "claimed_on": recruitment.claimed_on,
        "awarded_on": bonus.awarded_on,
    }
    return Claim(
        rule=bonus.rule,
        year=bonus.due_on.year,
        reference=recruitment.recruitment_code,
        amount_fen=amount[0],
        due_on=bonus.due_on,
        articles=(ARTICLE,),
        explanation=explain(
            law,
            bonus.due_on,
            inputs,
            (f"{bonus.rule}_fen", *FIGURES),
            READINGS,
            (*bonus.steps, *amount[1]),
        ),
        disputes=verdict.disputes,
    )
