"""Describe the webhook routes for OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_smorest import Blueprint

from liaison_gateway.v1.openapi import (
    TEXT,
    Doc,
    answer,
    data_of,
    list_of,
    parameter,
    problems,
    rows_after,
)
from liaison_gateway.v1.versions import IF_MATCH

COUNT: Doc = {"type": "integer", "minimum": 0}
INSTANT: Doc = {"type": ["string", "null"], "format": "date-time"}
ENDPOINT: Doc = {
    "type": "object",
    "properties": {
        "endpoint_id": TEXT,
        "url": {**TEXT, "format": "uri"},
        "types": {"type": "array", "items": TEXT, "description": "Beginnings; none means all."},
        "description": TEXT,
        "partner_body": {**TEXT, "description": "Whose words it is told in; empty: as events."},
        "state": {**TEXT, "enum": ["active", "disabled"]},
        "disabled_because": TEXT,
        "failing_since": INSTANT,
        "last_sequence": {**COUNT, "description": "How many were put on their way to it."},
        "deliveries": {"type": "object", "additionalProperties": COUNT},
        "created_at": TEXT,
        "secret": {**TEXT, "description": "`whsec_…`, in the answer to a registration only."},
    },
}
WISH: dict[str, Doc] = {
    "url": TEXT,
    "types": {"type": "array", "items": TEXT},
    "description": TEXT,
    "partner_body": TEXT,
}
DELIVERY: Doc = {
    "type": "object",
    "properties": {
        "sequence": {**COUNT, "description": "Without a gap, for each webhook."},
        "event_id": {**TEXT, "description": "The `webhook-id`: the same at every try."},
        "type": TEXT,
        "subject": TEXT,
        "state": {**TEXT, "enum": ["waiting", "delivered", "failed", "resending"]},
        "attempts": COUNT,
        "next_try_at": INSTANT,
        "settled_at": INSTANT,
        "request": {**TEXT, "description": "The body, in the answer for one delivery only."},
        "media_type": TEXT,
        "tries": {"type": "array", "items": {"type": "object"}},
    },
}
_QUERY: dict[str, Doc] = {
    "after": {**COUNT, "default": 0, "description": "The last number you have."},
    "limit": {**COUNT, "minimum": 1, "maximum": 500, "default": 50},
    "state": {**TEXT, "enum": ["waiting", "delivered", "failed", "resending"]},
}


def doc(
    operation: str,
    summary: str,
    summary_zh: str,
    roles: tuple[str, ...],
    shown: Doc | None,
    *,
    status: int = 200,
    body: dict[str, Doc] | None = None,
    required: tuple[str, ...] = ("url",),
    rows: str = "",
    query: tuple[str, ...] = (),
    edits: str = "",
    headers: dict[str, str] | None = None,
) -> Callable[..., Any]:
    """Describe one route: what it takes, what it answers, and its problems.

    `edits` a version that its sender read: `always`, or where it is `asked`.
    """
    schema = shown and {"": data_of, "whole": list_of, "after": rows_after}[rows](shown)
    done: Doc = answer(schema, **(headers or {})) if schema else {"description": "Done."}
    reads = operation.startswith(("list_", "get_"))
    errors = (401, 403, 404, 422) if reads else (400, 401, 403, 404, 409, 413, 422)
    errors += {"": (), "asked": (412,), "always": (412, 428)}[edits]
    found: Doc = {
        "operationId": operation,
        "summary": summary,
        "description": f"{summary_zh}。\n\nRoles: {', '.join(roles)}. Of one's own organisation.",
        "tags": ["webhooks"],
        "security": [{"key": []}],
        "parameters": [
            *(parameter(name, _QUERY[name]) for name in query),
            *([{**IF_MATCH, "required": edits == "always"}] if edits else []),
        ],
        "responses": {str(status): done, **problems(*errors)},
    }
    if body is not None:
        taken = {
            "type": "object",
            "properties": body,
            "required": list(required),
            "additionalProperties": False,
        }
        found["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": taken}},
        }
    decorate: Callable[..., Any] = Blueprint("unused", "unused").doc(**found)
    return decorate
