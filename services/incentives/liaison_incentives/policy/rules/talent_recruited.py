"""Implement Article 14(1): a recruited high-level talent earns the station a one-time award."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from liaison_contracts.reasons import Step, step

from ..days import whole_months
from ..explain import explain
from ..facts import Recruitment, StationFacts
from ..figures import Law
from ..lines import Claim, Explanation
from ..money import half_up
from ..recruits import judge

FIGURES = ("recruitment_award_fen", "min_contract_months", "award_levels")
READINGS = ("rival_claims", "contract_early_end")
TEAM_READINGS = ("team_awards", *READINGS)


class TalentRecruited:
    """Grant one award per verified claim, to the first station that claimed the talent."""

    name = "talent_recruited"
    article = "14(1)"

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterator[Claim]:
        """Yield one claim per decided recruitment, due on the day it was claimed."""
        for recruitment in facts.recruitments:
            verdict = judge(facts, recruitment, law)
            if verdict is None or recruitment.claimed_on > on:
                continue
            amount, steps, ended_on = _amount(recruitment, law)
            yield Claim(
                rule=self.name,
                year=recruitment.claimed_on.year,
                reference=recruitment.recruitment_code,
                amount_fen=amount,
                due_on=recruitment.claimed_on,
                articles=(self.article,),
                explanation=_explanation(recruitment, law, steps),
                refusals=verdict.refusals,
                disputes=verdict.disputes,
                reduced_on=ended_on,
                reduction_articles=(self.article,),
            )


def _explanation(recruitment: Recruitment, law: Law, steps: tuple[Step, ...]) -> Explanation:
    """Return the explanation; the number of awards of a team appears only for teams."""
    due_on, inputs = recruitment.claimed_on, _inputs(recruitment)
    if not recruitment.member_refs:
        return explain(law, due_on, inputs, FIGURES, READINGS, steps)
    figures = (*FIGURES, "team_awards_most") if _earns_each(recruitment, law) else FIGURES
    return explain(law, due_on, inputs, figures, TEAM_READINGS, steps)


def _inputs(recruitment: Recruitment) -> dict[str, object]:
    return {
        "recruitment_code": recruitment.recruitment_code,
        "talent_ref": recruitment.talent_ref,
        "level": recruitment.level,
        "basis": recruitment.basis,
        "contract_months": recruitment.contract_months,
        "signed_on": recruitment.signed_on,
        "claimed_on": recruitment.claimed_on,
        "contract_ended_on": recruitment.contract_ended_on,
        "member_refs": recruitment.member_refs or None,
    }


def _amount(recruitment: Recruitment, law: Law) -> tuple[int, tuple[Step, ...], date | None]:
    """Return the award in fen, its arithmetic, and the day an early end reduced it (A22)."""
    (full, steps), ended_on = _full(recruitment, law), recruitment.contract_ended_on
    taken = law.readings_on(recruitment.claimed_on).contract_early_end
    asked = law.figures.min_contract_months
    is_contract = recruitment.basis in law.figures.contract_bases
    if ended_on is None or not is_contract or taken != "pro_rata_clawback":
        return full, steps, None
    served = min(asked, whole_months(recruitment.signed_on, ended_on))
    kept = half_up(full * served, asked)
    comes = step("months_kept", full=full, share=served, whole=asked, amount=kept)
    return kept, (*steps, comes), ended_on


def _full(recruitment: Recruitment, law: Law) -> tuple[int, tuple[Step, ...]]:
    """Return the award in fen and its arithmetic: one, or one per team member (reading A20)."""
    one, people = law.figures.recruitment_award_fen, len(recruitment.talent_refs())
    first = step("one_time_award", amount=one)
    if not _earns_each(recruitment, law):
        return one, (first,)
    counted = min(people, law.figures.team_awards_most)
    full = one * counted
    each = step("each_of_team", one=one, counted=counted, people=people, amount=full)
    return full, (first, each)


def _earns_each(recruitment: Recruitment, law: Law) -> bool:
    is_each = law.readings_on(recruitment.claimed_on).team_awards == "per_member"
    return is_each and bool(recruitment.member_refs)
