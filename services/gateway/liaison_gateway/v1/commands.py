"""Answer every route of the table with one view: shape and rights come from the command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify, request

from liaison_contracts.errors import PreconditionFailed
from liaison_contracts.message import CommandType, command_type_of, dump, load
from liaison_contracts.publish.schemas import body_of
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
    scopes,
)
from liaison_gateway.access.idempotent_requests import (
    GIVEN_AGAIN,
    PARAMETER,
    REPLAYED,
    idempotency_key,
)
from liaison_gateway.access.key_terms import require_scope
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.base.problems import reader_here, with_sentences
from liaison_gateway.exchange.files.file_store import note_command
from liaison_gateway.model.freshness import Freshness
from liaison_gateway.v1.bodies import json_object, require_not_in
from liaison_gateway.v1.openapi import (
    TEXT,
    answer,
    data_of,
    parameter,
    problems,
    with_reasons,
    without_path,
)
from liaison_gateway.v1.queries import require_known
from liaison_gateway.v1.routes import ROUTES, Route
from liaison_gateway.v1.versions import IF_MATCH, require_match
from liaison_kit.client import Answer

commands = ApiBlueprint("commands", "commands", url_prefix="/v1")
LANGUAGES = ("en", "zh")
_HEADERS = {
    "Idempotent_Replayed": GIVEN_AGAIN,
    "Liaison_Pending": "`true` where lists do not show the change yet.",
}


def view_of(route: Route) -> Callable[..., Response]:
    """Return the view of one route."""
    kind, asked = command_type_of(route.command), _asked_in_query(route)

    @allows
    def view(**path: Any) -> Response:
        require_known(asked)
        if kind.money:
            require_scope(scopes(), "money")
        key = idempotency_key(money=kind.money)
        body = dump(load(route.command, {**_body(route, path), **path}))
        found = _before(route, kind, body, path, key)
        if found is None:
            note_command(gateway().database, body)  # first: an answer may be lost, a file must not
            found = gateway().client.call(caller(), kind.service, kind.name, body, key)
        response = jsonify(data=with_sentences(found.result, reader_here()))
        response.vary.add("Accept-Language")
        response.status_code = route.status
        if found.replayed:
            response.headers[REPLAYED] = "true"
        if route.method != "GET":
            say_pending(response, kind.service, found.position)
        return response

    view.__name__ = kind.name
    view.__doc__ = f"{route.summary}\n\n{route.summary_zh}。{route.command.__doc__ or ''}"
    return view


def _before(
    route: Route, kind: CommandType, body: dict[str, Any], path: dict[str, Any], key: str
) -> Answer | None:
    """Return the stored answer of a repeated request that itself changed the document.

    Raises:
        PreconditionFailed: if somebody else changed the document since it was read.
    """
    try:
        require_match(route.path, body, path)
    except PreconditionFailed:
        asked = (caller(), kind.service, kind.name, body, key)
        if key and (found := gateway().client.answered(*asked)):
            return found
        raise
    return None


def _body(route: Route, path: dict[str, Any]) -> dict[str, Any]:
    if route.method == "GET":
        return {**_language(route), **request.args}
    data = json_object()
    require_not_in(path, data)
    return data


def _language(route: Route) -> dict[str, str]:
    """Return the caller's preferred language, if the query has one."""
    if "lang" not in _asked_in_query(route):
        return {}
    return {"lang": request.accept_languages.best_match(LANGUAGES, LANGUAGES[0])}


def _asked_in_query(route: Route) -> list[str]:
    """Return the fields of a query in its query string: those that are not in its path."""
    if route.method != "GET":
        return []
    return sorted(without_path(body_of(route.command, tolerant=False), route)["properties"])


def say_pending(response: Response, service: str, position: int) -> None:
    """Mark an answer whose change is not in lists yet."""
    wait = request.headers.get("Prefer", "").replace(" ", "") != "wait=0"
    if not wait or not gateway().part(Freshness).reached(service, position):
        response.headers["Liaison-Pending"] = "true"


def documentation_of(route: Route) -> dict[str, Any]:
    """Return a route's part of the OpenAPI document, made from its command."""
    kind = command_type_of(route.command)
    why = f"Articles: {', '.join(kind.articles)}." if kind.articles else kind.because
    found: dict[str, Any] = {
        "operationId": kind.name,
        "summary": route.summary,
        "description": f"{route.summary_zh}。\n\n{route.command.__doc__}\n\n{why}",
        "tags": [kind.service],
        "security": [{"key": []}],
    }
    shown = data_of(with_reasons(body_of(kind.returns, tolerant=True)))
    if route.method == "GET":
        if asked := _asked_in_query(route):
            forms = body_of(route.command, tolerant=False)["properties"]
            found["parameters"] = [parameter(name, forms[name]) for name in asked]
        done, errors = answer(shown, "Found."), problems(401, 403, 404, 422, 503)
    else:
        body = without_path(body_of(route.command, tolerant=False), route)
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
        found["parameters"] = _header_parameters(kind)
        done = answer(shown, "Done.", **_HEADERS)
        elsewhere = [405] if "<int:" in route.path else []  # what is no number is another path
        errors = problems(400, 401, 403, 404, *elsewhere, 409, 412, 413, 422, 503)
    found["responses"] = {str(route.status): done, **errors}
    return found


def _header_parameters(kind: CommandType) -> list[dict[str, Any]]:
    prefer = {
        **TEXT,
        "description": "`wait=0` answers without waiting until lists show the change.",
    }
    return [
        {**PARAMETER, "required": kind.money},
        parameter("Prefer", prefer, where="header"),
        IF_MATCH,
    ]


for _route in ROUTES:
    _view = view_of(_route)
    commands.route(_route.path, methods=[_route.method])(
        commands.doc(**documentation_of(_route))(_view)
    )
