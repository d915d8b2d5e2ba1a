"""Save and erase people in the directory, and record contacts with them (Article 11(2))."""

from __future__ import annotations

import json
from datetime import date

from sqlalchemy import select, update

from liaison_assessment.context import Work
from liaison_assessment.policy.records import privacy
from liaison_assessment.tables import Contact, Native
from liaison_assessment.usecases.refusals import refusing
from liaison_assessment.usecases.rights import find_stations, may_see_station, require_rights
from liaison_contracts.assessment import (
    ContactAnswer,
    ContactRecorded,
    EraseNative,
    NativeAnswer,
    NativeErased,
    NativeSaved,
    RecordContact,
    SaveNative,
)
from liaison_contracts.errors import Conflict, NotFound, Refused
from liaison_contracts.reasons import reason
from liaison_kit.store.ids import new_id

PERSONAL = ("name", "reach", "employer", "post")


def save(work: Work, body: SaveNative) -> NativeAnswer:
    """Save a new or changed person; saving again starts a new retention period.

    Raises:
        Forbidden: for a station that is not the caller's.
        Conflict: if the code belongs to a person of another station, or to one who was erased.
        Refused: if they would be kept longer than allowed, or before they agreed.
    """
    work.require_come("saved_on", body.saved_on)
    code = body.station_code
    require_rights(work.caller, [code], find_stations(work, [code]))
    figures = work.edition.figures
    kept_until = body.kept_until or privacy.latest_day(body.saved_on, figures)
    with refusing("not_to_be_kept"):
        privacy.require_retention(body.agreed_on, body.saved_on, kept_until, figures)
    ref = body.native_ref or f"N-{new_id()}"
    row = work.session.get(Native, ref, with_for_update=True)
    if row is None:
        row = Native(native_ref=ref, station_code=code)
        work.session.add(row)
    elif row.station_code != code or row.erased_on is not None:
        raise Conflict("native_ref_taken")
    person = {name: getattr(body, name) for name in PERSONAL}
    row.sealed = work.context.vault.seal(json.dumps(person), ref, "person")
    row.sector, row.purpose, row.agreed_on = body.sector, body.purpose, body.agreed_on
    row.saved_on, row.saved_by, row.kept_until = body.saved_on, work.actor, kept_until
    event = NativeSaved(
        native_ref=ref,
        station_code=code,
        sector=body.sector,
        saved_on=body.saved_on,
        kept_until=kept_until,
    )
    work.record(event, effective_on=body.saved_on)
    return _answer(row)


def record_contact(work: Work, body: RecordContact) -> ContactAnswer:
    """Record a contact; the note is encrypted.

    Raises:
        NotFound: for a person outside the caller's directories, or was erased.
        Conflict: if the code belongs to another contact.
    """
    work.require_come("contacted_on", body.contacted_on)
    person = find(work, body.native_ref)
    if body.contacted_on < person.agreed_on:
        why = reason("contact_before_agreement", "11(2)", on=person.agreed_on)
        raise Refused("contact_refused", reasons=[why])
    code = body.contact_code or f"CT-{new_id()}"
    row = work.session.get(Contact, code)
    if row is None:
        note = work.context.vault.seal(body.note, code, "note") if body.note else None
        row = Contact(
            contact_code=code,
            native_ref=person.native_ref,
            station_code=person.station_code,
            contacted_on=body.contacted_on,
            way=body.way,
            note=note,
            recorded_by=work.actor,
        )
        work.session.add(row)
        names = ("contact_code", "native_ref", "station_code", "contacted_on", "way")
        event = ContactRecorded(**{name: getattr(row, name) for name in names})
        work.record(event, effective_on=body.contacted_on)
    elif (row.native_ref, row.contacted_on) != (person.native_ref, body.contacted_on):
        raise Conflict("contact_code_taken")
    return ContactAnswer(
        contact_code=code, native_ref=row.native_ref, contacted_on=row.contacted_on
    )


def erase(work: Work, body: EraseNative) -> NativeAnswer:
    """Erase what identifies a person; repeating it changes nothing.

    Raises:
        NotFound: for a person outside the caller's directories.
    """
    work.require_come("erased_on", body.erased_on)
    row = find(work, body.native_ref, erased_too=True)
    if row.erased_on is None:
        row.erased_because = body.reason
        _erase(work, row, body.erased_on, "asked")
    return _answer(row)


def erase_over(work: Work, on: date) -> None:
    """Erase people whose retention period has ended, at a day's close."""
    query = select(Native).where(Native.kept_until < on, Native.erased_on.is_(None))
    for row in work.session.scalars(query.order_by(Native.native_ref)):
        _erase(work, row, on, "kept_until")


def find(work: Work, native_ref: str, erased_too: bool = False) -> Native:
    """Return a person in a directory that the caller may see.

    Raises:
        NotFound: for anybody else.
    """
    row = work.session.get(Native, native_ref, with_for_update=True)
    if (
        row is None
        or not may_see_station(work, row.station_code)
        or (row.erased_on is not None and not erased_too)
    ):
        raise NotFound("native_unknown")
    return row


def _erase(work: Work, row: Native, on: date, cause: str) -> None:
    row.sealed, row.erased_on, row.erased_by = None, on, work.actor
    row.purpose = ""
    notes = update(Contact).where(Contact.native_ref == row.native_ref).values(note=None)
    work.session.execute(notes)
    event = NativeErased(
        native_ref=row.native_ref, station_code=row.station_code, cause=cause, erased_on=on
    )
    work.record(event, effective_on=on)


def _answer(row: Native) -> NativeAnswer:
    return NativeAnswer(
        native_ref=row.native_ref,
        station_code=row.station_code,
        state="kept" if row.erased_on is None else "erased",
        kept_until=row.kept_until,
    )
