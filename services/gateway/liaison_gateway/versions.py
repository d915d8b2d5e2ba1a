"""Name the version of a document (`ETag`), and refuse an act that was meant for another one."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from liaison_contracts.errors import PreconditionFailed
from liaison_gateway.api.v1.reading.views import VIEWS
from liaison_gateway.auth import gateway
from liaison_gateway.views import documents
from liaison_kit.claims import hash_of

LENGTH = 32
_KINDS = {view.path: view.kind for view in VIEWS} | {"changes": "case"}


def etag_of(document: dict[str, Any]) -> str:
    """Return the version of a document: equal documents have equal ones.

    >>> etag_of({"a": 1, "b": 2}) == etag_of({"b": 2, "a": 1})
    True
    """
    return hash_of(document)[:LENGTH]


def shown(document: dict[str, Any]) -> Response:
    """Return a document with its version; 304 without it where the caller has that version."""
    response = jsonify(data=document)
    response.set_etag(etag_of(document))
    return response.make_conditional(request)


def require_match(path: str, values: dict[str, Any]) -> None:
    """Refuse a command on a thing that changed since its sender read it.

    `path` is the route's, `values` are its parts. Without `If-Match` nothing is asked.

    Raises:
        PreconditionFailed: with the version that the thing has now.
    """
    if not request.if_match:
        return
    place = path.strip("/").split("/")[0]
    code = str(next(iter(values.values()), ""))
    with gateway().database.reading() as session:
        found = documents.find(session, _KINDS.get(place, ""), code)
    if found is None:
        told = f"If-Match was sent, but nothing is read at /{place}/{code}. Leave the header out."
        raise PreconditionFailed("version_unknown", told)
    if not request.if_match.contains(etag_of(found)):
        told = f"/{place}/{code} changed since you read it: its version is {etag_of(found)}."
        raise PreconditionFailed("version_changed", f"{told} Read it again, then decide.")
