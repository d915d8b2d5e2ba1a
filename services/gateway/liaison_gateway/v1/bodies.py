"""Read a JSON body strictly, so that nothing odd reaches a signature, and answer lists alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import Response, jsonify, request

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault
from liaison_gateway.base.strict_json import json_object_of
from liaison_gateway.v1.queries import require_known


def json_object() -> dict[str, Any]:
    """Return the request's body, one JSON object in UTF-8 (RFC 8259).

    Raises:
        Malformed: for anything else: no object, a name twice, NaN, half a character, too deep.
    """
    return json_object_of(request.get_data())


def whole_list(rows: Sequence[Any], *, has_more: bool = False) -> Response:
    """Return a list that has no further pages, in the form of one that has."""
    return jsonify(data=rows, next_cursor=None, has_more=has_more)


def fields_of(*known: str) -> dict[str, Any]:
    """Return the fields of the body, all of which are known; the query must be empty.

    Raises:
        Invalid: naming each that is not.
    """
    require_known(())
    data = json_object()
    if unknown := sorted(set(data) - set(known)):
        raise Invalid(
            "invalid_fields", faults={name: [fault("unknown")] for name in unknown}, places=unknown
        )
    return data


def text_of(ms: int) -> str:
    """Return an instant as text in UTC."""
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")
