"""Let each route through to the roles of its row; an app with a route without a row does not start.

Views are marked by how they refuse: `allows` of the API, `page` of the pages, `public` where
anybody may. Who may is read from the rows that `bind` gives the app.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from flask import Flask, current_app, request
from werkzeug.routing import Rule

from liaison_contracts.errors import Forbidden
from liaison_gateway.access.rights_table import PUBLIC, Row
from liaison_gateway.base.operations import operations_of
from liaison_kit.claims import Caller

V = TypeVar("V", bound=Callable[..., Any])
ROWS = "liaison_rights"
FRAMEWORK = {"static", "api-docs.openapi_json"}
"""Endpoints that Flask and flask-smorest add: style sheets, and the document of the API."""
UNSPOKEN = {"HEAD", "OPTIONS"}


class RightsFault(TypeError):
    """Name every route whose rights are not declared, or declared otherwise than its view."""


def guarded(view: V, *, is_public: bool = False) -> V:
    """Mark a view as one that refuses those whom its row does not name, or as public."""
    view.__liaison_public__ = is_public  # type: ignore[attr-defined]
    return view


def bind(app: Flask, rows: Mapping[str, Row]) -> None:
    """Give each route of an app its row, by `METHOD path`.

    Raises:
        RightsFault: for a route without a row, a row without a route, a view without a guard, and a
            view that is public where its row is not, or the reverse.
    """
    routes = {name: rule for rule in app.url_map.iter_rules() for name in names_of(rule)}
    faults = [f"{name}: no row" for name in routes if name not in rows]
    faults += [f"{name}: no route" for name in rows if name not in routes]
    bound: dict[tuple[str, str], Row] = {}
    for name in sorted(set(routes) & set(rows)):
        rule, row = routes[name], rows[name]
        is_public = getattr(app.view_functions[rule.endpoint], "__liaison_public__", None)
        if is_public is None:
            faults.append(f"{name}: the view does not check rights")
        elif is_public is not row.is_public or not (is_public or row.roles):
            faults.append(f"{name}: the view and its row differ on whether it is public")
        bound[rule.endpoint, name.partition(" ")[0]] = row
    if faults:
        raise RightsFault("; ".join(sorted(faults)))
    app.extensions[ROWS] = bound


def names_of(rule: Rule) -> Iterator[str]:
    """Yield a route's names in the table, one for each of its methods."""
    if rule.endpoint not in FRAMEWORK:
        yield from (
            f"{method} {rule.rule}" for method in sorted((rule.methods or set()) - UNSPOKEN)
        )


def rows_of(app: Flask) -> Mapping[tuple[str, str], Row]:
    """Return the rows of an app, by endpoint and method."""
    found: Mapping[tuple[str, str], Row] = app.extensions[ROWS]
    return found


def require_role(caller: Caller) -> None:
    """Refuse a caller whom the row of this request's route does not name.

    Raises:
        Forbidden: naming the roles that may.
    """
    method = "GET" if request.method == "HEAD" else request.method
    roles = rows_of(current_app)[request.endpoint or "", method].roles
    if not set(roles) & set(caller.roles):
        raise Forbidden("role_not_held", roles=roles)


def describe_rights(paths: dict[str, Any], app: Flask) -> None:
    """Say in the API's document which roles may call each operation."""
    for endpoint, method, operation in operations_of(paths, app):
        row = rows_of(app).get((endpoint, method), PUBLIC)
        who = "anybody" if row.is_public else ", ".join(row.roles)
        own = f" On their own things only: {', '.join(row.own)}." if row.own else ""
        operation["description"] += f"\n\nRoles: {who}.{own}"


def may(caller: Caller, endpoint: str, method: str = "GET") -> bool:
    """Return whether a caller has a role that may call a route."""
    return bool(set(rows_of(current_app)[endpoint, method].roles) & set(caller.roles))
