"""Provide the frame of all pages: language, sign-in, error pages, template helpers."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from liaison_contracts.errors import Forbidden, Invalid, LiaisonError, Unavailable
from liaison_contracts.reasons import fault
from liaison_gateway.access.accounts import people_of
from liaison_gateway.access.authentication import (
    caller,
    gateway,
    signed_in,
)
from liaison_gateway.access.route_rights import guarded, require_role
from liaison_gateway.web import language
from liaison_gateway.web.menu import menu_of

pages = Blueprint("pages", __name__, template_folder="templates")
V = TypeVar("V", bound=Callable[..., Any])
CSRF = "csrf"
SAYING = {400, *range(402, 500), 503}
"""Statuses whose own sentence is shown: all except a missing sign-in and server errors."""
STATUS_TEXTS = {401: "sign_in", 403: "forbidden", 404: "not_found", 405: "not_found"}


def page(view: V) -> V:
    """Show a page to the roles of its row; a visitor who is not signed in is asked to sign in."""

    @wraps(view)
    def shown(*args: Any, **kwargs: Any) -> Any:
        found = signed_in()
        if found is None:
            return redirect(url_for("pages.sign_in", next=request.full_path.rstrip("?")))
        g.caller = found
        require_role(found)
        return view(*args, **kwargs)

    return guarded(shown)  # type: ignore[return-value]


@pages.before_request
def _prepare() -> None:
    language.choose()
    if any("\x00" in value for value in request.form.values()):  # PostgreSQL stores no NUL
        raise Invalid("invalid_fields", faults={"form": [fault("characters")]}, places=["form"])


@pages.after_request
def _finish(response: Any) -> Any:
    response.headers["Cache-Control"] = "no-store"
    return language.remember(response)


@pages.context_processor
def _context() -> dict[str, Any]:
    person = None
    if "caller" in g:
        person = people_of(gateway().database, [caller().sub]).get(caller().sub)
    return {
        **language.helpers(),
        "csrf": csrf_token(),
        "mode": gateway().mode,
        "person": person,
        "menu": menu_of(caller()) if person else [],
        "day": business_day() if person else "",
    }


def business_day() -> str:
    """Return the instance's day, or nothing if the registry does not answer."""
    if "day" not in g:
        try:
            g.day = str(gateway().client.head("registry")["day"])
        except Unavailable:
            g.day = ""
    found: str = g.day
    return found


def csrf_token() -> str:
    """Return the CSRF token for forms of this session."""
    if CSRF not in session:
        session[CSRF] = secrets.token_urlsafe(24)
    token: str = session[CSRF]
    return token


def require_csrf() -> None:
    """Refuse a form that did not come from a page of this session.

    Raises:
        Forbidden: for a missing or another token.
    """
    given, known = request.form.get(CSRF, ""), session.get(CSRF, "")
    if not known or not hmac.compare_digest(given.encode(), str(known).encode()):
        raise Forbidden("form_expired")


def error_page(status: int, error: Exception) -> tuple[str, int] | BaseResponse:
    """Return an error page; an internal error shows no details."""
    if "language" not in g:
        language.choose()
    if status < 500 and "caller" not in g and (found := signed_in()):
        g.caller = found
    told = language.text(STATUS_TEXTS.get(status, "fault" if status >= 500 else "not_valid"))
    if isinstance(error, LiaisonError) and status in SAYING:
        told = language.said(error)
    return render_template("error.html", told=told, **_context()), status
