"""Write a form into the columns of an application; people are stored by reference (Article 9)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from liaison_contracts.entries import DocumentEntry
from liaison_contracts.message import load
from liaison_contracts.registry import OfficerEntry
from liaison_registry.context import Work
from liaison_registry.tables import Application, ApplicationDocument, OfficerRow
from liaison_registry.usecases import people
from liaison_registry.usecases.review import ties

FIELDS = (
    "host_name",
    "host_kind",
    "credit_code",
    "city_code",
    "head_is_legal_representative",
    "full_time_staff",
)
TEXTS = ("guiding_department", "second_station_justification", "urgent_reason", "address")
STATEMENTS = ("premises", "online_channels", "local_resources", "event_capacity")


def write(work: Work, row: Application, content: Mapping[str, Any]) -> None:
    """Write a form into an application, with its documents, people, and the ties of its host."""
    for name in FIELDS:
        setattr(row, name, content[name])
    for name in TEXTS:
        setattr(row, name, content.get(name) or "")
    row.host_ref = work.context.vault.host_ref(content["credit_code"])
    row.is_independent_legal_person = content.get("is_independent_legal_person", True)
    row.statements = {name: content.get(name, "") for name in STATEMENTS}
    head = load(OfficerEntry, content["head"])
    named = [load(OfficerEntry, each) for each in content.get("liaison_officers", ())]
    officers = {people.take_in(work, [entry])[0]: entry for entry in named}
    row.head_ref, row.liaison_refs = people.take_in(work, [head])[0], list(officers)
    work.session.add(row)
    row.documents, row.officers = [], []
    work.session.flush()
    papers = [load(DocumentEntry, each) for each in content.get("documents", ())]
    row.documents = [_document(number, entry) for number, entry in enumerate(papers, start=1)]
    row.officers = [_officer("head", row.head_ref, head)]
    row.officers += [_officer("liaison_officer", ref, entry) for ref, entry in officers.items()]
    ties.keep_host(work, row, content)


def files_of(row: Application) -> tuple[str, ...]:
    """Return the hashes of an application's files, each once."""
    return tuple(dict.fromkeys(document.sha256 for document in row.documents))


def _document(number: int, entry: DocumentEntry) -> ApplicationDocument:
    return ApplicationDocument(
        number=number,
        kind=entry.kind,
        sha256=entry.sha256,
        media_type=entry.media_type,
        original_inspected_by=entry.original_inspected_by,
        original_inspected_on=entry.original_inspected_on,
    )


def _officer(office: str, ref: str, entry: OfficerEntry) -> OfficerRow:
    return OfficerRow(
        office=office,
        person_ref=ref,
        since=entry.appointed_on,
        until=entry.appointed_until,
        is_full_time=entry.is_full_time,
    )
