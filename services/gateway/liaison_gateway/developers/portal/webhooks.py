"""Show the webhook console: endpoints, secrets, deliveries, resend and recover."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from liaison_contracts.errors import Conflict, Invalid, LiaisonError
from liaison_contracts.gateway import (
    ActivateWebhook,
    DeactivateWebhook,
    DeleteWebhook,
    GetDelivery,
    GetWebhook,
    ListWebhooks,
    RecoverWebhook,
    RegisterWebhook,
    ResendDelivery,
    RotateWebhookSecret,
    SendWebhookSample,
)
from liaison_contracts.message import load
from liaison_gateway.access.authentication import gateway
from liaison_gateway.access.work import carry_out, look_up
from liaison_gateway.developers.portal.views import instant
from liaison_gateway.exchange.webhooks import console, registration
from liaison_gateway.web import language
from liaison_gateway.web.blueprint import (
    page,
    pages,
    require_csrf,
)

SHOWN = 50


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
            secret = carry_out(registration.register, load(RegisterWebhook, asked)).secret
        except LiaisonError as error:
            said = language.said(error)
    rows = look_up(registration.listed, ListWebhooks()).rows
    return _shown("webhooks", endpoints=rows, said=said, secret=secret)


@pages.route("/developers/webhooks/<endpoint_id>")
@page
def developer_webhook(endpoint_id: str) -> str:
    """Show one webhook with its latest deliveries."""
    return _one(endpoint_id)


@pages.route("/developers/webhooks/<endpoint_id>/deliveries/<int:sequence>")
@page
def developer_delivery(endpoint_id: str, sequence: int) -> str:
    """Show one delivery with its content and the result of each attempt."""
    webhook = look_up(registration.shown, GetWebhook(endpoint_id=endpoint_id))
    asked = GetDelivery(endpoint_id=endpoint_id, sequence=sequence)
    return _shown("delivery", endpoint=webhook, delivery=look_up(console.shown, asked))


@pages.route("/developers/webhooks/<endpoint_id>/changes", methods=["POST"])
@page
def act_on_webhook(endpoint_id: str) -> str | Response:
    """Rotate, send a sample, resend, recover, turn on or off, or delete a webhook."""
    require_csrf()
    act, secret, said = request.form.get("act"), "", ""
    try:
        if act == "rotations":
            rotation = RotateWebhookSecret(endpoint_id=endpoint_id)
            secret = carry_out(registration.rotate, rotation).secret
        elif act == "removals":
            carry_out(registration.remove, DeleteWebhook(endpoint_id=endpoint_id))
            return redirect(url_for("pages.developer_webhooks"), code=303)
        else:
            said = _act(endpoint_id, act)
    except (Conflict, Invalid) as error:
        said = language.said(error)
    return _one(endpoint_id, said=said, secret=secret)


def _act(endpoint_id: str, act: str | None) -> str:
    match act:
        case "samples":
            sent = carry_out(console.send_sample, SendWebhookSample(endpoint_id=endpoint_id))
            return language.text("sample_sent", number=sent.sequence)
        case "activations":
            carry_out(registration.activate, ActivateWebhook(endpoint_id=endpoint_id))
        case "deactivations":
            carry_out(registration.deactivate, DeactivateWebhook(endpoint_id=endpoint_id))
        case "resends":
            number = request.form.get("sequence", "")
            sequence = int(number) if number.isdecimal() else 0
            again = ResendDelivery(endpoint_id=endpoint_id, sequence=sequence)
            carry_out(console.resend, again)
        case "recoveries":
            since = f"{request.form.get('since', '')}T00:00:00Z"
            asked = load(RecoverWebhook, {"endpoint_id": endpoint_id, "since": since})
            return language.text("recovered", count=carry_out(console.recover, asked).recovered)
    return ""


def _one(endpoint_id: str, **said: str) -> str:
    webhook = look_up(registration.shown, GetWebhook(endpoint_id=endpoint_id))
    with gateway().database.reading() as session:
        found = console.newest(session, endpoint_id, SHOWN)
    return _shown("webhook", endpoint=webhook, deliveries=found, **said)


def _shown(name: str, **values: Any) -> str:
    return render_template(f"developers/{name}.html", at=instant, room="webhooks", **values)
