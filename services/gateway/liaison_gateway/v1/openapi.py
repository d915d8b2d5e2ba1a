"""Describe the API as OpenAPI 3.1, from the same tables and messages that it runs on."""

from __future__ import annotations

import json
import threading
from typing import Any

from flask import Flask, Response
from flask_smorest import Api, Blueprint

from liaison_contracts.gateway import ShownFault, ShownReason
from liaison_contracts.publish.schemas import body_of
from liaison_gateway.access.idempotent_requests import describe_once
from liaison_gateway.access.route_rights import describe_rights
from liaison_gateway.model.views.catalogue import VIEWS
from liaison_gateway.model.views.view import View
from liaison_gateway.v1.about import ABOUT, TAGS
from liaison_gateway.v1.deprecation import mark
from liaison_gateway.v1.examples import add_examples, describe_paths
from liaison_gateway.v1.routes.route import Route

Doc = dict[str, Any]
TEXT: Doc = {"type": "string"}
REASON: Doc = body_of(ShownReason, tolerant=True)
FAULT: Doc = body_of(ShownFault, tolerant=True)
PROBLEM: Doc = {
    "type": "object",
    "description": "What went wrong (RFC 9457). `code` is stable, `detail` is for people.",
    "properties": {
        "type": {**TEXT, "format": "uri-reference", "description": "Where `code` is explained."},
        "title": {**TEXT, "description": "What is the matter, from the catalogue of errors."},
        "status": {"type": "integer"},
        "code": {**TEXT, "description": "Stable; see `/v1/errors`."},
        "detail": {**TEXT, "description": "What it is about this time."},
        "values": {"type": "object", "description": "What the sentence names."},
        "advice": {**TEXT, "description": "What to do next."},
        "request_id": {**TEXT, "description": "Quote it in support requests."},
        "articles": {
            "type": "array",
            "items": TEXT,
            "description": "Articles on which a refusal is based.",
        },
        "reasons": {"type": "array", "items": REASON},
        "errors": {"type": "array", "items": FAULT},
    },
    "required": ["type", "title", "status", "code", "detail", "request_id"],
}
HEADERS: dict[str, str] = {
    "Request-Id": "The same as `request_id`.",
    "Retry-After": "Seconds until a retry makes sense: with 429, and with 503 if known.",
    "X-RateLimit-Limit": "The limit of requests per minute; on every response of a live instance.",
    "X-RateLimit-Remaining": "The remaining requests of this minute.",
    "X-RateLimit-Reset": "The start of the next minute, in seconds since 1970.",
}
INFO: Doc = {
    "description": ABOUT,
    "contact": {"name": "泸州市人才办 Talent office of Luzhou"},
    "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
}
_PARAMETERS: dict[str, Doc] = {
    "station_code": {**TEXT, "description": "Only of this station."},
    "state": {**TEXT, "description": "Only in this state."},
    "year": {"type": "integer", "minimum": 0, "maximum": 9999, "description": "Only this year."},
    "limit": {
        "type": "integer",
        "minimum": 1,
        "maximum": 500,
        "default": 50,
        "description": "How many at most.",
    },
    "cursor": {**TEXT, "description": "`next_cursor` of the page before."},
    "updated_since": {
        **TEXT,
        "format": "date-time",
        "description": "Only what lists show, or show otherwise, since this instant. To "
        "synchronise, use `changes_after`.",
    },
    "changes_after": {
        **TEXT,
        "description": "List what changed, in the order in which it became visible: empty for "
        "everything, then `next_cursor` of the page before. The last page has a `next_cursor` too: "
        "keep it, the next run begins there, and nothing is missed.",
    },
}


class DescribedApi(Api):  # type: ignore[misc]
    """Describe errors as problems, instead of smorest's own error and page formats."""

    DEFAULT_ERROR_RESPONSE_NAME = None  # every route names the problems that it answers
    _described: Doc | None = None

    def __init__(self, app: Flask) -> None:
        self._undescribed: list[Blueprint] = []
        self._describing = threading.Lock()
        super().__init__(app)

    def register_blueprint(self, blp: Blueprint, **options: Any) -> None:
        """Register routes; they are described when the document is first asked for.

        Describing all of them takes longer than everything else that a process does to start.
        """
        self._app.extensions["flask-smorest"]["blp_name_to_api"][blp.name] = self
        self._app.register_blueprint(blp, **options)
        self._undescribed.append(blp)

    def _register_responses(self) -> None:
        components = self.spec.components
        components.schema("Problem", PROBLEM)
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        headers = {name: {"description": told, "schema": TEXT} for name, told in HEADERS.items()}
        described = {"description": "A problem.", "content": content, "headers": headers}
        components.response("Problem", described)
        for view in VIEWS:
            components.schema(name_of(view.kind), _document_schema(view))
        scheme = {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "lzs_test_… or lzs_live_…",
            "description": "`/v1/keys` gives one. A signed-in browser reads without.",
        }
        components.security_scheme("key", scheme)

    def _openapi_json(self) -> Response:
        """Return the document, with examples, and with deprecated routes marked."""
        with self._describing:
            described = self._described = self._described or self._describe()
            mark(described["paths"], self._app)
            text = json.dumps(described, ensure_ascii=False, indent=1)
        return Response(text, mimetype="application/json")

    def _describe(self) -> Doc:
        app = self._app
        for blp in self._undescribed:
            blp.register_views_in_doc(self, app, self.spec, name=blp.name, parameters=None)
        found: Doc = self.spec.to_dict()
        found["tags"] = [{"name": name, "description": told} for name, told in TAGS.items()]
        add_examples(found)
        describe_paths(found)
        describe_once(found["paths"], app)
        describe_rights(found["paths"], app)
        return found

    def _register_error_handlers(self) -> None:
        """Leave errors to the app, which answers with problems."""

    def _register_pagination_header(self) -> None:
        """Describe no pagination header: pages have a cursor in the body and a Link header."""


