"""Issue keys with terms: scopes, expiry, revocation, and approval on a live instance.

A key is shown once; only its SHA-256 is stored, under a key id.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound
from liaison_contracts.gateway import (
    ApproveKey,
    GetKey,
    IssueKey,
    KeyTerms,
    ListKeys,
    NewKey,
    RevokeKey,
    RotateKey,
)
from liaison_contracts.message import dump
from liaison_contracts.reasons import fault
from liaison_contracts.roles import ACCOUNT_READERS, TALENT_OFFICE
from liaison_gateway.access.accounts import add_key
from liaison_gateway.access.key_terms import require_scope, state_of, utc
from liaison_gateway.access.tables import api_keys, key_terms
from liaison_gateway.access.work import Rows, Work
from liaison_kit.runtime import note_access

OVERLAP = timedelta(days=7)
_C = key_terms.c


def issue(work: Work, wish: IssueKey) -> NewKey:
    """Create a key of the caller's account; it is shown only once.

    On a live instance it opens nothing before the talent office has approved it.

    Raises:
        Invalid: for scopes that the asking key lacks, or that stand there twice.
    """
    wanted = tuple(sorted(wish.scopes))
    if set(wanted) - set(work.scopes) or len(set(wanted)) < len(wanted):
        faults = {"scopes": [fault("some_of", choices=work.scopes)]}
        raise Invalid("invalid_fields", faults=faults, places=["scopes"])
    made = _make(work, wish.label, wanted, wish.days)
    note_access(work.session, work.caller, "issue_key", made.key_id, "done", wish.label)
    return made


def rotate(work: Work, wish: RotateKey) -> NewKey:
    """Replace a key, which remains valid for a week; the new one keeps its approval.

    It gets no wider scopes than the key that asks has, and only for its own account.

    Raises:
        Forbidden: for a key of another account, or one that may do more than the asking one.
        NotFound: for a key that is not of the caller's organisation.
        Conflict: for one that opens nothing any more.
    """
    key_id, now = wish.key_id, datetime.now(UTC)
    old = _found(work, key_id)
    if state_of(old, now) != "active":
        raise Conflict("key_not_active", key_id=key_id, state=state_of(old, now))
    if _owner(work, key_id) != work.caller.sub:
        raise Forbidden("key_of_another", key_id=key_id)
    scopes = tuple(json.loads(old["scopes"]))
    for scope in scopes:
        require_scope(work.scopes, scope)
    days = max(1, (utc(old["expires_at"]) - utc(old["asked_at"])).days)
    made = _make(work, old["label"], scopes, days)
    _update(work, made.key_id, approved_by=old["approved_by"])
    _update(work, key_id, expires_at=min(utc(old["expires_at"]), now + OVERLAP))
    note_access(work.session, work.caller, "rotate_key", key_id, "done", made.key_id)
    return NewKey(**asdict(_shown(work, made.key_id)), key=made.key)


def approve(work: Work, wish: ApproveKey) -> KeyTerms:
    """Approve a live key, as a person of the talent office other than the one who requested it.

    Raises:
        NotFound: for an unknown key.
        Conflict: for one that does not wait.
        Forbidden: for the person who asked.
    """
    found = _found(work, wish.key_id)
    if state_of(found, datetime.now(UTC)) != "waiting":
        raise Conflict("key_not_waiting", key_id=wish.key_id)
    if _owner(work, wish.key_id) == work.caller.sub:
        raise Forbidden("same_person", about=wish.key_id)
    _update(work, wish.key_id, approved_by=work.caller.sub)
    note_access(work.session, work.caller, "approve_key", wish.key_id, "done", "")
    return _shown(work, wish.key_id)


def revoke(work: Work, wish: RevokeKey) -> KeyTerms:
    """Revoke a key at once; repeating it changes nothing.

    Raises:
        NotFound: for a key that is not of the caller's organisation.
    """
    found = _found(work, wish.key_id)
    if found["revoked_at"] is None:
        _update(work, wish.key_id, revoked_at=datetime.now(UTC))
    note_access(work.session, work.caller, "revoke_key", wish.key_id, "done", "")
    return _shown(work, wish.key_id)


def listed(work: Work, _: ListKeys) -> Rows:
    """Return the terms of the organisation's keys; of all keys for roles that read all accounts."""
    query = select(key_terms).order_by(_C.asked_at, _C.key_id)
    if not set(ACCOUNT_READERS) & set(work.caller.roles):
        query = query.where(_C.org == work.caller.org)
    rows = work.session.execute(query).mappings()
    return Rows(tuple(_terms(row) for row in rows))


def shown(work: Work, wish: GetKey) -> KeyTerms:
    """Return the terms of one key.

    Raises:
        NotFound: for a key that the caller does not see.
    """
    return _terms(_find(work, wish.key_id, all_for=ACCOUNT_READERS))


def changeable(work: Work, wish: GetKey) -> KeyTerms:
    """Return the terms of a key that the caller may change: of their organisation, or any for the

    talent office.

    Raises:
        NotFound: for anybody else.
    """
    return _terms(_find(work, wish.key_id))


def edited_of(terms: KeyTerms) -> dict[str, Any]:
    """Return the part of a key's terms that acts change; its last use is not one."""
    return {**dump(terms), "last_used_on": None}


def _make(work: Work, label: str, scopes: Sequence[str], days: int) -> NewKey:
    now = datetime.now(UTC)
    key = add_key(work.session, work.caller.sub, live=work.is_live)
    key_id = key.split("_", 3)[2]
    work.session.execute(
        insert(key_terms).values(
            key_id=key_id,
            org=work.caller.org,
            label=label,
            scopes=json.dumps(scopes),
            asked_at=now,
            expires_at=now + timedelta(days=days),
            approved_by=None if work.is_live else work.caller.sub,
        )
    )
    return NewKey(**asdict(_shown(work, key_id)), key=key)


def _found(work: Work, key_id: str) -> RowMapping:
    """Return the terms of a key to change them, if they are of the version that was read."""
    found = _find(work, key_id, to_change=True)
    work.require_version(edited_of(_terms(found)))
    return found


def _find(
    work: Work, key_id: str, *, all_for: Sequence[str] = TALENT_OFFICE, to_change: bool = False
) -> RowMapping:
    query = select(key_terms).where(_C.key_id == key_id)
    query = query.with_for_update() if to_change else query
    found = work.session.execute(query).mappings().first()
    sees_all = set(all_for) & set(work.caller.roles)
    if found is None or not (sees_all or found["org"] == work.caller.org):
        raise NotFound("api_key_unknown", key_id=key_id)
    return found


def _owner(work: Work, key_id: str) -> str | None:
    query = select(api_keys.c.person_ref).where(api_keys.c.key_id == key_id)
    return work.session.scalar(query)


def _update(work: Work, key_id: str, **values: object) -> None:
    work.session.execute(update(key_terms).where(_C.key_id == key_id).values(**values))


def _shown(work: Work, key_id: str) -> KeyTerms:
    row = work.session.execute(select(key_terms).where(_C.key_id == key_id)).mappings().one()
    return _terms(row)


def _terms(row: RowMapping) -> KeyTerms:
    used = row["last_used_on"]
    return KeyTerms(
        key_id=row["key_id"],
        org=row["org"],
        label=row["label"],
        scopes=tuple(json.loads(row["scopes"])),
        state=state_of(row, datetime.now(UTC)),
        asked_at=utc(row["asked_at"]).isoformat(timespec="seconds"),
        expires_at=utc(row["expires_at"]).isoformat(timespec="seconds"),
        last_used_on=date.fromisoformat(used) if used else None,
    )
