"""Manage accounts for operators, each act recorded: create, change, new password, sign out."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from liaison_contracts.errors import Invalid, NotFound
from liaison_contracts.gateway import (
    Account,
    AddAccount,
    ChangeAccount,
    GetAccount,
    ListAccounts,
    NewAccount,
    NewPassword,
    RemoveSignInFactor,
    RenewPassword,
    SessionsEnded,
    SignOutAccount,
)
from liaison_contracts.message import dump
from liaison_contracts.reasons import fault
from liaison_contracts.roles import EVERYBODY, REPLAY
from liaison_gateway.access import second_factors, sessions
from liaison_gateway.access.accounts import (
    Person,
    add_person,
    all_people,
    change_person,
    new_password,
    person_of,
)
from liaison_gateway.access.work import Rows, Work
from liaison_kit.runtime import note_access

GIVEN = tuple(role for role in EVERYBODY if role not in REPLAY)
"""Roles that a person can be given; the import of the past has an account of its own."""


def add(work: Work, wish: AddAccount) -> NewAccount:
    """Create an account; its password is shown only once.

    Raises:
        Conflict: if somebody already signs in with that name.
    """
    person = _person(wish)
    made = add_person(work.session, person, live=work.is_live, with_key=False)
    roles = ", ".join(person.roles)
    note_access(work.session, work.caller, "add_account", made.person_ref, "done", roles)
    shown = _shown(made.person_ref, person)
    return NewAccount(**asdict(shown), password=made.password)


def change(work: Work, wish: ChangeAccount) -> Account:
    """Replace the details of an account.

    Raises:
        NotFound: for an unknown account.
        PreconditionFailed: when somebody else changed it meanwhile.
        Conflict: when somebody else signs in by that name already.
        Invalid: for a role that nobody is given.
    """
    person = _person(wish)
    known = _known(work, wish.person_ref, to_change=True)
    work.require_version(edited_of(_shown(wish.person_ref, known)), always=True)
    change_person(work.session, wish.person_ref, person)
    roles = ", ".join(person.roles)
    note_access(work.session, work.caller, "change_account", wish.person_ref, "done", roles)
    return _shown(wish.person_ref, person)


def listed(work: Work, _: ListAccounts) -> Rows:
    """Return every account."""
    return Rows(tuple(_shown(ref, person) for ref, person in all_people(work.session).items()))


def shown(work: Work, wish: GetAccount) -> Account:
    """Return one account.

    Raises:
        NotFound: when there is none.
    """
    return _shown(wish.person_ref, _known(work, wish.person_ref))


def sign_out(work: Work, wish: SignOutAccount) -> SessionsEnded:
    """End all sessions of a person; keys work until they are revoked."""
    _known(work, wish.person_ref)
    ended = sessions.end_all(work.session, wish.person_ref)
    note_access(work.session, work.caller, "sign_out_account", wish.person_ref, "done", str(ended))
    return SessionsEnded(person_ref=wish.person_ref, sessions=ended)


def remove_factor(work: Work, wish: RemoveSignInFactor) -> SessionsEnded:
    """Remove a lost second factor of signing in, and end all sessions."""
    _known(work, wish.person_ref)
    second_factors.remove(work.session, wish.person_ref)
    ended = sessions.end_all(work.session, wish.person_ref)
    note_access(work.session, work.caller, "remove_sign_in_factor", wish.person_ref, "done", "")
    return SessionsEnded(person_ref=wish.person_ref, sessions=ended)


def renew_password(work: Work, wish: RenewPassword) -> NewPassword:
    """Set a new password for a person, and end all sessions; the second factor is unchanged."""
    _known(work, wish.person_ref)
    password = new_password(work.session, wish.person_ref)
    ended = sessions.end_all(work.session, wish.person_ref)
    note_access(work.session, work.caller, "renew_password", wish.person_ref, "done", str(ended))
    return NewPassword(person_ref=wish.person_ref, sessions=ended, password=password)


def edited_of(account: Account) -> dict[str, Any]:
    """Return the part of an account that acts change: everything."""
    return dump(account)


def _known(work: Work, person_ref: str, *, to_change: bool = False) -> Person:
    found = person_of(work.session, person_ref, to_change=to_change)
    if found is None:
        raise NotFound("account_unknown")
    return found


def _person(wish: AddAccount | ChangeAccount) -> Person:
    if set(wish.roles) - set(GIVEN):
        faults = {"roles": [fault("some_of", choices=sorted(GIVEN))]}
        raise Invalid("invalid_fields", faults=faults, places=["roles"])
    return Person(wish.part, wish.name, wish.name_zh, wish.org, wish.roles, wish.mandates)


def _shown(person_ref: str, person: Person) -> Account:
    return Account(
        person_ref=person_ref,
        part=person.part,
        name=person.name,
        name_zh=person.name_zh,
        org=person.org,
        roles=person.roles,
        mandates=person.mandates,
    )
