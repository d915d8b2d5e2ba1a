"""Register webhooks, change them, rotate their secrets, turn them on and off."""

from __future__ import annotations

import json
import time
from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint
from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from liaison_contracts.reasons import fault
from liaison_contracts.roles import SYSTEM_OWNERS as ROLES
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
)
from liaison_gateway.access.idempotent_requests import changing, once
from liaison_gateway.exchange.partners.body import PartnerBodies
from liaison_gateway.exchange.webhooks import console, registration
from liaison_gateway.exchange.webhooks.addresses import Guard
from liaison_gateway.exchange.webhooks.vault import Vault
from liaison_gateway.v1.bodies import fields_of, json_object, text_of, whole_list
from liaison_gateway.v1.openapi import TEXT
from liaison_gateway.v1.partners.webhooks_doc import (
    ENDPOINT,
    WISH,
    doc,
)
from liaison_gateway.v1.queries import (
    refuse,
    require_known,
)
from liaison_gateway.v1.versions import (
    VERSION,
    require_version,
    with_version,
)

webhooks = Blueprint("webhooks", "webhooks", url_prefix="/v1/webhooks")
DEFAULT_OVERLAP_HOURS, LONGEST_OVERLAP_HOURS = 24, 24 * 30


def now_ms() -> int:
    """Return the instant in whole milliseconds since 1970."""
    return int(1000 * time.time())


@webhooks.route("", methods=["POST"])
@doc(
    "register_webhook",
    "Register a webhook; its secret is shown this once",
    "登记 Webhook",
    ROLES,
    ENDPOINT,
    status=201,
    body=WISH,
)
@allows
@once(shown_once="secret")
def register() -> Any:
    """Make an endpoint of the caller's organisation."""
    require_known(())
    wish = registration.wish_from(json_object(), gateway().part(PartnerBodies), caller().org)
    gateway().part(Guard).check(wish.url)
    session = changing()
    row, secret = registration.register(session, gateway().part(Vault), caller(), wish, now_ms())
    return jsonify(data={**_shown(session, row), "secret": secret}), 201


@webhooks.route("")
@doc(
    "list_webhooks",
    "Webhooks of one's organisation",
    "本单位 Webhook",
    ROLES,
    ENDPOINT,
    rows="whole",
)
@allows
def own_webhooks() -> Response:
    """List the caller's own endpoints."""
    require_known(())
    with gateway().database.reading() as session:
        rows = registration.listed(session, caller())
        return whole_list([_shown(session, row) for row in rows])


@webhooks.route("/<endpoint_id>")
@doc("get_webhook", "One webhook", "查看 Webhook", ROLES, ENDPOINT, headers=VERSION)
@allows
def one(endpoint_id: str) -> Response:
    """Show one endpoint."""
    require_known(())
    with gateway().database.reading() as session:
        row = registration.find(session, caller(), endpoint_id)
        return with_version(_shown(session, row), _edited(row))


@webhooks.route("/<endpoint_id>", methods=["PUT"])
@doc(
    "change_webhook",
    "Change a webhook's address, types, description or words",
    "修改 Webhook",
    ROLES,
    ENDPOINT,
    body=WISH,
    edits="always",
    headers=VERSION,
)
@allows
def change(endpoint_id: str) -> Response:
    """Replace what an endpoint was registered with; its secret, state and numbers stay."""
    require_known(())
    with gateway().database.reading() as session:
        registration.find(session, caller(), endpoint_id)
    wish = registration.wish_from(json_object(), gateway().part(PartnerBodies), caller().org)
    gateway().part(Guard).check(wish.url)
    with gateway().database.writing() as session:
        _found(session, endpoint_id, always=True)
        row = registration.change(session, caller(), endpoint_id, wish)
        return with_version(_shown(session, row), _edited(row))


@webhooks.route("/<endpoint_id>", methods=["DELETE"])
@doc(
    "give_up_webhook",
    "Give a webhook up, with its deliveries",
    "删除 Webhook",
    ROLES,
    None,
    status=204,
    edits="asked",
)
@allows
def give_up(endpoint_id: str) -> Response:
    """Forget an endpoint."""
    require_known(())
    with gateway().database.writing() as session:
        _found(session, endpoint_id)
        registration.give_up(session, caller(), endpoint_id)
    return Response(status=204)