def name_of(kind: str) -> str:
    """Return the schema name of a kind of document.

    >>> name_of("duty_record")
    'DutyRecord'
    """
    return "".join(word.capitalize() for word in kind.split("_"))


def _document_schema(view: View) -> Doc:
    properties: Doc = {}
    for event in view.events:
        properties |= body_of(event, tolerant=True)["properties"]
    properties["state"] = {**TEXT, "description": "Where it stands."}
    properties["department"] = {**TEXT, "description": "The guiding department, once known."}
    properties["updated_at"] = {**TEXT, "format": "date-time"}
    if view.kind == "award":
        properties["holds"] = {"type": "array", "items": TEXT, "description": "What it waits for."}
    return {
        "type": "object",
        "description": f"{view.summary}. {view.summary_zh}。",
        "properties": properties,
    }


def problems(*statuses: int) -> Doc:
    """Return responses that are problems, by status."""
    shown = sorted({*statuses, 429})  # every route can answer that a caller is over the limit
    return {str(status): {"$ref": "#/components/responses/Problem"} for status in shown}


def answer(schema: Doc, says: str = "Done.", **headers: str) -> Doc:
    """Return a response with a JSON body and described headers (`_` stands for `-`)."""
    found: Doc = {"description": says, "content": {"application/json": {"schema": schema}}}
    if headers:
        found["headers"] = {
            name.replace("_", "-"): {"description": told, "schema": TEXT}
            for name, told in headers.items()
        }
    return found


def data_of(schema: Doc) -> Doc:
    """Return the schema that wraps a document in `data`."""
    return {"type": "object", "properties": {"data": schema}, "required": ["data"]}


def with_reasons(schema: Any) -> Any:
    """Return the shape of an answer in which each reason has its sentences too."""
    if isinstance(schema, list):
        return [with_reasons(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if set(schema.get("properties", ())) == {"code", "article", "values"}:
        return REASON
    return {name: with_reasons(inner) for name, inner in schema.items()}


def list_of(schema: Doc) -> Doc:
    """Return the schema of a list: its rows in `data`, and whether there are more.

    The first release returned unpaged lists as `data` alone, so the rest is not promised.
    """
    page = rows_after(schema)
    page["properties"]["next_cursor"] = {"type": ["string", "null"]}
    return page


def rows_after(schema: Doc) -> Doc:
    """Return the schema of a list that continues `after` the last row's number."""
    page = data_of({"type": "array", "items": schema})
    page["properties"]["has_more"] = {"type": "boolean"}
    return page


def document_of(kind: str) -> Doc:
    """Return the response that shows one document."""
    told = "Its version: for `If-Match`, and for `If-None-Match` when you read it again."
    return answer(data_of({"$ref": f"#/components/schemas/{name_of(kind)}"}), "Found.", ETag=told)


def documents_of(kind: str) -> Doc:
    """Return the response that shows one page of documents."""
    page = list_of({"$ref": f"#/components/schemas/{name_of(kind)}"})
    page["required"] = ["data", "next_cursor", "has_more"]
    return answer(page, "One page, in the order of codes.", Link='The next page, `rel="next"`.')


def parameter(name: str, schema: Doc, *, where: str = "query", required: bool = False) -> Doc:
    """Return the description of one parameter; its text is taken from the schema."""
    rest = {key: value for key, value in schema.items() if key != "description"}
    told = schema.get("description", name)
    return {"name": name, "in": where, "required": required, "schema": rest, "description": told}


def list_parameters(filters: tuple[str, ...]) -> list[Doc]:
    """Return the query parameters of a list."""
    names = (*filters, "limit", "cursor", "changes_after", "updated_since")
    return [parameter(name, _PARAMETERS[name]) for name in names]


def without_path(body: Doc, route: Route) -> Doc:
    """Return the schema of a body without the fields of the route's path."""
    names = {part.split(">")[0].split(":")[-1] for part in route.path.split("<")[1:]}
    body["properties"] = {k: v for k, v in body["properties"].items() if k not in names}
    body["required"] = [name for name in body.get("required", []) if name not in names]
    return body


def shape_of(answer: type) -> Doc:
    """Return the schema of an answer, from its class."""
    return body_of(answer, tolerant=True)
