"""Lock a name after consecutive failures, longer each time, whether it exists or not."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from liaison_contracts.errors import TooMany
from liaison_gateway.access.key_terms import utc
from liaison_gateway.access.tables import failures

FREE_TRIES = 5
FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(hours=1)
_C = failures.c


def require_open(session: Session, part: str, now: datetime) -> None:
    """Refuse a locked name.

    Raises:
        TooMany: saying for how long.
    """
    until = session.scalar(select(_C.locked_until).where(_C.part_sha256 == _hash(part)))
    if until is not None and utc(until) > now:
        seconds = int((utc(until) - now).total_seconds()) + 1
        raise TooMany("sign_in_locked", retry_after=seconds, seconds=seconds)


def note_failure(session: Session, part: str, now: datetime) -> None:
    """Count a failure; from the sixth in a row on, lock the name, each time twice as long."""
    at = _C.part_sha256 == _hash(part)
    count = (session.scalar(select(_C.count).where(at).with_for_update()) or 0) + 1
    beyond = count - FREE_TRIES
    lock = min(LONGEST_LOCK, FIRST_LOCK * 2 ** min(beyond - 1, 10)) if beyond > 0 else timedelta()
    values = {"count": count, "locked_until": now + lock}
    if count == 1:
        session.execute(insert(failures).values(part_sha256=_hash(part), **values))
    else:
        session.execute(update(failures).where(at).values(**values))


def forget(session: Session, part: str) -> None:
    """Reset the count after a successful sign-in."""
    session.execute(delete(failures).where(_C.part_sha256 == _hash(part)))


def _hash(part: str) -> str:
    return hashlib.sha256(part.encode()).hexdigest()
