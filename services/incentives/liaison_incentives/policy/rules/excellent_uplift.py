"""Implement Article 12(3): an excellent year raises the next year's operating grant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from liaison_contracts.reasons import Step, step

from ..explain import explain
from ..facts import EXCELLENT, Grade, StationFacts
from ..figures import Law
from ..grants import Grant, grant_of, years_due
from ..lines import Claim
from ..money import half_up
from ..standing import reducing_day, withdrawal_article

FIGURES = ("base_grant_fen", "uplift_permille")
READINGS = ("uplift_base", "uplift_compounding", "next_year", "part_year", "held_payments")


class ExcellentUplift:
    """Grant the uplift of each year that follows an excellent one, as a separate line."""

    name = "excellent_uplift"
    article = "12(3)"

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterator[Claim]:
        """Yield one claim per year after an excellent one, due with its base grant."""
        for year in years_due(facts, law, on):
            grant = grant_of(facts, law, year)
            merit = _merit(facts, law, grant)
            if merit is not None and year != facts.plaque_granted_on.year:
                yield self._claim(facts, law, grant, merit)

    def _claim(self, facts: StationFacts, law: Law, grant: Grant, merit: Grade) -> Claim:
        amount, comes, streak = _amount(facts, law, grant, merit)
        inputs = {
            **grant.inputs,
            "excellent_year": merit.year,
            "published_on": merit.published_on,
            "excellent_years_in_a_row": streak,
        }
        steps = (*grant.arithmetic, comes)
        return Claim(
            rule=self.name,
            year=grant.year,
            reference="",
            amount_fen=amount,
            due_on=grant.due_on,
            articles=(self.article, "13(1)"),
            explanation=explain(law, grant.due_on, inputs, FIGURES, READINGS, steps),
            spending_year=grant.year - 1,
            reduced_on=reducing_day(facts, grant.year),
            reduction_articles=(withdrawal_article(facts),),
        )


def _merit(facts: StationFacts, law: Law, grant: Grant) -> Grade | None:
    """Return the excellent grade that raises a year's grant; reading A9 defines "next year"."""
    taken = law.readings_on(grant.due_on).next_year
    for entry in sorted(facts.grades, key=lambda g: g.year, reverse=True):
        of_year = entry.published_on.year if taken == "after_decision_year" else entry.year
        if of_year == grant.year - 1:
            return entry if entry.grade == EXCELLENT else None
    return None


def _amount(facts: StationFacts, law: Law, grant: Grant, merit: Grade) -> tuple[int, Step, int]:
    """Return the uplift in fen, its arithmetic, and the consecutive excellent years (A8)."""
    streak = 1
    while facts.grade_of(merit.year - streak) == EXCELLENT:
        streak += 1
    compounds = law.readings_on(grant.due_on).uplift_compounding == "compound"
    power = streak if compounds else 1
    factor = (1000 + law.figures.uplift_permille) ** power - 1000**power
    amount = half_up(grant.amount_fen * factor, 1000**power)
    full, whole = grant.amount_fen, 1000**power
    return amount, step("share", full=full, share=factor, whole=whole, amount=amount), streak
