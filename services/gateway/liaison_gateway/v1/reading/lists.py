"""Answer lists and single things from the read model, narrowed to what the caller may see."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Response, request, url_for

from liaison_contracts.errors import NotFound
from liaison_contracts.problems import catalogue
from liaison_gateway.access.authentication import (
    allows,
    caller,
    connection,
)
from liaison_gateway.access.rights import (
    Scope,
    may_see,
    scope_of,
)
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.model import documents
from liaison_gateway.model.changes import last_number
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_gateway.model.views.view import View
from liaison_gateway.v1.openapi import (
    document_of,
    documents_of,
    list_parameters,
    problems,
)
from liaison_gateway.v1.queries import (
    after,
    change_cursor_of,
    changed_after,
    cursor_of,
    limit,
    require_known,
    updated_since,
)
from liaison_gateway.v1.queries import whole_number as whole_number_of
from liaison_gateway.v1.versions import as_json, shown

lists = ApiBlueprint("lists", "lists", url_prefix="/v1")
PAGING = ("limit", "cursor", "changes_after", "updated_since")


def _list_of(view: View) -> Callable[..., Response]:
    @allows
    def listed() -> Response:
        require_known({*view.filters, *PAGING})
        wanted = limit()
        asked: dict[str, Any] = {
            "filters": _filters(view),
            "scope": _scope(view),
            "updated_since": updated_since(),
            "limit": wanted + 1,
        }
        if "changes_after" in request.args:
            since = changed_after(last_number(connection()))
            changed = documents.changes(connection(), view.kind, after=since, **asked)
            return _changes(changed, wanted, since)
        return _page(
            documents.page_of_texts(connection(), view.kind, after=after(), **asked), wanted
        )

    listed.__name__ = f"list_{view.kind}"
    listed.__doc__ = f"{view.summary}\n\n{view.summary_zh}。"
    return listed


def _one_of(view: View) -> Callable[..., Response]:
    @allows
    def one(code: str) -> Response:
        require_known(())
        found = documents.find_text(connection(), view.kind, code)
        if found is None or not _is_within(_scope(view), found):
            raise unknown(view, code)
        return shown(found)

    one.__name__ = f"one_{view.kind}"
    one.__doc__ = f"One of: {view.summary}\n\n{view.summary_zh}。"
    return one


def unknown(view: View, code: str) -> NotFound:
    """Return the error for a code that the caller does not see, with the value of its sentence."""
    places = catalogue()[f"{view.kind}_unknown"].detail.en.places
    values: dict[str, Any] = dict.fromkeys(places, code)
    return NotFound(f"{view.kind}_unknown", **values)


def _scope(view: View) -> Scope:
    return scope_of(caller()) if view.narrowed else {}


def _is_within(scope: Scope, text: str) -> bool:
    return not scope or may_see(json.loads(text), scope)


def _filters(view: View) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: request.args[name] for name in view.filters if name in request.args
    }
    if "year" in found:
        found["year"] = whole_number_of("year", 0, most=9999)
    return found


def _page(rows: list[tuple[str, str]], wanted: int) -> Response:
    has_more = len(rows) > wanted
    cursor = cursor_of(rows[wanted - 1][0]) if has_more else None
    data = ",".join(text for _, text in rows[:wanted])
    rest = json.dumps({"has_more": has_more, "next_cursor": cursor})
    response = as_json(f'{{"data":[{data}],{rest[1:]}\n')
    if has_more:
        query: dict[str, Any] = {**request.args, "cursor": cursor}
        response.headers["Link"] = f'<{url_for(request.endpoint or "", **query)}>; rel="next"'
    return response


def _changes(rows: list[tuple[int, str]], wanted: int, since: int) -> Response:
    """Return a page of changes; its cursor is also where the next run begins."""
    has_more, shown_rows = len(rows) > wanted, rows[:wanted]
    cursor = change_cursor_of(shown_rows[-1][0] if shown_rows else since)
    data = ",".join(text for _, text in shown_rows)
    rest = json.dumps({"has_more": has_more, "next_cursor": cursor})
    response = as_json(f'{{"data":[{data}],{rest[1:]}\n')
    if has_more:
        query: dict[str, Any] = {**request.args, "changes_after": cursor}
        response.headers["Link"] = f'<{url_for(request.endpoint or "", **query)}>; rel="next"'
    return response


def _describe(view: View, operation: str, summary: str) -> dict[str, Any]:
    return {
        "operationId": f"{operation}_{view.kind}",
        "summary": summary,
        "description": f"{view.summary_zh}。",
        "tags": ["views"],
        "security": [{"key": []}],
    }


def _add(view: View) -> None:
    listing = lists.doc(
        **_describe(view, "list", view.summary),
        parameters=list_parameters(view.filters),
        responses={"200": documents_of(view.kind), **problems(401, 403, 422)},
    )
    lists.route(f"/{view.path}")(listing(_list_of(view)))
    single = lists.doc(
        **_describe(view, "get", f"One of: {view.summary}"),
        responses={"200": document_of(view.kind), **problems(401, 403, 404, 422)},
    )
    lists.route(f"/{view.path}/<path:code>")(single(_one_of(view)))


for _view in VIEWS:
    _add(_view)
