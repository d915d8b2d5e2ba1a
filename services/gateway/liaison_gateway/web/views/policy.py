"""Show the policy register (Article 15): extensions of the trial, and readings."""

from __future__ import annotations

from typing import Any

from flask import render_template

from liaison_gateway.access.authentication import gateway
from liaison_gateway.model import documents
from liaison_gateway.web.blueprint import page, pages


@pages.route("/policy")
@page
def policy() -> Any:
    """Show every entry of the register, oldest first."""
    with gateway().database.reading() as session:
        entries = documents.page(
            session, "policy_entry", filters={}, scope={}, after="", updated_since="", limit=500
        )
    return render_template(
        "policy.html",
        extensions=[entry for entry in entries if entry["state"] == "extension"],
        readings=[entry for entry in entries if entry["state"] == "reading"],
    )
