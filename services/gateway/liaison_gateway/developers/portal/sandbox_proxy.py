"""Forward calls with a test key to its sandbox; they never reach this instance."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

from flask import Response, g, jsonify, request

from liaison_contracts.errors import Invalid
from liaison_contracts.gateway import AdvanceSandbox, ResetSandbox, SandboxDay, SandboxReset
from liaison_contracts.message import dump, load
from liaison_contracts.reasons import fault
from liaison_gateway.access.authentication import gateway
from liaison_gateway.access.idempotent_requests import answer_once
from liaison_gateway.developers.sandbox import keys
from liaison_gateway.exchange.instants import now_ms
from liaison_gateway.v1.bodies import optional_body

PART = "Sandbox-Part"
KEY_ID = "test_key_id"
C = TypeVar("C")


def forward() -> Response | None:
    """Answer a call with a test key from its sandbox; ignore any other call."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip().startswith(keys.PREFIX):
        return None
    if not request.path.startswith("/v1/") or request.path == "/v1/openapi.json":
        return None
    row = g.sandbox = keys.find(gateway().database, key.strip(), now_ms())
    if request.method == "POST" and (act := OWN.get(request.path)):
        return _once(row["key_id"], act)
    part = request.headers.get(PART, row["part"])
    target = request.full_path if request.query_string else request.path
    status, told, body = keys.sandboxes_of(gateway()).ask(
        row["key_id"],
        part,
        request.method,
        _ascii(target),
        dict(request.headers),
        request.get_data(),
    )
    response = Response(body, status=status)
    for name, value in told:
        response.headers[name] = value
    if (inner := response.headers.get("Request-Id")) and status >= 400:
        response.set_data(body.replace(inner.encode(), g.request_id.encode()))
    return response


def _once(key_id: str, act: Callable[[str], object]) -> Response:
    return answer_once(f"key:{key_id}:{request.path}", lambda: jsonify(data=dump(act(key_id))))


def _reset(key_id: str) -> SandboxReset:
    return keys.reset_city(keys.sandboxes_of(gateway()), _wish(ResetSandbox, key_id))


def _advance(key_id: str) -> SandboxDay:
    return keys.advance_city(keys.sandboxes_of(gateway()), _wish(AdvanceSandbox, key_id))


def _wish(command: type[C], key_id: str) -> C:
    """Return the command in the body; the sandbox is given by the key, never by the body."""
    body = optional_body()
    if KEY_ID in body:
        raise Invalid("invalid_fields", faults={KEY_ID: [fault("unknown")]}, places=[KEY_ID])
    return load(command, {**body, KEY_ID: key_id})


OWN: dict[str, Callable[[str], object]] = {
    "/v1/sandbox/resets": _reset,
    "/v1/sandbox/advances": _advance,
}
"""What a test key does with its sandbox as a whole; every other call goes into it."""


def _ascii(target: str) -> str:
    return quote(target, safe="/?&=%:+,;@!$'()*~-._")
