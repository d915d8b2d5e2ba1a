"""Ask the registry to keep an application while it grows, to amend it, and to show it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from liaison_contracts.codes import Channel, HostKind
from liaison_contracts.entries import PRIVATE, DocumentEntry
from liaison_contracts.message import command, query
from liaison_contracts.registry.answers import ApplicationAnswer
from liaison_contracts.registry.draft_answers import (
    ApplicationFile,
    DraftAnswer,
    RevisionDifferences,
)
from liaison_contracts.registry.entries import Correction, OfficerEntry, Phone
from liaison_contracts.wire import Items
from liaison_contracts.words import CityCode, Code, Count, CreditCode, Name, Sentence

__all__ = [
    "AmendApplication",
    "ApplicationForm",
    "AssignGuidingDepartment",
    "CompareRevisions",
    "NominateHost",
    "ReturnApplication",
    "SaveDraft",
    "ShowApplication",
    "SubmitDraft",
]
APPLICANTS = ("host", "guiding_department", "sector_department")
READERS = (*APPLICANTS, "talent_office", "reviewer", "leading_group", "city_government", "auditor")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationForm:
    """Hold the fields of an application; what is left out stays as it was saved before."""

    host_name: Name | None = None
    host_kind: HostKind | None = None
    credit_code: CreditCode | None = None
    is_independent_legal_person: bool | None = None
    city_code: CityCode | None = None
    guiding_department: Code | None = None
    head: OfficerEntry | None = None
    head_is_legal_representative: bool | None = None
    liaison_officers: Annotated[tuple[OfficerEntry, ...], Items(most=20)] | None = None
    full_time_staff: Count | None = None
    premises: str | None = None
    address: str | None = None
    contact_phone: Phone | None = field(default=None, repr=False, metadata=PRIVATE)
    online_channels: str | None = None
    local_resources: str | None = None
    event_capacity: str | None = None
    documents: Annotated[tuple[DocumentEntry, ...], Items(most=200)] | None = None
    second_station_justification: str | None = None
    urgent_reason: str | None = None


@command("registry", roles=APPLICANTS, returns=DraftAnswer, articles=("4", "6", "9"))
@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft(ApplicationForm):
    """Save what is there of an application; the answer says what it lacks still (Article 6).

    Each save is a revision that can be compared. Without an `application_code` a new one begins.
    """

    application_code: Code | None = None
    saved_on: date


@command("registry", roles=APPLICANTS, returns=ApplicationAnswer, articles=("4", "6", "9"))
@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitDraft:
    """Submit a saved application (Article 4).

    One that names no guiding department waits until the talent office assigned one (A33).
    """

    application_code: Code
    channel: Channel = "guiding_department"
    submitted_on: date


@command("registry", roles=("sector_department",), returns=ApplicationAnswer, articles=("4",))
@dataclass(frozen=True, slots=True, kw_only=True)
class NominateHost:
    """Name a host whose application the department saved, with its opinion (Article 4).

    Where no guiding department stands in it, the talent office assigns one that reviews (A32).
    """

    application_code: Code
    opinion: Sentence
    nominated_on: date


@command("registry", roles=("talent_office",), returns=ApplicationAnswer, articles=("4",))
@dataclass(frozen=True, slots=True, kw_only=True)
class AssignGuidingDepartment:
    """Give an application that came without one its guiding department (Article 4, A32, A33)."""

    application_code: Code
    guiding_department: Code
    assigned_on: date


@command(
    "registry",
    roles=("talent_office", "guiding_department"),
    returns=ApplicationAnswer,
    articles=("4", "6"),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnApplication:
    """Send an application back for correction, with a list and a day (Articles 4 and 6)."""

    application_code: Code
    corrections: Annotated[tuple[Correction, ...], Items(least=1, most=100)]
    correct_until: date
    returned_on: date


@command("registry", roles=APPLICANTS, returns=DraftAnswer, articles=("4", "7"))
@dataclass(frozen=True, slots=True, kw_only=True)
class AmendApplication(ApplicationForm):
    """Edit an application that is under way (Article 7).

    Approvals that rest on an edited field are open again, and only those: the answer names them.
    """

    application_code: Code
    reason: Sentence
    amended_on: date


@query("registry", roles=READERS, returns=ApplicationFile, articles=("4", "6"))
@dataclass(frozen=True, slots=True, kw_only=True)
class ShowApplication:
    """Show an application to those it concerns, people masked (Articles 4 and 6)."""

    application_code: Code


@query("registry", roles=READERS, returns=RevisionDifferences, articles=("6",))
@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRevisions:
    """Say field by field what changed between two revisions of an application (Article 6)."""

    application_code: Code
    earlier: Count
    later: Count
