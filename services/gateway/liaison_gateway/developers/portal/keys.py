"""Let organisations request keys of this instance in a browser, and the office approve them.

A program's first key cannot be requested with a key.
"""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from liaison_contracts.errors import Conflict, Forbidden, Invalid
from liaison_contracts.gateway import ApproveKey, GetKey, IssueKey, ListKeys, RevokeKey, RotateKey
from liaison_contracts.gateway.keys import LONGEST_DAYS
from liaison_contracts.message import load
from liaison_gateway.access import keys
from liaison_gateway.access.authentication import caller
from liaison_gateway.access.key_terms import ALL_SCOPES
from liaison_gateway.access.route_rights import may
from liaison_gateway.access.work import carry_out, look_up
from liaison_gateway.web import language
from liaison_gateway.web.blueprint import (
    page,
    pages,
    require_csrf,
)


@pages.route("/developers/access")
@page
def developer_access() -> Any:
    """List the organisation's keys; an auditor sees all."""
    return _list()


@pages.route("/developers/access", methods=["POST"])
@page
def ask_for_access() -> Any:
    """Request a key; it is shown once."""
    require_csrf()
    try:
        made = carry_out(keys.issue, load(IssueKey, _entered()))
    except Invalid as error:
        return _list(said=language.said(error)), 422
    return _list(made=made.key)


@pages.route("/developers/access/<key_id>/changes", methods=["POST"])
@page
def act_on_access_key(key_id: str) -> Any:
    """Rotate one's own key, or revoke one of the organisation's."""
    require_csrf()
    look_up(keys.changeable, GetKey(key_id=key_id))
    made, act = "", request.form.get("act")
    try:
        if act == "rotations":
            made = carry_out(keys.rotate, RotateKey(key_id=key_id)).key
        elif act == "revocations":
            carry_out(keys.revoke, RevokeKey(key_id=key_id))
    except (Conflict, Forbidden) as error:
        return _list(said=language.said(error)), 409
    return _list(made=made)


@pages.route("/developers/access/<key_id>/approvals", methods=["POST"])
@page
def approve_access_key(key_id: str) -> Any:
    """Approve a live key, as a person other than the one who requested it."""
    require_csrf()
    try:
        carry_out(keys.approve, ApproveKey(key_id=key_id))
    except (Conflict, Forbidden) as error:
        return _list(said=language.said(error)), 409
    return redirect(url_for("pages.developer_access"), code=303)


def _entered() -> dict[str, Any]:
    days = request.form.get("days", "")
    return {
        "label": request.form.get("label", "").strip(),
        "scopes": request.form.getlist("scopes"),
        "days": int(days) if days.isdecimal() and len(days) < 5 else 0,
    }


def _list(**shown: Any) -> str:
    return render_template(
        "developers/access.html",
        keys=look_up(keys.listed, ListKeys()).rows,
        scopes=ALL_SCOPES,
        longest=LONGEST_DAYS,
        asks=may(caller(), "pages.ask_for_access", "POST"),
        approves=may(caller(), "pages.approve_access_key", "POST"),
        **shown,
    )
