"""Look at the deliveries of a webhook, and send them again."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from flask_smorest import Blueprint

from liaison_contracts.reasons import fault
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
)
from liaison_gateway.access.idempotent_requests import changing, once
from liaison_gateway.exchange.partners.body import PartnerBodies
from liaison_gateway.exchange.webhooks import console, registration
from liaison_gateway.exchange.webhooks.tables import (
    DELIVERED,
    FAILED,
    RESENDING,
    WAITING,
)
from liaison_gateway.v1.bodies import fields_of, text_of
from liaison_gateway.v1.openapi import TEXT
from liaison_gateway.v1.partners.webhooks import ROLES
from liaison_gateway.v1.partners.webhooks_doc import (
    DELIVERY,
    doc,
)
from liaison_gateway.v1.queries import (
    instant,
    limit,
    refuse,
    require_known,
    whole_number,
)

deliveries = Blueprint("deliveries", "deliveries", url_prefix="/v1/webhooks")
STATES = (WAITING, DELIVERED, FAILED, RESENDING)


@deliveries.route("/<endpoint_id>/deliveries")
@doc(
    "list_deliveries",
    "Deliveries of a webhook, in the order of their numbers",
    "投递记录",
    ROLES,
    DELIVERY,
    rows="after",
    query=("after", "limit", "state"),
)
@allows
def list_deliveries(endpoint_id: str) -> Response:
    """List deliveries after a number."""
    require_known(("after", "limit", "state"))
    state = _state()
    after, wanted = whole_number("after", 0), limit()
    with gateway().database.reading() as session:
        registration.find(session, caller(), endpoint_id)
        rows = console.deliveries_of(
            session, endpoint_id, after=after, state=state, limit=wanted + 1
        )
    return jsonify(data=[_shown(row) for row in rows[:wanted]], has_more=len(rows) > wanted)


@deliveries.route("/<endpoint_id>/deliveries/<int:sequence>")
@doc("get_delivery", "One delivery with what was sent and each try", "投递详情", ROLES, DELIVERY)
@allows
def delivery(endpoint_id: str, sequence: int) -> Response:
    """Show one delivery with bodies."""
    require_known(())
    with gateway().database.reading() as session:
        row = registration.find(session, caller(), endpoint_id)
        body = gateway().part(PartnerBodies).get(row["partner_body"])
        found = console.delivery(session, endpoint_id, sequence, body)
    tries = [
        {
            "at": text_of(one["at"]),
            "status": one["status"],
            "error": one["error"],
            "took_ms": one["took_ms"],
            "response": one["response"],
        }
        for one in found["tries"]
    ]
    more = {"request": found["request"], "media_type": found["media_type"], "tries": tries}
    return jsonify(data={**_shown(found), **more})


@deliveries.route("/<endpoint_id>/deliveries/<int:sequence>/resends", methods=["POST"])
@doc("resend_delivery", "Send one delivery again", "重发一条", ROLES, DELIVERY)
@allows
@once()
def resend(endpoint_id: str, sequence: int) -> Response:
    """Try one delivery again at once, under its number and id."""
    require_known(())
    session = changing()
    row = registration.find(session, caller(), endpoint_id)
    console.resend(session, endpoint_id, sequence)
    body = gateway().part(PartnerBodies).get(row["partner_body"])
    found = console.delivery(session, endpoint_id, sequence, body)
    return jsonify(data=_shown(found))


@deliveries.route("/<endpoint_id>/recoveries", methods=["POST"])
@doc(
    "recover_webhook",
    "Send again all that did not arrive since an instant",
    "补发",
    ROLES,
    {"type": "object", "properties": {"recovered": {"type": "integer"}}},
    body={"since": {**TEXT, "format": "date-time"}},
    required=("since",),
)
@allows
@once()
def recover(endpoint_id: str) -> Response:
    """Put on its way what was given up or never sent since an instant."""
    since = instant("since", fields_of("since").get("since"))
    session = changing()
    registration.find(session, caller(), endpoint_id)
    return jsonify(data={"recovered": console.recover(session, endpoint_id, since)})


def _state() -> str:
    state = request.args.get("state", "")
    if state and state not in STATES:
        raise refuse("state", fault("choice", choices=STATES))
    return state


def _shown(row: Any) -> dict[str, Any]:
    names = ("sequence", "event_id", "type", "subject", "state", "attempts")
    settled = row["settled_at"]
    return {
        **{name: row[name] for name in names},
        "next_try_at": text_of(row["due_at"]) if row["due_at"] and not settled else None,
        "settled_at": text_of(settled) if settled else None,
    }
