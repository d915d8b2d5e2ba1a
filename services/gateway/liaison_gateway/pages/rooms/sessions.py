"""Let people of the cast sign in and out."""

from __future__ import annotations

from typing import Any

from flask import g, redirect, render_template, request, session, url_for

from liaison_contracts.errors import Unauthenticated
from liaison_gateway.accounts import caller_of_password, people_with_password
from liaison_gateway.auth import gateway, public, signed_in
from liaison_gateway.pages.blueprint import page, pages, require_csrf
from liaison_gateway.pages.menu import MENU

EVERYBODY = tuple({role for _, _, roles in MENU for role in roles} | {"host"})


@pages.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    """Ask for a name and a password; a wrong pair is answered without saying which was wrong."""
    if request.method == "GET":
        return redirect(url_for("pages.overview")) if signed_in() else _form(200)
    require_csrf()
    try:
        found = caller_of_password(
            gateway().database, request.form.get("part", ""), request.form.get("password", "")
        )
    except Unauthenticated:
        return _form(401)
    session.clear()
    session["person_ref"] = found.sub
    return redirect(_next(), code=303)


@pages.route("/sign-out", methods=["POST"])
@page(*EVERYBODY)
def sign_out() -> Any:
    """Forget who was signed in."""
    require_csrf()
    session.clear()
    g.pop("caller", None)
    return redirect(url_for("pages.sign_in"), code=303)


def _form(status: int) -> tuple[str, int]:
    live = gateway().mode == "live"
    people = [] if live else people_with_password(gateway().database)
    return render_template("sign_in.html", people=people, failed=status == 401), status


def _next() -> str:
    """Return the page that was asked for before, if it is one of ours."""
    wanted = request.args.get("next", "")
    inside = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if inside else url_for("pages.overview")
