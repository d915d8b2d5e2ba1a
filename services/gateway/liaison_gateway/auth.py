"""Find out who calls: a bearer key for programs, a signed session for people in a browser."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, g, request, session

from liaison_contracts.errors import Forbidden, Unauthenticated
from liaison_gateway.accounts import caller_of_key, caller_of_person
from liaison_gateway.context import Gateway
from liaison_kit.claims import Caller

V = TypeVar("V", bound=Callable[..., Any])
SAFE = ("GET", "HEAD", "OPTIONS")
"""A session lets a browser read the API; it changes things by the pages' own forms only."""


def gateway() -> Gateway:
    """Return the context of the running app."""
    found: Gateway = current_app.extensions["liaison"]
    return found


def caller() -> Caller:
    """Return who makes this request.

    Raises:
        Unauthenticated: for a request without a key or session, or with one that does not hold.
    """
    if "caller" not in g:
        g.caller = _identify()
    found: Caller = g.caller
    return found


def _identify() -> Caller:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and key:
        return caller_of_key(gateway().database, key.strip())
    if request.method in SAFE and (found := signed_in()):
        return found
    raise Unauthenticated(
        "credentials_missing", "Send `Authorization: Bearer <key>`, or sign in first."
    )


def signed_in() -> Caller | None:
    """Return who is signed in with a browser, or None."""
    person_ref = session.get("person_ref")
    return caller_of_person(gateway().database, person_ref) if person_ref else None


def allows(*roles: str) -> Callable[[V], V]:
    """Let only these roles through; the table of rights is read from here by a test."""

    def wrap(view: V) -> V:
        @wraps(view)
        def checked(*args: Any, **kwargs: Any) -> Any:
            if not set(roles) & set(caller().roles):
                needed = " or ".join(roles)
                raise Forbidden("role_not_held", f"This needs the role {needed}.")
            return view(*args, **kwargs)

        checked.__liaison_roles__ = roles  # type: ignore[attr-defined]
        return checked  # type: ignore[return-value]

    return wrap


def public(view: V) -> V:
    """Mark a view that anybody may see; every other view names its roles."""
    view.__liaison_roles__ = ("*",)  # type: ignore[attr-defined]
    return view
