"""Look after accounts for operations, each act on record: make, change, let in again, sign out."""

from __future__ import annotations

from sqlalchemy.orm import Session

from liaison_contracts.errors import NotFound
from liaison_gateway.access import second_factors, sessions
from liaison_gateway.access.accounts import (
    Issued,
    Person,
    add_person,
    change_person,
    new_password,
    person_of,
)
from liaison_kit.claims import Caller
from liaison_kit.runtime import note_access


def make(session: Session, caller: Caller, person: Person, *, live: bool) -> Issued:
    """Make an account; its password is shown this once.

    Raises:
        Conflict: when somebody signs in by that name already.
    """
    made = add_person(session, person, live=live, with_key=False)
    roles = ", ".join(person.roles)
    note_access(session, caller, "add_account", made.person_ref, "done", roles)
    return made


def known(session: Session, person_ref: str, *, to_change: bool = False) -> Person:
    """Return the person of an account.

    Raises:
        NotFound: when there is none.
    """
    if (found := person_of(session, person_ref, to_change=to_change)) is None:
        raise NotFound("account_unknown")
    return found


def change(session: Session, caller: Caller, person_ref: str, person: Person) -> None:
    """Replace what an account says of a person; without roles they may do nothing any more."""
    change_person(session, person_ref, person)
    note_access(session, caller, "change_account", person_ref, "done", ", ".join(person.roles))


def renew_password(session: Session, caller: Caller, person_ref: str) -> tuple[str, int]:
    """Return a new password and how many sessions it ended; the second factor stays."""
    known(session, person_ref)
    password = new_password(session, person_ref)
    ended = sessions.end_all(session, person_ref)
    note_access(session, caller, "renew_password", person_ref, "done", str(ended))
    return password, ended


def sign_out(session: Session, caller: Caller, person_ref: str) -> int:
    """End all sessions of a person; keys go on until they are revoked."""
    known(session, person_ref)
    ended = sessions.end_all(session, person_ref)
    note_access(session, caller, "sign_out_account", person_ref, "done", str(ended))
    return ended


def remove_factor(session: Session, caller: Caller, person_ref: str) -> int:
    """Take a lost second factor of signing in off, and end all sessions."""
    known(session, person_ref)
    second_factors.remove(session, person_ref)
    ended = sessions.end_all(session, person_ref)
    note_access(session, caller, "remove_sign_in_factor", person_ref, "done", "")
    return ended
