"""Articles 13(2) and 14(2): what people decided for one case alone is granted as a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ..corrections import correction_of
from ..explain import explain
from ..facts import CaseByCaseDecision, StationFacts
from ..figures import Law
from ..lines import Claim, Reason
from ..money import yuan
from ..standing import is_authorised


class CaseByCase:
    """Give what a decision grants, and what it adds to an award that was paid already."""

    name = "case_by_case"
    article = "14(2)"

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterator[Claim]:
        """Yield one claim a decision: due on its day, or as the paid award that it raises."""
        for decision in facts.case_decisions:
            if decision.corrects:
                yield from self._added(facts, decision, law)
            elif decision.decided_on <= on:
                step = f"{yuan(decision.amount_fen)} decided by the {_body(decision)}"
                claim = self._claim(decision, law, decision.amount_fen, decision.decided_on, step)
                yield replace(claim, refusals=tuple(_refusals(facts, decision)))

    def _added(
        self, facts: StationFacts, decision: CaseByCaseDecision, law: Law
    ) -> Iterator[Claim]:
        if decision != correction_of(decision.award_code, facts):
            return
        for paid in facts.payments:
            rest = decision.amount_fen - paid.amount_fen
            if paid.award_code == decision.award_code and rest > 0:
                step = f"{yuan(decision.amount_fen)} - {yuan(paid.amount_fen)} = {yuan(rest)}"
                yield replace(self._claim(decision, law, rest, paid.due_on, step), year=paid.year)

    def _claim(
        self, decision: CaseByCaseDecision, law: Law, amount_fen: int, due_on: date, step: str
    ) -> Claim:
        inputs = {
            "case_by_case_decision": decision.decision_code,
            "concerns": decision.concerns,
            "decided_on": decision.decided_on,
            "document_no": decision.document_no,
        }
        return Claim(
            rule=self.name,
            year=due_on.year,
            reference=decision.decision_code,
            amount_fen=amount_fen,
            due_on=due_on,
            articles=(decision.article,),
            explanation=explain(law, due_on, inputs, arithmetic=(step,)),
        )


def _body(decision: CaseByCaseDecision) -> str:
    return decision.decided_by.replace("_", " ")


def _refusals(facts: StationFacts, decision: CaseByCaseDecision) -> Iterator[Reason]:
    if not is_authorised(facts.plaque_granted_on, facts.withdrawn_on, decision.decided_on):
        fact = f"the station was not authorised on {decision.decided_on}"
        yield Reason("not_authorised", decision.article, fact, "a plaque on the day of decision")
