"""Let operations settle the events that a service could not take in, as its command line does."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from flask_smorest import Blueprint

from liaison_contracts.errors import Invalid, NotFound
from liaison_contracts.reasons import fault
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
)
from liaison_gateway.access.idempotent_requests import once
from liaison_gateway.base.context import SERVICES
from liaison_gateway.v1.bodies import json_object, whole_list
from liaison_gateway.v1.openapi import (
    TEXT,
    Doc,
    answer,
    data_of,
    list_of,
    parameter,
    problems,
)
from liaison_gateway.v1.queries import require_known
from liaison_gateway.v1.versions import (
    IF_MATCH,
    VERSION,
    require_version,
    with_version,
)

parked = Blueprint("parked", "parked", url_prefix="/v1/services/<service>/parked-events")
KEY: list[Doc] = [{"key": []}]
STATES = ("open", "retried", "discarded")
WHY: Doc = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {"reason": {**TEXT, "minLength": 1, "maxLength": 500}},
                "required": ["reason"],
                "additionalProperties": False,
            }
        }
    },
}
PARKED: Doc = {
    "type": "object",
    "properties": {
        "parked_id": TEXT,
        "producer": TEXT,
        "position": {"type": ["integer", "string", "null"]},
        "subject": TEXT,
        "type": TEXT,
        "error": TEXT,
        "state": {**TEXT, "enum": list(STATES)},
    },
    "required": ["parked_id", "producer", "subject", "type", "error", "state"],
}


@parked.route("")
@parked.doc(
    operationId="list_parked_events",
    summary="Events that a service could not take in, oldest first",
    description="待处理事件。Nothing later of the same subject is heard before they are settled.",
    tags=["operations"],
    security=KEY,
    parameters=[parameter("state", {**TEXT, "enum": list(STATES), "default": "open"})],
    responses={"200": answer(list_of(PARKED)), **problems(401, 403, 404, 422, 503)},
)
@allows
def listed(service: str) -> Response:
    """List what waits, or what was settled."""
    require_known(("state",))
    return whole_list(_result(service, {"act": "list", "state": request.args.get("state", "open")}))


@parked.route("/<parked_id>")
@parked.doc(
    operationId="get_parked_event",
    summary="One parked event, whole",
    description="待处理事件全文。",
    tags=["operations"],
    security=KEY,
    responses={
        "200": answer(data_of(PARKED), "Found.", **VERSION),
        **problems(401, 403, 404, 422, 503),
    },
)
@allows
def shown(service: str, parked_id: str) -> Response:
    """Show the event and why it waits."""
    require_known(())
    found = _result(service, {"act": "show", "parked_id": parked_id})
    return with_version(found, found)


@parked.route("/<parked_id>/retries", methods=["POST"])
@parked.doc(
    operationId="retry_parked_event",
    summary="Take a parked event in again, and those behind it",
    description="重新处理。All of it, or nothing.",
    tags=["operations"],
    security=KEY,
    requestBody=WHY,
    parameters=[IF_MATCH],
    responses={
        "200": answer(data_of({"type": "object", "properties": {"handled": {"type": "integer"}}})),
        **problems(400, 401, 403, 404, 409, 412, 413, 422, 503),
    },
)
@allows
@once()
def retried(service: str, parked_id: str) -> Response:
    """Try again after the cause is mended."""
    return _settle(service, "retry", parked_id)


@parked.route("/<parked_id>/removals", methods=["POST"])
@parked.doc(
    operationId="discard_parked_event",
    summary="Let a parked event go for ever, with a reason",
    description="放弃该事件，理由存档。",
    tags=["operations"],
    security=KEY,
    requestBody=WHY,
    parameters=[IF_MATCH],
    responses={
        "200": answer(data_of({"type": "object", "properties": {"discarded": TEXT}})),
        **problems(400, 401, 403, 404, 409, 412, 413, 422, 503),
    },
)
@allows
@once()
def discarded(service: str, parked_id: str) -> Response:
    """Discard; those behind it wait on for a retry of their own."""
    return _settle(service, "discard", parked_id)


def _reason() -> str:
    require_known(())
    body: Any = json_object()
    reason = body.get("reason")
    fits = isinstance(reason, str) and 0 < len(reason.strip()) <= 500 and "\x00" not in reason
    if set(body) != {"reason"} or not fits:
        raise Invalid(
            "invalid_fields",
            faults={"reason": [fault("sentence_up_to", most=500)]},
            places=["reason"],
        )
    return str(reason)


def _settle(service: str, act: str, parked_id: str) -> Response:
    reason = _reason()
    if request.if_match:
        require_version(_result(service, {"act": "show", "parked_id": parked_id}))
    return jsonify(data=_result(service, {"act": act, "parked_id": parked_id, "reason": reason}))


def _result(service: str, body: dict[str, str]) -> Any:
    if service not in SERVICES:
        raise NotFound("not_found")
    return gateway().client.call(caller(), service, "parked", body).result
