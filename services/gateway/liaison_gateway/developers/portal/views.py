"""Show the developer portal: start, keys, the API, events, webhooks, requests, sandbox."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from flask import Response, abort, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from liaison_contracts.errors import LiaisonError
from liaison_contracts.gateway import AdvanceSandbox, DeleteTestKey, MakeTestKey, ResetSandbox
from liaison_contracts.message import EVENTS, load
from liaison_contracts.publish.asyncapi import document
from liaison_contracts.publish.cards import card_of
from liaison_contracts.publish.examples import example_of
from liaison_contracts.publish.schemas import event_schema
from liaison_gateway.access.authentication import caller, gateway
from liaison_gateway.access.work import carry_out
from liaison_gateway.base.context import SERVICES
from liaison_gateway.developers.portal import request_log
from liaison_gateway.developers.portal.about import samples_of
from liaison_gateway.developers.portal.request_log import RequestLog
from liaison_gateway.developers.sandbox import keys
from liaison_gateway.developers.sandbox.failing_values import MAGIC
from liaison_gateway.web import language
from liaison_gateway.web.blueprint import (
    page,
    pages,
    require_csrf,
)
from liaison_gateway.web.event_lines import (
    channel_line,
    form_of,
    line_of,
    whole_line_of,
)

WITH_SCRIPT = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'"
)
"""The page with Swagger UI runs script of our own only; every other page runs none."""
LONGEST_LABEL = 60
TOLD = {
    name: kind for name, kind in sorted(EVENTS.items()) if kind.source in (*SERVICES, "finance")
}


@pages.route("/developers")
@page
def developers() -> str:
    """Show how to make the first call, and the latest requests."""
    with gateway().database.reading() as session:
        rows = request_log.latest(session, caller(), limit=10)
        own = keys.listed(session, caller())
    told = samples_of("first_call")
    return _shown("start", requests=rows, keys=own, host=request.host_url, first_call=told)


@pages.route("/developers/keys", methods=["GET", "POST"])
@page
def developer_keys() -> str:
    """List test keys; a new key is shown once."""
    made = ""
    if request.method == "POST":
        require_csrf()
        label = request.form.get("label", "").strip()[:LONGEST_LABEL] or "—"
        made = carry_out(keys.make, load(MakeTestKey, {"label": label})).key
    with gateway().database.reading() as session:
        own = keys.listed(session, caller())
    return _shown("keys", keys=own, made=made, host=request.host_url)


@pages.route("/developers/keys/<test_key_id>/removals", methods=["POST"])
@page
def give_up_key(test_key_id: str) -> BaseResponse:
    """Delete a test key with its sandbox."""
    require_csrf()
    carry_out(keys.remove, DeleteTestKey(test_key_id=test_key_id))
    return redirect(url_for("pages.developer_keys"), code=303)


@pages.route("/developers/api")
@page
def developer_api() -> str:
    """Show the API in Swagger UI, which calls it with the chosen key."""
    g.policy = WITH_SCRIPT
    with gateway().database.reading() as session:
        return _shown("api", keys=keys.listed(session, caller()))


@pages.route("/developers/events")
@page
def developer_events() -> str:
    """List every event type."""
    return _shown("events", cards=[_card(name) for name in TOLD], line=line_of)


@pages.route("/developers/events/<name>")
@page
def developer_event(name: str) -> str:
    """Show one event type: fields, an example, its schema."""
    if name not in TOLD:
        abort(404)
    example = json.dumps(example_of(TOLD[name]), ensure_ascii=False, indent=2)
    schema = json.dumps(event_schema(TOLD[name]), ensure_ascii=False, indent=2)
    return _shown(
        "event",
        card=_card(name),
        example=example,
        schema=schema,
        line=whole_line_of,
        form_of=form_of,
    )


@pages.route("/developers/asyncapi")
@page
def developer_asyncapi() -> str:
    """Show the AsyncAPI document as a plain page."""
    return _shown("asyncapi", document=asyncapi(), channel_line=channel_line)


@pages.route("/developers/asyncapi.json")
@page
def asyncapi_document() -> Response:
    """Return the AsyncAPI document itself."""
    return jsonify(asyncapi())


@pages.route("/developers/requests")
@page
def developer_requests() -> str:
    """List the latest requests, or those of one Request-Id with their answers."""
    gateway().part(RequestLog).flush()
    wanted = request.args.get("request_id", "").strip()[:64].replace("\x00", "")
    with gateway().database.reading() as session:
        rows = request_log.latest(session, caller(), request_id=wanted)
    problems = {row["entry_id"]: _pretty(row["problem"]) for row in rows if wanted}
    return _shown("requests", requests=rows, wanted=wanted, problems=problems)


@pages.route("/developers/sandbox")
@page
def developer_sandbox() -> str:
    """Show each test key's city: reset, advance, and the values that fail on purpose."""
    return _sandbox("")


@pages.route("/developers/sandbox/<test_key_id>/changes", methods=["POST"])
@page
def act_on_sandbox(test_key_id: str) -> str:
    """Reset a sandbox, or advance it to a day."""
    require_csrf()
    with gateway().database.reading() as session:
        keys.own(session, caller(), test_key_id)
    act = request.form.get("act")
    try:
        if act == "resets":
            carry_out(keys.reset, ResetSandbox(test_key_id=test_key_id))
            return _sandbox(language.text("sandbox_was_reset"))
        if act == "advances":
            on = date.fromisoformat(request.form.get("on", ""))
            wish = AdvanceSandbox(test_key_id=test_key_id, on=min(on, keys.LAST_DAY))
            reached = carry_out(keys.advance, wish)
            return _sandbox(language.text("sandbox_is_at", day=reached.day.isoformat()))
    except ValueError:
        return _sandbox(language.text("not_a_day"))
    except LiaisonError as error:
        return _sandbox(language.said(error))
    return _sandbox("")


def _sandbox(said: str) -> str:
    with gateway().database.reading() as session:
        own = keys.listed(session, caller())
    index = language.LANGUAGES.index(language.language())
    magic = [(what, how[index]) for what, how in MAGIC.items()]
    return _shown("sandbox", keys=own, said=said, magic=magic)


def _shown(name: str, **values: Any) -> str:
    return render_template(f"developers/{name}.html", at=instant, room=name, **values)


def instant(ms: int | None) -> str:
    """Return an instant for people, in UTC, or an empty string."""
    return f"{datetime.fromtimestamp(ms / 1000, UTC):%Y-%m-%d %H:%M:%S}" if ms else "—"


def _pretty(problem: str) -> str:
    try:
        return json.dumps(json.loads(problem), ensure_ascii=False, indent=2)
    except ValueError:
        return problem


@cache
def _card(name: str) -> dict[str, Any]:
    return card_of(TOLD[name])


@cache
def asyncapi() -> dict[str, Any]:
    """Return the AsyncAPI document of this release."""
    return document("v1", {name: example_of(kind) for name, kind in TOLD.items()})
