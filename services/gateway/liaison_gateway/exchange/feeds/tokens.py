"""Make, find and revoke the token of a station's calendar; a station has one at a time."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select

from liaison_contracts.errors import NotFound
from liaison_gateway.exchange.feeds.tables import calendar_feeds
from liaison_kit.claims import Caller
from liaison_kit.runtime import note_access
from liaison_kit.store.database import Database

TOKEN_BYTES = 32
_C = calendar_feeds.c


def make(database: Database, caller: Caller, station_code: str) -> str:
    """Return a new token of a station's calendar; the one before stops to work."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with database.writing() as session:
        session.execute(delete(calendar_feeds).where(_C.station_code == station_code))
        session.execute(
            insert(calendar_feeds).values(
                station_code=station_code,
                sha256=_hash(token),
                made_by=caller.sub,
                made_at=datetime.now(UTC),
            )
        )
        note_access(session, caller, "make_calendar_feed", station_code, "made", "")
    return token


def revoke(database: Database, caller: Caller, station_code: str) -> None:
    """Let a station's token not work any more; without one, nothing changes."""
    with database.writing() as session:
        session.execute(delete(calendar_feeds).where(_C.station_code == station_code))
        note_access(session, caller, "revoke_calendar_feed", station_code, "revoked", "")


def station_of(database: Database, token: str) -> str:
    """Return the station whose calendar a token shows.

    Raises:
        NotFound: for any other token; it never says why, and never repeats it.
    """
    with database.reading() as session:
        query = select(_C.station_code).where(_C.sha256 == _hash(token))
        found = session.execute(query).scalar()
    if found is None:
        raise NotFound("calendar_feed_unknown")
    return str(found)


def reader_of(station_code: str) -> Caller:
    """Return the caller a calendar is read as: the station itself, and no person."""
    name = f"feed:{station_code}"
    return Caller(name, f"station/{station_code}", ("liaison_officer",), name)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
