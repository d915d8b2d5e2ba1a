"""Let people change their own password, so that nobody else knows it."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from liaison_contracts.errors import TooMany, Unauthenticated
from liaison_gateway.access import sessions
from liaison_gateway.access.accounts import (
    caller_of_password,
    people_of,
    set_password,
)
from liaison_gateway.access.authentication import (
    caller,
    gateway,
    sign_in_browser,
)
from liaison_gateway.web import language
from liaison_gateway.web.blueprint import (
    page,
    pages,
    require_csrf,
)
from liaison_gateway.web.views.sessions import counting_failures
from liaison_kit.runtime import note_access

SHORTEST, LONGEST = 12, 200


@pages.route("/password", methods=["GET", "POST"])
@page
def password() -> Any:
    """Set a new password for a person who knows the current one; sign out all other browsers."""
    if request.method == "GET":
        return _form("", 200)
    require_csrf()
    present, wanted = request.form.get("present", ""), request.form.get("wanted", "")
    if wanted != request.form.get("again", ""):
        return _form(language.text("password_differs"), 422)
    if not SHORTEST <= len(wanted) <= LONGEST or wanted == present:
        return _form(language.text("password_too_short"), 422)
    part = people_of(gateway().database, [caller().sub])[caller().sub].part
    try:
        with counting_failures(part):
            caller_of_password(gateway().database, part, present)
    except Unauthenticated:
        return _form(language.text("password_wrong"), 401)
    except TooMany:
        return _form(language.text("sign_in_locked"), 429)
    return _change(wanted)


def _change(wanted: str) -> Any:
    person_ref = caller().sub
    with gateway().database.writing() as session:
        set_password(session, person_ref, wanted)
        ended = sessions.end_all(session, person_ref)
        note_access(session, caller(), "change_password", person_ref, "done", str(ended))
    sign_in_browser(person_ref)
    return _form(language.text("password_changed"), 200)


def _form(said: str, status: int) -> tuple[str, int]:
    shown = {"said": said, "failed": status != 200, "shortest": SHORTEST}
    return render_template("password.html", **shown), status
