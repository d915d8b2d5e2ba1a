"""Define the three answers to a condition of Article 5 and the protocol of a check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol

from liaison_registry.policy.facts import Application
from liaison_registry.policy.figures import Law

Outcome = Literal["met", "not_met", "needs_proof"]


@dataclass(frozen=True)
class Answer:
    """Hold the answer to one condition: the outcome, why, what would help, and the evidence used.

    `is_of_people` is set if people answered a condition that the check could not judge.
    """

    check: str
    article: str
    outcome: Outcome
    reason: str
    needs: str = ""
    evidence: tuple[str, ...] = ()
    is_of_people: bool = False


class EligibilityCheck(Protocol):
    """Decide whether an application meets one condition of Article 5 on a day, under a law."""

    @property
    def name(self) -> str:
        """Return the name under which answers are stored."""

    @property
    def article(self) -> str:
        """Return the condition, such as 5(2)."""

    def answer(self, application: Application, on: date, law: Law) -> Answer:
        """Return `met`, `not_met` or `needs_proof`, with reason and evidence."""


@dataclass(frozen=True)
class Condition:
    """Hold a check's name and article, and build its answers."""

    name: str
    article: str
    proofs: tuple[str, ...]

    def met(self, application: Application, reason: str) -> Answer:
        """Build the answer `met`."""
        return self._answer(application, "met", reason, "")

    def not_met(self, application: Application, reason: str, needs: str) -> Answer:
        """Build the answer `not_met`, with what would change it."""
        return self._answer(application, "not_met", reason, needs)

    def needs_proof(self, application: Application, reason: str, needs: str) -> Answer:
        """Build the answer `needs_proof`, with what is missing."""
        return self._answer(application, "needs_proof", reason, needs)

    def people_deny(self, application: Application) -> Answer | None:
        """Return `not_met` if people found so; their finding outweighs complete documents."""
        finding = application.finding(self.article)
        if finding is None or finding.is_met:
            return None
        return self.not_met(application, finding.reason, "a new finding of the joint review")

    def missing_proof(self, application: Application) -> Answer | None:
        """Return `needs_proof`, naming every missing kind of evidence, or None."""
        missing = [kind for kind in self.proofs if not application.has(kind)]
        if not missing:
            return None
        return self.needs_proof(application, "evidence is missing", ", ".join(missing))

    def judged(self, application: Application) -> Answer:
        """Return what people found; the regulation leaves this condition to their judgement."""
        finding = application.finding(self.article)
        if finding is None:
            return self.needs_proof(
                application, "the papers are there, nobody has judged them", "a finding of review"
            )
        return replace(self.met(application, finding.reason), is_of_people=True)

    def _answer(self, application: Application, outcome: Outcome, why: str, needs: str) -> Answer:
        seen = application.references(self.proofs)
        return Answer(self.name, self.article, outcome, why, needs, seen)


def check_all(
    application: Application, checks: Iterable[EligibilityCheck], on: date, law: Law
) -> tuple[Answer, ...]:
    """Return the answer of every check, in order (Article 5)."""
    return tuple(check.answer(application, on, law) for check in checks)
