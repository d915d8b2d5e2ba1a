"""Make and revoke the calendar feed of a station, and give the calendar to whoever has its token.

The token stands in the address, because calendar programs send nothing else. It is kept as a hash,
told once, and written into no log.
"""

from __future__ import annotations

from flask import Blueprint as PlainBlueprint
from flask import Response, jsonify
from flask_smorest import Blueprint

from liaison_gateway.access.authentication import (
    allows,
    caller,
    gateway,
    public,
)
from liaison_gateway.exchange.feeds import tokens
from liaison_gateway.exchange.feeds.ics import calendar_of
from liaison_gateway.v1.openapi import (
    TEXT,
    Doc,
    answer,
    data_of,
    problems,
)
from liaison_gateway.v1.queries import require_known
from liaison_kit.claims import Caller

feeds = Blueprint("feeds", "feeds", url_prefix="/v1/stations")
calendars = PlainBlueprint("calendars", __name__)
STATION_SIDE = ("guiding_department", "station_head", "liaison_officer")
FEED: Doc = {
    "type": "object",
    "properties": {
        "station_code": TEXT,
        "path": {**TEXT, "description": "The address of the calendar; it is told this once."},
    },
    "required": ["station_code", "path"],
}


def _outlook(who: Caller, station_code: str) -> dict[str, object]:
    body = {"station_code": station_code}
    found: dict[str, object] = gateway().client.call(who, "assessment", "show_outlook", body).result
    return found


@feeds.route("/<station_code>/calendar-feed", methods=["POST"])
@feeds.doc(
    operationId="make_calendar_feed",
    summary="Get the address of a station's calendar; the one before stops to work",
    description="获取履职日历订阅地址(旧地址失效)。\n\nRoles: " + ", ".join(STATION_SIDE) + ".",
    tags=["assessment"],
    security=[{"key": []}],
    responses={"201": answer(data_of(FEED), "Made."), **problems(401, 403, 404, 422, 503)},
)
@allows
def make_calendar_feed(station_code: str) -> Response:
    """Make a feed for whoever may see the station's outlook."""
    require_known(())
    _outlook(caller(), station_code)
    token = tokens.make(gateway().database, caller(), station_code)
    response = jsonify(data={"station_code": station_code, "path": f"/calendars/{token}.ics"})
    response.status_code = 201
    return response


@feeds.route("/<station_code>/calendar-feed", methods=["DELETE"])
@feeds.doc(
    operationId="revoke_calendar_feed",
    summary="Let the address of a station's calendar not work any more",
    description="停用履职日历订阅地址。\n\nRoles: " + ", ".join(STATION_SIDE) + ".",
    tags=["assessment"],
    security=[{"key": []}],
    responses={"204": {"description": "Revoked."}, **problems(401, 403, 404, 422, 503)},
)
@allows
def revoke_calendar_feed(station_code: str) -> Response:
    """Revoke the feed of a station that the caller may see."""
    require_known(())
    _outlook(caller(), station_code)
    tokens.revoke(gateway().database, caller(), station_code)
    return Response(status=204)


@calendars.get("/calendars/<token>.ics")
@public
def show_calendar(token: str) -> Response:
    """Give the calendar of the station whose token it is."""
    station_code = tokens.station_of(gateway().database, token)
    found = _outlook(tokens.reader_of(station_code), station_code)
    response = Response(calendar_of(found), mimetype="text/calendar")
    response.headers["Cache-Control"] = "private, no-store"
    return response
