"""Let people set up two-step sign-in, which is required in live."""

from __future__ import annotations

import time
from typing import Any

from flask import g, redirect, render_template, request, session, url_for

from liaison_gateway.access import second_factors, sessions
from liaison_gateway.access.authentication import (
    SESSION,
    gateway,
    public,
    signed_in,
)
from liaison_gateway.web.blueprint import pages, require_csrf

PENDING = "second_factor_secret"


@pages.route("/second-factor", methods=["GET", "POST"])
@public
def second_factor() -> Any:
    """Show a new secret, and accept the first password generated from it."""
    found = signed_in(whole=False)
    if found is None:
        return redirect(url_for("pages.sign_in", next=url_for("pages.second_factor")))
    g.caller = found
    if request.method == "POST":
        require_csrf()
        return _prove(found.sub)
    with gateway().database.writing() as writing:
        if second_factors.has_factor(writing, found.sub):
            return render_template("second_factor.html", secret="", done=True, failed=False)
        secret, address = second_factors.enrol(writing, gateway().keys, found.sub)
    return render_template(
        "second_factor.html", secret=secret, address=address, done=False, failed=False
    )


def _prove(person_ref: str) -> Any:
    password = request.form.get("totp", "")
    with gateway().database.writing() as writing:
        fits = second_factors.check(writing, gateway().keys, person_ref, password, time.time())
        if fits:
            sessions.make_whole(writing, session[SESSION])
    if fits:
        return redirect(url_for("pages.overview"), code=303)
    shown = {"secret": "", "done": False, "failed": True}
    return render_template("second_factor.html", **shown), 401
