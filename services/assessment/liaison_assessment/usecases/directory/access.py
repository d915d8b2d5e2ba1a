"""Show the directory: masked by default, one person revealed for a purpose (11(2), A54)."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, cast

from sqlalchemy import func, select

from liaison_assessment.context import Work
from liaison_assessment.policy.records.privacy import masked_name, masked_reach
from liaison_assessment.tables import Contact, Native, RevealDay
from liaison_assessment.usecases.directory.natives import find
from liaison_assessment.usecases.rights import may_see_station
from liaison_contracts.assessment import (
    ContactNote,
    ExportNatives,
    ListNatives,
    MaskedNative,
    NativePerson,
    NativesList,
    RevealNative,
)
from liaison_contracts.errors import NotFound, TooMany
from liaison_kit.runtime import note_access

PAGE = 500
SECONDS_OF_A_DAY = 86_400


def reveal(work: Work, body: RevealNative) -> NativePerson:
    """Show one person unmasked; the reveal is counted, and logged with its purpose.

    Raises:
        NotFound: for a person outside the caller's directories, or was erased.
        TooMany: if the caller has reached the daily limit.
    """
    row = find(work, body.native_ref)
    _count(work)
    note_access(
        work.session, work.caller, "reveal_native", row.native_ref, "revealed", body.purpose
    )
    query = select(Contact).where(Contact.native_ref == row.native_ref)
    contacts = work.session.scalars(query.order_by(Contact.contacted_on, Contact.contact_code))
    return NativePerson(
        native_ref=row.native_ref,
        station_code=row.station_code,
        **_person(work, row),
        purpose=row.purpose,
        kept_until=row.kept_until,
        contacts=tuple(_note(work, contact) for contact in contacts),
    )


def list_masked(work: Work, body: ListNatives) -> NativesList:
    """List a directory masked, 500 entries at a time, ordered by code.

    Raises:
        NotFound: for a station that the caller may not see.
    """
    code = body.station_code
    if not may_see_station(work, code):
        raise NotFound("station_unknown")
    query = (
        select(Native)
        .where(
            Native.station_code == code,
            Native.erased_on.is_(None),
            Native.native_ref > (body.after or ""),
        )
        .order_by(Native.native_ref)
        .limit(PAGE + 1)
    )
    rows = work.session.scalars(query).all()
    last = (
        select(Contact.native_ref, func.count(), func.max(Contact.contacted_on))
        .where(Contact.native_ref.in_([row.native_ref for row in rows]))
        .group_by(Contact.native_ref)
    )
    contacts = {found[0]: (found[1], found[2]) for found in work.session.execute(last)}
    shown = tuple(_masked(work, row, *contacts.get(row.native_ref, (0, None))) for row in rows)
    return NativesList(station_code=code, natives=shown[:PAGE], more=len(rows) > PAGE)


def export_masked(work: Work, body: ExportNatives) -> NativesList:
    """Export a directory, masked, and log the export with its purpose.

    Raises:
        NotFound: for a station that the caller may not see.
    """
    found = list_masked(work, ListNatives(station_code=body.station_code, after=body.after))
    subject = f"station/{body.station_code}"
    note_access(work.session, work.caller, "export_natives", subject, "exported", body.purpose)
    return found


def _count(work: Work) -> None:
    key, most = (work.actor, work.today), work.edition.figures.reveals_a_day
    row = work.session.get(RevealDay, key, with_for_update=True)
    if row is None:
        row = RevealDay(actor=work.actor, on=work.today, reveals=0)
        work.session.add(row)
    if row.reveals >= most:
        raise TooMany("too_many_reveals", retry_after=SECONDS_OF_A_DAY, most=most)
    row.reveals += 1


def _person(work: Work, row: Native) -> dict[str, Any]:
    assert row.sealed is not None, "only entries that are kept are looked at"
    found: dict[str, Any] = json.loads(
        work.context.vault.unseal(row.sealed, row.native_ref, "person")
    )
    return found


def _note(work: Work, row: Contact) -> ContactNote:
    vault = work.context.vault
    note = vault.unseal(row.note, row.contact_code, "note") if row.note else ""
    return ContactNote(
        contact_code=row.contact_code,
        contacted_on=row.contacted_on,
        way=cast(Any, row.way),
        note=note,
    )


def _masked(work: Work, row: Native, contacts: int, last_on: date | None) -> MaskedNative:
    person = _person(work, row)
    return MaskedNative(
        native_ref=row.native_ref,
        name=masked_name(person["name"]),
        reach=masked_reach(person["reach"]),
        sector=row.sector,
        kept_until=row.kept_until,
        contacts=contacts,
        last_contact_on=last_on,
    )
