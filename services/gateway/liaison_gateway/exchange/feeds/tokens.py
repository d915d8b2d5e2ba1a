"""Create, find and revoke the token of a station's calendar; a station has one at a time."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from liaison_contracts.errors import NotFound
from liaison_contracts.gateway import (
    CalendarFeed,
    FeedRevoked,
    MakeCalendarFeed,
    RevokeCalendarFeed,
)
from liaison_gateway.access.work import Work
from liaison_gateway.base.context import Gateway
from liaison_gateway.exchange.feeds.tables import calendar_feeds
from liaison_kit.claims import Caller
from liaison_kit.runtime import note_access
from liaison_kit.store.database import Database

TOKEN_BYTES = 32
_C = calendar_feeds.c


def make(work: Work, wish: MakeCalendarFeed) -> CalendarFeed:
    """Create the address of the calendar of a station that the caller may see.

    The previous address stops working.
    """
    outlook_of(work.gateway, work.caller, wish.station_code)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    _forget(work.session, wish.station_code)
    work.session.execute(
        insert(calendar_feeds).values(
            station_code=wish.station_code,
            sha256=_hash(token),
            made_by=work.caller.sub,
            made_at=datetime.now(UTC),
        )
    )
    note_access(work.session, work.caller, "make_calendar_feed", wish.station_code, "made", "")
    return CalendarFeed(station_code=wish.station_code, path=f"/calendars/{token}.ics")


def revoke(work: Work, wish: RevokeCalendarFeed) -> FeedRevoked:
    """Revoke the calendar address of a station that the caller may see, if it has one."""
    outlook_of(work.gateway, work.caller, wish.station_code)
    _forget(work.session, wish.station_code)
    station_code = wish.station_code
    note_access(work.session, work.caller, "revoke_calendar_feed", station_code, "revoked", "")
    return FeedRevoked(station_code=station_code)


def outlook_of(gateway: Gateway, reader: Caller, station_code: str) -> dict[str, Any]:
    """Return the outlook of a station that the caller may see.

    Raises:
        NotFound: for a station that the caller may not see.
    """
    body = {"station_code": station_code}
    found: dict[str, Any] = gateway.client.call(reader, "assessment", "show_outlook", body).result
    return found


def _forget(session: Session, station_code: str) -> None:
    session.execute(delete(calendar_feeds).where(_C.station_code == station_code))


def station_of(database: Database, token: str) -> str:
    """Return the station whose calendar a token shows.

    Raises:
        NotFound: for any other token, without saying why or repeating it.
    """
    with database.reading() as session:
        query = select(_C.station_code).where(_C.sha256 == _hash(token))
        found = session.execute(query).scalar()
    if found is None:
        raise NotFound("calendar_feed_unknown")
    return str(found)


def reader_of(station_code: str) -> Caller:
    """Return the caller for reading a calendar: the station itself, not a person."""
    name = f"feed:{station_code}"
    return Caller(name, f"station/{station_code}", ("liaison_officer",), name)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
