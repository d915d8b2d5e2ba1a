"""Show the instance and its logs; move and close its days where it is not live."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from flask import Response, jsonify, request
from flask_smorest import Blueprint
from sqlalchemy import select

from liaison_contracts.errors import Forbidden, Invalid, NotFound
from liaison_gateway.api.v1.lists import (
    LARGEST_LIMIT,
    OWN,
    SEES_ALL,
    may_see,
    scope_of,
    whole_number,
)
from liaison_gateway.auth import allows, caller, gateway, public
from liaison_gateway.context import SERVICES
from liaison_gateway.views.documents import find
from liaison_gateway.views.tables import events

instance = Blueprint("instance", "instance", url_prefix="/v1")


@instance.route("/instance")
@instance.doc(summary="Mode, day and rest of the instance", tags=["instance"])
@public
def show() -> Response:
    """Tell mode, day, and whether everything that was told has been heard."""
    heads = {service: gateway().client.head(service) for service in SERVICES}
    places = gateway().freshness.places()
    feeds = [(state["feeds"], name) for name, state in heads.items()] + [(places, "gateway")]
    quiet = all(
        position >= heads[producer]["position"]
        for positions, _ in feeds
        for producer, position in positions.items()
        if producer in heads
    )
    return jsonify(
        mode=gateway().mode,
        day=heads["registry"]["day"],
        last_closed_on=heads["incentives"]["last_closed_on"],
        quiet=quiet,
        parked=sum(state["parked"] for state in heads.values()),
        positions={name: state["position"] for name, state in heads.items()},
    )


@instance.route("/instance/day", methods=["POST"])
@instance.doc(summary="Move the day forward (never in live)", tags=["instance"])
@allows("ops", "replay")
def advance() -> Response:
    """Move the instance's day forward on every service."""
    on = _day()
    gateway().days.advance(on)
    return jsonify(data={"day": on.isoformat()})


@instance.route("/instance/closings", methods=["POST"])
@instance.doc(summary="Close a day: what is due becomes payable (never in live)", tags=["instance"])
@allows("ops", "replay")
def close() -> Response:
    """Close a day over all services in its order; again changes nothing."""
    if gateway().mode == "live":
        raise Forbidden("live_days_close_themselves", "In live the days close by schedule.")
    on = _day()
    gateway().days.close(on)
    return jsonify(data={"closed": on.isoformat()})


def _day() -> date:
    body: Any = request.get_json(silent=True)
    try:
        return date.fromisoformat(body["on"])
    except (TypeError, KeyError, ValueError) as error:
        faults = {"on": ["must be an ISO date"]}
        raise Invalid("invalid_fields", "`on` must be an ISO date.", faults=faults) from error


@instance.route("/events")
@instance.doc(summary="A service's events after a position", tags=["events"])
@allows("finance", *SEES_ALL, "replay")
def listed() -> Response:
    """Give a service's events after a position, as they were told; finance sees payouts only."""
    service = request.args.get("service", "incentives")
    if service not in SERVICES:
        raise Invalid("invalid_query", f"service must be one of {', '.join(SERVICES)}.")
    kind = request.args.get("type", "")
    if set(caller().roles) == {"finance"}:
        if service != "incentives" or not kind.startswith("payout."):
            raise Forbidden("payouts_only", "Finance reads `service=incentives&type=payout.`.")
    after = whole_number("after", request.args.get("after", "0"))
    limit = max(1, whole_number("limit", request.args.get("limit", "100"), LARGEST_LIMIT))
    query = select(events.c.envelope).where(
        events.c.service == service,
        events.c.position > after,
        events.c.type.startswith(kind, autoescape=True),
    )
    with gateway().database.reading() as session:
        rows = session.execute(query.order_by(events.c.position).limit(limit + 1)).scalars().all()
    data = [json.loads(row) for row in rows[:limit]]
    return jsonify(data=data, has_more=len(rows) > limit)


@instance.route("/stations/<station_code>/events")
@instance.doc(summary="The history of a station", tags=["events"])
@allows(*SEES_ALL, *OWN)
def history(station_code: str) -> Response:
    """Give everything that was told of a station, in the order of its hearing."""
    with gateway().database.reading() as session:
        station = find(session, "station", station_code)
        if station is None or not may_see(station, scope_of(caller())):
            raise NotFound("station_unknown", f"There is no station {station_code} for you to see.")
        rows = session.execute(
            select(events.c.envelope)
            .where(events.c.subject == f"station/{station_code}")
            .order_by(events.c.time, events.c.service, events.c.position)
            .limit(LARGEST_LIMIT)
        ).scalars()
        return jsonify(data=[json.loads(row) for row in rows])
