"""Give keys out with terms: scopes, an end, an approval where the instance is live, a revocation.

A key is shown once; what is stored is its SHA-256 under a key id.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import Conflict, Forbidden, NotFound
from liaison_gateway.access.accounts import add_key
from liaison_gateway.access.key_terms import (
    require_scope,
    state_of,
    utc,
)
from liaison_gateway.access.tables import api_keys, key_terms
from liaison_kit.claims import Caller

LONGEST_DAYS = 400
OVERLAP = timedelta(days=7)
OFFICE = "talent_office"
_C = key_terms.c


@dataclass(frozen=True)
class Wish:
    """Describe the key that is asked for; `days` is how long it holds."""

    label: str
    scopes: tuple[str, ...]
    days: int


def issue(session: Session, caller: Caller, wish: Wish, *, live: bool) -> tuple[str, RowMapping]:
    """Return a new key of the caller's account, shown this once, and its terms.

    On a live instance it opens nothing before the talent office has approved it.
    """
    now = datetime.now(UTC)
    key = add_key(session, caller.sub, live=live)
    key_id = key.split("_", 3)[2]
    session.execute(
        insert(key_terms).values(
            key_id=key_id,
            org=caller.org,
            label=wish.label,
            scopes=json.dumps(wish.scopes),
            asked_at=now,
            expires_at=now + timedelta(days=wish.days),
            approved_by=None if live else caller.sub,
        )
    )
    return key, _terms(session, key_id)


def rotate(
    session: Session, caller: Caller, key_id: str, *, held: Sequence[str], live: bool
) -> tuple[str, RowMapping]:
    """Return a key in the place of another, which goes on for a week; its approval is kept.

    `held` are the scopes of the key that asks: it gets no wider one, and only its own account's.

    Raises:
        Forbidden: for a key of another account, or one that may do more than the asking one.
        NotFound: for a key that is not of the caller's organisation.
        Conflict: for one that opens nothing any more.
    """
    old = find(session, caller, key_id)
    now = datetime.now(UTC)
    if state_of(old, now) != "active":
        raise Conflict("key_not_active", key_id=key_id, state=state_of(old, now))
    owner = session.scalar(select(api_keys.c.person_ref).where(api_keys.c.key_id == key_id))
    if owner != caller.sub:
        raise Forbidden("key_of_another", key_id=key_id)
    for scope in json.loads(old["scopes"]):
        require_scope(tuple(held), scope)
    days = max(1, (utc(old["expires_at"]) - utc(old["asked_at"])).days)
    wish = Wish(old["label"], tuple(json.loads(old["scopes"])), days)
    key, terms = issue(session, caller, wish, live=live)
    at = _C.key_id == terms["key_id"]
    session.execute(update(key_terms).where(at).values(approved_by=old["approved_by"]))
    until = min(utc(old["expires_at"]), now + OVERLAP)
    session.execute(update(key_terms).where(_C.key_id == key_id).values(expires_at=until))
    return key, _terms(session, terms["key_id"])


def approve(session: Session, caller: Caller, key_id: str) -> RowMapping:
    """Let a live key in, as somebody else of the talent office than who asked for it.

    Raises:
        NotFound: for an unknown key.
        Conflict: for one that does not wait.
        Forbidden: for the person who asked.
    """
    found = find(session, caller, key_id)
    if state_of(found, datetime.now(UTC)) != "waiting":
        raise Conflict("key_not_waiting", key_id=key_id)
    owner = select(api_keys.c.person_ref).where(api_keys.c.key_id == key_id)
    if session.scalar(owner) == caller.sub:
        raise Forbidden("same_person", about=key_id)
    session.execute(update(key_terms).where(_C.key_id == key_id).values(approved_by=caller.sub))
    return _terms(session, key_id)


def revoke(session: Session, caller: Caller, key_id: str) -> RowMapping:
    """End a key at once; again changes nothing.

    Raises:
        NotFound: for a key that is not of the caller's organisation.
    """
    find(session, caller, key_id)
    open_one = (_C.key_id == key_id) & _C.revoked_at.is_(None)
    session.execute(update(key_terms).where(open_one).values(revoked_at=datetime.now(UTC)))
    return _terms(session, key_id)


def find(
    session: Session,
    caller: Caller,
    key_id: str,
    *,
    all_for: Sequence[str] = (OFFICE,),
    to_change: bool = False,
) -> RowMapping:
    """Return the terms of a key of the caller's organisation; the roles in `all_for` find all.

    Raises:
        NotFound: for all others.
    """
    query = select(key_terms).where(_C.key_id == key_id)
    found = session.execute(query.with_for_update() if to_change else query).mappings().first()
    if found is None or not (set(all_for) & set(caller.roles) or found["org"] == caller.org):
        raise NotFound("api_key_unknown", key_id=key_id)
    return found


def listed(session: Session, caller: Caller, everything: Sequence[str]) -> list[RowMapping]:
    """Return the terms of the organisation's keys, of all for the roles in `everything`."""
    query = select(key_terms).order_by(_C.asked_at, _C.key_id)
    if not set(everything) & set(caller.roles):
        query = query.where(_C.org == caller.org)
    return list(session.execute(query).mappings())


def shown(terms: Any) -> dict[str, Any]:
    """Return the terms of a key as its keepers see them; never the key."""
    return {
        "key_id": terms["key_id"],
        "org": terms["org"],
        "label": terms["label"],
        "scopes": json.loads(terms["scopes"]),
        "state": state_of(terms, datetime.now(UTC)),
        "asked_at": utc(terms["asked_at"]).isoformat(timespec="seconds"),
        "expires_at": utc(terms["expires_at"]).isoformat(timespec="seconds"),
        "last_used_on": terms["last_used_on"] or None,
    }


def _terms(session: Session, key_id: str) -> RowMapping:
    return session.execute(select(key_terms).where(_C.key_id == key_id)).mappings().one()
