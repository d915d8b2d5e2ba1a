"""Show the instance and its logs; move and close its days where it is not live."""

from __future__ import annotations

import json

from flask import Response, jsonify, request
from sqlalchemy import select

from liaison_contracts.errors import Forbidden, NotFound
from liaison_contracts.gateway import InstanceState
from liaison_contracts.message import dump, load
from liaison_contracts.reasons import fault
from liaison_contracts.roles import HISTORY_READERS
from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
    public,
)
from liaison_gateway.access.rights import may_see, scope_of
from liaison_gateway.base.api_blueprint import ApiBlueprint
from liaison_gateway.base.context import SERVICES
from liaison_gateway.model.documents import events_of, find
from liaison_gateway.model.freshness import Freshness
from liaison_gateway.model.tables import events
from liaison_gateway.v1.bodies import whole_list
from liaison_gateway.v1.openapi import (
    TEXT,
    Doc,
    answer,
    list_of,
    parameter,
    problems,
    rows_after,
    shape_of,
)
from liaison_gateway.v1.queries import (
    limit,
    refuse,
    require_known,
    whole_number,
)

instance = ApiBlueprint("instance", "instance", url_prefix="/v1")
COUNT = {"type": "integer", "minimum": 0}
KEY: list[Doc] = [{"key": []}]
_ENVELOPE: Doc = {"type": "object", "description": "An envelope."}


@instance.route("/instance")
@instance.doc(
    operationId="get_instance",
    summary="Mode, day and state of the instance",
    description="实例状态。Public.",
    tags=["instance"],
    security=[],
    responses={"200": answer(shape_of(InstanceState), "The current state."), **problems(503)},
)
@public
def show() -> Response:
    """Return mode, day, and whether all events have been handled."""
    gateway().part(Freshness).carry()
    heads = {service: gateway().client.head(service) for service in SERVICES}
    places, parked = gateway().part(Freshness).places_and_parked()
    feeds = [*(state["feeds"] for state in heads.values()), places]
    quiet = all(
        position >= heads[producer]["position"]
        for positions in feeds
        for producer, position in positions.items()
        if producer in heads
    )
    standing = [
        {"service": service, "producer": producer, "since": since}
        for service, head in heads.items()
        for producer, since in head.get("standing", {}).items()
    ]
    state = {
        "mode": gateway().mode,
        "day": heads["registry"]["day"],
        "history_until": heads["incentives"]["history_until"],
        "last_closed_on": heads["incentives"]["last_closed_on"],
        "quiet": quiet and not standing,
        "standing": standing,
        "parked": sum(state["parked"] for state in heads.values()) + parked,
        "positions": {name: state["position"] for name, state in heads.items()},
    }
    return jsonify(dump(load(InstanceState, state)))


@instance.route("/events")
@instance.doc(
    operationId="list_events",
    summary="A service's events after a position",
    description="事件日志。Finance reads `service=incentives&type=payout.` only.",
    tags=["events"],
    security=KEY,
    parameters=[
        parameter("service", {**TEXT, "enum": list(SERVICES), "default": "incentives"}),
        parameter(
            "type", {**TEXT, "description": "Only types with this prefix, such as `payout.`"}
        ),
        parameter("after", {**COUNT, "default": 0, "description": "The last known position."}),
        parameter("limit", {**COUNT, "minimum": 1, "maximum": 500, "default": 50}),
    ],
    responses={"200": answer({**rows_after(_ENVELOPE), "required": []}), **problems(401, 403, 422)},
)
@allows
def listed() -> Response:
    """Return a service's events as published; finance sees only payouts."""
    require_known(("service", "type", "after", "limit"))
    service, kind = request.args.get("service", "incentives"), request.args.get("type", "")
    if service not in SERVICES:
        raise refuse("service", fault("choice", choices=SERVICES))
    _require_own_events(service, kind)
    wanted = limit()
    query = select(events.c.envelope).where(
        events.c.service == service,
        events.c.position > whole_number("after", 0),
        events.c.type.startswith(kind, autoescape=True),
    )
    with gateway().database.reading() as session:
        found = session.execute(query.order_by(events.c.position).limit(wanted + 1))
        rows = found.scalars().all()
    return jsonify(data=[json.loads(row) for row in rows[:wanted]], has_more=len(rows) > wanted)


def _require_own_events(service: str, kind: str) -> None:
    sees_all = set(caller().roles) & set(HISTORY_READERS)
    if not sees_all and not (service == "incentives" and kind.startswith("payout.")):
        raise Forbidden("payouts_only")


@instance.route("/stations/<station_code>/events")
@instance.doc(
    operationId="list_station_events",
    summary="The history of a station",
    description="工作站大事记。The latest 500, oldest first.",
    tags=["events"],
    security=KEY,
    responses={"200": answer(list_of(_ENVELOPE)), **problems(401, 403, 404, 422)},
)
@allows
def history(station_code: str) -> Response:
    """Return the latest 500 events of a station, oldest first."""
    require_known(())
    with gateway().database.reading() as session:
        station = find(session, "station", station_code)
        if station is None or not may_see(station, scope_of(caller())):
            raise NotFound("station_unknown")
        return whole_list(events_of(session, f"station/{station_code}"))
