"""Let an organisation ask for keys of this instance in a browser, and the office approve them.

A program's first key cannot be asked for with a key.
"""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from liaison_contracts.errors import Conflict, Forbidden, Invalid
from liaison_contracts.roles import ACCOUNT_READERS, KEY_HOLDERS
from liaison_gateway.access import keys as keeping
from liaison_gateway.access.account_forms import wish_from
from liaison_gateway.access.authentication import caller, gateway
from liaison_gateway.access.key_terms import ALL_SCOPES
from liaison_gateway.web import language
from liaison_gateway.web.blueprint import (
    page,
    pages,
    require_csrf,
)
from liaison_kit.runtime import note_access


@pages.route("/developers/access")
@page
def developer_access() -> Any:
    """List the organisation's keys; an auditor sees all."""
    return _room()


@pages.route("/developers/access", methods=["POST"])
@page
def ask_for_access() -> Any:
    """Ask for a key; it is shown once."""
    require_csrf()
    try:
        wish = wish_from(_entered(), ALL_SCOPES)
    except Invalid as error:
        return _room(said=language.said(error)), 422
    with gateway().database.writing() as session:
        key, terms = keeping.issue(session, caller(), wish, live=gateway().mode == "live")
        note_access(session, caller(), "issue_key", terms["key_id"], "done", wish.label)
    return _room(made=key)


@pages.route("/developers/access/<key_id>/changes", methods=["POST"])
@page
def act_on_access_key(key_id: str) -> Any:
    """Rotate a key of one's own, or end one of the organisation's."""
    require_csrf()
    made, act, live = "", request.form.get("act"), gateway().mode == "live"
    try:
        with gateway().database.writing() as session:
            keeping.find(session, caller(), key_id)
            if act == "rotations":
                held = ALL_SCOPES
                made, terms = keeping.rotate(session, caller(), key_id, held=held, live=live)
                note_access(session, caller(), "rotate_key", key_id, "done", terms["key_id"])
            elif act == "revocations":
                keeping.revoke(session, caller(), key_id)
                note_access(session, caller(), "revoke_key", key_id, "done", "")
    except (Conflict, Forbidden) as error:
        return _room(said=language.said(error)), 409
    return _room(made=made)


@pages.route("/developers/access/<key_id>/approvals", methods=["POST"])
@page
def approve_access_key(key_id: str) -> Any:
    """Let a live key in, as somebody else than who asked."""
    require_csrf()
    try:
        with gateway().database.writing() as session:
            keeping.approve(session, caller(), key_id)
            note_access(session, caller(), "approve_key", key_id, "done", "")
    except (Conflict, Forbidden) as error:
        return _room(said=language.said(error)), 409
    return redirect(url_for("pages.developer_access"), code=303)


def _entered() -> dict[str, Any]:
    days = request.form.get("days", "")
    return {
        "label": request.form.get("label", "").strip(),
        "scopes": request.form.getlist("scopes"),
        "days": int(days) if days.isdecimal() and len(days) < 5 else 0,
    }


def _room(**shown: Any) -> str:
    with gateway().database.reading() as session:
        rows = [keeping.shown(each) for each in keeping.listed(session, caller(), ACCOUNT_READERS)]
    return render_template(
        "developers/access.html",
        keys=rows,
        scopes=ALL_SCOPES,
        longest=keeping.LONGEST_DAYS,
        asks=bool(set(KEY_HOLDERS) & set(caller().roles)),
        approves=keeping.OFFICE in caller().roles,
        **shown,
    )
