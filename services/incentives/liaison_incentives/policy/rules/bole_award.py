"""Implement Article 14(2): an excellent station may win the Bole award, up to a cap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from liaison_contracts.reasons import Reason, reason, step

from ..corrections import correction_of
from ..explain import explain
from ..facts import EXCELLENT, BoleDecision, StationFacts
from ..figures import Law
from ..lines import Claim, award_code

FIGURES = ("bole_cap_fen", "bole_due_month", "bole_due_day")
READINGS = ("bole_over_cap", "bole_cap_scope")


class BoleAward:
    """Grant each decided award that is within the cap or has a leading group decision."""

    name = "bole_award"
    article = "14(2)"

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterator[Claim]:
        """Yield one claim per decision, booked under the assessed year, due early in the next."""
        for year in sorted({e.year for e in facts.bole_decisions if due_day(law, e.year) <= on}):
            used = 0
            for entry in self._in_order(facts, year):
                refusals = tuple(_refusals(facts, law, entry, used))
                yield self._claim(law, entry, used, refusals)
                if not refusals and not entry.leading_group_decision:
                    used += entry.amount_fen

    def _in_order(self, facts: StationFacts, year: int) -> list[BoleDecision]:
        """Return a year's decisions by code; paid ones count towards the cap first.

        A later decision of the leading group also exempts an award from the cap (A27).
        """
        paid = {payment.award_code for payment in facts.payments}

        def code_of(entry: BoleDecision) -> str:
            return award_code(self.name, facts.station_code, year, entry.bole_code)

        entries = sorted(
            (e for e in facts.bole_decisions if e.year == year),
            key=lambda entry: (code_of(entry) not in paid, entry.bole_code),
        )
        lifted = [(entry, correction_of(code_of(entry), facts)) for entry in entries]
        return [
            replace(entry, leading_group_decision=found.document_no) if found else entry
            for entry, found in lifted
        ]

    def _claim(
        self, law: Law, entry: BoleDecision, used: int, refusals: tuple[Reason, ...]
    ) -> Claim:
        due_on = due_day(law, entry.year)
        inputs = {
            "bole_code": entry.bole_code,
            "year": entry.year,
            "amount_fen": entry.amount_fen,
            "leading_group_decision": entry.leading_group_decision or None,
        }
        cap = law.figures.bole_cap_fen
        comes = step("under_cap", used=used, amount=entry.amount_fen, cap=cap)
        return Claim(
            rule=self.name,
            year=entry.year,
            reference=entry.bole_code,
            amount_fen=entry.amount_fen,
            due_on=due_on,
            articles=(self.article,),
            explanation=explain(law, due_on, inputs, FIGURES, READINGS, (comes,)),
            refusals=refusals,
        )


def due_day(law: Law, year: int) -> date:
    """Return the due day of the award for an assessed year: a day of the next year (HOUSE)."""
    return date(year + 1, law.figures.bole_due_month, law.figures.bole_due_day)


def _refusals(facts: StationFacts, law: Law, entry: BoleDecision, used: int) -> Iterator[Reason]:
    grade = facts.grade_of(entry.year)
    if grade != EXCELLENT:
        yield reason("grade", "14(2)", year=entry.year, grade=grade)
    cap = law.figures.bole_cap_fen
    scope = law.readings_on(due_day(law, entry.year)).bole_cap_scope
    total = entry.amount_fen + (used if scope == "per_station_year" else 0)
    if total > cap and not entry.leading_group_decision:
        yield reason("over_cap", "14(2)", total=total, cap=cap)
