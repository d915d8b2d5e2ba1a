"""Read a JSON body strictly, so that nothing odd reaches a signature or a database."""

from __future__ import annotations

from typing import Any

from flask import request

from liaison_gateway.strict_json import json_object_of


def json_object() -> dict[str, Any]:
    """Return the request's body, one JSON object in UTF-8 (RFC 8259).

    Raises:
        Malformed: for anything else: no object, a name twice, NaN, half a character, too deep.
    """
    return json_object_of(request.get_data())
