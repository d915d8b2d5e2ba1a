"""Send the calls of a test key to its sandbox: they never touch this instance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from flask import Response, g, jsonify, request

from liaison_contracts.errors import Forbidden, Invalid, Unavailable
from liaison_contracts.reasons import fault
from liaison_gateway.access.authentication import gateway
from liaison_gateway.access.idempotent_requests import answer_once
from liaison_gateway.base.strict_json import json_object_of
from liaison_gateway.developers.sandbox import keys
from liaison_gateway.developers.sandbox.processes import Sandboxes

PART = "Sandbox-Part"
RESETS, ADVANCES = "/v1/sandbox/resets", "/v1/sandbox/advances"
LAST_DAY = date(2030, 12, 31)
"""Until then the trial of the sandbox's edition goes on."""


def forward() -> Response | None:
    """Answer a call with a test key from its sandbox; any other call is none of its business."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip().startswith(keys.PREFIX):
        return None
    if not request.path.startswith("/v1/") or request.path == "/v1/openapi.json":
        return None
    row = g.sandbox = keys.find(gateway().database, key.strip(), keys.now_ms())
    if request.path == RESETS and request.method == "POST":
        return _once(row["key_id"], lambda: _reset(row["key_id"]))
    if request.path == ADVANCES and request.method == "POST":
        on = _day()
        return _once(row["key_id"], lambda: jsonify(data=sandboxes().advance(row["key_id"], on)))
    part = request.headers.get(PART, row["part"])
    target = request.full_path if request.query_string else request.path
    status, headers, body = sandboxes().ask(
        row["key_id"], part, request.method, _ascii(target), request.headers, request.get_data()
    )
    response = Response(body, status=status)
    for name, value in headers:
        response.headers[name] = value
    if (inner := response.headers.get("Request-Id")) and status >= 400:
        response.set_data(body.replace(inner.encode(), g.request_id.encode()))
    return response


def _once(key_id: str, act: Callable[[], Response]) -> Response:
    return answer_once(f"key:{key_id}:{request.path}", act)


def _reset(key_id: str) -> Response:
    sandboxes().reset(key_id)
    return jsonify(data={"reset": True})


def sandboxes() -> Sandboxes:
    """Return the sandboxes of this instance.

    Raises:
        Unavailable: where the operator has none.
    """
    found = gateway().find(Sandboxes)
    if found is None:
        raise Unavailable("sandbox_off", retry_after=86400)
    return found


def require_test_key() -> None:
    """Refuse a call that is not made with a test key.

    Raises:
        Forbidden: always; calls with a test key never come so far.
    """
    raise Forbidden("not_a_test_key")


def _day() -> date:
    body: Any = json_object_of(request.get_data())
    try:
        if set(body) != {"on"} or len(body["on"]) != len("2018-12-31"):
            raise ValueError(body)
        found = date.fromisoformat(body["on"])
        if found > LAST_DAY:
            raise ValueError(found)
        return found
    except (TypeError, ValueError) as error:
        raise Invalid(
            "invalid_fields", faults={"on": [fault("day_until", last=LAST_DAY)]}, places=["on"]
        ) from error


def _ascii(target: str) -> str:
    return quote(target, safe="/?&=%:+,;@!$'()*~-._")
