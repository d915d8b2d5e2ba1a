"""Skip per-request Flask work that API calls do not need (sessions, async checks)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class BrowserSessions(SecureCookieSessionInterface):
    """Create the session serializer only for requests that have a session cookie."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session in the cookie, or an empty one without a cookie."""
        if app.secret_key and self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


class LeanFlask(Flask):
    """Run views and hooks as plain functions, because most callers are programs."""

    session_interface = BrowserSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return a view or hook unchanged, without checking each time whether it is a coroutine."""
        return func
