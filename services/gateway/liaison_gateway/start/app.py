"""Assemble the gateway's app: routes, problems, request ids, headers."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Flask, Response, g, request
from werkzeug.exceptions import HTTPException

from liaison_contracts.errors import LiaisonError, NotFound
from liaison_gateway.access.authentication import give_back
from liaison_gateway.access.rights_table import rights_table
from liaison_gateway.access.route_rights import bind
from liaison_gateway.base.context import Gateway
from liaison_gateway.base.flask_app import LeanFlask
from liaison_gateway.base.problems import problem_of, problem_of_http
from liaison_gateway.developers.portal import request_log, sandbox_proxy
from liaison_gateway.developers.portal.pages import PAGES
from liaison_gateway.developers.portal.request_log import RequestLog
from liaison_gateway.developers.sandbox.routes import sandbox
from liaison_gateway.v1.calendar_feeds import calendars
from liaison_gateway.v1.commands import commands
from liaison_gateway.v1.deprecation import announce
from liaison_gateway.v1.errors import errors
from liaison_gateway.v1.files import files
from liaison_gateway.v1.health import health
from liaison_gateway.v1.openapi import INFO, DescribedApi
from liaison_gateway.v1.operating.instance import instance
from liaison_gateway.v1.own.acts import OWN_ACTS
from liaison_gateway.v1.own.routes import OWN_ROUTES
from liaison_gateway.v1.own.views import own_blueprint
from liaison_gateway.v1.partners.partner_bodies import partner_bodies
from liaison_gateway.v1.rate_limits import limit
from liaison_gateway.v1.reading.directories import directories
from liaison_gateway.v1.reading.finance_files import finance_files
from liaison_gateway.v1.reading.lists import lists
from liaison_gateway.v1.reading.registers import registers
from liaison_gateway.v1.rights import rows_by_route
from liaison_gateway.web import pages
from liaison_gateway.web.blueprint import error_page
from liaison_kit.ops.logs import get_logger
from liaison_kit.store.ids import new_id

LARGEST_BODY = 8 * 1024 * 1024
LONGEST_REQUEST_ID = 64
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
API = (
    commands,
    lists,
    instance,
    files,
    finance_files,
    errors,
    own_blueprint(OWN_ROUTES, OWN_ACTS),
    partner_bodies,
    directories,
    registers,
    sandbox,
)
assert PAGES  # importing them registers the developer portal with the pages
_logger = get_logger(__name__)


def create_app(gateway: Gateway) -> Flask:
    """Return the app of one gateway process."""
    app = LeanFlask("liaison_gateway")
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}  # no empty lines in pages
    app.config.update(
        API_TITLE="Talent liaison stations",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={"info": INFO, "servers": [{"url": "/"}]},
        OPENAPI_URL_PREFIX="/v1",
        OPENAPI_JSON_PATH="openapi.json",
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SECRET_KEY=gateway.secret_key,
        SECRET_KEY_FALLBACKS=list(gateway.former_keys),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=gateway.mode == "live",
    )
    app.extensions["liaison"] = gateway
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.before_request(request_log.begin)
    app.before_request(_name_request)
    app.before_request(sandbox_proxy.forward)
    app.after_request(partial(request_log.note, gateway.part(RequestLog)))
    app.after_request(_add_headers)
    app.after_request(announce)
    app.teardown_appcontext(give_back)
    limit(app, gateway.requests_a_minute)
    _add_api(app)
    app.register_blueprint(health)
    app.register_blueprint(calendars)
    app.register_blueprint(pages)
    bind(app, rows_by_route(rights_table()))
    app.register_error_handler(Exception, _answer_error)
    return app


def _add_api(app: Flask) -> None:
    api = DescribedApi(app)
    for blueprint in API:
        api.register_blueprint(blueprint)


def _name_request() -> None:
    given = request.headers.get("Request-Id", "")
    fits = 0 < len(given) <= LONGEST_REQUEST_ID and given.isascii() and given.isprintable()
    g.own_id = new_id()
    g.request_id = given if fits and " " not in given else g.own_id
    if "\x00" in request.path:  # PostgreSQL stores no NUL and refuses to look for one
        raise NotFound("not_found")


def _add_headers(response: Response) -> Response:
    response.headers["Request-Id"] = g.get("request_id", "")
    response.headers["Content-Security-Policy"] = g.get("policy", POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if request.path.startswith("/v1"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _answer_error(error: Exception) -> Any:
    """Answer any error: as a page in a browser, otherwise as a problem document."""
    if not isinstance(error, (LiaisonError, HTTPException)):
        _logger.error("request.bug", request_id=g.get("request_id", ""), exc_info=error)
        error = LiaisonError("internal_error")
    problem = problem_of(error) if isinstance(error, LiaisonError) else problem_of_http(error)
    if not _is_page() or problem.status_code < 400:
        return problem
    return error_page(problem.status_code, error)


def _is_page() -> bool:
    best = request.accept_mimetypes.best_match(["application/problem+json", "text/html"])
    return best == "text/html" and not request.path.startswith("/v1")
