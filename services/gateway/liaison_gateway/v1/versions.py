"""Handle versions of documents (`ETag`), and refuse an act meant for another version."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flask import Response, request

from liaison_contracts.errors import PreconditionFailed, PreconditionRequired
from liaison_gateway.access.authentication import caller, gateway
from liaison_gateway.access.rights import may_see, scope_of
from liaison_gateway.model import documents
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_kit.claims import canonical

LENGTH = 32
_KINDS = {view.path: view.kind for view in VIEWS} | {"changes": "case"}
_VIEWS = {view.kind: view for view in VIEWS}
EDITED_BY_BODY = {
    "application-drafts": ("application", "application_code"),
    "natives": ("native", "native_ref"),
    "reviewers": ("reviewer", "person_ref"),
}
"""Commands without an object in their path: the kind that they save, and the field of its code."""
IF_MATCH: dict[str, Any] = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "The `ETag` of the thing as you read it; another one is refused by 412.",
}
VERSION = {"ETag": "Its version, for `If-Match`."}


def etag_of(document: Mapping[str, Any]) -> str:
    """Return the version of a document; equal documents have equal versions.

    >>> etag_of({"a": 1, "b": 2}) == etag_of({"b": 2, "a": 1})
    True
    """
    return _version_of(canonical(document))


def as_json(text: str) -> Response:
    """Return a response whose body is already JSON."""
    return Response(text, mimetype="application/json")


def shown(text: str) -> Response:
    """Return a stored document with its version, or 304 if the caller has that version."""
    response = as_json(f'{{"data":{text}}}\n')
    response.headers["ETag"] = f'"{_version_of(text)}"'
    # what only compares versions is left out for the many who send none
    compares = request.if_none_match or request.if_match
    if compares:
        response.make_conditional(request)
    return response


def require_match(path: str, command: dict[str, Any], named: dict[str, Any]) -> None:
    """Refuse a command on a document that changed since its sender read it.

    `path` is the route's and `named` are its parts; some commands name their document in the body.
    Without `If-Match`, nothing is checked.

    Raises:
        PreconditionFailed: with the current version of the document.
    """
    if not request.if_match:
        return
    place = path.strip("/").split("/")[0]
    kind, field = EDITED_BY_BODY.get(place, (_KINDS.get(place, ""), ""))
    code = str(next(iter(named.values()), command.get(field) or ""))
    found = _seen(kind, code)
    if found is None:
        raise PreconditionFailed("version_unknown", place=f"/{place}/{code}")
    _require(_version_of(found), f"/{place}/{code}")


def require_version(thing: Mapping[str, Any], always: bool = False) -> None:
    """Refuse an edit of the gateway's own data that was meant for another version.

    It is called in the transaction of the change, so that one of two concurrent editors is refused.

    Raises:
        PreconditionRequired: if an edit `always` has to name its version.
        PreconditionFailed: with the current version.
    """
    if request.if_match:
        _require(etag_of(thing), request.path)
    elif always:
        raise PreconditionRequired("version_required")


def _version_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]


def _require(version: str, name: str) -> None:
    if not request.if_match.contains(version):
        raise PreconditionFailed("version_changed", place=name, version=version)


def _seen(kind: str, code: str) -> str | None:
    """Return a stored document as its reader sees it, or None if they see none."""
    view = _VIEWS.get(kind)
    if view is None or not set(view.roles) & set(caller().roles):
        return None
    with gateway().database.reading() as session:
        found = documents.find_text(session, kind, code)
    if found is None or (view.narrowed and not may_see(json.loads(found), scope_of(caller()))):
        return None
    return found
