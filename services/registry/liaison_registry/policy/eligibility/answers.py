"""Define the three answers to a condition of Article 5 and the protocol of a check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Protocol

from liaison_contracts.reasons import Reason, reason
from liaison_registry.policy.facts import Application
from liaison_registry.policy.figures import Law

Outcome = Literal["met", "not_met", "needs_proof"]


@dataclass(frozen=True)
class Answer:
    """Hold the answer to one condition: the outcome, its reason, and the evidence used.

    `is_of_people` is set if people answered a condition that the check could not judge.
    """

    check: str
    article: str
    outcome: Outcome
    reason: Reason
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

    def met(self, application: Application, why: Reason) -> Answer:
        """Build the answer `met`."""
        return self._answer(application, "met", why)

    def not_met(self, application: Application, why: Reason) -> Answer:
        """Build the answer `not_met`; the reason's sentence says what would change it."""
        return self._answer(application, "not_met", why)

    def needs_proof(self, application: Application, why: Reason) -> Answer:
        """Build the answer `needs_proof`; the reason's sentence says what is missing."""
        return self._answer(application, "needs_proof", why)

    def people_deny(self, application: Application) -> Answer | None:
        """Return `not_met` if people found so; their finding outweighs complete documents."""
        finding = application.finding(self.article)
        if finding is None or finding.is_met:
            return None
        why = reason("found_not_met", self.article, finding=finding.reason)
        return self.not_met(application, why)

    def missing_proof(self, application: Application) -> Answer | None:
        """Return `needs_proof`, naming every missing kind of evidence, or None."""
        missing = [kind for kind in self.proofs if not application.has(kind)]
        if not missing:
            return None
        why = reason("proofs_missing", self.article, kinds=missing)
        return self.needs_proof(application, why)

    def judged(self, application: Application) -> Answer:
        """Return what people found; the regulation leaves this condition to their judgement."""
        finding = application.finding(self.article)
        if finding is None:
            return self.needs_proof(application, reason("nobody_judged", self.article))
        why = reason("in_words", self.article, fact=finding.reason, needs="")
        return replace(self.met(application, why), is_of_people=True)

    def _answer(self, application: Application, outcome: Outcome, why: Reason) -> Answer:
        seen = application.references(self.proofs)
        return Answer(self.name, self.article, outcome, why, seen)


def check_all(
    application: Application, checks: Iterable[EligibilityCheck], on: date, law: Law
) -> tuple[Answer, ...]:
    """Return the answer of every check, in order (Article 5)."""
    return tuple(check.answer(application, on, law) for check in checks)
