"""Implement Articles 13(2) and 14(2): a case-by-case decision is granted as a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from liaison_contracts.reasons import Reason, Step, reason, step

from ..corrections import correction_of
from ..explain import explain
from ..facts import CaseByCaseDecision, StationFacts
from ..figures import Law
from ..lines import Claim
from ..standing import is_authorised


class CaseByCase:
    """Grant what a decision grants, or adds to an award that is already paid."""

    name = "case_by_case"
    article = "14(2)"

    def lines(self, facts: StationFacts, law: Law, on: date) -> Iterator[Claim]:
        """Yield one claim per decision, due on its day or with the paid award that it raises."""
        for decision in facts.case_decisions:
            if decision.corrects:
                yield from self._added(facts, decision, law)
            elif decision.decided_on <= on:
                amount = decision.amount_fen
                comes = step("decided_amount", amount=amount, decided_by=decision.decided_by)
                claim = self._claim(decision, law, amount, decision.decided_on, comes)
                yield replace(claim, refusals=tuple(_refusals(facts, decision)))

    def _added(
        self, facts: StationFacts, decision: CaseByCaseDecision, law: Law
    ) -> Iterator[Claim]:
        if decision != correction_of(decision.award_code, facts):
            return
        for paid in facts.payments:
            rest = decision.amount_fen - paid.amount_fen
            if paid.award_code == decision.award_code and rest > 0:
                known = {"full": decision.amount_fen, "taken": paid.amount_fen, "amount": rest}
                claim = self._claim(decision, law, rest, paid.due_on, step("less_paid", **known))
                yield replace(claim, year=paid.year)

    def _claim(
        self, decision: CaseByCaseDecision, law: Law, amount_fen: int, due_on: date, comes: Step
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
            explanation=explain(law, due_on, inputs, arithmetic=(comes,)),
        )


def _refusals(facts: StationFacts, decision: CaseByCaseDecision) -> Iterator[Reason]:
    if not is_authorised(facts.plaque_granted_on, facts.withdrawn_on, decision.decided_on):
        yield reason("not_authorised", decision.article, on=decision.decided_on)
