"""Authenticate callers: bearer keys for programs, signed sessions for people in a browser."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, g, request, session
from sqlalchemy import Connection

from liaison_contracts.errors import Unauthenticated
from liaison_gateway.access import sessions
from liaison_gateway.access.accounts import caller_of_person, key_holder
from liaison_gateway.access.key_terms import ALL_SCOPES, require_scope
from liaison_gateway.access.route_rights import guarded, require_role
from liaison_gateway.base.context import Gateway
from liaison_kit.claims import Caller

V = TypeVar("V", bound=Callable[..., Any])
SESSION = "session"
SAFE = ("GET", "HEAD", "OPTIONS")
"""With a session a browser may read the API; changes are possible only through the pages' forms."""


def gateway() -> Gateway:
    """Return the context of the running app."""
    found: Gateway = current_app.extensions["liaison"]
    return found


def connection() -> Connection:
    """Return the connection for the queries of this request: the key lookup and the view."""
    if "connection" not in g:
        g.connection_scope = ExitStack()
        g.connection = g.connection_scope.enter_context(gateway().database.asking())
    found: Connection = g.connection
    return found


def give_back(error: BaseException | None = None) -> None:
    """Return the connection to the pool, at the request's end or before it waits for others."""
    if "connection_scope" in g:
        g.pop("connection")
        g.pop("connection_scope").close()


def caller() -> Caller:
    """Return the caller of this request.

    Raises:
        Unauthenticated: for a request without a valid key or session.
    """
    if "caller" not in g:
        g.caller = _identify()
    found: Caller = g.caller
    return found


def _identify() -> Caller:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and key:
        found, g.scopes = key_holder(gateway().database, connection(), key.strip())
        if request.method not in SAFE:  # a command waits for its service, and writes elsewhere
            give_back()
        require_scope(g.scopes, "read" if request.method in SAFE else "write")
        return found
    if request.method in SAFE and (someone := signed_in()):
        return someone
    raise Unauthenticated("credentials_missing")


def scopes() -> tuple[str, ...]:
    """Return the scopes of the caller's key; a browser session has all scopes."""
    caller()
    found: tuple[str, ...] = g.get("scopes", ALL_SCOPES)
    return found


def signed_in(*, whole: bool = True) -> Caller | None:
    """Return who is signed in with a browser; without `whole`, also before a second factor."""
    secret = session.get(SESSION)
    if not secret:
        return None
    with gateway().database.reading() as reading:
        found = sessions.find(reading, secret)
    if found is None or (whole and not found["is_whole"]):
        return None
    return caller_of_person(gateway().database, found["person_ref"])


def sign_in_browser(person_ref: str, *, whole: bool = True) -> None:
    """Begin a session in the browser of this request."""
    session.clear()
    session[SESSION] = sessions.begin(gateway().database, person_ref, whole=whole)


def sign_out_browser() -> None:
    """End the session of this request's browser."""
    if secret := session.get(SESSION):
        sessions.end(gateway().database, secret)
    session.clear()
    g.pop("caller", None)


def allows(view: V) -> V:
    """Let only the roles of the route's row through."""

    @wraps(view)
    def checked(*args: Any, **kwargs: Any) -> Any:
        require_role(caller())
        return view(*args, **kwargs)

    return guarded(checked)  # type: ignore[return-value]


def public(view: V) -> V:
    """Mark a view that anybody may see."""
    return guarded(view, is_public=True)
