"""Store people, known by reference from then on, and show one for a stated purpose."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select

from liaison_contracts.entries import PersonEntry
from liaison_contracts.errors import NotFound
from liaison_contracts.registry import GetPerson, PersonAnswer
from liaison_kit.runtime import note_access
from liaison_registry.context import Work
from liaison_registry.tables import Application, Person, Station
from liaison_registry.usecases.rights import has_role, orgs_of


def take_in(work: Work, entries: Iterable[PersonEntry]) -> list[str]:
    """Store new people, encrypted, and return all references in order (Article 9)."""
    vault = work.context.vault
    refs = {vault.person_ref(e.document_type, e.document_number): e for e in entries}
    known = select(Person.person_ref).where(Person.person_ref.in_(refs))
    missing = set(refs) - set(work.session.scalars(known))
    for ref in missing:
        entry = refs[ref]
        work.session.add(
            Person(
                person_ref=ref,
                document_type=entry.document_type,
                name_sealed=vault.seal(entry.name, ref, "name"),
                number_sealed=vault.seal(entry.document_number, ref, "number"),
            )
        )
    return list(refs)


def get(work: Work, body: GetPerson) -> PersonAnswer:
    """Show a person for a stated purpose; the access log records it.

    Raises:
        NotFound: if the person is unknown, or unrelated to the caller.
    """
    person = work.session.get(Person, body.person_ref)
    if person is None or not _may_see(work, body.person_ref):
        raise NotFound("person_unknown")
    note_access(
        work.session, work.caller, "get_person", person.person_ref, "revealed", body.purpose
    )
    vault = work.context.vault
    return PersonAnswer(
        person_ref=person.person_ref,
        name=vault.unseal(person.name_sealed, person.person_ref, "name"),
        document_type=person.document_type,
        document_number=vault.unseal(person.number_sealed, person.person_ref, "number"),
    )


def _may_see(work: Work, ref: str) -> bool:
    if has_role(work.caller, "talent_office", "auditor"):
        return True
    orgs = orgs_of(work.caller)
    guided = select(Station.station_code).where(
        Station.guiding_department.in_(orgs),
        or_(Station.head_ref == ref, Station.liaison_ref == ref),
    )
    if work.session.execute(guided.limit(1)).first() is not None:
        return True
    applied = select(Application.head_ref, Application.liaison_refs).where(
        Application.guiding_department.in_(orgs)
    )
    # Liaison officers are a JSON column, so they are compared here and not in SQL.
    return any(ref == head or ref in others for head, others in work.session.execute(applied))
