"""Parse a JSON body strictly, before it is signed, and answer lists in one form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify, request

from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault
from liaison_gateway.base.strict_json import json_object_of


def json_object() -> dict[str, Any]:
    """Return the request's body, one JSON object in UTF-8 (RFC 8259).

    Raises:
        Malformed: for anything else: no object, a name twice, NaN, half a character, too deep.
    """
    return json_object_of(request.get_data())


def optional_body() -> dict[str, Any]:
    """Return the body of a command that requires no field; a missing body is an empty one."""
    return json_object() if request.get_data() else {}


def require_not_in(path: dict[str, Any], body: dict[str, Any]) -> None:
    """Refuse a body that repeats a field of the path.

    Raises:
        Invalid: naming each field.
    """
    if twice := sorted(set(path) & set(body)):
        faults = {name: [fault("in_path")] for name in twice}
        raise Invalid("invalid_fields", faults=faults, places=twice)


def whole_list(rows: Sequence[Any], *, has_more: bool = False) -> Response:
    """Return a list without further pages in the form of a paged list."""
    return jsonify(data=rows, next_cursor=None, has_more=has_more)
