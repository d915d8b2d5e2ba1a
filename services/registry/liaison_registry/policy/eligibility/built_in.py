"""Provide the six built-in checks of Article 5; entry points can replace each by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from liaison_contracts.reasons import reason
from liaison_registry.policy.eligibility.answers import Answer, Condition, EligibilityCheck
from liaison_registry.policy.eligibility.credit_code import is_credit_code
from liaison_registry.policy.facts import Application
from liaison_registry.policy.figures import Figures, Law

# A34: Articles 2 and 5(1) list different places.
PLACES: dict[str, Callable[[Figures], tuple[str, ...]]] = {
    "union": lambda f: f.location_classes_article_2 + f.location_classes_article_5,
}

# A35: whether the leading group may exempt a host that is not an independent legal person.
WAIVABLE = {"required_waiver_by_leading_group": True}

# A36: Article 5(3) requires full-time staff, Article 9 allows a part-time liaison officer.
STAFF_WANTED: dict[str, Callable[[Figures], int]] = {
    "full_time_staff_required": lambda f: f.full_time_staff,
}


@dataclass(frozen=True)
class Location(Condition):
    """Require a place in China, outside the home city, of a listed class (Articles 2 and 5(1))."""

    name: str = "location"
    article: str = "5(1)"
    proofs: tuple[str, ...] = ("location_proof",)

    def answer(self, application: Application, on: date, law: Law) -> Answer:
        """Return `met` for a listed class of place; the class is attested, never guessed."""
        if not application.is_domestic:
            return self.not_met(application, reason("place_abroad", self.article))
        if application.city_code[:4] == law.figures.home_city_code[:4]:
            return self.not_met(application, reason("place_in_home_city", self.article))
        listed = PLACES[law.readings_on(on).location_lists](law.figures)
        fitting = [name for name in application.location_classes if name in listed]
        if denied := self.people_deny(application):
            return denied
        if fitting:
            return self.met(application, reason("place_listed", self.article, classes=fitting))
        wanted = list(dict.fromkeys(listed))
        if given := application.location_classes:
            why = reason("place_not_listed", self.article, classes=given, listed=wanted)
            return self.not_met(application, why)
        why = reason("place_not_attested", self.article, listed=wanted)
        return self.needs_proof(application, why)


@dataclass(frozen=True)
class LegalPerson(Condition):
    """Require an independent legal person with means and a good reputation (Article 5(2))."""

    name: str = "legal_person"
    article: str = "5(2)"
    proofs: tuple[str, ...] = ("legal_person_certificate", "means_proof", "reputation_proof")

    def answer(self, application: Application, on: date, law: Law) -> Answer:
        """Return `met` if the original certificate was seen and means and reputation are proven."""
        if denied := self.people_deny(application):
            return denied
        if application.host.is_legal_person is False:
            return self._not_independent(application, on, law)
        return self._personality_gap(application) or self._papers(application)

    def _personality_gap(self, application: Application) -> Answer | None:
        code = application.host.credit_code
        if code and not is_credit_code(code):
            why = reason("credit_code_wrong", self.article, credit_code=code)
            return self.not_met(application, why)
        if application.host.is_legal_person is None or not code:
            return self.needs_proof(application, reason("legal_person_not_shown", self.article))
        return None

    def _papers(self, application: Application) -> Answer:
        if missing := self.missing_proof(application):
            return missing
        if not _original_seen(application):
            why = reason("certificate_original_not_seen", self.article)
            return self.needs_proof(application, why)
        return self.met(application, reason("legal_person_shown", self.article))

    def _not_independent(self, application: Application, on: date, law: Law) -> Answer:
        waiver = application.waiver(self.article)
        if WAIVABLE[law.readings_on(on).legal_person] and waiver is not None:
            if waiver.document_no and waiver.reason:
                return self.met(
                    application,
                    reason(
                        "legal_person_waived",
                        self.article,
                        document_no=waiver.document_no,
                        words=waiver.reason,
                    ),
                )
            why = reason("waiver_without_document", self.article)
            return self.needs_proof(application, why)
        return self.not_met(application, reason("not_legal_person", self.article))


@dataclass(frozen=True)
class Premises(Condition):
    """Require a fixed office, full-time staff and equipment (Article 5(3))."""

    name: str = "premises_and_staff"
    article: str = "5(3)"
    proofs: tuple[str, ...] = ("office_proof", "staff_proof", "equipment_proof")

    def answer(self, application: Application, on: date, law: Law) -> Answer:
        """Return `met` if all three are proven and there are enough full-time staff, in persons."""
        if denied := self.people_deny(application):
            return denied
        wanted = STAFF_WANTED[law.readings_on(on).staffing](law.figures)
        staff = application.full_time_staff
        if staff is not None and staff < wanted:
            why = reason("full_time_staff", self.article, staff=staff, least=wanted)
            return self.not_met(application, why)
        if staff is None:
            return self.needs_proof(application, reason("staff_not_stated", self.article))
        if missing := self.missing_proof(application):
            return missing
        return self.met(application, reason("premises_proven", self.article, staff=staff))


@dataclass(frozen=True)
class Judged(Condition):
    """Require documents first, then a finding of people on them (Article 5(4) to (6))."""

    def answer(self, application: Application, on: date, law: Law) -> Answer:
        """Return what people found, once the documents are there."""
        return (
            self.people_deny(application)
            or self.missing_proof(application)
            or self.judged(application)
        )


@dataclass(frozen=True)
class Publicity(Judged):
    """Require internet resources and the ability to promote and influence (Article 5(4))."""

    name: str = "publicity"
    article: str = "5(4)"
    proofs: tuple[str, ...] = ("internet_proof",)


@dataclass(frozen=True)
class LocalResources(Judged):
    """Require local ties and knowledge of the local talent (Article 5(5))."""

    name: str = "local_resources"
    article: str = "5(5)"
    proofs: tuple[str, ...] = ("local_resources_proof",)


@dataclass(frozen=True)
class Organising(Judged):
    """Require the capacity to run events or help to run them (Article 5(6))."""

    name: str = "organising"
    article: str = "5(6)"
    proofs: tuple[str, ...] = ("success_cases",)


BUILT_IN: tuple[EligibilityCheck, ...] = (
    Location(),
    LegalPerson(),
    Premises(),
    Publicity(),
    LocalResources(),
    Organising(),
)


def _original_seen(application: Application) -> bool:
    return any(
        item.kind == "legal_person_certificate" and item.original_seen_on is not None
        for item in application.evidence
    )
