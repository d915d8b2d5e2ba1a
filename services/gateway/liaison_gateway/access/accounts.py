"""Manage accounts and keys: created once, shown once, stored only as hashes."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict, Unauthenticated
from liaison_contracts.roles import Role
from liaison_gateway.access.key_terms import require_active, scopes_of
from liaison_gateway.access.rights import with_implied
from liaison_gateway.access.tables import accounts, api_keys, key_terms
from liaison_kit.claims import Caller
from liaison_kit.store.database import Database

KEY_BYTES = 32
PASSWORD_BYTES = 9
_HASHER = PasswordHasher()
_HELD = ("person_ref", "org", "roles", "mandates")
_TERMS = ("scopes", "expires_at", "approved_by", "revoked_at", "last_used_on")
_KEY = (
    select(
        api_keys.c.key_id,
        api_keys.c.sha256,
        *(accounts.c[name] for name in _HELD),
        *(key_terms.c[name] for name in _TERMS),
    )
    .join(accounts, accounts.c.person_ref == api_keys.c.person_ref)
    .join(key_terms, key_terms.c.key_id == api_keys.c.key_id, isouter=True)
    .where(api_keys.c.key_id == bindparam("key_id"))
)
_DUMMY = _HASHER.hash("an unknown name costs as much time as a known one")


@dataclass(frozen=True)
class Person:
    """Describe a person who may act: their part, organisation, roles and mandates."""

    part: str
    name: str
    name_zh: str
    org: str
    roles: tuple[Role, ...]
    mandates: tuple[str, ...] = ()


@dataclass(frozen=True)
class Issued:
    """Hold a new credential; afterwards only its hash is known."""

    person: Person
    person_ref: str
    key: str
    password: str


def add_person(
    session: Session, person: Person, *, live: bool, cheap: bool = False, with_key: bool = True
) -> Issued:
    """Create an account with a new key and password.

    `cheap` stores no password: such an account calls only with a key, as a replay's accounts do.
    """
    taken = select(accounts.c.person_ref).where(accounts.c.part == person.part)
    if session.execute(taken).first() is not None:
        raise Conflict("account_exists", name=person.part)
    person_ref = f"P-{secrets.token_hex(6)}"
    password = "" if cheap else secrets.token_urlsafe(PASSWORD_BYTES)
    session.execute(
        insert(accounts).values(
            person_ref=person_ref,
            **_columns(person),
            password_hash="" if cheap else _HASHER.hash(password),
        )
    )
    key = add_key(session, person_ref, live=live) if with_key else ""
    return Issued(person, person_ref, key, password)


def new_password(session: Session, person_ref: str) -> str:
    """Return a new password of an account; the former one is no longer valid."""
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    set_password(session, person_ref, password)
    return password


def set_password(session: Session, person_ref: str, password: str) -> None:
    """Set the password of an account, replacing any other."""
    at = accounts.c.person_ref == person_ref
    session.execute(update(accounts).where(at).values(password_hash=_HASHER.hash(password)))


def add_key(session: Session, person_ref: str, *, live: bool) -> str:
    """Return a new key of an account: `lzs_test_…`, or `lzs_live_…` on a live instance."""
    key_id = secrets.token_hex(6)
    key = f"lzs_{'live' if live else 'test'}_{key_id}_{secrets.token_urlsafe(KEY_BYTES)}"
    session.execute(
        insert(api_keys).values(
            key_id=key_id,
            sha256=hashlib.sha256(key.encode()).hexdigest(),
            person_ref=person_ref,
            created_at=datetime.now(UTC),
        )
    )
    return key


def close_keys_of(session: Session, mandate: str) -> None:
    """Revoke every key of the accounts that hold a mandate; their acts stay on record."""
    rows = session.execute(select(accounts.c.person_ref, accounts.c.mandates))
    refs = [row.person_ref for row in rows if mandate in json.loads(row.mandates)]
    held = api_keys.c.person_ref.in_(refs)
    ids = select(api_keys.c.key_id).where(held)
    session.execute(delete(key_terms).where(key_terms.c.key_id.in_(ids)))
    session.execute(delete(api_keys).where(held))


def caller_of_key(database: Database, key: str) -> Caller:
    """Return the caller of a key; see `key_holder`."""
    with database.asking() as connection:
        return key_holder(database, connection, key)[0]


def key_holder(
    database: Database, connection: Connection, key: str
) -> tuple[Caller, tuple[str, ...]]:
    """Return the caller of a key, and the scopes of the key.

    The key is looked up on every call, on the `connection`, so that a revoked key stops working at
    once.

    Raises:
        Unauthenticated: for anything that is not a key of this instance, without saying why; for a
            key that has expired or waits for approval, saying so.
    """
    parts, now = key.split("_", 3), datetime.now(UTC)
    if len(parts) == 4 and key.isascii() and key.isprintable():
        row = connection.execute(_KEY, {"key_id": parts[2]}).mappings().first()
        given = hashlib.sha256(key.encode()).hexdigest()
        if row is not None and hmac.compare_digest(given, row["sha256"]):
            if row["expires_at"] is not None:
                require_active(row, now)
                _note_use(database, row, now)
            return _caller(row, f"key:{parts[2]}"), scopes_of(row)
    raise Unauthenticated("key_unknown")


def _note_use(database: Database, row: RowMapping, now: datetime) -> None:
    today = now.date().isoformat()
    if row["last_used_on"] != today:
        at = key_terms.c.key_id == row["key_id"]
        with database.writing() as session:
            session.execute(update(key_terms).where(at).values(last_used_on=today))


def caller_of_password(database: Database, part: str, password: str) -> Caller:
    """Return the caller who signs in with a name and a password.

    Raises:
        Unauthenticated: without telling whether the name or the password was wrong.
    """
    with database.reading() as session:
        query = select(accounts).where(accounts.c.part == part)
        row = session.execute(query).mappings().first()
    stored = row["password_hash"] if row is not None else ""
    try:
        _HASHER.verify(stored or _DUMMY, password)
    except Argon2Error:
        row = None
    if row is None or not stored:
        raise Unauthenticated("sign_in_failed")
    return _caller(row, f"session:{row['person_ref']}")


def caller_of_person(database: Database, person_ref: str) -> Caller | None:
    """Return the caller behind a session, or None if the account no longer exists."""
    with database.reading() as session:
        query = select(accounts).where(accounts.c.person_ref == person_ref)
        row = session.execute(query).mappings().first()
    return None if row is None else _caller(row, f"session:{person_ref}")


def callers_of(session: Session, person_refs: Iterable[str]) -> dict[str, Caller]:
    """Return people with an account here as callers of their own webhooks."""
    query = select(accounts).where(accounts.c.person_ref.in_(set(person_refs)))
    rows = session.execute(query).mappings()
    return {row["person_ref"]: _caller(row, f"webhook:{row['person_ref']}") for row in rows}


def _caller(row: RowMapping, credential: str) -> Caller:
    return Caller(
        sub=row["person_ref"],
        org=row["org"],
        roles=with_implied(json.loads(row["roles"])),
        credential=credential,
        mandates=tuple(json.loads(row["mandates"])),
    )


def people_with_password(database: Database) -> list[Person]:
    """Return the people who may sign in with a password, in the order of their parts."""
    query = select(accounts).where(accounts.c.password_hash != "").order_by(accounts.c.part)
    with database.reading() as session:
        return [_person(row) for row in session.execute(query).mappings()]


def all_people(session: Session) -> dict[str, Person]:
    """Return everybody with an account, by reference, in the order of their parts."""
    rows = session.execute(select(accounts).order_by(accounts.c.part)).mappings()
    return {row["person_ref"]: _person(row) for row in rows}


def people_of(database: Database, person_refs: Iterable[str]) -> dict[str, Person]:
    """Return the people behind references who have an account here."""
    query = select(accounts).where(accounts.c.person_ref.in_(set(person_refs)))
    with database.reading() as session:
        rows = session.execute(query).mappings()
        return {row["person_ref"]: _person(row) for row in rows}


def person_of(session: Session, person_ref: str, *, to_change: bool = False) -> Person | None:
    """Return one person, or None; `to_change` locks the row."""
    query = select(accounts).where(accounts.c.person_ref == person_ref)
    row = session.execute(query.with_for_update() if to_change else query).mappings().first()
    return None if row is None else _person(row)


def change_person(session: Session, person_ref: str, person: Person) -> None:
    """Replace the details of an account.

    Raises:
        Conflict: when somebody else signs in by that name already.
    """
    part, own = accounts.c.part == person.part, accounts.c.person_ref == person_ref
    if session.execute(select(accounts.c.part).where(part, ~own)).first() is not None:
        raise Conflict("account_exists", name=person.part)
    session.execute(update(accounts).where(own).values(**_columns(person)))


def _columns(person: Person) -> dict[str, str]:
    lists = {"roles": json.dumps(person.roles), "mandates": json.dumps(person.mandates)}
    return {name: getattr(person, name) for name in ("part", "name", "name_zh", "org")} | lists


def _person(row: RowMapping) -> Person:
    return Person(
        part=row["part"],
        name=row["name"],
        name_zh=row["name_zh"],
        org=row["org"],
        roles=tuple(json.loads(row["roles"])),
        mandates=tuple(json.loads(row["mandates"])),
    )
