"""Parse JSON strictly."""

from __future__ import annotations

import json
from typing import Any

from liaison_contracts.errors import Malformed


def json_object_of(raw: bytes) -> dict[str, Any]:
    """Return one JSON object in UTF-8 (RFC 8259).

    Raises:
        Malformed: for anything else: no object, a name twice, NaN, half a character, too deep.
    """
    try:
        data = json.loads(raw.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_number)
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise Malformed("not_json") from error
    if not isinstance(data, dict):
        raise Malformed("not_an_object")
    return data


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_number(text: str) -> Any:
    raise ValueError(text)
