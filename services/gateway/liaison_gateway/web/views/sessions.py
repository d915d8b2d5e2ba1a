"""Let people sign in and out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from liaison_contracts.errors import TooMany, Unauthenticated
from liaison_gateway.access import lockout, second_factors
from liaison_gateway.access.accounts import caller_of_password, people_with_password
from liaison_gateway.access.authentication import (
    gateway,
    public,
    sign_in_browser,
    sign_out_browser,
    signed_in,
)
from liaison_gateway.web.blueprint import (
    page,
    pages,
    require_csrf,
)
from liaison_kit.claims import Caller
from liaison_kit.store.database import again_after_race


@pages.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    """Ask for a name and a password; an error does not say which was wrong."""
    if request.method == "GET":
        return redirect(url_for("pages.overview")) if signed_in() else _form(200)
    require_csrf()
    part, password = request.form.get("part", ""), request.form.get("password", "")
    try:
        found, has_factor = _require_person(part, password, request.form.get("totp", ""))
    except Unauthenticated:
        return _form(401)
    except TooMany as locked:
        answer = make_response(_form(429))
        answer.headers["Retry-After"] = str(locked.retry_after)
        return answer
    waits = gateway().mode == "live" and not has_factor
    sign_in_browser(found.sub, whole=not waits)
    return redirect(url_for("pages.second_factor") if waits else _next(), code=303)


def _require_person(part: str, password: str, totp: str) -> tuple[Caller, bool]:
    """Return who signs in, and whether they gave a one-time password; count failures."""
    database, keys = gateway().database, gateway().keys
    with counting_failures(part) as now:
        found = caller_of_password(database, part, password)
        with database.writing() as writing:
            has_factor = second_factors.has_factor(writing, found.sub)
            if has_factor and not second_factors.check(
                writing, keys, found.sub, totp, now.timestamp()
            ):
                raise Unauthenticated("sign_in_failed")
    return found, has_factor


@contextmanager
def counting_failures(part: str) -> Iterator[datetime]:
    """Count a wrong password inside the block, and reset the count of a name on success.

    Raises:
        TooMany: before anything is checked, while the name is locked.
    """
    database, now = gateway().database, datetime.now(UTC)
    with database.reading() as reading:
        lockout.require_open(reading, part, now)
    try:
        yield now
    except Unauthenticated:
        again_after_race(lambda: _note_failure(part, now))
        raise
    with database.writing() as writing:
        lockout.forget(writing, part)


def _note_failure(part: str, now: datetime) -> None:
    with gateway().database.writing() as writing:
        lockout.note_failure(writing, part, now)


@pages.route("/sign-out", methods=["POST"])
@page
def sign_out() -> Any:
    """End the session."""
    require_csrf()
    sign_out_browser()
    return redirect(url_for("pages.sign_in"), code=303)


def _form(status: int) -> tuple[str, int]:
    live = gateway().mode == "live"
    people = [] if live else people_with_password(gateway().database)
    return render_template("sign_in.html", people=people, failed=status), status


def _next() -> str:
    """Return the originally requested page, if it is one of this site."""
    wanted = request.args.get("next", "")
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if inside and wanted.isprintable() else url_for("pages.overview")
