"""Let organisations look after their keys: ask for one, rotate, revoke; the office approves."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify
from flask_smorest import Blueprint
from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from liaison_contracts.roles import ACCOUNT_READERS, KEY_HOLDERS
from liaison_gateway.access import keys as keeping
from liaison_gateway.access.account_forms import LONGEST_LABEL, wish_from
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
    scopes,
)
from liaison_gateway.access.idempotent_requests import changing, once
from liaison_gateway.access.key_terms import ALL_SCOPES
from liaison_gateway.v1.bodies import json_object, whole_list
from liaison_gateway.v1.openapi import (
    TEXT,
    Doc,
    answer,
    data_of,
    list_of,
    problems,
)
from liaison_gateway.v1.queries import require_known
from liaison_gateway.v1.versions import (
    IF_MATCH,
    VERSION,
    require_version,
    with_version,
)
from liaison_kit.runtime import note_access

keys = Blueprint("keys", "keys", url_prefix="/v1/keys")
SCOPES: Doc = {
    "type": "array",
    "items": {**TEXT, "enum": list(ALL_SCOPES)},
    "minItems": 1,
    "maxItems": len(ALL_SCOPES),
    "description": "`write` gives commands, `money` those that move money.",
}
WISH: Doc = {
    "type": "object",
    "properties": {
        "label": {
            **TEXT,
            "minLength": 1,
            "maxLength": LONGEST_LABEL,
            "description": "What it is for.",
        },
        "scopes": SCOPES,
        "days": {"type": "integer", "minimum": 1, "maximum": keeping.LONGEST_DAYS},
    },
    "required": ["label", "scopes", "days"],
    "additionalProperties": False,
}
TERMS: Doc = {
    "type": "object",
    "properties": {
        "key_id": TEXT,
        "org": TEXT,
        "label": TEXT,
        "scopes": SCOPES,
        "state": {**TEXT, "enum": ["waiting", "active", "expired", "revoked"]},
        "asked_at": {**TEXT, "format": "date-time"},
        "expires_at": {**TEXT, "format": "date-time"},
        "last_used_on": {"type": ["string", "null"], "format": "date"},
    },
    "required": ["key_id", "org", "label", "scopes", "state", "asked_at", "expires_at"],
}
ISSUED: Doc = {
    **TERMS,
    "properties": {**TERMS["properties"], "key": {**TEXT, "description": "Shown this once."}},
}


def _doc(operation: str, summary: str, zh: str, roles: tuple[str, ...], **more: Any) -> Any:
    return keys.doc(
        operationId=operation,
        summary=summary,
        tags=["keys"],
        security=[{"key": []}],
        description=f"{zh}。\n\nRoles: {', '.join(roles)}.",
        **more,
    )


@keys.route("", methods=["POST"])
@_doc(
    "issue_key",
    "Ask for a key of one's own account; it is shown this once",
    "申请密钥",
    KEY_HOLDERS,
    requestBody={"required": True, "content": {"application/json": {"schema": WISH}}},
    responses={"201": answer(data_of(ISSUED)), **problems(400, 401, 403, 413, 422)},
)
@allows
@once(shown_once="key")
def issue() -> tuple[Response, int]:
    """Make a key; on a live instance it waits for the talent office."""
    require_known(())
    wish = wish_from(json_object(), scopes())
    session = changing()
    key, terms = keeping.issue(session, caller(), wish, live=gateway().mode == "live")
    note_access(session, caller(), "issue_key", terms["key_id"], "done", wish.label)
    return jsonify(data={**keeping.shown(terms), "key": key}), 201


@keys.route("")
@_doc(
    "list_keys",
    "Keys of one's organisation, without the keys themselves",
    "密钥列表",
    KEY_HOLDERS,
    responses={"200": answer(list_of(TERMS)), **problems(401, 403, 422)},
)
@allows
def listed() -> Response:
    """List the terms of keys."""
    require_known(())
    with gateway().database.reading() as session:
        found = keeping.listed(session, caller(), ACCOUNT_READERS)
    return whole_list([keeping.shown(terms) for terms in found])


@keys.route("/<key_id>")
@_doc(
    "get_key",
    "The terms of one key",
    "查看密钥",
    KEY_HOLDERS,
    responses={"200": answer(data_of(TERMS), "Found.", **VERSION), **problems(401, 403, 404, 422)},
)
@allows
def one(key_id: str) -> Response:
    """Show the terms of one key."""
    require_known(())
    with gateway().database.reading() as session:
        terms = keeping.find(session, caller(), key_id, all_for=ACCOUNT_READERS)
    return with_version(keeping.shown(terms), _edited(terms))


@keys.route("/<key_id>/approvals", methods=["POST"])
@_doc(
    "approve_key",
    "Let a live key in, as somebody else than who asked",
    "批准正式密钥",
    ("talent_office",),
    parameters=[IF_MATCH],
    responses={"200": answer(data_of(TERMS)), **problems(401, 403, 404, 409, 412, 422)},
)
@allows
@once()
def approve(key_id: str) -> Response:
    """Approve a key."""
    require_known(())
    session = changing()
    _own(session, key_id)
    terms = keeping.approve(session, caller(), key_id)
    note_access(session, caller(), "approve_key", key_id, "done", "")
    return jsonify(data=keeping.shown(terms))


@keys.route("/<key_id>/rotations", methods=["POST"])
@_doc(
    "rotate_key",
    "Get a key in the place of another, which goes on for a week",
    "轮换密钥",
    KEY_HOLDERS,
    parameters=[IF_MATCH],
    responses={"201": answer(data_of(ISSUED)), **problems(401, 403, 404, 409, 412, 422)},
)
@allows
@once(shown_once="key")
def rotate(key_id: str) -> tuple[Response, int]:
    """Rotate a key."""
    require_known(())
    session = changing()
    live = gateway().mode == "live"
    _own(session, key_id)
    key, terms = keeping.rotate(session, caller(), key_id, held=scopes(), live=live)
    note_access(session, caller(), "rotate_key", key_id, "done", terms["key_id"])
    return jsonify(data={**keeping.shown(terms), "key": key}), 201


@keys.route("/<key_id>/revocations", methods=["POST"])
@_doc(
    "revoke_key",
    "End a key at once",
    "撤销密钥",
    KEY_HOLDERS,
    parameters=[IF_MATCH],
    responses={"200": answer(data_of(TERMS)), **problems(401, 403, 404, 412, 422)},
)
@allows
@once()
def revoke(key_id: str) -> Response:
    """Revoke a key; again changes nothing."""
    require_known(())
    session = changing()
    _own(session, key_id)
    terms = keeping.revoke(session, caller(), key_id)
    note_access(session, caller(), "revoke_key", key_id, "done", "")
    return jsonify(data=keeping.shown(terms))


def _own(session: Session, key_id: str) -> None:
    """Refuse an act on a foreign key, and one meant for another version of its terms."""
    require_version(_edited(keeping.find(session, caller(), key_id, to_change=True)))


def _edited(terms: RowMapping) -> dict[str, Any]:
    """Return what acts change of a key's terms; a mere use is none."""
    return {**keeping.shown(terms), "last_used_on": None}
