"""Evaluate the terms of a key at an instant."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, get_args

from liaison_contracts.errors import Forbidden, Unauthenticated
from liaison_contracts.gateway import KeyState, Scope

ALL_SCOPES: tuple[Scope, ...] = get_args(get_args(Scope)[0])
"""`write` gives commands, `money` those that move money; `read` alone changes nothing."""


def state_of(terms: Any, now: datetime) -> KeyState:
    """Return the state of a key: waiting, active, expired or revoked."""
    if terms["revoked_at"] is not None:
        return "revoked"
    if utc(terms["expires_at"]) <= now:
        return "expired"
    return "active" if terms["approved_by"] else "waiting"


def require_active(terms: Any, now: datetime) -> None:
    """Refuse a key that is not active; only its holder learns why.

    Raises:
        Unauthenticated: saying whether it waits, ended or was revoked.
    """
    state = state_of(terms, now)
    if state == "waiting":
        raise Unauthenticated("key_waiting")
    if state != "active":
        raise Unauthenticated("key_over", state=state)


def scopes_of(terms: Any) -> tuple[str, ...]:
    """Return the scopes of a key; a key without terms has those of its account."""
    return tuple(json.loads(terms["scopes"])) if terms["scopes"] else ALL_SCOPES


def require_scope(held: tuple[str, ...], needed: str) -> None:
    """Refuse a key that lacks a scope.

    Raises:
        Forbidden: naming the scope.
    """
    if needed not in held:
        raise Forbidden("scope_missing", needed=needed, held=sorted(held))


def utc(at: datetime) -> datetime:
    """Return an instant with its time zone, which SQLite does not store."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
