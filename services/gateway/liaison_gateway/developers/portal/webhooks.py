"""Show the webhook console: endpoints, secrets, deliveries, resend and recover."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from liaison_contracts.errors import Conflict, Invalid, LiaisonError
from liaison_gateway.access.authentication import caller, gateway
from liaison_gateway.developers.portal.views import instant, now_ms
from liaison_gateway.exchange.partners.body import PartnerBodies
from liaison_gateway.exchange.webhooks import console, registration
from liaison_gateway.exchange.webhooks.addresses import Guard
from liaison_gateway.exchange.webhooks.vault import Vault
from liaison_gateway.v1.queries import instant as instant_of
from liaison_gateway.web import language
from liaison_gateway.web.blueprint import (
    page,
    pages,
    require_csrf,
)

SHOWN = 50
OVERLAP_HOURS = 24


@pages.route("/developers/webhooks", methods=["GET", "POST"])
@page
def developer_webhooks() -> str:
    """List the organisation's webhooks, and register one; its secret is shown once."""
    said = secret = ""
    if request.method == "POST":
        require_csrf()
        types = request.form.get("types", "").replace(",", " ").split()
        asked = {"url": request.form.get("url", "").strip(), "types": types}
        try:
            bodies = gateway().part(PartnerBodies)
            wish = registration.wish_from(asked, bodies, caller().org)
            gateway().part(Guard).check(wish.url)
            with gateway().database.writing() as session:
                _, secret = registration.register(
                    session, gateway().part(Vault), caller(), wish, now_ms()
                )
        except LiaisonError as error:
            said = language.said(error)
    with gateway().database.reading() as session:
        rows = registration.listed(session, caller())
        counts = {row["endpoint_id"]: console.counts(session, row["endpoint_id"]) for row in rows}
    return _shown("webhooks", endpoints=rows, counts=counts, said=said, secret=secret)


@pages.route("/developers/webhooks/<endpoint_id>")
@page
def developer_webhook(endpoint_id: str) -> str:
    """Show one webhook with its latest deliveries."""
    return _one(endpoint_id)


@pages.route("/developers/webhooks/<endpoint_id>/deliveries/<int:sequence>")
@page
def developer_delivery(endpoint_id: str, sequence: int) -> str:
    """Show one delivery with what was sent and what each try brought."""
    with gateway().database.reading() as session:
        row = registration.find(session, caller(), endpoint_id)
        body = gateway().part(PartnerBodies).get(row["partner_body"])
        found = console.delivery(session, endpoint_id, sequence, body)
    return _shown("delivery", endpoint=row, delivery=found)


@pages.route("/developers/webhooks/<endpoint_id>/changes", methods=["POST"])
@page
def act_on_webhook(endpoint_id: str) -> str | Response:
    """Rotate, sample, resend, recover, turn on or off, or give a webhook up."""
    require_csrf()
    act, secret, said = request.form.get("act"), "", ""
    try:
        with gateway().database.writing() as session:
            row = registration.find(session, caller(), endpoint_id)
            if act == "rotations":
                hours, vault = OVERLAP_HOURS, gateway().part(Vault)
                secret = registration.rotate(session, vault, caller(), endpoint_id, hours, now_ms())
            elif act == "removals":
                registration.give_up(session, caller(), endpoint_id)
                return redirect(url_for("pages.developer_webhooks"), code=303)
            else:
                said = _act(session, row["endpoint_id"], act)
    except (Conflict, Invalid) as error:
        said = language.said(error)
    return _one(endpoint_id, said=said, secret=secret)


def _act(session: Any, endpoint_id: str, act: str | None) -> str:
    if act == "samples":
        return language.text("sample_sent", number=console.send_sample(session, endpoint_id))
    if act in ("activations", "deactivations"):
        registration.set_state(session, caller(), endpoint_id, active=act == "activations")
        return ""
    if act == "resends":
        number = request.form.get("sequence", "")
        console.resend(session, endpoint_id, int(number) if number.isdecimal() else 0)
        return ""
    if act == "recoveries":
        since = request.form.get("since", "")
        count = console.recover(session, endpoint_id, instant_of("since", f"{since}T00:00:00Z"))
        return language.text("recovered", count=count)
    return ""


def _one(endpoint_id: str, **said: str) -> str:
    with gateway().database.reading() as session:
        row = registration.find(session, caller(), endpoint_id)
        found = console.deliveries_of(
            session, endpoint_id, after=0, state="", limit=SHOWN, newest=True
        )
        counts = console.counts(session, endpoint_id)
    return _shown("webhook", endpoint=row, deliveries=found, counts=counts, **said)


def _shown(name: str, **values: Any) -> str:
    return render_template(f"developers/{name}.html", at=instant, room="webhooks", **values)
