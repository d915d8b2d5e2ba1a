"""Store sessions, so that somebody can be signed out remotely."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.orm import Session

from liaison_gateway.access.tables import sessions
from liaison_kit.store.database import Database

LONGEST = timedelta(hours=12)
_C = sessions.c


def begin(database: Database, person_ref: str, *, whole: bool = True) -> str:
    """Sign somebody in and return the secret for their browser."""
    secret, now = secrets.token_urlsafe(32), datetime.now(UTC)
    with database.writing() as session:
        session.execute(delete(sessions).where(_C.ends_at < now))
        session.execute(
            insert(sessions).values(
                sha256=_hash(secret),
                session_ref=secrets.token_hex(8),
                person_ref=person_ref,
                is_whole=whole,
                began_at=now,
                ends_at=now + LONGEST,
            )
        )
    return secret


def find(session: Session, secret: str) -> RowMapping | None:
    """Return the session of a browser's secret, while it is valid."""
    query = select(sessions).where(_C.sha256 == _hash(secret), _C.ends_at > datetime.now(UTC))
    return session.execute(query).mappings().first()


def make_whole(session: Session, secret: str) -> None:
    """Complete a session that waited for a second factor."""
    session.execute(update(sessions).where(_C.sha256 == _hash(secret)).values(is_whole=True))


def end(database: Database, secret: str) -> None:
    """Sign one browser out."""
    with database.writing() as session:
        session.execute(delete(sessions).where(_C.sha256 == _hash(secret)))


def end_all(session: Session, person_ref: str) -> int:
    """Sign somebody out everywhere and return the number of browsers."""
    done = session.execute(delete(sessions).where(_C.person_ref == person_ref))
    return int(done.rowcount)  # type: ignore[attr-defined]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
