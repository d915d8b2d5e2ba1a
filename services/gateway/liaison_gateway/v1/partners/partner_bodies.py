"""Let partner bodies report duties in their own form and fetch their notices."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from liaison_contracts.errors import NotFound
from liaison_contracts.gateway import ConnectedBody
from liaison_contracts.message import dump
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
)
from liaison_gateway.access.idempotent_requests import idempotency_key, once
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.exchange.partners import reports
from liaison_gateway.exchange.partners.body import Document, PartnerBodies, PartnerBody
from liaison_gateway.model.changes import last_number
from liaison_gateway.v1.bodies import whole_list
from liaison_gateway.v1.commands import say_pending
from liaison_gateway.v1.openapi import (
    TEXT,
    answer,
    list_of,
    parameter,
    problems,
    shape_of,
)
from liaison_gateway.v1.queries import (
    change_cursor_of,
    changed_after,
    limit,
    require_known,
    updated_since,
)

partner_bodies = ApiBlueprint("partner_bodies", "partner_bodies", url_prefix="/v1/partner-bodies")
CONTENT: dict[str, Any] = {
    "application/json": {
        "schema": {"type": "object", "description": "As defined by the body's plugin."}
    },
    "text/csv": {"schema": TEXT},
}
_IN_ITS_FORMAT = {"description": "In the body's own format.", "content": CONTENT}


@partner_bodies.route("")
@partner_bodies.doc(
    operationId="list_partner_bodies",
    summary="Connected partner bodies",
    description="已接入的合作单位系统。",
    tags=["partner bodies"],
    security=[{"key": []}],
    responses={"200": answer(list_of(shape_of(ConnectedBody))), **problems(401, 403, 422)},
)
@allows
def connected() -> Response:
    """List the connected systems and the format of each."""
    require_known(())
    return whole_list(
        [
            dump(
                ConnectedBody(
                    name=body.name,
                    org=body.org,
                    media_type=body.media_type,
                    largest_batch=body.largest_batch,
                    pushes=body.pushes,
                )
            )
            for body in gateway().part(PartnerBodies).values()
        ]
    )


@partner_bodies.route("/<body>/duty-reports", methods=["POST"])
@partner_bodies.doc(
    operationId="report_duties",
    summary="Report duties in the format of a partner body",
    description="以合作单位自有格式报送履职记录。\n\nAn invalid batch is refused entirely, with "
    "all faults; a refused report does not affect the others. Repeating it changes nothing.\n\n"
    "Articles: 3, 11.",
    tags=["partner bodies"],
    security=[{"key": []}],
    requestBody={"required": True, "content": CONTENT},
    responses={"200": _IN_ITS_FORMAT, **problems(400, 401, 403, 404, 409, 413, 422, 503)},
)
@allows
@once()
def report(body: str) -> Response:
    """Accept a batch of duty reports and answer in the body's own format."""
    require_known(())
    found = _own(body)
    batch = found.read(request.get_data())
    key = idempotency_key(money=False)
    with gateway().database.reading() as session:
        known = reports.stations_of(session, found)
    outcomes, position = reports.record(gateway().client, known, found, caller(), batch, key)
    response = _shown(found.answer(batch, outcomes))
    say_pending(response, "assessment", position)
    return response


@partner_bodies.route("/<body>/notices")
@partner_bodies.doc(
    operationId="list_notices",
    summary="Notices about a partner body's stations, in its format",
    description="通知清单。`Liaison-Next-Cursor` is the `changes_after` of the next call, also "
    "after the last notice: each notice is given once. `updated_since` is only a place to begin.",
    tags=["partner bodies"],
    security=[{"key": []}],
    parameters=[
        parameter("changes_after", {**TEXT, "description": "`Liaison-Next-Cursor`, or nothing."}),
        parameter("updated_since", {**TEXT, "format": "date-time"}),
        parameter("limit", {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}),
    ],
    responses={
        "200": {
            **_IN_ITS_FORMAT,
            "headers": {
                "Liaison-Next-Cursor": {"schema": TEXT, "description": "Continue from here."}
            },
        },
        **problems(401, 403, 404, 422),
    },
)
@allows
def notices(body: str) -> Response:
    """Return the notices of a body's stations in its own format."""
    require_known(("changes_after", "updated_since", "limit"))
    found = _own(body)
    with gateway().database.reading() as session:
        after = changed_after(last_number(session))
        told, number = reports.notices(session, found, after, updated_since(), limit())
    response = _shown(found.tell(told))
    response.headers["Liaison-Next-Cursor"] = change_cursor_of(number)
    return response


def _own(name: str) -> PartnerBody:
    found = gateway().part(PartnerBodies).get(name)
    if found is None:
        raise NotFound("partner_body_unknown", body=name, known=list(gateway().part(PartnerBodies)))
    reports.require_speaks_for(caller(), found)
    return found


def _shown(document: Document) -> Response:
    return Response(document.content, content_type=f"{document.media_type}; charset=utf-8")
