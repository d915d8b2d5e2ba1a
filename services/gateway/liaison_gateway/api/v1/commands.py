"""Answer every route of the table with one view: shape from the message, rights from the command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, jsonify, request
from flask_smorest import Blueprint

from liaison_contracts.errors import Invalid, Malformed
from liaison_contracts.message import CommandType, command_type_of, dump, load
from liaison_contracts.publish.schemas import body_of
from liaison_gateway.auth import allows, caller, gateway
from liaison_gateway.routes import ROUTES, Route

commands = Blueprint("commands", "commands", url_prefix="/v1")
KEY_HEADER = "Idempotency-Key"


def view_of(route: Route) -> Callable[..., Response]:
    """Return the view of one route."""
    kind = command_type_of(route.command)

    @allows(*kind.roles)
    def view(**path: Any) -> Response:
        body = dump(load(route.command, {**_body(route, path), **path}))
        answer = gateway().client.call(caller(), kind.service, kind.name, body, _key(kind))
        response = jsonify(data=answer.result)
        response.status_code = route.status
        if answer.replayed:
            response.headers["Idempotent-Replayed"] = "true"
        _say_pending(response, kind.service, answer.position)
        return response

    view.__name__ = kind.name
    view.__doc__ = f"{route.summary}\n\n{route.summary_zh}。{route.command.__doc__ or ''}"
    return view


def _body(route: Route, path: dict[str, Any]) -> dict[str, Any]:
    if route.method == "GET":
        return {}
    data = request.get_json(silent=True)
    if not isinstance(data, dict):
        raise Malformed("not_an_object", "The body must be a JSON object in UTF-8.")
    twice = sorted(set(path) & set(data))
    if twice:
        faults = {name: ["stands in the path already"] for name in twice}
        raise Invalid("invalid_fields", f"{', '.join(twice)} belongs to the path.", faults=faults)
    return data


def _key(kind: CommandType) -> str:
    key = request.headers.get(KEY_HEADER, "")
    if kind.money and not key:
        raise Malformed(
            "idempotency_key_required",
            f"Money moves here: send the header {KEY_HEADER} with a value of your own, and the "
            "same value when you try again.",
        )
    return key


def _say_pending(response: Response, service: str, position: int) -> None:
    wait = request.headers.get("Prefer", "").replace(" ", "") != "wait=0"
    if not wait or not gateway().freshness.reached(service, position):
        response.headers["Liaison-Pending"] = "true"


def documentation_of(route: Route) -> dict[str, Any]:
    """Return a route's part of the OpenAPI document, made from its command."""
    kind = command_type_of(route.command)
    articles = ", ".join(kind.articles)
    found: dict[str, Any] = {
        "operationId": kind.name,
        "summary": route.summary,
        "description": f"{route.summary_zh}。\n\n{route.command.__doc__}\n\n"
        f"Roles: {', '.join(kind.roles)}." + (f" Articles: {articles}." if articles else ""),
        "tags": [kind.service],
        "security": [{"key": []}],
    }
    if route.method != "GET":
        body = _without_path(body_of(route.command, tolerant=False), route)
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
        found["parameters"] = [
            {
                "name": KEY_HEADER,
                "in": "header",
                "required": kind.money,
                "schema": {"type": "string", "minLength": 1, "maxLength": 120},
                "description": "A value of your own that makes a retry safe.",
            }
        ]
    answer = {"type": "object", "properties": {"data": body_of(kind.returns, tolerant=True)}}
    found["responses"] = {
        str(route.status): {
            "description": "Done.",
            "content": {"application/json": {"schema": answer}},
        }
    }
    return found


def _without_path(body: dict[str, Any], route: Route) -> dict[str, Any]:
    names = {part.split(":")[-1].rstrip(">") for part in route.path.split("<")[1:]}
    names = {name.split(">")[0] for name in names}
    body["properties"] = {k: v for k, v in body["properties"].items() if k not in names}
    body["required"] = [name for name in body.get("required", []) if name not in names]
    return body


for _route in ROUTES:
    _view = view_of(_route)
    commands.route(_route.path, methods=[_route.method])(
        commands.doc(**documentation_of(_route))(_view)
    )
