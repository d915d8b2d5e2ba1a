"""Describe what a test key can do with its sandbox; `portal.door` does it."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from liaison_gateway.access.authentication import allows
from liaison_gateway.access.idempotent_requests import once
from liaison_gateway.developers.portal.sandbox_proxy import require_test_key
from liaison_gateway.v1.openapi import (
    TEXT,
    Doc,
    answer,
    data_of,
    problems,
)

sandbox = Blueprint("sandbox", "sandbox", url_prefix="/v1/sandbox")
DAY: Doc = {**TEXT, "format": "date"}
ON: Doc = {
    "type": "object",
    "properties": {"on": DAY},
    "required": ["on"],
    "additionalProperties": False,
}
_COMMON: dict[str, Any] = {"tags": ["sandbox"], "security": [{"key": []}]}


@sandbox.route("/resets", methods=["POST"])
@sandbox.doc(
    operationId="reset_sandbox",
    summary="Throw the sandbox's city away and make a new one",
    description="重置沙箱。\n\nWith a test key only; anybody else is refused.",
    responses={"200": answer(data_of({"type": "object"})), **problems(401, 403, 503)},
    **_COMMON,
)
@allows
@once()
def reset() -> None:
    """Refuse whoever has no test key."""
    require_test_key()


@sandbox.route("/advances", methods=["POST"])
@sandbox.doc(
    operationId="advance_sandbox",
    summary="Let the sandbox's days pass, with the acts of everybody else",
    description="推进沙箱日期。\n\nThe office reviews, grades on 31 December and pays; finance "
    "settles. Some values fail on purpose: codes that end in `-REJECT`, the amount 9999.99. The "
    "header `Sandbox-Part` lets a test key act as another part of the sandbox, such as `verifies`. "
    "\n\nWith a test key only; anybody else is refused.",
    requestBody={"required": True, "content": {"application/json": {"schema": ON}}},
    responses={
        "200": answer(data_of({"type": "object", "properties": {"day": DAY}})),
        **problems(400, 401, 403, 409, 413, 422, 503),
    },
    **_COMMON,
)
@allows
@once()
def advance() -> None:
    """Refuse whoever has no test key."""
    require_test_key()
