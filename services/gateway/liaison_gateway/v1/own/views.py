"""Answer the gateway's own commands, each with one view built from its declaration."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import fields
from typing import Any

from flask import Response, jsonify

from liaison_contracts.errors import Invalid
from liaison_contracts.message import command_type_of, dump, load
from liaison_contracts.publish.schemas import body_of
from liaison_gateway.access.authentication import allows, gateway
from liaison_gateway.access.idempotent_requests import changing, once
from liaison_gateway.access.work import Acts, Rows, Work, here
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.v1.bodies import json_object, optional_body, require_not_in, whole_list
from liaison_gateway.v1.own.document import asked_in_query, documentation_of
from liaison_gateway.v1.own.route import OwnRoute
from liaison_gateway.v1.queries import query_of, require_known
from liaison_gateway.v1.versions import etag_of, require_version

Act = Callable[[Work, Any], object]


def own_blueprint(routes: tuple[OwnRoute, ...], acts: Acts) -> ApiBlueprint:
    """Return the blueprint of these routes; the table maps each command to its act."""
    own = ApiBlueprint("own", "own", url_prefix="/v1")
    for route in routes:
        view = own.doc(**documentation_of(route))(view_of(route, acts[route.command]))
        own.route(route.path, methods=[route.method])(view)
    return own


def view_of(route: OwnRoute, act: Act) -> Callable[..., Response]:
    """Return the view of one route."""
    view = _question(route, act) if route.method == "GET" else _change(route, act)
    if route.method == "POST":
        view = once(shown_once=shown_once(route))(view)
    view.__name__ = command_type_of(route.command).name
    return allows(view)


def shown_once(route: OwnRoute) -> str:
    """Return the field of an answer that contains a secret (never stored), or an empty string."""
    answer = command_type_of(route.command).returns
    secrets = [field.name for field in fields(answer) if field.metadata.get("private")]
    return secrets[0] if secrets else ""


def _question(route: OwnRoute, act: Act) -> Callable[..., Response]:
    asked = asked_in_query(route)
    forms = body_of(route.command, tolerant=False)["properties"]

    def view(**path: Any) -> Response:
        require_known(asked)
        try:
            query: object = load(
                route.command, {**query_of({name: forms[name] for name in asked}), **path}
            )
        except Invalid as error:
            places = sorted(error.faults)
            raise Invalid("invalid_query", faults=error.faults, places=places) from error
        with ExitStack() as stack:
            work = here(lambda: stack.enter_context(gateway().database.reading()))
            return _answer(route, work, act(work, query))

    return view


def _change(route: OwnRoute, act: Act) -> Callable[..., Response]:
    asked = set(body_of(route.command, tolerant=False).get("required", ()))

    def view(**path: Any) -> Response:
        require_known(())
        body = json_object() if asked - set(path) else optional_body()
        require_not_in(path, body)
        command: object = load(route.command, {**body, **path})
        if route.method == "POST":
            work = here(changing, require_version)
            return _answer(route, work, act(work, command))
        with ExitStack() as stack:
            opens = lambda: stack.enter_context(gateway().database.writing())  # noqa: E731
            work = here(opens, require_version)
            return _answer(route, work, act(work, command))

    return view


def _answer(route: OwnRoute, work: Work, answer: Any) -> Response:
    if route.status == 204:
        return Response(status=204)
    if isinstance(answer, Rows):
        rows = [dump(row) for row in answer.rows]
        if route.rows == "whole":
            return whole_list(rows, has_more=answer.has_more)
        return jsonify(data=rows, has_more=answer.has_more)
    shown = dump(answer)
    response = jsonify(data=shown)
    response.status_code = route.status_again if work.was_done else route.status
    if route.location:
        response.headers["Location"] = route.location.format_map(shown)
    if route.edited is not None:
        response.set_etag(etag_of(route.edited(answer)))
    return response