@webhooks.route("/<endpoint_id>/rotations", methods=["POST"])
@doc(
    "rotate_webhook_secret",
    "Get a new secret; the old one signs beside it for a time",
    "轮换签名密钥",
    ROLES,
    {"type": "object", "properties": {"secret": TEXT}},
    body={"overlap_hours": {"type": "integer", "minimum": 0, "maximum": LONGEST_OVERLAP_HOURS}},
    required=(),
    edits="asked",
)
@allows
@once(shown_once="secret")
def rotate(endpoint_id: str) -> Response:
    """Give a new secret, shown this once; during the overlap both sign."""
    hours = fields_of("overlap_hours").get("overlap_hours", DEFAULT_OVERLAP_HOURS)
    if type(hours) is not int or not 0 <= hours <= LONGEST_OVERLAP_HOURS:
        raise refuse("overlap_hours", fault("range", least=0, most=LONGEST_OVERLAP_HOURS))
    session, vault = changing(), gateway().part(Vault)
    _found(session, endpoint_id)
    secret = registration.rotate(session, vault, caller(), endpoint_id, hours, now_ms())
    return jsonify(data={"secret": secret})


@webhooks.route("/<endpoint_id>/activations", methods=["POST"])
@doc(
    "activate_webhook",
    "Tell a webhook again, at once",
    "启用 Webhook",
    ROLES,
    ENDPOINT,
    edits="asked",
)
@allows
@once()
def activate(endpoint_id: str) -> Response:
    """Turn an endpoint on; what waits is tried at once."""
    return _set_state(endpoint_id, active=True)


@webhooks.route("/<endpoint_id>/deactivations", methods=["POST"])
@doc("deactivate_webhook", "Tell a webhook no more", "停用 Webhook", ROLES, ENDPOINT, edits="asked")
@allows
@once()
def deactivate(endpoint_id: str) -> Response:
    """Turn an endpoint off; what happens meanwhile can be recovered."""
    return _set_state(endpoint_id, active=False)


@webhooks.route("/<endpoint_id>/samples", methods=["POST"])
@doc(
    "send_webhook_sample",
    "Send a sample that tells of nothing",
    "发送示例",
    ROLES,
    {"type": "object", "properties": {"sequence": {"type": "integer"}}},
)
@allows
@once()
def sample(endpoint_id: str) -> Response:
    """Put a sample on its way."""
    require_known(())
    session = changing()
    registration.find(session, caller(), endpoint_id)
    return jsonify(data={"sequence": console.send_sample(session, endpoint_id)})


def _set_state(endpoint_id: str, *, active: bool) -> Response:
    require_known(())
    session = changing()
    _found(session, endpoint_id)
    registration.set_state(session, caller(), endpoint_id, active=active)
    return jsonify(data=_shown(session, registration.find(session, caller(), endpoint_id)))


def _found(session: Session, endpoint_id: str, *, always: bool = False) -> None:
    """Refuse an edit of another organisation's endpoint, and one meant for another version."""
    row = registration.find(session, caller(), endpoint_id, to_change=True)
    require_version(_edited(row), always=always)


def _edited(row: RowMapping) -> dict[str, Any]:
    return {name: row[name] for name in ("endpoint_id", "state", *WISH)}


def _shown(session: Session, row: RowMapping) -> dict[str, Any]:
    since = row["failing_since"]
    return {
        "endpoint_id": row["endpoint_id"],
        "url": row["url"],
        "types": json.loads(row["types"]),
        "description": row["description"],
        "partner_body": row["partner_body"],
        "state": row["state"],
        "disabled_because": row["disabled_because"],
        "failing_since": text_of(since) if since else None,
        "last_sequence": row["last_sequence"],
        "deliveries": console.counts(session, row["endpoint_id"]),
        "created_at": text_of(row["created_at"]),
    }
