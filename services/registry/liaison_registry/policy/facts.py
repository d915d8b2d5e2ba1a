"""Define the facts of an application that Articles 2 to 9 use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SIDES = ("talent_office", "guiding_department")
HOST_KINDS = ("representative_office", "chamber_abroad", "social_organisation")


@dataclass(frozen=True)
class Evidence:
    """Hold one piece of evidence: what it proves, where it is, when its original was seen."""

    kind: str
    reference: str
    original_seen_on: date | None = None


@dataclass(frozen=True)
class Finding:
    """Record what people found on one condition of Article 5, such as `5(4)`, and why."""

    article: str
    is_met: bool
    reason: str


@dataclass(frozen=True)
class Waiver:
    """Record the leading group's waiver of a condition, with document and reason (A35)."""

    article: str
    document_no: str
    reason: str


@dataclass(frozen=True)
class Host:
    """Hold the applying organisation; `is_legal_person` is None if it has not been proven."""

    host_ref: str
    host_kind: str
    credit_code: str = ""
    is_legal_person: bool | None = None


@dataclass(frozen=True)
class Application:
    """Hold an application for a station (Articles 4 to 6 and 9).

    `location_classes` are codes from the edition's lists, as attested for the city. `channel` is
    `guiding_department` or `sector_department`, or `direct` if neither forwarded it. A liaison
    officer has a term if the day of appointment is given; the end may be open.
    """

    application_code: str
    host: Host
    city_code: str
    is_domestic: bool = True
    location_classes: tuple[str, ...] = ()
    full_time_staff: int | None = None
    liaison_officers: int = 0
    liaison_officers_with_term: int = 0
    legal_representative_ref: str = ""
    head_ref: str = ""
    channel: str = "guiding_department"
    guiding_department: str = ""
    evidence: tuple[Evidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    def has(self, kind: str) -> bool:
        """Return whether there is evidence of that kind."""
        return any(item.kind == kind for item in self.evidence)

    def references(self, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Return the references of the evidence of those kinds."""
        return tuple(item.reference for item in self.evidence if item.kind in kinds)

    def finding(self, article: str) -> Finding | None:
        """Return the finding of people on that condition; the latest record counts."""
        return next((f for f in reversed(self.findings) if f.article == article), None)

    def waiver(self, article: str) -> Waiver | None:
        """Return the leading group's waiver of that condition, if any."""
        return next((w for w in self.waivers if w.article == article), None)
