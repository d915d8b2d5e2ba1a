"""Implement Article 13(1): every station earns a yearly base grant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from liaison_contracts.reasons import Reason, reason

from ..explain import explain
from ..facts import StationFacts
from ..figures import Law
from ..grants import Grant, grant_of, years_due
from ..lines import Claim, Explanation
from ..standing import reducing_day, withdrawal_article

READINGS = ("part_year", "unqualified_base", "pay_calendar", "held_payments")


class BaseGrant:
    """Grant the base grant of each year, from the plaque to the end of the authorisation."""

    name = "base_grant"
    article = "13(1)"

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterator[Claim]:
        """Yield one claim per year, which waits for last year's spending review (Article 13(3)).

        The year of the plaque does not wait, because there was no year before it to review.
        """
        for year in years_due(facts, law, on):
            grant = grant_of(facts, law, year)
            is_first = year == facts.plaque_granted_on.year
            yield Claim(
                rule=self.name,
                year=year,
                reference="",
                amount_fen=grant.amount_fen,
                due_on=grant.due_on,
                articles=(self.article,),
                explanation=self._explanation(grant, law),
                refusals=_suspension(grant),
                spending_year=None if is_first else year - 1,
                reduced_on=reducing_day(facts, year),
                reduction_articles=(withdrawal_article(facts),),
            )

    def _explanation(self, grant: Grant, law: Law) -> Explanation:
        figures = ["base_grant_fen", "grant_due_month", "grant_due_day"]
        if grant.is_cut_for_grade:
            figures.append("unqualified_base_permille")
        return explain(law, grant.due_on, grant.inputs, figures, READINGS, grant.arithmetic)


def _suspension(grant: Grant) -> tuple[Reason, ...]:
    if not grant.is_suspended:
        return ()
    return (reason("unqualified_year", "13(1)", year=grant.year - 1),)
