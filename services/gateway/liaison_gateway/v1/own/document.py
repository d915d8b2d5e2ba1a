"""Describe the routes of the gateway's own commands for OpenAPI, from their declarations."""

from __future__ import annotations

from liaison_contracts.message import CommandType, command_type_of
from liaison_contracts.publish.schemas import body_of, text_of
from liaison_gateway.v1.openapi import (
    Doc,
    answer,
    data_of,
    list_of,
    parameter,
    problems,
    rows_after,
    without_path,
)
from liaison_gateway.v1.own.route import OwnRoute
from liaison_gateway.v1.versions import IF_MATCH, VERSION

LISTS = {"whole": list_of, "after": rows_after, "": data_of}


def documentation_of(route: OwnRoute) -> Doc:
    """Return a route's part of the OpenAPI document."""
    kind = command_type_of(route.command)
    why = f"Articles: {', '.join(kind.articles)}." if kind.articles else kind.because
    found: Doc = {
        "operationId": kind.name,
        "summary": route.summary,
        "description": f"{route.summary_zh}。\n\n{text_of(route.command)}\n\n{why}",
        "tags": [route.tag],
        "security": [{"key": []}],
        "parameters": _parameters(route),
        "responses": {**_answers(route, kind), **problems(*_problems(route))},
    }
    body = body_of_route(route)
    if route.method != "GET" and body["properties"]:
        content = {"application/json": {"schema": body}}
        found["requestBody"] = {"required": bool(body["required"]), "content": content}
    return found


def body_of_route(route: OwnRoute) -> Doc:
    """Return the schema of the body, or of a query's parameters."""
    body = without_path(body_of(route.command, tolerant=False), route)
    body["properties"] = {k: v for k, v in body["properties"].items() if k not in route.given}
    body["required"] = [name for name in body["required"] if name not in route.given]
    return body


def asked_in_query(route: OwnRoute) -> list[str]:
    """Return the fields of a query that are in its query string."""
    return sorted(body_of_route(route)["properties"])


def _parameters(route: OwnRoute) -> list[Doc]:
    found: list[Doc] = []
    if route.method == "GET":
        forms = body_of_route(route)["properties"]
        found += [parameter(name, form) for name, form in forms.items()]
    if route.needs_version or route.may_name_version:
        found.append({**IF_MATCH, "required": route.needs_version})
    return found


def _answers(route: OwnRoute, kind: CommandType) -> Doc:
    if route.status == 204:
        return {"204": {"description": "Done."}}
    shown = LISTS[route.rows](body_of(kind.returns, tolerant=True))
    headers = VERSION if route.edited is not None else {}
    found = {str(route.status): answer(shown, "Done.", **headers)}
    if route.status_again:
        again = answer(shown, "This was done before; this is how it stands.")
        found[str(route.status_again)] = again
    return found


def _problems(route: OwnRoute) -> list[int]:
    found = [401, 403, 422]
    found += [404] if "<" in route.path else []
    found += [405] if "<int:" in route.path else []  # what is no number is another path
    found += [400, 409, 413] if route.method != "GET" else []
    found += [412] if route.needs_version or route.may_name_version else []
    found += [428] if route.needs_version else []
    return found + ([503] if route.asks_services else [])
