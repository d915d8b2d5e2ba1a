"""Ask for ties to universities under Article 5(5), where an office wants that proven on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import reason
from liaison_registry.policy.eligibility.answers import Answer, Condition
from liaison_registry.policy.facts import Application
from liaison_registry.policy.figures import Law

AGREEMENTS_WANTED = 2


@dataclass(frozen=True)
class UniversityTies(Condition):
    """Ask for agreements with two universities of the place, and for people who read them."""

    name: str = "university_ties"
    article: str = "5(5)"
    proofs: tuple[str, ...] = ("university_agreement",)

    def answer(self, application: Application, on: date, law: Law) -> Answer:
        """Return met once people judged two agreements; a person's no stands above papers."""
        if denied := self.people_deny(application):
            return denied
        seen = len(application.references(self.proofs))
        if seen < AGREEMENTS_WANTED:
            least = AGREEMENTS_WANTED
            why = reason("university_agreements", self.article, seen=seen, least=least)
            return self.needs_proof(application, why)
        return self.judged(application)
