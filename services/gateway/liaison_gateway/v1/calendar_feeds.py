"""Serve a station's calendar to holders of the token in its address.

The token is in the address, because calendar programs send nothing else. It is stored as a hash,
shown only once, and never logged.
"""

from __future__ import annotations

from flask import Blueprint, Response

from liaison_gateway.access.authentication import gateway, public
from liaison_gateway.exchange.feeds import tokens
from liaison_gateway.exchange.feeds.ics import calendar_of

calendars = Blueprint("calendars", __name__)


@calendars.get("/calendars/<token>.ics")
@public
def show_calendar(token: str) -> Response:
    """Give the calendar of the station whose token it is."""
    station_code = tokens.station_of(gateway().database, token)
    found = tokens.outlook_of(gateway(), tokens.reader_of(station_code), station_code)
    response = Response(calendar_of(found), mimetype="text/calendar")
    response.headers["Cache-Control"] = "private, no-store"
    return response
